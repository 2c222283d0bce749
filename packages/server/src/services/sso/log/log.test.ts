import { beforeAll, describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../testing/index.ts'
import { oidcIdp } from '../../../testing/oidc-idp.ts'
import { oidcTenant } from '../../../testing/oidc-tenant.ts'
import { type SamlTenant, samlTenant } from '../../../testing/saml-tenant.ts'
import type { Visitor } from '../../../testing/visitor.ts'

let world: TestServer
let acme: SamlTenant

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
})

const ada = { id: 'u-ada', email: 'ada@acme.example', firstName: 'Ada', lastName: 'Lovelace' }
const log = () => world.client.portico.connections

describe('the log of a connection', () => {
  it('lists sign-ins with how far they came, newest first, in pages and by state', async () => {
    const there = await samlTenant(world.server, world, { domain: 'listed.example' })
    const person = { id: 'u', email: 'a@listed.example' }
    await there.signIn(undefined, { attributes: person })
    await there.signIn(undefined, { attributes: { id: 'u', email: 'a@elsewhere.example' } })
    await there.begin(there.visitor())
    const { data } = await log().listSsoSessions(there.connectionId)
    expect(data.map(({ state }) => state)).toEqual(['started', 'failed', 'successful'])
    const states: string[] = []
    for await (const { state } of log().listSsoSessions(there.connectionId, { limit: 1 })) states.push(state)
    expect(states).toEqual(['started', 'failed', 'successful'])
    const filtered = await log().listSsoSessions(there.connectionId, { states: ['failed', 'timed_out'] })
    expect(filtered.data.map(({ id }) => id)).toEqual([data[1]?.id])
    expect(data[2]).toMatchObject({
      object: 'sso_session',
      connectionId: there.connectionId,
      organizationId: there.organizationId,
      profileId: expect.stringMatching(/^prof_/),
      test: false,
      idpInitiated: false,
      error: null,
    })
    expect(data[1]).toMatchObject({
      profileId: null,
      error: { code: 'profile_not_allowed_outside_organization', message: expect.any(String) },
    })
  })

  it('shows the messages of a sign-in in their order, and none of its secrets', async () => {
    const answer = await acme.signIn(undefined, {
      attributes: ada,
      parameters: { state: 'app-state-secret' },
    })
    const code = answer.location?.searchParams.get('code') ?? '-'
    const [latest] = (await log().listSsoSessions(acme.connectionId)).data
    const session = await log().getSsoSession(latest?.id ?? '')
    expect(session.messages.map(({ direction, kind }) => [direction, kind])).toEqual([
      ['sent', 'saml_authn_request'],
      ['received', 'saml_response'],
    ])
    expect(session.messages[1]?.content).toContain('ada@acme.example')
    const shown = JSON.stringify(session)
    for (const secret of [code, 'app-state-secret']) expect(shown).not.toContain(secret)
  })

  it('is not found by another environment, nor is a sign-in of it', async () => {
    await acme.signIn(undefined, { attributes: ada })
    const [latest] = (await log().listSsoSessions(acme.connectionId)).data
    const theirs = world.other.client.portico.connections
    await expect(theirs.listSsoSessions(acme.connectionId)).rejects.toMatchObject({ status: 404 })
    await expect(theirs.getSsoSession(latest?.id ?? '')).rejects.toMatchObject({ status: 404 })
    await expect(theirs.testConnection(acme.connectionId)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a test of a connection', () => {
  const requestIdOf = async (visitor: Visitor, url: string) => {
    const { location, text } = await visitor.get(url)
    if (!location) throw new Error(text)
    const [row] = await world.server.kernel.database.sql<{ request_id: string }[]>`
      select request_id from sso_sessions where environment_id = ${world.environment.id} and test
      order by updated_at desc limit 1`
    return row?.request_id ?? ''
  }

  /** A test as far as its result. */
  async function resultOf(options: Parameters<SamlTenant['form']>[0] = {}, there = acme) {
    const { url, ssoSessionId } = await log().testConnection(there.connectionId)
    const visitor = there.visitor()
    const inResponseTo = await requestIdOf(visitor, url)
    const page = await there.post(visitor, there.form({ inResponseTo, relayState: inResponseTo, ...options }))
    return { page, session: await log().getSsoSession(ssoSessionId), url, visitor }
  }

  it('begins at an address that works for an hour', async () => {
    const test = await log().testConnection(acme.connectionId)
    expect(test).toMatchObject({
      object: 'connection_test',
      ssoSessionId: expect.stringMatching(/^sso_session_/),
      url: expect.stringMatching(/\/sso\/test\/[A-Za-z0-9]{37}$/),
    })
    const session = await log().getSsoSession(test.ssoSessionId)
    expect(session).toMatchObject({ state: 'started', test: true, messages: [] })
    expect(Date.parse(String(test.expiresAt)) - Date.parse(String(session.createdAt))).toBe(3_600_000)
  })

  it('shows what was received and how it maps, and signs nobody in', async () => {
    const before = await world.recorded.events()
    const { page, session } = await resultOf({ attributes: { ...ada, department: 'Engines' } })
    expect([page.status, page.location]).toEqual([200, null])
    expect(page.text).toContain('The test succeeded')
    for (const text of ['u-ada', 'ada@acme.example', 'Lovelace', 'Engines', 'member']) {
      expect(page.text).toContain(text)
    }
    expect(session).toMatchObject({ state: 'successful', profileId: null })
    expect(await world.recorded.events()).toEqual(before)
    const codes = await world.server.kernel.database.sql`
      select true from sso_codes where environment_id = ${world.environment.id} and session_id = ${session.id}`
    expect(codes).toHaveLength(0)
  })

  it('shows what failed and what to change', async () => {
    const outside = await resultOf({ attributes: { id: 'u', email: 'guest@elsewhere.example' } })
    expect(outside.page.text).toContain('The test failed')
    expect(outside.page.text).toContain('elsewhere.example is no verified domain')
    expect(outside.session).toMatchObject({ state: 'failed' })
    const unmapped = await resultOf({ nameId: 'no-address', attributes: { contact: 'ada@acme.example' } })
    expect(unmapped.page.text).toContain('What came as e-mail address is none: &quot;no-address&quot;.')
    const unsigned = await resultOf({ attributes: ada, sign: 'none' })
    expect(unsigned.page.text).toContain('The test failed')
    expect(unsigned.session.error?.code).toBeTruthy()
  })

  it('shows, too, what keeps it from beginning', async () => {
    const idp = await oidcIdp()
    const there = await oidcTenant(world.server, world, idp, { domain: 'unreachable.example' })
    const connections = log()
    const { url, ssoSessionId } = await connections.testConnection(there.connectionId)
    await idp.close()
    const { status, text } = await there.visitor().get(url)
    expect([status, text.includes('The test failed')]).toEqual([200, true])
    const session = await connections.getSsoSession(ssoSessionId)
    expect(session).toMatchObject({ state: 'failed', test: true, error: { code: expect.any(String) } })
    expect((await connections.listSsoSessions(there.connectionId)).data).toHaveLength(1)
    expect((await there.visitor().get(url)).status).toBe(404)
  })

  it('does not make a connection active', async () => {
    const there = await samlTenant(world.server, world, { domain: 'tested.example', state: 'validating' })
    const { page } = await resultOf({ attributes: { id: 'u', email: 'a@tested.example' } }, there)
    expect(page.text).toContain('The test succeeded')
    expect((await world.client.sso.getConnection(there.connectionId)).state).toBe('validating')
  })

  it('can be begun once', async () => {
    const { url } = await log().testConnection(acme.connectionId)
    const visits = await Promise.all([1, 2, 3].map(() => acme.visitor().get(url)))
    expect(visits.filter(({ status }) => status === 302)).toHaveLength(1)
    const late = await acme.visitor().get(url)
    expect([late.status, late.text.includes('<code>test_over</code>')]).toEqual([404, true])
  })

  it('is bound to the browser that began it', async () => {
    const { url } = await log().testConnection(acme.connectionId)
    const inResponseTo = await requestIdOf(acme.visitor(), url)
    const page = await acme.post(acme.visitor(), acme.form({ inResponseTo, attributes: ada }))
    expect(page.text).not.toContain('ada@acme.example')
  })

  it('does not time out once it has begun, and does where nobody begins it', async () => {
    const own = await testServer({})
    const there = await samlTenant(own.server, own)
    const clock = own.server.kernel.clock as unknown as { setOffset(ms: number): Promise<void> }
    const connections = own.client.portico.connections
    const begun = await connections.testConnection(there.connectionId)
    const ignored = await connections.testConnection(there.connectionId)
    const visitor = there.visitor()
    await visitor.get(begun.url)
    await clock.setOffset(2 * 3_600_000)
    const [row] = await own.server.kernel.database.sql<{ request_id: string }[]>`
      select request_id from sso_sessions where id = ${begun.ssoSessionId}`
    const form = there.form({ inResponseTo: row?.request_id ?? '', attributes: ada })
    expect((await there.post(visitor, form)).text).toContain('The test succeeded')
    expect((await visitor.get(ignored.url)).status).toBe(404)
  })

  it('waits for a connection that is complete', async () => {
    const { body } = await world.request('POST', '/connections', {
      body: {
        organization_id: acme.organizationId,
        connection_type: 'OktaSAML',
        name: 'Empty',
        saml_options: {},
      },
    })
    await expect(log().testConnection((body as { id: string }).id)).rejects.toMatchObject({
      status: 409,
      code: 'connection_incomplete',
      message: expect.stringContaining('idp_sso_url'),
    })
  })
})
