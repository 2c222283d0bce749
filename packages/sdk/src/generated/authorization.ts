// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List, ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Permission, Role } from './models/authorization.ts'

/** Parameters of `createEnvironmentRole`. */
export interface CreateEnvironmentRoleParams {
  /** The name that code shall know it by. */
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

/** Operations of `client.authorization`. */
export class Authorization extends Resource {
  /**
   * List the roles of the environment, highest priority first.
   *
   * @throws {AuthorizationError} This API key may not do that.
   */
  listEnvironmentRoles(options?: RequestOptions): Promise<List<Role>> {
    return this.client.request('GET', path`/authorization/roles`, {}, options)
  }

  /**
   * Create a role of the environment, at the lowest priority.
   *
   * Events: `role.created`.
   *
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Resource type not found.
   * @throws {ConflictError} `role_slug_conflict`: Another role in this environment has that slug.
   */
  createEnvironmentRole(params: CreateEnvironmentRoleParams, options?: RequestOptions): Promise<Role> {
    return this.client.request('POST', path`/authorization/roles`, { body: params }, options)
  }

  /**
   * Get a role of the environment.
   *
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Role not found.
   */
  getEnvironmentRole(slug: string, options?: RequestOptions): Promise<Role> {
    return this.client.request('GET', path`/authorization/roles/${slug}`, {}, options)
  }

  /**
   * Update a role of the environment.
   *
   * Events: `role.updated`.
   *
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Role not found.
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
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Role not found.
   * @throws {NotFoundError} Permission not found.
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
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Role not found.
   * @throws {NotFoundError} Permission not found.
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
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   */
  listOrganizationRoles(organizationId: string, options?: RequestOptions): Promise<List<Role>> {
    return this.client.request('GET', path`/authorization/organizations/${organizationId}/roles`, {}, options)
  }

  /**
   * Create a role for one organization.
   *
   * Events: `organization_role.created`.
   *
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {ConflictError} `organization_role_slug_conflict`: Another role of this organization has that
   * slug.
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
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
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
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
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
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
   * @throws {ConflictError} `role_has_assignments`: The role is still given to someone.
   * @throws {ConflictError} `role_has_group_role_mappings`: Groups of a directory or an identity provider are
   * still mapped to the role.
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
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
   * @throws {NotFoundError} Permission not found.
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
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
   * @throws {NotFoundError} Permission not found.
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
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} Role not found.
   * @throws {NotFoundError} Permission not found.
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

  /** List permissions. */
  listPermissions(params?: ListParams, options?: RequestOptions): PagePromise<Permission> {
    return this.client.list(path`/authorization/permissions`, { query: params }, options)
  }

  /**
   * Create a permission.
   *
   * Events: `permission.created`.
   *
   * @throws {ApiError} `bad_request`: The request cannot be carried out as it stands.
   * @throws {NotFoundError} Resource type not found.
   * @throws {ConflictError} `permission_slug_conflict`: Another permission in this environment has that slug.
   */
  createPermission(params: CreatePermissionParams, options?: RequestOptions): Promise<Permission> {
    return this.client.request('POST', path`/authorization/permissions`, { body: params }, options)
  }

  /**
   * Get a permission.
   *
   * @throws {NotFoundError} Permission not found.
   */
  getPermission(slug: string, options?: RequestOptions): Promise<Permission> {
    return this.client.request('GET', path`/authorization/permissions/${slug}`, {}, options)
  }

  /**
   * Update a permission.
   *
   * Events: `permission.updated`.
   *
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Permission not found.
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
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Permission not found.
   */
  deletePermission(slug: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/authorization/permissions/${slug}`, {}, options)
  }
}
