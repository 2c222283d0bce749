import { describe, expect, it } from 'vitest'
import { createTenant, testServer } from '../../testing/index.ts'
import {
  createEnvironment,
  deleteEnvironment,
  ensureDevelopmentEnvironment,
  listEnvironments,
} from './index.ts'

describe('getCurrentEnvironment', () => {
  it('shows the environment of the key', async () => {
    const { client, environment, server } = await testServer()
    expect(await client.portico.environments.getCurrentEnvironment()).toEqual({
      object: 'environment',
      id: environment.id,
      name: 'Test',
      kind: 'sandbox',
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    })
    const production = await createTenant(server, 'production')
    expect(await production.client.portico.environments.getCurrentEnvironment()).toMatchObject({
      kind: 'production',
    })
  })
})

describe('updateCurrentEnvironment', () => {
  it('renames this environment and no other', async () => {
    const { client, other, recorded } = await testServer()
    const renamed = await client.portico.environments.updateCurrentEnvironment({ name: 'Acme' })
    expect(renamed.name).toBe('Acme')
    expect(await client.portico.environments.getCurrentEnvironment()).toEqual(renamed)
    expect(await other.client.portico.environments.getCurrentEnvironment()).toMatchObject({ name: 'Test' })
    expect(await recorded.events()).toEqual([])
  })

  it('keeps what it is not given, and cannot become production', async () => {
    const { client, request, environment } = await testServer()
    const body = { kind: 'production', id: 'environment_x' }
    expect(await request('PATCH', '/portico/environment', { body })).toMatchObject({ status: 200 })
    expect(await client.portico.environments.getCurrentEnvironment()).toMatchObject({
      id: environment.id,
      name: 'Test',
      kind: 'sandbox',
    })
  })

  it('refuses a name that is none', async () => {
    const { request } = await testServer()
    for (const name of ['', null, 7, 'a'.repeat(256), 'a\0b']) {
      expect([name, (await request('PATCH', '/portico/environment', { body: { name } })).status]).toEqual([
        name,
        422,
      ])
    }
  })
})

describe('listEnvironments', () => {
  it('lists all, oldest first', async () => {
    const { server, environment, other } = await testServer({})
    expect((await listEnvironments(server.kernel.database)).map(({ id }) => id)).toEqual([
      environment.id,
      other.environment.id,
    ])
  })
})

describe('deleteEnvironment', () => {
  it('leaves nothing of it, and all of the others', async () => {
    const { server, other, ...own } = await testServer({})
    const { kernel } = server
    for (const { client, clientId, request } of [own, other]) {
      await client.organizations.createOrganization({
        name: 'Acme',
        domainData: [{ domain: 'acme.com', state: 'verified' }],
      })
      await client.portico.clientSecrets.createClientSecret(clientId)
      await client.userManagement.createRedirectUri({ uri: 'https://app.acme.com/' })
      await client.userManagement.createCorsOrigin({ origin: 'https://app.acme.com' })
      await client.portico.settings.updateSettings({ mfa: { requirement: 'required' } })
      await client.portico.branding.updateBranding({ appName: 'Acme' })
      await request('PATCH', '/portico/environment', {
        headers: { 'idempotency-key': 'k' },
        body: { name: 'Acme' },
      })
    }
    /** Tables with rows of an environment, and how many. */
    const rowsOf = async (environmentId: string) => {
      const tables = await kernel.database.sql<{ name: string }[]>`
        select table_name as name from information_schema.columns
        where column_name = 'environment_id' and table_schema = 'public'`
      const counts = await Promise.all(
        tables.map(async ({ name }) => {
          const rows = await kernel.database.sql`
            select true from ${kernel.database.sql(name)} where environment_id = ${environmentId}`
          return [name, rows.length] as const
        }),
      )
      return counts.filter(([, count]) => count > 0)
    }
    const before = await rowsOf(other.environment.id)
    expect(before.length).toBeGreaterThan(10)

    expect(await deleteEnvironment(kernel.database, own.environment.id)).toBe(true)
    expect(await rowsOf(own.environment.id)).toEqual([])
    expect(await rowsOf(other.environment.id)).toEqual(before)
    await expect.poll(async () => (await own.request('GET', '/portico/environment')).status).toBe(401)
    expect((await other.request('GET', '/portico/environment')).status).toBe(200)
    expect(await deleteEnvironment(kernel.database, own.environment.id)).toBe(false)
  })
})

