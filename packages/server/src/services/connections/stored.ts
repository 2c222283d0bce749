import type { Connection, OAuthProvider, OidcOptions } from '@portico/contract'
import type { Static } from 'typebox'
import type { ChosenAttributeMap } from './attributes.ts'
import type { EffectiveSettings } from './sign-in-connection.ts'

/** What SAML needs, as it is stored. Null: not known yet, or the default. */
export type SamlOptions = {
  idp_metadata_url: string | null
  idp_entity_id: string | null
  /** By HTTP-Redirect. */
  idp_sso_url: string | null
  /** By HTTP-POST. */
  idp_sso_post_url: string | null
  idp_slo_url: string | null
  idp_slo_response_url: string | null
  acs_url: string | null
  sp_entity_id: string | null
}

/** What OpenID Connect needs, as it is stored. */
export type StoredOidcOptions = Pick<
  Static<typeof OidcOptions>,
  | 'discovery_endpoint'
  | 'client_id'
  | 'pkce'
  | 'token_authentication_method'
  | 'id_token_signature_algorithm'
  | 'fetch_user_info'
> & { redirect_uri: string | null }

/** What a social provider needs, as it is stored. */
export type OAuthOptions = Pick<
  OAuthProvider,
  | 'client_id'
  | 'scopes'
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'userinfo_endpoint'
  | 'jwks_uri'
  | 'issuer'
> & { apple_team_id: string | null; apple_key_id: string | null }

/** What was chosen of the settings. The rest is as the protocol has it. */
export type ChosenSettings = Partial<EffectiveSettings>

/** A connection as its row has it, with the domains of its organization. */
export type StoredConnection = {
  id: string
  organization_id: string | null
  connection_type: Connection['connection_type']
  name: string
  state: Connection['state']
  external_key: string
  external_id: string | null
  /** Sealed. */
  client_secret: Buffer | null
  attribute_map: ChosenAttributeMap
  settings: ChosenSettings
  metadata_read_at: string | null
  metadata_due_at: string | null
  metadata_problem: string | null
  metadata_failures: number
  domains: Connection['domains']
  /** Of the key with which requests are signed, if they are. */
  signing_cert: string | null
  created_at: string
  updated_at: string
} & (
  | { protocol: 'saml'; options: SamlOptions }
  | { protocol: 'oidc'; options: StoredOidcOptions }
  | { protocol: 'oauth'; options: OAuthOptions }
)

export type StoredSamlConnection = Extract<StoredConnection, { protocol: 'saml' }>
export type StoredOidcConnection = Extract<StoredConnection, { protocol: 'oidc' }>
export type StoredOAuthConnection = Extract<StoredConnection, { protocol: 'oauth' }>

export type CertificatePurpose = 'idp_signing' | 'sp_signing' | 'sp_encryption' | 'jwt_signing'

/** A certificate of a connection as its row has it. */
export type StoredCertificate = {
  id: string
  connection_id: string
  purpose: CertificatePurpose
  /** PEM. */
  certificate: string
  fingerprint: string
  /** Sealed; only of key pairs that are ours. */
  private_key: Buffer | null
  from_metadata: boolean
  withdrawn_at: string | null
  not_before: string
  not_after: string
  notice_due_at: string | null
  created_at: string
}
