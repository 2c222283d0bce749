import { WorkOS } from '@workos-inc/node'
import { describe, expect, it } from 'vitest'
import { cookiePassword, origin, signIn, webApp } from '../../test/web-app.ts'
import { AuthenticationError, ConfigurationError } from '../index.ts'
import { type AuthOptions, SessionTooBigError, withSession } from './auth.ts'

/** Somebody who has signed in, with an access token of the lifetime given. */
async function member({
  tokenSeconds = 300,
  ...options
}: Partial<AuthOptions> & { tokenSeconds?: number } = {}) {
  const app = await webApp(options)
  app.api.tokenSeconds = tokenSeconds
  await signIn(app)
  app.api.tokenSeconds = 300
  app.api.calls.length = 0
  return app
}

describe('loading a session', () => {
  it('says who is signed in, without asking the server once the keys are known', async () => {
    const { api, auth, jar } = await member()
    await auth.load(jar.request('/'))
    api.calls.length = 0
    const loaded = await auth.load(jar.request('/'))
    expect(loaded).toMatchObject({
      session: { user: { id: 'user_ada', email: 'ada@example.com' }, authenticationMethod: 'Password' },
      cookies: [],
      headers: [
        ['Cache-Control', 'private, no-store'],
        ['Vary', 'Cookie'],
      ],
    })
    expect(api.calls).toEqual([])
  })

  it('shows no token where it is printed', async () => {
    const { auth, jar } = await member({ tokenSeconds: -60 })
    const { session } = await auth.load(jar.request('/'))
    const token = session!.accessToken.expose()
    expect(JSON.stringify(session)).not.toContain(token)
    expect(Object.keys(session!)).not.toContain('sealedSession')
  })

  it('finds none without a cookie, and lets a page for strangers be stored for strangers', async () => {
    const { auth, jar } = await webApp()
    expect(await auth.load(jar.request('/'))).toEqual({
      session: null,
      reason: 'no_session_cookie_provided',
      retryable: false,
      retryAfter: undefined,
      cookies: [],
      headers: [['Vary', 'Cookie']],
    })
  })

  it('keeps a cookie that it cannot open: it may be for another application of this host', async () => {
    const { auth, jar } = await webApp()
    jar.cookies.set('wos-session', 'garbage')
    expect(await auth.load(jar.request('/'))).toMatchObject({ reason: 'invalid_session_cookie', cookies: [] })
  })

  it('finds the good one of two cookies, wherever the other comes from', async () => {
    const { auth, jar } = await member()
    const good = jar.cookies.get('wos-session')!
    for (const cookie of [`wos-session=old; wos-session=${good}`, `wos-session=${good}; wos-session=old`]) {
      const request = new Request(origin, { headers: { cookie } })
      expect(await auth.load(request)).toMatchObject({ session: { user: { id: 'user_ada' } } })
    }
  })

  it('refreshes nothing where no cookie can be set', async () => {
    const { api, auth, jar } = await member({ tokenSeconds: -60 })
    expect(await auth.load(jar.request('/'), { refresh: false })).toMatchObject({
      session: null,
      reason: 'expired_jwt',
      cookies: [],
    })
    expect(api.calls).not.toContain('refresh_token')
  })

  it('opens what the official SDK sealed, and is opened by it', async () => {
    const { api, auth, jar } = await member()
    const { hostname, port } = new URL(api.baseUrl)
    const official = new WorkOS('sk_test_1', {
      clientId: 'client_123',
      apiHostname: hostname,
      port: Number(port),
      https: false,
    })
    const theirs = official.userManagement.loadSealedSession({
      sessionData: jar.cookies.get('wos-session')!,
      cookiePassword,
    })
    expect(await theirs.authenticate()).toMatchObject({ authenticated: true, user: { id: 'user_ada' } })
    const refreshed = await theirs.refresh()
    jar.cookies.set('wos-session', (refreshed as { sealedSession: string }).sealedSession)
    expect(await auth.load(jar.request('/'))).toMatchObject({ session: { user: { id: 'user_ada' } } })
  })

  it('opens cookies of the password before while it is changed', async () => {
    const { jar, api } = await member()
    const { auth } = await webApp({
      client: api.client,
      cookiePassword: ['another-password-of-32-characters', cookiePassword],
    })
    expect(await auth.load(jar.request('/'))).toMatchObject({ session: { user: { id: 'user_ada' } } })
  })
})

