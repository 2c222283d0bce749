// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'
import type { OpenEnum } from '../../types.ts'

/** Something that can be done, with the newest schema of its events. */
export interface AuditLogAction {
  /** What kind of object this is. */
  object: 'audit_log_action'
  /** What events name it by. */
  name: string
  /** What an event of an action must look like. */
  schema: AuditLogSchema
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Who did it. */
export interface AuditLogActor {
  /** The identifier in your own system. */
  id: string
  /** What kind of thing it is. */
  type: string
  /** What people call it. */
  name?: string | undefined
  /** Details in keys of your own, as the schema allows them. */
  metadata?: Record<string, string | number | boolean> | undefined
}

/** Whence it was done. */
export interface AuditLogContext {
  /** Where it came from: an IP address, or another word for a place. */
  location: string
  /** The browser or program used. */
  userAgent?: string | undefined
}

/** Something that a person or a program did in your application. */
export interface AuditLogEvent {
  /** What was done. */
  action: string
  /** When it was done. */
  occurredAt: string
  /** Who did it. */
  actor: AuditLogActor
  /** What it was done to. */
  targets: readonly AuditLogTarget[]
  /** Whence it was done. */
  context: AuditLogContext
  /** Details in keys of your own, as the schema allows them. */
  metadata?: Record<string, string | number | boolean> | undefined
  /** The schema it follows. Default: the first. */
  version?: number | undefined
}

/** That an event was taken in. */
export interface AuditLogEventReceipt {
  /** Whether the event was taken in. */
  success: boolean
}

/** A CSV file of audit log events. */
export interface AuditLogExport {
  /** What kind of object this is. */
  object: 'audit_log_export'
  /** Its identifier. */
  id: string
  /** Whether the file is there. */
  state: OpenEnum<'pending' | 'ready' | 'error' | 'expired'>
  /** Where the file is, for ten minutes. Each reading makes a new one. */
  url?: SecretString | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** What an event of an action must look like. */
export interface AuditLogSchema {
  /** What kind of object this is. */
  object: 'audit_log_schema'
  /** Its number. Events name it; it never changes. */
  version: number
  /** What is known of actors. */
  actor?: AuditLogSchemaActor
  /** What the action may be taken on. */
  targets: AuditLogSchemaTarget[]
  /** A JSON Schema that metadata must fit. */
  metadata?: Record<string, unknown>
  /** When it was created. */
  createdAt: string
}

/** What is known of actors. */
export interface AuditLogSchemaActor {
  /** A JSON Schema that metadata must fit. */
  metadata: Record<string, unknown>
}

/** A kind of thing that an action may be taken on, and what is known of it. */
export interface AuditLogSchemaTarget {
  /** The kind of thing acted on. */
  type: string
  /** A JSON Schema that metadata must fit. */
  metadata?: Record<string, unknown>
}

/** A kind of thing that an action may be taken on, and what is known of it. */
export interface AuditLogSchemaTargetInput {
  /** The kind of thing acted on. */
  type: string
  /** A JSON Schema that metadata must fit. */
  metadata?: Record<string, unknown> | undefined
}

/** What it was done to. */
export interface AuditLogTarget {
  /** The identifier in your own system. */
  id: string
  /** What kind of thing it is. */
  type: string
  /** What people call it. */
  name?: string | undefined
  /** Details in keys of your own, as the schema allows them. */
  metadata?: Record<string, string | number | boolean> | undefined
}

/** For how long the audit log of an organization is kept. */
export interface AuditLogsRetention {
  /** For how many days events are kept; null when nobody has said. */
  retentionPeriodInDays: number | null
}
