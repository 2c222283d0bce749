import { ConfigurationError } from '../errors.ts'
import { type KeySet, KeysUnavailableError } from '../jwks.ts'
import { type AccessTokenClaims, jsonPart } from './claims.ts'
import { decodeBase64Url, utf8 } from './encoding.ts'
import { longestSeal } from './seal.ts'

/** What a token must say, besides being genuine. */
export type ExpectedClaims = {
  /** Accepted issuers. Default: any, since the key set is the application's own. */
  issuer?: string | readonly string[] | undefined
  /** Accepted audiences, one of which the token must name. Default: not looked at. */
  audience?: string | readonly string[] | undefined
  /**
   * Accepted applications. Applications of one environment share their keys, so a token that names another is refused.
   * Default: the client's own. A token that names none is accepted.
   */
  clientId?: string | readonly string[] | undefined
  /** Seconds by which the clocks of the issuer and of this machine may differ. Default: 10. */
  leewaySeconds?: number | undefined
}

/** What became of a token. `expired_jwt` is genuine and was good once; `invalid_jwt` is not to be believed at all. */
export type AccessTokenResult =
  | { verified: true; claims: AccessTokenClaims }
  | { verified: false; reason: 'expired_jwt'; claims: AccessTokenClaims }
  | { verified: false; reason: 'not_yet_valid_jwt'; claims: AccessTokenClaims }
  | { verified: false; reason: 'invalid_jwt' }
  /** The keys could not be fetched: try again later. `error` says why. */
  | { verified: false; reason: 'jwks_unavailable'; error: unknown }

const defaultLeewaySeconds = 10
const mostLeewaySeconds = 300

/**
 * What is expected of the tokens of a client: its own application, where no other is named.
 *
 * @throws {ConfigurationError} there is no client ID, or the leeway is not a number of seconds
 */
export function expectedBy(
  ownClientId: string | undefined,
  expected: ExpectedClaims,
): ExpectedClaims & { ownClientId: string } {
  const { issuer, audience, clientId = ownClientId, leewaySeconds } = expected
  if (ownClientId === undefined) {
    throw new ConfigurationError('clientId', 'tokens are verified for one. Pass it, or set WORKOS_CLIENT_ID.')
  }
  if (leewaySeconds !== undefined && !(leewaySeconds >= 0 && leewaySeconds <= mostLeewaySeconds)) {
    throw new ConfigurationError('leewaySeconds', `must be a number from 0 to ${mostLeewaySeconds}.`)
  }
  return { issuer, audience, clientId, leewaySeconds, ownClientId }
}

/** Verifies an access token (RFC 7519, section 7.2) by the keys of the application. */
export async function verifyAccessToken(
  token: string,
  keys: KeySet,
  expected: ExpectedClaims,
): Promise<AccessTokenResult> {
  try {
    const claims = await genuineClaims(token, keys)
    return claims ? checkClaims(claims, expected, Date.now()) : { verified: false, reason: 'invalid_jwt' }
  } catch (error) {
    if (!(error instanceof KeysUnavailableError)) throw error
    return { verified: false, reason: 'jwks_unavailable', error: error.cause }
  }
}

/** The claims of a token that was signed by one of the keys. Its times and names are not looked at. */
async function genuineClaims(token: string, keys: KeySet): Promise<AccessTokenClaims | undefined> {
  if (typeof token !== 'string' || token.length > longestSeal) return undefined
  const [header = '', payload = '', signatureText = '', ...more] = token.split('.', 4)
  const signature = decodeBase64Url(signatureText)
  const { alg, kid, crit, typ } = jsonPart(header) ?? {}
  // RFC 7515, section 4.1.11: what is critical and not understood makes the token invalid. We understand none.
  if (more.length > 0 || !signature || typeof alg !== 'string' || crit !== undefined) return undefined
  if (typ !== undefined && !isTypeOfAccessTokens(typ)) return undefined
  const found = await keys.find({ kid, alg })
  if (!found) return undefined
  const signed = utf8(`${header}.${payload}`)
  const key = await found.key.catch(() => undefined)
  const genuine = key && (await crypto.subtle.verify(found.verification, key, signature, signed))
  const claims = genuine ? jsonPart(payload) : undefined
  return claims && hasRequired(claims) ? claims : undefined
}

/** Other tokens may be signed by the same keys, and say so (RFC 8725, section 3.11). */
function isTypeOfAccessTokens(typ: unknown): boolean {
  return typeof typ === 'string' && /^(application\/)?(at\+)?jwt$/i.test(typ)
}

function hasRequired(claims: Record<string, unknown>): claims is AccessTokenClaims {
  const { sub, exp, nbf, iat } = claims
  const isInstant = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
  return (
    typeof sub === 'string' &&
    isInstant(exp) &&
    (nbf === undefined || isInstant(nbf)) &&
    (iat === undefined || isInstant(iat))
  )
}

/**
 * Whether a genuine token is acceptable now.
 *
 * Expiry is looked at last: only a token that was good in every other respect may count as merely expired.
 */
export function checkClaims(
  claims: AccessTokenClaims,
  { issuer, audience, clientId, leewaySeconds = defaultLeewaySeconds }: ExpectedClaims,
  nowMs: number,
): AccessTokenResult {
  const accepted =
    (issuer === undefined || isOneOf(issuer, claims.iss)) &&
    (audience === undefined || isOneOf(audience, claims.aud)) &&
    (clientId === undefined || claims.client_id === undefined || isOneOf(clientId, claims.client_id))
  if (!accepted) return { verified: false, reason: 'invalid_jwt' }
  const now = nowMs / 1000
  if (Math.max(claims.nbf ?? 0, claims.iat ?? 0) > now + leewaySeconds) {
    return { verified: false, reason: 'not_yet_valid_jwt', claims }
  }
  if (claims.exp <= now - leewaySeconds) return { verified: false, reason: 'expired_jwt', claims }
  return { verified: true, claims }
}

/** Whether one of the values that a claim has is among those accepted. */
function isOneOf(accepted: string | readonly string[], claim: unknown): boolean {
  const values = Array.isArray(claim) ? claim : [claim]
  return values.some((value) =>
    typeof accepted === 'string' ? value === accepted : accepted.includes(value),
  )
}