describe('an expired session', () => {
  it('is refreshed once for all requests that come at once, and each sets the new cookie', async () => {
    const { api, auth, jar } = await member({ tokenSeconds: -60 })
    const all = await Promise.all(Array.from({ length: 10 }, () => auth.load(jar.request('/'))))
    expect(api.calls.filter((call) => call === 'refresh_token')).toHaveLength(1)
    for (const { session, headers } of all) {
      expect(session?.user.id).toBe('user_ada')
      expect(headers.filter(([name]) => name === 'Set-Cookie')).toHaveLength(1)
    }
  })

  it.each([
    [{ status: 500, body: { message: 'Oops.' } }, 'server_error', undefined],
    [
      { status: 429, body: { message: 'Slow down.' }, headers: { 'retry-after': '30' } },
      'rate_limit_exceeded',
      30,
    ],
    [{ status: 404, body: '<html>' }, 'invalid_response', undefined],
  ])('is kept where the server is out of order: %o', async (fault, reason, retryAfter) => {
    const { api, auth, jar } = await member({ tokenSeconds: -60 })
    api.fault = fault
    const loaded = await auth.load(jar.request('/'))
    expect(loaded).toMatchObject({ session: null, reason, retryable: true, retryAfter, cookies: [] })
    api.fault = undefined
    expect(await auth.load(jar.request('/'))).toMatchObject({ session: { user: { id: 'user_ada' } } })
  })

  it('is deleted where the server has ended it, or wants a new sign-in', async () => {
    const { api, auth, jar } = await member({ tokenSeconds: -60 })
    api.fault = {
      status: 403,
      body: { code: 'mfa_enrollment', message: 'Enroll.', pending_authentication_token: 'p' },
    }
    expect(await auth.load(jar.request('/'))).toMatchObject({
      reason: 'mfa_enrollment',
      cookies: [{ maxAge: 0 }],
    })
    api.fault = undefined
    api.revokeAll()
    const { cookies } = await auth.load(jar.request('/'))
    jar.keepAll(cookies)
    expect(jar.cookies.size).toBe(0)
  })

  it('is not to blame where the key of the application is refused', async () => {
    const { api, auth, jar } = await member({ tokenSeconds: -60 })
    api.fault = { status: 401, body: { message: 'Unauthorized' } }
    await expect(auth.load(jar.request('/'))).rejects.toThrow(AuthenticationError)
  })

  it('is found behind one that is over: an old cookie of another domain or path signs nobody out', async () => {
    const { api, auth, jar } = await member({ tokenSeconds: -60 })
    const over = jar.cookies.get('wos-session')
    api.revokeAll()
    api.tokenSeconds = -60
    await signIn({ api, auth, jar })
    api.tokenSeconds = 300
    const cookie = `wos-session=${over}; wos-session=${jar.cookies.get('wos-session')}`
    const request = () => new Request(origin, { headers: { cookie } })
    api.fault = { status: 503, body: {} }
    expect(await auth.load(request())).toMatchObject({ retryable: true, cookies: [] })
    api.fault = undefined
    expect(await auth.load(request())).toMatchObject({
      session: { user: { id: 'user_ada' } },
      cookies: [{ value: expect.stringMatching(/^Fe26/) }],
    })
  })

  it('can change the organization behind one that is over', async () => {
    const { api, auth, jar } = await member({ tokenSeconds: -60 })
    const over = jar.cookies.get('wos-session')
    api.revokeAll()
    api.tokenSeconds = -60
    await signIn({ api, auth, jar })
    api.tokenSeconds = 300
    const cookie = `wos-session=${over}; wos-session=${jar.cookies.get('wos-session')}`
    const switched = await auth.switchOrganization(new Request(origin, { headers: { cookie } }), 'org_2')
    expect(switched).toMatchObject({ session: { organizationId: 'org_2' } })
  })

  it('may have grown too big for a cookie: that is said rather than lost', async () => {
    const { api, auth, jar } = await member({ tokenSeconds: -60 })
    api.claims = { permissions: Array.from({ length: 300 }, (_, n) => `permission:${n}`) }
    await expect(auth.load(jar.request('/'))).rejects.toThrow(SessionTooBigError)
  })
})

