// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../client-api.ts'
export { ClientApi } from '../client-api.ts'
export type * from '../models/client-api.ts'
