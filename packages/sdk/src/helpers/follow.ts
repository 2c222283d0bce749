import type { Event, EventName } from '../generated/event-types.ts'
import type { GeneratedEvents } from '../generated/events.ts'
import { isRetryable } from '../predicates.ts'
import { jittered, sleep } from '../retry.ts'

export type FollowParams = {
  /** Begin after the event with this ID: the last one that was handled. Default: only what happens from now on. */
  after?: string | undefined
  /** Only events of these names. */
  events?: readonly EventName[] | undefined
  /** Only events of this organization. */
  organizationId?: string | undefined
  /** Ends the iteration. */
  signal?: AbortSignal | undefined
  /** How long to wait before asking again, once everything is read. Default: 1,000. */
  pollMs?: number | undefined
}

/**
 * Yields events in the order in which they were recorded, each once, as long as it is asked to.
 *
 * Passing faults are waited out. To resume, pass the ID of the last event handled as `after`.
 */
export async function* follow(
  service: Pick<GeneratedEvents, 'listEvents'>,
  { after, events, organizationId, signal, pollMs = 1000 }: FollowParams = {},
): AsyncGenerator<Event, void, undefined> {
  const filter = { events, organizationId }
  const options = { signal }
  try {
    let cursor =
      after ??
      (await insist(
        async () => (await service.listEvents({ ...filter, order: 'desc', limit: 1 }, options)).data[0]?.id,
        signal,
      ))
    while (!signal?.aborted) {
      const page = await insist(
        async () => await service.listEvents({ ...filter, after: cursor, order: 'asc', limit: 100 }, options),
        signal,
      )
      for (const event of page.data) {
        yield event
        cursor = event.id
      }
      // A filter may leave a page empty, and the list goes on behind it.
      if (page.data.length === 0) cursor = page.listMetadata.after ?? cursor
      if (!page.hasMore || page.data.length === 0) await sleep(pollMs, signal)
    }
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}

/** Does the work, again and again while what hinders it may pass. */
async function insist<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isRetryable(error)) throw error
      await sleep(jittered(attempt), signal)
    }
  }
}
