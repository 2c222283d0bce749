// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/connect.ts'
export { Connect } from '../../services/connect.ts'
export type * from '../connect.ts'
export type * from '../models/connect.ts'
