import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MovableClock } from '../../../kernel/clock.ts'
import { currentSigningKeys } from '../../../kernel/crypto/signing-key-store.ts'
import { type JwtClaims, signJwt } from '../../../kernel/crypto/signing-keys.ts'
import {
  createTenant,
  ownServer,
  type SamlTenant,
  samlTenant,
  type TestServer,
  testServer,
  type Visitor,
} from '../../../testing/index.ts'

let world: TestServer
let acme: SamlTenant

const idp_logout_url = 'https://idp.acme.example/slo'

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world, { settings: { idp_logout_url } })
})

type SignedIn = { profileId: string; sessionId: string; accessToken: string }

let people = 0

async function signedIn(tenant = acme, nameId = `person-${people++}@acme.example`): Promise<SignedIn> {
  const { location } = await tenant.signIn(undefined, { nameId })
  const { clientId: client_id, apiKey: client_secret } = tenant.tenant
  const code = location?.searchParams.get('code')
  const body = { client_id, client_secret, grant_type: 'authorization_code', code }
  const { body: answer } = await tenant.tenant.request('POST', '/sso/token', { body })
  const { access_token, profile } = answer as { access_token: string; profile: { id: string } }
  return { profileId: profile.id, sessionId: (await tenant.logged()).id, accessToken: access_token }
}

async function authorize(profile_id: string, { tenant } = acme) {
  const { body } = await tenant.request('POST', '/sso/logout/authorize', { body: { profile_id } })
  return body as { logout_url: string; logout_token: string }
}

const follow = (address: string, visitor: Visitor = acme.visitor()) => visitor.get(address)

async function isGood(accessToken: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return (await world.request('GET', '/sso/profile', { headers })).status === 200
}

describe('authorizeLogout', () => {
  it('gives an address with a token that names the person, for five minutes', async () => {
    const { profileId, sessionId } = await signedIn()
    const { logout_url, logout_token } = await authorize(profileId)
    const { publicUrl } = world.server.kernel.config
    expect(logout_url).toBe(`${publicUrl}/sso/logout?token=${logout_token}`)
    expect(decodeProtectedHeader(logout_token)).toMatchObject({ alg: 'RS256', typ: 'sso-logout+jwt' })
    const claims = decodeJwt(logout_token) as JwtClaims
    expect(claims).toMatchObject({ iss: publicUrl, sub: profileId, sid: sessionId })
    expect(claims.exp - claims.iat).toBe(300)
  })

  it('does not know profiles of other environments, or none at all', async () => {
    const { profileId } = await signedIn()
    for (const [tenant, profile_id] of [
      [world.other, profileId],
      [world, 'prof_x'],
    ] as const) {
      const answer = await tenant.request('POST', '/sso/logout/authorize', { body: { profile_id } })
      expect(answer.status).toBe(404)
    }
  })

  it('refuses where the identity provider cannot sign anybody out', async () => {
    const simple = await samlTenant(world.server, world, { domain: 'simple.example' })
    const { profileId } = await signedIn(simple, 'ada@simple.example')
    const body = { profile_id: profileId }
    expect(await world.request('POST', '/sso/logout/authorize', { body })).toMatchObject({
      status: 400,
      body: { error: 'connection_invalid', error_description: expect.any(String) },
    })
  })

  it('takes an API key', async () => {
    const headers = { authorization: 'Bearer sk_wrong' }
    const body = { profile_id: 'prof_x' }
    const { status } = await world.request('POST', '/sso/logout/authorize', { headers, body })
    expect(status).toBe(401)
  })
})

