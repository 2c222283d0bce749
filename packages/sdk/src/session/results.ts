import type { Impersonator, User } from '../generated/models/user-management.ts'
import type { SecretString } from '../secret.ts'
import type { AccessTokenClaims } from './claims.ts'
import type { SessionPayload } from './payload.ts'

/** Who is signed in. */
export type SignedIn = {
  authenticated: true
  /** The session, as `revokeSession` and the logout URL name it. */
  sessionId: string
  /** The organization they are signed in to. */
  organizationId?: string
  role?: string
  roles?: string[]
  permissions?: string[]
  entitlements?: string[]
  featureFlags?: string[]
  user: User
  /** How they signed in. */
  authenticationMethod?: NonNullable<SessionPayload['authenticationMethod']>
  /** Who acts in their name, where somebody does. */
  impersonator?: Impersonator
  /** For calls to other services in their name. */
  accessToken: SecretString
  /** All that the access token says, with the claims of a JWT template. */
  claims: AccessTokenClaims
}

/**
 * Why nobody is signed in. With `retryable`, the session may be good: keep the cookie, and try again later.
 *
 * - `no_session_cookie_provided`: the cookie is absent or empty
 * - `invalid_session_cookie`: it does not open, is too long, or holds no session
 * - `invalid_jwt`: the access token in it is not genuine, or is another application's
 * - `expired_jwt`: the access token is genuine and has expired: `refresh()`
 * - `not_yet_valid_jwt`: the access token is genuine and issued in the future: a clock is wrong
 * - `jwks_unavailable`: the keys could not be fetched; `error` says why
 */
export type SessionFailure =
  | {
      authenticated: false
      reason: 'no_session_cookie_provided' | 'invalid_session_cookie' | 'invalid_jwt' | 'expired_jwt'
      retryable: false
    }
  | { authenticated: false; reason: 'not_yet_valid_jwt'; retryable: true }
  | { authenticated: false; reason: 'jwks_unavailable'; retryable: true; error: unknown }

/** What `authenticate()` answers. */
export type AuthenticateResult = SignedIn | SessionFailure

/**
 * The session that a payload and its token make, if they do.
 *
 * Both must speak of one user: a cookie whose user is another than the token's was not made by any sign-in.
 */
export function signedIn(payload: SessionPayload, claims: AccessTokenClaims): SignedIn | undefined {
  const { user, authenticationMethod, accessToken } = payload
  const { sub, sid, org_id: organizationId, role, roles, permissions, entitlements } = claims
  const impersonator = payload.impersonator ?? (claims.act && { email: claims.act.sub, reason: null })
  if (typeof sid !== 'string' || user?.id !== sub) return undefined
  return {
    authenticated: true,
    sessionId: sid,
    ...(organizationId !== undefined && { organizationId }),
    ...(role !== undefined && { role }),
    ...(roles !== undefined && { roles }),
    ...(permissions !== undefined && { permissions }),
    ...(entitlements !== undefined && { entitlements }),
    ...(claims.feature_flags !== undefined && { featureFlags: claims.feature_flags }),
    user,
    ...(authenticationMethod !== undefined && { authenticationMethod }),
    ...(impersonator !== undefined && { impersonator }),
    accessToken,
    claims,
  }
}
