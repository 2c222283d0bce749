import { CookieSession } from '../session/cookie-session.ts'
import type { CookiePassword } from '../session/passwords.ts'
import type { Refreshed, RefreshFailure } from '../session/refresh.ts'
import type { AuthenticateResult, SessionFailure, SignedIn } from '../session/results.ts'
import { type Cookie, cookieValues, serializeCookie } from './cookies.ts'
import { SessionTooBigError } from './errors.ts'
import type { AuthSettings } from './settings.ts'

/** What the response must tell the browser, whether there is a session or not. */
export type SessionHeaders = {
  /** `Set-Cookie` where the session has changed, and that no cache may share the response. */
  headers: readonly (readonly [name: string, value: string])[]
  /** The cookies among them, for frameworks that set cookies their own way. */
  cookies: readonly Cookie[]
}

/** Nobody is signed in. */
export type NoSession = SessionHeaders & {
  session: null
  reason: SessionFailure['reason'] | RefreshFailure['reason']
  /** The session may be good, but that cannot be said now: answer 503 rather than ask people to sign in. */
  retryable: boolean
  /** Seconds after which to try again, where the server says so. */
  retryAfter?: number | undefined
}

/** Who is signed in, and what the response must tell the browser. */
export type LoadedSession = (SessionHeaders & { session: SignedIn }) | NoSession

/** How to read a session. */
export type LoadOptions = {
  /** With `false` an expired session is none. For where no cookie can be set: the new one would be lost. */
  refresh?: boolean | undefined
}

/** What browsers keep of a cookie. They count in different ways; this is the strictest. */
const longestCookie = 4_096

/** A browser has one, or one for each domain and path that the application has ever used. */
const mostCandidates = 4

/** Reads the session in a cookie, and keeps it alive. */
export class SessionCookies {
  readonly #settings: AuthSettings

  constructor(settings: AuthSettings) {
    this.#settings = settings
  }

  /** @throws {SessionTooBigError} the refreshed session fits into no cookie */
  async load(cookieHeader: string | null, { refresh = true }: LoadOptions = {}): Promise<LoadedSession> {
    const { result, expired } = await this.#open(cookieHeader)
    if (result.authenticated) return loaded(result)
    if (result.reason !== 'expired_jwt' || !refresh) return loaded(result)
    const refreshed = await refreshFirst(expired)
    return loaded(refreshed, this.#cookiesAfter(refreshed))
  }

  /** @throws {SessionTooBigError} the new session fits into no cookie */
  async switchOrganization(cookieHeader: string | null, organizationId: string): Promise<LoadedSession> {
    const { session, result, expired } = await this.#open(cookieHeader)
    if (!result.authenticated && result.reason !== 'expired_jwt') return loaded(result)
    const switched = await refreshFirst(result.authenticated ? [session] : expired, organizationId)
    // Only then is the old one used up. Where the other organization wants more, they stay in this one.
    const isOver = switched.authenticated || switched.reason === 'invalid_grant'
    return loaded(switched, isOver ? this.#cookiesAfter(switched) : [])
  }

  /** The session to sign out of, whatever has become of it. */
  async current(cookieHeader: string | null): Promise<CookieSession> {
    return (await this.#open(cookieHeader)).session
  }

  /** The cookie of a session. @throws {SessionTooBigError} */
  holding(sealedSession: string): Cookie {
    const cookie = { ...this.#settings.cookie, value: sealedSession }
    const bytes = serializeCookie(cookie).length
    if (bytes > longestCookie) throw new SessionTooBigError(bytes)
    return cookie
  }

  /** Deletes the cookie. */
  none(): Cookie {
    return { ...this.#settings.cookie, value: '', maxAge: 0 }
  }

  /** What the server will not go on with is not kept; what could not be asked is. */
  #cookiesAfter(refreshed: Refreshed | RefreshFailure): Cookie[] {
    if (refreshed.authenticated) return [this.holding(refreshed.sealedSession)]
    return refreshed.retryable ? [] : [this.none()]
  }

  async #open(cookieHeader: string | null): Promise<Opened> {
    const seals = cookieValues(cookieHeader, this.#settings.cookie.name).slice(0, mostCandidates)
    const opened: Candidate[] = []
    for (const sessionData of seals.length > 0 ? seals : [undefined]) {
      const session = this.#sessionOf(sessionData)
      const result = await session.authenticate()
      if (result.authenticated) return { session, result, expired: [] }
      opened.push({ session, result })
    }
    const expired = opened.filter(({ result }) => !result.authenticated && result.reason === 'expired_jwt')
    return { ...(expired[0] ?? opened[0]!), expired: expired.map(({ session }) => session) }
  }

  #sessionOf(sessionData: string | undefined): CookieSession {
    const { client, expected } = this.#settings
    const cookiePassword: CookiePassword = this.#settings.cookiePassword
    return new CookieSession(client, { ...expected, sessionData, cookiePassword })
  }
}

type Candidate = { session: CookieSession; result: AuthenticateResult }

/** The session that counts, and all that have expired where none is good. */
type Opened = Candidate & { expired: CookieSession[] }

/** Refreshes the first that the server still knows: a cookie that was left behind must not hide the one in use. */
async function refreshFirst(
  sessions: readonly CookieSession[],
  organizationId?: string,
): Promise<Refreshed | RefreshFailure> {
  const [session, ...others] = sessions
  const refreshed = await session!.refresh({ organizationId })
  const isOver = !refreshed.authenticated && refreshed.reason === 'invalid_grant'
  return isOver && others.length > 0 ? refreshFirst(others, organizationId) : refreshed
}

/** For what is one person's alone: no cache may keep it. */
export const notStored = 'private, no-store'

/** What depends on who is signed in is theirs alone. */
const personal = [
  ['Cache-Control', notStored],
  ['Vary', 'Cookie'],
] as const

function loaded(
  result: AuthenticateResult | Refreshed | RefreshFailure,
  cookies: Cookie[] = [],
): LoadedSession {
  const setCookies = cookies.map((cookie) => ['Set-Cookie', serializeCookie(cookie)] as const)
  if (result.authenticated) {
    return { session: signedIn(result), cookies, headers: [...personal, ...setCookies] }
  }
  const { reason, retryable } = result
  const retryAfter = 'retryAfter' in result ? result.retryAfter : undefined
  // A page for strangers may be stored for strangers, unless it comes with a cookie.
  const headers = cookies.length > 0 ? [...personal, ...setCookies] : [personal[1]]
  return { session: null, reason, retryable, retryAfter, cookies, headers }
}

/** The session without what is for the cookie alone. */
function signedIn(result: SignedIn | Refreshed): SignedIn {
  if (!('sealedSession' in result)) return result
  const { sealedSession: _sealed, session: _answer, ...session } = result
  return session
}
