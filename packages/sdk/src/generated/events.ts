// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import { type Event, type EventName, readEvent } from './event-types.ts'

/** Parameters of `listEvents`. */
export interface ListEventsParams extends ListParams {
  /** Only events with one of these names. */
  events?: readonly EventName[] | undefined
  /** Only events from this instant on. */
  rangeStart?: string | undefined
  /** Only events before this instant. */
  rangeEnd?: string | undefined
  /** Only events of this organization. */
  organizationId?: string | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  listEvents: { readers: { 'data[]': readEvent } },
}

/**
 * Operations of `client.events`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedEvents extends Resource {
  /**
   * List events.
   *
   * Oldest first unless `order` says otherwise, so that `after` leads to what happened next. Requests with a
   * filter of the first clients, such as `group[]`, `actor_id[]` or `occurred_at_gte`, are answered from the
   * audit trail.
   *
   * @throws {APIError} The cursor is not, or no longer, the ID of an event. Begin again without it.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.events.listEvents()
   * for await (const item of pages) console.log(item)
   */
  listEvents(params?: ListEventsParams, options?: RequestOptions): PagePromise<Event> {
    return this.client.list(path`/events`, { query: params, wire: wire.listEvents }, options)
  }
}
