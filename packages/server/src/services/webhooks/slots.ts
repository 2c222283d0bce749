import type { EndpointKey } from './queue.ts'

export type SlotLimits = {
  /** Attempts that a node makes at once. */
  total: number
  /** Of these, for one environment: nobody takes all of a node. */
  perEnvironment: number
  /** Of these, to one endpoint: a slow one is not flooded, and delays no other. */
  perEndpoint: number
  /** Of these, to an endpoint whose last attempt failed: most of those that fail take until the timeout. */
  perFailingEndpoint: number
}

/** Counts the attempts under way, so that no endpoint takes what belongs to others. */
export function createSlots(limits: SlotLimits) {
  const taken = new Map<string, number>()
  const failing = new Set<string>()
  let total = 0

  const add = (key: string, change: 1 | -1) => {
    const count = (taken.get(key) ?? 0) + change
    if (count === 0) taken.delete(key)
    else taken.set(key, count)
  }

  return {
    /** How many more there may be, in all. */
    free: () => limits.total - total,

    /** How many more attempts the endpoint may be sent now. */
    roomFor(endpoint: EndpointKey): number {
      const key = keyOf(endpoint)
      const limit = failing.has(key) ? limits.perFailingEndpoint : limits.perEndpoint
      return Math.max(
        0,
        Math.min(
          limit - (taken.get(key) ?? 0),
          limits.perEnvironment - (taken.get(endpoint.environment_id) ?? 0),
          limits.total - total,
        ),
      )
    },

    take(endpoint: EndpointKey): void {
      total++
      add(keyOf(endpoint), 1)
      add(endpoint.environment_id, 1)
    },

    release(endpoint: EndpointKey): void {
      total--
      add(keyOf(endpoint), -1)
      add(endpoint.environment_id, -1)
    },

    /** Notes how the last attempt went. */
    note(endpoint: EndpointKey, succeeded: boolean): void {
      if (succeeded) failing.delete(keyOf(endpoint))
      else failing.add(keyOf(endpoint))
    },
  }
}

/** Both ids: one environment cannot name another's endpoint, whatever it calls its own. */
export const keyOf = ({ environment_id, endpoint_id }: EndpointKey) => `${environment_id}/${endpoint_id}`
