// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/pipes.ts'
export type * from '../pipes.ts'
export { Pipes } from '../pipes.ts'
