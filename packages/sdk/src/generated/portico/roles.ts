// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { Role } from '../models/authorization.ts'

/** Parameters of `setRolePriority`. */
export interface SetRolePriorityParams {
  /** Every role of the environment, highest priority first. */
  roleSlugs: readonly string[]
}

/** Parameters of `setDefaultRole`. */
export interface SetDefaultRoleParams {
  /** Slug of the role. */
  roleSlug: string
}

/**
 * Operations of `client.portico.roles`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoRoles extends Resource {
  /**
   * Delete a role of the environment.
   *
   * Members who are left without a role get the default one.
   *
   * Events: `role.deleted`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Role not found.
   * @throws {ConflictError} `default_role`: The default role cannot be deleted. Make another role the default
   * first.
   * @example
   * await client.portico.roles.deleteEnvironmentRole('billing-admin')
   */
  deleteEnvironmentRole(slug: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/authorization/roles/${slug}`, {}, options)
  }

  /**
   * Set the order of priority of the roles of the environment.
   *
   * The role that comes first wins where several sources assign one.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} `incomplete_role_priority`: The list must name every role of the
   * environment exactly once.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const answer = await client.portico.roles.setRolePriority({
   *   roleSlugs: ['admin', 'editor', 'member'],
   * })
   */
  setRolePriority(params: SetRolePriorityParams, options?: RequestOptions): Promise<List<Role>> {
    return this.client.request('PUT', path`/portico/authorization/roles/priority`, { body: params }, options)
  }

  /**
   * Get the role that new members have.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const role = await client.portico.roles.getDefaultRole()
   */
  getDefaultRole(options?: RequestOptions): Promise<Role> {
    return this.client.request('GET', path`/portico/authorization/default_role`, {}, options)
  }

  /**
   * Choose the role that new members have.
   *
   * Memberships that exist keep theirs, and so do organizations with a default role of their own.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `sub_resource_scoped_role_not_allowed`: The default role must be one
   * that is given on organizations.
   * @example
   * const role = await client.portico.roles.setDefaultRole({
   *   roleSlug: 'member',
   * })
   */
  setDefaultRole(params: SetDefaultRoleParams, options?: RequestOptions): Promise<Role> {
    return this.client.request('PUT', path`/portico/authorization/default_role`, { body: params }, options)
  }
}
