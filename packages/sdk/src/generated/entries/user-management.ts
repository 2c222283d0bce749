// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/user-management.ts'
export { UserManagement } from '../../services/user-management.ts'
export type * from '../models/user-management.ts'
export type * from '../user-management.ts'
