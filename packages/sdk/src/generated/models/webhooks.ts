// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'

export type SubscribableEvent =
  | 'organization.created'
  | 'organization.updated'
  | 'organization.deleted'
  | 'organization_domain.created'
  | 'organization_domain.updated'
  | 'organization_domain.deleted'
  | 'organization_domain.verified'
  | 'organization_domain.verification_failed'
  | 'permission.created'
  | 'permission.updated'
  | 'permission.deleted'
  | 'role.created'
  | 'role.updated'
  | 'role.deleted'
  | 'organization_role.created'
  | 'organization_role.updated'
  | 'organization_role.deleted'

/** An address of yours that is told of events as they happen. */
export interface WebhookEndpoint {
  object: 'webhook_endpoint'
  id: string
  /** Where events are sent. */
  endpointUrl: string
  /** The key that signs each delivery. */
  secret: string
  /** A disabled endpoint is sent nothing. */
  status: OpenEnum<'enabled' | 'disabled'>
  /** The events it is sent. */
  events: string[]
  createdAt: string
  updatedAt: string
}
