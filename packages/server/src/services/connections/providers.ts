import type { Connection } from '@portico/contract'
import { oauthTypes } from './providers-oauth.ts'
import { oidcTypes } from './providers-oidc.ts'
import { samlTypes } from './providers-saml.ts'
import type { Protocol } from './sign-in-connection.ts'

export type ConnectionType = Connection['connection_type']

/** The members of a profile that are read from attributes or claims. */
export const standardMembers = ['idp_id', 'email', 'first_name', 'last_name', 'groups', 'name'] as const
export type StandardMember = (typeof standardMembers)[number]

/**
 * Where the members of a profile are looked for, in this order. `idp_id` has one source alone: who somebody is must not
 * change because the identity provider begins to send one attribute more.
 */
export type AttributeSources = Record<StandardMember, readonly string[]> & { idp_id: readonly [string] }

/** In which form an identity provider tells what Portico has to know of it. */
export type SetUpForm = 'metadata_url' | 'metadata_xml' | 'fields'

/** A kind of connection: all that is known of it before anybody sets one up. */
export type Provider = {
  protocol: Protocol
  /** What people call it. */
  name: string
  sources: AttributeSources
  /** Of the customer's own making: people confirm the first sign-in where the environment says so. */
  custom: boolean
  /** The parameter of the sign-in address that takes a user name, or an e-mail address. */
  loginHintParameter: string | null
  /** The parameter of the sign-in address that takes the domain of the account. */
  domainHintParameter: string | null
  /** SAML: how it tells about itself, what is best first. */
  gives: readonly SetUpForm[]
  /** SAML: what it calls the two addresses that it asks for. */
  asks: { acsUrl: string; entityId: string } | null
  /** OpenID Connect: where its configuration is, when that is the same for everybody. */
  discoveryEndpoint: string | null
  /** OpenID Connect: how Portico proves who it is, where the provider takes only one way. */
  tokenAuthenticationMethod: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'
}

const providers = new Map<string, Provider>(
  Object.entries({ ...samlTypes, ...oidcTypes, ...oauthTypes } satisfies Record<string, Provider>),
)

/** The kind of connection; nothing for those that sign nobody in: `Pending`, `MagicLink` and `Auth0Migration`. */
export const findProvider = (type: string): Provider | undefined => providers.get(type)

/** As `findProvider`, for a connection that exists: such a kind has none. */
export function providerOf(type: ConnectionType): Provider {
  const provider = findProvider(type)
  if (!provider) throw new Error(`No connection can be of the type ${type}.`)
  return provider
}
