import type { ClaimedDelivery, EndpointKey } from './queue.ts'

export type LaneLimits = {
  /** Deliveries that a node has claimed at once. */
  total: number
  /** Of these, for one environment: nobody takes all of a node. */
  perEnvironment: number
  /** Attempts under way to one endpoint: it is not flooded, and being slow it delays no other. */
  perEndpoint: number
  /** The same where the last attempt failed: most of those that fail take until the timeout. */
  perFailingEndpoint: number
  /** How long a claimed delivery may wait for its turn: its lease must outlast the attempt. */
  maxWaitMs: number
}

/** Claimed in advance for an endpoint that answers quickly, in multiples of what is under way. */
const ahead = 5
/** What is quick: all that is claimed in advance has its turn within a few of these. */
const quickMs = 250

/** What one endpoint is sent: some under way, some waiting for their turn. */
type Lane = {
  waiting: { delivery: ClaimedDelivery; since: number }[]
  underWay: number
  isFailing: boolean
  isQuick: boolean
}

export type Lanes = ReturnType<typeof createLanes>

/** Keeps what was claimed apart by endpoint, so that none takes what belongs to others. */
export function createLanes(limits: LaneLimits, now: () => number = () => performance.now()) {
  const lanes = new Map<string, Lane>()
  const claimedIn = new Map<string, number>()
  let claimed = 0

  function count({ environment_id }: EndpointKey, change: 1 | -1) {
    claimed += change
    const inEnvironment = (claimedIn.get(environment_id) ?? 0) + change
    if (inEnvironment === 0) claimedIn.delete(environment_id)
    else claimedIn.set(environment_id, inEnvironment)
  }

  const maxUnderWay = ({ isFailing }: Lane) => (isFailing ? limits.perFailingEndpoint : limits.perEndpoint)

  /** How many more to claim for a lane. One that works in advance is filled again when half of it is done. */
  function roomIn(lane: Lane | undefined): number {
    if (!lane) return limits.perEndpoint
    const held = lane.waiting.length + lane.underWay
    if (!lane.isQuick || lane.isFailing) return maxUnderWay(lane) - held
    const capacity = maxUnderWay(lane) * ahead
    return held <= capacity / 2 ? capacity - held : 0
  }

  return {
    /** How many more deliveries may be claimed, in all. */
    free: () => limits.total - claimed,

    /** How many more deliveries may be claimed for the endpoint. */
    roomFor(endpoint: EndpointKey): number {
      const inEnvironment = claimedIn.get(endpoint.environment_id) ?? 0
      const room = roomIn(lanes.get(keyOf(endpoint)))
      return Math.max(0, Math.min(room, limits.perEnvironment - inEnvironment, limits.total - claimed))
    },

    /** Puts a claimed delivery at the end of its lane. */
    add(delivery: ClaimedDelivery): void {
      const key = keyOf(delivery)
      const lane = lanes.get(key) ?? { waiting: [], underWay: 0, isFailing: false, isQuick: false }
      lanes.set(key, lane)
      lane.waiting.push({ delivery, since: now() })
      count(delivery, 1)
    },

    /** Takes from a lane what is to be attempted now. What waited too long is no longer ours. */
    start(endpoint: EndpointKey): { begin: ClaimedDelivery[]; giveBack: ClaimedDelivery[] } {
      const begin: ClaimedDelivery[] = []
      const giveBack: ClaimedDelivery[] = []
      const lane = lanes.get(keyOf(endpoint))
      while (lane && lane.underWay < maxUnderWay(lane)) {
        const next = lane.waiting.shift()
        if (!next) break
        if (now() - next.since > limits.maxWaitMs) {
          count(endpoint, -1)
          giveBack.push(next.delivery)
        } else {
          lane.underWay++
          begin.push(next.delivery)
        }
      }
      return { begin, giveBack }
    },

    /** Notes that an attempt is over, and how it went. */
    finish(
      endpoint: EndpointKey,
      { succeeded, durationMs }: { succeeded: boolean; durationMs: number },
    ): void {
      const lane = lanes.get(keyOf(endpoint))
      if (!lane) return
      count(endpoint, -1)
      lane.underWay--
      lane.isFailing = !succeeded
      lane.isQuick = durationMs <= quickMs
      if (lane.underWay === 0 && lane.waiting.length === 0 && !lane.isFailing) lanes.delete(keyOf(endpoint))
    },

    /** Takes all that waits, as when the server stops. */
    drain(): ClaimedDelivery[] {
      return [...lanes.values()].flatMap(({ waiting }) =>
        waiting.splice(0).map(({ delivery }) => {
          count(delivery, -1)
          return delivery
        }),
      )
    },
  }
}

/** Both ids: one environment cannot name another's endpoint, whatever it calls its own. */
export const keyOf = ({ environment_id, endpoint_id }: EndpointKey) => `${environment_id}/${endpoint_id}`
