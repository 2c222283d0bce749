// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Secret } from '../secret.ts'
import type {
  ApiKey,
  ApiKeyValidation,
  OrganizationApiKey,
  OrganizationApiKeyWithValue,
} from './models/api-keys.ts'

/** Parameters of `createValidation`. */
export interface CreateValidationParams {
  /** The key that came with a request to your API. */
  value: Secret
}

/** Parameters of `expireApiKey`. */
export interface ExpireApiKeyParams {
  /** When. Default: now. Null lets it last for ever. */
  expiresAt?: string | null | undefined
}

/** Parameters of `createOrganizationApiKey`. */
export interface CreateOrganizationApiKeyParams {
  /** What people shall call it. */
  name: string
  /** Slugs of the permissions it shall have. */
  permissions?: readonly string[] | undefined
  /** Until when it shall be good. Default: for ever. */
  expiresAt?: string | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  createOrganizationApiKey: { secrets: ['value'] },
}

/**
 * Operations of `client.apiKeys`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class ApiKeys extends Resource {
  /**
   * Find out whose key a value is, and whether it is good.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const apiKeyValidation = await client.apiKeys.createValidation({
   *   value: '…',
   * })
   */
  createValidation(params: CreateValidationParams, options?: RequestOptions): Promise<ApiKeyValidation> {
    return this.client.request('POST', path`/api_keys/validations`, { body: params }, options)
  }

  /**
   * Revoke an API key.
   *
   * Events: `api_key.revoked`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} API key not found.
   * @example
   * await client.apiKeys.deleteApiKey('key_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteApiKey(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/api_keys/${id}`, {}, options)
  }

  /**
   * Let an API key expire, now or later.
   *
   * Events: `api_key.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} API key not found.
   * @throws {ConflictError} `api_key_already_expired`: The API key has expired already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const apiKey = await client.apiKeys.expireApiKey('api_key_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   expiresAt: '2026-01-15T12:00:00.000Z',
   * })
   */
  expireApiKey(id: string, params?: ExpireApiKeyParams, options?: RequestOptions): Promise<ApiKey> {
    return this.client.request('POST', path`/api_keys/${id}/expire`, { body: params }, options)
  }

  /**
   * List the API keys of an organization.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.apiKeys.listOrganizationApiKeys('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listOrganizationApiKeys(
    organizationId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<OrganizationApiKey> {
    return this.client.list(path`/organizations/${organizationId}/api_keys`, { query: params }, options)
  }

  /**
   * Create an API key that an organization owns.
   *
   * Events: `api_key.created`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} The expiry lies in the past.
   * @throws {UnprocessableEntityError} API keys of this kind may not have those permissions.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const organizationApiKeyWithValue = await client.apiKeys.createOrganizationApiKey('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'Acme',
   * })
   */
  createOrganizationApiKey(
    organizationId: string,
    params: CreateOrganizationApiKeyParams,
    options?: RequestOptions,
  ): Promise<OrganizationApiKeyWithValue> {
    return this.client.request(
      'POST',
      path`/organizations/${organizationId}/api_keys`,
      { body: params, wire: wire.createOrganizationApiKey },
      options,
    )
  }
}
