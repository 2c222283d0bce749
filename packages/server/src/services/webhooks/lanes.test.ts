import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLanes, type LaneLimits } from './lanes.ts'
import type { ClaimedDelivery, EndpointKey } from './queue.ts'

const limits: LaneLimits = {
  total: 100,
  perEnvironment: 60,
  perEndpoint: 10,
  perFailingEndpoint: 2,
  maxWaitMs: 15_000,
}
const endpoint = (n: number, environment = 1): EndpointKey => ({
  environment_id: `environment_${environment}`,
  endpoint_id: `we_${n}`,
})
let made = 0
const deliveryTo = (to: EndpointKey) => ({ ...to, id: `webhook_delivery_${++made}` }) as ClaimedDelivery

type Lanes = ReturnType<typeof createLanes>

/** Claims as many as there is room for, and begins them. */
function fill(lanes: Lanes, to: EndpointKey) {
  for (let room = lanes.roomFor(to); room > 0; room--) lanes.add(deliveryTo(to))
  return lanes.start(to).begin
}

const quickly = { succeeded: true, durationMs: 5 }

describe('lanes', () => {
  it('give an endpoint ten attempts at once', () => {
    const lanes = createLanes(limits)
    expect(fill(lanes, endpoint(1))).toHaveLength(10)
    expect(lanes.roomFor(endpoint(1))).toBe(0)
    expect(lanes.roomFor(endpoint(2))).toBe(10)
  })

  it('give one that fails two, until it succeeds', () => {
    const lanes = createLanes(limits)
    for (const delivery of fill(lanes, endpoint(1))) {
      lanes.finish(delivery, { succeeded: false, durationMs: 10_000 })
    }
    expect(lanes.roomFor(endpoint(1))).toBe(2)
    const [first, second] = fill(lanes, endpoint(1))
    lanes.finish(first!, quickly)
    lanes.finish(second!, quickly)
    expect(lanes.roomFor(endpoint(1))).toBe(10)
  })

  it('work in advance for one that answers quickly, and fill up again when half is done', () => {
    const lanes = createLanes(limits)
    const [first] = fill(lanes, endpoint(1))
    lanes.finish(first!, quickly)
    expect(lanes.roomFor(endpoint(1))).toBe(41)
    expect(fill(lanes, endpoint(1))).toHaveLength(1)
    expect(lanes.roomFor(endpoint(1))).toBe(0)
  })

  it('leave room for other environments', () => {
    const lanes = createLanes(limits)
    for (let n = 0; n < 20; n++) fill(lanes, endpoint(n, 1))
    expect(lanes.roomFor(endpoint(99, 1))).toBe(0)
    expect(lanes.roomFor(endpoint(99, 2))).toBe(10)
  })

  it('give back what waited so long that its lease could run out during the attempt', () => {
    let now = 0
    const lanes = createLanes(limits, () => now)
    const [first] = fill(lanes, endpoint(1))
    lanes.finish(first!, quickly)
    fill(lanes, endpoint(1))
    now = limits.maxWaitMs + 1
    lanes.finish(deliveryTo(endpoint(1)), quickly)
    const { begin, giveBack } = lanes.start(endpoint(1))
    expect(begin).toEqual([])
    expect(giveBack).toHaveLength(40)
  })

  it('never exceed a limit, and forget nothing', () => {
    const step = fc.record({
      act: fc.constantFrom('claim', 'finish', 'finish'),
      environment: fc.integer({ min: 1, max: 3 }),
      endpoint: fc.integer({ min: 1, max: 8 }),
      succeeded: fc.boolean(),
      durationMs: fc.constantFrom(1, 5_000),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const lanes = createLanes(limits)
        const underWay = new Map<string, ClaimedDelivery[]>()
        let claimed = 0
        for (const { act, succeeded, durationMs, ...where } of steps) {
          const to = endpoint(where.endpoint, where.environment)
          const key = `${to.environment_id}/${to.endpoint_id}`
          const mine = underWay.get(key) ?? []
          underWay.set(key, mine)
          if (act === 'claim') {
            const room = lanes.roomFor(to)
            for (let n = 0; n < room; n++) lanes.add(deliveryTo(to))
            claimed += room
          } else if (mine.length > 0) {
            lanes.finish(mine.pop() as ClaimedDelivery, { succeeded, durationMs })
            claimed--
          }
          mine.push(...lanes.start(to).begin)
          expect(mine.length).toBeLessThanOrEqual(limits.perEndpoint)
          expect(lanes.free()).toBe(limits.total - claimed)
          expect(claimed).toBeLessThanOrEqual(limits.total)
        }
        const waiting = lanes.drain().length
        expect(waiting + [...underWay.values()].flat().length).toBe(claimed)
      }),
    )
  })
})
