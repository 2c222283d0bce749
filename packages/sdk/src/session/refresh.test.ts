import { afterEach, describe, expect, it, vi } from 'vitest'
import { claimsOf, identityServer, newIssuer, password, user, userRead } from '../../test/issuer.ts'
import type { Reply } from '../../test/peer.ts'
import { Client, type ClientOptions, type Refreshed, type RefreshFailure, sealSession } from '../index.ts'

const issuer = await newIssuer()
const other = 'another-password-of-32-characters'

/** Tokens of the organizations that the tests change to, made beforehand: the server answers at once. */
const tokens = new Map<string | undefined, string>()
for (const org_id of [undefined, 'org_1', 'org_2']) {
  tokens.set(org_id, await issuer.sign(claimsOf({ org_id, exp: 4_102_444_800 })))
}
const expired = await issuer.sign(claimsOf({ exp: 1, org_id: 'org_1' }))

/** What the server answers to a refresh token that is good. */
const granted = (organizationId: string | undefined, refreshToken: string, more: object = {}): Reply => ({
  json: {
    user,
    organization_id: organizationId ?? null,
    access_token: tokens.get(organizationId),
    refresh_token: refreshToken,
    ...more,
  },
})

/** A server as the real one is: a refresh token is good for once, and the answer names the next. */
function singleUse() {
  const used = new Set<string>()
  return ({ refresh_token: token = '', organization_id: organizationId }: Record<string, string>): Reply => {
    if (used.has(token)) {
      return {
        status: 400,
        json: { error: 'invalid_grant', error_description: 'Session has already been used.' },
      }
    }
    used.add(token)
    return granted(organizationId, `${token}+`)
  }
}

async function application(
  reply: (body: Record<string, string>, n: number) => Reply,
  options?: ClientOptions,
) {
  const keys = (): Reply => ({ json: { keys: [issuer.jwk] } })
  const server = await identityServer(keys, reply, options)
  const refreshes = () =>
    server.received.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body))
  const load = (sessionData: string, cookiePassword: string = password) =>
    server.client.userManagement.loadSealedSession({ sessionData, cookiePassword })
  return { ...server, load, refreshes }
}

const cookieOf = (more: object = {}) =>
  sealSession({ user: userRead, accessToken: expired, refreshToken: 'rt_1', ...more }, password)

function succeeded(result: Refreshed | RefreshFailure): Refreshed {
  if (!result.authenticated) throw new Error(result.reason)
  return result
}

afterEach(() => {
  vi.useRealTimers()
})

describe('refresh', () => {
  it('redeems the refresh token, and returns the new session and its cookie', async () => {
    const { load, refreshes } = await application(singleUse())
    const session = load(await cookieOf({ authenticationMethod: 'SSO' }))
    expect(await session.authenticate()).toMatchObject({ reason: 'expired_jwt' })
    const result = succeeded(await session.refresh())
    expect(result).toMatchObject({
      authenticated: true,
      sessionId: 'session_1',
      organizationId: 'org_1',
      user: userRead,
      authenticationMethod: 'SSO',
    })
    expect(result.session.refreshToken.expose()).toBe('rt_1+')
    expect(refreshes()).toEqual([
      {
        grant_type: 'refresh_token',
        refresh_token: 'rt_1',
        organization_id: 'org_1',
        client_id: 'client_1',
        client_secret: 'sk_test_1',
      },
    ])
    expect(await load(result.sealedSession).authenticate()).toMatchObject({
      authenticated: true,
      user: userRead,
    })
  })

  it('then holds the new session, and can be refreshed again', async () => {
    const { load, refreshes } = await application(singleUse())
    const session = load(await cookieOf())
    succeeded(await session.refresh())
    expect(await session.authenticate()).toMatchObject({ authenticated: true })
    succeeded(await session.refresh())
    expect(refreshes().map(({ refresh_token: token }) => token)).toEqual(['rt_1', 'rt_1+'])
  })

  it('changes to another organization', async () => {
    const { load } = await application(singleUse())
    const session = load(await cookieOf())
    expect(await session.refresh({ organizationId: 'org_2' })).toMatchObject({ organizationId: 'org_2' })
    expect(await session.authenticate()).toMatchObject({ organizationId: 'org_2' })
  })

  it('seals with a new password where one is given, and opens with it from then on', async () => {
    const { load, client } = await application(singleUse())
    const session = load(await cookieOf())
    const { sealedSession: sessionData } = succeeded(await session.refresh({ cookiePassword: other }))
    expect(await session.authenticate()).toMatchObject({ authenticated: true })
    const read = (cookiePassword: string) =>
      client.userManagement.getSessionFromCookie({ sessionData, cookiePassword })
    expect(await read(other)).toMatchObject({ user: userRead })
    expect(await read(password)).toBeUndefined()
  })

  it('works for clients without an API key', async () => {
    const { baseUrl, refreshes } = await application(singleUse())
    const { userManagement } = new Client({ clientId: 'client_1', baseUrl })
    const options = { sessionData: await cookieOf(), cookiePassword: password }
    succeeded(await userManagement.loadSealedSession(options).refresh())
    expect(refreshes()[0]).not.toHaveProperty('client_secret')
  })

  it('keeps who acts in the name of the user while the token says that somebody does', async () => {
    const impersonator = { email: 'admin@example.com', reason: 'support' }
    const act = await issuer.sign(claimsOf({ act: { sub: 'admin@example.com' } }))
    const acted = await application(() => granted(undefined, 'rt_2', { access_token: act }))
    const kept = succeeded(await acted.load(await cookieOf({ impersonator })).refresh())
    expect(kept.impersonator).toEqual(impersonator)
    const ended = await application(() => granted(undefined, 'rt_2'))
    const own = succeeded(await ended.load(await cookieOf({ impersonator })).refresh())
    expect(own).not.toHaveProperty('impersonator')
    expect(own.session).not.toHaveProperty('impersonator')
  })

  it('refreshes a session that was sealed without its user', async () => {
    const { load } = await application(singleUse())
    const session = load(await cookieOf({ user: undefined }))
    expect(await session.authenticate()).toMatchObject({ reason: 'expired_jwt' })
    expect(await session.refresh()).toMatchObject({ authenticated: true, user: userRead })
  })
})

