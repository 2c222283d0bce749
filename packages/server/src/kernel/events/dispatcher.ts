import type { Database, Tx } from '../database/database.ts'
import type { Logger } from '../telemetry.ts'

/** A committed event, without its data. */
export type CommittedEvent = { environment_id: string; id: string; event: string; xid: string }

/**
 * Takes committed events, in commit order, each exactly once as far as the database knows: what the consumer writes
 * with `tx` commits together with the position after the batch.
 */
export type EventConsumer = {
  /** Names the consumer's position. */
  name: string
  consume(tx: Tx, events: CommittedEvent[]): Promise<void>
  /** After the commit, for work that must not run inside it. */
  afterCommit?(): void
}

export type Dispatcher = {
  /** Says that events may have been committed. */
  wake(): void
  stop(): Promise<void>
}

const batchSize = 500
/** The backstop for events that another node committed. */
const pollMs = 1_000
/** How soon to look again while events hide behind a transaction that is still running, or it is another's turn. */
const hiddenMs = 10
/** The least time from one look to the next: under load a look takes many events instead of one. */
const spacingMs = 10

/**
 * Moves committed events to a consumer. Any number of nodes may run one for the same consumer: they take turns on
 * the row that holds its position.
 */
export function startDispatcher(database: Database, consumer: EventConsumer, log: Logger): Dispatcher {
  let stopped = false
  let woken = false
  let restsUntil = 0
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  function wake() {
    if (running) woken = true
    else schedule(restsUntil - performance.now())
  }

  function schedule(waitMs: number) {
    clearTimeout(timer)
    if (stopped) return
    if (waitMs > 0) timer = setTimeout(run, waitMs)
    else run()
  }

  function run() {
    restsUntil = performance.now() + spacingMs
    running = drain().then((waitMs) => {
      running = undefined
      schedule(woken ? restsUntil - performance.now() : waitMs)
    })
  }

  /** Hands over what there is, and says how long to wait for more. */
  async function drain(): Promise<number> {
    try {
      for (;;) {
        woken = false
        const { taken, hidden } = await database.transaction((tx) => dispatchBatch(tx, consumer))
        if (taken > 0) consumer.afterCommit?.()
        if (taken < batchSize || stopped) return hidden ? hiddenMs : pollMs
      }
    } catch (error) {
      log.error({ err: error, consumer: consumer.name }, 'events could not be dispatched; trying again')
      woken = false
      return pollMs
    }
  }

  run()
  return {
    wake,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** One batch: reads behind the position, hands over, moves the position. */
async function dispatchBatch(tx: Tx, consumer: EventConsumer): Promise<{ taken: number; hidden: boolean }> {
  const [position] = await tx<{ xid: string; id: string }[]>`
    select xid, id from event_positions where consumer = ${consumer.name} for update skip locked`
  if (!position) {
    await tx`
      insert into event_positions (consumer, xid, id) values (${consumer.name}, '0', '')
      on conflict (consumer) do nothing`
    // Made just now, or held by another node, which may have looked before the event was there: look again soon.
    return { taken: 0, hidden: true }
  }
  const rows = await tx<(CommittedEvent & { visible: boolean })[]>`
    select e.environment_id, e.id, e.event, e.xid, e.xid < event_horizon() as visible
    from events e
    where (e.xid, e.id) > (${position.xid}::xid8, ${position.id})
    order by e.xid, e.id
    limit ${batchSize}`
  const events = rows.filter((row) => row.visible)
  const last = events.at(-1)
  if (last) {
    await consumer.consume(tx, events)
    await tx`
      update event_positions set xid = ${last.xid}::xid8, id = ${last.id} where consumer = ${consumer.name}`
  }
  return { taken: events.length, hidden: rows.length > events.length }
}
