import type { TSchema } from 'typebox'

/** What a service file writes down for one event. */
export type EventSpec = {
  /** When it is recorded. */
  summary: string
  /** The event's own model: what it stores, whole. */
  data: TSchema
  /** False: the event is read over the events API only and cannot be subscribed to. */
  webhook?: boolean
}

/** Declares the events of a service; the type keeps every name and model. */
export function events<const E extends Record<string, EventSpec>>(specs: E): E {
  return specs
}
