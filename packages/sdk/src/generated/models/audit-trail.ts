// Generated from the contract by packages/sdk/generator: edits are overwritten.

export interface AuditTrailEventAccepted {
  /** The event is recorded. */
  success: true
}
