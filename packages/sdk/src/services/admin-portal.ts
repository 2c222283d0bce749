import { GeneratedAdminPortal, type GenerateLinkParams } from '../generated/admin-portal.ts'
import type { PortalLink } from '../generated/models/admin-portal.ts'
import type { RequestOptions } from '../request.ts'

/** Parameters of `generateLink`, with those that the specification does not list and the official SDK sends. */
export interface PortalLinkParams extends GenerateLinkParams {
  /** Where in the setup to begin. */
  intentOptions?: { sso: { bookmarkSlug?: string; providerType?: string } } | undefined
  /** Who may use the link. */
  adminEmails?: readonly string[] | undefined
}

/** Operations of `client.adminPortal`. */
export class AdminPortal extends GeneratedAdminPortal {
  /**
   * Make a link by which an administrator of an organization sets it up.
   *
   * @throws {APIError} The link cannot be made: an address is not HTTPS, or the organization lacks what the intent is for.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   */
  override generateLink(params: PortalLinkParams, options?: RequestOptions): Promise<PortalLink> {
    return super.generateLink(params, options)
  }
}
