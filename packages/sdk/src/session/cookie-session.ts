import type { Core } from '../core.ts'
import { PorticoError } from '../errors.ts'
import type { Authentication } from '../generated/models/user-management.ts'
import { logoutUrl } from '../helpers/links.ts'
import { type KeySet, KeysUnavailableError, keySetOf } from '../jwks.ts'
import { expose } from '../secret.ts'
import {
  type AccessTokenResult,
  checkClaims,
  type ExpectedClaims,
  expectedBy,
  verifyAccessToken,
} from './access-token.ts'
import { SessionCache } from './cache.ts'
import { type AccessTokenClaims, claimsIn } from './claims.ts'
import { type CookiePassword, type Keyring, keyringOf, passwordOr } from './passwords.ts'
import { payloadIn, type SessionPayload, sealSession } from './payload.ts'
import { type Refreshed, type RefreshFailure, refreshFailure, refreshOnce } from './refresh.ts'
import { type AuthenticateResult, type SessionFailure, signedIn } from './results.ts'
import { openSeal } from './seal.ts'

/** A sealed session and what opens it. */
export type LoadSealedSession = ExpectedClaims & {
  /** The value of the cookie, which is `wos-session` unless you named it otherwise. */
  sessionData: string | undefined
  /** What it was sealed with: at least 32 characters. Default: `WORKOS_COOKIE_PASSWORD`. */
  cookiePassword?: CookiePassword | undefined
}

/** How to refresh a session. */
export type RefreshSession = {
  /**
   * The organization to change to. Default: the one they are signed in to, or that another request with the same cookie
   * is changing to.
   */
  organizationId?: string | undefined
  /** Seals the new cookie, where it is to be another password than the one that opened the old. */
  cookiePassword?: CookiePassword | undefined
}

/** There is no session to log out of: the cookie or its token is not to be believed. */
export class SessionError extends PorticoError {
  readonly reason: SessionFailure['reason']

  constructor(reason: SessionFailure['reason']) {
    super(`The session cannot be read: ${reason}.`)
    this.reason = reason
  }

  override get name() {
    return 'SessionError'
  }
}

/** What is in the cookie, and what became of its access token. */
type Opened = { payload: SessionPayload; token: AccessTokenResult }

const caches = new WeakMap<Core, SessionCache>()

/** A session as it lies in a cookie. `client.userManagement.loadSealedSession` makes one; it costs nothing. */
export class CookieSession {
  readonly #client: Core
  readonly #keys: KeySet
  readonly #cache: SessionCache
  readonly #expected: ReturnType<typeof expectedBy>
  #sessionData: string
  #keyring: Keyring
  #cookiePassword: CookiePassword

  /** @throws {ConfigurationError} the password is missing or too short, or the client has no client ID */
  constructor(client: Core, { sessionData = '', cookiePassword, ...expected }: LoadSealedSession) {
    this.#cookiePassword = passwordOr(cookiePassword)
    this.#keyring = keyringOf(this.#cookiePassword)
    this.#expected = expectedBy(client.clientId, expected)
    this.#client = client
    this.#keys = keySetOf(client, this.#expected.ownClientId)
    this.#cache = cacheOf(client)
    this.#sessionData = sessionData
  }

  /**
   * Says who is signed in: opens the cookie and verifies the access token in it. Once the keys are known no request is
   * made, and a cookie seen before is not decrypted again.
   *
   * It does not ask the server: a session that was ended there is noticed when its access token expires.
   *
   * @returns who is signed in, or the reason why nobody is; nothing that a cookie can hold makes it throw
   */
  async authenticate(): Promise<AuthenticateResult> {
    const opened = await this.#open()
    if (typeof opened === 'string') return { authenticated: false, reason: opened, retryable: false }
    const { payload, token } = opened
    if (!token.verified) return failureOf(token)
    return (
      signedIn(payload, token.claims) ?? {
        authenticated: false,
        reason: 'invalid_session_cookie',
        retryable: false,
      }
    )
  }

