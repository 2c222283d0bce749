// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List, ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type {
  AuthorizationCheck,
  AuthorizationResource,
  GroupRoleAssignment,
  GroupRoleAssignmentEntry,
  GroupRoleAssignmentList,
  OrganizationMembershipWithUser,
  Permission,
  Role,
  RoleAssignment,
} from './models/authorization.ts'

/** Parameters of `createEnvironmentRole`. */
export interface CreateEnvironmentRoleParams {
  /** The name that code shall know it by: lower-case letters, digits, `-` and `_`. */
  slug: string
  /** What people call it. */
  name: string
  /** Who should have it. */
  description?: string | null | undefined
  /** The type of resource on which it is given. Default: `organization`. */
  resourceTypeSlug?: string | undefined
}

/** Parameters of `updateEnvironmentRole`. */
export interface UpdateEnvironmentRoleParams {
  /** What people call it. */
  name?: string | undefined
  /** Who should have it. */
  description?: string | null | undefined
}

/** Parameters of `setEnvironmentRolePermissions`. */
export interface SetEnvironmentRolePermissionsParams {
  /** Slugs of the permissions it shall grant, and no others. */
  permissions: readonly string[]
}

/** Parameters of `addEnvironmentRolePermission`. */
export interface AddEnvironmentRolePermissionParams {
  /** Slug of the permission to add. */
  slug: string
}

/** Parameters of `createOrganizationRole`. */
export interface CreateOrganizationRoleParams {
  /** The name that code shall know it by, beginning with `org-`. Default: made from the name. */
  slug?: string | undefined
  /** What people call it. */
  name: string
  /** Who should have it. */
  description?: string | null | undefined
  /** The type of resource on which it is given. Default: `organization`. */
  resourceTypeSlug?: string | undefined
}

/** Parameters of `updateOrganizationRole`. */
export interface UpdateOrganizationRoleParams {
  /** What people call it. */
  name?: string | undefined
  /** Who should have it. */
  description?: string | null | undefined
}

/** Parameters of `setOrganizationRolePermissions`. */
export interface SetOrganizationRolePermissionsParams {
  /** Slugs of the permissions it shall grant, and no others. */
  permissions: readonly string[]
}

/** Parameters of `addOrganizationRolePermission`. */
export interface AddOrganizationRolePermissionParams {
  /** Slug of the permission to add. */
  slug: string
}

/** Parameters of `createPermission`. */
export interface CreatePermissionParams {
  /** The name that code checks: lower-case letters, digits and `-`, `_`, `:`, `.`, `*`. */
  slug: string
  /** What people call it. */
  name: string
  /** What it lets people do. */
  description?: string | null | undefined
  /** The type of resource it applies to. Default: `organization`. */
  resourceTypeSlug?: string | undefined
}

/** Parameters of `updatePermission`. */
export interface UpdatePermissionParams {
  /** What people call it. */
  name?: string | undefined
  /** What it lets people do. */
  description?: string | null | undefined
}

/** Parameters of `listResources`. */
export interface ListResourcesParams extends ListParams {
  /** Only resources of this organization. */
  organizationId?: string | undefined
  /** Only resources of this type. */
  resourceTypeSlug?: string | undefined
  /** Only resources with this external ID. */
  resourceExternalId?: string | undefined
  /** Only what lies in this resource. */
  parentResourceId?: string | undefined
  /** The parent's type, with its external ID. */
  parentResourceTypeSlug?: string | undefined
  /** The parent's external ID, with its type. */
  parentExternalId?: string | undefined
}

/** Parameters of `createResource`. */
export interface CreateResourceParams {
  /** The object's identifier in your own system. */
  externalId: string
  /** What people call it. */
  name: string
  /** What it is for. */
  description?: string | null | undefined
  /** The type it is of. */
  resourceTypeSlug: string
  /** The organization it belongs to. */
  organizationId: string
  /** The resource it lies in. */
  parentResourceId?: string | null | undefined
  /** The parent, by its identifier in your own system. Goes with its type. */
  parentResourceExternalId?: string | undefined
  /** The parent's type, where the external ID names it. */
  parentResourceTypeSlug?: string | undefined
}

