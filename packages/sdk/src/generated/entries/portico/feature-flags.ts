// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../portico/feature-flags.ts'
export { PorticoFeatureFlags } from '../../portico/feature-flags.ts'
