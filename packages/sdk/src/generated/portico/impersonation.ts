// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { Impersonation } from '../models/portico/impersonation.ts'

/** Parameters of `createImpersonation`. */
export interface CreateImpersonationParams {
  /** The user to impersonate. */
  userId: string
  /** The organization to sign in to, if the user has several. */
  organizationId?: string | undefined
  /** The application to sign in to. Default: the default one. */
  applicationId?: string | undefined
  /** Who impersonates. */
  impersonatorEmail: string
  /** Why. Kept with the session. */
  reason: string
}

/** Where names are not mapped as everywhere else. */
const wire = {
  createImpersonation: { secrets: ['url'] },
}

/**
 * Operations of `client.portico.impersonation`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoImpersonation extends Resource {
  /**
   * Create a link that signs an operator in as a user.
   *
   * Every token of the session names the impersonator, and so does the event that announces it.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} `impersonation_disabled`: Impersonation is switched off in the settings of
   * the environment.
   * @throws {NotFoundError} Application not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `not_organization_member`: The user is not an active member of that
   * organization.
   * @example
   * const impersonation = await client.portico.impersonation.createImpersonation({
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   impersonatorEmail: 'ada@example.com',
   *   reason: 'text',
   * })
   */
  createImpersonation(params: CreateImpersonationParams, options?: RequestOptions): Promise<Impersonation> {
    return this.client.request(
      'POST',
      path`/portico/impersonations`,
      { body: params, wire: wire.createImpersonation },
      options,
    )
  }
}