/** Parameters of `updateResource`. */
export interface UpdateResourceParams {
  /** What people call it. */
  name?: string | undefined
  /** What it is for. */
  description?: string | null | undefined
  /** Moves it, and all that lies in it, to this parent. */
  parentResourceId?: string | undefined
  /** The parent, by its identifier in your own system. Goes with its type. */
  parentResourceExternalId?: string | undefined
  /** The parent's type, where the external ID names it. */
  parentResourceTypeSlug?: string | undefined
}

/** Parameters of `deleteResource`. */
export interface DeleteResourceParams {
  /**
   * Delete what lies in it and its role assignments, too.
   *
   * Default: `false`.
   */
  cascadeDelete?: boolean | undefined
}

/** Parameters of `updateResourceByExternalId`. */
export interface UpdateResourceByExternalIdParams {
  /** What people call it. */
  name?: string | undefined
  /** What it is for. */
  description?: string | null | undefined
  /** Moves it, and all that lies in it, to this parent. */
  parentResourceId?: string | undefined
  /** The parent, by its identifier in your own system. Goes with its type. */
  parentResourceExternalId?: string | undefined
  /** The parent's type, where the external ID names it. */
  parentResourceTypeSlug?: string | undefined
}

/** Parameters of `deleteResourceByExternalId`. */
export interface DeleteResourceByExternalIdParams {
  /**
   * Delete what lies in it and its role assignments, too.
   *
   * Default: `false`.
   */
  cascadeDelete?: boolean | undefined
}

/** Parameters of `check`. */
export interface CheckParams {
  /** The permission in question. */
  permissionSlug: string
  /** The resource, by its ID. */
  resourceId?: string | undefined
  /** The resource, by its identifier in your own system. Goes with its type. */
  resourceExternalId?: string | undefined
  /** The resource's type, where the external ID names it. */
  resourceTypeSlug?: string | undefined
}

/** Parameters of `listResourcesForMembership`. */
export interface ListResourcesForMembershipParams extends ListParams {
  /** The permission in question. */
  permissionSlug: string
  /** The parent, by its ID. */
  parentResourceId?: string | undefined
  /** The parent's type, with its external ID. */
  parentResourceTypeSlug?: string | undefined
  /** The parent's external ID, with its type. */
  parentResourceExternalId?: string | undefined
}

/** Parameters of `listMembershipsForResource`. */
export interface ListMembershipsForResourceParams extends ListParams {
  /** The permission in question. */
  permissionSlug: string
  /**
   * Only members who have a role on this very resource (`direct`, the default), or all who have the
   * permission by any way.
   */
  assignment?: 'direct' | 'indirect' | undefined
}

/** Parameters of `listMembershipsForResourceByExternalId`. */
export interface ListMembershipsForResourceByExternalIdParams extends ListParams {
  /** The permission in question. */
  permissionSlug: string
  /**
   * Only members who have a role on this very resource (`direct`, the default), or all who have the
   * permission by any way.
   */
  assignment?: 'direct' | 'indirect' | undefined
}

/** Parameters of `listRoleAssignments`. */
export interface ListRoleAssignmentsParams extends ListParams {
  /** Only roles on this resource. */
  resourceId?: string | undefined
  /** Only roles on resources with this external ID. */
  resourceExternalId?: string | undefined
  /** Only roles on resources of this type. */
  resourceTypeSlug?: string | undefined
}

/** Parameters of `assignRole`. */
export interface AssignRoleParams {
  /** The role, by its slug. */
  roleSlug: string
  /** The resource, by its ID. */
  resourceId?: string | undefined
  /** The resource, by its identifier in your own system. Goes with its type. */
  resourceExternalId?: string | undefined
  /** The resource's type, where the external ID names it. */
  resourceTypeSlug?: string | undefined
}

/** Parameters of `removeRole`. */
export interface RemoveRoleParams {
  /** The role, by its slug. */
  roleSlug: string
  /** The resource, by its ID. */
  resourceId?: string | undefined
  /** The resource, by its identifier in your own system. Goes with its type. */
  resourceExternalId?: string | undefined
  /** The resource's type, where the external ID names it. */
  resourceTypeSlug?: string | undefined
}

/** Parameters of `listRoleAssignmentsForResource`. */
export interface ListRoleAssignmentsForResourceParams extends ListParams {
  /** Only assignments of this role. */
  roleSlug?: string | undefined
}

