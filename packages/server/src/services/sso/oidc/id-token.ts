import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { requireShallow } from './depth.ts'
import type { RemoteKeys } from './keys.ts'
import { refused } from './refused.ts'

/** Claims of an ID token whose signature, issuer, audience and times were verified. */
export type IdTokenClaims = JWTPayload & { iss: string; sub: string; exp: number; iat: number }

/** What an ID token has to be, so that it says who is signing in here and now. */
export type ExpectedIdToken = {
  /** The issuer, exactly; or the one that these claims must come from, where it differs by tenant. */
  issuer: string | ((claims: JWTPayload) => string)
  clientId: string
  /** Null for providers that do not repeat it. */
  nonce: string | null
  algorithms: readonly string[]
  now: Date
}

/** How far the clock of an identity provider may be off. */
export const clockToleranceSeconds = 60
// It comes straight from the token endpoint: what is an hour old was made for somebody else.
const maxAgeSeconds = 3600
// OpenID Connect Core 1.0, 2 allows 255.
const maxSubjectLength = 1024

/**
 * Verifies an ID token: OpenID Connect Core 1.0, 3.1.3.7, including the signature, although TLS to the token endpoint
 * could stand for it (ibid., 6).
 *
 * @throws {Refused | errors.JOSEError} naming what is wrong with it
 */
export async function verifyIdToken(
  token: string,
  keys: RemoteKeys | Uint8Array,
  expected: ExpectedIdToken,
): Promise<IdTokenClaims> {
  const claims = await verified(token, keys, expected)
  requireShallow(claims)
  requireIssuer(claims, expected.issuer)
  requireAuthorizedParty(claims, expected.clientId)
  requireNonce(claims, expected.nonce)
  requireSubject(claims)
  return claims as IdTokenClaims
}

async function verified(token: string, keys: RemoteKeys | Uint8Array, expected: ExpectedIdToken) {
  const options = {
    algorithms: [...expected.algorithms],
    audience: expected.clientId,
    currentDate: expected.now,
    clockTolerance: clockToleranceSeconds,
    maxTokenAge: maxAgeSeconds,
    requiredClaims: ['iss', 'sub', 'exp', 'iat'],
  }
  if (keys instanceof Uint8Array) return (await jwtVerify(token, keys, options)).payload
  const verify = async () => (await jwtVerify(token, keys as JWTVerifyGetKey, options)).payload
  try {
    return await verify()
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
    // A key that was made a moment ago. Nobody but the token endpoint can bring us here, so this costs no flood.
    await keys.reload()
    return verify()
  }
}

function requireIssuer(claims: JWTPayload, issuer: ExpectedIdToken['issuer']): void {
  const expected = typeof issuer === 'string' ? issuer : issuer(claims)
  if (claims.iss === expected) return
  throw mismatch('issuer_mismatch', claims, 'iss', expected)
}

// Who else may read the token may not bring it here either: 3.1.3.7, numbers 3 to 5.
function requireAuthorizedParty(claims: JWTPayload, clientId: string): void {
  const { aud, azp } = claims
  const isAlone = !Array.isArray(aud) || aud.length === 1
  if (azp === undefined ? isAlone : azp === clientId) return
  throw mismatch('authorized_party_mismatch', claims, 'azp', clientId)
}

function requireNonce(claims: JWTPayload, nonce: string | null): void {
  if (nonce === null || claims.nonce === nonce) return
  throw refused(
    'nonce_mismatch',
    'The ID token was not made for this sign-in: its nonce is another, or missing. Sign in anew; if it happens again, it may be an attack, or an identity provider that does not repeat the nonce.',
    claims,
  )
}

function requireSubject(claims: JWTPayload): void {
  const { sub } = claims
  if (typeof sub === 'string' && sub !== '' && sub.length <= maxSubjectLength) return
  throw refused('subject_invalid', 'The claim sub of the ID token is empty, too long, or no text.', claims)
}

function mismatch(code: string, claims: JWTPayload, claim: string, expected: string) {
  const received = JSON.stringify(claims[claim] ?? null)
  return refused(
    code,
    `The claim ${claim} of the ID token is ${received}; expected was ${JSON.stringify(expected)}. Compare the discovery endpoint and the client ID of the connection with those of its identity provider.`,
    claims,
  )
}
