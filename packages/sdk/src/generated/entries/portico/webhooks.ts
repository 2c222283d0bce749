// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/webhooks.ts'
export type * from '../../portico/webhooks.ts'
export { PorticoWebhooks } from '../../portico/webhooks.ts'
