// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List, ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Secret } from '../secret.ts'
import type {
  AccessTokenAvailable,
  AccountUnavailable,
  ApiKeyInstallation,
  ConnectedAccount,
  CreateCustomProvider,
  CredentialAvailable,
  DataIntegration,
  DataIntegrationAuthorization,
  DataIntegrationClientInput,
  DataIntegrationConfiguration,
  DataProvider,
  UpdateCustomProvider,
} from './models/pipes.ts'

/** Parameters of `createDataIntegration`. */
export interface CreateDataIntegrationParams {
  /** The provider, by its slug; for one of your own, a new slug. */
  provider: string
  /** What it is for. */
  description?: string | null | undefined
  /** Whether accounts can be connected. */
  enabled?: boolean | undefined
  /** What to ask of the provider; null means its usual. */
  scopes?: readonly string[] | null | undefined
  /** The OAuth client that a provider knows you by. */
  credentials?: DataIntegrationClientInput | undefined
  /** An account to connect by an API key. */
  apiKey?: ApiKeyInstallation | undefined
  /** How accounts shall be connected. */
  authMethods?: readonly ('oauth' | 'api_key' | 'client_credentials')[] | undefined
  /** Settings that the provider asks for. */
  config?: Record<string, string> | undefined
  /** A provider of your own. */
  customProvider?: CreateCustomProvider | undefined
}

/** Parameters of `updateDataIntegration`. */
export interface UpdateDataIntegrationParams {
  /** What it is for. */
  description?: string | null | undefined
  /** Whether accounts can be connected. */
  enabled?: boolean | undefined
  /** What to ask of the provider; null means its usual. */
  scopes?: readonly string[] | null | undefined
  /** The OAuth client that a provider knows you by. */
  credentials?: DataIntegrationClientInput | undefined
  /** An account to connect by an API key. */
  apiKey?: ApiKeyInstallation | undefined
  /** What changes about a provider of your own. */
  customProvider?: UpdateCustomProvider | undefined
}

/** Parameters of `authorizeDataIntegration`. */
export interface AuthorizeDataIntegrationParams {
  /** Whose account it is. */
  userId: string
  /** The organization that it is for. */
  organizationId?: string | undefined
  /** Where to send the browser afterwards. */
  returnTo?: string | undefined
  /** Settings that the provider asks for. */
  config?: Record<string, string> | undefined
}

/** Parameters of `getAccessToken`. */
export interface GetAccessTokenParams {
  /** Whose account it is. */
  userId: string
  /** The organization that it is for. */
  organizationId?: string | undefined
}

/** Parameters of `createDataIntegrationCredential`. */
export interface CreateDataIntegrationCredentialParams {
  /** Whose account it is. */
  userId: string
  /** The organization that it is for. */
  organizationId?: string | undefined
}

/** Parameters of `updateDataIntegrationApiKey`. */
export interface UpdateDataIntegrationApiKeyParams {
  /** Whose account it is. */
  userId: string
  /** The organization that it is for. */
  organizationId?: string | undefined
  /** The API key at the provider. */
  secret: Secret
}

/** Parameters of `updateDataIntegrationClientCredentials`. */
export interface UpdateDataIntegrationClientCredentialsParams {
  /** Whose account it is. */
  userId: string
  /** The organization that it is for. */
  organizationId?: string | undefined
  /** The client ID at the provider. */
  clientId: string
  /** Its secret. */
  clientSecret: Secret
  /** Settings that the provider asks for. */
  config?: Record<string, string> | undefined
}

/** Parameters of `getUserConnectedAccount`. */
export interface GetUserConnectedAccountParams {
  /** The organization that the account is for. */
  organizationId?: string | undefined
}

/** Parameters of `createUserConnectedAccount`. */
export interface CreateUserConnectedAccountParams {
  /** The organization that the account is for. */
  organizationId?: string | undefined
  /** Calls the provider's API. */
  accessToken?: Secret | undefined
  /** Gets further access tokens. */
  refreshToken?: Secret | undefined
  /** Until when the access token is good. */
  expiresAt?: string | undefined
  /** What the provider allows. */
  scopes?: readonly string[] | undefined
  /** Whether it works. */
  state?: 'connected' | 'needs_reauthorization' | undefined
}

