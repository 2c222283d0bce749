// The audit trail of the first clients, which audit logs superseded.
import type { Service } from '../../kernel/service.ts'

export const auditTrailService: Service = { name: 'audit-trail' }
