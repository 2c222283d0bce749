import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  createDatabase,
  createTenant,
  eventually,
  startServer,
  type TestServer,
  testServer,
} from '../../../testing/index.ts'
import { type SamlTenant, samlTenant } from '../../../testing/saml-tenant.ts'
import { type Visited, visitorOf } from '../../../testing/visitor.ts'

let world: TestServer
let acme: SamlTenant

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
})

/** The query of a request that is as it should be, but for what is given. */
const queryWith = (parameters: Record<string, string | undefined> = {}, to: SamlTenant = acme) => {
  const all = {
    client_id: to.tenant.clientId,
    redirect_uri: to.redirectUri,
    response_type: 'code',
    connection: to.connectionId,
    ...parameters,
  }
  const given = Object.entries(all).filter(([, value]) => value !== undefined) as [string, string][]
  return new URLSearchParams(given)
}

const browse = (query: URLSearchParams | string): Promise<Visited> =>
  visitorOf(world.server).get(`/sso/authorize?${query}`)

const ask = (query: URLSearchParams | string, headers: Record<string, string> = {}) =>
  world.request('GET', `/sso/authorize?${query}`, { headers })

/** Where an error was sent, without its sentence. */
const errorOf = ({ location }: Visited) => {
  if (!location) return undefined
  const { error, state } = Object.fromEntries(location.searchParams)
  return { to: location.origin + location.pathname, error, state }
}

const toIdp = { status: 302, location: expect.objectContaining({ hostname: 'idp.acme.example' }) }

/** A connection of an organization of its own. */
const another = (options: Parameters<typeof samlTenant>[2] = {}) =>
  samlTenant(world.server, world, { domain: `d${Math.random().toString(36).slice(2)}.example`, ...options })

