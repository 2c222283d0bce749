import { afterEach, describe, expect, it, vi } from 'vitest'
import { claimsOf, password, userRead } from '../../test/issuer.ts'
import { expiredCookie, granted, refreshingApplication, singleUse, succeeded } from '../../test/refreshing.ts'
import { issuer } from '../../test/sessions.ts'
import { Client } from '../index.ts'

const other = 'another-password-of-32-characters'

afterEach(() => {
  vi.useRealTimers()
})

describe('refresh', () => {
  it('redeems the refresh token, and returns the new session and its cookie', async () => {
    const { load, refreshes } = await refreshingApplication(singleUse())
    const session = load(await expiredCookie({ authenticationMethod: 'SSO' }))
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
    const { load, refreshes } = await refreshingApplication(singleUse())
    const session = load(await expiredCookie())
    succeeded(await session.refresh())
    expect(await session.authenticate()).toMatchObject({ authenticated: true })
    succeeded(await session.refresh())
    expect(refreshes().map(({ refresh_token: token }) => token)).toEqual(['rt_1', 'rt_1+'])
  })

  it('changes to another organization', async () => {
    const { load } = await refreshingApplication(singleUse())
    const session = load(await expiredCookie())
    expect(await session.refresh({ organizationId: 'org_2' })).toMatchObject({ organizationId: 'org_2' })
    expect(await session.authenticate()).toMatchObject({ organizationId: 'org_2' })
  })

  it('seals with a new password where one is given, and opens with it from then on', async () => {
    const { load, client } = await refreshingApplication(singleUse())
    const session = load(await expiredCookie())
    const { sealedSession: sessionData } = succeeded(await session.refresh({ cookiePassword: other }))
    expect(await session.authenticate()).toMatchObject({ authenticated: true })
    const read = (cookiePassword: string) =>
      client.userManagement.getSessionFromCookie({ sessionData, cookiePassword })
    expect(await read(other)).toMatchObject({ user: userRead })
    expect(await read(password)).toBeUndefined()
  })

  it('works for clients without an API key', async () => {
    const { baseUrl, refreshes } = await refreshingApplication(singleUse())
    const { userManagement } = new Client({ clientId: 'client_1', baseUrl })
    const options = { sessionData: await expiredCookie(), cookiePassword: password }
    succeeded(await userManagement.loadSealedSession(options).refresh())
    expect(refreshes()[0]).not.toHaveProperty('client_secret')
  })

  it('keeps who acts in the name of the user while the token says that somebody does', async () => {
    const impersonator = { email: 'admin@example.com', reason: 'support' }
    const act = await issuer.sign(claimsOf({ act: { sub: 'admin@example.com' } }))
    const acted = await refreshingApplication(() => granted(undefined, 'rt_2', { access_token: act }))
    const kept = succeeded(await acted.load(await expiredCookie({ impersonator })).refresh())
    expect(kept.impersonator).toEqual(impersonator)
    const ended = await refreshingApplication(() => granted(undefined, 'rt_2'))
    const own = succeeded(await ended.load(await expiredCookie({ impersonator })).refresh())
    expect(own).not.toHaveProperty('impersonator')
    expect(own.session).not.toHaveProperty('impersonator')
  })

  it('refreshes a session that was sealed without its user', async () => {
    const { load } = await refreshingApplication(singleUse())
    const session = load(await expiredCookie({ user: undefined }))
    expect(await session.authenticate()).toMatchObject({ reason: 'expired_jwt' })
    expect(await session.refresh()).toMatchObject({ authenticated: true, user: userRead })
  })
})

describe('refresh, by several requests with one cookie', () => {
  it('redeems the token once, and all get the new session', async () => {
    const { load, refreshes } = await refreshingApplication(singleUse())
    const cookie = await expiredCookie()
    const results = await Promise.all(Array.from({ length: 10 }, () => load(cookie).refresh()))
    for (const result of results) expect(succeeded(result).session.refreshToken.expose()).toBe('rt_1+')
    expect(refreshes().length).toBe(1)
  })

  it('serves those that are ten seconds late, and no later ones', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { load, refreshes } = await refreshingApplication(singleUse())
    const cookie = await expiredCookie()
    succeeded(await load(cookie).refresh())
    vi.setSystemTime(Date.now() + 9_999)
    expect(succeeded(await load(cookie).refresh()).session.refreshToken.expose()).toBe('rt_1+')
    expect(refreshes().length).toBe(1)
    vi.setSystemTime(Date.now() + 1)
    expect(await load(cookie).refresh()).toMatchObject({ reason: 'invalid_grant' })
  })

  it('gives each the organization it asks for', async () => {
    const { load, refreshes } = await refreshingApplication(singleUse())
    const cookie = await expiredCookie()
    const organizations = ['org_1', 'org_2', undefined, 'org_2']
    const results = await Promise.all(
      organizations.map((organizationId) => load(cookie).refresh({ organizationId })),
    )
    const got = results.map((result) => succeeded(result).organizationId)
    expect(got).toEqual(['org_1', 'org_2', 'org_1', 'org_2'])
    expect(refreshes().map(({ refresh_token: token }) => token)).toEqual(['rt_1', 'rt_1+'])
  })

  it('follows a change of the organization: who asks for none in particular does not use up its token', async () => {
    const { load, refreshes } = await refreshingApplication(singleUse())
    const cookie = await expiredCookie()
    const results = await Promise.all([
      load(cookie).refresh({ organizationId: 'org_2' }),
      load(cookie).refresh(),
    ])
    for (const result of results) {
      const { organizationId, session } = succeeded(result)
      expect([organizationId, session.refreshToken.expose()]).toEqual(['org_2', 'rt_1+'])
    }
    expect(refreshes().length).toBe(1)
  })

  it('gives each a user of its own', async () => {
    const { load } = await refreshingApplication(singleUse())
    const cookie = await expiredCookie()
    const [one, two] = await Promise.all([load(cookie).refresh(), load(cookie).refresh()])
    succeeded(one).user.email = 'eve@example.com'
    expect(succeeded(two).user.email).toBe('ann@example.com')
  })

  it('tells all of a failure, and tries again for the next', async () => {
    const { load, refreshes } = await refreshingApplication((body, n) =>
      n === 1 ? { status: 503 } : singleUse()(body),
    )
    const cookie = await expiredCookie()
    const results = await Promise.all([load(cookie).refresh(), load(cookie).refresh()])
    for (const result of results) expect(result).toMatchObject({ reason: 'server_error', retryable: true })
    expect(refreshes().length).toBe(1)
    succeeded(await load(cookie).refresh())
  })

  it('waits fifteen seconds for the answer to another request, which the platform may have dropped', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    const answer = singleUse()
    const { load, refreshes } = await refreshingApplication((body, n) => (n === 1 ? 'hang' : answer(body)))
    const cookie = await expiredCookie()
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
    const cookie = await expiredCookie()
    const one = await refreshingApplication(singleUse())
    const another = await refreshingApplication(() => ({ status: 400, json: { error: 'invalid_grant' } }))
    succeeded(await one.load(cookie).refresh())
    expect(await another.load(cookie).refresh()).toMatchObject({ reason: 'invalid_grant' })
  })
})