/** Parameters of `updateUserConnectedAccount`. */
export interface UpdateUserConnectedAccountParams {
  /** The organization that the account is for. */
  organizationId?: string | undefined
  /** Calls the provider's API. */
  accessToken?: Secret | undefined
  /** Gets further access tokens. */
  refreshToken?: Secret | undefined
  /** Until when the access token is good. */
  expiresAt?: string | undefined
  /** What the provider allows. */
  scopes?: readonly string[] | undefined
  /** Whether it works. */
  state?: 'connected' | 'needs_reauthorization' | undefined
}

/** Parameters of `deleteUserConnectedAccount`. */
export interface DeleteUserConnectedAccountParams {
  /** The organization that the account is for. */
  organizationId?: string | undefined
}

/** Parameters of `listUserDataProviders`. */
export interface ListUserDataProvidersParams {
  /** The organization that the account is for. */
  organizationId?: string | undefined
}

/** Parameters of `updateOrganizationDataIntegrationConfiguration`. */
export interface UpdateOrganizationDataIntegrationConfigurationParams {
  /** Whether members can connect accounts. */
  enabled?: boolean | undefined
  /** What to ask of the provider; null means its usual. */
  scopes?: readonly string[] | null | undefined
  /** The organization's own client ID. */
  clientId?: string | undefined
  /** Its secret. */
  clientSecret?: Secret | undefined
  /** Settings that the provider asks for. */
  config?: Record<string, string> | undefined
}

/** Parameters of `createDataIntegrationApiKey`. */
export interface CreateDataIntegrationApiKeyParams {
  /** The user who owns the account, or who acts for the organization that does. */
  userId: string
  /** The organization to which the account is limited, or which owns it. */
  organizationId?: string | undefined
  /** Whose account it becomes. Default: `user`. */
  connectionOwner?: 'user' | 'organization' | undefined
  /** Always a further account, never a change of one. */
  connectionIntent: 'add'
  /** The provider's API key. */
  secret: Secret
}

/** Parameters of `createDataIntegrationClientCredential`. */
export interface CreateDataIntegrationClientCredentialParams {
  /** The user who owns the account, or who acts for the organization that does. */
  userId: string
  /** The organization to which the account is limited, or which owns it. */
  organizationId?: string | undefined
  /** Whose account it becomes. Default: `user`. */
  connectionOwner?: 'user' | 'organization' | undefined
  /** Always a further account, never a change of one. */
  connectionIntent: 'add'
  /** The client ID at the provider. */
  clientId: string
  /** The client secret at the provider. */
  clientSecret: Secret
  /** Settings that the provider asks for. */
  config?: Record<string, string> | undefined
}

/** Parameters of `updateOrganizationDataIntegration`. */
export interface UpdateOrganizationDataIntegrationParams {
  /** What it is for. */
  description?: string | null | undefined
  /** Whether accounts can be connected. */
  enabled?: boolean | undefined
  /** What to ask of the provider; null means its usual. */
  scopes?: readonly string[] | null | undefined
  /** The OAuth client that a provider knows you by. */
  credentials?: DataIntegrationClientInput | undefined
  /** An account to connect by an API key. */
  apiKey?: ApiKeyInstallation | undefined
  /** What changes about a provider of your own. */
  customProvider?: UpdateCustomProvider | undefined
}

/** Parameters of `getOrganizationConnectedAccount`. */
export interface GetOrganizationConnectedAccountParams {
  /** Whether you are ready for several accounts at one provider. */
  supportsMultipleConnections?: boolean | undefined
  /** Which account, where there are several. */
  connectedAccountId?: string | undefined
}

