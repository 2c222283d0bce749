import type {
  AccessTokenAvailable,
  AccountUnavailable,
  ConnectedAccount,
  CredentialAvailable,
  DataIntegration,
  DataIntegrationAuthorization,
  DataProvider,
} from '../generated/models/pipes.ts'
import {
  type AuthorizeDataIntegrationParams,
  type CreateDataIntegrationCredentialParams,
  type CreateDataIntegrationParams,
  type CreateUserConnectedAccountParams,
  type DeleteUserConnectedAccountParams,
  GeneratedPipes,
  type GetAccessTokenParams,
  type GetUserConnectedAccountParams,
  type ListUserDataProvidersParams,
  type UpdateDataIntegrationApiKeyParams,
  type UpdateDataIntegrationClientCredentialsParams,
  type UpdateUserConnectedAccountParams,
} from '../generated/pipes.ts'
import type { List, ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'

// Parameters that the specification does not list, and the official SDK sends.

/** Whose accounts an integration is for. */
type Owned = {
  /** Whether users connect their own accounts to it, or organizations theirs. */
  ownership?: 'user' | 'organization' | undefined
}

/** Whose account is meant. */
type Shared = {
  /** Whether it is the user's own, or shared by the organization, which is then to be named. Default: `user`. */
  connectionOwner?: 'user' | 'organization' | undefined
}

/** Which account is meant, where there are several. */
type Selected = {
  /** Which account, where there are several. */
  connectedAccountId?: string | undefined
  /** Whether you are ready for several accounts at one provider. */
  supportsMultipleConnections?: boolean | undefined
}

/** An account that is added to others. */
type Added = {
  /** Says outright that it is a further account. */
  connectionIntent?: 'add' | undefined
}

/** An account that is changed. */
type Renewed = {
  /** Which account, where there are several. */
  connectedAccountId?: string | undefined
  /** Goes with `connectedAccountId`: changes just that account. */
  connectionIntent?: 'reauthorize' | undefined
}

/** Operations of `client.pipes`. */
export class Pipes extends GeneratedPipes {
  /**
   * List data integrations.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   */
  override listDataIntegrations(
    params?: ListParams & Owned,
    options?: RequestOptions,
  ): PagePromise<DataIntegration> {
    return super.listDataIntegrations(params, options)
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
   */
  override createDataIntegration(
    params: CreateDataIntegrationParams & Owned,
    options?: RequestOptions,
  ): Promise<DataIntegration> {
    return super.createDataIntegration(params, options)
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
   */
  override authorizeDataIntegration(
    slug: string,
    params: AuthorizeDataIntegrationParams & Shared,
    options?: RequestOptions,
  ): Promise<DataIntegrationAuthorization> {
    return super.authorizeDataIntegration(slug, params, options)
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
   */
  override getAccessToken(
    slug: string,
    params: GetAccessTokenParams & Shared & Selected,
    options?: RequestOptions,
  ): Promise<AccessTokenAvailable | AccountUnavailable> {
    return super.getAccessToken(slug, params, options)
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
   */
  override createDataIntegrationCredential(
    slug: string,
    params: CreateDataIntegrationCredentialParams & Shared & Selected,
    options?: RequestOptions,
  ): Promise<CredentialAvailable | AccountUnavailable> {
    return super.createDataIntegrationCredential(slug, params, options)
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
   */
  override updateDataIntegrationApiKey(
    slug: string,
    params: UpdateDataIntegrationApiKeyParams & Shared & Renewed,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return super.updateDataIntegrationApiKey(slug, params, options)
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
   */
  override updateDataIntegrationClientCredentials(
    slug: string,
    params: UpdateDataIntegrationClientCredentialsParams & Shared & Renewed,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return super.updateDataIntegrationClientCredentials(slug, params, options)
  }

  /**
   * Get the account that a user has connected.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connected account not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   */
  override getUserConnectedAccount(
    userId: string,
    slug: string,
    params?: GetUserConnectedAccountParams & Selected,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return super.getUserConnectedAccount(userId, slug, params, options)
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
   */
  override createUserConnectedAccount(
    userId: string,
    slug: string,
    params?: CreateUserConnectedAccountParams & Added,
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    return super.createUserConnectedAccount(userId, slug, params, options)
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
   */
  override deleteUserConnectedAccount(
    userId: string,
    slug: string,
    params?: DeleteUserConnectedAccountParams & Selected,
    options?: RequestOptions,
  ): Promise<void> {
    return super.deleteUserConnectedAccount(userId, slug, params, options)
  }

  /**
   * List data integrations with the accounts that a user has connected.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   */
  override listUserDataProviders(
    userId: string,
    params?: ListUserDataProvidersParams & Pick<Selected, 'supportsMultipleConnections'>,
    options?: RequestOptions,
  ): Promise<List<DataProvider>> {
    return super.listUserDataProviders(userId, params, options)
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
   */
  override updateUserConnectedAccount(
    userId: string,
    slug: string,
    params: UpdateUserConnectedAccountParams & Selected & Renewed = {},
    options?: RequestOptions,
  ): Promise<ConnectedAccount> {
    const { organizationId, supportsMultipleConnections, connectedAccountId, connectionIntent, ...body } =
      params
    const query = { organizationId, supportsMultipleConnections, connectedAccountId, connectionIntent }
    const account = path`/user_management/users/${userId}/connected_accounts/${slug}`
    return this.client.request('PUT', account, { query, body }, options)
  }
}
