// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'

/** Members of an organization who are given roles together. */
export interface Group {
  /** What kind of object this is. */
  object: 'group'
  /** Its identifier. */
  id: string
  /** The organization whose members it gathers. */
  organizationId: string
  /** What people call it. */
  name: string
  /** Who belongs in it. */
  description: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A membership without its user and roles, as lists within an organization show it. */
export interface OrganizationMembershipSummary {
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
}
