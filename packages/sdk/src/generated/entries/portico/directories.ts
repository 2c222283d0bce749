// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/directories.ts'
export type * from '../../portico/directories.ts'
export { PorticoDirectories } from '../../portico/directories.ts'
