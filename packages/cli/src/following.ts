import type { Client, EventName, Transport } from '@portico/sdk'
import { type ApiTarget, openClient } from './api.ts'
import type { Out } from './framework/output.ts'

/** An event as `GET /events` shows it, which is also the body of its webhook. */
export type WireEvent = {
  id: string
  event: string
  data: Record<string, unknown>
  created_at: string
} & Record<string, unknown>

type Params = { after: string | undefined; events: readonly EventName[]; signal: AbortSignal }

/**
 * Follows the events of a server, by the SDK, and yields each as it came over the wire: a webhook carries those names,
 * and so does what a person pipes into a program.
 */
export async function* followOnWire(
  api: ApiTarget,
  { after, events, signal }: Params,
  out: Out,
): AsyncGenerator<WireEvent, void, undefined> {
  const seen = new Map<string, WireEvent>()
  const client: Client = await openClient(api, remembering(seen, api, signal, out))
  const filter = events.length > 0 ? events : undefined
  for await (const { id } of client.events.follow({ after, events: filter, signal, pollMs: 500 })) {
    const wire = seen.get(id)
    seen.delete(id)
    if (wire) yield wire
  }
}

/** Carries requests, keeps the events that come by, and tells when the server is out of reach and when it is back. */
function remembering(seen: Map<string, WireEvent>, api: ApiTarget, signal: AbortSignal, out: Out): Transport {
  let state: 'starting' | 'following' | 'waiting' = 'starting'
  const wait = (why: string) => {
    if (state !== 'waiting' && !signal.aborted) out.warn(`${api.url} ${why}. Trying again until it works.`)
    state = 'waiting'
  }
  return async (url, init) => {
    const response = await fetch(url, init).catch((error: unknown) => {
      wait('cannot be reached')
      throw error
    })
    if (response.status >= 500 && response.status !== 501) wait(`answers ${response.status}`)
    if (!response.ok) return response
    if (state !== 'following') out.note(`Following the events of ${api.url}. Ctrl-C stops.`)
    state = 'following'
    const { data } = (await response.clone().json()) as { data: WireEvent[] }
    // What was asked for only to find the end of the feed is not yielded: it must not be kept either.
    if (new URL(url).searchParams.get('order') !== 'desc') for (const event of data) seen.set(event.id, event)
    return response
  }
}
