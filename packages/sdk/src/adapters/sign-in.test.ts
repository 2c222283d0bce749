import { afterEach, describe, expect, it, vi } from 'vitest'
import { CookieJar, cookiePassword, origin, signIn, throughSignInPage, webApp } from '../../test/web-app.ts'
import { AuthenticationError, Client, OAuthError, sealData } from '../index.ts'
import { SessionTooBigError, type SignInError } from './auth.ts'
import { stateCookieName } from './state.ts'

afterEach(() => {
  vi.useRealTimers()
})

const pending = (jar: CookieJar) =>
  [...jar.cookies.keys()].filter((name) => name.startsWith('wos-auth-verifier'))

describe('beginning a sign-in', () => {
  it('sends the browser to AuthKit with a challenge and a state, and keeps the state with it', async () => {
    const { auth, jar } = await webApp()
    const response = await auth.signIn(jar.request('/'))
    const url = new URL(response.headers.get('location')!)
    expect(response.status).toBe(302)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client_123',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      provider: 'authkit',
      redirect_uri: `${origin}/callback`,
      response_type: 'code',
      state: expect.stringMatching(/^Fe26\.2\*/),
    })
    const state = url.searchParams.get('state')!
    expect(response.headers.getSetCookie()).toEqual([
      `${stateCookieName(state)}=${state}; Path=/; Max-Age=600; HttpOnly; Secure; SameSite=Lax`,
    ])
  })

  it('shows the verifier to nobody', async () => {
    const { api, auth, jar } = await webApp()
    const { url, cookies } = await auth.beginSignIn(jar.request('/'))
    api.fault = { status: 500, body: {} }
    expect(decodeURIComponent(url)).not.toContain('codeVerifier')
    expect(new Set(cookies.map(({ value }) => value))).toEqual(
      new Set([new URL(url).searchParams.get('state')]),
    )
  })

  it('takes what the link may say', async () => {
    const { auth, jar } = await webApp()
    const params = { organizationId: 'org_1', loginHint: 'ada@example.com', returnTo: '/a' }
    const { url } = await auth.beginSignIn(jar.request('/'), params)
    const query = new URL(url).searchParams
    expect([query.get('organization_id'), query.get('login_hint'), query.get('provider')]).toEqual([
      'org_1',
      'ada@example.com',
      null,
    ])
  })

  it('lets five be under way, and drops the oldest for a sixth', async () => {
    const { auth, jar } = await webApp()
    for (let n = 0; n < 5; n++) jar.keep(await auth.signIn(jar.request('/')))
    const five = pending(jar)
    expect(five).toHaveLength(5)
    jar.keep(await auth.signIn(jar.request('/')))
    expect(pending(jar).slice(0, 4)).toEqual(five.slice(1))
    expect(pending(jar)).toHaveLength(5)
  })

  it.each([
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'next-router-prefetch': '1' },
  ])('sets nothing for a page that is only fetched ahead (%o)', async (headers) => {
    const { auth, jar } = await webApp()
    const response = (await auth.handle(jar.request('/login', headers)))!
    expect([response.status, response.headers.getSetCookie()]).toEqual([503, []])
  })

  it('fits into the state whatever path it is given, and refuses a text of the application that does not', async () => {
    const { auth, jar } = await webApp()
    const { url } = await auth.beginSignIn(jar.request('/'), {
      returnTo: `/${'a'.repeat(1000)}`,
      state: 's'.repeat(500),
    })
    expect(new URL(url).searchParams.get('state')!.length).toBeLessThanOrEqual(2048)
    await expect(auth.beginSignIn(jar.request('/'), { state: 's'.repeat(3000) })).rejects.toMatchObject({
      option: 'state',
    })
  })
})

