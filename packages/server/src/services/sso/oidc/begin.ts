import type { FastifyReply } from 'fastify'
import { buildAuthorizationUrl, calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { randomText } from '../../../kernel/crypto/random.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import {
  type OidcConnection,
  type OidcSetup,
  providerOf,
  reservedParameters,
  type SignInConnection,
} from '../../connections/index.ts'
import {
  type AuthorizationRequest,
  type Browser,
  beginSignIn,
  refuseSignIn,
  type SignInSecrets,
} from '../flow/index.ts'
import { type Dialect, dialectOf } from './dialects.ts'
import { discover } from './discovery.ts'
import { configurationOf, type Party } from './exchange.ts'
import { explain } from './failures.ts'
import { loggedAddress } from './logged.ts'
import { partyOf } from './party.ts'
import { refused } from './refused.ts'

/** A request to an authorization endpoint, and what the answer to it takes. */
export type Prepared = { url: URL; state: string; secrets: SignInSecrets }

/** Sends the browser to the identity provider (OpenID Connect Core 1.0, 3.1.2.1). */
export function begin(
  browser: Browser,
  connection: OidcConnection,
  request: AuthorizationRequest,
): Promise<FastifyReply> {
  return beginAt(browser, connection, request, 'oidc_authentication_request', () =>
    prepare(browser.context.kernel, connection, request),
  )
}

/** Records what is prepared and sends the browser there; or back to the application, when that cannot be. */
export async function beginAt(
  browser: Browser,
  connection: SignInConnection,
  request: AuthorizationRequest,
  kind: string,
  prepare: () => Promise<Prepared>,
): Promise<FastifyReply> {
  let prepared: Prepared
  try {
    prepared = await prepare()
  } catch (error) {
    const { redirectUri, state } = request
    return refuseSignIn(
      browser,
      { connection, signIn: null, redirectUri, state },
      explain(browser.context.kernel, error).refusal,
    )
  }
  const { url, state, secrets } = prepared
  const message = loggedAddress(kind, url)
  await beginSignIn(browser, connection, request, { requestId: state, secrets, message })
  return browser.reply.redirect(url.href, 302)
}

async function prepare(
  kernel: Kernel,
  connection: OidcConnection,
  request: AuthorizationRequest,
): Promise<Prepared> {
  const setup = requireSetup(connection)
  const { metadata } = await discover(kernel, connection, setup)
  const dialect = dialectOf(connection.type)
  const secrets: Record<string, string> = { nonce: newSecret() }
  if (setup.pkce) secrets.verifier = randomPKCECodeVerifier()
  if (request.forceAuthentication) secrets.fresh = 'true'
  const parameters = {
    ...dialect.parameters,
    ...withoutReserved(connection.settings.authorization_parameters),
    ...wishesOf(connection, dialect, request),
    scope: scopesOf(dialect.scopes, connection.settings.scopes, request.providerScopes),
    nonce: secrets.nonce as string,
  }
  return addressOf(kernel, await partyOf(connection, setup, metadata), setup.redirectUri, parameters, secrets)
}

/** Completes a request: state, redirect URI and PKCE are the same for all providers. */
export async function addressOf(
  kernel: Kernel,
  party: Party,
  redirectUri: string,
  parameters: Readonly<Record<string, string>>,
  secrets: SignInSecrets,
): Promise<Prepared> {
  const state = newSecret()
  const { verifier } = secrets
  const url = buildAuthorizationUrl(configurationOf(kernel, party), {
    ...parameters,
    redirect_uri: redirectUri,
    state,
    ...(verifier !== undefined && {
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  })
  return { url, state, secrets }
}

/** 256 bits and a little. */
export const newSecret = () => randomText(43)
export const stateForm = /^\w{43}$/

/** Each scope once, in the order given. */
export const scopesOf = (...scopes: readonly (readonly string[])[]) => [...new Set(scopes.flat())].join(' ')

export const withoutReserved = (parameters: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(parameters).filter(([name]) => !reservedParameters.has(name.toLowerCase())),
  )

/** What the application wishes for this one sign-in, in the words of the provider. */
function wishesOf({ type }: OidcConnection, { forceAuthentication }: Dialect, request: AuthorizationRequest) {
  return { ...hintsOf(type, request), ...(request.forceAuthentication && forceAuthentication) }
}

/** Whom to expect, for providers that take it. */
export function hintsOf(type: SignInConnection['type'], { loginHint, domainHint }: AuthorizationRequest) {
  const { loginHintParameter, domainHintParameter } = providerOf(type)
  return {
    ...(loginHintParameter && loginHint && { [loginHintParameter]: loginHint }),
    ...(domainHintParameter && domainHint && { [domainHintParameter]: domainHint }),
  }
}

/** @throws {Refused} when it was never set up to its end */
export function requireSetup({ setup }: OidcConnection): OidcSetup {
  if (setup) return setup
  throw refused(
    'connection_incomplete',
    'The connection lacks what its identity provider must tell: give it the discovery endpoint and the client ID.',
  )
}
