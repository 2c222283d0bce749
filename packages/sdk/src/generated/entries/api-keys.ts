// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../api-keys.ts'
export { ApiKeys } from '../api-keys.ts'
export type * from '../models/api-keys.ts'
