import type { FastifyReply } from 'fastify'
import { randomPKCECodeVerifier } from 'openid-client'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { OAuthConnection } from '../../connections/index.ts'
import type { AuthorizationRequest, Browser } from '../flow/index.ts'
import {
  addressOf,
  beginAt,
  hintsOf,
  newSecret,
  type Prepared,
  scopesOf,
  withoutReserved,
} from '../oidc/begin.ts'
import { partyOf, requireSetup } from './party.ts'
import { declarationOf } from './providers.ts'

/** Sends the browser to the provider (RFC 6749, 4.1.1). */
export function begin(
  browser: Browser,
  connection: OAuthConnection,
  request: AuthorizationRequest,
): Promise<FastifyReply> {
  const { kernel, now } = browser.context
  return beginAt(browser, connection, request, 'oauth_authorization_request', () =>
    prepare(kernel, connection, request, now),
  )
}

async function prepare(
  kernel: Kernel,
  connection: OAuthConnection,
  request: AuthorizationRequest,
  now: Date,
): Promise<Prepared> {
  const setup = requireSetup(connection)
  const declaration = declarationOf(setup)
  const nonce = declaration.idToken?.nonce ? newSecret() : undefined
  const scope = scopesOf(declaration.scopes, setup.scopes, request.providerScopes)
  const parameters = {
    ...hintsOf(connection.type, request),
    ...withoutReserved(request.providerQueryParams),
    ...(request.forceAuthentication && declaration.forceAuthentication),
    ...declaration.parameters,
    ...(scope !== '' && { scope }),
    ...(nonce !== undefined && { nonce }),
  }
  const secrets = {
    ...(nonce !== undefined && { nonce }),
    ...(declaration.pkce && { verifier: randomPKCECodeVerifier() }),
    // What was asked for, for providers that do not say what they gave.
    scope,
  }
  return addressOf(kernel, await partyOf(setup, declaration, now), setup.redirectUri, parameters, secrets)
}
