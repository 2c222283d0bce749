// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/environments.ts'
export type * from '../../portico/environments.ts'
export { PorticoEnvironments } from '../../portico/environments.ts'