describe('logout', () => {
  it('ends the sign-in here, and sends the browser to the identity provider', async () => {
    const { profileId, sessionId, accessToken } = await signedIn()
    const { logout_url } = await authorize(profileId)
    const { status, location } = await follow(logout_url)
    expect(status).toBe(302)
    expect(location?.href).toMatch(/^https:\/\/idp\.acme\.example\/slo\?SAMLRequest=/)
    expect(await isGood(accessToken)).toBe(false)
    const { body } = await world.request('GET', `/portico/sso_sessions/${sessionId}`)
    expect(body).toMatchObject({ state: 'terminated' })
  })

  it('takes a token once, also when it comes several times at once', async () => {
    const { profileId } = await signedIn()
    const { logout_url } = await authorize(profileId)
    const answers = await Promise.all([1, 2, 3].map(() => follow(logout_url)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([302, 404, 404])
    const { status, text } = await follow(logout_url)
    expect([status, text.includes('signs nobody out any more')]).toEqual([404, true])
  })

  it('signs nobody out by a token that is forged, of another kind, or of another environment', async () => {
    const { profileId, accessToken } = await signedIn()
    const { logout_token } = await authorize(profileId)
    const { keyring, database } = world.server.kernel
    const keysOf = (id: string) => currentSigningKeys(database.sql, id, { keyring, now: new Date() })
    const claims = decodeJwt(logout_token) as JwtClaims
    const { signer } = await keysOf(world.environment.id)
    const { signer: strange } = await keysOf(world.other.environment.id)
    const typ = 'sso-logout+jwt'
    const unsigned = `${Buffer.from('{"alg":"none","typ":"sso-logout+jwt"}').toString('base64url')}.${logout_token.split('.')[1]}.`
    for (const token of [
      '',
      'x',
      'a.b.c',
      'x'.repeat(10_000),
      logout_token.slice(0, -2),
      unsigned,
      await signJwt(strange, claims, { typ }),
      await signJwt(signer, claims),
      await signJwt(signer, { ...claims, aud: 'https://other.example' }, { typ }),
      await signJwt(signer, { ...claims, environment_id: world.other.environment.id }, { typ }),
      await signJwt(signer, { ...claims, environment_id: 'environment_unknown' }, { typ }),
      await signJwt(signer, { ...claims, sub: 'prof_unknown' }, { typ }),
    ]) {
      expect((await follow(`/sso/logout?${new URLSearchParams({ token })}`)).status).toBe(404)
    }
    expect((await follow(`/sso/logout?token=${logout_token}&token=${logout_token}`)).status).toBe(404)
    expect(await isGood(accessToken)).toBe(true)
  })

  it('takes no token that is older than five minutes', async () => {
    const server = await ownServer()
    const late = await samlTenant(server, await createTenant(server), { settings: { idp_logout_url } })
    const { profileId } = await signedIn(late)
    const { logout_url } = await authorize(profileId, late)
    await (server.kernel.clock as MovableClock).setOffset(301_000)
    expect((await follow(logout_url, late.visitor())).status).toBe(404)
  })

  it('tells programs so in JSON', async () => {
    const answer = await world.request('GET', '/sso/logout?token=x', {
      headers: { accept: 'application/json' },
    })
    expect(answer).toMatchObject({ status: 404, body: { message: expect.any(String) } })
    const nothing = await world.request('GET', '/sso/logout')
    expect(nothing).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  })

  it('ends nothing a second time, and says that the person is signed out', async () => {
    const { profileId } = await signedIn()
    const visitor = acme.visitor()
    const [one, two] = [await authorize(profileId), await authorize(profileId)]
    await follow(one.logout_url)
    const { status, location } = await follow(two.logout_url, visitor)
    expect([status, location?.pathname]).toEqual([302, '/sso/logout/done'])
    const third = await authorize(profileId)
    expect((await follow(third.logout_url, visitor)).location?.pathname).toBe('/sso/logout/done')
  })
})

describe('logout with an API key', () => {
  it('tells the address that ends a session, under both names', async () => {
    const { sessionId, accessToken } = await signedIn()
    const { status, body, headers } = await world.request('GET', `/sso/logout?session_id=${sessionId}`)
    const { url, link } = body as { url: string; link: string }
    expect([status, link]).toEqual([200, url])
    expect(headers.get('content-type')).toContain('application/json')
    expect((await follow(url)).location?.host).toBe('idp.acme.example')
    expect(await isGood(accessToken)).toBe(false)
  })

  it('takes a key of the environment that the session is in', async () => {
    const { sessionId } = await signedIn()
    const path = `/sso/logout?session_id=${sessionId}`
    expect(await world.other.request('GET', path)).toMatchObject({
      status: 404,
      body: { code: 'session_not_found' },
    })
    for (const authorization of ['', 'Bearer sk_wrong', 'Basic x']) {
      expect(await world.request('GET', path, { headers: { authorization } })).toMatchObject({
        status: 401,
        body: { code: 'unauthorized' },
      })
    }
    expect((await world.request('GET', '/sso/logout?session_id=sso_session_x')).status).toBe(404)
  })
})

describe('where a person goes who is signed out', () => {
  async function done(tenant: SamlTenant, visitor = tenant.visitor()) {
    const { profileId } = await signedIn(tenant)
    await follow((await authorize(profileId, tenant)).logout_url, visitor)
    return visitor.get('/sso/logout/done')
  }

  it('is the sign-out address of the application, or its home page', async () => {
    const tenant = await createTenant(world.server)
    const own = await samlTenant(world.server, tenant, { settings: { idp_logout_url } })
    const { portico } = tenant.client
    expect((await done(own)).text).toContain('You are signed out')
    await portico.applications.updateApplication(tenant.clientId, { homepageUrl: 'https://app.example/' })
    expect((await done(own)).location?.href).toBe('https://app.example/')
    await portico.applications.updateApplication(tenant.clientId, {
      logoutRedirectUris: ['https://app.example/bye', 'https://*.acme.com/bye'],
    })
    expect((await done(own)).location?.href).toBe('https://app.example/bye')
  })

  it('is remembered by their browser alone, and once', async () => {
    const tenant = await createTenant(world.server)
    const own = await samlTenant(world.server, tenant, { settings: { idp_logout_url } })
    await tenant.client.portico.applications.updateApplication(tenant.clientId, {
      homepageUrl: 'https://app.example/',
    })
    const visitor = own.visitor()
    expect((await done(own, visitor)).location?.href).toBe('https://app.example/')
    expect((await visitor.get('/sso/logout/done')).location).toBeNull()
    const cookie = 'portico_sso_logout_80=forged; portico_sso_logout_0=forged; portico_sso_logout=forged'
    expect((await own.visitor().get('/sso/logout/done', { cookie })).status).toBe(200)
  })
})
