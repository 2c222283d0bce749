// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { Secret, SecretString } from '../../secret.ts'
import type { OpenEnum } from '../../types.ts'

/** An access token that is good now. */
export interface AccessTokenAvailable {
  /** Whether there is one that works. */
  active: true
  /** An access token of a connected account. */
  accessToken: ConnectedAccessToken
}

/** That there is no working account. */
export interface AccountUnavailable {
  /** Whether there is one that works. */
  active: false
  /** Why there is none. */
  error: OpenEnum<'needs_reauthorization' | 'not_installed'>
}

/** An API key. */
export interface ApiKeyCredential {
  /** What kind of object this is. */
  object: 'credential'
  /** What to send to the provider. */
  value: SecretString
  /** How the account is connected. */
  authMethod: 'api_key'
}

/** An account to connect by an API key. */
export interface ApiKeyInstallation {
  /** The API key at the provider. */
  secret: Secret
  /** Whose account it is. */
  userId: string
  /** The organization to connect it for. */
  organizationId?: string | undefined
}

/** An access token got by client credentials. */
export interface ClientCredentialsCredential {
  /** What kind of object this is. */
  object: 'credential'
  /** What to send to the provider. */
  value: SecretString
  /** How the account is connected. */
  authMethod: 'client_credentials'
  /** Until when it is good; null when nobody says. */
  expiresAt: string | null
  /** What the provider allows. */
  scopes: string[]
  /** What was asked for and is not allowed. */
  missingScopes: string[]
  /** What the provider said besides. */
  metadata: Record<string, unknown>
}

/** An access token of a connected account. */
export interface ConnectedAccessToken {
  /** What kind of object this is. */
  object: 'access_token'
  /** Calls the provider's API. */
  accessToken: SecretString
  /** Until when it is good; null when nobody says. */
  expiresAt: string | null
  /** What the provider allows. */
  scopes: string[]
  /** What was asked for and is not allowed. */
  missingScopes: string[]
}