describe('createEnvironment', () => {
  it('refuses a pinned key that opens another environment, and makes nothing', async () => {
    const { server, apiKey } = await testServer({})
    const { kernel } = server
    const create = (key: string) =>
      kernel.database.transaction((tx) =>
        createEnvironment(kernel, tx, { name: 'CI', kind: 'sandbox', apiKey: key }),
      )
    await expect(create(apiKey)).rejects.toThrow('opens another environment')
    for (const key of [
      '',
      'sk_',
      'sk_short',
      'pk_test_12345678',
      'sk_test_with space',
      `sk_${'a'.repeat(201)}`,
    ]) {
      await expect(create(key)).rejects.toThrow('The API key must be')
    }
    expect(await listEnvironments(kernel.database)).toHaveLength(2)
    expect(await create('sk_test_default')).toMatchObject({ apiKey: 'sk_test_default' })
  })
})

describe('ensureDevelopmentEnvironment', () => {
  it('makes one at first, and then finds it with credentials that work', async () => {
    const { server } = await testServer({})
    const { kernel } = server
    for (const { id } of await listEnvironments(kernel.database)) await deleteEnvironment(kernel.database, id)
    const first = await ensureDevelopmentEnvironment(kernel, {})
    expect(first).toMatchObject({ created: true, environment: { name: 'Development', kind: 'sandbox' } })
    expect(await ensureDevelopmentEnvironment(kernel, {})).toEqual({ ...first, created: false })
  })

  it('makes a key when none can be read', async () => {
    const { server, apiKey, environment } = await testServer({})
    const { kernel } = server
    await kernel.database.sql`update environment_api_keys set sealed_value = null`
    const ensured = await ensureDevelopmentEnvironment(kernel, {})
    expect(ensured.environment.id).toBe(environment.id)
    expect(ensured.apiKey).not.toBe(apiKey)
    expect(await ensureDevelopmentEnvironment(kernel, {})).toMatchObject({ apiKey: ensured.apiKey })
  })

  it('gives it the pinned credentials, again after they were taken away', async () => {
    const { server, client, request, other } = await testServer({})
    const { kernel } = server
    const pinned = { apiKey: 'sk_test_pinned_in_ci', clientId: 'client_pinned' }
    const works = async () =>
      (
        await request('GET', '/portico/environment', {
          headers: { authorization: `Bearer ${pinned.apiKey}` },
        })
      ).status
    for (let start = 0; start < 2; start++) {
      expect(await ensureDevelopmentEnvironment(kernel, pinned)).toMatchObject(pinned)
      expect(await works()).toBe(200)
      expect(await client.portico.applications.getApplication('project_pinned')).toMatchObject({
        default: true,
      })
    }
    const { data } = await client.portico.apiKeys.listEnvironmentApiKeys()
    expect(data.map(({ name }) => name)).toEqual(['Pinned', 'First key'])
    await client.portico.apiKeys.revokeEnvironmentApiKey(data[0]?.id ?? '')
    expect(await works()).toBe(401)
    await ensureDevelopmentEnvironment(kernel, pinned)
    await expect.poll(works).toBe(200)

    for (const taken of [{ apiKey: other.apiKey }, { clientId: other.clientId }]) {
      await expect(ensureDevelopmentEnvironment(kernel, taken)).rejects.toThrow(/already/)
    }
  })
})
