import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDatabase, createTenant, startServer, testServer, transportTo } from '../../testing/index.ts'
import { housekeeping } from '../housekeeping.ts'

const create = (name: string, key: string) => ({ body: { name }, headers: { 'idempotency-key': key } })

describe('an Idempotency-Key', () => {
  it('gives the first answer again to the same request, and changes nothing', async () => {
    const { request, recorded } = await testServer()
    const first = await request('POST', '/organizations', create('Acme', 'k1'))
    const second = await request('POST', '/organizations', create('Acme', 'k1'))
    expect(second.status).toBe(201)
    expect(second.text).toBe(first.text)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(await recorded.events()).toEqual(['organization.created'])
  })

  it('refuses another request under the same key', async () => {
    const { request, recorded } = await testServer()
    await request('POST', '/organizations', create('Acme', 'k1'))
    const other = await request('POST', '/organizations', create('Other', 'k1'))
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_error' } })
    const otherPath = await request('POST', '/organization_domains', {
      body: { domain: 'acme.com', organization_id: 'org_1' },
      headers: { 'idempotency-key': 'k1' },
    })
    expect(otherPath).toMatchObject({ status: 409, body: { code: 'idempotency_error' } })
    expect(await recorded.events()).toEqual(['organization.created'])
  })

  it('belongs to its environment', async () => {
    const { request, other } = await testServer()
    const here = await request('POST', '/organizations', create('Acme', 'k1'))
    const there = await other.request('POST', '/organizations', create('Acme', 'k1'))
    expect(there.status).toBe(201)
    expect(there.text).not.toBe(here.text)
  })

  it('gives a refusal again', async () => {
    const { client, request } = await testServer()
    const taken = await client.organizations.createOrganization({ name: 'First', externalId: 'acme' })
    const second = { body: { name: 'Second', external_id: 'acme' }, headers: { 'idempotency-key': 'k1' } }
    const refused = await request('POST', '/organizations', second)
    await client.organizations.deleteOrganization(taken.id)
    const again = await request('POST', '/organizations', second)
    expect(refused).toMatchObject({ status: 400, body: { code: 'external_id_already_used' } })
    expect(again.text).toBe(refused.text)
  })

  it('counts for nothing when the request does not fit the contract', async () => {
    const { request } = await testServer()
    const headers = { 'idempotency-key': 'k1' }
    expect((await request('POST', '/organizations', { body: {}, headers })).status).toBe(422)
    expect((await request('POST', '/organizations', { body: { name: 'Acme' }, headers })).status).toBe(201)
  })

  it('must have 1 to 255 characters', async () => {
    const { request } = await testServer()
    const answer = await request('POST', '/organizations', create('Acme', 'x'.repeat(256)))
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'Idempotency-Key' }] } })
  })

  it('gives all of many requests at once, on two nodes, one answer', async () => {
    const connection = await createDatabase()
    const nodes = [await startServer(connection), await startServer(connection)] as const
    const { apiKey, recorded } = await createTenant(nodes[0])
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const response = await transportTo(nodes[i % 2 === 0 ? 0 : 1])('http://localhost/organizations', {
          method: 'POST',
          headers: {
            authorization: `Bearer ${apiKey}`,
            'content-type': 'application/json',
            'idempotency-key': 'same',
          },
          body: '{"name":"Acme"}',
        })
        return response.text()
      }),
    )
    expect(new Set(answers).size).toBe(1)
    expect(await recorded.events()).toEqual(['organization.created'])
    await Promise.all(nodes.map((node) => node.stop()))
  })

  it('is remembered across a restart', async () => {
    const connection = await createDatabase()
    const before = await startServer(connection)
    const tenant = await createTenant(before)
    const first = await tenant.request('POST', '/organizations', create('Acme', 'k1'))
    await before.stop()

    const after = await startServer(connection)
    const response = await transportTo(after)('http://localhost/organizations', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tenant.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': 'k1',
      },
      body: '{"name":"Acme"}',
    })
    expect(await response.text()).toBe(first.text)
    await after.stop()
  })

  it('is forgotten after a day', async () => {
    const { request, server } = await testServer({})
    const first = await request('POST', '/organizations', create('Acme', 'k1'))
    await (server.kernel.clock as unknown as { setOffset(ms: number): Promise<void> }).setOffset(
      24 * 3_600_000 + 1,
    )
    const second = await request('POST', '/organizations', create('Acme', 'k1'))
    expect(second.status).toBe(201)
    expect(second.text).not.toBe(first.text)
  })

  it('is removed after a day by the job that keeps house', async () => {
    const { request, server } = await testServer({})
    await request('POST', '/organizations', create('Acme', 'k1'))
    const count = async () =>
      Number((await server.kernel.database.sql`select count(*) from idempotency_keys`)[0]?.count)
    const job = housekeeping(server.kernel).find(({ name }) => name === 'delete-expired-idempotency-keys')
    await job?.run()
    expect(await count()).toBe(1)
    await (server.kernel.clock as unknown as { setOffset(ms: number): Promise<void> }).setOffset(
      25 * 3_600_000,
    )
    await job?.run()
    expect(await count()).toBe(0)
  })

  it('keeps answers encrypted', async () => {
    const { request, server, environment } = await testServer()
    await request('POST', '/organizations', create('A name to look for', 'k1'))
    const [row] = await server.kernel.database.sql<{ answer: Buffer }[]>`
      select answer from idempotency_keys where environment_id = ${environment.id}`
    expect(row?.answer.includes('A name to look for')).toBe(false)
  })

  it('makes any sequence of repeated requests one change each', async () => {
    const { request, client } = await testServer()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }),
        fc.uuid(),
        async (sequence, run) => {
          const answers = await Promise.all(
            sequence.map((n) => request('POST', '/organizations', create(`${run} ${n}`, `${run} ${n}`))),
          )
          const distinct = new Set(sequence).size
          expect(new Set(answers.map((answer) => answer.text)).size).toBe(distinct)
          const made = await client.organizations.listOrganizations({ search: run, limit: 100 })
          expect(made.data).toHaveLength(distinct)
        },
      ),
      { numRuns: 10 },
    )
  })
})
