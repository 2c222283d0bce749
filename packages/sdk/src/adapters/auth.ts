import { requireAbsoluteUrl } from '../helpers/urls.ts'
import { SessionError } from '../session/cookie-session.ts'
import { type AuthRequest, isNavigation, isOfApplication, isPrefetch } from './request.ts'
import { plainText, redirect, refusal } from './responses.ts'
import { requestedPath } from './return-path.ts'
import { type LoadedSession, type LoadOptions, type NoSession, SessionCookies } from './session-cookie.ts'
import { type AuthOptions, type AuthSettings, settingsOf } from './settings.ts'
import { type Departure, type SignInParams, SignIns } from './sign-in.ts'
import { parseUrl } from './url.ts'

export type { Cookie, CookieAttributes } from './cookies.ts'
export { SessionTooBigError, SignInError, type SignInFailure } from './errors.ts'
export type { AuthRequest } from './request.ts'
export { withSession } from './responses.ts'
export type { LoadedSession, LoadOptions, NoSession } from './session-cookie.ts'
export type { AuthOptions, CompletedSignIn, SessionCookieOptions } from './settings.ts'
export type { Departure, SignInParams } from './sign-in.ts'

/** How to sign out. */
export type SignOutParams = {
  /**
   * Where the browser goes then: an absolute URL that the application allows. Default: `signOutReturnTo`. Where there
   * is no session any more, only an address of the application's origin, or of that of `signOutReturnTo`, is gone to.
   */
  returnTo?: string | undefined
}

/**
 * Signs people in, keeps their session in a sealed cookie and signs them out: for any framework, on `Request`,
 * `Response` and cookies alone. The adapters are made of it.
 *
 * - A sign-in uses PKCE (RFC 7636), and a state that is bound to the browser: what another began cannot be completed.
 * - After it the browser is only ever sent to a path of the application.
 * - Signing out takes a request of the application's own pages.
 */
export class Auth {
  readonly #settings: AuthSettings
  readonly #sessions: SessionCookies
  readonly #signIns: SignIns

  /** @throws {ConfigurationError} naming the option, or the environment variable in its place, that is wrong */
  constructor(options: AuthOptions) {
    this.#settings = settingsOf(options)
    this.#sessions = new SessionCookies(this.#settings)
    this.#signIns = new SignIns(this.#settings, this.#sessions)
  }

  /**
   * Says who is signed in. An expired session is refreshed: requests that come at once share one refresh. What is
   * returned has to reach the browser: send your response `withSession`.
   *
   * A session that the server has ended is deleted; one that cannot be refreshed just now is kept, and `retryable`.
   *
   * @throws {AuthenticationError} the client's API key or client ID is refused
   * @throws {SessionTooBigError} the refreshed session fits into no cookie
   */
  load(request: Pick<AuthRequest, 'headers'>, options?: LoadOptions): Promise<LoadedSession> {
    return this.#sessions.load(request.headers.get('cookie'), options)
  }

  /**
   * Answers the paths of sign-in, callback and sign-out, and nothing else. The sign-in takes `returnTo` and `screenHint`
   * in its query; signing out takes `POST`, or `GET` for a plain link.
   *
   * @returns the answer, or nothing where the request is for another path
   */
  async handle(request: AuthRequest): Promise<Response | undefined> {
    const { signInPath, callbackPath, signOutPath } = this.#settings
    const { pathname, searchParams } = new URL(request.url)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (pathname === signInPath && isRead) {
      const screenHint = searchParams.get('screenHint') === 'sign-up' ? 'sign-up' : undefined
      return this.signIn(request, { returnTo: searchParams.get('returnTo') ?? '/', screenHint })
    }
    if (pathname === callbackPath && request.method === 'GET') return this.callback(request)
    if (pathname === signOutPath && /^(GET|POST)$/.test(request.method)) return this.signOut(request)
    return undefined
  }

  /**
   * Sends the browser to sign in.
   *
   * @throws {ConfigurationError} naming the parameter that is wrong
   */
  async signIn(request: AuthRequest, params: SignInParams = {}): Promise<Response> {
    // A browser that fetches ahead would only gather cookies.
    if (isPrefetch(request)) return plainText(503, 'Not fetched ahead.')
    const { url, cookies } = await this.beginSignIn(request, params)
    return redirect(url, cookies)
  }

