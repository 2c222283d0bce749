import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { type AuthApi, authApi } from '../../test/auth-api.ts'
import { CookieJar, cookiePassword, origin, throughSignInPage } from '../../test/web-app.ts'
import { ConfigurationError } from '../index.ts'
import type { Cookie } from './cookies.ts'
import { type AuthOptions, type CookieStore, NextAuthKit } from './next.ts'

// Next is not installed here: this says that the adapter finds it where it is, by the names that it exports.
vi.mock('next/headers.js', () => ({
  cookies: async () => ({ getAll: () => [{ name: 'wos-session', value: 'x' }] }),
}))
vi.mock('next/server.js', () => ({ NextResponse: { next: () => new Response('passed on') } }))

afterEach(() => {
  vi.unstubAllEnvs()
})

/**
 * The App Router as far as the adapter sees it: cookies of one request, which a page may read and an action may set, and
 * a middleware that lets on with other headers. Next itself is not installed here.
 */
async function nextApp(options: Partial<AuthOptions> = {}) {
  const api = await authApi()
  const jar = new CookieJar()
  const passedOn: Headers[] = []
  const store: CookieStore = {
    getAll: () => [...jar.cookies].map(([name, value]) => ({ name, value })),
    set: (cookie: Cookie) => jar.keepAll([cookie]),
  }
  const auth = new NextAuthKit(
    { client: api.client, redirectUri: `${origin}/callback`, cookiePassword, ...options },
    {
      cookies: async () => store,
      next: ({ request: { headers } }) => {
        passedOn.push(headers)
        return new Response(null, { headers: { 'x-middleware-next': '1' } })
      },
    },
  )
  return { api, jar, auth, passedOn, store }
}

async function member(tokenSeconds = 300) {
  const app = await nextApp()
  app.api.tokenSeconds = tokenSeconds
  const begun = app.jar.keep(await app.auth.handleSignIn()(app.jar.request('/login?returnTo=/account')))
  const back = await throughSignInPage(begun)
  const response = app.jar.keep(await app.auth.handleAuth()(app.jar.request(back)))
  app.api.tokenSeconds = 300
  return { ...app, response }
}

const refreshes = (api: AuthApi) => api.calls.filter((call) => call === 'refresh_token').length

describe('route handlers of Next', () => {
  it('sign in, and come back to the page', async () => {
    const { auth, response } = await member()
    expect([response.status, response.headers.get('location')]).toEqual([302, '/account'])
    expect((await auth.withAuth()).session?.user.email).toBe('ada@example.com')
  })

  it('sign out, unless another site asks', async () => {
    const { auth, jar } = await member()
    const handle = auth.handleSignOut({ returnTo: `${origin}/bye` })
    const refused = await handle(jar.request('/logout', { 'sec-fetch-site': 'cross-site' }, 'POST'))
    expect(refused.status).toBe(403)
    const response = jar.keep(
      await handle(jar.request('/logout', { 'sec-fetch-site': 'same-origin' }, 'POST')),
    )
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toContain(encodeURIComponent(`${origin}/bye`))
    expect((await auth.withAuth()).session).toBeNull()
  })
})

describe('a page of Next', () => {
  it('refreshes nothing: it could not keep the new session', async () => {
    const { api, auth } = await member(-60)
    expect(await auth.withAuth()).toMatchObject({ session: null, reason: 'expired_jwt' })
    expect(refreshes(api)).toBe(0)
  })

  it('takes no cookie out of the value of another', async () => {
    const { auth, jar, store } = await member()
    const good = jar.cookies.get('wos-session')!
    const injected = { ...store, getAll: () => [{ name: 'theme', value: `dark; wos-session=${good}` }] }
    const tricked = new NextAuthKit(
      { client: (await authApi()).client, redirectUri: `${origin}/callback`, cookiePassword },
      { cookies: () => injected, next: () => new Response() },
    )
    expect(await tricked.withAuth()).toMatchObject({ session: null, reason: 'no_session_cookie_provided' })
    expect((await auth.withAuth()).session).not.toBeNull()
  })
})

