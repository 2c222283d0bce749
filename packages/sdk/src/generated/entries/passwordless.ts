// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/passwordless.ts'
export type * from '../passwordless.ts'
export { Passwordless } from '../passwordless.ts'
