// The audit trail of the first clients, which audit logs superseded. What is in it stays readable in their way.
import type { Service } from '../../kernel/service.ts'
import operations from './operations.ts'

export { listAuditTrail } from './operations.ts'
export { isAuditTrailQuery } from './rules.ts'

export const auditTrailService: Service = {
  name: 'audit-trail',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
}
