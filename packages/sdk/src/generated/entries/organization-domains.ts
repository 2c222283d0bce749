// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/organization-domains.ts'
export type * from '../organization-domains.ts'
export { OrganizationDomains } from '../organization-domains.ts'
