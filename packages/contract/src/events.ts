import type { Static } from 'typebox'
import type { EventSpec } from './core/event.ts'
import { organizationDomainEvents } from './organization-domains.ts'
import { organizationEvents } from './organizations.ts'

/** Every event that Portico can record, by name. */
export const eventCatalogue = {
  ...organizationEvents,
  ...organizationDomainEvents,
}

export type EventName = keyof typeof eventCatalogue

/** The data of each event. */
export type EventData = { [N in EventName]: Static<(typeof eventCatalogue)[N]['data']> }

/** Whether the name is one of the catalogue's. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(eventCatalogue, name)
}

/** Whether webhooks may subscribe to the event. */
export function isWebhookEvent(name: string): name is EventName {
  return isEventName(name) && (eventCatalogue[name] as EventSpec).webhook !== false
}
