import { randomBytes } from 'node:crypto'
import { expose, exposeAll, type Secret } from '@portico/sdk'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { MovableClock } from '../../kernel/clock.ts'
import { createKeyring } from '../../kernel/crypto/keyring.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { createDatabase, createTenant, startServer, type Tenant, testServer } from '../../testing/index.ts'
import { apiKeyResolver, environmentsService } from './index.ts'

const second = 1_000
const day = 86_400 * second

/** Moves the clock ahead, from where it really is. */
const resolved = async (kernel: Kernel, key: string) => {
  const found = apiKeyResolver(kernel)(key)
  return typeof found === 'function' ? found() : found
}

const moveClock = (kernel: Kernel, ms: number) => (kernel.clock as MovableClock).setOffset(ms)

/** What a request with this key is answered. */
async function statusWith({ request }: Tenant, key: Secret): Promise<number> {
  const headers = { authorization: `Bearer ${expose(key)}` }
  return (await request('GET', '/portico/environment', { headers })).status
}

/** Two nodes on one database, and an environment as each of them serves it. */
async function twoNodes() {
  const connection = await createDatabase()
  const servers = [await startServer(connection), await startServer(connection)] as const
  onTestFinished(async () => {
    for (const server of servers) await server.stop()
  })
  const here = await createTenant(servers[0])
  const { request } = await createTenant(servers[1])
  const there = { ...here, request }
  return { here, there, servers }
}

/** Well below the minute that a node keeps what it has read: who passes has been told. */
const soon = { timeout: 10 * second, interval: 20 }

describe('an API key', () => {
  it('is taken as it is, and in no other way', async () => {
    const own = await testServer()
    const { apiKey, request } = own
    for (const authorization of [
      '',
      'Bearer',
      'Bearer ',
      apiKey,
      `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
      `Bearer ${apiKey.slice(0, -1)}`,
      `Bearer ${apiKey}x`,
      `Bearer ${apiKey.toLowerCase()}`,
      `Bearer ${apiKey} ${apiKey}`,
      `Bearer ${apiKey},${apiKey}`,
      `Bearer ${apiKey.replace('sk_test_', '')}`,
      `Bearer sk_${'a'.repeat(10_000)}`,
      `Bearer sk_' or true --`,
    ]) {
      const { status, text } = await request('GET', '/portico/environment', { headers: { authorization } })
      expect([authorization, status, text]).toEqual([authorization, 401, '{"message":"Unauthorized"}'])
    }
    const { status } = await request('GET', `/portico/environment?api_key=${apiKey}`, {
      headers: { authorization: '' },
    })
    expect(status).toBe(401)
    expect(await statusWith(own, apiKey)).toBe(200)
  })

  it('opens its own environment', async () => {
    const { other, ...own } = await testServer()
    const [mine, theirs] = await Promise.all([
      own.client.portico.environments.getCurrentEnvironment(),
      other.client.portico.environments.getCurrentEnvironment(),
    ])
    expect([mine.id, theirs.id]).toEqual([own.environment.id, other.environment.id])
  })

  it('is not stored readable in production, and sealed in a sandbox', async () => {
    const { server, ...sandbox } = await testServer()
    const production = await createTenant(server, 'production')
    for (const { client, environment, apiKey } of [sandbox, production]) {
      const created = await client.portico.apiKeys.createEnvironmentApiKey({ name: 'Backend' })
      const value = created.value.expose()
      expect(value).toMatch(environment.kind === 'production' ? /^sk_live_/ : /^sk_test_/)
      const rows = await server.kernel.database.sql<{ text: string; bytes: string; sealed: boolean }[]>`
        select k::text as text, encode(key_hash || coalesce(sealed_value, ''), 'escape') as bytes,
          sealed_value is not null as sealed
        from environment_api_keys k where environment_id = ${environment.id}`
      expect(rows.map(({ sealed }) => sealed)).toEqual([1, 2].map(() => environment.kind === 'sandbox'))
      for (const key of [apiKey, value]) {
        // The last four characters are shown, so that people can tell keys apart.
        expect(JSON.stringify(rows)).not.toContain(key.slice('sk_test_'.length, -4))
      }
    }
  })

  it('is known by a new master key, and then without the old one', async () => {
    const { server, apiKey, environment } = await testServer()
    const [oldKey, newKey] = ['old', 'new'].map((id) => ({ id, key: randomBytes(32) })) as [never, never]
    const resolve = async (masterKeys: never[], key: string) => {
      const caches = {
        create: () => ({
          peek: () => undefined,
          get: (_: string, load: () => unknown) => load(),
          drop: () => {},
        }),
      }
      const kernel = { ...server.kernel, keyring: createKeyring(masterKeys), caches } as unknown as Kernel
      return resolved(kernel, key)
    }
    const { sql } = server.kernel.database
    const hash = createKeyring([oldKey]).hash('environment_api_key', apiKey)
    await sql`update environment_api_keys set key_hash = ${hash} where environment_id = ${environment.id}`

    expect(await resolve([newKey], apiKey)).toBeUndefined()
    expect(await resolve([newKey, oldKey], apiKey)).toMatchObject({ environment })
    expect(await resolve([newKey], apiKey)).toMatchObject({ environment })
    expect(await resolve([oldKey], apiKey)).toBeUndefined()
  })
})