describe('changing the organization', () => {
  it('gives a session there, in a new cookie', async () => {
    const { auth, jar } = await member()
    const switched = await auth.switchOrganization(jar.request('/'), 'org_2')
    expect(switched).toMatchObject({ session: { organizationId: 'org_2' } })
    jar.keepAll(switched.cookies)
    expect(await auth.load(jar.request('/'))).toMatchObject({ session: { organizationId: 'org_2' } })
  })

  it('leaves the session as it is where the other organization asks for more', async () => {
    const { api, auth, jar } = await member()
    api.fault = {
      status: 403,
      body: { error: 'sso_required', error_description: 'SSO.', connection_ids: ['conn_1'] },
    }
    const switched = await auth.switchOrganization(jar.request('/'), 'org_2')
    expect(switched).toMatchObject({ session: null, reason: 'sso_required', cookies: [] })
    expect(await auth.load(jar.request('/'))).toMatchObject({ session: { user: { id: 'user_ada' } } })
  })

  it('takes somebody who is signed in', async () => {
    const { auth, jar } = await webApp()
    expect(await auth.switchOrganization(jar.request('/'), 'org_2')).toMatchObject({
      session: null,
      reason: 'no_session_cookie_provided',
    })
  })
})

describe('signing out', () => {
  it.each<[string, string, Record<string, string>, number]>([
    ['a form of the application', 'POST', { 'sec-fetch-site': 'same-origin' }, 303],
    ['a link of the application', 'GET', { 'sec-fetch-site': 'same-origin' }, 303],
    ['an address that was typed', 'GET', { 'sec-fetch-site': 'none' }, 303],
    ['a form of another site', 'POST', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a link of another site', 'GET', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another host of the same domain', 'POST', { 'sec-fetch-site': 'same-site', origin }, 403],
    ['a form, in an old browser', 'POST', { origin }, 303],
    ['a form of another site, in an old browser', 'POST', { origin: 'https://evil.example' }, 403],
    ['a form in a sandbox', 'POST', { origin: 'null' }, 403],
    ['a link, in an old browser', 'GET', { referer: `${origin}/account` }, 303],
    ['a link of another site, in an old browser', 'GET', { referer: `https://evil.example/?${origin}` }, 403],
    ['a site whose name begins alike', 'POST', { origin: `${origin}.evil.example` }, 403],
    ['who does not say where it is from', 'POST', {}, 403],
    ['a page fetched ahead', 'GET', { 'sec-fetch-site': 'same-origin', 'sec-purpose': 'prefetch' }, 403],
  ])('by %s', async (_, method, headers, status) => {
    const { auth, jar } = await member()
    const response = jar.keep((await auth.handle(jar.request('/logout', headers, method)))!)
    expect([response.status, jar.cookies.size]).toEqual([status, status === 303 ? 0 : 1])
  })

  const form = { 'sec-fetch-site': 'same-origin' }

  it('ends the session at the server too, and comes back to where the application says', async () => {
    const { auth, jar } = await member({ signOutReturnTo: `${origin}/bye` })
    const { session } = await auth.load(jar.request('/'))
    const response = await auth.signOut(jar.request('/logout', form, 'POST'))
    const url = new URL(response.headers.get('location')!)
    expect(url.pathname).toBe('/user_management/sessions/logout')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      session_id: session!.sessionId,
      return_to: `${origin}/bye`,
    })
  })

  it('also works after the access token has expired', async () => {
    const { auth, jar } = await member({ tokenSeconds: -60 })
    const response = await auth.signOut(jar.request('/logout', form, 'POST'))
    expect(response.headers.get('location')).toContain('session_id=')
  })

  it('deletes a cookie that is garbage, and asks the server nothing', async () => {
    const { auth, jar } = await webApp({ signOutReturnTo: `${origin}/bye` })
    jar.cookies.set('wos-session', 'garbage')
    const response = jar.keep(await auth.signOut(jar.request('/logout', form, 'POST')))
    expect(response.headers.get('location')).toBe(`${origin}/bye`)
    expect(jar.cookies.size).toBe(0)
  })

  it.each(['https://evil.example/', 'https://app.example.com.evil.example/', 'javascript:/alert(1)//'])(
    'leads nobody to %s where there is no session: the server, which knows what is allowed, is not asked',
    async (returnTo) => {
      const { auth, jar } = await webApp({ signOutReturnTo: 'https://www.example.com/bye' })
      const { url } = await auth.endSession(jar.request('/logout'), { returnTo })
      expect(url).toBe('https://www.example.com/bye')
    },
  )

  it('leads to the application and where it says, also without a session', async () => {
    const { auth, jar } = await webApp({ signOutReturnTo: 'https://www.example.com/bye' })
    for (const returnTo of [`${origin}/thanks?a=1`, 'https://www.example.com/thanks']) {
      expect((await auth.endSession(jar.request('/logout'), { returnTo })).url).toBe(returnTo)
    }
    const plain = await webApp()
    const departure = await plain.auth.endSession(jar.request('/logout'), {
      returnTo: 'https://evil.example/',
    })
    expect(departure.url).toBe('/')
  })

  it('takes no path, with a session or without', async () => {
    const stranger = await webApp()
    for (const { auth, jar } of [stranger, await member()]) {
      const ended = auth.endSession(jar.request('/logout'), { returnTo: '//evil.example' })
      await expect(ended).rejects.toThrow(ConfigurationError)
    }
  })

  it('deletes the cookie by the attributes that it was set with', async () => {
    const { auth, jar } = await member({ cookie: { domain: 'example.com', path: '/', sameSite: 'strict' } })
    const response = await auth.signOut(jar.request('/logout', form, 'POST'))
    expect(response.headers.getSetCookie()).toEqual([
      'wos-session=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Domain=example.com; HttpOnly; Secure; SameSite=Strict',
    ])
  })
})

