// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/audit-logs.ts'
export { AuditLogs } from '../../services/audit-logs.ts'
export type * from '../audit-logs.ts'
export type * from '../models/audit-logs.ts'
