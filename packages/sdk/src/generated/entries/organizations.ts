// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/organizations.ts'
export type * from '../organizations.ts'
export { Organizations } from '../organizations.ts'
