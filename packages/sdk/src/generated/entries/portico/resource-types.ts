// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/resource-types.ts'
export type * from '../../portico/resource-types.ts'
export { PorticoResourceTypes } from '../../portico/resource-types.ts'
