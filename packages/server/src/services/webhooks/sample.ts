import { eventCatalogue, sampleOf, type WebhookEventName } from '@portico/contract'

/** Data that an event of the name could have: the examples of its model, whole. */
export const sampleData = (event: WebhookEventName): unknown => sampleOf(eventCatalogue[event].data)
