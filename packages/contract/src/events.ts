import type { Static } from 'typebox'
import { roleEvents } from './authorization-environment-roles.ts'
import { organizationRoleEvents } from './authorization-organization-roles.ts'
import { permissionEvents } from './authorization-permissions.ts'
import type { EventSpec } from './core/event.ts'
import { organizationDomainEvents } from './organization-domains.ts'
import { organizationEvents } from './organizations.ts'

/** Every event that Portico can record, by name. */
export const eventCatalogue = {
  ...organizationEvents,
  ...organizationDomainEvents,
  ...permissionEvents,
  ...roleEvents,
  ...organizationRoleEvents,
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
