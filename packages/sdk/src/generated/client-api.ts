// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { ClientToken } from './models/client-api.ts'

/** Parameters of `createToken`. */
export interface CreateTokenParams {
  /** The organization. */
  organizationId: string
  /** The user, a member of it. */
  userId: string
}

/** Where names are not mapped as everywhere else. */
const wire = {
  createToken: { secrets: ['token'] },
}

/** Operations of `client.clientApi`. */
export class ClientApi extends Resource {
  /**
   * Make a token with which a page calls Portico in the name of a member.
   *
   * @throws {APIError} No token can be made for that member.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   */
  createToken(params: CreateTokenParams, options?: RequestOptions): Promise<ClientToken> {
    return this.client.request('POST', path`/client/token`, { body: params, wire: wire.createToken }, options)
  }
}
