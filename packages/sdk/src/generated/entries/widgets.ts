// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/widgets.ts'
export type * from '../widgets.ts'
export { Widgets } from '../widgets.ts'