/** Parameters of `createOrganizationConnectedAccount`. */
export interface CreateOrganizationConnectedAccountParams {
  /** The member of the organization on whose behalf the account is brought in. */
  userId: string
  /** The provider's access token. */
  accessToken?: Secret | undefined
  /** The provider's refresh token. */
  refreshToken?: Secret | undefined
  /** When the access token expires. */
  expiresAt?: string | undefined
  /** What the provider allows. */
  scopes?: readonly string[] | undefined
  /** Default: what the tokens say. */
  state?: 'connected' | 'needs_reauthorization' | undefined
  /** Says outright that it is a further account. */
  connectionIntent?: 'add' | undefined
}

/** Parameters of `updateOrganizationConnectedAccount`. */
export interface UpdateOrganizationConnectedAccountParams {
  /** Whether you are ready for several accounts at one provider. */
  supportsMultipleConnections?: boolean | undefined
  /** Which account, where there are several. */
  connectedAccountId?: string | undefined
  /** Goes with `connectedAccountId`: changes just that account. */
  connectionIntent?: 'reauthorize' | undefined
  /** The member of the organization on whose behalf the account is brought in. */
  userId: string
  /** The provider's access token. */
  accessToken?: Secret | undefined
  /** The provider's refresh token. */
  refreshToken?: Secret | undefined
  /** When the access token expires. */
  expiresAt?: string | undefined
  /** What the provider allows. */
  scopes?: readonly string[] | undefined
  /** Default: what the tokens say. */
  state?: 'connected' | 'needs_reauthorization' | undefined
}

/** Parameters of `deleteOrganizationConnectedAccount`. */
export interface DeleteOrganizationConnectedAccountParams {
  /** Whether you are ready for several accounts at one provider. */
  supportsMultipleConnections?: boolean | undefined
  /** Which account, where there are several. */
  connectedAccountId?: string | undefined
}

/** Parameters of `listOrganizationDataProviders`. */
export interface ListOrganizationDataProvidersParams {
  /** Whether you are ready for several accounts at one provider. */
  supportsMultipleConnections?: boolean | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  authorizeDataIntegration: { secrets: ['url'] },
  getAccessToken: { secrets: ['access_token.access_token'] },
  createDataIntegrationCredential: { secrets: ['credential.value'] },
}

