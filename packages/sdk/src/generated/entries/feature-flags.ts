// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/feature-flags.ts'
export { FeatureFlags } from '../../services/feature-flags.ts'
export type * from '../feature-flags.ts'
export type * from '../models/feature-flags.ts'