  /**
   * Gets new tokens, for another organization if one is named, and seals them; this object then holds the new session.
   * Set the cookie to `sealedSession`. Requests that refresh one session at the same time, or within ten seconds, share
   * one answer within this process, since a refresh token is good for once.
   *
   * @returns the session, or the reason why there is none: keep the old cookie where it is `retryable`
   * @throws {AuthenticationError} the client's API key or client ID is refused: no session is to blame
   * @throws {ConfigurationError} the new password is too short
   */
  async refresh({
    organizationId,
    cookiePassword,
  }: RefreshSession = {}): Promise<Refreshed | RefreshFailure> {
    const newPassword = cookiePassword ?? this.#cookiePassword
    const newKeyring = keyringOf(newPassword)
    if (this.#sessionData === '') {
      return { authenticated: false, reason: 'no_session_cookie_provided', retryable: false }
    }
    const old = payloadIn(await openSeal(this.#sessionData, this.#keyring))
    if (!old?.refreshToken) {
      return { authenticated: false, reason: 'invalid_session_cookie', retryable: false }
    }
    try {
      const token = expose(old.refreshToken)
      const answer = await refreshOnce(this.#client, token, organizationId, organizationOf(old))
      const refreshed = await reseal(old, answer, newPassword)
      this.#sessionData = refreshed.sealedSession
      this.#cookiePassword = newPassword
      this.#keyring = newKeyring
      return refreshed
    } catch (error) {
      return refreshFailure(error)
    }
  }

  /**
   * Where to send the browser to end the session, also when its access token has expired. Clear the cookie as well.
   *
   * @throws {SessionError} there is no session in the cookie, or its token is not genuine. Clear the cookie then.
   * @throws {ConfigurationError} `returnTo` is no absolute URL
   */
  async getLogoutUrl({ returnTo }: { returnTo?: string } = {}): Promise<string> {
    const opened = await this.#open()
    if (typeof opened === 'string') throw new SessionError(opened)
    const { token } = opened
    if (!('claims' in token)) throw new SessionError(token.reason)
    if (typeof token.claims.sid !== 'string') throw new SessionError('invalid_session_cookie')
    return logoutUrl(this.#client, { sessionId: token.claims.sid, returnTo })
  }

  async #open(): Promise<Opened | 'no_session_cookie_provided' | 'invalid_session_cookie'> {
    if (this.#sessionData === '') return 'no_session_cookie_provided'
    const outage = await this.#updateKeys()
    return (outage ? undefined : this.#recall()) ?? (await this.#verify(outage)) ?? 'invalid_session_cookie'
  }

  /** Why there are no keys, if there are none. Asked once for each session: whoever waits has waited long enough. */
  async #updateKeys(): Promise<KeysUnavailableError | undefined> {
    if (!this.#keys.isOld) return undefined
    try {
      await this.#keys.update()
    } catch (error) {
      if (error instanceof KeysUnavailableError) return error
      throw error
    }
  }

  /** What was verified before. Whether it still is what was expected, and not expired, is looked at every time. */
  #recall(): Opened | undefined {
    const known = this.#cache.get(this.#sessionData, this.#keyring, this.#keys.version)
    const payload = known && payloadIn(known.payload)
    if (!payload) return undefined
    const claims = JSON.parse(known.claims) as AccessTokenClaims
    return { payload, token: checkClaims(claims, this.#expected, Date.now()) }
  }

  async #verify(outage: KeysUnavailableError | undefined): Promise<Opened | undefined> {
    const sessionData = this.#sessionData
    const keyring = this.#keyring
    const text = await openSeal(sessionData, keyring)
    const payload = payloadIn(text)
    if (!payload || text === undefined) return undefined
    if (outage)
      return { payload, token: { verified: false, reason: 'jwks_unavailable', error: outage.cause } }
    const keysVersion = this.#keys.version
    const token = await verifyAccessToken(expose(payload.accessToken), this.#keys, this.#expected)
    // Where the keys have changed meanwhile, the one that verified it may have been withdrawn.
    if (token.verified && keysVersion === this.#keys.version) {
      this.#cache.set(sessionData, {
        payload: text,
        claims: JSON.stringify(token.claims),
        keyring,
        keysVersion,
      })
    }
    return { payload, token }
  }
}

function cacheOf(client: Core): SessionCache {
  const known = caches.get(client) ?? new SessionCache()
  caches.set(client, known)
  return known
}

function failureOf(token: Exclude<AccessTokenResult, { verified: true }>): SessionFailure {
  switch (token.reason) {
    case 'jwks_unavailable':
      return { authenticated: false, reason: token.reason, retryable: true, error: token.error }
    case 'not_yet_valid_jwt':
      return { authenticated: false, reason: token.reason, retryable: true }
    default:
      return { authenticated: false, reason: token.reason, retryable: false }
  }
}

function organizationOf({ accessToken, organizationId }: SessionPayload): string | undefined {
  const named = claimsIn(expose(accessToken))?.org_id
  return typeof named === 'string' ? named : organizationId
}

/** The new session and its cookie. What the answer leaves out has not changed. */
async function reseal(
  old: SessionPayload,
  answer: Authentication,
  password: CookiePassword,
): Promise<Refreshed> {
  // The token comes from the server itself, by a connection that vouches for it; `authenticate()` verifies it.
  const claims = claimsIn(expose(answer.accessToken)) as AccessTokenClaims
  const authenticationMethod = answer.authenticationMethod ?? old.authenticationMethod
  const impersonator = answer.impersonator ?? (claims.act ? old.impersonator : undefined)
  const session: Authentication = {
    ...answer,
    // The answer is shared by all who asked; what they do to the user must not be.
    user: structuredClone(answer.user),
    ...(authenticationMethod !== undefined && { authenticationMethod }),
    ...(impersonator !== undefined && { impersonator }),
  }
  const sealedSession = await sealSession(session, password)
  return { ...signedIn(session, claims)!, sealedSession, session }
}