describe('the middleware of Next', () => {
  it('refreshes the session, and hands the new cookie to the page as well as to the browser', async () => {
    const { api, auth, jar, passedOn } = await member(-60)
    jar.cookies.set('theme', 'dark')
    const old = jar.cookies.get('wos-session')
    const response = jar.keep(await auth.authMiddleware()(jar.request('/account')))
    const renewed = jar.cookies.get('wos-session')
    expect(renewed).not.toBe(old)
    expect(response.headers.get('x-middleware-next')).toBe('1')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(passedOn[0]?.get('cookie')).toBe(`theme=dark; wos-session=${renewed}`)
    expect((await auth.withAuth()).session?.user.email).toBe('ada@example.com')
    expect(refreshes(api)).toBe(1)
  })

  it('takes an ended session from both', async () => {
    const { api, auth, jar, passedOn } = await member(-60)
    api.revokeAll()
    jar.keep(await auth.authMiddleware()(jar.request('/account')))
    expect(jar.cookies.size).toBe(0)
    expect(passedOn[0]?.get('cookie')).toBe('')
  })

  it('leaves a good session alone', async () => {
    const { auth, jar, passedOn } = await member()
    const response = await auth.authMiddleware()(jar.request('/account', { 'x-own': '1' }))
    expect(response.headers.getSetCookie()).toEqual([])
    expect(passedOn[0]?.get('x-own')).toBe('1')
    expect(passedOn[0]?.get('cookie')).toBe(`wos-session=${jar.cookies.get('wos-session')}`)
  })

  it('asks people to sign in where a page is for members', async () => {
    const { auth, jar } = await nextApp()
    const middleware = auth.authMiddleware({ requireSession: (path) => path.startsWith('/account') })
    const page = { accept: 'text/html', 'sec-fetch-mode': 'navigate' }
    const answers = [
      await middleware(jar.request('/account/keys?a=1', page)),
      await middleware(jar.request('/account', { 'sec-fetch-mode': 'cors' })),
      await middleware(jar.request('/account', { ...page, 'next-router-prefetch': '1' })),
      await middleware(jar.request('/', page)),
    ]
    expect(answers.map(({ status }) => status)).toEqual([302, 401, 401, 200])
    const back = await throughSignInPage(jar.keep(answers[0]!))
    const response = await auth.handleAuth()(jar.request(back))
    expect(response.headers.get('location')).toBe('/account/keys?a=1')
  })
})

describe('a server action of Next', () => {
  it('begins a sign-in', async () => {
    const { auth, jar } = await nextApp()
    const back = await throughSignInPage({ url: await auth.getSignInUrl({ returnTo: '/account' }) })
    const response = await auth.handleAuth()(jar.request(back))
    expect(response.headers.get('location')).toBe('/account')
  })

  it('ends the session', async () => {
    const { auth, jar } = await member()
    expect(await auth.signOut()).toContain('/user_management/sessions/logout?session_id=')
    expect(jar.cookies.size).toBe(0)
  })

  it('changes the organization', async () => {
    const { auth } = await member()
    await auth.switchOrganization('org_2')
    expect((await auth.withAuth()).session?.organizationId).toBe('org_2')
  })
})

describe('the adapter for Next', () => {
  it('reads nothing of the environment while Next builds', async () => {
    const { client } = await authApi()
    for (const name of ['WORKOS_REDIRECT_URI', 'NEXT_PUBLIC_WORKOS_REDIRECT_URI', 'WORKOS_COOKIE_PASSWORD']) {
      vi.stubEnv(name, '')
    }
    const auth = new NextAuthKit({ client })
    const handle = auth.handleAuth()
    await expect(handle(new Request(origin))).rejects.toThrow(ConfigurationError)
    vi.stubEnv('NEXT_PUBLIC_WORKOS_REDIRECT_URI', `${origin}/callback`)
    vi.stubEnv('WORKOS_COOKIE_PASSWORD', cookiePassword)
    expect((await handle(new Request(`${origin}/callback`))).status).toBe(400)
  })

  it('lets Next tell first that it renders beforehand: the environment may not be there yet', async () => {
    const { client } = await authApi()
    vi.stubEnv('WORKOS_REDIRECT_URI', '')
    const beforehand = new Error('This has to wait for a request.')
    const auth = new NextAuthKit(
      { client },
      { cookies: () => Promise.reject(beforehand), next: () => new Response() },
    )
    const request = new Request(origin)
    vi.spyOn(request, 'url', 'get').mockImplementation(() => {
      throw beforehand
    })
    await expect(auth.withAuth()).rejects.toBe(beforehand)
    for (const handle of [auth.handleSignIn(), auth.handleAuth(), auth.handleSignOut()]) {
      await expect(handle(request)).rejects.toBe(beforehand)
    }
  })

  it('uses the Next that is installed', async () => {
    const { client } = await authApi()
    const auth = new NextAuthKit({ client, redirectUri: `${origin}/callback`, cookiePassword })
    expect(await auth.withAuth()).toMatchObject({ reason: 'invalid_session_cookie' })
    const response = await auth.authMiddleware()(new Request(origin))
    expect(await response.text()).toBe('passed on')
  })

  it('takes the cookies of Next 15, which come later, and of Next 14', () => {
    type Cookies = ConstructorParameters<typeof NextAuthKit>[1]
    type Store = {
      getAll(): { name: string; value: string }[]
      set(options: {
        name: string
        value: string
        sameSite?: true | false | 'lax' | 'strict' | 'none'
      }): Store
    }
    expectTypeOf<{ cookies(): Promise<Store>; next(): Response }>().toExtend<NonNullable<Cookies>>()
    expectTypeOf<{ cookies(): Store; next(): Response }>().toExtend<NonNullable<Cookies>>()
  })
})
