// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/user-management.ts'
export type * from '../organization-memberships.ts'
export { OrganizationMemberships } from '../organization-memberships.ts'
