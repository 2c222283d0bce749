// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../portico/roles.ts'
export { PorticoRoles } from '../../portico/roles.ts'
