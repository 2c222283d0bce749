// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/pipes.ts'
export { Pipes } from '../../services/pipes.ts'
export type * from '../models/pipes.ts'
export type * from '../pipes.ts'
