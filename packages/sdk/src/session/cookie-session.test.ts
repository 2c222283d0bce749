import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import vectors from '../../fixtures/sessions.json' with { type: 'json' }
import {
  claimsOf,
  type Issuer,
  identityServer,
  newIssuer,
  password,
  user,
  userRead,
} from '../../test/issuer.ts'
import type { Reply } from '../../test/peer.ts'
import { Client, type CookiePassword, SecretString, sealData, sealSession } from '../index.ts'

const issuer = await newIssuer()
const stranger = await newIssuer()
const other = 'another-password-of-32-characters'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** An application with its server. Its methods take the value of a cookie. */
async function application(keys: () => Reply = () => ({ json: { keys: [issuer.jwk] } })) {
  const server = await identityServer(keys)
  const load = (
    sessionData: string | undefined,
    cookiePassword: CookiePassword = password,
    more: object = {},
  ) => server.client.userManagement.loadSealedSession({ sessionData, cookiePassword, ...more })
  const authenticate = (...given: Parameters<typeof load>) => load(...given).authenticate()
  return { ...server, load, authenticate }
}

/** The cookie of a session whose token says this besides the usual. */
async function cookieOf(claims: object = {}, more: object = {}, signer: Issuer = issuer): Promise<string> {
  const accessToken = await signer.sign(claimsOf(claims))
  return sealSession({ user: userRead, accessToken, refreshToken: 'rt_1', ...more }, password)
}

const signedIn = await cookieOf()
const token = await issuer.sign(claimsOf())
const seal = (payload: unknown) => sealData(payload, { password })
const failures: [string, string | undefined, string][] = [
  ['no cookie', undefined, 'no_session_cookie_provided'],
  ['an empty cookie', '', 'no_session_cookie_provided'],
  ['garbage', 'garbage', 'invalid_session_cookie'],
  ['bad base64', signedIn.replace(/\*[^*]+\*\*/, '*§§**'), 'invalid_session_cookie'],
  ['another MAC', `${signedIn.slice(0, -4)}AA~2`, 'invalid_session_cookie'],
  ['20,000 characters', `Fe26.2*${'a'.repeat(20_000)}`, 'invalid_session_cookie'],
  ['a sealed text', await seal('text'), 'invalid_session_cookie'],
  ['a sealed nothing', await seal(null), 'invalid_session_cookie'],
  ['a sealed list', await seal([{ accessToken: token }]), 'invalid_session_cookie'],
  ['no access token', await seal({ user: userRead }), 'invalid_session_cookie'],
  [
    'an access token that is no text',
    await seal({ user: userRead, accessToken: 1 }),
    'invalid_session_cookie',
  ],
  ['no user', await seal({ accessToken: token }), 'invalid_session_cookie'],
  [
    'the user of another',
    await cookieOf({}, { user: { ...userRead, id: 'user_2' } }),
    'invalid_session_cookie',
  ],
  ['a token of no session', await cookieOf({ sid: undefined }), 'invalid_session_cookie'],
  ['a token that is garbage', await seal({ user: userRead, accessToken: 'at' }), 'invalid_jwt'],
  ['a forged token', await cookieOf({}, {}, stranger), 'invalid_jwt'],
  ['a forged token that has expired', await cookieOf({ exp: 1 }, {}, stranger), 'invalid_jwt'],
  ['the token of another application', await cookieOf({ client_id: 'client_2' }), 'invalid_jwt'],
  ['an expired token', await cookieOf({ exp: 1 }), 'expired_jwt'],
]

const noSessions: [string, string, string][] = [
  ['no cookie', '', 'no_session_cookie_provided'],
  ['garbage', 'garbage', 'invalid_session_cookie'],
  ['a forged token', await cookieOf({}, {}, stranger), 'invalid_jwt'],
  ['a forged token that has expired', await cookieOf({ exp: 1 }, {}, stranger), 'invalid_jwt'],
  ['a token of no session', await cookieOf({ sid: undefined }), 'invalid_session_cookie'],
]