describe('completing a sign-in', () => {
  it('sets the session, drops the state, and sends the browser to where it wanted to go', async () => {
    const onSignIn = vi.fn()
    const app = await webApp({ onSignIn })
    const response = await signIn(app, '/login?returnTo=/account')
    expect([response.status, response.headers.get('location')]).toEqual([302, '/account'])
    expect([...app.jar.cookies.keys()]).toEqual(['wos-session'])
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^wos-session=Fe26\.2\*[\w*.-]+~2; Path=\/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(onSignIn).toHaveBeenCalledExactlyOnceWith({
      authentication: expect.objectContaining({
        user: expect.objectContaining({ email: 'ada@example.com' }),
      }),
      returnTo: '/account',
      state: undefined,
    })
  })

  it('binds the session to this host alone where its name asks for that', async () => {
    const app = await webApp({ cookie: { name: '__Host-wos-session' } })
    const [cookie] = (await signIn(app)).headers.getSetCookie()
    expect(cookie).toMatch(
      /^__Host-wos-session=[^;]+; Path=\/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect((await app.auth.load(app.jar.request('/'))).session?.user.id).toBe('user_ada')
  })

  it('is not completed by a state that another host of the domain has set, where the name of the session asks for that', async () => {
    const cookie = { name: '__Host-wos-session' }
    const attacker = await webApp({ cookie })
    const { auth, jar } = await webApp({ cookie, client: attacker.api.client })
    const begun = await attacker.auth.signIn(attacker.jar.request('/login'))
    const [name = '', value = ''] = begun.headers.getSetCookie()[0]!.split(/[=;]/)
    expect(name).toMatch(/^__Host-wos-auth-verifier-/)
    // No other host can set a cookie of such a name: it sets one without.
    jar.cookies.set(name.replace('__Host-', ''), value)
    const back = await throughSignInPage(begun)
    expect((await auth.handle(jar.request(back)))?.status).toBe(400)
    jar.cookies.clear()
    for (let n = 0; n < 7; n++) jar.keep(await auth.signIn(jar.request('/login')))
    expect(jar.cookies.size).toBe(5)
  })

  it('sends the state along from the other site, however strict the session is', async () => {
    const { auth, jar } = await webApp({ cookie: { sameSite: 'strict' } })
    const { cookies } = await auth.beginSignIn(jar.request('/'))
    expect(cookies.map(({ sameSite }) => sameSite)).toEqual(['lax'])
  })

  it('hands the application its own state', async () => {
    const onSignIn = vi.fn()
    const { auth, jar } = await webApp({ onSignIn })
    const begun = jar.keep(await auth.signIn(jar.request('/'), { state: 'from-newsletter' }))
    await auth.callback(jar.request(await throughSignInPage(begun)))
    expect(onSignIn).toHaveBeenCalledWith(expect.objectContaining({ state: 'from-newsletter' }))
  })

  it('lets tabs sign in beside each other', async () => {
    const { auth, jar } = await webApp()
    const first = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'), { returnTo: '/1' })))
    const second = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'), { returnTo: '/2' })))
    const places = [
      jar.keep(await auth.callback(jar.request(second))).headers.get('location'),
      jar.keep(await auth.callback(jar.request(first))).headers.get('location'),
    ]
    expect(places).toEqual(['/2', '/1'])
  })

  it('needs no API key', async () => {
    const { api, jar, auth } = await webApp()
    const keyless = await webApp({
      client: new Client({ apiKey: null, clientId: 'client_123', baseUrl: api.baseUrl }),
    })
    const begun = jar.keep(await keyless.auth.signIn(jar.request('/')))
    jar.keep(await keyless.auth.callback(jar.request(await throughSignInPage(begun))))
    expect(await auth.load(jar.request('/'))).toMatchObject({
      session: { user: { email: 'ada@example.com' } },
    })
  })

  it('completes what an application of authkit began', async () => {
    const { auth, jar, api } = await webApp()
    const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    // Its payload, and its lifetime.
    const payload = {
      nonce: 'n',
      codeVerifier,
      issuedAt: Date.now(),
      returnPathname: '/theirs',
      redirectUri: 'x',
    }
    const state = await sealData(payload, { password: cookiePassword, ttlSeconds: 600 })
    jar.cookies.set(stateCookieName(state), state)
    const url = api.client.userManagement.getAuthorizationUrl({
      provider: 'authkit',
      redirectUri: `${origin}/callback`,
      state,
      codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    })
    const response = await auth.callback(jar.request(await throughSignInPage({ url })))
    expect([response.status, response.headers.get('location')]).toEqual([302, '/theirs'])
  })
})

describe('a sign-in that is not completed', () => {
  async function failing() {
    const errors: SignInError[] = []
    const app = await webApp({
      onError: (error) => {
        errors.push(error)
        return Response.redirect(`${origin}/oops`)
      },
    })
    return { ...app, errors }
  }

  it('was begun in another browser: nobody is signed in to an account that they did not choose', async () => {
    const { auth, jar, errors, api } = await failing()
    const attacker = new CookieJar()
    const back = await throughSignInPage(attacker.keep(await auth.signIn(attacker.request('/'))))
    await signIn({ api, auth, jar })
    const before = new Map(jar.cookies)
    jar.keep(await auth.callback(jar.request(back)))
    expect(errors).toMatchObject([{ code: 'state_mismatch', status: 400 }])
    expect(jar.cookies).toEqual(before)
    expect(api.calls.filter((call) => call === 'authorization_code')).toHaveLength(1)
  })

  it('is completed already: its address is good once', async () => {
    const { auth, jar, errors } = await failing()
    const back = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'))))
    const recorded = jar.request(back)
    jar.keep(await auth.callback(jar.request(back)))
    jar.keep(await auth.callback(jar.request(back)))
    // Even by somebody who has recorded the cookie as well: the code has been used.
    await auth.callback(recorded)
    expect(errors).toMatchObject([
      { code: 'state_mismatch' },
      { code: 'code_refused', cause: expect.any(OAuthError) },
    ])
    expect([...jar.cookies.keys()]).toEqual(['wos-session'])
  })

  it('brings back the code of another sign-in of the same browser', async () => {
    const { auth, jar, errors } = await failing()
    const first = new URL(await throughSignInPage(jar.keep(await auth.signIn(jar.request('/')))))
    const second = new URL(await throughSignInPage(jar.keep(await auth.signIn(jar.request('/')))))
    first.searchParams.set('code', second.searchParams.get('code')!)
    await auth.callback(jar.request(first.href))
    expect(errors).toMatchObject([{ code: 'code_refused' }])
  })

  it.each([
    ['state_missing', (url: URL) => url.searchParams.delete('state')],
    ['state_mismatch', (url: URL) => url.searchParams.set('state', 'made-up')],
    ['state_mismatch', (url: URL) => url.searchParams.set('state', 'x'.repeat(5000))],
    ['state_mismatch', (url: URL) => url.searchParams.set('state', `${url.searchParams.get('state')}x`)],
    ['code_missing', (url: URL) => url.searchParams.delete('code')],
  ] as const)('comes back changed: %s', async (code, change) => {
    const { auth, jar, errors, api } = await failing()
    const back = new URL(await throughSignInPage(jar.keep(await auth.signIn(jar.request('/')))))
    change(back)
    const response = await auth.callback(jar.request(back.href))
    expect(errors).toMatchObject([{ code }])
    expect(response.headers.get('location')).toBe(`${origin}/oops`)
    expect(api.calls).not.toContain('authorization_code')
  })

  it('brings a state that nobody sealed, though the cookie says the same', async () => {
    const { auth, jar, errors } = await failing()
    const state = await sealData({ codeVerifier: 'v', issuedAt: Date.now() }, { password: 'x'.repeat(32) })
    for (const made of [state, 'made-up', '{"codeVerifier":"v"}']) {
      jar.cookies.set(stateCookieName(made), made)
      await auth.callback(jar.request(`/callback?code=c&state=${encodeURIComponent(made)}`))
    }
    expect(errors.map(({ code }) => code)).toEqual(['state_expired', 'state_expired', 'state_expired'])
  })

  it('took longer than ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { auth, jar, errors } = await failing()
    const back = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'))))
    vi.setSystemTime(Date.now() + 601_000)
    await auth.callback(jar.request(back))
    expect(errors).toMatchObject([{ code: 'state_expired' }])
  })

  it('is refused by the provider, whose words are never shown as they are', async () => {
    const { auth, jar } = await webApp()
    const evil = encodeURIComponent('<script>alert(1)</script>')
    const response = await auth.callback(
      jar.request(`/callback?error=${evil}&error_description=${evil}&state=${evil}`),
    )
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).not.toContain('script')
  })

  it('tells the application what the provider said, within bounds', async () => {
    const { auth, jar, errors } = await failing()
    const description = encodeURIComponent(`No.\r\n\u202e${'x'.repeat(1000)}`)
    await auth.callback(jar.request(`/callback?error=access_denied&error_description=${description}`))
    await auth.callback(jar.request('/callback?error=a%20b'))
    expect(errors).toMatchObject([
      { code: 'provider_error', providerError: 'access_denied' },
      { code: 'provider_error', providerError: 'unknown_error', providerMessage: undefined },
    ])
    expect(errors[0]!.providerMessage).toMatch(/^No\. {3}x+$/)
    expect(errors[0]!.providerMessage).toHaveLength(500)
  })

  it('finds the API out of order, and can be completed by the same address afterwards', async () => {
    const { api, auth, jar, errors } = await failing()
    const back = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'))))
    api.fault = { status: 503, body: { message: 'Later.' } }
    jar.keep(await auth.callback(jar.request(back)))
    expect(errors).toMatchObject([{ code: 'unavailable', status: 503 }])
    api.fault = undefined
    jar.keep(await auth.callback(jar.request(back)))
    expect([...jar.cookies.keys()]).toEqual(['wos-session'])
  })

  it('drops a state whose code was refused', async () => {
    const { auth, jar, api } = await failing()
    const back = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'))))
    api.fault = { status: 400, body: { error: 'access_denied', error_description: 'No.' } }
    jar.keep(await auth.callback(jar.request(back)))
    expect([...jar.cookies.keys()]).toEqual([])
  })

  it('is the fault of the application where its key is refused: that is thrown', async () => {
    const { auth, jar, errors, api } = await failing()
    const back = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'))))
    api.fault = { status: 401, body: { message: 'Unauthorized' } }
    await expect(auth.callback(jar.request(back))).rejects.toThrow(AuthenticationError)
    expect(errors).toEqual([])
  })

  it('makes a cookie that no browser would keep: that is said rather than lost', async () => {
    const { auth, jar, api } = await webApp()
    api.user = { metadata: { note: 'x'.repeat(4000) } }
    const back = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'))))
    const refused = auth.callback(jar.request(back))
    await expect(refused).rejects.toThrow(SessionTooBigError)
    await expect(refused).rejects.toMatchObject({ code: 'token_too_big', bytes: expect.any(Number) })
  })

  it('is not wanted by the application: there is no session then', async () => {
    const { auth, jar } = await webApp({
      onSignIn: () => {
        throw new Error('not invited')
      },
    })
    const back = await throughSignInPage(jar.keep(await auth.signIn(jar.request('/'))))
    await expect(auth.callback(jar.request(back))).rejects.toThrow('not invited')
  })
})

