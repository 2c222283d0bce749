// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/multi-factor-auth.ts'
export type * from '../multi-factor-auth.ts'
export { MultiFactorAuth } from '../multi-factor-auth.ts'
