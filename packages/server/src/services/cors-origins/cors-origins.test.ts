import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDatabase, createTenant, startServer, type Tenant, testServer } from '../../testing/index.ts'

const origin = 'https://app.acme.com'

/** What a browser asks before it lets a page call. It sends no key. */
const preflight = (tenant: Pick<Tenant, 'request'>, from: string, path = '/organizations') =>
  tenant.request('OPTIONS', path, {
    headers: {
      authorization: '',
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })

/** The call itself. */
const call = (tenant: Pick<Tenant, 'request'>, from: string, method = 'GET', path = '/organizations') =>
  tenant.request(method, path, { headers: { origin: from } })

const allowed = ({ headers }: { headers: Headers }) => headers.get('access-control-allow-origin')

describe('createCorsOrigin', () => {
  it('allows an origin', async () => {
    const { client, recorded } = await testServer()
    const created = await client.userManagement.createCorsOrigin({ origin: 'https://App.acme.com:443/' })
    expect(created).toEqual({
      object: 'cors_origin',
      id: expect.stringMatching(/^cors_origin_[0-9A-Z]{26}$/),
      origin,
      createdAt: expect.any(String),
      updatedAt: created.createdAt,
    })
    expect(await recorded.events()).toEqual([])
  })

  it('refuses an origin twice, however it is spelled, but not in another environment', async () => {
    const { client, other } = await testServer()
    await client.userManagement.createCorsOrigin({ origin })
    for (const again of [origin, `${origin}/`, 'HTTPS://APP.ACME.COM:443']) {
      await expect(client.userManagement.createCorsOrigin({ origin: again })).rejects.toMatchObject({
        status: 409,
        code: 'duplicate_cors_origin',
      })
    }
    await other.client.userManagement.createCorsOrigin({ origin })
  })

  it('keeps one of several that come at once', async () => {
    const { client } = await testServer()
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map(() => client.userManagement.createCorsOrigin({ origin })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await client.userManagement.listCorsOrigins()).data).toHaveLength(1)
  })

  it('refuses what is no origin, by the constraint that it breaks', async () => {
    const { request } = await testServer()
    for (const given of [
      '*',
      'null',
      'https://*.acme.com',
      'https://app.acme.com/path',
      'ftp://acme.com',
      '',
      null,
      {},
    ]) {
      const answer = await request('POST', '/user_management/cors_origins', { body: { origin: given } })
      expect(answer).toMatchObject({
        status: 422,
        body: {
          message: 'Validation failed.',
          errors: [{ property: 'origin', constraints: expect.any(Object) }],
        },
      })
    }
    expect((await request('POST', '/user_management/cors_origins', { body: {} })).status).toBe(422)
  })

  it('takes https only in production', async () => {
    const { server } = await testServer()
    const { client } = await createTenant(server, 'production')
    await expect(
      client.userManagement.createCorsOrigin({ origin: 'http://localhost:3000' }),
    ).rejects.toMatchObject({ status: 422 })
    await client.userManagement.createCorsOrigin({ origin })
  })
})

describe('listCorsOrigins', () => {
  it('lists newest first in pages, and nothing of another environment', async () => {
    const { client, other } = await testServer()
    const origins = [1, 2, 3].map((n) => `https://app${n}.acme.com`)
    for (const each of origins) await client.userManagement.createCorsOrigin({ origin: each })
    const seen: string[] = []
    for await (const each of client.userManagement.listCorsOrigins({ limit: 2 })) seen.push(each.origin)
    expect(seen).toEqual(origins.toReversed())
    expect((await other.client.userManagement.listCorsOrigins()).data).toEqual([])
  })
})

describe('deleteCorsOrigin', () => {
  it('deletes an origin of this environment', async () => {
    const { client, other } = await testServer()
    const { id } = await client.userManagement.createCorsOrigin({ origin })
    await expect(other.client.portico.corsOrigins.deleteCorsOrigin(id)).rejects.toMatchObject({ status: 404 })
    await client.portico.corsOrigins.deleteCorsOrigin(id)
    await expect(client.portico.corsOrigins.deleteCorsOrigin(id)).rejects.toMatchObject({
      status: 404,
      message: `CORS origin not found: '${id}'.`,
    })
    await client.userManagement.createCorsOrigin({ origin })
  })
})