describe('where a browser is sent after a sign-in', () => {
  it.each([
    ['https://evil.example/', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/%09/evil.example', '/%09/evil.example'],
    ['/\t/evil.example', '/'],
    ['/./\\/evil.example', '/'],
    ['/login?returnTo=/login', '/'],
    ['/logout', '/'],
    ['/callback?code=1', '/'],
    ['/account?x=//evil.example', '/account?x=//evil.example'],
  ])('%j leads to %j', async (wanted, expected) => {
    const response = await signIn(await webApp(), `/login?returnTo=${encodeURIComponent(wanted)}`)
    expect(response.headers.get('location')).toBe(expected)
  })

  it('is a path of the application even if the state says otherwise', async () => {
    const { auth, jar, api } = await webApp()
    const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const payload = { codeVerifier, issuedAt: Date.now(), returnPathname: 'https://evil.example' }
    const state = await sealData(payload, { password: cookiePassword })
    jar.cookies.set(stateCookieName(state), state)
    const url = api.client.userManagement.getAuthorizationUrl({
      provider: 'authkit',
      redirectUri: `${origin}/callback`,
      state,
      codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    })
    const response = await auth.callback(jar.request(await throughSignInPage({ url })))
    expect(response.headers.get('location')).toBe('/')
  })
})
