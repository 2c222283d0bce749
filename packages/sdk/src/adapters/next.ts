/** Sign-in for the App Router of Next.js 14 and later. */
import { environmentVariable } from '../environment.ts'
import { Auth, type AuthOptions, type LoadedSession, type SignInParams, type SignOutParams } from './auth.ts'
import { type Cookie, parseCookies } from './cookies.ts'
import { withSession } from './responses.ts'
import type { Departure } from './sign-in.ts'

export * from './auth.ts'
export { type WebhookOptions, webhookHandler } from './webhook.ts'

/** What is used of Next's cookies. */
export type CookieStore = {
  getAll(): { name: string; value: string }[]
  /** Next permits it in route handlers and server actions alone. */
  set(cookie: Cookie): unknown
}

/** What is used of Next. */
export type NextFunctions = {
  /** `cookies` of `next/headers`. */
  cookies(): CookieStore | Promise<CookieStore>
  /** `NextResponse.next` of `next/server`. */
  next(init: { request: { headers: Headers } }): Response | Promise<Response>
}

/** How the middleware lets on. */
export type AuthMiddlewareOptions = {
  /** Which pages are for who is signed in: told by the path. Default: none, so that each page asks for itself. */
  requireSession?: ((pathname: string) => boolean) | undefined
}

// Not before they are called: a module that Next does not know of could not be loaded elsewhere.
const installed: NextFunctions = {
  cookies: async () => (await import('next/headers.js')).cookies(),
  next: async (init) => (await import('next/server.js')).NextResponse.next(init),
}

/**
 * Sign-in for an application of the App Router. The redirect URI may come from `NEXT_PUBLIC_WORKOS_REDIRECT_URI` too.
 * Nothing is read before it is needed, since Next loads modules when it builds.
 *
 * ```typescript
 * export const auth = new NextAuthKit({ client: new Client() })       // auth.ts
 * export const GET = auth.handleSignIn()                              // app/login/route.ts
 * export const GET = auth.handleAuth()                                // app/callback/route.ts
 * export const POST = auth.handleSignOut()                            // app/logout/route.ts
 * export const proxy = auth.authMiddleware()                          // proxy.ts, or middleware.ts before Next 16
 * const { session } = await auth.withAuth()                           // in a page
 * ```
 */
export class NextAuthKit {
  readonly #options: AuthOptions
  readonly #next: NextFunctions
  #auth: Auth | undefined

  /** @param next what is used of Next; by default the Next that is installed */
  constructor(options: AuthOptions, next: NextFunctions = installed) {
    this.#options = options
    this.#next = next
  }

  /**
   * All that is behind it.
   *
   * @throws {ConfigurationError} naming the option, or the environment variable in its place, that is wrong
   */
  get auth(): Auth {
    this.#auth ??= new Auth({ ...this.#options, redirectUri: this.#options.redirectUri ?? redirectUri() })
    return this.#auth
  }

  /** The route handler that a sign-in begins at. It takes `returnTo` and `screenHint` in its query. */
  handleSignIn(params: SignInParams = {}): (request: Request) => Promise<Response> {
    return handler(({ searchParams }, request) => {
      const returnTo = searchParams.get('returnTo') ?? undefined
      const screenHint = searchParams.get('screenHint') === 'sign-up' ? 'sign-up' : undefined
      return this.auth.signIn(request, { returnTo, ...(screenHint && { screenHint }), ...params })
    })
  }

  /** The route handler of the redirect URI: completes the sign-in. */
  handleAuth(): (request: Request) => Promise<Response> {
    return handler((_, request) => this.auth.callback(request))
  }

  /** The route handler that ends the session: by `POST`, or `GET` for a plain link of the application. */
  handleSignOut(params: SignOutParams = {}): (request: Request) => Promise<Response> {
    return handler((_, request) => this.auth.signOut(request, params))
  }

  /**
   * Says who is signed in, in pages, layouts, server actions and route handlers. It refreshes nothing, since pages
   * cannot set cookies: the middleware has, where it runs.
   */
  async withAuth(): Promise<LoadedSession> {
    // First, since Next stops a page here that it renders at build time, where the settings may be missing.
    const store = await this.#next.cookies()
    return this.auth.load(requestOf(store), { refresh: false })
  }

  /**
   * The middleware (proxy, as of Next 16): refreshes the session, hands the new cookie to the page and to the browser.
   * Let its matcher leave out static files.
   */
  authMiddleware({ requireSession }: AuthMiddlewareOptions = {}): (request: Request) => Promise<Response> {
    return async (request) => {
      const loaded = await this.auth.load(request)
      const mustSignIn = !loaded.session && requireSession?.(new URL(request.url).pathname)
      const response = mustSignIn
        ? await this.auth.challenge(request, loaded)
        : await this.#next.next({ request: { headers: headersWith(request.headers, loaded.cookies) } })
      return withSession(response, loaded)
    }
  }

  /** The link that begins a sign-in, in server actions and route handlers: give it to `redirect`. */
  async getSignInUrl(params: SignInParams = {}): Promise<string> {
    const store = await this.#next.cookies()
    return depart(store, await this.auth.beginSignIn(requestOf(store), params))
  }

  /** Ends the session, in server actions, which refuse other sites by themselves. Give the link to `redirect`. */
  async signOut(params: SignOutParams = {}): Promise<string> {
    const store = await this.#next.cookies()
    return depart(store, await this.auth.endSession(requestOf(store), params))
  }

  /** Changes the organization, in server actions and route handlers. See `Auth.switchOrganization`. */
  async switchOrganization(organizationId: string): Promise<LoadedSession> {
    const store = await this.#next.cookies()
    const loaded = await this.auth.switchOrganization(requestOf(store), organizationId)
    for (const cookie of loaded.cookies) store.set(cookie)
    return loaded
  }
}

const redirectUri = () =>
  environmentVariable('WORKOS_REDIRECT_URI') ?? environmentVariable('NEXT_PUBLIC_WORKOS_REDIRECT_URI')

/**
 * A route handler, which asks for the address before anything else: Next 14 calls those of `GET` when it builds, and
 * stops there.
 */
function handler(answer: (url: URL, request: Request) => Promise<Response>) {
  return async (request: Request) => answer(new URL(request.url), request)
}

function depart(store: CookieStore, { url, cookies }: Departure): string {
  for (const cookie of cookies) store.set(cookie)
  return url
}

/** The cookies as they came. Next has unescaped them: as they are, one value could pass for further cookies. */
function requestOf(store: CookieStore): { headers: Headers } {
  return {
    headers: new Headers({ cookie: cookieHeader(store.getAll().map(({ name, value }) => [name, value])) }),
  }
}

/** The request's headers with cookies that changed meanwhile. */
function headersWith(headers: Headers, changed: readonly Cookie[]): Headers {
  const copy = new Headers(headers)
  if (changed.length === 0) return copy
  const kept = parseCookies(headers.get('cookie')).filter(
    ([name]) => !changed.some((other) => other.name === name),
  )
  const set = changed.flatMap(({ name, value, maxAge }): [string, string][] =>
    maxAge > 0 ? [[name, value]] : [],
  )
  copy.set('cookie', cookieHeader([...kept, ...set]))
  return copy
}

const cookieHeader = (cookies: [name: string, value: string][]) =>
  cookies.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
