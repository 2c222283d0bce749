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
  /** What kind of object this is. */
  object: 'authorization_resource'
  /** Its identifier. */
  id: string
  /** Its identifier in your own system. */
  externalId: string
  /** What people call it. */
  name: string
  /** What it is for. */
  description: string | null
  /** The type it is of. */
  resourceTypeSlug: string
  /** The organization it belongs to. */
  organizationId: string
  /** The resource it lies in. */
  parentResourceId: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A role that the members of a group have on a resource. */
export interface GroupRoleAssignment {
  /** What kind of object this is. */
  object: 'group_role_assignment'
  /** Its identifier. */
  id: string
  /** The group whose members have the role. */
  groupId: string
  /** A role, by its slug. */
  role: RoleReference
  /** A resource, by its identifiers. */
  resource: ResourceReference
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
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
  /** What kind of object this is. */
  object: 'list'
  /** What the list holds. */
  data: GroupRoleAssignment[]
  /** Where the pages before and after begin. */
  listMetadata: ListMetadata
}

/** A membership with its user and without its roles. */
export interface OrganizationMembershipWithUser {
  /** What kind of object this is. */
  object: 'organization_membership'
  /** Its identifier. */
  id: string
  /** Who the member is. */
  userId: string
  /** Where they are a member. */
  organizationId: string
  /** `pending` until an invitation is accepted. */
  status: OpenEnum<'active' | 'inactive' | 'pending'>
  /** Whether a directory decides on the membership. */
  directoryManaged: boolean
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** What people call the organization. */
  organizationName?: string
  /** What the directory or identity provider says of the member. */
  customAttributes?: Record<string, unknown>
  /** A person who signs in to your application. */
  user: User
}

/** Something that people may be allowed to do. Roles hand it out. */
export interface Permission {
  /** What kind of object this is. */
  object: 'permission'
  /** Its identifier. */
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
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A resource, by its identifiers. */
export interface ResourceReference {
  /** Its identifier. */
  id: string
  /** Its identifier in your own system. */
  externalId: string
  /** The type it is of. */
  resourceTypeSlug: string
}

/** A named set of permissions that people are given. */
export interface Role {
  /** What kind of object this is. */
  object: 'role'
  /** Its identifier. */
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
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A role that a member has on a resource. */
export interface RoleAssignment {
  /** What kind of object this is. */
  object: 'role_assignment'
  /** Its identifier. */
  id: string
  /** The member who has the role. */
  organizationMembershipId: string
  /** A role, by its slug. */
  role: RoleReference
  /** A resource, by its identifiers. */
  resource: ResourceReference
  /** Where a role assignment comes from. */
  source: RoleAssignmentSource
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Where a role assignment comes from. */
export interface RoleAssignmentSource {
  /** Whether the member was given the role, or a group of theirs. */
  type: OpenEnum<'direct' | 'group'>
  /** The group's assignment, where it comes from a group. */
  groupRoleAssignmentId: string | null
}