describe('createEnvironmentApiKey', () => {
  it('makes a key that works, and shows it this once', async () => {
    const own = await testServer()
    const { apiKeys } = own.client.portico
    const created = exposeAll(await apiKeys.createEnvironmentApiKey({ name: 'Backend' }))
    expect(created).toEqual({
      object: 'environment_api_key',
      id: expect.stringMatching(/^key_[0-9A-Z]{26}$/),
      name: 'Backend',
      value: expect.stringMatching(/^sk_test_[0-9A-Za-z]{32}$/),
      obfuscatedValue: `sk_test_…${created.value.slice(-4)}`,
      lastUsedAt: null,
      expiresAt: null,
      createdAt: expect.any(String),
      updatedAt: created.createdAt,
    })
    const { value, ...shown } = created
    expect(await apiKeys.getEnvironmentApiKey(created.id)).toEqual(shown)
    expect((await apiKeys.listEnvironmentApiKeys()).data).toContainEqual(shown)
    expect(await statusWith(own, value)).toBe(200)
    expect((await apiKeys.getEnvironmentApiKey(created.id)).lastUsedAt).toEqual(expect.any(String))
    expect(await own.recorded.events()).toEqual([])
  })

  it('makes one key for one idempotency key, and shows it again', async () => {
    const { client, request } = await testServer()
    const post = () =>
      request('POST', '/portico/api_keys', { headers: { 'idempotency-key': 'k' }, body: { name: 'Backend' } })
    const [first, again] = [await post(), await post()]
    expect(first.status).toBe(201)
    expect(again.text).toBe(first.text)
    expect((await client.portico.apiKeys.listEnvironmentApiKeys()).data).toHaveLength(2)
  })

  it('makes a key that ends at its time', async () => {
    const { server, ...own } = await testServer({})
    const end = new Date(server.kernel.clock.now().getTime() + day)
    const { value, expiresAt } = await own.client.portico.apiKeys.createEnvironmentApiKey({
      name: 'Contractor',
      expiresAt: end.toISOString(),
    })
    expect(expiresAt).toBe(end.toISOString())
    expect(await statusWith(own, value)).toBe(200)
    await moveClock(server.kernel, day)
    expect(await statusWith(own, value)).toBe(401)
    expect(await statusWith(own, own.apiKey)).toBe(200)
  })

  it('takes an instant in any zone, and null for none', async () => {
    const { client } = await testServer()
    const create = (expiresAt: string | null) =>
      client.portico.apiKeys.createEnvironmentApiKey({ name: 'Contractor', expiresAt })
    expect(await create('2999-01-01T02:00:00+02:00')).toMatchObject({ expiresAt: '2999-01-01T00:00:00.000Z' })
    expect(await create(null)).toMatchObject({ expiresAt: null })
  })

  it('refuses an instant that is past', async () => {
    const { client, server } = await testServer()
    for (const expiresAt of ['2020-01-01T00:00:00.000Z', server.kernel.clock.now().toISOString()]) {
      await expect(
        client.portico.apiKeys.createEnvironmentApiKey({ name: 'Contractor', expiresAt }),
      ).rejects.toMatchObject({ status: 422, code: 'expires_at_in_past' })
    }
  })

  it('refuses a body that does not fit', async () => {
    const { request } = await testServer()
    for (const [body, field] of [
      [{}, 'name'],
      [{ name: '' }, 'name'],
      [{ name: 'a'.repeat(256) }, 'name'],
      [{ name: null }, 'name'],
      [{ name: 'A', expires_at: 'tomorrow' }, 'expires_at'],
      [{ name: 'A', expires_at: 4_102_444_800 }, 'expires_at'],
      [{ name: 'A', expires_at: '2998-12-31T23:59:60Z' }, 'expires_at'],
      [{ name: 'A', expires_at: '2999-02-30T00:00:00Z' }, 'expires_at'],
    ] as const) {
      expect(await request('POST', '/portico/api_keys', { body })).toMatchObject({
        status: 422,
        body: { errors: [{ field }] },
      })
    }
  })
})

