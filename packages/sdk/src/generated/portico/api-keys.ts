// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { EnvironmentApiKey, EnvironmentApiKeyWithValue } from '../models/portico/api-keys.ts'

/** Parameters of `createEnvironmentApiKey`. */
export interface CreateEnvironmentApiKeyParams {
  /** What the key is for. */
  name: string
  /** When the key stops to work. Without it, never. */
  expiresAt?: string | null | undefined
}

/** Parameters of `updateEnvironmentApiKey`. */
export interface UpdateEnvironmentApiKeyParams {
  /** What the key is for. */
  name?: string | undefined
}

/** Parameters of `rotateEnvironmentApiKey`. */
export interface RotateEnvironmentApiKeyParams {
  /**
   * How long the old key keeps working: at most 30 days; 0 ends it at once.
   *
   * Default: `86400`.
   */
  expiresInSeconds?: number | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  createEnvironmentApiKey: { secrets: ['value'] },
  rotateEnvironmentApiKey: { secrets: ['value'] },
}

/**
 * Operations of `client.portico.apiKeys`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoApiKeys extends Resource {
  /**
   * List the API keys of the environment.
   *
   * Revoked keys are gone; expired ones stay in the list for 30 days.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.portico.apiKeys.listEnvironmentApiKeys()
   * for await (const item of pages) console.log(item)
   */
  listEnvironmentApiKeys(params?: ListParams, options?: RequestOptions): PagePromise<EnvironmentApiKey> {
    return this.client.list(path`/portico/api_keys`, { query: params }, options)
  }

  /**
   * Create an API key of the environment.
   *
   * The answer holds the key. It is stored as a hash and cannot be read again.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} `expires_at_in_past`: `expires_at` must be in the future.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const environmentApiKeyWithValue = await client.portico.apiKeys.createEnvironmentApiKey({
   *   name: 'Acme',
   * })
   */
  createEnvironmentApiKey(
    params: CreateEnvironmentApiKeyParams,
    options?: RequestOptions,
  ): Promise<EnvironmentApiKeyWithValue> {
    return this.client.request(
      'POST',
      path`/portico/api_keys`,
      { body: params, wire: wire.createEnvironmentApiKey },
      options,
    )
  }

  /**
   * Get an API key of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} API key not found.
   * @example
   * const environmentApiKey = await client.portico.apiKeys.getEnvironmentApiKey('key_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getEnvironmentApiKey(id: string, options?: RequestOptions): Promise<EnvironmentApiKey> {
    return this.client.request('GET', path`/portico/api_keys/${id}`, {}, options)
  }

  /**
   * Rename an API key of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} API key not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const environmentApiKey = await client.portico.apiKeys.updateEnvironmentApiKey('key_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'text',
   * })
   */
  updateEnvironmentApiKey(
    id: string,
    params?: UpdateEnvironmentApiKeyParams,
    options?: RequestOptions,
  ): Promise<EnvironmentApiKey> {
    return this.client.request('PATCH', path`/portico/api_keys/${id}`, { body: params }, options)
  }

  /**
   * Replace an API key and let the old one run out.
   *
   * Creates a key of the same name. The old one keeps working for the given time, or until it would have
   * expired anyway.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} API key not found.
   * @throws {ConflictError} `api_key_already_expired`: This API key has expired already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const environmentApiKeyWithValue = await client.portico.apiKeys.rotateEnvironmentApiKey('key_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  rotateEnvironmentApiKey(
    id: string,
    params?: RotateEnvironmentApiKeyParams,
    options?: RequestOptions,
  ): Promise<EnvironmentApiKeyWithValue> {
    return this.client.request(
      'POST',
      path`/portico/api_keys/${id}/rotate`,
      { body: params, wire: wire.rotateEnvironmentApiKey },
      options,
    )
  }

  /**
   * Revoke an API key of the environment.
   *
   * From now on, requests with the key are refused. The last key that works stays, so that nobody is locked
   * out.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} API key not found.
   * @throws {ConflictError} `last_api_key`: This is the last API key of the environment that still works.
   * Create another one first.
   * @example
   * await client.portico.apiKeys.revokeEnvironmentApiKey('key_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  revokeEnvironmentApiKey(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/api_keys/${id}`, {}, options)
  }
}
