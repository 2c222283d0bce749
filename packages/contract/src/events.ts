import type { Static } from 'typebox'
import { actionEvents } from './actions.ts'
import { agentEvents } from './agents.ts'
import { apiKeyEvents } from './api-keys.ts'
import { authenticationEvents } from './authentication-events.ts'
import { roleEvents } from './authorization-environment-roles.ts'
import { organizationRoleEvents } from './authorization-organization-roles.ts'
import { permissionEvents } from './authorization-permissions.ts'
import { connectionEvents } from './connections.ts'
import type { EventSpec } from './core/event.ts'
import { directoryEvents } from './directories.ts'
import { directoryUserEvents } from './directory-users.ts'
import { emailVerificationEvents } from './email-verification.ts'
import { featureFlagEvents } from './feature-flags.ts'
import { groupEvents } from './groups.ts'
import { invitationEvents } from './invitations.ts'
import { magicAuthEvents } from './magic-auth.ts'
import { organizationDomainEvents } from './organization-domains.ts'
import { organizationMembershipEvents } from './organization-memberships.ts'
import { organizationEvents } from './organizations.ts'
import { passwordResetEvents } from './password-reset.ts'
import { connectedAccountEvents } from './pipes-accounts.ts'
import { radarEvents } from './radar.ts'
import { sessionEvents } from './sessions.ts'
import { userEvents } from './users.ts'
import { vaultEvents } from './vault-events.ts'
import { waitlistEvents } from './waitlist.ts'

/** Every event that Portico can record, by name. */
export const eventCatalogue = {
  ...organizationEvents,
  ...organizationDomainEvents,
  ...permissionEvents,
  ...roleEvents,
  ...organizationRoleEvents,
  ...groupEvents,
  ...userEvents,
  ...organizationMembershipEvents,
  ...invitationEvents,
  ...emailVerificationEvents,
  ...magicAuthEvents,
  ...passwordResetEvents,
  ...waitlistEvents,
  ...sessionEvents,
  ...authenticationEvents,
  ...actionEvents,
  ...radarEvents,
  ...connectionEvents,
  ...directoryEvents,
  ...directoryUserEvents,
  ...apiKeyEvents,
  ...featureFlagEvents,
  ...connectedAccountEvents,
  ...vaultEvents,
  ...agentEvents,
}

export type EventName = keyof typeof eventCatalogue

/** The events that webhooks may subscribe to; the others are read over the events API only. */
export type WebhookEventName = {
  [N in EventName]: (typeof eventCatalogue)[N] extends { webhook: false } ? never : N
}[EventName]

/** The data of each event. */
export type EventData = { [N in EventName]: Static<(typeof eventCatalogue)[N]['data']> }

/** The names of all events. */
export const eventNames = Object.keys(eventCatalogue) as EventName[]

/** The names of the events that webhooks may subscribe to. */
export const webhookEventNames = eventNames.filter(isWebhookEvent)

/** Whether the name is one of the catalogue's. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(eventCatalogue, name)
}

/** Whether webhooks may subscribe to the event. */
export function isWebhookEvent(name: string): name is WebhookEventName {
  return isEventName(name) && (eventCatalogue[name] as EventSpec).webhook !== false
}
