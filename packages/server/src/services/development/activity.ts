import type { AnsweredRequest, Kernel } from '../../kernel/kernel.ts'
import { type ShownClock, shownClock } from './clock.ts'
import { isWorthShowing, type ShownRequest, shownRequest } from './shown.ts'
import * as store from './store.ts'

/** What goes on in the server, as the start page shows it. What did not change is left out. */
export type ActivityUpdate = {
  requests?: ShownRequest[]
  requestCount?: number
  events?: store.ShownEvent[]
  messages?: number
  clock?: ShownClock
}

/** Everything at once, newest first. */
export type ActivitySnapshot = Required<ActivityUpdate>

export type Activity = {
  snapshot(): Promise<ActivitySnapshot>
  /**
   * Calls back with each update until the returned function is called. A snapshot taken afterwards holds whatever
   * came before; what came in between is told of twice.
   */
  watch(onUpdate: (update: ActivityUpdate) => void): Promise<() => void>
  watching(): number
}

/** How many of each the page shows. Of a burst the newest are told of, the rest are counted. */
const shownAtMost = 40
/** Other nodes on this database say nothing, so events are also looked for now and then. */
const pollMs = 300
const batchSize = 500
/** After something happened here: long enough to tell of several requests together. */
const soonMs = 50

/** Follows requests and events. Reads the database only while somebody watches. */
export function createActivity(kernel: Kernel): Activity {
  const { log } = kernel
  const { sql } = kernel.database
  const watchers = new Set<(update: ActivityUpdate) => void>()
  let recent: AnsweredRequest[] = []
  let requestCount = 0
  let toldCount = 0
  let position: store.EventPosition = { xid: '0', id: '' }
  let told = { messages: -1, offsetMs: Number.NaN }
  let timer: NodeJS.Timeout | undefined
  let dueSoon = false

  kernel.requests.add((request) => {
    if (!isWorthShowing(request)) return
    requestCount++
    recent.push(request)
    if (recent.length >= 2 * shownAtMost) recent = recent.slice(-shownAtMost)
    lookSoon()
  })
  kernel.events.onWake(lookSoon)

  function newest(count: number): ShownRequest[] {
    const shown = recent.slice(Math.max(0, recent.length - Math.min(count, shownAtMost)))
    return shown
      .map((request, index) => shownRequest(requestCount - shown.length + index + 1, request))
      .reverse()
  }

  async function snapshot(): Promise<ActivitySnapshot> {
    const [events, messages] = await Promise.all([
      store.listLatestEvents(sql, shownAtMost),
      store.countMessages(sql),
    ])
    return { requests: newest(shownAtMost), requestCount, events, messages, clock: shownClock(kernel) }
  }

  const latestPosition = async () => (await store.listLatestEvents(sql, 1))[0] ?? { xid: '0', id: '' }

  function lookSoon() {
    if (watchers.size === 0 || dueSoon) return
    dueSoon = true
    schedule(soonMs)
  }

  function schedule(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(look, ms)
    timer.unref()
  }

  async function look() {
    dueSoon = false
    try {
      const update = await changes()
      if (Object.keys(update).length > 0) for (const tell of watchers) tell(update)
    } catch (error) {
      log.debug({ err: error }, 'the activity could not be read; trying again')
    }
    // Whoever came in between has scheduled a look of its own.
    if (watchers.size > 0 && !dueSoon) schedule(pollMs)
  }

  async function changes(): Promise<ActivityUpdate> {
    const [found, messages] = await Promise.all([
      store.listEventsAfter(sql, position, batchSize),
      store.countMessages(sql),
    ])
    // Of more than anybody can follow, only the newest.
    const events =
      found.length < batchSize ? found : (await store.listLatestEvents(sql, shownAtMost)).reverse()
    position = events.at(-1) ?? position
    const clock = shownClock(kernel)
    const requests = newest(requestCount - toldCount)
    const update: ActivityUpdate = {
      ...(requestCount > toldCount && { requests, requestCount }),
      ...(events.length > 0 && { events: events.slice(-shownAtMost).reverse() }),
      ...(messages !== told.messages && { messages }),
      ...(clock.offsetMs !== told.offsetMs && { clock }),
    }
    toldCount = requestCount
    told = { messages, offsetMs: clock.offsetMs }
    return update
  }

  return {
    snapshot,
    watching: () => watchers.size,
    async watch(onUpdate) {
      if (watchers.size === 0) {
        const latest = await latestPosition()
        // Another may have begun to watch meanwhile, and must miss nothing.
        if (watchers.size === 0) position = latest
        toldCount = requestCount
      }
      watchers.add(onUpdate)
      schedule(pollMs)
      return () => {
        watchers.delete(onUpdate)
        if (watchers.size === 0) clearTimeout(timer)
      }
    },
  }
}
