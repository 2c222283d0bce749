import type { Event } from '../generated/event-types.ts'
import { GeneratedEvents } from '../generated/events.ts'
import { type FollowParams, follow } from '../helpers/follow.ts'

/** Operations of `client.events`. */
export class Events extends GeneratedEvents {
  /**
   * Follows the events as they are recorded, until the signal is aborted:
   *
   * ```ts not run: it goes on until it is stopped
   * for await (const event of client.events.follow({ after: lastSeenId })) await handle(event)
   * ```
   */
  follow(params?: FollowParams): AsyncGenerator<Event, void, undefined> {
    return follow(this, params)
  }
}
