import { randomUUID } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, type Tenant, type TestServer, testServer } from '../../../testing/index.ts'
import { newOidcKey, type OidcIdp, type OidcSignIn, oidcIdp } from '../../../testing/oidc-idp.ts'
import { type CodeTenant, oidcTenant } from '../../../testing/oidc-tenant.ts'

let world: TestServer
let idp: OidcIdp
let acme: CodeTenant & { tenant: Tenant }

beforeAll(async () => {
  world = await testServer()
  idp = await oidcIdp()
  idp.metadata = { end_session_endpoint: `${idp.issuer}/end`, revocation_endpoint: `${idp.issuer}/revoke` }
  acme = await connection()
})
afterEach(() => idp.answers.clear())
afterAll(() => idp.close())

async function connection(): Promise<CodeTenant & { tenant: Tenant }> {
  const tenant = await createTenant(world.server)
  return { tenant, ...(await oidcTenant(world.server, tenant, idp)) }
}

type SignedIn = { profileId: string; isGood(): Promise<boolean> }

async function signedIn(options: OidcSignIn = {}, at = acme): Promise<SignedIn> {
  const { body } = await at.redeem(await at.signIn(options))
  const { profile, access_token } = body as { profile: { id: string }; access_token: string }
  const headers = { authorization: `Bearer ${access_token}` }
  return {
    profileId: profile.id,
    isGood: async () => (await at.tenant.request('GET', '/sso/profile', { headers })).status === 200,
  }
}

/** Where signing a person out leads. */
async function signOut({ profileId }: SignedIn, at = acme): Promise<URL | null> {
  const answer = await at.tenant.request('POST', '/sso/logout/authorize', { body: { profile_id: profileId } })
  const { logout_url } = answer.body as { logout_url: string }
  return (await at.visitor().get(logout_url)).location
}

describe('signing somebody out', () => {
  it('leads to the provider, with what tells it whom, and back', async () => {
    const person = await signedIn()
    const location = await signOut(person)
    expect(location?.href).toContain(`${idp.issuer}/end?`)
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      client_id: 'portico',
      id_token_hint: expect.stringMatching(/^ey/),
      post_logout_redirect_uri: `${world.server.kernel.config.publicUrl}/sso/logout/done`,
      state: expect.any(String),
    })
    expect(await person.isGood()).toBe(false)
  })

  it('revokes the refresh token; without one, the access token', async () => {
    await signOut(await signedIn({ tokens: { refresh_token: 'the-refresh-token' } }))
    expect(Object.fromEntries(idp.requestsTo('/revoke').at(-1)?.form ?? [])).toMatchObject({
      token: 'the-refresh-token',
      token_type_hint: 'refresh_token',
    })
    await signOut(await signedIn({ tokens: { access_token: 'the-access-token' } }))
    expect(idp.requestsTo('/revoke').at(-1)?.form.get('token')).toBe('the-access-token')
  })

  it('goes on where revoking does not', async () => {
    idp.answers.set('/revoke', (response) => response.writeHead(503).end())
    expect((await signOut(await signedIn()))?.origin).toBe(idp.issuer)
  })

  it('is not to be had where the provider has no place for it', async () => {
    const silent = await oidcIdp()
    const tenant = await createTenant(world.server)
    const at = { tenant, ...(await oidcTenant(world.server, tenant, silent)) }
    const { profileId } = await signedIn({}, at)
    const answer = await tenant.request('POST', '/sso/logout/authorize', { body: { profile_id: profileId } })
    expect([answer.status, answer.body]).toMatchObject([400, { error: 'connection_invalid' }])
    await silent.close()
  })
})

const event = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const now = () => Math.floor(world.server.kernel.clock.now().getTime() / 1000)

const logoutClaims = (claims: Record<string, unknown> = {}): JWTPayload => ({
  iss: idp.issuer,
  aud: idp.clientId,
  iat: now(),
  exp: now() + 120,
  jti: randomUUID(),
  events: event,
  ...claims,
})

const tokenOf = (claims: Record<string, unknown>) =>
  idp.sign(logoutClaims(claims), { header: { typ: 'logout+jwt' } })

/** Posts a logout token as a provider does. */
async function post(logout_token: string, at = acme) {
  const { status, headers, text } = await at
    .visitor()
    .post(`/sso/oidc/idp-logout/${at.key}`, { logout_token })
  return { status, cacheControl: headers.get('cache-control'), text }
}

