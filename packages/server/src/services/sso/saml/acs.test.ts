import { beforeAll, describe, expect, it } from 'vitest'
import {
  createTenant,
  type SamlTenant,
  samlTenant,
  type TestServer,
  testServer,
} from '../../../testing/index.ts'

let world: TestServer
let acme: SamlTenant

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
})

describe('a sign-in that the application asked for', () => {
  it('sends the person back with a code for their profile', async () => {
    const { status, location } = await acme.signIn(undefined, {
      parameters: { state: 'where-they-were' },
      attributes: { id: 'u-1', email: 'ada@acme.example', firstName: 'Ada', lastName: 'Lovelace' },
    })
    expect(status).toBe(302)
    expect(location?.href).toMatch(/^https:\/\/app\.example\/callback\?code=\w+&state=where-they-were$/)
  })

  it('gives the application the person as the assertion describes them', async () => {
    const { location } = await acme.signIn(undefined, {
      attributes: {
        id: 'u-2',
        email: 'grace@acme.example',
        firstName: 'Grace',
        lastName: 'Hopper',
        groups: ['Engineering', 'Everyone'],
      },
    })
    const { body } = await world.request('POST', '/sso/token', {
      body: {
        client_id: world.clientId,
        client_secret: world.apiKey,
        grant_type: 'authorization_code',
        code: location?.searchParams.get('code'),
      },
    })
    expect(body).toMatchObject({
      profile: {
        organization_id: acme.organizationId,
        connection_id: acme.connectionId,
        connection_type: 'OktaSAML',
        idp_id: 'u-2',
        email: 'grace@acme.example',
        first_name: 'Grace',
        last_name: 'Hopper',
        groups: ['Engineering', 'Everyone'],
      },
    })
  })

  it('is the proof that a new connection works, which makes it active', async () => {
    const tenant = await createTenant(world.server)
    const fresh = await samlTenant(world.server, tenant, { state: 'validating' })
    await fresh.signIn(undefined, { sign: 'none' })
    const stateOf = async () => (await tenant.client.sso.getConnection(fresh.connectionId)).state
    expect(await stateOf()).toBe('validating')
    expect((await fresh.signIn()).location?.searchParams.get('code')).toBeTruthy()
    expect(await stateOf()).toBe('active')
    expect(await tenant.recorded.events()).toContain('connection.activated')
  })
})
