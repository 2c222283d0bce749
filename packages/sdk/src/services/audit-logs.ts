import { GeneratedAuditLogs } from '../generated/audit-logs.ts'
import { AuditLogBatcher, type AuditLogBatcherOptions } from '../helpers/audit-log-batch.ts'

export type {
  AddOptions,
  AuditLogBatcher,
  AuditLogBatcherOptions,
  AuditLogFailure,
  AuditLogQueueError,
} from '../helpers/audit-log-batch.ts'

/** Operations of `client.auditLogs`. */
export class AuditLogs extends GeneratedAuditLogs {
  /**
   * Makes a queue that takes events in without making the caller wait, and sends them by the batch:
   *
   * ```ts
   * const batcher = client.auditLogs.createBatcher({ onError: ({ params, error }) => save(params, error) })
   * batcher.add({ organizationId, event })
   * await batcher.close()
   * ```
   *
   * @throws {ConfigurationError} that names the option that is bad
   */
  createBatcher(options: AuditLogBatcherOptions): AuditLogBatcher {
    return new AuditLogBatcher((params, request) => this.createEvent(params, request), options)
  }
}
