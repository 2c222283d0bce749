import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { readFeed } from '../events/index.ts'
import { inTurns } from './in-turns.ts'
import * as queue from './queue.ts'
import { insertDeliveries } from './store.ts'

/** Events that one transaction sets in motion again. */
const chunkSize = 500
/** Deliveries that may wait for an endpoint before a replay adds more: what happens now is not to queue up for hours. */
const maxBacklog = 500
/** How soon to look again while replays wait for their endpoints. */
const waitingMs = 100

export type Replayer = { replaySoon(): void; stop(): Promise<void> }

/**
 * Sends stretches of the feed again, a chunk at a time, each chunk in a transaction with how far it came: a node that
 * dies leaves the rest to others.
 */
export function startReplayer(
  kernel: Kernel,
  deliverSoon: (endpoints: Iterable<queue.EndpointKey>) => void,
  { pollMs }: { pollMs: number },
): Replayer {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const replaying = inTurns(
    async () => {
      clearTimeout(timer)
      let next = await replayChunk(kernel, deliverSoon)
      while (next === 'more' && !isStopped) next = await replayChunk(kernel, deliverSoon)
      if (!isStopped) timer = setTimeout(replaying.run, next === 'waiting' ? waitingMs : pollMs)
    },
    (error) => {
      kernel.log.error({ err: error }, 'events could not be sent again; trying again')
      if (!isStopped) timer = setTimeout(replaying.run, pollMs)
    },
  )
  replaying.run()
  return {
    replaySoon: replaying.run,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await replaying.settled()
    },
  }
}

/** Sets the next chunk in motion, and says whether there may be more. */
async function replayChunk(
  { database, clock }: Kernel,
  deliverSoon: (endpoints: Iterable<queue.EndpointKey>) => void,
): Promise<'more' | 'waiting' | 'nothing'> {
  const replay = await database.transaction(async (tx) => {
    const replay = await queue.lockNextReplay(tx, maxBacklog)
    if (!replay) return undefined
    const now = clock.now()
    const events = await readFeed(
      tx,
      replay.environment_id,
      { names: replay.events, from: new Date(replay.range_start), to: new Date(replay.range_end) },
      {
        over: { xid: replay.over_xid, id: replay.over_id },
        under: { xid: replay.under_xid, id: '' },
        ascending: true,
        limit: chunkSize,
      },
    )
    const deliveries = events.map(({ id, event }) => ({
      environment_id: replay.environment_id,
      id: newId('webhook_delivery', now),
      endpoint_id: replay.endpoint_id,
      event_id: id,
      event,
    }))
    if (deliveries.length > 0) await insertDeliveries(tx, deliveries, { now, replayed: true })
    const last = events.at(-1)
    if (last && events.length === chunkSize) await queue.advanceReplay(tx, replay, last)
    else await queue.deleteReplay(tx, replay)
    return replay
  })
  if (replay) {
    deliverSoon([replay])
    return 'more'
  }
  return (await queue.hasReplays(database.sql)) ? 'waiting' : 'nothing'
}
