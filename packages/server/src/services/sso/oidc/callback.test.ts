import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MovableClock } from '../../../kernel/clock.ts'
import {
  createTenant,
  ownServer,
  type TestServer,
  testServer,
  type Visited,
  visitorOf,
} from '../../../testing/index.ts'
import { type OidcIdp, oidcIdp } from '../../../testing/oidc-idp.ts'
import { type CodeTenant, oidcTenant, ownOidcTenant } from '../../../testing/oidc-tenant.ts'

let world: TestServer
let idp: OidcIdp
let acme: CodeTenant

beforeAll(async () => {
  world = await testServer()
  idp = await oidcIdp()
  acme = await oidcTenant(world.server, world, idp)
})
afterAll(() => idp.close())

const errorOf = ({ location }: Visited) => location?.searchParams.get('error')
const codeOf = ({ location }: Visited) => location?.searchParams.get('code')

describe('an answer in the browser', () => {
  const page = { status: 400, location: null }

  it('from another browser than the one that asked redeems no code', async () => {
    const answer = idp.signIn(await acme.begin(acme.visitor()))
    const before = idp.requestsTo('/token').length
    const stranger = acme.visitor()
    await acme.begin(stranger)
    for (const visitor of [acme.visitor(), stranger]) {
      expect(await visitor.get(answer)).toMatchObject(page)
    }
    expect(idp.requestsTo('/token')).toHaveLength(before)
  })

  it('is taken once', async () => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    expect(codeOf(await visitor.get(answer))).toBeTruthy()
    expect(await visitor.get(answer)).toMatchObject(page)
    expect((await acme.logged()).error_code).toBe('state_unknown')
  })

  it('that answers nothing is recorded as often as somebody has to see, and no more', async () => {
    const server = await ownServer({ env: { PORTICO_RATE_LIMIT_AUTHENTICATE: '2/3600' } })
    const flooded = await ownOidcTenant(server)
    const path = `/sso/oidc/${flooded.key}/callback?code=a&state=${'n'.repeat(43)}`
    for (let i = 0; i < 5; i++) expect(await flooded.visitor().get(path)).toMatchObject(page)
    const rows = await server.kernel.database.sql`
      select error_code from sso_sessions where connection_id = ${flooded.connectionId}`
    expect(rows.map(({ error_code }) => error_code)).toEqual(['state_unknown', 'state_unknown'])
  })

  it('is not used up by a program that looks at the link', async () => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    const cookie = Array.from(visitor.cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const url = answer.pathname + answer.search
    const looked = await world.server.app.inject({ method: 'HEAD', url, headers: { cookie } })
    expect(looked.statusCode).toBe(404)
    expect(codeOf(await visitor.get(answer))).toBeTruthy()
  })

  it('signs in once when it comes twice at the same time', async () => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    const answers = await Promise.all([visitor.get(answer), visitor.get(answer)])
    expect(answers.filter((one) => codeOf(one))).toHaveLength(1)
  })

  it('with the code of another sign-in is refused by PKCE', async () => {
    const [victim, attacker] = [acme.visitor(), acme.visitor()]
    const stolen = idp.signIn(await acme.begin(victim))
    const own = idp.signIn(await acme.begin(attacker))
    own.searchParams.set('code', stolen.searchParams.get('code') as string)
    expect(errorOf(await attacker.get(own))).toBe('server_error')
    expect((await acme.logged()).error_code).toBe('token_request_refused')
  })

  it('with the code of another sign-in is refused by the nonce where there is no PKCE', async () => {
    const plain = await ownOidcTenant(world.server, { pkce: false })
    const [victim, attacker] = [plain.visitor(), plain.visitor()]
    const stolen = plain.idp.signIn(await plain.begin(victim))
    const own = plain.idp.signIn(await plain.begin(attacker))
    own.searchParams.set('code', stolen.searchParams.get('code') as string)
    expect(errorOf(await attacker.get(own))).toBe('server_error')
    expect((await plain.logged()).error_code).toBe('nonce_mismatch')
  })

  it('to another connection is not taken, whosever it is', async () => {
    const sameEnvironment = await oidcTenant(world.server, world, idp, { domain: 'other.example' })
    const otherEnvironment = await oidcTenant(world.server, world.other, idp)
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    for (const { key } of [sameEnvironment, otherEnvironment]) {
      const misled = new URL(`/sso/oidc/${key}/callback${answer.search}`, answer)
      expect(await visitor.get(misled)).toMatchObject(page)
    }
    expect(codeOf(await visitor.get(answer))).toBeTruthy()
  })

  it('is refused when it comes too late', async () => {
    const server = await ownServer()
    const tenant = await oidcTenant(server, await createTenant(server), idp)
    const visitor = visitorOf(server)
    const answer = idp.signIn(await tenant.begin(visitor))
    await (server.kernel.clock as MovableClock).setOffset(301_000)
    expect(await visitor.get(answer)).toMatchObject(page)
  })

  it.each([
    ['that names another issuer', { iss: 'https://evil.example' }, 'answer_invalid'],
    ['that names the issuer twice in one', { iss: 'http://127.0.0.1,http://127.0.0.1' }, 'answer_invalid'],
  ])('%s is refused before the code is redeemed (RFC 9207)', async (_, parameters, code) => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    for (const [name, value] of Object.entries(parameters)) answer.searchParams.set(name, value)
    const before = idp.requestsTo('/token').length
    expect(errorOf(await visitor.get(answer))).toBe('server_error')
    expect((await acme.logged()).error_code).toBe(code)
    expect(idp.requestsTo('/token')).toHaveLength(before)
  })

  it('that has to name its issuer and does not is refused (RFC 9207)', async () => {
    const strict = await ownOidcTenant(world.server)
    strict.idp.metadata = { authorization_response_iss_parameter_supported: true }
    const visitor = strict.visitor()
    const answer = strict.idp.signIn(await strict.begin(visitor))
    expect(errorOf(await visitor.get(answer))).toBe('server_error')
    const named = strict.idp.signIn(await strict.begin(visitor))
    named.searchParams.set('iss', strict.idp.issuer)
    expect(codeOf(await visitor.get(named))).toBeTruthy()
  })

  it.each([
    ['access_denied', 'access_denied', 'idp_denied'],
    ['login_required', 'access_denied', 'idp_denied'],
    ['temporarily_unavailable', 'server_error', 'idp_error'],
    ['invalid_scope', 'server_error', 'idp_error'],
  ])('that is the error %s reaches the application as %s', async (error, told, code) => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor, { state: 'mine' }))
    answer.searchParams.delete('code')
    answer.searchParams.set('error', error)
    answer.searchParams.set('error_description', 'Because <b>Ada</b> said so')
    const { location } = await visitor.get(answer)
    expect(Object.fromEntries(location?.searchParams ?? [])).toMatchObject({ error: told, state: 'mine' })
    expect(location?.href).not.toContain('Ada')
    const { error_code, error_message } = await acme.logged()
    expect(error_code).toBe(code)
    expect(error_message).toContain('Because <b>Ada</b> said so')
  })

  it.each([
    ['without state', '?code=a'],
    ['with the state of nobody', `?code=a&state=${'b'.repeat(43)}`],
    ['with a state that is none of ours', '?code=a&state=b'],
    ['with two states', '?code=a&state=b&state=c'],
    ['with a state that is a map', '?code=a&state[x]=b'],
    ['without anything', ''],
    ['with a code of 10,000 characters', `?state=b&code=${'a'.repeat(10_000)}`],
    ['with a state that no database stores', '?code=a&state=%00'],
  ])('%s is a page', async (_, query) => {
    const answer = await acme.visitor().get(`/sso/oidc/${acme.key}/callback${query}`)
    expect(answer).toMatchObject(page)
    expect(answer.text).toContain('<html')
  })

  it('without a code is refused', async () => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    answer.searchParams.delete('code')
    expect(errorOf(await visitor.get(answer))).toBe('server_error')
  })

  it('at an address of nobody is a page', async () => {
    for (const key of ['AAAAAAAAAAAAAAAAAAAAAA', '%00', 'a'.repeat(100), '..%2f']) {
      const answer = await acme.visitor().get(`/sso/oidc/${key}/callback?code=a&state=b`)
      expect([400, 404]).toContain(answer.status)
      expect(answer.location).toBeNull()
    }
  })

  it('for a connection that was deactivated meanwhile signs nobody in', async () => {
    const tenant = await createTenant(world.server)
    const connection = await oidcTenant(world.server, tenant, idp)
    const visitor = connection.visitor()
    const answer = idp.signIn(await connection.begin(visitor))
    await tenant.request('POST', `/portico/connections/${connection.connectionId}/deactivate`)
    const before = idp.requestsTo('/token').length
    expect(errorOf(await visitor.get(answer))).toBe('connection_unlinked')
    expect(idp.requestsTo('/token')).toHaveLength(before)
  })
})