describe('a logout token', () => {
  it('ends the session that it names, and no other', async () => {
    const sub = randomUUID()
    const [first, second] = [
      await signedIn({ claims: { sub, sid: 'session-1' } }),
      await signedIn({ claims: { sub, sid: 'session-2' } }),
    ]
    expect(await post(await tokenOf({ sub, sid: 'session-1' }))).toEqual({
      status: 200,
      cacheControl: 'no-store',
      text: '',
    })
    expect([await first.isGood(), await second.isGood()]).toEqual([false, true])
  })

  it('of a person ends all sessions of theirs, and nobody else’s', async () => {
    const sub = randomUUID()
    const theirs = [
      await signedIn({ claims: { sub, sid: randomUUID() } }),
      await signedIn({ claims: { sub, sid: undefined } }),
    ]
    const other = await signedIn({ claims: { sub: randomUUID() } })
    expect((await post(await tokenOf({ sub }))).status).toBe(200)
    expect(await Promise.all(theirs.map((one) => one.isGood()))).toEqual([false, false])
    expect(await other.isGood()).toBe(true)
  })

  it('stands in the log of the sign-ins that it ended', async () => {
    const sub = randomUUID()
    await signedIn({ claims: { sub } })
    await post(await tokenOf({ sub }))
    const { state, messages } = await acme.logged()
    expect(state).toBe('terminated')
    expect(messages.at(-1)).toMatchObject({ kind: 'oidc_logout_token', direction: 'received' })
  })

  it('ends nothing when it comes again', async () => {
    const sub = randomUUID()
    const token = await tokenOf({ sub })
    expect((await post(token)).status).toBe(200)
    const person = await signedIn({ claims: { sub } })
    expect((await post(token)).status).toBe(200)
    expect(await person.isGood()).toBe(true)
  })

  it('ends nothing through another connection, whoever is called the same there', async () => {
    const sub = randomUUID()
    const elsewhere = await connection()
    const person = await signedIn({ claims: { sub } }, elsewhere)
    expect((await post(await tokenOf({ sub }))).status).toBe(200)
    expect(await person.isGood()).toBe(true)
  })

  const wrongs: Record<string, Record<string, unknown>> = {
    'of another issuer': { iss: 'https://evil.example' },
    'for another client': { aud: 'another' },
    'that has expired': { exp: 1_700_000_000 },
    'that was issued long ago': { iat: 1_700_000_000 },
    'that never expires': { exp: undefined },
    'without an ID of its own': { jti: undefined },
    'with a list as its ID': { jti: ['a'] },
    'without an event': { events: undefined },
    'with another event': { events: { 'http://schemas.openid.net/event/other': {} } },
    'whose events are none': { events: 'http://schemas.openid.net/event/backchannel-logout' },
    'with a nonce, as ID tokens have': { nonce: 'a' },
    'about nobody': { sub: undefined },
    'about a number': { sub: 7 },
    'about a session that is a map': { sid: {} },
  }
  it.each(Object.entries(wrongs))('%s is refused', async (_, claims) => {
    const sub = randomUUID()
    const person = await signedIn({ claims: { sub } })
    const { status, text } = await post(await tokenOf({ sub, ...claims }))
    expect([status, JSON.parse(text)]).toMatchObject([400, { error: 'invalid_request' }])
    expect(await person.isGood()).toBe(true)
  })

  it('that is refused stands in the log of the connection, with why and without the token', async () => {
    const at = await connection()
    const token = await tokenOf({ sub: 'ada', iss: 'https://evil.example' })
    await post(token, at)
    const logged = await at.logged()
    expect(logged).toMatchObject({
      state: 'failed',
      error_code: expect.any(String),
      error_message: expect.stringContaining('Nobody was signed out'),
      messages: [{ direction: 'received', kind: 'oidc_logout_token' }],
    })
    expect(logged.messages[0]?.content).toContain('https://evil.example')
    expect(JSON.stringify(logged)).not.toContain(token)
    expect(await at.tenant.recorded.events()).not.toContain('authentication.sso_failed')
  })

  it('that is forged is refused', async () => {
    const sub = randomUUID()
    const person = await signedIn({ claims: { sub } })
    const claims = logoutClaims({ sub })
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url')
    const forged = [
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`,
      await idp.sign(claims, { key: await newOidcKey() }),
      await idp.sign(claims, { key: await newOidcKey(idp.keys[0]?.kid) }),
      'a.b.c',
      'x',
      '',
      'x'.repeat(100_000),
    ]
    for (const token of forged) expect([400, 413]).toContain((await post(token)).status)
    expect(await person.isGood()).toBe(true)
  })

  it('with a key that is not known does not have the keys read again and again', async () => {
    await signedIn()
    const before = idp.requestsTo('/jwks').length
    const key = await newOidcKey()
    for (let i = 0; i < 3; i++) await post(await idp.sign(logoutClaims({ sub: 'x' }), { key }))
    expect(idp.requestsTo('/jwks').length - before).toBeLessThanOrEqual(1)
  })

  it('goes to an address of nobody in vain', async () => {
    const answer = await acme
      .visitor()
      .post('/sso/oidc/idp-logout/AAAAAAAAAAAAAAAAAAAAAA', { logout_token: 'a' })
    expect(answer.status).toBe(404)
  })
})

describe('signing out in the browser, at the provider', () => {
  const visit = (query: Record<string, string>, at = acme) =>
    at.visitor().get(`/sso/oidc/idp-logout/${at.key}?${new URLSearchParams(query)}`)

  it('ends the session', async () => {
    const sid = randomUUID()
    const person = await signedIn({ claims: { sid } })
    expect((await visit({ iss: idp.issuer, sid })).status).toBe(200)
    expect(await person.isGood()).toBe(false)
  })

  it('ends nothing without its name, or by that of another issuer', async () => {
    const sub = randomUUID()
    const [sid, person] = [randomUUID(), await signedIn({ claims: { sub } })]
    const named = await signedIn({ claims: { sid } })
    for (const query of [{}, { sid }, { iss: idp.issuer }, { iss: 'https://evil.example', sid }]) {
      expect((await visit(query as Record<string, string>)).status).toBe(400)
    }
    expect((await visit({ iss: idp.issuer, sid: sub })).status).toBe(200)
    expect([await person.isGood(), await named.isGood()]).toEqual([true, true])
  })
})
