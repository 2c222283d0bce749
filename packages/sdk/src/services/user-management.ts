import {
  type AuthKitUrlParams,
  authKitUrl,
  type LinkProof,
  type PKCEAuthorizationUrl,
  requireClientId,
  withPKCE,
} from '../helpers/authorization-url.ts'
import { jwksUrl, type LogoutUrlParams, logoutUrl } from '../helpers/links.ts'
import { SignIn } from '../helpers/sign-in.ts'
import { type KeyResolver, keyResolver, keySetOf } from '../jwks.ts'
import { expose, type Secret } from '../secret.ts'
import {
  type AccessTokenResult,
  type ExpectedClaims,
  expectedBy,
  verifyAccessToken,
} from '../session/access-token.ts'
import { CookieSession, type LoadSealedSession } from '../session/cookie-session.ts'
import { openSession, type SessionPayload } from '../session/payload.ts'
import type { AuthenticateResult } from '../session/results.ts'

/** Operations of `client.userManagement`. */
export class UserManagement extends SignIn {
  /**
   * The link that begins a sign-in: at AuthKit, a social provider or an organization's connection. Makes no request.
   *
   * ```ts
   * const url = client.userManagement.getAuthorizationUrl({
   *   provider: 'authkit',
   *   redirectUri: 'https://app.example.com/callback',
   *   state: 'compared when it comes back',
   * })
   * ```
   *
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationUrl(params: AuthKitUrlParams & LinkProof): string {
    return authKitUrl(this.client, params)
  }

  /**
   * The same with PKCE (RFC 7636): makes the verifier and the state, to be kept until the browser comes back.
   *
   * ```ts
   * const { url, state, codeVerifier } = await client.userManagement.getAuthorizationUrlWithPKCE({
   *   organizationId: 'org_01',
   *   redirectUri: 'https://app.example.com/callback',
   * })
   * ```
   *
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationUrlWithPKCE(params: AuthKitUrlParams): Promise<PKCEAuthorizationUrl> {
    return withPKCE((proof) => authKitUrl(this.client, { ...params, ...proof }))
  }

  /**
   * The link that ends a session. Makes no request.
   *
   * ```ts
   * const url = client.userManagement.getLogoutUrl({ sessionId: 'session_01' })
   * ```
   *
   * @throws {ConfigurationError}
   */
  getLogoutUrl(params: LogoutUrlParams): string {
    return logoutUrl(this.client, params)
  }

  /**
   * Where the keys are that verify the tokens of an application.
   *
   * ```ts
   * const url = client.userManagement.getJwksUrl()
   * ```
   *
   * @param clientId the application; by default the client's own
   * @throws {ConfigurationError} where neither is known
   */
  getJwksUrl(clientId?: string): string {
    return jwksUrl(this.client, clientId)
  }

  /**
   * A session from the value of its cookie, to authenticate, refresh or end. Makes no request by itself.
   *
   * ```ts
   * const session = client.userManagement.loadSealedSession({ sessionData: cookies['wos-session'] })
   * const result = await session.authenticate()
   * if (result.authenticated) console.log(result.user.email)
   * else if (result.reason === 'expired_jwt') await session.refresh()
   * ```
   *
   * @throws {ConfigurationError} the password is missing or too short, or the client has no client ID
   */
  loadSealedSession(options: LoadSealedSession): CookieSession {
    return new CookieSession(this.client, options)
  }

  /**
   * Says who is signed in by a session cookie: `loadSealedSession(…).authenticate()`.
   *
   * @throws {ConfigurationError} the password is missing or too short, or the client has no client ID
   */
  async authenticateWithSessionCookie(options: LoadSealedSession): Promise<AuthenticateResult> {
    return this.loadSealedSession(options).authenticate()
  }

  /**
   * What a session cookie holds. **The access token in it is not verified**, and may have expired or been forged by who
   * knows the password: to know who is signed in, `authenticateWithSessionCookie`.
   *
   * @returns nothing where the cookie is empty or does not open
   * @throws {ConfigurationError} the password is missing or too short
   */
  async getSessionFromCookie(
    options: Pick<LoadSealedSession, 'sessionData' | 'cookiePassword'>,
  ): Promise<SessionPayload | undefined> {
    return openSession(options.sessionData, options.cookiePassword)
  }

  /**
   * Verifies an access token that a browser, a phone or another service presents: its signature by the application's
   * keys, which are fetched once and kept, and what it says.
   *
   * @returns the claims, or the reason why there are none; an expired token is told from a forged one
   * @throws {ConfigurationError} the client has no client ID
   */
  async verifyAccessToken(accessToken: Secret, expected: ExpectedClaims = {}): Promise<AccessTokenResult> {
    const complete = expectedBy(this.client.clientId, expected)
    return verifyAccessToken(expose(accessToken), keySetOf(this.client, complete.ownClientId), complete)
  }

  /**
   * The application's keys as `jose` takes them: `jwtVerify(token, await client.userManagement.getJWKS())`. They are
   * those that sessions are verified with, fetched when first needed.
   *
   * @throws {ConfigurationError} the client has no client ID
   */
  async getJWKS(): Promise<KeyResolver> {
    return keyResolver(keySetOf(this.client, requireClientId(this.client.clientId)))
  }
}
