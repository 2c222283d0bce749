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

/** Operations of `client.portico.environments`. */
export class PorticoEnvironments extends Resource {
  /** Get the environment of the API key. */
  getCurrentEnvironment(options?: RequestOptions): Promise<Environment> {
    return this.client.request('GET', path`/portico/environment`, {}, options)
  }

  /** Rename the environment of the API key. */
  updateCurrentEnvironment(
    params?: UpdateCurrentEnvironmentParams,
    options?: RequestOptions,
  ): Promise<Environment> {
    return this.client.request('PATCH', path`/portico/environment`, { body: params }, options)
  }
}
