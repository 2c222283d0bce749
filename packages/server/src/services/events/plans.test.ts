import { beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../kernel/database/database.ts'
import { firstIdAt } from '../../kernel/ids.ts'
import { createDatabase, startServer } from '../../testing/index.ts'
import { maintainPartitions } from './jobs.ts'
import { type FeedFilter, feedQuery, type Stretch } from './store.ts'

const large = 'environment_00000000000000000000000099'
const middle = { xid: '50000', id: 'event_' }
const day = 86_400_000

let sql: Sql
let now: Date
let partition: string

/** 100,000 events of twenty environments, one of which has two thirds of them, over the last sixty days. */
beforeAll(async () => {
  const server = await startServer(await createDatabase())
  sql = server.kernel.database.sql
  now = server.kernel.clock.now()
  await maintainPartitions(server.kernel)
  await sql`
    insert into events (environment_id, id, xid, event, organization_id, data, created_at)
    select 'environment_' || lpad((case when n % 3 = 0 then n % 19 else 99 end)::text, 26, '0'),
           left(${firstIdAt('event', now)}, 16) || lpad(n::text, 16, '0'), n::text::xid8,
           case when n % 1000 = 7 then 'dsync.user.created' else 'session.created' end,
           'org_' || lpad((n % 500)::text, 26, '0'), '{"object":"session"}',
           ${now}::timestamptz - interval '60 days' * (1 - n / 100000.0)
    from generate_series(1, 100000) n`
  await sql`analyze events`
  const [row] = await sql<{ name: string }[]>`select tableoid::regclass::text as name from events limit 1`
  partition = row?.name ?? ''
  return () => server.stop()
})

async function planOf(filter: FeedFilter, stretch: Partial<Stretch>) {
  const rows = await sql`
    explain (costs off) ${feedQuery(sql, large, filter, { ascending: true, limit: 101, ...stretch })}`
  return rows.map((row) => row['QUERY PLAN'] as string).join('\n')
}

describe('with 100,000 events, a page', () => {
  const yesterday = () => ({ from: new Date(now.getTime() - 2 * day), to: new Date(now.getTime() - day) })
  const cases: [string, () => FeedFilter, Partial<Stretch>][] = [
    ['from the beginning', () => ({}), {}],
    ['after a cursor', () => ({}), { over: middle }],
    ['before a cursor', () => ({}), { under: middle, ascending: false }],
    ['of the newest', () => ({}), { ascending: false }],
    ['of a rare name', () => ({ names: ['dsync.user.created'] }), { over: middle }],
    ['of names that do not occur', () => ({ names: ['user.created', 'user.deleted'] }), {}],
    ['of an organization', () => ({ organizationId: 'org_00000000000000000000000007' }), { over: middle }],
    ['of a day', yesterday, {}],
    ['of a name and a day', () => ({ names: ['dsync.user.created'], ...yesterday() }), { ascending: false }],
  ]

  it.each(cases)('%s comes from an index', async (_, filter, stretch) => {
    const plan = await planOf(filter(), stretch)
    // Empty months may be read as they lie; this one holds all.
    expect(plan).toMatch(new RegExp(`Index Scan (Backward )?(using|on) ${partition}_`))
    expect(plan).not.toContain(`Seq Scan on ${partition}`)
  })

  it('of an organization reads no events of others', async () => {
    const plan = await planOf({ organizationId: 'org_00000000000000000000000007' }, { over: middle })
    expect(plan).toContain('_organization_id_xid_id_')
  })
})