/**
 * Operations of `client.pipes`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedPipes extends Resource {
  /**
   * List data integrations.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.pipes.listDataIntegrations()
   * for await (const item of pages) console.log(item)
   */
  listDataIntegrations(params?: ListParams, options?: RequestOptions): PagePromise<DataIntegration> {
    return this.client.list(path`/data-integrations`, { query: params }, options)
  }

  /**
   * Set up a data integration.
   *
   * @throws {APIError} The integration cannot be set up so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {ConflictError} Another integration has that slug.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const dataIntegration = await client.pipes.createDataIntegration({
   *   provider: 'text',
   * })
   */
  createDataIntegration(
    params: CreateDataIntegrationParams,
    options?: RequestOptions,
  ): Promise<DataIntegration> {
    return this.client.request('POST', path`/data-integrations`, { body: params }, options)
  }

  /**
   * Get a data integration.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Data integration not found.
   * @example
   * const dataIntegration = await client.pipes.getDataIntegration('billing-admin')
   */
  getDataIntegration(slug: string, options?: RequestOptions): Promise<DataIntegration> {
    return this.client.request('GET', path`/data-integrations/${slug}`, {}, options)
  }

  /**
   * Update a data integration.
   *
   * @throws {APIError} The integration cannot be set up so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const dataIntegration = await client.pipes.updateDataIntegration('billing-admin')
   */
  updateDataIntegration(
    slug: string,
    params?: UpdateDataIntegrationParams,
    options?: RequestOptions,
  ): Promise<DataIntegration> {
    return this.client.request('PUT', path`/data-integrations/${slug}`, { body: params }, options)
  }

  /**
   * Delete a data integration and the accounts connected to it.
   *
   * Events: `pipes.connected_account.disconnected`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Data integration not found.
   * @example
   * await client.pipes.deleteDataIntegration('billing-admin')
   */
  deleteDataIntegration(slug: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/data-integrations/${slug}`, {}, options)
  }

  /**
   * Begin to connect an account of a user.
   *
   * @throws {APIError} The account cannot be connected so.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} User not found.
   * @example
   * const dataIntegrationAuthorization = await client.pipes.authorizeDataIntegration('billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  authorizeDataIntegration(
    slug: string,
    params: AuthorizeDataIntegrationParams,
    options?: RequestOptions,
  ): Promise<DataIntegrationAuthorization> {
    return this.client.request(
      'POST',
      path`/data-integrations/${slug}/authorize`,
      { body: params, wire: wire.authorizeDataIntegration },
      options,
    )
  }

  /**
   * Get an access token of a connected account.
   *
   * Events: `pipes.connected_account.reauthorization_needed`.
   *
   * @throws {APIError} The account cannot be connected so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} `auth_method_mismatch`: The account is connected by other means.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const answer = await client.pipes.getAccessToken('billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  getAccessToken(
    slug: string,
    params: GetAccessTokenParams,
    options?: RequestOptions,
  ): Promise<AccessTokenAvailable | AccountUnavailable> {
    return this.client.request(
      'POST',
      path`/data-integrations/${slug}/token`,
      { body: params, wire: wire.getAccessToken },
      options,
    )
  }

  /**
   * Get a credential of a connected account, of whatever kind.
   *
   * Events: `pipes.connected_account.reauthorization_needed`.
   *
   * @throws {APIError} The account cannot be connected so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const answer = await client.pipes.createDataIntegrationCredential('billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  createDataIntegrationCredential(
    slug: string,
    params: CreateDataIntegrationCredentialParams,
    options?: RequestOptions,
  ): Promise<CredentialAvailable | AccountUnavailable> {
    return this.client.request(
      'POST',
      path`/data-integrations/${slug}/credentials`,
      { body: params, wire: wire.createDataIntegrationCredential },
      options,
    )
  }

  /**
   * Connect an account by an API key, or replace the key.
   *
   * Events: `pipes.connected_account.connected`.
   *
   * @throws {APIError} The account cannot be connected so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} `auth_method_mismatch`: The account is connected by other means.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.updateDataIntegrationApiKey('billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   secret: '…',
   * })
   */
  updateDataIntegrationApiKey(
    slug: string,
    params: UpdateDataIntegrationApiKeyParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return this.client.request('PUT', path`/data-integrations/${slug}/api-key`, { body: params }, options)
  }

  /**
   * Connect an account by client credentials, or replace them.
   *
   * Events: `pipes.connected_account.connected`.
   *
   * @throws {APIError} The account cannot be connected so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} `auth_method_mismatch`: The account is connected by other means.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.updateDataIntegrationClientCredentials('billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   clientId: 'client_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   clientSecret: '…',
   * })
   */
  updateDataIntegrationClientCredentials(
    slug: string,
    params: UpdateDataIntegrationClientCredentialsParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return this.client.request(
      'PUT',
      path`/data-integrations/${slug}/client-credentials`,
      { body: params },
      options,
    )
  }

  /**
   * Get the account that a user has connected.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connected account not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.getUserConnectedAccount('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin')
   */
  getUserConnectedAccount(
    userId: string,
    slug: string,
    params?: GetUserConnectedAccountParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return this.client.request(
      'GET',
      path`/user_management/users/${userId}/connected_accounts/${slug}`,
      { query: params },
      options,
    )
  }

  /**
   * Take over an account that a user connected elsewhere.
   *
   * Events: `pipes.connected_account.connected`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {ConflictError} An account is connected already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.createUserConnectedAccount('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', {
   *   accessToken: '…',
   * })
   */
  createUserConnectedAccount(
    userId: string,
    slug: string,
    params?: CreateUserConnectedAccountParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    const { organizationId, ...body } = params ?? {}
    return this.client.request(
      'POST',
      path`/user_management/users/${userId}/connected_accounts/${slug}`,
      { query: { organizationId }, body },
      options,
    )
  }

  /**
   * Replace the tokens of an account that a user has connected.
   *
   * Events: `pipes.connected_account.connected`, `pipes.connected_account.reauthorization_needed`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connected account not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.updateUserConnectedAccount('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', {
   *   accessToken: '…',
   * })
   */
  updateUserConnectedAccount(
    userId: string,
    slug: string,
    params?: UpdateUserConnectedAccountParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    const { organizationId, ...body } = params ?? {}
    return this.client.request(
      'PUT',
      path`/user_management/users/${userId}/connected_accounts/${slug}`,
      { query: { organizationId }, body },
      options,
    )
  }

  /**
   * Forget an account that a user has connected.
   *
   * Events: `pipes.connected_account.disconnected`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connected account not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * await client.pipes.deleteUserConnectedAccount('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin')
   */
  deleteUserConnectedAccount(
    userId: string,
    slug: string,
    params?: DeleteUserConnectedAccountParams,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/user_management/users/${userId}/connected_accounts/${slug}`,
      { query: params },
      options,
    )
  }

  /**
   * List data integrations with the accounts that a user has connected.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const answer = await client.pipes.listUserDataProviders('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listUserDataProviders(
    userId: string,
    params?: ListUserDataProvidersParams,
    options?: RequestOptions,
  ): Promise<List<DataProvider>> {
    return this.client.request(
      'GET',
      path`/user_management/users/${userId}/data_providers`,
      { query: params },
      options,
    )
  }

  /**
   * List what an organization does differently with data integrations.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @example
   * const answer = await client.pipes.listOrganizationDataIntegrationConfigurations('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listOrganizationDataIntegrationConfigurations(
    organizationId: string,
    options?: RequestOptions,
  ): Promise<List<DataIntegrationConfiguration>> {
    return this.client.request(
      'GET',
      path`/organizations/${organizationId}/data_integration_configurations`,
      {},
      options,
    )
  }

  /**
   * Set what an organization does differently with a data integration.
   *
   * @throws {APIError} The integration cannot be set up so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const dataIntegrationConfiguration = await client.pipes.updateOrganizationDataIntegrationConfiguration('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', {
   *   clientId: 'text',
   * })
   */
  updateOrganizationDataIntegrationConfiguration(
    organizationId: string,
    slug: string,
    params?: UpdateOrganizationDataIntegrationConfigurationParams,
    options?: RequestOptions,
  ): Promise<DataIntegrationConfiguration> {
    return this.client.request(
      'PUT',
      path`/organizations/${organizationId}/data_integration_configurations/${slug}`,
      { body: params },
      options,
    )
  }

  /**
   * Add an account that authenticates by an API key.
   *
   * Events: `pipes.connected_account.connected`.
   *
   * @throws {APIError} The account cannot be connected so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {NotFoundError} `multiple_connections_unavailable`: The owner has an account at this provider
   * already.
   * @throws {UnprocessableEntityError} `auth_method_mismatch`: The account is connected by other means.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.createDataIntegrationApiKey('billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   connectionIntent: 'add',
   *   secret: '…',
   * })
   */
  createDataIntegrationApiKey(
    slug: string,
    params: CreateDataIntegrationApiKeyParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return this.client.request('POST', path`/data-integrations/${slug}/api-key`, { body: params }, options)
  }

  /**
   * Add an account that authenticates by client credentials.
   *
   * Events: `pipes.connected_account.connected`.
   *
   * @throws {APIError} The account cannot be connected so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {NotFoundError} `multiple_connections_unavailable`: The owner has an account at this provider
   * already.
   * @throws {UnprocessableEntityError} `auth_method_mismatch`: The account is connected by other means.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.createDataIntegrationClientCredential('billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   connectionIntent: 'add',
   *   clientId: 'client_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   clientSecret: '…',
   * })
   */
  createDataIntegrationClientCredential(
    slug: string,
    params: CreateDataIntegrationClientCredentialParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return this.client.request(
      'POST',
      path`/data-integrations/${slug}/client-credentials`,
      { body: params },
      options,
    )
  }

  /**
   * Get the integration that organizations connect to.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Data integration not found.
   * @example
   * const dataIntegration = await client.pipes.getOrganizationDataIntegration('billing-admin')
   */
  getOrganizationDataIntegration(slug: string, options?: RequestOptions): Promise<DataIntegration> {
    return this.client.request('GET', path`/data-integrations/${slug}/organization`, {}, options)
  }

  /**
   * Update the integration that organizations connect to.
   *
   * @throws {APIError} The integration cannot be set up so.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const dataIntegration = await client.pipes.updateOrganizationDataIntegration('billing-admin')
   */
  updateOrganizationDataIntegration(
    slug: string,
    params?: UpdateOrganizationDataIntegrationParams,
    options?: RequestOptions,
  ): Promise<DataIntegration> {
    return this.client.request(
      'PUT',
      path`/data-integrations/${slug}/organization`,
      { body: params },
      options,
    )
  }

  /**
   * Delete the integration that organizations connect to, with their accounts.
   *
   * Events: `pipes.connected_account.disconnected`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Data integration not found.
   * @example
   * await client.pipes.deleteOrganizationDataIntegration('billing-admin')
   */
  deleteOrganizationDataIntegration(slug: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/data-integrations/${slug}/organization`, {}, options)
  }

  /**
   * Get the account of an organization at a provider.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connected account not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.getOrganizationConnectedAccount('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin')
   */
  getOrganizationConnectedAccount(
    organizationId: string,
    slug: string,
    params?: GetOrganizationConnectedAccountParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return this.client.request(
      'GET',
      path`/organizations/${organizationId}/connected_accounts/${slug}`,
      { query: params },
      options,
    )
  }

  /**
   * Bring in the account of an organization at a provider.
   *
   * Events: `pipes.connected_account.connected`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Data integration not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {NotFoundError} `multiple_connections_unavailable`: The owner has an account at this provider
   * already.
   * @throws {ConflictError} An account is connected already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.createOrganizationConnectedAccount('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  createOrganizationConnectedAccount(
    organizationId: string,
    slug: string,
    params: CreateOrganizationConnectedAccountParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return this.client.request(
      'POST',
      path`/organizations/${organizationId}/connected_accounts/${slug}`,
      { body: params },
      options,
    )
  }

  /**
   * Update the account of an organization at a provider.
   *
   * Events: `pipes.connected_account.connected`, `pipes.connected_account.reauthorization_needed`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Connected account not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectedAccount = await client.pipes.updateOrganizationConnectedAccount('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', {
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  updateOrganizationConnectedAccount(
    organizationId: string,
    slug: string,
    params: UpdateOrganizationConnectedAccountParams,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    const { supportsMultipleConnections, connectedAccountId, connectionIntent, ...body } = params
    return this.client.request(
      'PUT',
      path`/organizations/${organizationId}/connected_accounts/${slug}`,
      { query: { supportsMultipleConnections, connectedAccountId, connectionIntent }, body },
      options,
    )
  }

  /**
   * Disconnect an organization from a provider.
   *
   * Deletes the tokens here; the provider is not told.
   *
   * Events: `pipes.connected_account.disconnected`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connected account not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * await client.pipes.deleteOrganizationConnectedAccount('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin')
   */
  deleteOrganizationConnectedAccount(
    organizationId: string,
    slug: string,
    params?: DeleteOrganizationConnectedAccountParams,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/organizations/${organizationId}/connected_accounts/${slug}`,
      { query: params },
      options,
    )
  }

  /**
   * List the providers that an organization can connect to, with its accounts.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const answer = await client.pipes.listOrganizationDataProviders('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listOrganizationDataProviders(
    organizationId: string,
    params?: ListOrganizationDataProvidersParams,
    options?: RequestOptions,
  ): Promise<List<DataProvider>> {
    return this.client.request(
      'GET',
      path`/organizations/${organizationId}/data_providers`,
      { query: params },
      options,
    )
  }
}
