// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/connections.ts'
export type * from '../../portico/connections.ts'
export { PorticoConnections } from '../../portico/connections.ts'
