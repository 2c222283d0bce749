import { describe, expect, it } from 'vitest'
import type { MovableClock } from '../../kernel/clock.ts'
import { firstIdAt } from '../../kernel/ids.ts'
import { eventually } from '../../testing/eventually.ts'
import { createDatabase, createTenant, ownServer, startServer } from '../../testing/index.ts'
import { listMonths, maintainPartitions } from './jobs.ts'

const day = 86_400_000

/** A server whose clock shows the instant. */
async function serverAt(instant: string) {
  const server = await ownServer()
  await moveTo(server, instant)
  return server
}

type Server = Awaited<ReturnType<typeof ownServer>>

async function moveTo({ kernel }: Server, instant: string) {
  const clock = kernel.clock as MovableClock
  await clock.setOffset(Date.parse(instant) - Date.now())
}

const monthsOf = async ({ kernel }: Server) =>
  (await listMonths(kernel.database.sql)).map(
    ({ year, month }) => `${year}-${String(month).padStart(2, '0')}`,
  )

/** Which partition each event lies in, oldest first. */
async function placesOf({ kernel }: Server) {
  const rows = await kernel.database.sql<{ place: string }[]>`
    select tableoid::regclass::text as place from events order by xid, id`
  return rows.map(({ place }) => place)
}

describe('maintainPartitions', () => {
  it('prepares this month and the two to come, across the end of a year', async () => {
    const server = await serverAt('2030-11-30T23:59:00Z')
    await maintainPartitions(server.kernel)
    expect(await monthsOf(server)).toEqual(['2030-11', '2030-12', '2031-01'])
    const tenant = await createTenant(server)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    expect(await placesOf(server)).toEqual(['events_2030_11'])
  })

  it('does no harm when it runs twice, or on several nodes at once', async () => {
    const connection = await createDatabase()
    const servers = await Promise.all([
      startServer(connection),
      startServer(connection),
      startServer(connection),
    ])
    await Promise.all(
      servers.flatMap(({ kernel }) => [maintainPartitions(kernel), maintainPartitions(kernel)]),
    )
    const [first] = servers
    expect(await monthsOf(first)).toHaveLength(3)
    await maintainPartitions(first.kernel)
    expect(await monthsOf(first)).toHaveLength(3)
    await Promise.all(servers.map((server) => server.stop()))
  })

  it('moves what was recorded before its month was there, and changes nothing that readers see', async () => {
    const server = await serverAt('2030-11-15T00:00:00Z')
    const tenant = await createTenant(server)
    for (const name of ['Acme', 'Bolt', 'Cube'])
      await tenant.client.organizations.createOrganization({ name })
    const feed = () =>
      eventually(async () => {
        const events = await tenant.client.events.listEvents().toArray()
        return events.length === 3 && events
      })
    const before = await feed()
    expect(new Set(await placesOf(server))).toEqual(new Set(['events_default']))
    await maintainPartitions(server.kernel)
    expect(new Set(await placesOf(server))).toEqual(new Set(['events_2030_11']))
    expect(await feed()).toEqual(before)
    expect(await tenant.client.events.listEvents({ after: before[0]!.id }).toArray()).toEqual(before.slice(1))
  })

  it('drops the months that are past 90 days, and what belongs to none', async () => {
    const server = await serverAt('2030-01-15T00:00:00Z')
    const { sql } = server.kernel.database
    const tenant = await createTenant(server)
    const record = (at: string) => sql`
      insert into events (environment_id, id, event, data, created_at)
      values (${tenant.environment.id}, ${firstIdAt('event', new Date(at))}, 'user.created', '{}', ${at})`
    await record('2029-06-01T00:00:00.000Z')
    await maintainPartitions(server.kernel)
    await record('2030-01-31T23:59:59.999Z')
    await record('2030-02-01T00:00:00.000Z')
    expect(await placesOf(server)).toEqual(['events_2030_01', 'events_2030_02'])

    // 90 days after the end of January, less a moment.
    await moveTo(server, new Date(Date.parse('2030-02-01T00:00:00Z') + 90 * day - 60_000).toISOString())
    await maintainPartitions(server.kernel)
    expect(await placesOf(server)).toEqual(['events_2030_01', 'events_2030_02'])
    const [january] = await eventually(async () => {
      const { data } = await tenant.client.events.listEvents()
      return data.length === 2 && data
    })
    await moveTo(server, new Date(Date.parse('2030-02-01T00:00:00Z') + 90 * day + 1_000).toISOString())
    await maintainPartitions(server.kernel)
    expect(await placesOf(server)).toEqual(['events_2030_02'])
    expect(await monthsOf(server)).not.toContain('2030-01')
    await expect(tenant.client.events.listEvents({ after: january!.id })).rejects.toMatchObject({
      status: 400,
    })
  })

  it('leaves what it cannot lock to the next time', async () => {
    const server = await serverAt('2030-11-15T00:00:00Z')
    const release = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const writer = server.kernel.database.transaction(async (tx) => {
      await tx`lock table events in row exclusive mode`
      locked.resolve()
      await release.promise
    })
    await locked.promise
    await maintainPartitions(server.kernel)
    expect(await monthsOf(server)).toEqual([])
    release.resolve()
    await writer
    await maintainPartitions(server.kernel)
    expect(await monthsOf(server)).toHaveLength(3)
  })

  it('loses and refuses nothing that is recorded and read while a month is split off', async () => {
    const server = await serverAt('2030-11-15T00:00:00Z')
    const { kernel } = server
    const tenant = await createTenant(server)
    let isOver = false
    const seen: string[] = []
    const reading = (async () => {
      for (let after: string | undefined; !isOver || seen.length < 60; ) {
        const { data } = await tenant.client.events.listEvents({ after, limit: 7 })
        seen.push(...data.map(({ id }) => id))
        after = data.at(-1)?.id ?? after
      }
    })()
    const writing = (async () => {
      for (let n = 0; n < 60; n++) await tenant.client.organizations.createOrganization({ name: `${n}` })
      isOver = true
    })()
    await eventually(async () => {
      await maintainPartitions(kernel)
      return (await listMonths(kernel.database.sql)).length === 3
    })
    await Promise.all([writing, reading])
    const rows = await kernel.database.sql`select id from events order by xid, id`
    expect(seen).toEqual(rows.map(({ id }) => id))
    expect(seen).toHaveLength(60)
  })
})
