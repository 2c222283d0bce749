// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** That an event was taken in. */
export interface AuditTrailEventAccepted {
  /** The event is recorded. */
  success: true
}