describe('refresh, by several requests with one cookie', () => {
  it('redeems the token once, and all get the new session', async () => {
    const { load, refreshes } = await application(singleUse())
    const cookie = await cookieOf()
    const results = await Promise.all(Array.from({ length: 10 }, () => load(cookie).refresh()))
    for (const result of results) expect(succeeded(result).session.refreshToken.expose()).toBe('rt_1+')
    expect(refreshes().length).toBe(1)
  })

  it('serves those that are ten seconds late, and no later ones', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { load, refreshes } = await application(singleUse())
    const cookie = await cookieOf()
    succeeded(await load(cookie).refresh())
    vi.setSystemTime(Date.now() + 9_999)
    expect(succeeded(await load(cookie).refresh()).session.refreshToken.expose()).toBe('rt_1+')
    expect(refreshes().length).toBe(1)
    vi.setSystemTime(Date.now() + 1)
    expect(await load(cookie).refresh()).toMatchObject({ reason: 'invalid_grant' })
  })

  it('gives each the organization it asks for', async () => {
    const { load, refreshes } = await application(singleUse())
    const cookie = await cookieOf()
    const organizations = ['org_1', 'org_2', undefined, 'org_2']
    const results = await Promise.all(
      organizations.map((organizationId) => load(cookie).refresh({ organizationId })),
    )
    const got = results.map((result) => succeeded(result).organizationId)
    expect(got).toEqual(['org_1', 'org_2', 'org_1', 'org_2'])
    expect(refreshes().map(({ refresh_token: token }) => token)).toEqual(['rt_1', 'rt_1+'])
  })

  it('gives each a user of its own', async () => {
    const { load } = await application(singleUse())
    const cookie = await cookieOf()
    const [one, two] = await Promise.all([load(cookie).refresh(), load(cookie).refresh()])
    succeeded(one).user.email = 'eve@example.com'
    expect(succeeded(two).user.email).toBe('ann@example.com')
  })

  it('tells all of a failure, and tries again for the next', async () => {
    const { load, refreshes } = await application((body, n) =>
      n === 1 ? { status: 503 } : singleUse()(body),
    )
    const cookie = await cookieOf()
    const results = await Promise.all([load(cookie).refresh(), load(cookie).refresh()])
    for (const result of results) expect(result).toMatchObject({ reason: 'server_error', retryable: true })
    expect(refreshes().length).toBe(1)
    succeeded(await load(cookie).refresh())
  })

  it('waits fifteen seconds for the answer to another request, which the platform may have dropped', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    const answer = singleUse()
    const { load, refreshes } = await application((body, n) => (n === 1 ? 'hang' : answer(body)))
    const cookie = await cookieOf()
    const dropped = load(cookie).refresh()
    await vi.waitFor(() => expect(refreshes().length).toBe(1), 10_000)
    const timers = vi.getTimerCount()
    const waiting = load(cookie).refresh()
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(timers), 10_000)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await waiting).toMatchObject({ reason: 'timeout', retryable: true })
    // The clock goes on and no timer fires, as for a request that has ended.
    vi.setSystemTime(Date.now() + 120_000)
    succeeded(await load(cookie).refresh())
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await dropped).toMatchObject({ reason: 'timeout', retryable: true })
  })

  it('shares nothing between clients', async () => {
    const cookie = await cookieOf()
    const one = await application(singleUse())
    const another = await application(() => ({ status: 400, json: { error: 'invalid_grant' } }))
    succeeded(await one.load(cookie).refresh())
    expect(await another.load(cookie).refresh()).toMatchObject({ reason: 'invalid_grant' })
  })
})

