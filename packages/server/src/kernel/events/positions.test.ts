import { describe, expect, it } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { createDatabase, createTenant, ownServer, startServer } from '../../testing/index.ts'
import { startReceiver } from '../../testing/receiver.ts'
import { subscribe } from '../../testing/webhooks.ts'

/** Makes the rows look as if they had been dumped from a cluster that was far ahead. */
const pretendRestored = `
  update events set xid = (xid::text::bigint + 4000000000000)::text::xid8;
  update event_positions set xid = (xid::text::bigint + 4000000000000)::text::xid8 where xid > '0'::xid8`

describe('a database that was restored into another cluster', () => {
  it('shows its events at the next start, in their order, and new ones after them', async () => {
    const connection = await createDatabase()
    const before = await startServer(connection)
    const tenant = await createTenant(before)
    for (const name of ['One', 'Two', 'Three']) await tenant.client.organizations.createOrganization({ name })
    const namesOn = async (server: typeof before) => {
      const { body } = await requestOn(server, tenant.apiKey)
      return body.data.map(({ data }) => data.name)
    }
    await eventually(async () => (await namesOn(before)).length === 3)
    await before.kernel.database.sql.unsafe(pretendRestored)
    expect(await namesOn(before)).toEqual([])
    await before.stop()

    // Several nodes may start at once: the positions are lifted once.
    const [after, other] = await Promise.all([startServer(connection), startServer(connection)])
    expect(await namesOn(after)).toEqual(['One', 'Two', 'Three'])
    await other.app.inject({
      method: 'POST',
      url: '/organizations',
      headers: { authorization: `Bearer ${tenant.apiKey}` },
      payload: { name: 'Four' },
    })
    await eventually(async () => (await namesOn(after)).length === 4)
    expect(await namesOn(after)).toEqual(['One', 'Two', 'Three', 'Four'])
    await Promise.all([after.stop(), other.stop()])

    // And it stays as it is from then on.
    const [offset] = await offsetOf(connection)
    const again = await startServer(connection)
    expect(await namesOn(again)).toEqual(['One', 'Two', 'Three', 'Four'])
    await again.stop()
    expect(await offsetOf(connection)).toEqual([offset])
  })

  it('goes on delivering to its endpoints, also where all old events are gone', async () => {
    const connection = await createDatabase()
    const receiver = await startReceiver()
    const before = await startServer(connection, { background: true })
    const tenant = await createTenant(before)
    await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Before' })
    await eventually(() => receiver.received.length === 1)
    await before.stop()
    const janitor = await startServer(connection)
    await janitor.kernel.database.sql.unsafe(`${pretendRestored}; delete from events`)
    await janitor.stop()

    const after = await startServer(connection, { background: true })
    await after.app.inject({
      method: 'POST',
      url: '/organizations',
      headers: { authorization: `Bearer ${tenant.apiKey}` },
      payload: { name: 'After' },
    })
    await eventually(() => receiver.received.length === 2)
    expect(receiver.received.map(({ json }) => json.data.name)).toEqual(['Before', 'After'])
    await after.stop()
  })
})

describe('a database that stayed where it is', () => {
  it('has positions that are transaction ids', async () => {
    const server = await ownServer()
    const tenant = await createTenant(server)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    const [row] = await server.kernel.database.sql`
      select event_position_offset()::text as ahead, max(e.xid::text::bigint) < pg_current_xact_id()::text::bigint as behind
      from events e`
    expect(row).toEqual({ ahead: '0', behind: true })
  })
})

type Listed = { body: { data: { data: { name: string } }[] } }

async function requestOn({ app }: Awaited<ReturnType<typeof startServer>>, apiKey: string): Promise<Listed> {
  const answer = await app.inject({ url: '/events', headers: { authorization: `Bearer ${apiKey}` } })
  return { body: answer.json() }
}

async function offsetOf(connection: Parameters<typeof startServer>[0]) {
  const server = await startServer(connection)
  const rows = await server.kernel.database.sql<
    { ahead: string }[]
  >`select event_position_offset()::text as ahead`
  await server.stop()
  return rows.map(({ ahead }) => ahead)
}
