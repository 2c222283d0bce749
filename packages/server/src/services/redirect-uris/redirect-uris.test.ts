import { redirectUrisMax } from '@portico/contract'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase, createTenant, startServer, type Tenant, testServer } from '../../testing/index.ts'
import { findClient } from '../applications/index.ts'
import { isRegistered } from './index.ts'

const refused = (status: number, message: RegExp) => ({ status, message: expect.stringMatching(message) })

/** The addresses of the default application, oldest first, with a star at the default. */
async function registered({ client }: Tenant): Promise<string[]> {
  const { data } = await client.userManagement.listRedirectUris({ order: 'asc', limit: 100 })
  return data.map((uri) => uri.uri + (uri.default ? ' *' : ''))
}

describe('createRedirectUri', () => {
  it('registers an address of the default application; the first is the default', async () => {
    const own = await testServer()
    const first = await own.client.userManagement.createRedirectUri({ uri: 'https://app.acme.com/callback' })
    expect(first).toEqual({
      object: 'redirect_uri',
      id: expect.stringMatching(/^redir_[0-9A-Z]{26}$/),
      uri: 'https://app.acme.com/callback',
      default: true,
      createdAt: expect.any(String),
      updatedAt: first.createdAt,
    })
    await own.client.userManagement.createRedirectUri({ uri: 'http://localhost:3000/callback' })
    expect(await registered(own)).toEqual([
      'https://app.acme.com/callback *',
      'http://localhost:3000/callback',
    ])
    expect(
      (await own.client.portico.redirectUris.listApplicationRedirectUris(own.clientId)).data,
    ).toHaveLength(2)
    expect(await own.recorded.events()).toEqual([])
  })

  it('does not make a wildcard the default, but the next address', async () => {
    const own = await testServer()
    await own.client.userManagement.createRedirectUri({ uri: 'https://*.acme.com/callback' })
    await own.client.userManagement.createRedirectUri({ uri: 'https://app.acme.com/callback' })
    expect(await registered(own)).toEqual(['https://*.acme.com/callback', 'https://app.acme.com/callback *'])
  })

  it('refuses an address twice, but not in another environment', async () => {
    const { client, other } = await testServer()
    const uri = 'https://app.acme.com/callback'
    await client.userManagement.createRedirectUri({ uri })
    await expect(client.userManagement.createRedirectUri({ uri })).rejects.toMatchObject(
      refused(422, /^Redirect URI 'https:\/\/app.acme.com\/callback' already exists\.$/),
    )
    await other.client.userManagement.createRedirectUri({ uri })
  })

  it('refuses what may not be registered, and says why', async () => {
    const { client } = await testServer()
    for (const uri of [
      'javascript://x/%0aalert(1)',
      'https://*.vercel.app/',
      'https://a.com/#x',
      'x'.repeat(3_000),
    ]) {
      await expect(client.userManagement.createRedirectUri({ uri })).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining('may not be registered.'),
      })
    }
  })

  it('refuses http and localhost in production, save for native applications', async () => {
    const { server } = await testServer()
    const { client } = await createTenant(server, 'production')
    for (const uri of [
      'http://app.acme.com/',
      'http://localhost:3000/',
      'https://localhost/',
      'http://*.acme.com/',
    ]) {
      await expect(client.userManagement.createRedirectUri({ uri })).rejects.toMatchObject(
        refused(400, /In production/),
      )
    }
    await client.userManagement.createRedirectUri({ uri: 'http://127.0.0.1:*/callback' })
    await client.userManagement.createRedirectUri({ uri: 'com.acme.app:/callback' })
  })

  it('refuses a body that does not fit', async () => {
    const { request } = await testServer()
    for (const body of [{}, { uri: '' }, { uri: null }, { uri: 7 }, { uri: ['https://a.com/'] }]) {
      expect(await request('POST', '/user_management/redirect_uris', { body })).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'uri' }] },
      })
    }
  })

  it('takes turns: of many at once each is kept, one is the default, and none is there twice', async () => {
    const own = await testServer()
    const create = (uri: string) => own.client.userManagement.createRedirectUri({ uri })
    const results = await Promise.allSettled([
      ...[1, 2, 3, 4].map((n) => create(`https://app${n}.acme.com/`)),
      ...[1, 2, 3, 4].map(() => create('https://app.acme.com/')),
    ])
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(3)
    const uris = await registered(own)
    expect(uris).toHaveLength(5)
    expect(uris.filter((uri) => uri.endsWith('*'))).toHaveLength(1)
  })

  it('refuses more than an application may have', async () => {
    const { client, server, environment } = await testServer()
    await client.userManagement.createRedirectUri({ uri: 'https://app.acme.com/' })
    await server.kernel.database.sql`
      insert into redirect_uris (environment_id, id, application_id, uri, is_default, created_at, updated_at)
      select ${environment.id}, 'redir_' || n, a.id, 'https://app.acme.com/' || n, false, now(), now()
      from applications a, generate_series(2, ${redirectUrisMax}::int) as n where a.environment_id = ${environment.id}`
    await expect(
      client.userManagement.createRedirectUri({ uri: 'https://one-more.acme.com/' }),
    ).rejects.toMatchObject(refused(400, /at most 1000/))
  })
})

