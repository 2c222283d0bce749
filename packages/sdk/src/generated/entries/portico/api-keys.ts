// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/api-keys.ts'
export type * from '../../portico/api-keys.ts'
export { PorticoApiKeys } from '../../portico/api-keys.ts'
