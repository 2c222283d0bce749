// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Group, OrganizationMembershipSummary } from './models/groups.ts'

/** Parameters of `createGroup`. */
export interface CreateGroupParams {
  /** What people call it. */
  name: string
  /** Who belongs in it. */
  description?: string | null | undefined
}

/** Parameters of `updateGroup`. */
export interface UpdateGroupParams {
  /** What people call it. */
  name?: string | undefined
  /** Who belongs in it. */
  description?: string | null | undefined
}

/** Parameters of `addOrganizationMembership`. */
export interface AddOrganizationMembershipParams {
  /** The member to add, from the same organization. */
  organizationMembershipId: string
}

/**
 * Operations of `client.groups`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class Groups extends Resource {
  /**
   * List the groups of an organization.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.groups.listGroups('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listGroups(organizationId: string, params?: ListParams, options?: RequestOptions): PagePromise<Group> {
    return this.client.list(path`/organizations/${organizationId}/groups`, { query: params }, options)
  }

  /**
   * Create a group in an organization.
   *
   * Events: `group.created`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const group = await client.groups.createGroup('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'Acme',
   * })
   */
  createGroup(organizationId: string, params: CreateGroupParams, options?: RequestOptions): Promise<Group> {
    return this.client.request(
      'POST',
      path`/organizations/${organizationId}/groups`,
      { body: params },
      options,
    )
  }

  /**
   * Get a group.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Organization not found.
   * @example
   * const group = await client.groups.getGroup('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  getGroup(organizationId: string, groupId: string, options?: RequestOptions): Promise<Group> {
    return this.client.request('GET', path`/organizations/${organizationId}/groups/${groupId}`, {}, options)
  }

  /**
   * Update a group.
   *
   * Events: `group.updated`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const group = await client.groups.updateGroup('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text', {
   *   name: 'text',
   * })
   */
  updateGroup(
    organizationId: string,
    groupId: string,
    params?: UpdateGroupParams,
    options?: RequestOptions,
  ): Promise<Group> {
    return this.client.request(
      'PATCH',
      path`/organizations/${organizationId}/groups/${groupId}`,
      { body: params },
      options,
    )
  }

  /**
   * Delete a group and the roles it gave.
   *
   * Events: `group.deleted`, `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Organization not found.
   * @example
   * await client.groups.deleteGroup('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  deleteGroup(organizationId: string, groupId: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/organizations/${organizationId}/groups/${groupId}`, {}, options)
  }

  /**
   * List the members of a group.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.groups.listOrganizationMemberships('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   * for await (const item of pages) console.log(item)
   */
  listOrganizationMemberships(
    organizationId: string,
    groupId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<OrganizationMembershipSummary> {
    return this.client.list(
      path`/organizations/${organizationId}/groups/${groupId}/organization-memberships`,
      { query: params },
      options,
    )
  }

  /**
   * Put a member into a group.
   *
   * Events: `group.member_added`, `organization_membership.updated`.
   *
   * @throws {APIError} `group_membership_limit_exceeded`: The group has as many members as a group may have.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const group = await client.groups.addOrganizationMembership('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text', {
   *   organizationMembershipId: 'om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  addOrganizationMembership(
    organizationId: string,
    groupId: string,
    params: AddOrganizationMembershipParams,
    options?: RequestOptions,
  ): Promise<Group> {
    return this.client.request(
      'POST',
      path`/organizations/${organizationId}/groups/${groupId}/organization-memberships`,
      { body: params },
      options,
    )
  }

  /**
   * Take a member out of a group.
   *
   * Events: `group.member_removed`, `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Organization not found.
   * @example
   * await client.groups.removeOrganizationMembership('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text', 'text')
   */
  removeOrganizationMembership(
    organizationId: string,
    groupId: string,
    omId: string,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/organizations/${organizationId}/groups/${groupId}/organization-memberships/${omId}`,
      {},
      options,
    )
  }
}
