// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { WidgetToken } from './models/widgets.ts'

/** Parameters of `createToken`. */
export interface CreateTokenParams {
  /** The organization that the widgets show. */
  organizationId?: string | undefined
  /** The user in front of them. */
  userId?: string | undefined
  /** What the widgets may do. The user must have permissions of the same names. */
  scopes?:
    | readonly (
        | 'widgets:users-table:manage'
        | 'widgets:domain-verification:manage'
        | 'widgets:sso:manage'
        | 'widgets:api-keys:manage'
        | 'widgets:dsync:manage'
        | 'widgets:audit-log-streaming:manage'
        | 'widgets:pipes:manage'
      )[]
    | undefined
}

/**
 * Operations of `client.widgets`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class Widgets extends Resource {
  /**
   * Make a token for widgets.
   *
   * @throws {APIError} A parameter does not fit.
   * @throws {APIError} The user lacks a permission that a widget needs.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @example
   * const widgetToken = await client.widgets.createToken({
   *   organizationId: 'text',
   * })
   */
  createToken(params?: CreateTokenParams, options?: RequestOptions): Promise<WidgetToken> {
    return this.client.request('POST', path`/widgets/token`, { body: params }, options)
  }
}
