// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'
import type { OpenEnum } from '../../types.ts'

/** An event that webhooks may subscribe to. */
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
  | 'group.created'
  | 'group.updated'
  | 'group.deleted'
  | 'group.member_added'
  | 'group.member_removed'
  | 'user.created'
  | 'user.updated'
  | 'user.deleted'
  | 'organization_membership.created'
  | 'organization_membership.updated'
  | 'organization_membership.deleted'
  | 'invitation.created'
  | 'invitation.resent'
  | 'invitation.accepted'
  | 'invitation.revoked'
  | 'email_verification.created'
  | 'magic_auth.created'
  | 'password_reset.created'
  | 'password_reset.succeeded'
  | 'waitlist_user.created'
  | 'waitlist_user.approved'
  | 'waitlist_user.denied'
  | 'session.created'
  | 'session.revoked'
  | 'authentication.email_verification_succeeded'
  | 'authentication.magic_auth_succeeded'
  | 'authentication.magic_auth_failed'
  | 'authentication.mfa_succeeded'
  | 'authentication.oauth_succeeded'
  | 'authentication.oauth_failed'
  | 'authentication.passkey_succeeded'
  | 'authentication.passkey_failed'
  | 'authentication.password_succeeded'
  | 'authentication.password_failed'
  | 'authentication.reauthentication_succeeded'
  | 'authentication.sso_started'
  | 'authentication.sso_succeeded'
  | 'authentication.sso_failed'
  | 'authentication.sso_timed_out'
  | 'radar.challenge_created'
  | 'authentication.radar_risk_detected'
  | 'connection.activated'
  | 'connection.deactivated'
  | 'connection.deleted'
  | 'connection.saml_certificate_renewal_required'
  | 'connection.saml_certificate_renewed'
  | 'dsync.activated'
  | 'dsync.deleted'
  | 'dsync.user.created'
  | 'dsync.user.updated'
  | 'dsync.user.deleted'
  | 'dsync.group.created'
  | 'dsync.group.updated'
  | 'dsync.group.deleted'
  | 'dsync.group.user_added'
  | 'dsync.group.user_removed'
  | 'api_key.created'
  | 'api_key.updated'
  | 'api_key.revoked'
  | 'flag.created'
  | 'flag.updated'
  | 'flag.deleted'
  | 'flag.rule_updated'
  | 'pipes.connected_account.connected'
  | 'pipes.connected_account.disconnected'
  | 'pipes.connected_account.reauthorization_needed'
  | 'pipes.connected_account.connection_failed'
  | 'agent.registration.created'
  | 'agent.registration.claim.attempt.created'
  | 'agent.registration.claim.completed'
  | 'agent.registration.credential.issued'
  | 'agent.registration.refreshed'
  | 'agent.registration.organization.switched'
  | 'agent.registration.expired'
  | 'agent.registration.revoked'
  | 'agent.registration.deleted'

/** An address of yours that is told of events as they happen. */
export interface WebhookEndpoint {
  /** What kind of object this is. */
  object: 'webhook_endpoint'
  /** Its identifier. */
  id: string
  /** Where events are sent. */
  endpointUrl: string
  /** The key that signs each delivery. */
  secret: SecretString
  /** A disabled endpoint is sent nothing. */
  status: OpenEnum<'enabled' | 'disabled'>
  /** The events it is sent. */
  events: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}