describe('refresh, when the fault is a passing one, keeps the session', () => {
  const html = { headers: { 'content-type': 'text/html' }, text: '<h1>Blocked</h1>' }
  it.each<[string, Reply, object]>([
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '7' }, json: { message: 'Slow down.' } },
      { reason: 'rate_limit_exceeded', retryAfter: 7 },
    ],
    ['too many requests, no time given', { status: 429, json: {} }, { reason: 'rate_limit_exceeded' }],
    ['a server that fails', { status: 500, json: { message: 'Oh.' } }, { reason: 'server_error' }],
    ['a gateway that fails', { status: 502, ...html }, { reason: 'server_error' }],
    ['a server that gave up waiting', { status: 408, json: {} }, { reason: 'timeout' }],
    ['a connection that breaks', 'cut', { reason: 'network_error' }],
    ['no answer', 'hang', { reason: 'timeout' }],
    ['a proxy that answers for the API', html, { reason: 'invalid_response' }],
    ['a proxy that refuses for the API', { status: 403, ...html }, { reason: 'invalid_response' }],
    ['a success without tokens', { json: {} }, { reason: 'invalid_response' }],
    ['a success that is no object', { json: null }, { reason: 'invalid_response' }],
    [
      'a token that is garbage',
      granted(undefined, 'rt_2', { access_token: 'at' }),
      { reason: 'invalid_response' },
    ],
    ['no new refresh token', granted(undefined, ''), { reason: 'invalid_response' }],
    [
      'tokens of another user',
      granted(undefined, 'rt_2', { user: { ...user, id: 'user_2' } }),
      { reason: 'invalid_response' },
    ],
  ])('%s', async (_, fault, expected) => {
    let reply: Reply = fault
    const { load } = await application(() => reply, { timeout: 200 })
    const session = load(await cookieOf())
    const result = await session.refresh()
    expect(result).toMatchObject({ authenticated: false, retryable: true, ...expected })
    expect(result).toHaveProperty('error', expect.any(Error))
    reply = granted('org_1', 'rt_2')
    succeeded(await session.refresh())
  })

  it('and never redeems a token twice by itself', async () => {
    const { load, refreshes } = await application(() => 'cut', { maxRetries: 3 })
    expect(await load(await cookieOf()).refresh()).toMatchObject({ reason: 'network_error' })
    expect(refreshes().length).toBe(1)
  })
})

describe('refresh, when the server refuses', () => {
  it.each([
    'invalid_grant',
    'sso_required',
    'organization_not_found',
    'organization_membership_not_found',
    'organization_authentication_methods_required',
    'mfa_enrollment',
  ])('says so, as OAuth does: %s', async (error) => {
    const { load } = await application(() => ({ status: 400, json: { error, error_description: 'No.' } }))
    expect(await load(await cookieOf()).refresh()).toMatchObject({
      authenticated: false,
      reason: error,
      retryable: false,
      error: { status: 400, code: error },
    })
  })

  it.each([
    'mfa_enrollment',
    'mfa_challenge',
    'sso_required',
    'email_verification_required',
    'organization_selection_required',
    'authentication_method_not_allowed',
    'application_consent_required',
    'passkey_progressive_enrollment',
    'radar_challenge',
  ])('says what is to be done first: %s', async (code) => {
    const { load } = await application(() => ({
      status: 403,
      json: { code, message: 'First.', pending_authentication_token: 'pat_1' },
    }))
    const result = await load(await cookieOf()).refresh()
    expect(result).toMatchObject({ reason: code, retryable: false, error: { status: 403, code } })
    expect(JSON.stringify(result)).not.toContain('pat_1')
  })

  it.each([
    ['a code that is not known', { code: 'something_new', message: 'No.' }],
    ['words alone', { message: 'Must use SSO for selected organization' }],
  ])('says so, by %s', async (_, json) => {
    const { load } = await application(() => ({ status: 400, json }))
    expect(await load(await cookieOf()).refresh()).toMatchObject({
      reason: 'refused',
      retryable: false,
      error: { message: expect.stringContaining(json.message) },
    })
  })

  it.each([
    ['a wrong API key', { status: 401, json: { message: 'Unauthorized' } }],
    ['a wrong client', { status: 400, json: { error: 'invalid_client', error_description: 'No.' } }],
    ['a client that may not', { status: 400, json: { error: 'unauthorized_client' } }],
  ])('throws where no session is to blame: %s', async (_, reply) => {
    const { load } = await application(() => reply)
    await expect(load(await cookieOf()).refresh()).rejects.toMatchObject({ status: reply.status })
  })
})

describe('refresh, without anything to redeem', () => {
  it.each([
    ['no cookie', async () => '', 'no_session_cookie_provided'],
    ['garbage', async () => 'garbage', 'invalid_session_cookie'],
    ['no refresh token', () => cookieOf({ refreshToken: undefined }), 'invalid_session_cookie'],
  ])('fails on %s, and asks nobody', async (_, cookie, reason) => {
    const { load, received } = await application(singleUse())
    expect(await load(await cookie()).refresh()).toEqual({ authenticated: false, reason, retryable: false })
    expect(received).toEqual([])
  })

  it('throws for a new password that is short, before the token is spent', async () => {
    const { load, received } = await application(singleUse())
    const session = load(await cookieOf())
    await expect(session.refresh({ cookiePassword: 'short' })).rejects.toMatchObject({
      option: 'cookiePassword',
    })
    expect(received).toEqual([])
  })
})