describe('authenticate', () => {
  it('says who is signed in, and all that the token grants', async () => {
    const { authenticate } = await application()
    const claims = claimsOf({
      org_id: 'org_1',
      role: 'admin',
      roles: ['admin', 'billing'],
      permissions: ['posts:read'],
      entitlements: ['audit-logs'],
      feature_flags: ['beta'],
      'urn:plan': 'gold',
    })
    const accessToken = await issuer.sign(claims)
    const cookie = await cookieOf(claims, { authenticationMethod: 'Passkey' })
    expect(await authenticate(cookie)).toEqual({
      authenticated: true,
      sessionId: 'session_1',
      organizationId: 'org_1',
      role: 'admin',
      roles: ['admin', 'billing'],
      permissions: ['posts:read'],
      entitlements: ['audit-logs'],
      featureFlags: ['beta'],
      user: userRead,
      authenticationMethod: 'Passkey',
      accessToken: expect.any(SecretString),
      claims,
    })
    const result = await authenticate(cookie)
    expect(result.authenticated && result.accessToken.expose()).toBe(accessToken)
  })

  it('keeps quiet about the tokens when it is printed', async () => {
    const { load } = await application()
    const cookie = await cookieOf()
    const session = load(cookie)
    const printed = inspect([session, await session.authenticate()], { depth: 9, showHidden: true })
    expect(printed).not.toMatch(/eyJ|rt_1|Fe26|a-cookie/)
  })

  it('says who acts in the name of the user: by the cookie, or by the token alone', async () => {
    const { authenticate } = await application()
    const act = { sub: 'admin@example.com' }
    const full = { email: 'admin@example.com', reason: 'support' }
    const impersonator = async (cookie: string) => {
      const result = await authenticate(cookie)
      return result.authenticated && result.impersonator
    }
    expect(await impersonator(await cookieOf({ act }, { impersonator: full }))).toEqual(full)
    expect(await impersonator(await cookieOf({ act }))).toEqual({ email: 'admin@example.com', reason: null })
    expect(await impersonator(await cookieOf())).toBeUndefined()
  })

  it('reads the names of every language but Node, and leaves the metadata as it is', async () => {
    const { authenticate } = await application()
    const cookie = await sealData(
      {
        access_token: await issuer.sign(claimsOf({ act: { sub: 'a@b.c' } })),
        refresh_token: 'rt_1',
        user,
        impersonator: { email: 'a@b.c', reason: null },
        authentication_method: 'SSO',
      },
      { password },
    )
    expect(await authenticate(cookie)).toMatchObject({
      authenticated: true,
      user: userRead,
      authenticationMethod: 'SSO',
      impersonator: { email: 'a@b.c', reason: null },
    })
  })

  it('needs neither an API key nor, once the keys are known, the server', async () => {
    const { baseUrl, received } = await application()
    const { userManagement } = new Client({ clientId: 'client_1', baseUrl })
    for (let i = 0; i < 3; i++) {
      const session = userManagement.loadSealedSession({
        sessionData: await cookieOf(),
        cookiePassword: password,
      })
      expect(await session.authenticate()).toMatchObject({ authenticated: true })
    }
    expect(received.length).toBe(1)
  })

  it('takes the password from the environment', async () => {
    vi.stubEnv('WORKOS_COOKIE_PASSWORD', password)
    const { client } = await application()
    const sessionData = await cookieOf()
    expect(await client.userManagement.authenticateWithSessionCookie({ sessionData })).toMatchObject({
      authenticated: true,
    })
    expect(await client.userManagement.getSessionFromCookie({ sessionData })).toMatchObject({
      user: userRead,
    })
  })

  it('opens cookies of every password while passwords are changed', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    expect(await authenticate(cookie, [other, password])).toMatchObject({ authenticated: true })
    expect(await authenticate(cookie, { 1: password, 2: other })).toMatchObject({ authenticated: true })
  })

  describe('fails without throwing', () => {
    it.each(failures)('on %s', async (_, cookie, reason) => {
      const { authenticate } = await application()
      expect(await authenticate(cookie)).toEqual({ authenticated: false, reason, retryable: false })
    })

    it('on a cookie of another password', async () => {
      const { authenticate } = await application()
      expect(await authenticate(signedIn, other)).toMatchObject({ reason: 'invalid_session_cookie' })
    })

    it('on another issuer than expected', async () => {
      const { authenticate } = await application()
      const result = await authenticate(signedIn, password, { issuer: 'https://auth.example.com' })
      expect(result).toMatchObject({ reason: 'invalid_jwt' })
    })

    it('on a clock that is behind, and says that the session may be good', async () => {
      const { authenticate } = await application()
      const iat = claimsOf().iat + 60
      expect(await authenticate(await cookieOf({ iat }))).toEqual({
        authenticated: false,
        reason: 'not_yet_valid_jwt',
        retryable: true,
      })
      expect(await authenticate(await cookieOf({ iat }), password, { leewaySeconds: 120 })).toMatchObject({
        authenticated: true,
      })
    })

    it('on keys that cannot be had, and says that the session may be good', async () => {
      const { authenticate } = await application(() => ({ status: 503 }))
      expect(await authenticate(signedIn)).toMatchObject({
        authenticated: false,
        reason: 'jwks_unavailable',
        retryable: true,
        error: { status: 503 },
      })
    })
  })

  it.each([
    ['a short password', { cookiePassword: 'short' }, 'cookiePassword'],
    ['no password', {}, 'cookiePassword'],
    ['a leeway that is none', { cookiePassword: password, leewaySeconds: -1 }, 'leewaySeconds'],
  ])('throws only for a bad configuration: %s', async (_, options, option) => {
    const { client } = await application()
    expect(() => client.userManagement.loadSealedSession({ sessionData: '', ...options })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', option }),
    )
  })

  it('throws for a client without a client ID', () => {
    const { userManagement } = new Client({ apiKey: 'sk_test_1' })
    const options = { sessionData: '', cookiePassword: password }
    expect(() => userManagement.loadSealedSession(options)).toThrow('WORKOS_CLIENT_ID')
  })
})