describe('listRedirectUris', () => {
  it('lists newest first in pages, and nothing of another application or environment', async () => {
    const { client, other } = await testServer()
    const uris = [1, 2, 3, 4, 5].map((n) => `https://app${n}.acme.com/`)
    for (const uri of uris) await client.userManagement.createRedirectUri({ uri })
    const app = await client.portico.applications.createApplication({ name: 'Phone', kind: 'public' })
    await client.portico.redirectUris.createApplicationRedirectUri(app.id, { uri: 'acme://callback' })

    const seen: string[] = []
    for await (const { uri } of client.userManagement.listRedirectUris({ limit: 2 })) seen.push(uri)
    expect(seen).toEqual(uris.toReversed())
    expect((await other.client.userManagement.listRedirectUris()).data).toEqual([])
  })
})

describe('deleteRedirectUri', () => {
  it('deletes an address that is not the default', async () => {
    const own = await testServer()
    await own.client.userManagement.createRedirectUri({ uri: 'https://app.acme.com/' })
    const second = await own.client.userManagement.createRedirectUri({ uri: 'https://old.acme.com/' })
    await own.client.userManagement.deleteRedirectUri(second.id)
    expect(await registered(own)).toEqual(['https://app.acme.com/ *'])
    await expect(own.client.userManagement.deleteRedirectUri(second.id)).rejects.toMatchObject(
      refused(404, new RegExp(`^Redirect URI not found: '${second.id}'\\.$`)),
    )
  })

  it('refuses the default, and the last', async () => {
    const { client } = await testServer()
    const wildcard = await client.userManagement.createRedirectUri({ uri: 'https://*.acme.com/' })
    await expect(client.userManagement.deleteRedirectUri(wildcard.id)).rejects.toMatchObject(
      refused(409, /last redirect URI/),
    )
    const first = await client.userManagement.createRedirectUri({ uri: 'https://app.acme.com/' })
    await expect(client.userManagement.deleteRedirectUri(first.id)).rejects.toMatchObject(
      refused(409, /^Cannot delete the default redirect URI\.$/),
    )
  })

  it('leaves one when all are deleted at once', async () => {
    const own = await testServer()
    const uris = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        own.client.userManagement.createRedirectUri({ uri: `https://*.${name}-acme.com/` }),
      ),
    )
    await Promise.allSettled(uris.map(({ id }) => own.client.userManagement.deleteRedirectUri(id)))
    expect(await registered(own)).toHaveLength(1)
  })

  it('does not find an address of another application or environment', async () => {
    const { client, other } = await testServer()
    const { id } = await client.userManagement.createRedirectUri({ uri: 'https://app.acme.com/' })
    await expect(other.client.userManagement.deleteRedirectUri(id)).rejects.toMatchObject({ status: 404 })
    const app = await client.portico.applications.createApplication({ name: 'Phone', kind: 'public' })
    const own = await client.portico.redirectUris.createApplicationRedirectUri(app.id, { uri: 'acme://a' })
    await expect(client.userManagement.deleteRedirectUri(own.id)).rejects.toMatchObject({ status: 404 })
    await expect(client.portico.redirectUris.deleteApplicationRedirectUri(app.id, id)).rejects.toMatchObject({
      status: 404,
    })
  })
})

