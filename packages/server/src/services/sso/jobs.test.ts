import { describe, expect, it } from 'vitest'
import { testServer } from '../../testing/index.ts'
import { samlTenant } from '../../testing/saml-tenant.ts'
import { deleteLeftovers, timeOutSessions } from './jobs.ts'

const ada = { id: 'u-ada', email: 'ada@acme.example' }

async function movable() {
  const own = await testServer({})
  const there = await samlTenant(own.server, own)
  const { kernel } = own.server
  const clock = kernel.clock as unknown as { setOffset(ms: number): Promise<void> }
  const count = async (table: string) => {
    const [row] = await kernel.database.sql<[{ count: number }]>`
      select count(*)::int from ${kernel.database.sql(table)}`
    return row.count
  }
  return { ...own, there, kernel, count, inSeconds: (seconds: number) => clock.setOffset(seconds * 1000) }
}

describe('timeOutSessions', () => {
  it('ends sign-ins whose people did not come back, once, with an event; and tests never', async () => {
    const { there, kernel, inSeconds, recorded, client, server } = await movable()
    await there.signIn(undefined, { attributes: ada })
    await there.begin(there.visitor())
    const test = await client.portico.connections.testConnection(there.connectionId)
    await there.visitor().get(test.url)
    await inSeconds(299)
    expect(await timeOutSessions(kernel)).toBe(0)
    await inSeconds(301)
    const counts = await Promise.all([timeOutSessions(kernel), timeOutSessions(kernel)])
    expect(counts.toSorted()).toEqual([0, 1])
    const states = await server.kernel.database.sql`select state, test from sso_sessions order by id`
    expect(states.map(({ state, test }) => [state, test])).toEqual([
      ['successful', false],
      ['timed_out', false],
      ['started', true],
    ])
    const events = await recorded.eventsInFull()
    expect(events.filter(({ event }) => event === 'authentication.sso_timed_out')).toMatchObject([
      {
        data: {
          status: 'timed_out',
          error: { code: 'timed_out' },
          sso: { connection_id: there.connectionId, organization_id: there.organizationId },
        },
      },
    ])
  })

  it('ends what waits for its browser, and forgets who it was', async () => {
    const { there, kernel, inSeconds } = await movable()
    const visitor = there.visitor()
    const { id } = await there.begin(visitor)
    const bounce = await visitor.post(there.acsUrl, there.form({ inResponseTo: id, attributes: ada }))
    await inSeconds(301)
    expect(await timeOutSessions(kernel)).toBe(1)
    const [row] = await kernel.database.sql`select state, secrets, handle_hash from sso_sessions`
    expect(row).toEqual({ state: 'timed_out', secrets: null, handle_hash: null })
    expect((await visitor.get(bounce.location as URL)).status).toBe(400)
  })
})

describe('deleteLeftovers', () => {
  it('keeps what is still good, and deletes each kind when its time has come', async () => {
    const { there, kernel, count, inSeconds, client, clientId } = await movable()
    const visitor = there.visitor()
    const page = await there.post(visitor, there.form({ attributes: ada }))
    const handle = /name="handle" value="(\w+)"/.exec(page.text)?.[1] ?? ''
    const answer = await visitor.post('/sso/continue', { handle, decision: 'allow' }, 'here')
    const code = answer.location?.searchParams.get('code') ?? ''
    await client.sso.getProfileAndToken({ clientId, code })

    const tables = ['sso_access_tokens', 'sso_codes', 'sso_used_messages', 'sso_consents', 'sso_sessions']
    const left = async (seconds: number) => {
      await inSeconds(seconds)
      await deleteLeftovers(kernel)
      const counts = await Promise.all(tables.map(async (table) => [table, await count(table)] as const))
      return counts.flatMap(([table, rows]) => (rows > 0 ? [table.slice(4)] : []))
    }
    expect(await left(0)).toEqual(['access_tokens', 'codes', 'used_messages', 'consents', 'sessions'])
    expect(await left(3_600)).toEqual(['codes', 'consents', 'sessions'])
    expect(await left(600 + 3_700)).toEqual(['consents', 'sessions'])
    expect(await left(91 * 86_400)).toEqual(['consents'])
    expect(await left(366 * 86_400)).toEqual([])
    expect(await count('sso_profiles')).toBe(1)
  })

  it('deletes what came through a connection that is gone, and nothing of another', async () => {
    const { there, kernel, client, server, ...own } = await movable()
    const other = await samlTenant(server, { ...own, client }, { domain: 'other.example' })
    await there.signIn(undefined, { attributes: ada })
    await other.signIn(undefined, { attributes: { ...ada, email: 'ada@other.example' } })
    const rows = async (connectionId: string) => {
      const { sql } = kernel.database
      const counts = ['sso_sessions', 'sso_profiles'].map(
        async (table) =>
          (await sql`select true from ${sql(table)} where connection_id = ${connectionId}`).length,
      )
      return Promise.all(counts)
    }
    const {
      data: [session],
    } = await client.portico.connections.listSsoSessions(there.connectionId)
    await client.sso.deleteConnection(there.connectionId)
    // At once for everybody, though what is left takes its time.
    await expect(client.portico.connections.getSsoSession(session?.id ?? '')).rejects.toMatchObject({
      status: 404,
    })
    await deleteLeftovers(kernel)
    expect(await rows(there.connectionId)).toEqual([0, 0])
    expect(await rows(other.connectionId)).toEqual([1, 1])
  })
})
