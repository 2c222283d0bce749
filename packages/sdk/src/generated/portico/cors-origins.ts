// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'

/** Operations of `client.portico.corsOrigins`. */
export class PorticoCorsOrigins extends Resource {
  /**
   * No longer allow an origin to call from the browser.
   *
   * @throws {NotFoundError} CORS origin not found.
   */
  deleteCorsOrigin(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/cors_origins/${id}`, {}, options)
  }
}
