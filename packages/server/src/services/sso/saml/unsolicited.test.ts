import { beforeAll, describe, expect, it } from 'vitest'
import {
  createTenant,
  type SamlTenant,
  samlTenant,
  type TestServer,
  testServer,
} from '../../../testing/index.ts'
import { wantedRedirectUris } from './relay-state.ts'

let world: TestServer
let open: SamlTenant

beforeAll(async () => {
  world = await testServer()
  open = await samlTenant(world.server, world, {
    settings: { idp_initiated_allowed: true, sign_in_consent: false },
  })
  for (const uri of ['https://app.example/other?tab=1', 'https://*.preview.acme.example/cb']) {
    await world.request('POST', '/user_management/redirect_uris', { body: { uri } })
  }
})

describe('a sign-in that the identity provider begins', () => {
  it('leads to the default redirect URI, with a code and without a state', async () => {
    const { location, status } = await open.post(open.visitor(), open.form())
    expect(status).toBe(302)
    expect(location?.href).toMatch(/^https:\/\/app\.example\/callback\?code=\w+$/)
  })

  it('is confirmed by the person, in the browser that brought it, unless the connection says otherwise', async () => {
    const asking = await samlTenant(world.server, world, {
      domain: 'asking.example',
      settings: { idp_initiated_allowed: true, sign_in_consent: true },
    })
    const form = asking.form({ nameId: 'ada@asking.example' })
    const visitor = asking.visitor()
    const page = await asking.post(visitor, form)
    expect([page.status, page.location]).toEqual([200, null])
    expect(page.text).toContain('ada@asking.example')
    const handle = /name="handle" value="(\w+)"/.exec(page.text)?.[1] as string
    const answer = await visitor.post('/sso/continue', { handle, decision: 'allow' }, 'here')
    expect(answer.location?.href).toMatch(/^https:\/\/app\.example\/callback\?code=\w+$/)
  })

  it.each([
    ['redirect_uri=https://app.example/other?tab=1', 'https://app.example/other?tab=1&code='],
    [
      `redirect_uri=${encodeURIComponent('https://app.example/other?tab=1')}`,
      'https://app.example/other?tab=1&code=',
    ],
    ['redirect_uri=https://pr-7.preview.acme.example/cb', 'https://pr-7.preview.acme.example/cb?code='],
  ])('leads where %s says, which is registered', async (relayState, start) => {
    const { location } = await open.post(open.visitor(), open.form({ relayState }))
    expect(location?.href.startsWith(start)).toBe(true)
  })

  it.each([
    'redirect_uri=https://evil.example/',
    'redirect_uri=https://app.example/callback/../evil',
    'redirect_uri=https://app.example/callback#x',
    'redirect_uri=https://app.example/callback?next=https://evil.example',
    'redirect_uri=https://app.example@evil.example/callback',
    'redirect_uri=https://a.b.preview.acme.example/cb',
    'redirect_uri=javascript:alert(1)',
    'redirect_uri=//evil.example',
    'redirect_uri=%',
    'redirect_uri=',
    'https://evil.example/',
    'x'.repeat(10_000),
  ])('leads to the default redirect URI whatever %s wants', async (relayState) => {
    const { location } = await open.post(open.visitor(), open.form({ relayState }))
    expect(location?.href).toMatch(/^https:\/\/app\.example\/callback\?code=\w+$/)
  })

  it('leads to no address of another environment', async () => {
    const uri = 'https://elsewhere.example/callback'
    await world.other.request('POST', '/user_management/redirect_uris', { body: { uri } })
    const { location } = await open.post(open.visitor(), open.form({ relayState: `redirect_uri=${uri}` }))
    expect(location?.host).toBe('app.example')
  })

  it('may lead to another application, whose code it then is', async () => {
    const { client } = world
    const { id, clientId } = await client.portico.applications.createApplication({
      name: 'Other',
      kind: 'confidential',
    })
    const uri = 'https://other-app.example/callback'
    await client.portico.redirectUris.createApplicationRedirectUri(id, { uri })
    const { location } = await open.post(open.visitor(), open.form({ relayState: `redirect_uri=${uri}` }))
    const code = location?.searchParams.get('code') as string
    const redeem = (client_id: string) =>
      world.request('POST', '/sso/token', {
        body: { client_id, client_secret: world.apiKey, grant_type: 'authorization_code', code },
      })
    expect(location?.host).toBe('other-app.example')
    expect((await redeem(world.clientId)).status).toBe(400)
    expect(clientId).toMatch(/^client_/)
  })

  it('ends at the application with an error, and with what it takes to begin again, where it is not allowed', async () => {
    const closed = await samlTenant(world.server, await createTenant(world.server), {
      settings: { idp_initiated_allowed: false },
    })
    const { location } = await closed.post(closed.visitor(), closed.form())
    expect(location?.origin).toBe('https://app.example')
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      error: 'idp_initiated_sso_disabled',
      error_description: expect.any(String),
      connection_id: closed.connectionId,
      organization_id: closed.organizationId,
    })
    expect(await closed.logged()).toMatchObject({ state: 'failed', error_code: 'idp_initiated_sso_disabled' })
  })

  it('is told to nobody who could not have sent it: only a response that is verified is redirected', async () => {
    const { status, location } = await open.post(open.visitor(), open.form({ sign: 'none' }))
    expect([status, location]).toEqual([400, null])
  })

  it('ends on a page where no application could take it', async () => {
    const tenant = await createTenant(world.server)
    const lost = await samlTenant(world.server, tenant, {
      settings: { idp_initiated_allowed: true, sign_in_consent: false },
    })
    await world.server.kernel.database.sql`
      delete from redirect_uris where environment_id = ${tenant.environment.id}`
    const { status, text } = await lost.post(lost.visitor(), lost.form())
    expect([status, text.includes('redirect_uri_missing')]).toEqual([400, true])
  })
})

describe('wantedRedirectUris', () => {
  it.each([
    [null, []],
    ['', []],
    ['other', []],
    ['redirect_uri=https://a.example/?x=%20', ['https://a.example/?x=%20', 'https://a.example/?x= ']],
    ['redirect_uri=a%', ['a%']],
  ])('reads %j as %j', (relayState, uris) => expect(wantedRedirectUris(relayState)).toEqual(uris))
})
