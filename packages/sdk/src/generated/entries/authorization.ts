// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../authorization.ts'
export { Authorization } from '../authorization.ts'
export type * from '../models/authorization.ts'