describe('the paths that are answered', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/login/'],
    ['POST', '/login'],
    ['POST', '/callback'],
    ['HEAD', '/logout'],
    ['DELETE', '/logout'],
    ['GET', '//callback'],
  ])('are not %s %s', async (method, path) => {
    const { auth } = await webApp()
    const request = { method, url: `${origin}${path}`, headers: new Headers() }
    expect(await auth.handle(request)).toBeUndefined()
  })

  it('are those that the application names', async () => {
    const { auth, jar } = await webApp({ signInPath: '/in', callbackPath: '/back', signOutPath: '/out' })
    const statuses = await Promise.all(
      ['/in', '/back', '/out', '/login'].map(async (path) => (await auth.handle(jar.request(path)))?.status),
    )
    expect(statuses).toEqual([302, 400, 403, undefined])
  })
})

describe('a response with a session', () => {
  it('may say for itself how it is stored, unless it sets a cookie', async () => {
    const { auth, jar } = await member({ tokenSeconds: -60 })
    const page = () =>
      new Response('page', { headers: { 'cache-control': 'public, max-age=60', vary: 'Accept' } })
    const refreshed = withSession(page(), await auth.load(jar.request('/')))
    expect(refreshed.headers.get('cache-control')).toBe('private, no-store')
    expect(refreshed.headers.get('vary')).toBe('Accept, Cookie')
    jar.keep(refreshed)
    const kept = withSession(page(), await auth.load(jar.request('/')))
    expect(kept.headers.get('cache-control')).toBe('public, max-age=60')
    expect(kept.headers.getSetCookie()).toEqual([])
  })

  it('is made of one whose headers cannot be changed', async () => {
    const { auth, jar } = await member()
    const loaded = await auth.load(jar.request('/'))
    expect(withSession(Response.redirect(origin), loaded)).toMatchObject({ status: 302 })
  })
  it('is left alone where it changes the protocol', async () => {
    const { auth, jar } = await member()
    const upgrade = Object.defineProperty(new Response(), 'status', { value: 101 })
    expect(withSession(upgrade, await auth.load(jar.request('/')))).toBe(upgrade)
  })
})