describe('authenticate, of a cookie seen before', () => {
  /** What Web Crypto is asked to do from now on. */
  function watchCrypto() {
    const work = [vi.spyOn(crypto.subtle, 'decrypt'), vi.spyOn(crypto.subtle, 'verify')]
    return () => work.reduce((calls, { mock }) => calls + mock.calls.length, 0)
  }

  it('decrypts and verifies nothing again', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    const first = await authenticate(cookie)
    const calls = watchCrypto()
    expect(await authenticate(cookie)).toEqual(first)
    expect(calls()).toBe(0)
  })

  it('looks at the expiry again', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 311_000 })
    expect(await authenticate(cookie)).toMatchObject({ reason: 'expired_jwt' })
  })

  it('looks at what is expected again', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    expect(await authenticate(cookie, password, { issuer: 'elsewhere' })).toMatchObject({
      reason: 'invalid_jwt',
    })
  })

  it('does not open it for another password', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    expect(await authenticate(cookie, other)).toMatchObject({ reason: 'invalid_session_cookie' })
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
  })

  it('verifies it again when the keys have changed', async () => {
    let keys = [issuer.jwk]
    const { authenticate } = await application(() => ({ json: { keys } }))
    const cookie = await cookieOf({ exp: 4_102_444_800 })
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    keys = [stranger.jwk]
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 })
    expect(await authenticate(cookie)).toMatchObject({ reason: 'invalid_jwt' })
  })

  it('knows it still while new keys cannot be had', async () => {
    let reply: Reply = { json: { keys: [issuer.jwk] } }
    const { authenticate } = await application(() => reply)
    const cookie = await cookieOf({ exp: 4_102_444_800 })
    await authenticate(cookie)
    reply = { status: 503 }
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 })
    const calls = watchCrypto()
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    expect(calls()).toBe(0)
    vi.setSystemTime(Date.now() + 24 * 60 * 60_000)
    expect(await authenticate(cookie)).toMatchObject({ reason: 'jwks_unavailable' })
  })

  it('gives everyone objects of their own', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf({ roles: ['member'] })
    for (let i = 0; i < 3; i++) {
      const result = await authenticate(cookie)
      if (!result.authenticated) throw new Error(result.reason)
      expect(result.roles).toEqual(['member'])
      expect(result.user.email).toBe('ann@example.com')
      result.roles?.push('admin')
      result.claims.roles = ['owner']
      result.user.email = 'eve@example.com'
    }
  })

  it('does not remember a cookie that was refused', async () => {
    const { authenticate } = await application()
    const forged = await cookieOf({}, {}, stranger)
    await authenticate(forged)
    const calls = watchCrypto()
    expect(await authenticate(forged)).toMatchObject({ reason: 'invalid_jwt' })
    expect(calls()).toBeGreaterThan(0)
  })
})

