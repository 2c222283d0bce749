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

/**
 * Operations of `client.clientApi`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class ClientApi extends Resource {
  /**
   * Make a token with which a page calls Portico in the name of a member.
   *
   * @throws {APIError} No token can be made for that member.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const clientToken = await client.clientApi.createToken({
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  createToken(params: CreateTokenParams, options?: RequestOptions): Promise<ClientToken> {
    return this.client.request('POST', path`/client/token`, { body: params }, options)
  }
}
