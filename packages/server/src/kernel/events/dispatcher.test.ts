import { describe, expect, it } from 'vitest'
import { testServer } from '../../testing/index.ts'
import { type CommittedEvent, startDispatcher } from './dispatcher.ts'

describe('the dispatcher', () => {
  it('goes by transactions as numbers, where they gain a digit too, over many batches', async () => {
    const { server, environment } = await testServer({})
    const { database, log } = server.kernel
    // Transactions 1 to 120, ten events each: three batches, and 9 before 10, 99 before 100.
    await database.sql`
      insert into events (environment_id, id, xid, event, data, created_at)
      select ${environment.id}, 'event_' || lpad(n::text, 6, '0'), (1 + n / 10)::text::xid8, 'user.created', '{}', now()
      from generate_series(0, 1199) n`
    const consumed: CommittedEvent[] = []
    const dispatcher = startDispatcher(
      database,
      { name: 'numbers', consume: async (_, events) => void consumed.push(...events) },
      log,
    )
    await expect.poll(() => consumed.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(1_200)
    await dispatcher.stop()
    const ids = consumed.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].sort())
    expect(ids).toHaveLength(1_200)
    expect(consumed.map(({ xid }) => Number(xid))).toEqual(ids.map((_, n) => 1 + Math.floor(n / 10)))
  })
})
