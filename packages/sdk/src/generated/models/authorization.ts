// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'

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
