import type { CreateEventParams } from '../generated/audit-trail.ts'
import { GeneratedAuditTrail } from '../generated/audit-trail.ts'
import type { AuditTrailEventAccepted } from '../generated/models/audit-trail.ts'
import type { RequestOptions } from '../request.ts'

/**
 * Operations of `client.auditTrail`: what the first clients recorded events with.
 *
 * @deprecated Audit logs have replaced it: `client.auditLogs.createEvent({ organizationId, event })`.
 */
export class AuditTrail extends GeneratedAuditTrail {
  /**
   * Record an event in the audit trail.
   *
   * Metadata may hold 50 pairs, keys of 40 characters and values of 500. With an idempotency key, an event that is sent
   * twice is recorded once, and passing faults are waited out.
   *
   * @throws {APIError} Another event was recorded with that idempotency key.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit. `errors` says which.
   * @deprecated Use `client.auditLogs.createEvent`: `group` becomes `organizationId`, `actorName` and `actorId` become
   * `actor`, `targetName` and `targetId` an entry of `targets`, and `location` goes into `context`.
   */
  override createEvent(event: CreateEventParams, options?: RequestOptions): Promise<AuditTrailEventAccepted> {
    return super.createEvent(event, options)
  }
}
