import type { KeyObject } from 'node:crypto'
import type { Connection, ConnectionSettings, OAuthProvider } from '@portico/contract'
import type { Environment } from '../../kernel/http/context.ts'

export type Protocol = 'saml' | 'oidc' | 'oauth'

/** The settings of a connection, every one with a value. */
export type EffectiveSettings = Omit<
  ConnectionSettings,
  'object' | 'connection_id' | 'idp_metadata_read_at' | 'idp_metadata_problem' | 'updated_at'
>

/** Where the members of a profile come from: names of attributes or claims. Null: not mapped. */
export type AttributeMap = {
  standard: {
    idp_id: string
    email: string
    first_name: string
    last_name: string
    groups: string | null
    name: string | null
  }
  custom: Record<string, string>
}

/** Our side of a SAML connection, which its identity provider has to know before anything is known of it. */
export type SamlServiceProvider = {
  acsUrl: string
  spEntityId: string
  /** Requests are signed when there is one. */
  spSigning: { privateKey: KeyObject; certificate: string } | null
  spEncryption: readonly { privateKey: KeyObject; certificate: string }[]
}

/** What signing in over SAML takes. Without certificates nobody can. */
export type SamlSetup = SamlServiceProvider & {
  idpEntityId: string
  idpSsoUrl: string
  idpSsoPostUrl: string | null
  idpSloUrl: string | null
  idpSloResponseUrl: string | null
  /** PEM; all that are configured, expired ones too. */
  idpCertificates: readonly { pem: string }[]
}

/** What signing in over OpenID Connect takes. */
export type OidcSetup = {
  /** Ends in `/.well-known/openid-configuration`. */
  discoveryEndpoint: string
  clientId: string
  clientSecret: string | null
  redirectUri: string
  pkce: boolean
  tokenAuthenticationMethod: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'
  jwtSigning: { privateKey: KeyObject; certificate: string } | null
  idTokenSignatureAlgorithm: string | null
  fetchUserInfo: boolean
}

/** What signing in with a social provider takes, beside the provider's own declaration. */
export type OAuthSetup = {
  provider: OAuthProvider['provider']
  clientId: string
  clientSecret: string | null
  apple: { teamId: string; keyId: string; privateKey: string } | null
  scopes: readonly string[]
  redirectUri: string
  /** What replaces the provider's own endpoints. */
  endpoints: Pick<
    OAuthProvider,
    'authorization_endpoint' | 'token_endpoint' | 'userinfo_endpoint' | 'jwks_uri' | 'issuer'
  >
}

/** A connection as sign-in sees it, secrets opened: kept in memory, never logged, never sent. */
export type SignInConnection = {
  environment: Environment
  id: string
  organizationId: string | null
  type: Connection['connection_type']
  name: string
  state: Connection['state']
  externalKey: string
  settings: EffectiveSettings
  attributeMap: AttributeMap
  /** Changes with every change of the connection: what is derived from it is kept under this. */
  version: string
} & (
  | { protocol: 'saml'; setup: SamlSetup | null; serviceProvider: SamlServiceProvider }
  | { protocol: 'oidc'; setup: OidcSetup | null }
  | { protocol: 'oauth'; setup: OAuthSetup | null }
)

export type SamlConnection = Extract<SignInConnection, { protocol: 'saml' }>
export type OidcConnection = Extract<SignInConnection, { protocol: 'oidc' }>
export type OAuthConnection = Extract<SignInConnection, { protocol: 'oauth' }>