describe('getLogoutUrl', () => {
  it('names the session and where to go then', async () => {
    const { load, baseUrl } = await application()
    const session = load(await cookieOf())
    expect(await session.getLogoutUrl()).toBe(
      `${baseUrl}/user_management/sessions/logout?session_id=session_1`,
    )
    expect(await session.getLogoutUrl({ returnTo: 'https://app.example.com/bye' })).toBe(
      `${baseUrl}/user_management/sessions/logout?session_id=session_1&return_to=https%3A%2F%2Fapp.example.com%2Fbye`,
    )
  })

  it('works when the access token has expired', async () => {
    const { load } = await application()
    expect(await load(await cookieOf({ exp: 1 })).getLogoutUrl()).toContain('session_id=session_1')
  })

  it.each(noSessions)('is refused for %s', async (_, cookie, reason) => {
    const { load } = await application()
    await expect(load(cookie).getLogoutUrl()).rejects.toMatchObject({ name: 'SessionError', reason })
  })

  it('refuses to lead to what is no address', async () => {
    const { load } = await application()
    const session = load(await cookieOf())
    await expect(session.getLogoutUrl({ returnTo: '/bye' })).rejects.toMatchObject({ option: 'returnTo' })
  })
})

describe('getSessionFromCookie', () => {
  it('returns what was sealed, its tokens as secrets', async () => {
    const { client } = await application()
    const sessionData = await cookieOf({ org_id: 'org_1' }, { authenticationMethod: 'SSO' })
    const session = await client.userManagement.getSessionFromCookie({
      sessionData,
      cookiePassword: password,
    })
    expect(session).toMatchObject({ organizationId: 'org_1', user: userRead, authenticationMethod: 'SSO' })
    expect(session?.refreshToken?.expose()).toBe('rt_1')
    expect(JSON.stringify(session)).not.toMatch(/rt_1|eyJ/)
  })

  it.each(['', 'garbage', undefined])('returns nothing for %j', async (sessionData) => {
    const { client } = await application()
    const options = { sessionData, cookiePassword: password }
    expect(await client.userManagement.getSessionFromCookie(options)).toBeUndefined()
  })
})

describe('the vectors of the official Node SDK', () => {
  const { cases, jwks, client_id: clientId } = vectors.session
  const reply = { json: jwks }
  const vectorPassword = vectors.session.password
  const load = async (sessionData: string, cookiePassword = vectorPassword) => {
    const { baseUrl } = await identityServer(() => reply)
    const transport = (url: string, init: object) =>
      fetch(url.replace(`/sso/jwks/${clientId}`, '/sso/jwks/client_1'), init)
    const { userManagement } = new Client({ clientId, baseUrl, transport })
    return userManagement.loadSealedSession({ sessionData, cookiePassword })
  }

  it('a session of theirs authenticates as theirs did', async () => {
    const { accessToken, ...expected } = cases.valid.authenticate
    const result = await (await load(cases.valid.sealed)).authenticate()
    expect(result).toMatchObject(expected)
    expect(result.authenticated && result.accessToken.expose()).toBe(accessToken)
    const url = await (await load(cases.valid.sealed)).getLogoutUrl({
      returnTo: 'https://app.example.com/bye',
    })
    expect(url.replace(/^http:\/\/[^/]+/, 'https://api.workos.com')).toBe(cases.valid.getLogoutUrl)
  })

  it.each([
    ['an expired token, which theirs cannot tell from a forged one', cases.expired.sealed, 'expired_jwt'],
    ['an unknown key, where theirs throws', cases.unknownKid.sealed, 'invalid_jwt'],
    ['no cookie', cases.empty.sealed, cases.empty.authenticate.reason],
    ['garbage', cases.garbage.sealed, cases.garbage.authenticate.reason],
    ['another MAC', `${cases.valid.sealed.slice(0, -5)}xxx~2`, cases.tampered.authenticate.reason],
  ])('fails on %s', async (_, sealed, reason) => {
    expect(await (await load(sealed)).authenticate()).toMatchObject({ authenticated: false, reason })
  })

  it('fails on another password, throws on a short one, and takes a seal without a version', async () => {
    const { sealed } = cases.valid
    expect(await (await load(sealed, other)).authenticate()).toMatchObject(cases.wrongPassword.authenticate)
    await expect(load(sealed, 'short')).rejects.toThrow('at least 32 characters')
    expect(await (await load(sealed.replace('~2', ''))).authenticate()).toMatchObject(cases.noSuffix)
  })

  it('ends a session of theirs that has expired, where theirs throws', async () => {
    expect(await (await load(cases.expired.sealed)).getLogoutUrl()).toContain('session_id=session_01')
  })
})
