// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Group } from './models/groups.ts'
import type { OrganizationMembership } from './models/user-management.ts'

/** Parameters of `listOrganizationMemberships`. */
export interface ListOrganizationMembershipsParams extends ListParams {
  /** Only memberships of this user. */
  userId?: string | undefined
  /** Only memberships in this organization. */
  organizationId?: string | undefined
  /** Which memberships to show. Default: `active`. */
  statuses?: readonly ('active' | 'inactive' | 'pending')[] | undefined
}

/** Parameters of `createOrganizationMembership`. */
export interface CreateOrganizationMembershipParams {
  /** Who shall be a member. */
  userId: string
  /** Where they shall be one. */
  organizationId: string
  /** The one role they shall have. */
  roleSlug?: string | undefined
  /** The roles they shall have, where several are switched on. */
  roleSlugs?: readonly string[] | undefined
}

/** Parameters of `updateOrganizationMembership`. */
export interface UpdateOrganizationMembershipParams {
  /** The one role they shall have. */
  roleSlug?: string | undefined
  /** The roles they shall have, where several are switched on. */
  roleSlugs?: readonly string[] | undefined
}

/**
 * Operations of `client.organizationMemberships`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class OrganizationMemberships extends Resource {
  /**
   * List the memberships of a user or of an organization.
   *
   * @throws {APIError} `missing_user_id_or_organization_id`: Name a user or an organization.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listOrganizationMemberships()
   * for await (const item of pages) console.log(item)
   */
  listOrganizationMemberships(
    params?: ListOrganizationMembershipsParams,
    options?: RequestOptions,
  ): PagePromise<OrganizationMembership> {
    return this.client.list(path`/user_management/organization_memberships`, { query: params }, options)
  }

  /**
   * Make a user a member of an organization.
   *
   * An inactive membership becomes active again, with the roles given.
   *
   * Takes at most one of: `roleSlug`; `roleSlugs`.
   *
   * Events: `organization_membership.created`, `organization_membership.updated`.
   *
   * @throws {APIError} `cannot_reactivate_pending_organization_membership`: The member has not accepted the
   * invitation yet.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {ConflictError} `organization_membership_already_exists`: The user is a member of the
   * organization already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_role`: The organization has no such role.
   * @throws {UnprocessableEntityError} `multiple_roles_not_enabled`: A member can have one role only.
   * @throws {UnprocessableEntityError} `sub_resource_scoped_role_not_allowed`: That role is given on
   * resources, not on organizations.
   * @example
   * const organizationMembership = await client.userManagement.createOrganizationMembership({
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  createOrganizationMembership(
    params: CreateOrganizationMembershipParams,
    options?: RequestOptions,
  ): Promise<OrganizationMembership> {
    return this.client.request(
      'POST',
      path`/user_management/organization_memberships`,
      { body: params },
      options,
    )
  }

  /**
   * Get a membership.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization membership not found.
   * @example
   * const organizationMembership = await client.userManagement.getOrganizationMembership('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getOrganizationMembership(id: string, options?: RequestOptions): Promise<OrganizationMembership> {
    return this.client.request('GET', path`/user_management/organization_memberships/${id}`, {}, options)
  }

  /**
   * Change the roles of a member.
   *
   * Takes at most one of: `roleSlug`; `roleSlugs`.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_role`: The organization has no such role.
   * @throws {UnprocessableEntityError} `multiple_roles_not_enabled`: A member can have one role only.
   * @throws {UnprocessableEntityError} `sub_resource_scoped_role_not_allowed`: That role is given on
   * resources, not on organizations.
   * @example
   * const organizationMembership = await client.userManagement.updateOrganizationMembership('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   roleSlug: 'text',
   * })
   */
  updateOrganizationMembership(
    id: string,
    params?: UpdateOrganizationMembershipParams,
    options?: RequestOptions,
  ): Promise<OrganizationMembership> {
    return this.client.request(
      'PUT',
      path`/user_management/organization_memberships/${id}`,
      { body: params },
      options,
    )
  }

  /**
   * End a membership for good.
   *
   * Events: `organization_membership.deleted`, `session.revoked`, `api_key.revoked`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization membership not found.
   * @example
   * await client.userManagement.deleteOrganizationMembership('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteOrganizationMembership(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/user_management/organization_memberships/${id}`, {}, options)
  }

  /**
   * Suspend a membership and end its sessions.
   *
   * Events: `organization_membership.updated`, `session.revoked`.
   *
   * @throws {APIError} `cannot_deactivate_pending_organization_membership`: The member has not accepted the
   * invitation yet. Revoke it instead.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization membership not found.
   * @example
   * const organizationMembership = await client.userManagement.deactivateOrganizationMembership('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deactivateOrganizationMembership(id: string, options?: RequestOptions): Promise<OrganizationMembership> {
    return this.client.request(
      'PUT',
      path`/user_management/organization_memberships/${id}/deactivate`,
      {},
      options,
    )
  }

  /**
   * Take up a suspended membership again.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {APIError} `cannot_reactivate_pending_organization_membership`: The member has not accepted the
   * invitation yet.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization membership not found.
   * @example
   * const organizationMembership = await client.userManagement.reactivateOrganizationMembership('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  reactivateOrganizationMembership(id: string, options?: RequestOptions): Promise<OrganizationMembership> {
    return this.client.request(
      'PUT',
      path`/user_management/organization_memberships/${id}/reactivate`,
      {},
      options,
    )
  }

  /**
   * List the groups that a member is in.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listGroupsForOrganizationMembership('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listGroupsForOrganizationMembership(
    omId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<Group> {
    return this.client.list(
      path`/user_management/organization_memberships/${omId}/groups`,
      { query: params },
      options,
    )
  }
}
