// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../directory-sync.ts'
export { DirectorySync } from '../directory-sync.ts'
export type * from '../models/directory-sync.ts'
