// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/settings.ts'
export type * from '../../portico/settings.ts'
export { PorticoSettings } from '../../portico/settings.ts'