describe('listEnvironmentApiKeys', () => {
  it('lists newest first in pages, and nothing of another environment', async () => {
    const { client, other } = await testServer()
    for (const name of ['A', 'B', 'C', 'D']) await client.portico.apiKeys.createEnvironmentApiKey({ name })
    const seen: string[] = []
    for await (const { name } of client.portico.apiKeys.listEnvironmentApiKeys({ limit: 2 })) seen.push(name)
    expect(seen).toEqual(['D', 'C', 'B', 'A', 'First key'])
    expect((await other.client.portico.apiKeys.listEnvironmentApiKeys()).data).toHaveLength(1)
  })

  it('shows an expired key for thirty days, after which it is deleted', async () => {
    const { server, client } = await testServer({})
    const { apiKeys } = client.portico
    const { id } = await apiKeys.rotateEnvironmentApiKey(
      (await apiKeys.createEnvironmentApiKey({ name: 'Old' })).id,
      { expiresInSeconds: 60 },
    )
    const names = async () => (await apiKeys.listEnvironmentApiKeys()).data.map(({ name }) => name)
    const stored = async () =>
      (await server.kernel.database.sql`select true from environment_api_keys where name = 'Old'`).length
    const deleteExpired = environmentsService.jobs?.(server.kernel)[0]

    await moveClock(server.kernel, 29 * day)
    await deleteExpired?.run()
    expect(await names()).toEqual(['Old', 'Old', 'First key'])
    await moveClock(server.kernel, 31 * day)
    expect(await names()).toEqual(['Old', 'First key'])
    expect(await stored()).toBe(2)
    await deleteExpired?.run()
    await deleteExpired?.run()
    expect(await stored()).toBe(1)
    expect(await apiKeys.getEnvironmentApiKey(id)).toMatchObject({ name: 'Old', expiresAt: null })
  })
})

describe('updateEnvironmentApiKey', () => {
  it('renames the key, also where events name who caused them', async () => {
    const { client, recorded } = await testServer()
    const { apiKeys } = client.portico
    const [key] = (await apiKeys.listEnvironmentApiKeys()).data
    const renamed = await apiKeys.updateEnvironmentApiKey(key?.id ?? '', { name: 'Backend' })
    expect(renamed).toMatchObject({ id: key?.id, name: 'Backend', expiresAt: null })
    await client.organizations.createOrganization({ name: 'Acme' })
    const [event] = await recorded.eventsInFull()
    expect(event?.context).toMatchObject({ actor: { id: key?.id, name: 'Backend' } })
    expect(await apiKeys.updateEnvironmentApiKey(key?.id ?? '')).toMatchObject({ name: 'Backend' })
  })

  it('cannot change what is not the caller’s to change', async () => {
    const { client, request } = await testServer()
    const created = await client.portico.apiKeys.createEnvironmentApiKey({
      name: 'Contractor',
      expiresAt: '2999-01-01T00:00:00.000Z',
    })
    const body = {
      expires_at: null,
      value: 'sk_test_12345678',
      obfuscated_value: 'x',
      id: 'key_x',
      last_used_at: null,
    }
    await request('PATCH', `/portico/api_keys/${created.id}`, { body })
    const { value: _, ...shown } = created
    expect(await client.portico.apiKeys.getEnvironmentApiKey(created.id)).toEqual({
      ...shown,
      updatedAt: expect.any(String),
    })
  })
})

