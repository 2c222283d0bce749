// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/admin-portal.ts'
export { AdminPortal } from '../../services/admin-portal.ts'
export type * from '../admin-portal.ts'
export type * from '../models/admin-portal.ts'