describe('a page of an origin', () => {
  it('may call when its origin is allowed, and read what it needs', async () => {
    const own = await testServer({})
    await own.client.userManagement.createCorsOrigin({ origin })

    const before = await preflight(own, origin)
    expect(before.status).toBe(204)
    expect(Object.fromEntries(before.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      vary: 'Origin',
    })
    const headers = before.headers.get('access-control-allow-headers')?.toLowerCase().split(', ')
    for (const needed of [
      'authorization',
      'content-type',
      'workos-widgets-version',
      'workos-widgets-type',
      'x-elevated-access-token',
    ]) {
      expect(headers).toContain(needed)
    }

    const answer = await call(own, origin)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-ID')
  })

  it('reads refusals and errors too', async () => {
    const own = await testServer()
    await own.client.userManagement.createCorsOrigin({ origin })
    const missing = await call(own, origin, 'GET', '/organizations/org_x')
    expect([missing.status, allowed(missing)]).toEqual([404, origin])
  })

  it('may not when its origin is another, however alike', async () => {
    const own = await testServer({})
    await own.client.userManagement.createCorsOrigin({ origin })
    for (const from of [
      'null',
      '*',
      '',
      'https://evil.example',
      'http://app.acme.com',
      'https://app.acme.com:8443',
      'https://app.acme.com:443',
      'https://app.acme.com/',
      'https://app.acme.com.',
      'https://APP.acme.com',
      'https://sub.app.acme.com',
      'https://acme.com',
      'https://app.acme.com.evil.example',
      'https://evilapp.acme.com',
      'https://app.acme.com@evil.example',
      'https://app.acme.com,https://evil.example',
      'https://app.acme.com https://evil.example',
      'https://app_acme.com',
      "https://app.acme.com' or true --",
      `https://${'a'.repeat(5_000)}.com`,
    ]) {
      const [before, answer] = [await preflight(own, from), await call(own, from)]
      expect([from, before.status, allowed(before)]).toEqual([from, 204, null])
      expect([from, answer.status, allowed(answer)]).toEqual([from, 200, null])
      expect(before.headers.get('access-control-allow-credentials')).toBeNull()
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
      // A shared cache must not hand this answer to the page that is allowed.
      if (from) expect([before.headers.get('vary'), answer.headers.get('vary')]).toEqual(['Origin', 'Origin'])
    }
  })

  it('may not ask without end: preflights are counted by network', async () => {
    const own = await testServer({ env: { PORTICO_RATE_LIMIT_ANONYMOUS: '5/60' } })
    const statuses: number[] = []
    for (let n = 0; n < 7; n++) statuses.push((await preflight(own, `https://guess${n}.example`)).status)
    expect(statuses).toEqual([204, 204, 204, 204, 204, 429, 429])
  })

  it('may call its own environment only', async () => {
    const { other, ...own } = await testServer()
    await own.client.userManagement.createCorsOrigin({ origin })
    expect(allowed(await call(own, origin))).toBe(origin)
    expect(allowed(await call(other, origin))).toBeNull()
    expect(allowed(await call(own, origin))).toBe(origin)
  })

  it('may no longer call when its origin is deleted', async () => {
    const own = await testServer({})
    const { id } = await own.client.userManagement.createCorsOrigin({ origin })
    expect([allowed(await preflight(own, origin)), allowed(await call(own, origin))]).toEqual([
      origin,
      origin,
    ])
    await own.client.portico.corsOrigins.deleteCorsOrigin(id)
    expect([allowed(await preflight(own, origin)), allowed(await call(own, origin))]).toEqual([null, null])
  })

  it('may call on every node at once, and on none shortly after it was deleted', async () => {
    const connection = await createDatabase()
    const nodes = [await startServer(connection), await startServer(connection)] as const
    onTestFinished(async () => {
      for (const node of nodes) await node.stop()
    })
    const here = await createTenant(nodes[0])
    const { request } = await createTenant(nodes[1])
    const there: Pick<Tenant, 'request'> = {
      request: (method, path, options) =>
        request(method, path, {
          ...options,
          headers: { authorization: `Bearer ${here.apiKey}`, ...options?.headers },
        }),
    }
    expect(allowed(await preflight(there, origin))).toBeNull()
    const { id } = await here.client.userManagement.createCorsOrigin({ origin })
    for (const node of [here, there]) {
      expect([allowed(await preflight(node, origin)), allowed(await call(node, origin))]).toEqual([
        origin,
        origin,
      ])
    }
    await here.client.portico.corsOrigins.deleteCorsOrigin(id)
    const soon = { timeout: 10_000, interval: 20 }
    await vi.waitFor(async () => expect(allowed(await call(there, origin))).toBeNull(), soon)
    await vi.waitFor(async () => expect(allowed(await preflight(there, origin))).toBeNull(), soon)
  })
})
