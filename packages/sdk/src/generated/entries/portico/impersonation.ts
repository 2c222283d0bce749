// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/impersonation.ts'
export type * from '../../portico/impersonation.ts'
export { PorticoImpersonation } from '../../portico/impersonation.ts'