describe('rotateEnvironmentApiKey', () => {
  it('makes a key of the same name, and lets the old one run out after a day', async () => {
    const { server, ...own } = await testServer({})
    const { apiKeys } = own.client.portico
    const old = await apiKeys.createEnvironmentApiKey({ name: 'Backend' })
    const fresh = await apiKeys.rotateEnvironmentApiKey(old.id)
    expect(fresh).toMatchObject({ name: 'Backend', expiresAt: null })
    expect(fresh.id).not.toBe(old.id)
    const { expiresAt } = await apiKeys.getEnvironmentApiKey(old.id)
    expect(Date.parse(expiresAt ?? '') - server.kernel.clock.now().getTime()).toBeGreaterThan(
      day - 60 * second,
    )
    await moveClock(server.kernel, day - 60 * second)
    expect([await statusWith(own, old.value), await statusWith(own, fresh.value)]).toEqual([200, 200])
    await moveClock(server.kernel, day)
    expect([await statusWith(own, old.value), await statusWith(own, fresh.value)]).toEqual([401, 200])
  })

  it('ends the old key at once when asked to, even the one that asks', async () => {
    const own = await testServer()
    const { apiKeys } = own.client.portico
    const [key] = (await apiKeys.listEnvironmentApiKeys()).data
    const { value } = await apiKeys.rotateEnvironmentApiKey(key?.id ?? '', { expiresInSeconds: 0 })
    expect([await statusWith(own, own.apiKey), await statusWith(own, value)]).toEqual([401, 200])
  })

  it('does not prolong a key, and refuses one that has expired', async () => {
    const { server, client } = await testServer({})
    const { apiKeys } = client.portico
    const expiresAt = new Date(server.kernel.clock.now().getTime() + 60 * second).toISOString()
    const { id } = await apiKeys.createEnvironmentApiKey({ name: 'Contractor', expiresAt })
    await apiKeys.rotateEnvironmentApiKey(id, { expiresInSeconds: 2_592_000 })
    expect(await apiKeys.getEnvironmentApiKey(id)).toMatchObject({ expiresAt })
    await moveClock(server.kernel, 60 * second)
    await expect(apiKeys.rotateEnvironmentApiKey(id)).rejects.toMatchObject({
      status: 409,
      code: 'api_key_already_expired',
    })
  })

  it('refuses a time out of bounds', async () => {
    const { request } = await testServer()
    for (const expires_in_seconds of [-1, 2_592_001, 1.5, '60', null]) {
      const { status } = await request('POST', '/portico/api_keys/key_x/rotate', {
        body: { expires_in_seconds },
      })
      expect([expires_in_seconds, status]).toEqual([expires_in_seconds, 422])
    }
  })
})