describe('a browser', () => {
  it('is sent to the identity provider, and marked', async () => {
    const answer = await browse(queryWith({ state: 's' }))
    expect(answer).toMatchObject(toIdp)
    const cookie = answer.headers.get('set-cookie')
    expect(cookie).toMatch(/^portico_sso_browser_\d+=[A-Za-z0-9]{37}; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('keeps its mark, so that a second tab does not end the sign-in of the first', async () => {
    const visitor = acme.visitor()
    const first = await acme.begin(visitor)
    const kept = new Map(visitor.cookies)
    await acme.begin(visitor)
    expect(visitor.cookies).toEqual(kept)
    const { location } = await acme.post(visitor, acme.form({ inResponseTo: first.id }))
    expect(location?.searchParams.get('code')).toBeTruthy()
  })

  it('may come with either spelling of the selectors, and with the project ID of the oldest clients', async () => {
    const { connectionId, organizationId } = acme
    for (const selector of [
      { connection_id: connectionId },
      { organization: organizationId },
      { organization_id: organizationId },
      { connection: connectionId, connection_id: connectionId },
      { connection: connectionId, client_id: world.clientId.replace('client_', 'project_') },
    ]) {
      expect(await browse(queryWith({ connection: undefined, ...selector }))).toMatchObject(toIdp)
    }
  })

  it('may bring a state of two kilobytes and more, which comes back letter by letter', async () => {
    const state = `{"to":"/a?b=c&d=é#f"}${'x'.repeat(4_000)}`
    const { location } = await acme.signIn(undefined, {
      parameters: { state },
      attributes: { id: 'u', email: 'ada@acme.example' },
    })
    expect(location?.searchParams.get('state')).toBe(state)
  })

  it('is shown a page, and sent nowhere, where the client or the address cannot be trusted', async () => {
    const elsewhere = 'https://evil.example/callback'
    const cases: [Record<string, string | undefined>, string][] = [
      [{ client_id: undefined }, 'invalid_request'],
      [{ client_id: 'client_unknown' }, 'invalid_client'],
      [{ redirect_uri: undefined }, 'invalid_request'],
      [{ redirect_uri: elsewhere }, 'invalid_redirect_uri'],
      [{ redirect_uri: `${acme.redirectUri}/` }, 'invalid_redirect_uri'],
      [{ redirect_uri: `${acme.redirectUri}?next=https://evil.example` }, 'invalid_redirect_uri'],
      [{ redirect_uri: 'https://app.example@evil.example/callback' }, 'invalid_redirect_uri'],
      [{ redirect_uri: 'https://APP.example/callback' }, 'invalid_redirect_uri'],
      [{ redirect_uri: 'javascript:alert(1)' }, 'invalid_redirect_uri'],
      [{ redirect_uri: `${acme.redirectUri}\0` }, 'invalid_request'],
      [{ state: 'x'.repeat(8_193) }, 'invalid_request'],
      [{ state: 'a\0b' }, 'invalid_request'],
      [{ client_id: world.other.clientId }, 'invalid_redirect_uri'],
    ]
    for (const [parameters, code] of cases) {
      const { status, location, text } = await browse(queryWith(parameters))
      expect([parameters, status, location, text.includes(`<code>${code}</code>`)]).toEqual([
        parameters,
        400,
        null,
        true,
      ])
    }
  })

  it('is shown a page where a parameter comes twice, which two readers might take differently', async () => {
    const twice = (name: string) => `${queryWith()}&${name}=https%3A%2F%2Fevil.example`
    for (const name of ['client_id', 'redirect_uri', 'state']) {
      const { status, location } = await browse(twice(name === 'state' ? 'state=a&state' : name))
      expect([name, status, location]).toEqual([name, 400, null])
    }
  })

  it('is sent back with an error from there on, and with the state', async () => {
    const state = 'was-here'
    const inactive = await another({ state: 'inactive' })
    const shibboleth = await another({ type: 'ShibbolethSAML' })
    const cases: [Record<string, string | undefined>, string][] = [
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ response_type: undefined }, 'invalid_request'],
      [{ prompt: 'none' }, 'invalid_request'],
      [{ code_challenge: 'x'.repeat(43) }, 'invalid_request'],
      [{ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
      [{ code_challenge_method: 'S256' }, 'invalid_request'],
      [{ provider_scopes: 'a"b' }, 'invalid_request'],
      [{ provider_query_params: 'a=b' }, 'invalid_request'],
      [{ login_hint: 'x'.repeat(2_000) }, 'invalid_request'],
      [{ connection: undefined }, 'invalid_connection_selector'],
      [{ organization: acme.organizationId }, 'invalid_connection_selector'],
      [{ connection_id: 'conn_other' }, 'invalid_connection_selector'],
      [{ connection: 'conn_unknown' }, 'connection_invalid'],
      [{ connection: undefined, organization: 'org_unknown' }, 'organization_invalid'],
      [{ connection: undefined, provider: 'GoogleOAuth' }, 'connection_invalid'],
      [{ connection: undefined, provider: 'OktaSAML' }, 'connection_invalid'],
      [{ connection: undefined, domain: 'acme.example' }, 'domain_connection_selector_not_allowed'],
      [{ connection: inactive.connectionId }, 'connection_unlinked'],
      [{ connection: undefined, organization: inactive.organizationId }, 'connection_unlinked'],
      [{ connection: shibboleth.connectionId }, 'connection_invalid'],
    ]
    for (const [parameters, error] of cases) {
      const answer = await browse(queryWith({ state, ...parameters }))
      expect([parameters, errorOf(answer)]).toEqual([parameters, { to: acme.redirectUri, error, state }])
      expect(answer.location?.searchParams.get('error_description')).toMatch(/\.$/)
    }
  })

  it('is not led to what belongs to another environment', async () => {
    const theirs = await samlTenant(world.server, world.other)
    for (const [selector, error] of [
      [{ connection: theirs.connectionId }, 'connection_invalid'],
      [{ connection: undefined, organization: theirs.organizationId }, 'organization_invalid'],
    ] as const) {
      expect(errorOf(await browse(queryWith(selector)))).toMatchObject({ error })
    }
  })

  it('is told when an organization has several connections that could be meant', async () => {
    const own = await testServer()
    const first = await samlTenant(own.server, own)
    await own.request('POST', '/connections', {
      body: {
        organization_id: first.organizationId,
        connection_type: 'OktaSAML',
        saml_options: {
          idp_entity_id: 'https://second.example/saml',
          idp_sso_url: 'https://second.example/sso',
          idp_signing_certs: [first.idp.certificate],
        },
      },
    })
    const byOrganization = queryWith({ connection: undefined, organization: first.organizationId }, first)
    // The second has never been used: the one that is active is meant.
    expect(await browse(byOrganization)).toMatchObject(toIdp)
    const { data } = await own.client.sso.listConnections({ organizationId: first.organizationId })
    for (const { id } of data) await own.request('POST', `/portico/connections/${id}/activate`)
    expect(errorOf(await browse(byOrganization))).toMatchObject({ error: 'ambiguous_connection_selector' })
  })

  it('may name a domain where the environment allows it', async () => {
    const own = await testServer()
    const there = await samlTenant(own.server, own)
    await own.request('PATCH', '/portico/settings', { body: { sso: { domain_selector_allowed: true } } })
    const byDomain = (domain: string) => browse(queryWith({ connection: undefined, domain }, there))
    expect(await byDomain('Acme.example')).toMatchObject(toIdp)
    expect(errorOf(await byDomain('unknown.example'))).toMatchObject({ error: 'connection_domain_invalid' })
  })

  it('is led to an address that a wildcard stands for, and to no other', async () => {
    const own = await testServer()
    const there = await samlTenant(own.server, own)
    await own.client.userManagement.createRedirectUri({ uri: 'https://*.preview.example/callback' })
    await own.client.userManagement.createRedirectUri({ uri: 'http://localhost:*/callback' })
    await own.client.userManagement.createRedirectUri({ uri: 'com.acme.app:/callback' })
    const status = async (redirect_uri: string) => (await browse(queryWith({ redirect_uri }, there))).status
    expect(await status('https://pr-7.preview.example/callback')).toBe(302)
    expect(await status('http://localhost:53211/callback')).toBe(302)
    expect(await status('com.acme.app:/callback')).toBe(302)
    expect(await status('https://a.b.preview.example/callback')).toBe(400)
    expect(await status('https://evil.example/.preview.example/callback')).toBe(400)
    expect(await status('http://localhost:53211@evil.example/callback')).toBe(400)
    expect(await status('http://127.0.0.1:53211/callback')).toBe(400)
  })

  it('of a public client needs PKCE', async () => {
    const app = await world.client.portico.applications.createApplication({ name: 'Phone', kind: 'public' })
    await world.client.portico.redirectUris.createApplicationRedirectUri(app.id, { uri: acme.redirectUri })
    const asPublic = (more = {}) => browse(queryWith({ client_id: app.clientId, ...more }))
    expect(errorOf(await asPublic())).toMatchObject({ error: 'invalid_request' })
    expect(await asPublic({ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' })).toMatchObject(
      toIdp,
    )
  })

  it('is recorded, where a connection is known that cannot be used', async () => {
    const inactive = await another({ state: 'inactive' })
    await browse(queryWith({}, inactive))
    expect(await inactive.logged()).toMatchObject({ state: 'failed', error_code: 'connection_unlinked' })
  })

  it('is sent back as often as it asks for such a connection, which is recorded within bounds', async () => {
    const inactive = await another({ state: 'inactive' })
    for (let i = 0; i < 13; i++) {
      expect(errorOf(await browse(queryWith({}, inactive)))).toMatchObject({ error: 'connection_unlinked' })
    }
    const { body } = await world.request('GET', `/portico/connections/${inactive.connectionId}/sso_sessions`)
    expect((body as { data: unknown[] }).data).toHaveLength(10)
  })

  it('waits where too many come through one connection', async () => {
    const own = await testServer({ env: { PORTICO_RATE_LIMIT_SSO_AUTHORIZE: '2/60' } })
    const there = await samlTenant(own.server, own)
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await there.visitor().get(there.authorizePath())).status)
    expect(statuses).toEqual([302, 302, 429])
    const { headers, text } = await there.visitor().get(there.authorizePath())
    expect(headers.get('retry-after')).toMatch(/^\d+$/)
    expect(text).toContain('<code>rate_limit_exceeded</code>')
  })
})

describe('a program', () => {
  const byConnection = () => queryWith({ state: 's p' })

  it('is told the address at which a browser begins, by both names', async () => {
    const { status, body, headers } = await ask(byConnection())
    const url = `${world.server.kernel.config.publicUrl}/sso/authorize?${byConnection()}`
    expect([status, body]).toEqual([200, { url, link: url }])
    expect(headers.get('set-cookie')).toBeNull()
    expect(await browse(new URL(url).search.slice(1))).toMatchObject(toIdp)
  })

  it('is one that has an API key, or that prefers JSON to a page', async () => {
    const visitor = visitorOf(world.server)
    const statusFor = async (accept: string) =>
      (await visitor.get(`/sso/authorize?${byConnection()}`, { accept })).status
    expect(await statusFor('application/json')).toBe(200)
    expect(await statusFor('application/json, text/html;q=0.5')).toBe(200)
    expect(await statusFor('text/html,application/xhtml+xml,*/*;q=0.8')).toBe(302)
    expect(await statusFor('text/html, application/json')).toBe(302)
    expect(await statusFor('*/*')).toBe(302)
  })

  it('is told what is wrong by status and code, and never redirected', async () => {
    const inactive = await another({ state: 'inactive' })
    const cases: [Record<string, string | undefined>, number, string][] = [
      [{ redirect_uri: undefined }, 400, 'invalid_request'],
      [{ response_type: undefined }, 400, 'invalid_request'],
      [{ redirect_uri: 'https://evil.example/' }, 400, 'invalid_redirect_uri'],
      [{ client_id: 'client_unknown' }, 401, 'unauthorized'],
      [{ client_id: world.other.clientId }, 401, 'unauthorized'],
      [{ connection: 'conn_unknown' }, 404, 'connection_not_found'],
      [{ connection: undefined, provider: 'GoogleOAuth' }, 404, 'connection_not_found'],
      [{ connection: undefined, organization: 'org_unknown' }, 404, 'organization_not_found'],
      [{ connection: undefined }, 400, 'invalid_request'],
      [{ provider: 'GoogleOAuth' }, 400, 'invalid_request'],
      [{ connection: inactive.connectionId }, 400, 'connection_unlinked'],
      [{ connection: undefined, domain: 'x.example' }, 400, 'domain_connection_selector_not_allowed'],
    ]
    for (const [parameters, status, code] of cases) {
      const answer = await ask(queryWith(parameters))
      expect([parameters, answer.status, answer.body]).toEqual([
        parameters,
        status,
        { code, message: expect.any(String) },
      ])
    }
  })

  it('is refused with a key that is wrong', async () => {
    const { status, body } = await ask(byConnection(), { authorization: 'Bearer sk_test_wrong' })
    expect([status, body]).toEqual([401, { code: 'unauthorized', message: expect.any(String) }])
  })

  it('is counted by its key', async () => {
    const own = await testServer({ env: { PORTICO_RATE_LIMIT_SSO: '2/60' } })
    const there = await samlTenant(own.server, own, { state: 'validating' })
    const { headers } = await own.request('GET', there.authorizePath())
    expect(headers.get('x-ratelimit-limit')).toBe('2')
    const statuses = []
    for (let i = 0; i < 2; i++) statuses.push((await own.request('GET', there.authorizePath())).status)
    expect(statuses).toContain(429)
  })

  it('leaves nothing in the log: a sign-in begins when a browser comes', async () => {
    const before = await acme.logged()
    await ask(byConnection())
    expect(await acme.logged()).toEqual(before)
  })
})

describe('an application that changes', () => {
  it('is seen as it is by every node: an address counts at once, and no longer once it is deleted', async () => {
    const connection = await createDatabase()
    const [one, two] = [await startServer(connection), await startServer(connection)]
    onTestFinished(async () => {
      await Promise.all([one.stop(), two.stop()])
    })
    const tenant = await createTenant(one)
    const there = await samlTenant(one, tenant)
    const added = 'https://app.example/added'
    const statuses = (redirect_uri: string) =>
      Promise.all(
        [one, two].map(
          async (server) => (await visitorOf(server).get(there.authorizePath({ redirect_uri }))).status,
        ),
      )
    expect(await statuses(added)).toEqual([400, 400])
    const { id } = await tenant.client.userManagement.createRedirectUri({ uri: added })
    expect(await statuses(added)).toEqual([302, 302])
    await tenant.client.userManagement.deleteRedirectUri(id)
    await eventually(async () => (await statuses(added)).every((status) => status === 400))
  })
})
