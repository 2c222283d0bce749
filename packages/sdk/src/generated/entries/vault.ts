// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/vault.ts'
export { Vault } from '../../services/vault.ts'
export type * from '../models/vault.ts'
export type * from '../vault.ts'
