// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { Environment } from '../models/portico/environments.ts'

/** Parameters of `updateCurrentEnvironment`. */
export interface UpdateCurrentEnvironmentParams {
  /** What people call it. */
  name?: string | undefined
}

/**
 * Operations of `client.portico.environments`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoEnvironments extends Resource {
  /**
   * Get the environment of the API key.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const environment = await client.portico.environments.getCurrentEnvironment()
   */
  getCurrentEnvironment(options?: RequestOptions): Promise<Environment> {
    return this.client.request('GET', path`/portico/environment`, {}, options)
  }

  /**
   * Rename the environment of the API key.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const environment = await client.portico.environments.updateCurrentEnvironment({
   *   name: 'text',
   * })
   */
  updateCurrentEnvironment(
    params?: UpdateCurrentEnvironmentParams,
    options?: RequestOptions,
  ): Promise<Environment> {
    return this.client.request('PATCH', path`/portico/environment`, { body: params }, options)
  }
}
