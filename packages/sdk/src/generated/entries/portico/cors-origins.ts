// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../portico/cors-origins.ts'
export { PorticoCorsOrigins } from '../../portico/cors-origins.ts'
