import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testServer } from '../../testing/index.ts'
import { hadHappened, planDeliveries } from './dispatch.ts'

const now = new Date('2026-01-15T12:00:00.000Z')
const event = (id: string, environment_id = 'environment_1', name = 'user.created') => ({
  environment_id,
  id,
  event: name,
  xid: '1000',
})
const endpoint = (endpoint_id: string, environment_id = 'environment_1', events = ['user.created']) => ({
  environment_id,
  endpoint_id,
  events,
  since: '500:500:',
  since_offset: '0',
})

describe('planDeliveries', () => {
  it('pairs events with the endpoints of their environment that subscribe to them', () => {
    const events = [
      event('event_1'),
      event('event_2', 'environment_2'),
      event('event_3', 'environment_1', 'user.deleted'),
    ]
    const endpoints = [
      endpoint('we_1'),
      endpoint('we_2', 'environment_1', ['user.created', 'user.deleted']),
      endpoint('we_1', 'environment_2'),
      endpoint('we_3', 'environment_3'),
    ]
    const planned = planDeliveries(events, endpoints, now)
    expect(planned.map((d) => `${d.environment_id} ${d.event_id} ${d.endpoint_id}`)).toEqual([
      'environment_1 event_1 we_1',
      'environment_1 event_1 we_2',
      'environment_2 event_2 we_1',
      'environment_1 event_3 we_2',
    ])
    expect(new Set(planned.map(({ id }) => id))).toHaveProperty('size', 4)
  })
})

describe('hadHappened', () => {
  it('says of every snapshot and transaction what PostgreSQL says', async () => {
    const { server } = await testServer()
    const { sql } = server.kernel.database
    const snapshot = fc
      .tuple(fc.integer({ min: 3, max: 40 }), fc.integer({ min: 0, max: 20 }), fc.uniqueArray(fc.nat(20)))
      .map(([xmin, span, running]) => {
        const xmax = xmin + span
        const open = running
          .map((n) => xmin + n)
          .filter((xid) => xid < xmax)
          .sort((a, b) => a - b)
        return `${open[0] ?? xmax}:${xmax}:${open.join(',')}`
      })
    await fc.assert(
      fc.asyncProperty(snapshot, fc.integer({ min: 3, max: 70 }), async (since, xid) => {
        const [row] =
          await sql`select pg_visible_in_snapshot(${String(xid)}::xid8, ${since}::pg_snapshot) as visible`
        expect(hadHappened(String(xid), { since, since_offset: '0' })).toBe(row!.visible)
      }),
      { numRuns: 150 },
    )
  })

  it('counts from where positions were when the snapshot was taken', () => {
    const since = { since: '100:100:', since_offset: '5000' }
    expect(hadHappened('5099', since)).toBe(true)
    expect(hadHappened('5100', since)).toBe(false)
  })
})
