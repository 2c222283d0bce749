// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type {
  ConnectApplicationSecret,
  ConnectApplicationSecretWithValue,
  CreateM2MApplication,
  CreateOAuthApplication,
  ExternalAuthCompletion,
  ExternalUser,
  M2MApplication,
  OAuthApplication,
  RedirectUriInput,
  UserConsentOption,
} from './models/connect.ts'

/** Parameters of `listApplications`. */
export interface ListApplicationsParams extends ListParams {
  /** Only applications of this organization. */
  organizationId?: string | undefined
  /** Only applications that registered themselves, or only others. */
  registrationTypes?: readonly ('dynamic' | 'authenticated')[] | undefined
}

/** Parameters of `createApplication`. */
export type CreateApplicationParams = CreateOAuthApplication | CreateM2MApplication

/** Parameters of `updateApplication`. */
export interface UpdateApplicationParams {
  /** What people shall call it. */
  name?: string | undefined
  /** What it is for. */
  description?: string | null | undefined
  /** Permissions it may ask for, by their slugs. */
  scopes?: readonly string[] | null | undefined
  /** Where people may be sent back. */
  redirectUris?: readonly RedirectUriInput[] | null | undefined
}

/** Parameters of `completeOAuth2`. */
export interface CompleteOAuth2Params {
  /** The request, as your login address was told. */
  externalAuthId: string
  /** A person whom your application has signed in. */
  user: ExternalUser
  /** What to ask on the consent page. */
  userConsentOptions?: readonly UserConsentOption[] | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  completeOAuth2: { secrets: ['redirect_uri'] },
}

/**
 * Operations of `client.connect`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedConnect extends Resource {
  /**
   * List Connect applications.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.connect.listApplications()
   * for await (const item of pages) console.log(item)
   */
  listApplications(
    params?: ListApplicationsParams,
    options?: RequestOptions,
  ): PagePromise<OAuthApplication | M2MApplication> {
    return this.client.list(path`/connect/applications`, { query: params }, options)
  }

  /**
   * Create a Connect application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const answer = await client.connect.createApplication({
   *   applicationType: 'oauth',
   *   name: 'Acme',
   *   isFirstParty: true,
   * })
   */
  createApplication(
    params: CreateApplicationParams,
    options?: RequestOptions,
  ): Promise<OAuthApplication | M2MApplication> {
    return this.client.request('POST', path`/connect/applications`, { body: params }, options)
  }

  /**
   * Get a Connect application by its ID or its client ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @example
   * const answer = await client.connect.getApplication('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getApplication(id: string, options?: RequestOptions): Promise<OAuthApplication | M2MApplication> {
    return this.client.request('GET', path`/connect/applications/${id}`, {}, options)
  }

  /**
   * Update a Connect application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const answer = await client.connect.updateApplication('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'text',
   * })
   */
  updateApplication(
    id: string,
    params?: UpdateApplicationParams,
    options?: RequestOptions,
  ): Promise<OAuthApplication | M2MApplication> {
    return this.client.request('PUT', path`/connect/applications/${id}`, { body: params }, options)
  }

  /**
   * Delete a Connect application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @example
   * await client.connect.deleteApplication('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteApplication(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/connect/applications/${id}`, {}, options)
  }

  /**
   * List the client secrets of an application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @example
   * const answer = await client.connect.listApplicationClientSecrets('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listApplicationClientSecrets(id: string, options?: RequestOptions): Promise<ConnectApplicationSecret[]> {
    return this.client.request('GET', path`/connect/applications/${id}/client_secrets`, {}, options)
  }

  /**
   * Create a client secret for an application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectApplicationSecretWithValue = await client.connect.createApplicationClientSecret('secret_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  createApplicationClientSecret(
    id: string,
    options?: RequestOptions,
  ): Promise<ConnectApplicationSecretWithValue> {
    return this.client.request('POST', path`/connect/applications/${id}/client_secrets`, {}, options)
  }

  /**
   * Delete a client secret.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Client secret not found.
   * @example
   * await client.connect.deleteClientSecret('text')
   */
  deleteClientSecret(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/connect/client_secrets/${id}`, {}, options)
  }

  /**
   * Go on with an OAuth request after your application has signed the person in.
   *
   * Events: `user.created`, `user.updated`.
   *
   * @throws {APIError} `bad_request`: A consent option cannot be named like a claim of the standard.
   * @throws {APIError} `email_change_not_allowed`: The e-mail address is managed elsewhere and cannot be
   * changed here.
   * @throws {APIError} `email_not_available`: Another user has that e-mail address.
   * @throws {APIError} `external_auth_session_already_completed`: The sign-in was completed already.
   * @throws {APIError} `invalid_email`: That is not an e-mail address.
   * @throws {APIError} `user_consent_options_not_supported`: This request asks no one for consent.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} External authentication not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const externalAuthCompletion = await client.connect.completeOAuth2({
   *   externalAuthId: 'text',
   *   user: { id: 'text', email: 'ada@example.com' },
   * })
   */
  completeOAuth2(params: CompleteOAuth2Params, options?: RequestOptions): Promise<ExternalAuthCompletion> {
    return this.client.request(
      'POST',
      path`/authkit/oauth2/complete`,
      { body: params, wire: wire.completeOAuth2 },
      options,
    )
  }
}
