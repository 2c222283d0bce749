// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/events.ts'
export { Events } from '../../services/events.ts'
export type * from '../events.ts'
export type * from '../models/events.ts'
