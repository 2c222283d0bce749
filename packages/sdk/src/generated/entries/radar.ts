// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/radar.ts'
export type * from '../radar.ts'
export { Radar } from '../radar.ts'
