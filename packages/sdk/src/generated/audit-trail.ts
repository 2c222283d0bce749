// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { AuditTrailEventAccepted } from './models/audit-trail.ts'

/** Parameters of `createEvent`. */
export interface CreateEventParams {
  /** The customer in whose trail it belongs. */
  group: string
  /** Where it happened, as an IP address. */
  location: string
  /** What was done. */
  action: string
  /** Who did it, by name. */
  actorName: string
  /** Who did it, by ID. */
  actorId: string
  /** What it was done to, by name. */
  targetName: string
  /** What it was done to, by ID. */
  targetId: string
  /** Whether something was created, read, updated or deleted. */
  actionType: 'C' | 'R' | 'U' | 'D' | 'c' | 'r' | 'u' | 'd'
  /** When it happened. */
  occurredAt: string
  /** Anything else worth knowing. */
  metadata?: Record<string, string> | undefined
}

/**
 * Operations of `client.auditTrail`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedAuditTrail extends Resource {
  /**
   * Record an event in the audit trail.
   *
   * Superseded by audit logs. The same idempotency key and event are recorded once.
   *
   * @throws {APIError} Another idempotency key with different request parameters was found. Please use a
   * different idempotency key.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const auditTrailEventAccepted = await client.auditTrail.createEvent({
   *   group: 'text',
   *   location: '192.0.2.10',
   *   action: 'user.login',
   *   actorName: 'Acme',
   *   actorId: 'text',
   *   targetName: 'Acme',
   *   targetId: 'text',
   *   actionType: 'C',
   *   occurredAt: '2026-01-15T12:00:00.000Z',
   * })
   * @deprecated
   */
  createEvent(params: CreateEventParams, options?: RequestOptions): Promise<AuditTrailEventAccepted> {
    return this.client.request('POST', path`/events`, { body: params }, options)
  }
}
