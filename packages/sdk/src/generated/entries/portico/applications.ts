// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/applications.ts'
export type * from '../../portico/applications.ts'
export { PorticoApplications } from '../../portico/applications.ts'