/** Parameters of `listResourceRoleAssignments`. */
export interface ListResourceRoleAssignmentsParams extends ListParams {
  /** Only assignments of this role. */
  roleSlug?: string | undefined
}

/** Parameters of `createGroupRoleAssignment`. */
export interface CreateGroupRoleAssignmentParams {
  /** The role, by its slug. */
  roleSlug: string
  /** The resource, by its ID. */
  resourceId?: string | undefined
  /** The resource, by its identifier in your own system. Goes with its type. */
  resourceExternalId?: string | undefined
  /** The resource's type, where the external ID names it. */
  resourceTypeSlug?: string | undefined
}

/** Parameters of `replaceGroupRoleAssignments`. */
export interface ReplaceGroupRoleAssignmentsParams {
  /** The roles it shall have, and no others. */
  roleAssignments: readonly GroupRoleAssignmentEntry[]
}

/** Parameters of `removeGroupRoleAssignments`. */
export interface RemoveGroupRoleAssignmentsParams {
  /** The role, by its slug. */
  roleSlug: string
  /** The resource, by its ID. */
  resourceId?: string | undefined
  /** The resource, by its identifier in your own system. Goes with its type. */
  resourceExternalId?: string | undefined
  /** The resource's type, where the external ID names it. */
  resourceTypeSlug?: string | undefined
}

