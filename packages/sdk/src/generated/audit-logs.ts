// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type {
  AuditLogAction,
  AuditLogEvent,
  AuditLogEventReceipt,
  AuditLogExport,
  AuditLogSchema,
  AuditLogSchemaActor,
  AuditLogSchemaTargetInput,
  AuditLogsRetention,
} from './models/audit-logs.ts'

/** Parameters of `createSchema`. */
export interface CreateSchemaParams {
  /** What is known of actors. */
  actor?: AuditLogSchemaActor | undefined
  /** What the action may be taken on. */
  targets: readonly AuditLogSchemaTargetInput[]
  /** A JSON Schema that metadata must fit. */
  metadata?: Record<string, unknown> | undefined
}

/** Parameters of `createEvent`. */
export interface CreateEventParams {
  /** The organization in whose log it belongs. */
  organizationId: string
  /** Something that a person or a program did in your application. */
  event: AuditLogEvent
}

/** Parameters of `createExport`. */
export interface CreateExportParams {
  /** The organization whose log to write. */
  organizationId: string
  /** From when on. */
  rangeStart: string
  /** Until when. */
  rangeEnd: string
  /** Only these actions. */
  actions?: readonly string[] | undefined
  /** Only actors with these names. */
  actorNames?: readonly string[] | undefined
  /** Only actors with these identifiers. */
  actorIds?: readonly string[] | undefined
  /** Only targets of these kinds. */
  targets?: readonly string[] | undefined
  /**
   * The same as `actorNames`, which supersedes it.
   *
   * @deprecated
   */
  actors?: readonly string[] | undefined
}

/** Parameters of `updateOrganizationAuditLogsRetention`. */
export interface UpdateOrganizationAuditLogsRetentionParams {
  /** For how many days: 30 or 365. */
  retentionPeriodInDays?: number | undefined
  /** The same in the words of newer clients. */
  retentionPeriod?: string | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  createExport: { secrets: ['url'] },
  getExport: { secrets: ['url'] },
}

/**
 * Operations of `client.auditLogs`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedAuditLogs extends Resource {
  /**
   * List the actions that audit logs know.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.auditLogs.listActions()
   * for await (const item of pages) console.log(item)
   */
  listActions(params?: ListParams, options?: RequestOptions): PagePromise<AuditLogAction> {
    return this.client.list(path`/audit_logs/actions`, { query: params }, options)
  }

  /**
   * Create the next version of the schema of an action.
   *
   * Creates the action, too, where there is none.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const auditLogSchema = await client.auditLogs.createSchema('text', {
   *   targets: [{ type: 'document' }],
   * })
   */
  createSchema(
    actionName: string,
    params: CreateSchemaParams,
    options?: RequestOptions,
  ): Promise<AuditLogSchema> {
    return this.client.request(
      'POST',
      path`/audit_logs/actions/${actionName}/schemas`,
      { body: params },
      options,
    )
  }

  /**
   * List the versions of the schema of an action.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Audit log action not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.auditLogs.listSchemas('text')
   * for await (const item of pages) console.log(item)
   */
  listSchemas(
    actionName: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<AuditLogSchema> {
    return this.client.list(path`/audit_logs/actions/${actionName}/schemas`, { query: params }, options)
  }

  /**
   * Record an audit log event.
   *
   * The same event with the same idempotency key, or with none, is recorded once.
   *
   * @throws {APIError} The organization takes in no audit log events.
   * @throws {APIError} `invalid_audit_log_event`: The event does not fit its schema.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Audit log action not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {RateLimitExceededError} `rate_limit_exceeded`: Too many events. Wait a while.
   * @example
   * const auditLogEventReceipt = await client.auditLogs.createEvent({
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   event: {
   *     action: 'document.deleted',
   *     occurredAt: '2026-01-15T12:00:00.000Z',
   *     actor: { id: 'text', type: 'user' },
   *     targets: [{ id: 'text', type: 'user' }],
   *     context: { location: 'text' },
   *   },
   * })
   */
  createEvent(params: CreateEventParams, options?: RequestOptions): Promise<AuditLogEventReceipt> {
    return this.client.request('POST', path`/audit_logs/events`, { body: params }, options)
  }

  /**
   * Begin to write audit log events to a file.
   *
   * @throws {APIError} The range is empty, or longer than three months.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @example
   * const auditLogExport = await client.auditLogs.createExport({
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   rangeStart: '2026-01-15T12:00:00.000Z',
   *   rangeEnd: '2026-01-15T12:00:00.000Z',
   * })
   */
  createExport(params: CreateExportParams, options?: RequestOptions): Promise<AuditLogExport> {
    return this.client.request(
      'POST',
      path`/audit_logs/exports`,
      { body: params, wire: wire.createExport },
      options,
    )
  }

  /**
   * Get an export and, when it is ready, the address of its file.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Audit log export not found.
   * @example
   * const auditLogExport = await client.auditLogs.getExport('text')
   */
  getExport(auditLogExportId: string, options?: RequestOptions): Promise<AuditLogExport> {
    return this.client.request(
      'GET',
      path`/audit_logs/exports/${auditLogExportId}`,
      { wire: wire.getExport },
      options,
    )
  }

  /**
   * Get for how long the audit log of an organization is kept.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @example
   * const auditLogsRetention = await client.auditLogs.getOrganizationAuditLogsRetention('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getOrganizationAuditLogsRetention(id: string, options?: RequestOptions): Promise<AuditLogsRetention> {
    return this.client.request('GET', path`/organizations/${id}/audit_logs_retention`, {}, options)
  }

  /**
   * Set for how long the audit log of an organization is kept.
   *
   * Takes exactly one of: `retentionPeriodInDays`; `retentionPeriod`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const auditLogsRetention = await client.auditLogs.updateOrganizationAuditLogsRetention('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   retentionPeriodInDays: 1,
   * })
   */
  updateOrganizationAuditLogsRetention(
    id: string,
    params?: UpdateOrganizationAuditLogsRetentionParams,
    options?: RequestOptions,
  ): Promise<AuditLogsRetention> {
    return this.client.request(
      'PUT',
      path`/organizations/${id}/audit_logs_retention`,
      { body: params },
      options,
    )
  }
}
