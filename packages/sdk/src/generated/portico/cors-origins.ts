// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'

/**
 * Operations of `client.portico.corsOrigins`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoCorsOrigins extends Resource {
  /**
   * No longer allow an origin to call from the browser.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} CORS origin not found.
   * @example
   * await client.portico.corsOrigins.deleteCorsOrigin('text')
   */
  deleteCorsOrigin(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/cors_origins/${id}`, {}, options)
  }
}