describe('revokeEnvironmentApiKey', () => {
  it('ends the key at once', async () => {
    const own = await testServer()
    const { apiKeys } = own.client.portico
    const { id, value } = await apiKeys.createEnvironmentApiKey({ name: 'Backend' })
    expect(await statusWith(own, value)).toBe(200)
    await apiKeys.revokeEnvironmentApiKey(id)
    expect(await statusWith(own, value)).toBe(401)
    await expect(apiKeys.getEnvironmentApiKey(id)).rejects.toMatchObject({ status: 404 })
    await expect(apiKeys.revokeEnvironmentApiKey(id)).rejects.toMatchObject({
      status: 404,
      message: `API key not found: '${id}'.`,
    })
  })

  it('keeps the last key that works, whatever keys do not', async () => {
    const { server, ...own } = await testServer({})
    const { apiKeys } = own.client.portico
    const [first] = (await apiKeys.listEnvironmentApiKeys()).data
    const expiresAt = new Date(server.kernel.clock.now().getTime() + 60 * second).toISOString()
    const other = await apiKeys.createEnvironmentApiKey({ name: 'Contractor', expiresAt })
    await moveClock(server.kernel, 60 * second)
    await expect(apiKeys.revokeEnvironmentApiKey(first?.id ?? '')).rejects.toMatchObject({
      status: 409,
      code: 'last_api_key',
    })
    expect(await statusWith(own, own.apiKey)).toBe(200)
    // One that works no longer may go.
    await apiKeys.revokeEnvironmentApiKey(other.id)
  })

  it('leaves a key when all revoke each other at once', async () => {
    const { server } = await testServer()
    for (let round = 0; round < 10; round++) {
      const own = await createTenant(server)
      const { apiKeys } = own.client.portico
      const [first] = (await apiKeys.listEnvironmentApiKeys()).data
      const keys = [
        { id: first?.id, value: own.apiKey },
        exposeAll(await apiKeys.createEnvironmentApiKey({ name: 'A' })),
        exposeAll(await apiKeys.createEnvironmentApiKey({ name: 'B' })),
      ]
      const answers = await Promise.all(
        keys.map(({ id }, n) => {
          const authorization = `Bearer ${keys[(n + 1) % keys.length]?.value}`
          return own.request('DELETE', `/portico/api_keys/${id}`, { headers: { authorization } })
        }),
      )
      for (const { status } of answers) expect([204, 401, 409]).toContain(status)
      expect(await Promise.all(keys.map(({ value }) => statusWith(own, value)))).toContain(200)
    }
  })

  it('does not find a key of another environment', async () => {
    const { client, other, ...own } = await testServer()
    const [key] = (await client.portico.apiKeys.listEnvironmentApiKeys()).data
    const theirs = other.client.portico.apiKeys
    const id = key?.id ?? ''
    for (const attempt of [
      () => theirs.getEnvironmentApiKey(id),
      () => theirs.updateEnvironmentApiKey(id, { name: 'Mine' }),
      () => theirs.rotateEnvironmentApiKey(id, { expiresInSeconds: 0 }),
      () => theirs.revokeEnvironmentApiKey(id),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ status: 404 })
    }
    expect(await statusWith(own as never, own.apiKey)).toBe(200)
    expect((await client.portico.apiKeys.getEnvironmentApiKey(id)).name).toBe('First key')
  })
})

describe('on another node', () => {
  it('a revoked key is refused shortly after, and one that ends with it', async () => {
    const { here, there } = await twoNodes()
    const { apiKeys } = here.client.portico
    const [revoked, ended] = [
      await apiKeys.createEnvironmentApiKey({ name: 'A' }),
      await apiKeys.createEnvironmentApiKey({ name: 'B' }),
    ]
    for (const { value } of [revoked, ended]) expect(await statusWith(there, value)).toBe(200)
    await apiKeys.revokeEnvironmentApiKey(revoked.id)
    await apiKeys.rotateEnvironmentApiKey(ended.id, { expiresInSeconds: 0 })
    for (const { value } of [revoked, ended]) {
      expect(await statusWith(here, value)).toBe(401)
      await vi.waitFor(async () => expect(await statusWith(there, value)).toBe(401), soon)
    }
  })

  it('a new key works at once', async () => {
    const { here, there } = await twoNodes()
    const { value } = await here.client.portico.apiKeys.createEnvironmentApiKey({ name: 'A' })
    expect(await statusWith(there, value)).toBe(200)
  })

  it('a new name of the environment or the key is seen shortly after', async () => {
    const { here, servers } = await twoNodes()
    const [hereResolved, thereResolved] = servers.map(
      ({ kernel }) =>
        () =>
          resolved(kernel, here.apiKey),
    )
    expect(await thereResolved?.()).toMatchObject({ environment: { name: 'Test' } })
    await here.client.portico.environments.updateCurrentEnvironment({ name: 'Acme' })
    const [key] = (await here.client.portico.apiKeys.listEnvironmentApiKeys()).data
    await here.client.portico.apiKeys.updateEnvironmentApiKey(key?.id ?? '', { name: 'Backend' })
    const renamed = { environment: { name: 'Acme' }, keyName: 'Backend' }
    expect(await hereResolved?.()).toMatchObject(renamed)
    await vi.waitFor(async () => expect(await thereResolved?.()).toMatchObject(renamed), soon)
  })
})
