// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { Secret, SecretString } from '../../secret.ts'
import type { OpenEnum } from '../../types.ts'
import type { OAuthTokens, RoleReference } from './user-management.ts'

/** The link to an organization's identity provider. */
export interface Connection {
  /** What kind of object this is. */
  object: 'connection'
  /** Its identifier. */
  id: string
  /** The organization whose connection it is, if it is of one. */
  organizationId?: string
  /** The kind of identity provider. */
  connectionType: OpenEnum<
    | 'Pending'
    | 'ADFSSAML'
    | 'AdpOidc'
    | 'AppleOAuth'
    | 'Auth0SAML'
    | 'AzureSAML'
    | 'BitbucketOAuth'
    | 'CasSAML'
    | 'ClassLinkSAML'
    | 'CleverOIDC'
    | 'CloudflareSAML'
    | 'CyberArkSAML'
    | 'DiscordOAuth'
    | 'DuoSAML'
    | 'EntraIdOIDC'
    | 'GenericOIDC'
    | 'GenericSAML'
    | 'GitHubOAuth'
    | 'GitLabOAuth'
    | 'GoogleOAuth'
    | 'GoogleOIDC'
    | 'GoogleSAML'
    | 'GrokOAuth'
    | 'XOAuth'
    | 'IntuitOAuth'
    | 'JumpCloudSAML'
    | 'KeycloakSAML'
    | 'LastPassSAML'
    | 'LinkedInOAuth'
    | 'LoginGovOidc'
    | 'MagicLink'
    | 'MicrosoftOAuth'
    | 'MiniOrangeSAML'
    | 'NetIqSAML'
    | 'OktaOIDC'
    | 'OktaSAML'
    | 'OneLoginSAML'
    | 'OracleSAML'
    | 'PingFederateSAML'
    | 'PingOneSAML'
    | 'RipplingSAML'
    | 'SalesforceSAML'
    | 'ShibbolethGenericSAML'
    | 'ShibbolethSAML'
    | 'SimpleSamlPhpSAML'
    | 'SalesforceOAuth'
    | 'SlackOAuth'
    | 'VercelMarketplaceOAuth'
    | 'VercelOAuth'
    | 'VMwareSAML'
    | 'XeroOAuth'
    | 'Auth0Migration'
    | 'TestIdp'
  >
  /** What people call it. */
  name: string
  /** How far it is set up. People can sign in through an active one. */
  state: OpenEnum<'requires_type' | 'draft' | 'active' | 'validating' | 'inactive' | 'deleting'>
  /**
   * Whether it is active. Superseded by `state`.
   *
   * @deprecated
   */
  status: OpenEnum<'linked' | 'unlinked'>
  /** The organization's domains. */
  domains: ConnectionDomain[]
  /** What else there is to know of a SAML connection. */
  options?: ConnectionOptions
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Which attributes or claims fill a profile. */
export interface ConnectionAttributeMaps {
  /** Where a profile's own members come from. */
  standardAttributes: ConnectionStandardAttributes
  /** Where custom attributes come from, by their name. */
  customAttributes: Record<string, string>
}

/** Which attributes or claims fill a profile. */
export interface ConnectionAttributeMapsInput {
  /** Where the members of a profile come from. */
  standardAttributes?: ConnectionStandardAttributesInput | undefined
  /** By the name of the custom attribute; null removes one. */
  customAttributes?: Record<string, string | null> | undefined
}

/** A domain whose people sign in through the connection. */
export interface ConnectionDomain {
  /** What kind of object this is. */
  object: 'connection_domain'
  /** Its identifier. */
  id: string
  /** The domain name, in lower case. */
  domain: string
}

/** A key pair of your own. */
export interface ConnectionKeyPair {
  /** The private key in PEM. */
  key: Secret
  /** An X.509 certificate in PEM. */
  cert: string
}

/** What else there is to know of a SAML connection. */
export interface ConnectionOptions {
  /** The certificate, in PEM, that verifies the requests Portico signs; null where it signs none. */
  signingCert: string | null
}

/** Where a profile's own members come from. */
export interface ConnectionStandardAttributes {
  /** The attribute or claim that `idpId` is read from. */
  idpId: string
  /** The attribute or claim that `email` is read from. */
  email: string
  /** The attribute or claim that `firstName` is read from. */
  firstName: string
  /** The attribute or claim that `lastName` is read from. */
  lastName: string
  /** The attribute or claim that `groups` is read from. */
  groups: string | null
  /** The attribute or claim that `name` is read from. */
  name: string | null
}

/** Where the members of a profile come from. */
export interface ConnectionStandardAttributesInput {
  /** The attribute or claim that `idpId` is read from. */
  idpId?: string | undefined
  /** The attribute or claim that `email` is read from. */
  email?: string | undefined
  /** The attribute or claim that `firstName` is read from. */
  firstName?: string | undefined
  /** The attribute or claim that `lastName` is read from. */
  lastName?: string | undefined
  /** The attribute or claim that `groups` is read from. */
  groups?: string | null | undefined
  /** The attribute or claim that `name` is read from. */
  name?: string | null | undefined
}

/** A connection with its whole set-up. */
export interface ConnectionWithOptions {
  /** What kind of object this is. */
  object: 'connection'
  /** Its identifier. */
  id: string
  /** The organization whose connection it is, if it is of one. */
  organizationId?: string
  /** The kind of identity provider. */
  connectionType: OpenEnum<
    | 'Pending'
    | 'ADFSSAML'
    | 'AdpOidc'
    | 'AppleOAuth'
    | 'Auth0SAML'
    | 'AzureSAML'
    | 'BitbucketOAuth'
    | 'CasSAML'
    | 'ClassLinkSAML'
    | 'CleverOIDC'
    | 'CloudflareSAML'
    | 'CyberArkSAML'
    | 'DiscordOAuth'
    | 'DuoSAML'
    | 'EntraIdOIDC'
    | 'GenericOIDC'
    | 'GenericSAML'
    | 'GitHubOAuth'
    | 'GitLabOAuth'
    | 'GoogleOAuth'
    | 'GoogleOIDC'
    | 'GoogleSAML'
    | 'GrokOAuth'
    | 'XOAuth'
    | 'IntuitOAuth'
    | 'JumpCloudSAML'
    | 'KeycloakSAML'
    | 'LastPassSAML'
    | 'LinkedInOAuth'
    | 'LoginGovOidc'
    | 'MagicLink'
    | 'MicrosoftOAuth'
    | 'MiniOrangeSAML'
    | 'NetIqSAML'
    | 'OktaOIDC'
    | 'OktaSAML'
    | 'OneLoginSAML'
    | 'OracleSAML'
    | 'PingFederateSAML'
    | 'PingOneSAML'
    | 'RipplingSAML'
    | 'SalesforceSAML'
    | 'ShibbolethGenericSAML'
    | 'ShibbolethSAML'
    | 'SimpleSamlPhpSAML'
    | 'SalesforceOAuth'
    | 'SlackOAuth'
    | 'VercelMarketplaceOAuth'
    | 'VercelOAuth'
    | 'VMwareSAML'
    | 'XeroOAuth'
    | 'Auth0Migration'
    | 'TestIdp'
  >
  /** What people call it. */
  name: string
  /** How far it is set up. People can sign in through an active one. */
  state: OpenEnum<'requires_type' | 'draft' | 'active' | 'validating' | 'inactive' | 'deleting'>
  /**
   * Whether it is active. Superseded by `state`.
   *
   * @deprecated
   */
  status: OpenEnum<'linked' | 'unlinked'>
  /** The organization's domains. */
  domains: ConnectionDomain[]
  /** What else there is to know of a SAML connection. */
  options?: ConnectionOptions
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The object's identifier in your own system. */
  externalId: string | null
  /** The ACS URL or redirect URI to give to the identity provider. Never changes. */
  callbackEndpoint: string
  /** How a SAML connection is set up. */
  samlOptions?: SamlOptions
  /** How an OpenID Connect connection is set up. */
  oidcOptions?: OidcOptions
  /** Which attributes or claims fill a profile. */
  attributeMaps: ConnectionAttributeMaps
}

/** The settings of an OpenID Connect connection. */
export interface CreateOidcOptions {
  /**
   * Where the identity provider publishes its configuration, or its issuer. Types with one of their own, such
   * as `GoogleOIDC`, need none.
   */
  discoveryEndpoint?: string | undefined
  /** What the provider calls Portico. */
  clientId: string
  /**
   * The client secret. Never read back. Not with `private_key_jwt`. It has to be given when
   * `discoveryEndpoint` changes to another host.
   */
  clientSecret?: Secret | undefined
  /** Where the identity provider sends people back to. */
  redirectUri?: string | undefined
  /** Whether PKCE is used. It is, unless said otherwise. */
  pkce?: boolean | undefined
  /** How Portico proves who it is at the token endpoint. */
  tokenAuthenticationMethod?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | undefined
  /** A key pair of your own. */
  jwtSigningKeyPair?: ConnectionKeyPair | undefined
  /** How the ID token must be signed. */
  idTokenSignatureAlgorithm?:
    | 'ES256'
    | 'ES384'
    | 'ES512'
    | 'EdDSA'
    | 'HS256'
    | 'HS384'
    | 'HS512'
    | 'PS256'
    | 'PS384'
    | 'PS512'
    | 'RS256'
    | 'RS384'
    | 'RS512'
    | undefined
  /** Whether the userinfo endpoint is asked for more attributes. */
  fetchUserInfo?: boolean | undefined
}

/** The settings of a SAML connection. */
export interface CreateSamlOptions {
  /** Where the identity provider publishes its metadata. Read again from time to time. */
  idpMetadataUrl?: string | undefined
  /**
   * The identity provider's metadata as XML. What they say is taken once: the SSO URL, the entity ID and the
   * certificates. Takes the place of `idpMetadataUrl`.
   */
  idpMetadataXml?: string | undefined
  /** Where the identity provider takes sign-in requests. */
  idpSsoUrl?: string | undefined
  /** The identity provider's entity ID. */
  idpEntityId?: string | undefined
  /** The provider's certificates. */
  idpSigningCerts?: readonly string[] | undefined
  /** Where the identity provider sends its responses. */
  acsUrl?: string | undefined
  /** Portico's entity ID. */
  spEntityId?: string | undefined
  /** A key pair of your own. */
  spSigningKeyPair?: ConnectionKeyPair | undefined
  /** Key pairs that decrypt responses. */
  spEncryptionKeyPairs?: readonly ConnectionKeyPair[] | undefined
}

/** Leave to sign a person out at their identity provider. */
export interface LogoutAuthorization {
  /** Where to send the browser. */
  logoutUrl: SecretString
  /** The token that the address carries. */
  logoutToken: SecretString
}

/** How an OpenID Connect connection is set up. */
export interface OidcOptions {
  /**
   * Where the identity provider publishes its configuration, or its issuer. Types with one of their own, such
   * as `GoogleOIDC`, need none.
   */
  discoveryEndpoint: string
  /** What the provider calls Portico. */
  clientId: string
  /** Where the identity provider sends people back to. */
  redirectUri: string
  /** Whether PKCE is used. It is, unless said otherwise. */
  pkce: boolean
  /** How Portico proves who it is at the token endpoint. */
  tokenAuthenticationMethod: OpenEnum<'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'>
  /** The certificates, in PEM, that verify what Portico signs with `private_key_jwt`. */
  jwtSigningCerts: string[]
  /** How the ID token must be signed. */
  idTokenSignatureAlgorithm: OpenEnum<
    | 'ES256'
    | 'ES384'
    | 'ES512'
    | 'EdDSA'
    | 'HS256'
    | 'HS384'
    | 'HS512'
    | 'PS256'
    | 'PS384'
    | 'PS512'
    | 'RS256'
    | 'RS384'
    | 'RS512'
  > | null
  /** Whether the userinfo endpoint is asked for more attributes. */
  fetchUserInfo: boolean
}

/** A person as their identity provider describes them. */
export interface Profile {
  /** What kind of object this is. */
  object: 'profile'
  /** Its identifier. */
  id: string
  /** The organization whose connection they came through. */
  organizationId: string | null
  /** The connection they came through. */
  connectionId: string
  /** The kind of identity provider. */
  connectionType: OpenEnum<
    | 'Pending'
    | 'ADFSSAML'
    | 'AdpOidc'
    | 'AppleOAuth'
    | 'Auth0SAML'
    | 'AzureSAML'
    | 'BitbucketOAuth'
    | 'CasSAML'
    | 'ClassLinkSAML'
    | 'CleverOIDC'
    | 'CloudflareSAML'
    | 'CyberArkSAML'
    | 'DiscordOAuth'
    | 'DuoSAML'
    | 'EntraIdOIDC'
    | 'GenericOIDC'
    | 'GenericSAML'
    | 'GitHubOAuth'
    | 'GitLabOAuth'
    | 'GoogleOAuth'
    | 'GoogleOIDC'
    | 'GoogleSAML'
    | 'GrokOAuth'
    | 'XOAuth'
    | 'IntuitOAuth'
    | 'JumpCloudSAML'
    | 'KeycloakSAML'
    | 'LastPassSAML'
    | 'LinkedInOAuth'
    | 'LoginGovOidc'
    | 'MagicLink'
    | 'MicrosoftOAuth'
    | 'MiniOrangeSAML'
    | 'NetIqSAML'
    | 'OktaOIDC'
    | 'OktaSAML'
    | 'OneLoginSAML'
    | 'OracleSAML'
    | 'PingFederateSAML'
    | 'PingOneSAML'
    | 'RipplingSAML'
    | 'SalesforceSAML'
    | 'ShibbolethGenericSAML'
    | 'ShibbolethSAML'
    | 'SimpleSamlPhpSAML'
    | 'SalesforceOAuth'
    | 'SlackOAuth'
    | 'VercelMarketplaceOAuth'
    | 'VercelOAuth'
    | 'VMwareSAML'
    | 'XeroOAuth'
    | 'Auth0Migration'
    | 'TestIdp'
  >
  /** Their identifier at the identity provider. Never changes. */
  idpId: string
  /** Their e-mail address, as the identity provider says. */
  email: string
  /** The person's first name. */
  firstName: string | null
  /** The person's last name. */
  lastName: string | null
  /** Their whole name. */
  name: string | null
  /** A role, by its slug. */
  role?: RoleReference | null
  /** Every role their groups give them. */
  roles?: RoleReference[] | null
  /** Their groups at the identity provider. */
  groups?: string[]
  /** The attributes that you have mapped. */
  customAttributes?: Record<string, unknown>
  /** What the identity provider sent, where the settings of the environment say so; otherwise empty. */
  rawAttributes: Record<string, unknown>
}

/** Who signed in, and a token for their profile. */
export interface ProfileAndToken {
  /** How the token is sent. */
  tokenType: 'Bearer'
  /** Reads the profile again, for a short time. */
  accessToken: SecretString
  /** For how many seconds the access token is good. */
  expiresIn: number
  /** A person as their identity provider describes them. */
  profile: Profile
  /** Tokens of a social provider, handed on where the connection says so. */
  oauthTokens?: OAuthTokens
}

/** The profile that an access token was issued for. */
export interface ProfileOfAccessToken {
  /** A person as their identity provider describes them. */
  profile: Profile
}

/** A certificate that verifies what the identity provider signs. */
export interface SamlIdpSigningCertificate {
  /** What kind of object this is. */
  object: 'saml_idp_signing_certificate'
  /** Its identifier. */
  id: string
  /** The certificate in PEM. */
  value: string
  /** When it becomes valid. */
  notBefore: string | null
  /** When it expires. */
  notAfter: string | null
  /** When it was created. */
  createdAt: string
}

/** How a SAML connection is set up. */
export interface SamlOptions {
  /** Where the identity provider publishes its metadata. Read again from time to time. */
  idpMetadataUrl: string | null
  /** Where the identity provider takes sign-in requests. */
  idpSsoUrl: string | null
  /** The identity provider's entity ID. */
  idpEntityId: string | null
  /** Oldest first, expired ones too. */
  idpSigningCerts: SamlIdpSigningCertificate[]
  /** Where the identity provider sends its responses. */
  acsUrl: string
  /** Portico's entity ID. */
  spEntityId: string
  /** Where Portico publishes its own metadata for this connection. */
  spMetadataUrl: string
  /** The certificate that verifies the requests Portico signs. */
  spSigningCert: SamlSpSigningCertificate | null
  /** Oldest first, expired ones too. */
  spEncryptionCerts: SamlSpEncryptionCertificate[]
}

/** A certificate with which the identity provider may encrypt what it sends. */
export interface SamlSpEncryptionCertificate {
  /** What kind of object this is. */
  object: 'saml_sp_encryption_certificate'
  /** Its identifier. */
  id: string
  /** The certificate in PEM. */
  value: string
  /** When it becomes valid. */
  notBefore: string | null
  /** When it expires. */
  notAfter: string | null
  /** When it was created. */
  createdAt: string
}

/** The certificate that verifies the requests Portico signs. */
export interface SamlSpSigningCertificate {
  /** What kind of object this is. */
  object: 'saml_sp_signing_certificate'
  /** Its identifier. */
  id: string
  /** The certificate in PEM. */
  value: string
  /** When it becomes valid. */
  notBefore: string | null
  /** When it expires. */
  notAfter: string | null
  /** When it was created. */
  createdAt: string
}

/** What changes about the settings of an OpenID Connect connection. */
export interface UpdateOidcOptions {
  /**
   * Where the identity provider publishes its configuration, or its issuer. Types with one of their own, such
   * as `GoogleOIDC`, need none.
   */
  discoveryEndpoint?: string | undefined
  /** What the provider calls Portico. */
  clientId?: string | undefined
  /**
   * The client secret. Never read back. Not with `private_key_jwt`. It has to be given when
   * `discoveryEndpoint` changes to another host.
   */
  clientSecret?: Secret | undefined
  /** Where the identity provider sends people back to. */
  redirectUri?: string | null | undefined
  /** Whether PKCE is used. It is, unless said otherwise. */
  pkce?: boolean | undefined
  /** How Portico proves who it is at the token endpoint. */
  tokenAuthenticationMethod?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | undefined
  /** How the ID token must be signed. */
  idTokenSignatureAlgorithm?:
    | 'ES256'
    | 'ES384'
    | 'ES512'
    | 'EdDSA'
    | 'HS256'
    | 'HS384'
    | 'HS512'
    | 'PS256'
    | 'PS384'
    | 'PS512'
    | 'RS256'
    | 'RS384'
    | 'RS512'
    | null
    | undefined
  /** Whether the userinfo endpoint is asked for more attributes. */
  fetchUserInfo?: boolean | undefined
}

/** What changes about the settings of a SAML connection. */
export interface UpdateSamlOptions {
  /** Where the identity provider publishes its metadata. Read again from time to time. */
  idpMetadataUrl?: string | null | undefined
  /**
   * The identity provider's metadata as XML. What they say is taken once: the SSO URL, the entity ID and the
   * certificates. Takes the place of `idpMetadataUrl`.
   */
  idpMetadataXml?: string | undefined
  /** Where the identity provider takes sign-in requests. */
  idpSsoUrl?: string | undefined
  /** The identity provider's entity ID. */
  idpEntityId?: string | undefined
  /** Where the identity provider sends its responses. */
  acsUrl?: string | null | undefined
  /** Portico's entity ID. */
  spEntityId?: string | null | undefined
}
