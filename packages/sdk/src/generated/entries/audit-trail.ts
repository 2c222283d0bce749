// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/audit-trail.ts'
export { AuditTrail } from '../../services/audit-trail.ts'
export type * from '../audit-trail.ts'
export type * from '../models/audit-trail.ts'
