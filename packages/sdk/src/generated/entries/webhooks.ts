// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/webhooks.ts'
export { Webhooks } from '../../services/webhooks.ts'
export type * from '../models/webhooks.ts'
export type * from '../webhooks.ts'