/** An account at a provider that a user has connected. */
export interface ConnectedAccount {
  /** What kind of object this is. */
  object: 'connected_account'
  /** Its identifier. */
  id: string
  /** Whose account it is, if a user connected it. */
  userId: string | null
  /** The organization it was connected for, if for one. */
  organizationId: string | null
  /** What the provider allows. */
  scopes: string[]
  /** How the account is connected. */
  authMethod?: OpenEnum<'oauth' | 'api_key' | 'client_credentials'>
  /** The last characters of the API key. */
  apiKeyLast4?: string | null
  /** The client ID at the provider. */
  clientId?: string | null
  /** The last characters of the client secret. */
  clientSecretLast4?: string | null
  /** Settings that the provider asks for. */
  config?: Record<string, string>
  /** Whether it works. */
  state: OpenEnum<'connected' | 'needs_reauthorization' | 'disconnected'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A provider of your own. */
export interface CreateCustomProvider {
  /** What people call it. */
  name: string
  /** Where people agree. */
  authorizationUrl?: string | undefined
  /** Where codes become tokens. */
  tokenUrl?: string | undefined
  /** Where tokens are renewed, if elsewhere. */
  refreshTokenUrl?: string | null | undefined
  /** Whether to use PKCE. */
  pkceEnabled?: boolean | undefined
  /** What stands between two scopes. */
  requestScopeSeparator?: string | undefined
  /** Whether some scope must be asked for. */
  scopesRequired?: boolean | undefined
  /** Whether the client must have a secret. */
  clientSecretRequired?: boolean | undefined
  /** Further parameters to send along when people agree. */
  additionalAuthorizationParameters?: Record<string, string> | undefined
  /** The type of body that the token address takes. */
  tokenBodyContentType?: string | undefined
  /** How the client proves itself. */
  authenticateVia?: 'request_body' | 'basic_auth_header' | undefined
}

/** A credential that is good now. */
export interface CredentialAvailable {
  /** Whether there is one that works. */
  active: true
  /** An access token that a user has agreed to. */
  credential: OAuthCredential | ApiKeyCredential | ClientCredentialsCredential
}

/** A provider that you have described yourself. */
export interface CustomProvider {
  /** What people call it. */
  name: string
  /** Where people agree. */
  authorizationUrl: string | null
  /** Where codes become tokens. */
  tokenUrl: string | null
  /** Where tokens are renewed, if elsewhere. */
  refreshTokenUrl: string | null
  /** Whether to use PKCE. */
  pkceEnabled: boolean
  /** What stands between two scopes. */
  requestScopeSeparator: string
  /** Whether some scope must be asked for. */
  scopesRequired: boolean
  /** Whether the client must have a secret. */
  clientSecretRequired: boolean
  /** Further parameters to send along when people agree. */
  additionalAuthorizationParameters: Record<string, string>
  /** The type of body that the token address takes. */
  tokenBodyContentType: string
  /** How the client proves itself. */
  authenticateVia: OpenEnum<'request_body' | 'basic_auth_header'>
}

/** A provider to which users can connect their accounts. */
export interface DataIntegration {
  /** What kind of object this is. */
  object: 'data_integration'
  /** Its identifier. */
  id: string
  /** The name that code knows it by. */
  slug: string
  /** The kind of provider. */
  integrationType: string
  /** What it is for. */
  description: string | null
  /** Whether accounts can be connected. */
  enabled: boolean
  /** Whether it is set up completely. */
  state: OpenEnum<'valid' | 'invalid' | 'requested'>
  /** What to ask of the provider; null means its usual. */
  scopes: string[] | null
  /** The address to register at the provider. */
  redirectUri: string
  /** How accounts can be connected. */
  authMethods: OpenEnum<'oauth' | 'api_key' | 'client_credentials'>[]
  /** The OAuth client that a provider knows you by. */
  credentials: DataIntegrationClient | null
  /** An account that was connected with the integration itself. */
  installation: DataIntegrationInstallation | null
  /** Settings that the provider asks for. */
  config: Record<string, string>
  /** A provider that you have described yourself. */
  customProvider: CustomProvider | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Where a user connects their account. */
export interface DataIntegrationAuthorization {
  /** Where to send the browser. */
  url: SecretString
}

/** The OAuth client that a provider knows you by. */
export interface DataIntegrationClient {
  /** Whose client it is: yours, or that of each organization. */
  type: OpenEnum<'custom' | 'organization'>
  /** The client ID at the provider. */
  clientId: string | null
  /** The last characters of the secret. */
  redactedClientSecret: string | null
}

/** The OAuth client that a provider knows you by. */
export interface DataIntegrationClientInput {
  /** Whose client it is: yours, or that of each organization. */
  type: 'custom' | 'organization'
  /** The client ID at the provider. */
  clientId?: string | undefined
  /** Its secret. */
  clientSecret?: Secret | undefined
}

/** What one organization does differently with a data integration. */
export interface DataIntegrationConfiguration {
  /** What kind of object this is. */
  object: 'data_integration_configuration'
  /** Its identifier. */
  id: string
  /** The organization whose settings they are. */
  organizationId: string
  /** The data integration. */
  slug: string
  /** What people call the provider. */
  name: string
  /** Whether members can connect accounts. */
  enabled: boolean
  /** What to ask of the provider; null means its usual. */
  scopes: string[] | null
  /** Settings that the provider asks for. */
  config: Record<string, string>
  /** The OAuth client that an organization connects accounts with. */
  credentials?: DataIntegrationCredentials
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** The OAuth client that an organization connects accounts with. */
export interface DataIntegrationCredentials {
  /** Whose OAuth client is used. */
  credentialsType: OpenEnum<'shared' | 'custom' | 'organization'>
  /** Whether there is a client. */
  hasCredentials: boolean
  /** The client ID at the provider. */
  clientId: string | null
  /** The last characters of the secret. */
  clientSecretLastFour: string | null
  /** The address to register at the provider. */
  redirectUri: string
}

/** An account that was connected with the integration itself. */
export interface DataIntegrationInstallation {
  /** Its identifier. */
  id: string
  /** Whose account it is. */
  userId: string
  /** The organization it was connected for, if for one. */
  organizationId: string | null
  /** The last characters of the API key. */
  apiKeyLast4: string | null
}

/** A data integration as one user sees it. */
export interface DataProvider {
  /** What kind of object this is. */
  object: 'data_provider'
  /** Its identifier. */
  id: string
  /** The name that code knows it by. */
  slug: string
  /** What people call it. */
  name: string
  /** What it is for. */
  description: string | null
  /** The kind of provider. */
  integrationType: string
  /** Whose OAuth client is used. */
  credentialsType: string
  /** What to ask of the provider; null means its usual. */
  scopes: string[] | null
  /** How accounts can be connected. */
  authMethods?: OpenEnum<'oauth' | 'api_key' | 'client_credentials'>[]
  /** Who connects accounts. */
  ownership: OpenEnum<'userland_user' | 'organization'>
  /** The account that a user has connected to a provider. */
  connectedAccount: ProviderAccount | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** An access token that a user has agreed to. */
export interface OAuthCredential {
  /** What kind of object this is. */
  object: 'credential'
  /** What to send to the provider. */
  value: SecretString
  /** How the account is connected. */
  authMethod: 'oauth'
  /** Until when it is good; null when nobody says. */
  expiresAt: string | null
  /** What the provider allows. */
  scopes: string[]
  /** What was asked for and is not allowed. */
  missingScopes: string[]
}

/** The account that a user has connected to a provider. */
export interface ProviderAccount {
  /** What kind of object this is. */
  object: 'connected_account'
  /** Its identifier. */
  id: string
  /** Whose account it is, if a user connected it. */
  userId: string | null
  /** The organization it was connected for, if for one. */
  organizationId: string | null
  /** What the provider allows. */
  scopes: string[]
  /** How the account is connected. */
  authMethod?: OpenEnum<'oauth' | 'api_key' | 'client_credentials'>
  /** The last characters of the API key. */
  apiKeyLast4?: string | null
  /** The client ID at the provider. */
  clientId?: string | null
  /** The last characters of the client secret. */
  clientSecretLast4?: string | null
  /** Settings that the provider asks for. */
  config?: Record<string, string>
  /** Whether it works. */
  state: OpenEnum<'connected' | 'needs_reauthorization' | 'disconnected'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /**
   * The same as `userId`, which supersedes it.
   *
   * @deprecated
   */
  userlandUserId: string | null
}

/** What changes about a provider of your own. */
export interface UpdateCustomProvider {
  /** What people call it. */
  name?: string | undefined
  /** Where people agree. */
  authorizationUrl?: string | undefined
  /** Where codes become tokens. */
  tokenUrl?: string | undefined
  /** Where tokens are renewed, if elsewhere. */
  refreshTokenUrl?: string | null | undefined
  /** Whether to use PKCE. */
  pkceEnabled?: boolean | undefined
  /** What stands between two scopes. */
  requestScopeSeparator?: string | undefined
  /** Whether some scope must be asked for. */
  scopesRequired?: boolean | undefined
  /** Whether the client must have a secret. */
  clientSecretRequired?: boolean | undefined
  /** Further parameters to send along when people agree. */
  additionalAuthorizationParameters?: Record<string, string> | undefined
  /** The type of body that the token address takes. */
  tokenBodyContentType?: string | undefined
  /** How the client proves itself. */
  authenticateVia?: 'request_body' | 'basic_auth_header' | undefined
}
