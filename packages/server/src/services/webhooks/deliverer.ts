import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { databaseErrorOf } from '../../kernel/database/errors.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { attempt } from './attempt.ts'
import { disableIfFailing } from './disabling.ts'
import { endBacklog } from './ending.ts'
import { inTurns } from './in-turns.ts'
import { createLanes, keyOf, type LaneLimits } from './lanes.ts'
import * as queue from './queue.ts'
import { createRecorder } from './recorder.ts'
import { type AttemptResult, judge } from './schedule.ts'
import { createSecrets } from './secrets.ts'

export type DelivererOptions = {
  limits: Omit<LaneLimits, 'maxWaitMs'>
  /** For a whole attempt, from the connection to the end of the answer. */
  timeoutMs: number
  /** How long a node may be at a delivery before others take it for dead: half of it outlasts any attempt. */
  leaseMs: number
  /** How often to look for what became due, was left behind, or is there because of another node. */
  pollMs: number
  /** How long the end of the server waits for attempts under way. */
  graceMs: number
}

export const delivererDefaults: DelivererOptions = {
  limits: { total: 1_000, perEnvironment: 500, perEndpoint: 10, perFailingEndpoint: 2 },
  timeoutMs: 10_000,
  leaseMs: 30_000,
  pollMs: 1_000,
  graceMs: 5_000,
}

/** Endpoints that one statement claims for. */
const endpointsPerClaim = 100
/** Attempts that may wait to be recorded before no more are made: the database is the slower one then. */
const maxUnrecorded = 2_000

export type Deliverer = {
  /** Says that the endpoints have something due. */
  deliverSoon(endpoints: Iterable<queue.EndpointKey>): void
  /** Says that anything may have become due, as when the clock was moved. */
  lookSoon(): void
  /** Waits for attempts under way, not for long; the rest goes back to the queue. */
  stop(): Promise<void>
}

/** Sends due deliveries. Any number of nodes may: each claims what it sends. */
export function startDeliverer(kernel: Kernel, options: Partial<DelivererOptions> = {}): Deliverer {
  const { limits, timeoutMs, leaseMs, pollMs, graceMs } = { ...delivererDefaults, ...options }
  const { database, log, clock } = kernel
  const logged = (message: string) => (error: unknown) => log.error({ err: error }, message)

  const secrets = createSecrets(kernel.keyring)
  const lanes = createLanes({ ...limits, maxWaitMs: leaseMs / 2 })
  /** Endpoints that may have something due; who was served last stands at the end. */
  const due = new Map<string, queue.EndpointKey>()
  const underWay = new Set<Promise<void>>()
  /** Claimed and not attempted. */
  const unattempted: queue.ClaimedDelivery[] = []
  const aborter = new AbortController()
  setMaxListeners(0, aborter.signal)
  let isStopping = false

  const recorder = createRecorder<queue.MadeAttempt>(
    (batch) => record(kernel, batch),
    logged('attempts to deliver could not be recorded; trying again'),
    // Class 22: data that PostgreSQL cannot take, and never will.
    (error) => databaseErrorOf(error)?.code.startsWith('22') === true,
  )
  const claiming = inTurns(claimWhileRoom, logged('deliveries could not be claimed; trying again'))
  const looking = inTurns(look, logged('due deliveries could not be looked up; trying again'))
  const timer = setInterval(looking.run, pollMs)
  looking.run()

  async function look() {
    for (const endpoint of await queue.listDueEndpoints(database.sql, clock.now())) {
      if (endpoint.status !== 'enabled') await endBacklog(database.sql, endpoint, clock.now())
      if (endpoint.status !== null) due.set(keyOf(endpoint), endpoint)
    }
    claiming.run()
  }

  async function claimWhileRoom() {
    await giveBack()
    for (let wanted = takeWanted(); wanted.length > 0; wanted = takeWanted()) {
      const claimed = await queue.claimDue(database.sql, wanted, { now: clock.now(), leaseMs })
      const counts = new Map<string, number>()
      for (const delivery of claimed) {
        counts.set(keyOf(delivery), (counts.get(keyOf(delivery)) ?? 0) + 1)
        lanes.add(delivery)
      }
      for (const endpoint of wanted) {
        if (counts.get(keyOf(endpoint)) === endpoint.room) due.set(keyOf(endpoint), endpoint)
        begin(endpoint)
      }
    }
  }

  /** Takes the endpoints that have room off the list. Those that had more than room come back, at its end. */
  function takeWanted() {
    const wanted: (queue.EndpointKey & { room: number })[] = []
    let free = isStopping || recorder.size() > maxUnrecorded ? 0 : lanes.free()
    for (const [key, endpoint] of due) {
      if (free === 0 || wanted.length === endpointsPerClaim) break
      const room = Math.min(lanes.roomFor(endpoint), free)
      if (room === 0) continue
      due.delete(key)
      wanted.push({ ...endpoint, room })
      free -= room
    }
    return wanted
  }

  /** Begins as many attempts as the endpoint may have. */
  function begin(endpoint: queue.EndpointKey) {
    if (isStopping) return
    const { begin, giveBack } = lanes.start(endpoint)
    unattempted.push(...giveBack)
    for (const delivery of begin) {
      const work = deliver(delivery).finally(() => underWay.delete(work))
      underWay.add(work)
    }
  }

  async function deliver(delivery: queue.ClaimedDelivery) {
    const result = await attempt(kernel, delivery, { secrets, timeoutMs, signal: aborter.signal })
    if (!result) return void unattempted.push(delivery)
    lanes.finish(delivery, { succeeded: result.error === null, durationMs: result.duration_ms })
    observe(kernel, delivery, result)
    recorder.add({ delivery, verdict: judge(delivery.failures, result, Math.random()) })
    begin(delivery)
    if (due.size > 0) claiming.run()
  }

  async function giveBack() {
    const deliveries = unattempted.splice(0)
    if (deliveries.length > 0) await queue.returnClaims(database.sql, deliveries)
  }

  return {
    deliverSoon(endpoints) {
      for (const endpoint of endpoints) due.set(keyOf(endpoint), endpoint)
      claiming.run()
    },
    lookSoon() {
      if (!isStopping) looking.run()
    },
    async stop() {
      isStopping = true
      clearInterval(timer)
      await looking.settled()
      await claiming.settled()
      await within(graceMs, Promise.all(underWay))
      aborter.abort()
      await Promise.all(underWay)
      await recorder.close()
      unattempted.push(...lanes.drain())
      await giveBack()
    },
  }
}

/** Records attempts, and disables who has failed for too long. */
async function record(kernel: Kernel, batch: queue.MadeAttempt[]): Promise<void> {
  for (const endpoint of await queue.recordAttempts(kernel.database.sql, batch)) {
    await disableIfFailing(kernel, endpoint)
  }
}

function observe(
  { metrics }: Kernel,
  { attempts_made, replayed, event_created_at }: queue.ClaimedDelivery,
  { attempted_at, error }: AttemptResult,
): void {
  metrics.deliveries.inc({ outcome: error === null ? 'succeeded' : 'failed' })
  if (attempts_made > 0 || replayed || event_created_at === null) return
  metrics.deliveryDelay.observe(Math.max(0, attempted_at.getTime() - Date.parse(event_created_at)) / 1000)
}

/** Waits for the work, but no longer than this. */
async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  const expired = wait(limitMs, undefined, { signal: timer.signal }).catch(() => {})
  await Promise.race([work, expired])
  timer.abort()
}
