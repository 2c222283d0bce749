// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { PortalLink } from './models/admin-portal.ts'

/** Parameters of `generateLink`. */
export interface GenerateLinkParams {
  /** The organization to set up. */
  organization: string
  /** What to set up. Default: a page with everything. */
  intent?:
    | 'sso'
    | 'dsync'
    | 'audit_logs'
    | 'log_streams'
    | 'domain_verification'
    | 'certificate_renewal'
    | 'bring_your_own_key'
    | undefined
  /** Where the link back to your application leads. */
  returnUrl?: string | undefined
  /** Where to send the administrator afterwards. */
  successUrl?: string | undefined
  /** Whom to tell about the link. */
  itContactEmails?: readonly string[] | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  generateLink: { secrets: ['link'] },
}

/**
 * Operations of `client.adminPortal`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedAdminPortal extends Resource {
  /**
   * Make a link by which an administrator of an organization sets it up.
   *
   * @throws {APIError} The link cannot be made: an address is not HTTPS, or the organization lacks what the
   * intent is about.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const portalLink = await client.adminPortal.generateLink({
   *   organization: 'text',
   * })
   */
  generateLink(params: GenerateLinkParams, options?: RequestOptions): Promise<PortalLink> {
    return this.client.request(
      'POST',
      path`/portal/generate_link`,
      { body: params, wire: wire.generateLink },
      options,
    )
  }
}
