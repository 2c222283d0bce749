// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/clock.ts'
export type * from '../../portico/clock.ts'
export { PorticoClock } from '../../portico/clock.ts'
