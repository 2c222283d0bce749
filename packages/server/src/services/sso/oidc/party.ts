import type { ServerMetadata } from 'openid-client'
import type { OidcConnection, OidcSetup } from '../../connections/index.ts'
import { clientAuthentication } from './client-authentication.ts'
import { dialectOf } from './dialects.ts'
import type { Party } from './exchange.ts'

/** The identity provider of a connection, and Portico as a client of it. */
export async function partyOf(
  { type }: Pick<OidcConnection, 'type'>,
  setup: OidcSetup,
  metadata: ServerMetadata,
): Promise<Party> {
  const { assertionAudience } = dialectOf(type)
  const authentication = await clientAuthentication({
    method: setup.tokenAuthenticationMethod,
    secret: setup.clientSecret,
    key: setup.jwtSigning,
    assertionAudience: assertionAudience === 'token_endpoint' ? metadata.token_endpoint : undefined,
  })
  return { metadata, clientId: setup.clientId, authentication }
}
