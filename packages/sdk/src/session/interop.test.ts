import { WorkOS } from '@workos-inc/node'
import { describe, expect, it } from 'vitest'
import {
  claimsOf,
  type Issuer,
  identityServer,
  newIssuer,
  password,
  user,
  userRead,
} from '../../test/issuer.ts'
import { sealSession } from '../index.ts'

const issuer = await newIssuer()
const stranger = await newIssuer()
const token = await issuer.sign(claimsOf({ org_id: 'org_1', role: 'admin', permissions: ['posts:read'] }))
const impersonator = { email: 'admin@example.com', reason: 'support' }

/** One server, a client of ours and the official Node SDK. */
async function both() {
  const { client: ours, baseUrl } = await identityServer(
    () => ({ json: { keys: [issuer.jwk] } }),
    ({ refresh_token: refreshToken }) => ({
      json: {
        user,
        organization_id: 'org_1',
        access_token: token,
        refresh_token: `${refreshToken}+`,
        authentication_method: 'SSO',
        impersonator,
      },
    }),
  )
  const { hostname: apiHostname, port } = new URL(baseUrl)
  const options = { apiKey: 'sk_test_1', clientId: 'client_1', apiHostname, port: Number(port), https: false }
  return { ours: ours.userManagement, theirs: new WorkOS(options).userManagement }
}

const cookieOf = async (claims: object = {}, signer: Issuer = issuer) =>
  sealSession(
    {
      user: userRead,
      accessToken: await signer.sign(claimsOf(claims)),
      refreshToken: 'rt_1',
      authenticationMethod: 'SSO',
      impersonator,
    },
    password,
  )

describe('a cookie sealed here', () => {
  it('authenticates with the official Node SDK, with the same result', async () => {
    const { ours, theirs } = await both()
    const options = {
      sessionData: await cookieOf({ org_id: 'org_1', role: 'admin', feature_flags: ['beta'] }),
      cookiePassword: password,
    }
    const result = await ours.loadSealedSession(options).authenticate()
    if (!result.authenticated) throw new Error(result.reason)
    const { claims: _, ...rest } = result
    const expected = { ...rest, accessToken: result.accessToken.expose() }
    expect(await theirs.loadSealedSession(options).authenticate()).toEqual(expected)
  })

  it('is refreshed by the official Node SDK, and opened here again', async () => {
    const { ours, theirs } = await both()
    const options = { sessionData: await cookieOf(), cookiePassword: password }
    const refreshed = await theirs.loadSealedSession(options).refresh()
    if (!refreshed.authenticated || !refreshed.sealedSession) throw new Error('Their refresh failed.')
    const again = { sessionData: refreshed.sealedSession, cookiePassword: password }
    expect(await ours.loadSealedSession(again).authenticate()).toMatchObject({
      authenticated: true,
      user: userRead,
      organizationId: 'org_1',
      authenticationMethod: 'SSO',
      impersonator,
    })
  })
})

describe('a cookie sealed by the official Node SDK', () => {
  /** Their seal of a sign-in. */
  async function theirCookie(theirs: Awaited<ReturnType<typeof both>>['theirs']): Promise<string> {
    const session = { sealSession: true, cookiePassword: password }
    const answer = await theirs.authenticateWithRefreshToken({ refreshToken: 'rt_1', session })
    return answer.sealedSession!
  }

  it('authenticates here, with the same result', async () => {
    const { ours, theirs } = await both()
    const options = { sessionData: await theirCookie(theirs), cookiePassword: password }
    const expected = await theirs.loadSealedSession(options).authenticate()
    expect(expected.authenticated).toBe(true)
    const result = await ours.loadSealedSession(options).authenticate()
    if (!result.authenticated) throw new Error(result.reason)
    const { claims: _, ...rest } = result
    // Their reader of users knows fields that this server does not send, and says undefined or null for them.
    expect(JSON.parse(JSON.stringify(expected))).toMatchObject({
      ...rest,
      accessToken: result.accessToken.expose(),
    })
  })

  it('is refreshed here, and opened by theirs again', async () => {
    const { ours, theirs } = await both()
    const session = ours.loadSealedSession({
      sessionData: await theirCookie(theirs),
      cookiePassword: password,
    })
    const refreshed = await session.refresh()
    if (!refreshed.authenticated) throw new Error(refreshed.reason)
    const again = { sessionData: refreshed.sealedSession, cookiePassword: password }
    const result = await theirs.loadSealedSession(again).authenticate()
    expect(result).toMatchObject({ authenticated: true, sessionId: 'session_1', impersonator })
    expect(await theirs.getSessionFromCookie(again)).toMatchObject({ refreshToken: 'rt_1++' })
  })
})

describe('failures', () => {
  type Case = { cookie: () => Promise<string>; cookiePassword?: string; theirs: string; ours: string }
  const outcome = async (result: Promise<{ authenticated: boolean; reason?: unknown }>) =>
    result.then(
      ({ authenticated, reason }) => (authenticated ? 'authenticated' : String(reason)),
      () => 'throws',
    )
  const altered = async (change: (seal: string) => string) => change(await cookieOf())
  const cases: Record<string, Case> = {
    'a good cookie': { cookie: cookieOf, theirs: 'authenticated', ours: 'authenticated' },
    'a good cookie without its version': {
      cookie: () => altered((seal) => seal.replace('~2', '')),
      theirs: 'authenticated',
      ours: 'authenticated',
    },
    'no cookie': {
      cookie: async () => '',
      theirs: 'no_session_cookie_provided',
      ours: 'no_session_cookie_provided',
    },
    garbage: {
      cookie: async () => 'garbage',
      theirs: 'invalid_session_cookie',
      ours: 'invalid_session_cookie',
    },
    'another MAC': {
      cookie: () => altered((seal) => `${seal.slice(0, -6)}AAAA~2`),
      theirs: 'invalid_session_cookie',
      ours: 'invalid_session_cookie',
    },
    'another password': {
      cookie: cookieOf,
      cookiePassword: 'another-password-of-32-characters',
      theirs: 'invalid_session_cookie',
      ours: 'invalid_session_cookie',
    },
    'a forged token': {
      cookie: () => cookieOf({}, stranger),
      theirs: 'invalid_jwt',
      ours: 'invalid_jwt',
    },
    'an expired token': { cookie: () => cookieOf({ exp: 1 }), theirs: 'invalid_jwt', ours: 'expired_jwt' },
    'an unknown key': {
      cookie: async () => cookieOf({}, await newIssuer('key_9')),
      theirs: 'throws',
      ours: 'invalid_jwt',
    },
    'bad base64': {
      cookie: () => altered((seal) => seal.replace(/\*[\w-]{43}~2$/, '*§~2')),
      theirs: 'throws',
      ours: 'invalid_session_cookie',
    },
  }

  it.each(Object.entries(cases))('%s', async (_, { cookie, cookiePassword = password, ...expected }) => {
    const { ours, theirs } = await both()
    const options = { sessionData: await cookie(), cookiePassword }
    expect({
      theirs: await outcome(theirs.loadSealedSession(options).authenticate()),
      ours: await outcome(ours.loadSealedSession(options).authenticate()),
    }).toEqual(expected)
  })
})
