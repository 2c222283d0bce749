import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ForeignOidcIdp, foreignOidcIdp } from '../../../testing/foreign-oidc-idp.ts'
import {
  createTenant,
  eventually,
  type Tenant,
  type TestServer,
  testServer,
  transportTo,
  visitorOf,
} from '../../../testing/index.ts'

let world: TestServer
let idp: ForeignOidcIdp

beforeAll(async () => {
  world = await testServer()
  idp = await foreignOidcIdp((url, body) =>
    transportTo(world.server)(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    }),
  )
})
// It says on the console what it would do otherwise in production.
beforeEach(() => {
  const spies = (['info', 'warn'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => {}),
  )
  return () => {
    for (const spy of spies) spy.mockRestore()
  }
})
afterAll(() => idp.close())

const appUri = 'https://app.example/callback'

/** A connection to the provider, and the provider told of it. */
async function connected(options: Record<string, unknown> = {}) {
  const tenant = await createTenant(world.server)
  const post = async (path: string, body: unknown) =>
    (await tenant.request('POST', path, { body })).body as Record<string, never>
  await post('/user_management/redirect_uris', { uri: appUri })
  const { id } = await post('/organizations', {
    name: 'Acme',
    domain_data: [{ domain: 'acme.example', state: 'verified' }],
  })
  const connection = await post('/connections', {
    organization_id: id,
    connection_type: 'OktaOIDC',
    oidc_options: {
      discovery_endpoint: idp.discoveryEndpoint,
      client_id: 'portico',
      client_secret: 'a secret that both know',
      token_authentication_method: 'client_secret_basic',
      ...options,
    },
  })
  const { publicUrl } = world.server.kernel.config
  const key = String(connection.callback_endpoint).split('/').at(-2)
  idp.register({
    client_id: 'portico',
    client_secret: 'a secret that both know',
    token_endpoint_auth_method: options.token_authentication_method ?? 'client_secret_basic',
    redirect_uris: [connection.callback_endpoint],
    post_logout_redirect_uris: [`${publicUrl}/sso/logout/done`],
    backchannel_logout_uri: `https://portico.example/sso/oidc/idp-logout/${key}`,
    backchannel_logout_session_required: true,
  })
  return { tenant, connectionId: String(connection.id) }
}

async function signIn({ tenant, connectionId }: { tenant: Tenant; connectionId: string }) {
  const visitor = visitorOf(world.server)
  const query = new URLSearchParams({
    client_id: tenant.clientId,
    redirect_uri: appUri,
    response_type: 'code',
    connection: connectionId,
  })
  const begun = await visitor.get(`/sso/authorize?${query}`)
  const browser = idp.browser()
  const { location, text } = await browser.visit(begun.location as URL)
  if (!location) throw new Error(text)
  const { location: back } = await visitor.get(location)
  const code = back?.searchParams.get('code')
  const { body } = await tenant.request('POST', '/sso/token', {
    headers: { authorization: '' },
    body: {
      client_id: tenant.clientId,
      client_secret: tenant.apiKey,
      grant_type: 'authorization_code',
      code,
    },
  })
  return { visitor, browser, ...(body as { profile: { id: string }; access_token: string }) }
}

const stateOf = async ({ tenant, connectionId }: { tenant: Tenant; connectionId: string }) => {
  const { body } = await tenant.request('GET', `/portico/connections/${connectionId}/sso_sessions`)
  return (body as { data: { state: string }[] }).data[0]?.state
}

describe('an OpenID provider of somebody else', () => {
  it.each(['client_secret_basic', 'client_secret_post'])(
    'signs people in, proven to by %s',
    async (method) => {
      const { profile } = await signIn(await connected({ token_authentication_method: method }))
      expect(profile).toMatchObject({
        idp_id: 'ada-1',
        email: 'ada@acme.example',
        first_name: 'Ada',
        last_name: 'Lovelace',
      })
    },
  )

  it('signs people out when the application does, and sends them back', async () => {
    const connection = await connected()
    const { visitor, browser, profile } = await signIn(connection)
    const { body } = await connection.tenant.request('POST', '/sso/logout/authorize', {
      body: { profile_id: profile.id },
    })
    const { location } = await visitor.get((body as { logout_url: string }).logout_url)
    expect(location?.origin).toBe(idp.issuer)
    expect(location?.searchParams.get('id_token_hint')).toMatch(/^ey/)
    const back = await browser.signOut(location as URL)
    expect(back.location?.pathname).toBe('/sso/logout/done')
    expect(await stateOf(connection)).toBe('terminated')
  })

  it('ends sign-ins here when people sign out there', async () => {
    const connection = await connected()
    const { browser, access_token } = await signIn(connection)
    const profile = () =>
      connection.tenant.request('GET', '/sso/profile', {
        headers: { authorization: `Bearer ${access_token}` },
      })
    expect((await profile()).status).toBe(200)
    await browser.signOut(new URL('/session/end', idp.issuer))
    await eventually(async () => expect((await profile()).status).toBe(401))
    expect(await stateOf(connection)).toBe('terminated')
  })
})