/**
 * Operations of `client.authorization`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class Authorization extends Resource {
  /**
   * List the roles of the environment, highest priority first.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @example
   * const answer = await client.authorization.listEnvironmentRoles()
   */
  listEnvironmentRoles(options?: RequestOptions): Promise<List<Role>> {
    return this.client.request('GET', path`/authorization/roles`, {}, options)
  }

  /**
   * Create a role of the environment, at the lowest priority.
   *
   * Events: `role.created`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Resource type not found.
   * @throws {ConflictError} `role_slug_conflict`: Another role in this environment has that slug.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const role = await client.authorization.createEnvironmentRole({
   *   slug: 'editor',
   *   name: 'Acme',
   * })
   */
  createEnvironmentRole(params: CreateEnvironmentRoleParams, options?: RequestOptions): Promise<Role> {
    return this.client.request('POST', path`/authorization/roles`, { body: params }, options)
  }

  /**
   * Get a role of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Role not found.
   * @example
   * const role = await client.authorization.getEnvironmentRole('billing-admin')
   */
  getEnvironmentRole(slug: string, options?: RequestOptions): Promise<Role> {
    return this.client.request('GET', path`/authorization/roles/${slug}`, {}, options)
  }

  /**
   * Update a role of the environment.
   *
   * Events: `role.updated`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const role = await client.authorization.updateEnvironmentRole('billing-admin', {
   *   name: 'text',
   * })
   */
  updateEnvironmentRole(
    slug: string,
    params?: UpdateEnvironmentRoleParams,
    options?: RequestOptions,
  ): Promise<Role> {
    return this.client.request('PATCH', path`/authorization/roles/${slug}`, { body: params }, options)
  }

  /**
   * Replace the permissions of a role of the environment.
   *
   * Events: `role.updated`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Permission not found.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const role = await client.authorization.setEnvironmentRolePermissions('billing-admin', {
   *   permissions: ['text'],
   * })
   */
  setEnvironmentRolePermissions(
    slug: string,
    params: SetEnvironmentRolePermissionsParams,
    options?: RequestOptions,
  ): Promise<Role> {
    return this.client.request(
      'PUT',
      path`/authorization/roles/${slug}/permissions`,
      { body: params },
      options,
    )
  }

  /**
   * Add one permission to a role of the environment.
   *
   * Events: `role.updated`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Permission not found.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const role = await client.authorization.addEnvironmentRolePermission('billing-admin', {
   *   slug: 'billing-admin',
   * })
   */
  addEnvironmentRolePermission(
    slug: string,
    params: AddEnvironmentRolePermissionParams,
    options?: RequestOptions,
  ): Promise<Role> {
    return this.client.request(
      'POST',
      path`/authorization/roles/${slug}/permissions`,
      { body: params },
      options,
    )
  }

  /**
   * List the roles that an organization can give, its own and those of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @example
   * const answer = await client.authorization.listOrganizationRoles('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listOrganizationRoles(organizationId: string, options?: RequestOptions): Promise<List<Role>> {
    return this.client.request('GET', path`/authorization/organizations/${organizationId}/roles`, {}, options)
  }

  /**
   * Create a role for one organization.
   *
   * Events: `organization_role.created`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {ConflictError} `organization_role_slug_conflict`: Another role of this organization has that
   * slug.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const role = await client.authorization.createOrganizationRole('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'Acme',
   * })
   */
  createOrganizationRole(
    organizationId: string,
    params: CreateOrganizationRoleParams,
    options?: RequestOptions,
  ): Promise<Role> {
    return this.client.request(
      'POST',
      path`/authorization/organizations/${organizationId}/roles`,
      { body: params },
      options,
    )
  }

  /**
   * Get a role of an organization.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
   * @example
   * const role = await client.authorization.getOrganizationRole('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin')
   */
  getOrganizationRole(organizationId: string, slug: string, options?: RequestOptions): Promise<Role> {
    return this.client.request(
      'GET',
      path`/authorization/organizations/${organizationId}/roles/${slug}`,
      {},
      options,
    )
  }

  /**
   * Update a role of an organization.
   *
   * Events: `organization_role.updated`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const role = await client.authorization.updateOrganizationRole('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', {
   *   name: 'text',
   * })
   */
  updateOrganizationRole(
    organizationId: string,
    slug: string,
    params?: UpdateOrganizationRoleParams,
    options?: RequestOptions,
  ): Promise<Role> {
    return this.client.request(
      'PATCH',
      path`/authorization/organizations/${organizationId}/roles/${slug}`,
      { body: params },
      options,
    )
  }

  /**
   * Delete a role of an organization.
   *
   * Events: `organization_role.deleted`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
   * @throws {ConflictError} `role_has_assignments`: The role is still given to someone.
   * @throws {ConflictError} `role_has_group_role_mappings`: Groups of a directory or an identity provider are
   * still mapped to the role.
   * @example
   * await client.authorization.deleteOrganizationRole('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin')
   */
  deleteOrganizationRole(organizationId: string, slug: string, options?: RequestOptions): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/authorization/organizations/${organizationId}/roles/${slug}`,
      {},
      options,
    )
  }

  /**
   * Replace the permissions of a role of an organization.
   *
   * Events: `organization_role.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Permission not found.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const role = await client.authorization.setOrganizationRolePermissions('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', {
   *   permissions: ['text'],
   * })
   */
  setOrganizationRolePermissions(
    organizationId: string,
    slug: string,
    params: SetOrganizationRolePermissionsParams,
    options?: RequestOptions,
  ): Promise<Role> {
    return this.client.request(
      'PUT',
      path`/authorization/organizations/${organizationId}/roles/${slug}/permissions`,
      { body: params },
      options,
    )
  }

  /**
   * Add one permission to a role of an organization.
   *
   * Events: `organization_role.updated`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Permission not found.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const role = await client.authorization.addOrganizationRolePermission('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', {
   *   slug: 'billing-admin',
   * })
   */
  addOrganizationRolePermission(
    organizationId: string,
    slug: string,
    params: AddOrganizationRolePermissionParams,
    options?: RequestOptions,
  ): Promise<Role> {
    return this.client.request(
      'POST',
      path`/authorization/organizations/${organizationId}/roles/${slug}/permissions`,
      { body: params },
      options,
    )
  }

  /**
   * Take one permission from a role of an organization.
   *
   * Events: `organization_role.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Permission not found.
   * @throws {NotFoundError} Role not found.
   * @example
   * const role = await client.authorization.removeOrganizationRolePermission('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'billing-admin', 'text')
   */
  removeOrganizationRolePermission(
    organizationId: string,
    slug: string,
    permissionSlug: string,
    options?: RequestOptions,
  ): Promise<Role> {
    return this.client.request(
      'DELETE',
      path`/authorization/organizations/${organizationId}/roles/${slug}/permissions/${permissionSlug}`,
      {},
      options,
    )
  }

  /**
   * List permissions.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listPermissions()
   * for await (const item of pages) console.log(item)
   */
  listPermissions(params?: ListParams, options?: RequestOptions): PagePromise<Permission> {
    return this.client.list(path`/authorization/permissions`, { query: params }, options)
  }

  /**
   * Create a permission.
   *
   * Events: `permission.created`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Resource type not found.
   * @throws {ConflictError} `permission_slug_conflict`: Another permission in this environment has that slug.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const permission = await client.authorization.createPermission({
   *   slug: 'documents:read',
   *   name: 'Acme',
   * })
   */
  createPermission(params: CreatePermissionParams, options?: RequestOptions): Promise<Permission> {
    return this.client.request('POST', path`/authorization/permissions`, { body: params }, options)
  }

  /**
   * Get a permission.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Permission not found.
   * @example
   * const permission = await client.authorization.getPermission('billing-admin')
   */
  getPermission(slug: string, options?: RequestOptions): Promise<Permission> {
    return this.client.request('GET', path`/authorization/permissions/${slug}`, {}, options)
  }

  /**
   * Update a permission.
   *
   * Events: `permission.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Permission not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const permission = await client.authorization.updatePermission('billing-admin', {
   *   name: 'text',
   * })
   */
  updatePermission(
    slug: string,
    params?: UpdatePermissionParams,
    options?: RequestOptions,
  ): Promise<Permission> {
    return this.client.request('PATCH', path`/authorization/permissions/${slug}`, { body: params }, options)
  }

  /**
   * Delete a permission and take it from every role.
   *
   * Events: `permission.deleted`, `role.updated`, `organization_role.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Permission not found.
   * @example
   * await client.authorization.deletePermission('billing-admin')
   */
  deletePermission(slug: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/authorization/permissions/${slug}`, {}, options)
  }

  /**
   * List resources of an organization or of a type.
   *
   * Takes at most one of: `parentResourceId`; `parentResourceTypeSlug` and `parentExternalId`.
   *
   * @throws {APIError} `missing_organization_id_or_resource_type_slug`: Name an organization or a resource
   * type.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listResources()
   * for await (const item of pages) console.log(item)
   */
  listResources(params?: ListResourcesParams, options?: RequestOptions): PagePromise<AuthorizationResource> {
    return this.client.list(path`/authorization/resources`, { query: params }, options)
  }

  /**
   * Register a resource.
   *
   * Without a parent it lies directly in the organization.
   *
   * Takes at most one of: `parentResourceId`; `parentResourceExternalId` and `parentResourceTypeSlug`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {APIError} `lock_timeout`: Another change to these resources is in progress. Try again.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {NotFoundError} Resource type not found.
   * @throws {ConflictError} `authorization_resource_external_id_conflict`: The organization has another
   * resource of this type with that external ID.
   * @throws {ConflictError} `resource_type_update_in_progress`: The resource types are being changed. Try
   * again.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const authorizationResource = await client.authorization.createResource({
   *   externalId: 'customer_42',
   *   name: 'Acme',
   *   resourceTypeSlug: 'billing-admin',
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  createResource(params: CreateResourceParams, options?: RequestOptions): Promise<AuthorizationResource> {
    return this.client.request('POST', path`/authorization/resources`, { body: params }, options)
  }

  /**
   * Get a resource.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Resource not found.
   * @example
   * const authorizationResource = await client.authorization.getResource('authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getResource(resourceId: string, options?: RequestOptions): Promise<AuthorizationResource> {
    return this.client.request('GET', path`/authorization/resources/${resourceId}`, {}, options)
  }

  /**
   * Update or move a resource.
   *
   * Takes at most one of: `parentResourceId`; `parentResourceExternalId` and `parentResourceTypeSlug`.
   *
   * @throws {APIError} `lock_timeout`: Another change to these resources is in progress. Try again.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Resource not found.
   * @throws {ConflictError} `resource_type_update_in_progress`: The resource types are being changed. Try
   * again.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const authorizationResource = await client.authorization.updateResource('authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'text',
   * })
   */
  updateResource(
    resourceId: string,
    params?: UpdateResourceParams,
    options?: RequestOptions,
  ): Promise<AuthorizationResource> {
    return this.client.request(
      'PATCH',
      path`/authorization/resources/${resourceId}`,
      { body: params },
      options,
    )
  }

  /**
   * Delete a resource.
   *
   * @throws {APIError} `lock_timeout`: Another change to these resources is in progress. Try again.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Resource not found.
   * @throws {ConflictError} `resource_has_dependents`: Other resources lie in it, or people have roles on it.
   * Delete them first, or with it.
   * @throws {ConflictError} `resource_type_update_in_progress`: The resource types are being changed. Try
   * again.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * await client.authorization.deleteResource('authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteResource(resourceId: string, params?: DeleteResourceParams, options?: RequestOptions): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/authorization/resources/${resourceId}`,
      { query: params },
      options,
    )
  }

  /**
   * Get a resource by its external ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Resource not found.
   * @example
   * const authorizationResource = await client.authorization.getResourceByExternalId('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  getResourceByExternalId(
    organizationId: string,
    resourceTypeSlug: string,
    externalId: string,
    options?: RequestOptions,
  ): Promise<AuthorizationResource> {
    return this.client.request(
      'GET',
      path`/authorization/organizations/${organizationId}/resources/${resourceTypeSlug}/${externalId}`,
      {},
      options,
    )
  }

  /**
   * Update or move a resource named by its external ID.
   *
   * Takes at most one of: `parentResourceId`; `parentResourceExternalId` and `parentResourceTypeSlug`.
   *
   * @throws {APIError} `lock_timeout`: Another change to these resources is in progress. Try again.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {ConflictError} `resource_type_update_in_progress`: The resource types are being changed. Try
   * again.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const authorizationResource = await client.authorization.updateResourceByExternalId('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text', {
   *   name: 'text',
   * })
   */
  updateResourceByExternalId(
    organizationId: string,
    resourceTypeSlug: string,
    externalId: string,
    params?: UpdateResourceByExternalIdParams,
    options?: RequestOptions,
  ): Promise<AuthorizationResource> {
    return this.client.request(
      'PATCH',
      path`/authorization/organizations/${organizationId}/resources/${resourceTypeSlug}/${externalId}`,
      { body: params },
      options,
    )
  }

  /**
   * Delete a resource named by its external ID.
   *
   * @throws {APIError} `lock_timeout`: Another change to these resources is in progress. Try again.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {ConflictError} `resource_has_dependents`: Other resources lie in it, or people have roles on it.
   * Delete them first, or with it.
   * @throws {ConflictError} `resource_type_update_in_progress`: The resource types are being changed. Try
   * again.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * await client.authorization.deleteResourceByExternalId('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  deleteResourceByExternalId(
    organizationId: string,
    resourceTypeSlug: string,
    externalId: string,
    params?: DeleteResourceByExternalIdParams,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/authorization/organizations/${organizationId}/resources/${resourceTypeSlug}/${externalId}`,
      { query: params },
      options,
    )
  }

  /**
   * Check whether a member has a permission on a resource.
   *
   * Takes exactly one of: `resourceId`; `resourceExternalId` and `resourceTypeSlug`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const authorizationCheck = await client.authorization.check('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   permissionSlug: 'documents:read',
   *   resourceId: 'text',
   * })
   */
  check(
    organizationMembershipId: string,
    params: CheckParams,
    options?: RequestOptions,
  ): Promise<AuthorizationCheck> {
    return this.client.request(
      'POST',
      path`/authorization/organization_memberships/${organizationMembershipId}/check`,
      { body: params },
      options,
    )
  }

  /**
   * List the resources below a parent on which a member has a permission.
   *
   * Takes exactly one of: `parentResourceId`; `parentResourceTypeSlug` and `parentResourceExternalId`.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listResourcesForMembership('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   permissionSlug: 'documents:read',
   *   parentResourceId: 'authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   * for await (const item of pages) console.log(item)
   */
  listResourcesForMembership(
    organizationMembershipId: string,
    params: ListResourcesForMembershipParams,
    options?: RequestOptions,
  ): PagePromise<AuthorizationResource> {
    return this.client.list(
      path`/authorization/organization_memberships/${organizationMembershipId}/resources`,
      { query: params },
      options,
    )
  }

  /**
   * List the permissions that a member has on a resource.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listEffectivePermissions('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listEffectivePermissions(
    organizationMembershipId: string,
    resourceId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<Permission> {
    return this.client.list(
      path`/authorization/organization_memberships/${organizationMembershipId}/resources/${resourceId}/permissions`,
      { query: params },
      options,
    )
  }

  /**
   * List the permissions that a member has on a resource named by its external ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listEffectivePermissionsByExternalId('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   * for await (const item of pages) console.log(item)
   */
  listEffectivePermissionsByExternalId(
    organizationMembershipId: string,
    resourceTypeSlug: string,
    externalId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<Permission> {
    return this.client.list(
      path`/authorization/organization_memberships/${organizationMembershipId}/resources/${resourceTypeSlug}/${externalId}/permissions`,
      { query: params },
      options,
    )
  }

  /**
   * List the members who have a permission on a resource.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listMembershipsForResource('authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   permissionSlug: 'documents:read',
   * })
   * for await (const item of pages) console.log(item)
   */
  listMembershipsForResource(
    resourceId: string,
    params: ListMembershipsForResourceParams,
    options?: RequestOptions,
  ): PagePromise<OrganizationMembershipWithUser> {
    return this.client.list(
      path`/authorization/resources/${resourceId}/organization_memberships`,
      { query: params },
      options,
    )
  }

  /**
   * List the members who have a permission on a resource named by its external ID.
   *
   * @throws {APIError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listMembershipsForResourceByExternalId('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text', {
   *   permissionSlug: 'documents:read',
   * })
   * for await (const item of pages) console.log(item)
   */
  listMembershipsForResourceByExternalId(
    organizationId: string,
    resourceTypeSlug: string,
    externalId: string,
    params: ListMembershipsForResourceByExternalIdParams,
    options?: RequestOptions,
  ): PagePromise<OrganizationMembershipWithUser> {
    return this.client.list(
      path`/authorization/organizations/${organizationId}/resources/${resourceTypeSlug}/${externalId}/organization_memberships`,
      { query: params },
      options,
    )
  }

  /**
   * List the roles of a member on resources.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listRoleAssignments('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listRoleAssignments(
    organizationMembershipId: string,
    params?: ListRoleAssignmentsParams,
    options?: RequestOptions,
  ): PagePromise<RoleAssignment> {
    return this.client.list(
      path`/authorization/organization_memberships/${organizationMembershipId}/role_assignments`,
      { query: params },
      options,
    )
  }

  /**
   * Give a member a role on a resource.
   *
   * Takes exactly one of: `resourceId`; `resourceExternalId` and `resourceTypeSlug`.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const roleAssignment = await client.authorization.assignRole('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   roleSlug: 'editor',
   *   resourceId: 'text',
   * })
   */
  assignRole(
    organizationMembershipId: string,
    params: AssignRoleParams,
    options?: RequestOptions,
  ): Promise<RoleAssignment> {
    return this.client.request(
      'POST',
      path`/authorization/organization_memberships/${organizationMembershipId}/role_assignments`,
      { body: params },
      options,
    )
  }

  /**
   * Take a role on a resource from a member.
   *
   * Takes exactly one of: `resourceId`; `resourceExternalId` and `resourceTypeSlug`.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Role assignment not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * await client.authorization.removeRole('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   roleSlug: 'editor',
   *   resourceId: 'text',
   * })
   */
  removeRole(
    organizationMembershipId: string,
    params: RemoveRoleParams,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/authorization/organization_memberships/${organizationMembershipId}/role_assignments`,
      { body: params },
      options,
    )
  }

  /**
   * Delete a role assignment of a member.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Role assignment not found.
   * @example
   * await client.authorization.removeRoleAssignment('om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'gra_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  removeRoleAssignment(
    organizationMembershipId: string,
    roleAssignmentId: string,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/authorization/organization_memberships/${organizationMembershipId}/role_assignments/${roleAssignmentId}`,
      {},
      options,
    )
  }

  /**
   * List the roles that members have on a resource.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listRoleAssignmentsForResource('authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listRoleAssignmentsForResource(
    resourceId: string,
    params?: ListRoleAssignmentsForResourceParams,
    options?: RequestOptions,
  ): PagePromise<RoleAssignment> {
    return this.client.list(
      path`/authorization/resources/${resourceId}/role_assignments`,
      { query: params },
      options,
    )
  }

  /**
   * List the roles that members have on a resource named by its external ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listResourceRoleAssignments('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   * for await (const item of pages) console.log(item)
   */
  listResourceRoleAssignments(
    organizationId: string,
    resourceTypeSlug: string,
    externalId: string,
    params?: ListResourceRoleAssignmentsParams,
    options?: RequestOptions,
  ): PagePromise<RoleAssignment> {
    return this.client.list(
      path`/authorization/organizations/${organizationId}/resources/${resourceTypeSlug}/${externalId}/role_assignments`,
      { query: params },
      options,
    )
  }

  /**
   * List the roles of a group.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listGroupRoleAssignments('group_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listGroupRoleAssignments(
    groupId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<GroupRoleAssignment> {
    return this.client.list(
      path`/authorization/groups/${groupId}/role_assignments`,
      { query: params },
      options,
    )
  }

  /**
   * Give a group a role.
   *
   * Without a resource the role is given on the organization.
   *
   * Takes at most one of: `resourceId`; `resourceExternalId` and `resourceTypeSlug`.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {NotFoundError} Role not found.
   * @throws {ConflictError} `duplicate_group_role_assignment`: The group has that role on the resource
   * already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const groupRoleAssignment = await client.authorization.createGroupRoleAssignment('group_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   roleSlug: 'editor',
   * })
   */
  createGroupRoleAssignment(
    groupId: string,
    params: CreateGroupRoleAssignmentParams,
    options?: RequestOptions,
  ): Promise<GroupRoleAssignment> {
    return this.client.request(
      'POST',
      path`/authorization/groups/${groupId}/role_assignments`,
      { body: params },
      options,
    )
  }

  /**
   * Replace all roles of a group.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {NotFoundError} Role not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const groupRoleAssignmentList = await client.authorization.replaceGroupRoleAssignments('group_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   roleAssignments: [{ roleSlug: 'editor' }],
   * })
   */
  replaceGroupRoleAssignments(
    groupId: string,
    params: ReplaceGroupRoleAssignmentsParams,
    options?: RequestOptions,
  ): Promise<GroupRoleAssignmentList> {
    return this.client.request(
      'PUT',
      path`/authorization/groups/${groupId}/role_assignments`,
      { body: params },
      options,
    )
  }

  /**
   * Take a role from a group.
   *
   * Takes at most one of: `resourceId`; `resourceExternalId` and `resourceTypeSlug`.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Role assignment not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * await client.authorization.removeGroupRoleAssignments('group_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   roleSlug: 'editor',
   * })
   */
  removeGroupRoleAssignments(
    groupId: string,
    params: RemoveGroupRoleAssignmentsParams,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/authorization/groups/${groupId}/role_assignments`,
      { body: params },
      options,
    )
  }

  /**
   * Get a role assignment of a group.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Role assignment not found.
   * @example
   * const groupRoleAssignment = await client.authorization.getGroupRoleAssignment('group_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'gra_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getGroupRoleAssignment(
    groupId: string,
    roleAssignmentId: string,
    options?: RequestOptions,
  ): Promise<GroupRoleAssignment> {
    return this.client.request(
      'GET',
      path`/authorization/groups/${groupId}/role_assignments/${roleAssignmentId}`,
      {},
      options,
    )
  }

  /**
   * Delete a role assignment of a group.
   *
   * Events: `organization_membership.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Group not found.
   * @throws {NotFoundError} Role assignment not found.
   * @example
   * await client.authorization.removeGroupRoleAssignment('group_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'gra_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  removeGroupRoleAssignment(
    groupId: string,
    roleAssignmentId: string,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/authorization/groups/${groupId}/role_assignments/${roleAssignmentId}`,
      {},
      options,
    )
  }

  /**
   * List the permissions that a member has on a resource.
   *
   * The same as `listEffectivePermissions`, at the path that the official Node SDK calls.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization membership not found.
   * @throws {NotFoundError} Resource not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.authorization.listEffectivePermissionsOnResource('authz_resource_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'om_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listEffectivePermissionsOnResource(
    resourceId: string,
    organizationMembershipId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<Permission> {
    return this.client.list(
      path`/authorization/resources/${resourceId}/organization_memberships/${organizationMembershipId}/permissions`,
      { query: params },
      options,
    )
  }
}
