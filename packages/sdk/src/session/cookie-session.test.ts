import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { claimsOf, password, user, userRead } from '../../test/issuer.ts'
import { application, cookieOf, issuer, stranger } from '../../test/sessions.ts'
import { Client, SecretString, sealData } from '../index.ts'

const other = 'another-password-of-32-characters'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

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
