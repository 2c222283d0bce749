import type { ClientAuth, ServerMetadata } from 'openid-client'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { OAuthConnection, OAuthSetup } from '../../connections/index.ts'
import { clientAuthentication } from '../oidc/client-authentication.ts'
import { nameOf, remember } from '../oidc/discovery.ts'
import type { Party } from '../oidc/exchange.ts'
import { remoteKeys } from '../oidc/keys.ts'
import { refused } from '../oidc/refused.ts'
import { appleAuthentication } from './apple.ts'
import type { ProviderDeclaration } from './declaration.ts'

/** The provider, and Portico as a client of it. */
export async function partyOf(
  setup: OAuthSetup,
  declaration: ProviderDeclaration,
  now: Date,
): Promise<Party> {
  return {
    metadata: metadataOf(declaration),
    clientId: setup.clientId,
    authentication: await authenticationOf(setup, declaration, now),
  }
}

const metadataOf = (declaration: ProviderDeclaration): ServerMetadata => ({
  issuer: issuerName(declaration) ?? new URL(declaration.tokenEndpoint).origin,
  authorization_endpoint: declaration.authorizationEndpoint,
  token_endpoint: declaration.tokenEndpoint,
})

/** The issuer, where there is one for everybody. */
export function issuerName({ idToken }: ProviderDeclaration): string | undefined {
  return typeof idToken?.issuer === 'string' ? idToken.issuer : undefined
}

async function authenticationOf(
  { clientId, clientSecret, apple }: OAuthSetup,
  declaration: ProviderDeclaration,
  now: Date,
): Promise<ClientAuth> {
  const { authentication } = declaration
  if (authentication !== 'apple') {
    return clientAuthentication({ method: authentication, secret: clientSecret, key: null })
  }
  if (!apple)
    throw refused('connection_incomplete', 'Give the team ID, the key ID and the private key of Apple.')
  return appleAuthentication(apple, { clientId, audience: issuerName(declaration) ?? '', now })
}

/** The keys of a provider that signs who somebody is; kept, so that they are not read for each sign-in. */
export async function keysOf(kernel: Kernel, connection: OAuthConnection, declaration: ProviderDeclaration) {
  const { idToken } = declaration
  if (!idToken) return undefined
  const known = await remember(kernel, nameOf(connection, idToken.jwksUri), async () => ({
    metadata: metadataOf(declaration),
    keys: remoteKeys(kernel, idToken.jwksUri),
  }))
  return known.keys
}

/** @throws {Refused} when it was never set up to its end */
export function requireSetup({ setup }: OAuthConnection): OAuthSetup {
  if (setup) return setup
  throw refused(
    'connection_incomplete',
    'The provider is not set up: give it the client ID and the client secret.',
  )
}
