// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListMetadata } from '../../page.ts'
import type { OpenEnum } from '../../types.ts'
import type { RoleReference, User } from './user-management.ts'

/** The answer to a check. */
export interface AuthorizationCheck {
  /** Whether the member may do it. */
  authorized: boolean
}

/** A thing in your application on which people are given roles. */
export interface AuthorizationResource {
  object: 'authorization_resource'
  id: string
  /** Its identifier in your own system. */
  externalId: string
  /** What people call it. */
  name: string
  description: string | null
  /** The type it is of. */
  resourceTypeSlug: string
  /** The organization it belongs to. */
  organizationId: string
  /** The resource it lies in. */
  parentResourceId: string | null
  createdAt: string
  updatedAt: string
}

/** A role that the members of a group have on a resource. */
export interface GroupRoleAssignment {
  object: 'group_role_assignment'
  id: string
  /** The group whose members have the role. */
  groupId: string
  role: RoleReference
  resource: ResourceReference
  createdAt: string
  updatedAt: string
}

/** A role that a group shall have, and on what. */
export interface GroupRoleAssignmentEntry {
  /** The role, by its slug. */
  roleSlug: string
  /** The resource, by its ID. */
  resourceId?: string | undefined
  /** The resource, by its identifier in your own system. Goes with its type. */
  resourceExternalId?: string | undefined
  /** The resource's type, where the external ID names it. */
  resourceTypeSlug?: string | undefined
}

/** All roles that a group has. */
export interface GroupRoleAssignmentList {
  object: 'list'
  data: GroupRoleAssignment[]
  /** Where the pages before and after begin. */
  listMetadata: ListMetadata
}

/** A membership with its user and without its roles. */
export interface OrganizationMembershipWithUser {
  object: 'organization_membership'
  id: string
  /** Who the member is. */
  userId: string
  /** Where they are a member. */
  organizationId: string
  /** `pending` until an invitation is accepted. */
  status: OpenEnum<'active' | 'inactive' | 'pending'>
  /** Whether a directory decides on the membership. */
  directoryManaged: boolean
  createdAt: string
  updatedAt: string
  /** What people call the organization. */
  organizationName?: string
  /** What the directory or identity provider says of the member. */
  customAttributes?: Record<string, unknown>
  user: User
}

/** Something that people may be allowed to do. Roles hand it out. */
export interface Permission {
  object: 'permission'
  id: string
  /** The name that code checks. Never changes. */
  slug: string
  /** What people call it. */
  name: string
  /** What it lets people do. */
  description: string | null
  /** Whether Portico defines it; such a permission cannot be changed. */
  system: boolean
  /** The type of resource it applies to. */
  resourceTypeSlug: string
  createdAt: string
  updatedAt: string
}

/** A resource, by its identifiers. */
export interface ResourceReference {
  id: string
  /** Its identifier in your own system. */
  externalId: string
  /** The type it is of. */
  resourceTypeSlug: string
}

/** A named set of permissions that people are given. */
export interface Role {
  object: 'role'
  id: string
  /** The name that code knows it by. Never changes. */
  slug: string
  /** What people call it. */
  name: string
  /** Who should have it. */
  description: string | null
  /** Whether every organization knows the role, or one alone. */
  type: OpenEnum<'EnvironmentRole' | 'OrganizationRole'>
  /** The type of resource on which it is given. */
  resourceTypeSlug: string
  /** Slugs of the permissions it grants. */
  permissions: string[]
  createdAt: string
  updatedAt: string
}

/** A role that a member has on a resource. */
export interface RoleAssignment {
  object: 'role_assignment'
  id: string
  /** The member who has the role. */
  organizationMembershipId: string
  role: RoleReference
  resource: ResourceReference
  source: RoleAssignmentSource
  createdAt: string
  updatedAt: string
}

/** Where a role assignment comes from. */
export interface RoleAssignmentSource {
  /** Whether the member was given the role, or a group of theirs. */
  type: OpenEnum<'direct' | 'group'>
  /** The group's assignment, where it comes from a group. */
  groupRoleAssignmentId: string | null
}
