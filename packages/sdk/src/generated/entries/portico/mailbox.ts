// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/mailbox.ts'
export type * from '../../portico/mailbox.ts'
export { PorticoMailbox } from '../../portico/mailbox.ts'