  /** The same, for frameworks that redirect and set cookies their own way. @throws {ConfigurationError} */
  beginSignIn(request: Pick<AuthRequest, 'headers'>, params: SignInParams = {}): Promise<Departure> {
    return this.#signIns.begin(request.headers.get('cookie'), params)
  }

  /**
   * Completes the sign-in that the browser comes back from: redeems the code, sets the cookie, and sends the browser to
   * where it wanted to go. What goes wrong is answered by `onError`, or by a line of text.
   *
   * @throws {AuthenticationError} the client's API key or client ID is refused
   * @throws {SessionTooBigError} the session fits into no cookie
   */
  callback(request: AuthRequest): Promise<Response> {
    return this.#signIns.complete(request)
  }

  /**
   * Ends the session here and at the server, and sends the browser there. Only for requests of the application's own
   * pages: a link elsewhere could sign people out otherwise. Best is a form that posts; a link works as well.
   *
   * @throws {ConfigurationError} `returnTo` is no absolute URL
   */
  async signOut(request: AuthRequest, { returnTo }: SignOutParams = {}): Promise<Response> {
    if (!isOfApplication(request, this.#settings.origin) || isPrefetch(request)) {
      return refusal(403, 'cross_site_request', 'Signing out takes a request of the application itself.')
    }
    const { url, cookies } = await this.endSession(request, { returnTo })
    // 303: the browser shall get the page, also where it posted.
    return redirect(url, cookies, 303)
  }

  /**
   * The same, for frameworks that redirect and set cookies their own way. **It does not look who asks**: call it where
   * requests of other sites are refused already.
   *
   * @throws {ConfigurationError} `returnTo` is no absolute URL
   */
  async endSession(
    request: Pick<AuthRequest, 'headers'>,
    { returnTo = this.#settings.signOutReturnTo }: SignOutParams = {},
  ): Promise<Departure> {
    if (returnTo !== undefined) requireAbsoluteUrl('returnTo', returnTo)
    const session = await this.#sessions.current(request.headers.get('cookie'))
    const cookies = [this.#sessions.none()]
    try {
      return { url: await session.getLogoutUrl(returnTo === undefined ? {} : { returnTo }), cookies }
    } catch (error) {
      if (!(error instanceof SessionError)) throw error
      return { url: this.#signedOutUrl(returnTo), cookies }
    }
  }

  /**
   * Where to go without a session to end. The server, which knows the addresses that the application allows, is not
   * asked then, and this one may come from the request: it has to be of the application's own, or of the usual, origin.
   */
  #signedOutUrl(returnTo: string | undefined): string {
    const { origin, signOutReturnTo } = this.#settings
    if (returnTo === undefined || returnTo === signOutReturnTo) return returnTo ?? '/'
    const allowed = [origin, parseUrl(signOutReturnTo ?? '')?.origin]
    const { protocol, origin: asked } = new URL(returnTo)
    return /^https?:$/.test(protocol) && allowed.includes(asked) ? returnTo : (signOutReturnTo ?? '/')
  }

  /**
   * Changes the organization that a person is signed in to. Send your response `withSession`, or the new one is lost.
   *
   * Where the other organization asks for more (`sso_required`, `mfa_enrollment`), the session stays as it is: send them
   * to `signIn` with that organization.
   *
   * @throws {AuthenticationError} the client's API key or client ID is refused
   * @throws {SessionTooBigError} the new session fits into no cookie
   */
  switchOrganization(request: Pick<AuthRequest, 'headers'>, organizationId: string): Promise<LoadedSession> {
    return this.#sessions.switchOrganization(request.headers.get('cookie'), organizationId)
  }

  /**
   * The answer for somebody who is not signed in: a page asks them to, anything else gets 401; 503 where that cannot be
   * said now. It too needs the headers of what was loaded: `withSession`.
   */
  async challenge(request: AuthRequest, { retryable, retryAfter = 5 }: NoSession): Promise<Response> {
    if (retryable) {
      const headers = { 'retry-after': String(Math.ceil(retryAfter)) }
      return refusal(503, 'session_unavailable', 'The session cannot be verified now. Try again.', headers)
    }
    if (isNavigation(request) && !isPrefetch(request)) {
      return this.signIn(request, { returnTo: requestedPath(request.url) })
    }
    return refusal(401, 'unauthenticated', 'Sign in first.')
  }
}
