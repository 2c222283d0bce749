// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/branding.ts'
export type * from '../../portico/branding.ts'
export { PorticoBranding } from '../../portico/branding.ts'
