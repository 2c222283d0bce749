/** Sealed sessions: what is public of them. */
export type { AccessTokenResult, ExpectedClaims } from './access-token.ts'
export type { AccessTokenClaims } from './claims.ts'
export { CookieSession, type LoadSealedSession, type RefreshSession, SessionError } from './cookie-session.ts'
export type { CookiePassword } from './passwords.ts'
export { type SealableSession, type SessionPayload, sealSession } from './payload.ts'
export type { Refreshed, RefreshFailure, RefusedRefresh } from './refresh.ts'
export type { AuthenticateResult, SessionFailure, SignedIn } from './results.ts'
export { type SealOptions, sealData, unsealData } from './seal.ts'
