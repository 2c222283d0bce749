import { type JWTPayload, jwtVerify } from 'jose'
import { clockToleranceSeconds } from './id-token.ts'
import type { RemoteKeys } from './keys.ts'
import { refused } from './refused.ts'

/** A logout token that was verified. Whether it came before is not said. */
export type LogoutClaims = JWTPayload & { jti: string; iat: number; exp: number }

/** What a logout token has to be. */
export type ExpectedLogoutToken = {
  issuer: string
  clientId: string
  algorithms: readonly string[]
  now: Date
}

const eventName = 'http://schemas.openid.net/event/backchannel-logout'
const maxAgeSeconds = 600
const longestName = 1024

/**
 * Verifies a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6). Anybody may send one, so keys are not read more
 * often for it.
 *
 * @throws {Refused | errors.JOSEError} naming what is wrong with it
 */
export async function verifyLogoutToken(
  token: string,
  keys: RemoteKeys | Uint8Array,
  { issuer, clientId, algorithms, now }: ExpectedLogoutToken,
): Promise<LogoutClaims> {
  const options = {
    issuer,
    audience: clientId,
    algorithms: [...algorithms],
    currentDate: now,
    clockTolerance: clockToleranceSeconds,
    maxTokenAge: maxAgeSeconds,
    requiredClaims: ['iat', 'exp', 'jti', 'events'],
  }
  const { payload } =
    keys instanceof Uint8Array ? await jwtVerify(token, keys, options) : await jwtVerify(token, keys, options)
  requireLogout(payload)
  return payload as LogoutClaims
}

function requireLogout(claims: JWTPayload): void {
  const events = claims.events
  const isLogout = typeof events === 'object' && events !== null && Object.hasOwn(events, eventName)
  // An ID token has a nonce: it must not pass for a logout token.
  if (!isLogout || claims.nonce !== undefined) throw unfit('It is no logout token.', claims)
  const names = [claims.sub, claims.sid].filter((name) => name !== undefined)
  if (names.length === 0) throw unfit('It names neither a person nor a session.', claims)
  if (![...names, claims.jti].every((name) => typeof name === 'string' && name.length <= longestName)) {
    throw unfit('One of the claims sub, sid and jti is no text, or too long.', claims)
  }
}

const unfit = (message: string, claims: JWTPayload) => refused('logout_token_invalid', message, claims)