describe('the addresses of any application', () => {
  async function withApplication() {
    const own = await testServer()
    const app = await own.client.portico.applications.createApplication({ name: 'Phone', kind: 'public' })
    const create = (uri: string, options?: { default?: boolean }) =>
      own.client.portico.redirectUris.createApplicationRedirectUri(app.id, { uri, ...options })
    const list = async () =>
      (await own.client.portico.redirectUris.listApplicationRedirectUris(app.id, { order: 'asc' })).data.map(
        (uri) => uri.uri + (uri.default ? ' *' : ''),
      )
    return { ...own, app, create, list, uris: own.client.portico.redirectUris }
  }

  it('are registered, with another default when asked for', async () => {
    const { create, list } = await withApplication()
    await create('acme://first')
    await create('acme://second')
    await create('acme://third', { default: true })
    expect(await list()).toEqual(['acme://first', 'acme://second', 'acme://third *'])
  })

  it('have no default while nobody wants one', async () => {
    const { create, list } = await withApplication()
    await create('acme://first', { default: false })
    expect(await list()).toEqual(['acme://first'])
  })

  it('refuse a wildcard as the default, at once and later, and keep the one they have', async () => {
    const { app, create, list, uris } = await withApplication()
    await create('https://app.acme.com/')
    const wildcard = { status: 409, code: 'wildcard_redirect_uri' }
    await expect(create('https://*.acme.com/', { default: true })).rejects.toMatchObject(wildcard)
    const { id } = await create('https://*.acme.com/')
    await expect(uris.setDefaultApplicationRedirectUri(app.id, id)).rejects.toMatchObject(wildcard)
    expect(await list()).toEqual(['https://app.acme.com/ *', 'https://*.acme.com/'])
  })

  it('keep their default when a new one is refused as a duplicate', async () => {
    const { create, list } = await withApplication()
    await create('acme://first')
    await create('acme://second')
    await expect(create('acme://second', { default: true })).rejects.toMatchObject({ status: 422 })
    expect(await list()).toEqual(['acme://first *', 'acme://second'])
  })

  it('exchange their default', async () => {
    const { app, create, list, uris } = await withApplication()
    const first = await create('acme://first')
    const second = await create('acme://second')
    expect(await uris.setDefaultApplicationRedirectUri(app.id, second.id)).toMatchObject({
      id: second.id,
      default: true,
    })
    expect(await uris.setDefaultApplicationRedirectUri(app.id, second.id)).toMatchObject({ default: true })
    expect(await list()).toEqual(['acme://first', 'acme://second *'])
    await uris.deleteApplicationRedirectUri(app.id, first.id)
    await expect(uris.deleteApplicationRedirectUri(app.id, second.id)).rejects.toMatchObject({ status: 409 })
  })

  it('have one default when several are made it at once', async () => {
    const { app, create, list, uris } = await withApplication()
    const made = []
    for (const n of [1, 2, 3, 4]) made.push(await create(`acme://callback/${n}`))
    await Promise.all(made.map(({ id }) => uris.setDefaultApplicationRedirectUri(app.id, id)))
    expect((await list()).filter((uri) => uri.endsWith('*'))).toHaveLength(1)
  })

  it('are found by the client ID and the project ID as well', async () => {
    const { app, create, uris } = await withApplication()
    await create('acme://first')
    for (const name of [app.id, app.clientId, app.projectId]) {
      expect((await uris.listApplicationRedirectUris(name)).data).toHaveLength(1)
    }
  })

  it('are not found by another environment, nor without their application', async () => {
    const { app, create, uris, other } = await withApplication()
    const { id } = await create('acme://first')
    const theirs = other.client.portico.redirectUris
    const missing = refused(404, /not found/)
    for (const [on, name] of [
      [theirs, app.id],
      [theirs, app.clientId],
      [uris, 'app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C'],
    ] as const) {
      await expect(on.listApplicationRedirectUris(name)).rejects.toMatchObject(missing)
      await expect(on.createApplicationRedirectUri(name, { uri: 'acme://x' })).rejects.toMatchObject(missing)
      await expect(on.setDefaultApplicationRedirectUri(name, id)).rejects.toMatchObject(missing)
      await expect(on.deleteApplicationRedirectUri(name, id)).rejects.toMatchObject(missing)
    }
    await expect(uris.setDefaultApplicationRedirectUri(app.id, 'redir_x')).rejects.toMatchObject(missing)
  })
})

describe('isRegistered', () => {
  it('knows a new address at once on every node, and forgets a deleted one', async () => {
    const connection = await createDatabase()
    const [one, two] = [await startServer(connection), await startServer(connection)]
    onTestFinished(async () => {
      await Promise.all([one.stop(), two.stop()])
    })
    const { client, clientId, environment } = await createTenant(one)
    const { id: applicationId = '' } = (await findClient(one.kernel, clientId)) ?? {}
    const owner = { environmentId: environment.id, applicationId }
    const ask = (uri: string) => Promise.all([one, two].map(({ kernel }) => isRegistered(kernel, owner, uri)))
    const { userManagement } = client
    await userManagement.createRedirectUri({ uri: 'https://acme.com/' })
    expect(await ask('https://acme.com/')).toEqual([true, true])
    expect(await ask('https://app.acme.com/')).toEqual([false, false])
    const { id } = await userManagement.createRedirectUri({ uri: 'https://*.acme.com/' })
    expect(await ask('https://app.acme.com/')).toEqual([true, true])
    await userManagement.deleteRedirectUri(id)
    expect(await isRegistered(one.kernel, owner, 'https://app.acme.com/')).toBe(false)
    // Long before the minute is over that a node keeps what it has read: it has been told.
    await expect
      .poll(() => ask('https://app.acme.com/'), { timeout: 10_000, interval: 20 })
      .toEqual([false, false])
    expect(await ask('https://acme.com/')).toEqual([true, true])
  })

  it('holds for one application alone', async () => {
    const { client, clientId, server, environment, other } = await testServer()
    await client.userManagement.createRedirectUri({ uri: 'https://acme.com/' })
    const { id } = await client.portico.applications.createApplication({ name: 'Phone', kind: 'public' })
    const { id: ofDefault = '' } = (await findClient(server.kernel, clientId)) ?? {}
    const ask = (environmentId: string, applicationId: string) =>
      isRegistered(server.kernel, { environmentId, applicationId }, 'https://acme.com/')
    expect(await ask(environment.id, ofDefault)).toBe(true)
    expect(await ask(environment.id, id)).toBe(false)
    expect(await ask(other.environment.id, ofDefault)).toBe(false)
  })
})
