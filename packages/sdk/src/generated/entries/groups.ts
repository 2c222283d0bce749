// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../groups.ts'
export { Groups } from '../groups.ts'
export type * from '../models/groups.ts'
