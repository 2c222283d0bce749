import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import {
  calculateJwkThumbprint,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
  type ProtectedHeaderParameters,
  SignJWT,
} from 'jose'

/** RSASSA-PKCS1-v1_5 with SHA-256 and 2048 bits, or ECDSA on P-256 with SHA-256 (RFC 7518, 3.1). */
export type SigningAlgorithm = 'RS256' | 'ES256'

/** The public half as it is published (RFC 7517). */
export type PublicJwk =
  | { alg: 'RS256'; kty: 'RSA'; use: 'sig'; kid: string; n: string; e: string }
  | { alg: 'ES256'; kty: 'EC'; use: 'sig'; kid: string; crv: 'P-256'; x: string; y: string }

export interface SigningKey {
  /** The `kid`: the RFC 7638 thumbprint (SHA-256) of the public key. */
  readonly id: string
  readonly algorithm: SigningAlgorithm
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly publicJwk: PublicJwk
}

const generate = promisify(generateKeyPair)

/** Makes a new key. RSA takes some 100 ms, on a thread of its own. */
export async function generateSigningKey(algorithm: SigningAlgorithm): Promise<SigningKey> {
  const { privateKey } =
    algorithm === 'RS256'
      ? await generate('rsa', { modulusLength: 2048, publicExponent: 0x10001 })
      : await generate('ec', { namedCurve: 'P-256' })
  return signingKeyFrom(algorithm, privateKey)
}

/** The private key as PKCS #8 (RFC 5208), DER. To be sealed before it is stored. */
export const exportPrivateKey = ({ privateKey }: SigningKey): Buffer =>
  privateKey.export({ format: 'der', type: 'pkcs8' })

/** Reads what `exportPrivateKey` wrote. @throws {TypeError} when it is a key for another algorithm */
export async function importSigningKey(algorithm: SigningAlgorithm, pkcs8: Buffer): Promise<SigningKey> {
  return await signingKeyFrom(algorithm, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
}

async function signingKeyFrom(algorithm: SigningAlgorithm, privateKey: KeyObject): Promise<SigningKey> {
  const publicKey = createPublicKey(privateKey)
  const { kty, n, e, crv, x, y } = publicKey.export({ format: 'jwk' })
  if (algorithm === 'RS256' && kty === 'RSA' && n && e) {
    const id = await calculateJwkThumbprint({ kty, n, e })
    return {
      id,
      algorithm,
      privateKey,
      publicKey,
      publicJwk: { alg: algorithm, kty, use: 'sig', kid: id, n, e },
    }
  }
  if (algorithm === 'ES256' && kty === 'EC' && crv === 'P-256' && x && y) {
    const id = await calculateJwkThumbprint({ kty, crv, x, y })
    const publicJwk: PublicJwk = { alg: algorithm, kty, use: 'sig', kid: id, crv, x, y }
    return { id, algorithm, privateKey, publicKey, publicJwk }
  }
  throw new TypeError(`This is not a key for ${algorithm}.`)
}

/** What every token says: when it was issued and when it expires, in seconds since 1970 (RFC 7519, 2). */
export type JwtClaims = JWTPayload & { iat: number; exp: number }

/**
 * Signs a JWT (RFC 7519) with the header `alg`, `kid` and `typ`.
 *
 * @param claims as they are: nothing is added, so the caller's clock is the only one
 * @param typ the kind of token, RFC 8725, 3.11. Default `JWT`
 */
export function signJwt(
  key: SigningKey,
  claims: JwtClaims,
  { typ = 'JWT' }: { typ?: string } = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: key.algorithm, kid: key.id, typ }).sign(key.privateKey)
}

export type JwtErrorCode =
  | 'malformed'
  | 'unknown_key'
  | 'algorithm_refused'
  | 'signature_invalid'
  | 'expired'
  | 'claim_refused'

/** A token that cannot be relied on. `claim` names the claim or header that was refused. */
export class JwtError extends Error {
  override readonly name = 'JwtError'
  readonly code: JwtErrorCode
  readonly claim: string | undefined

  constructor(
    code: JwtErrorCode,
    message: string,
    { claim, ...options }: ErrorOptions & { claim?: string } = {},
  ) {
    super(message, options)
    this.code = code
    this.claim = claim
  }
}

export interface JwtExpectations {
  readonly issuer: string
  /** Required in the token when given. A token made for somebody else alone is refused. */
  readonly audience?: string | readonly string[]
  /** The kind of token, as given to `signJwt`. Default `JWT`. */
  readonly typ?: string
  readonly now: Date
  /** How far clocks may differ. Default 0. */
  readonly clockToleranceSeconds?: number
}

/**
 * Verifies a JWT of ours and returns its claims (RFC 7519, 7.2; RFC 8725).
 *
 * The key is the one that the token's `kid` names, and the algorithm is that key's: what the token says of itself must
 * agree, and chooses nothing. `iss`, `iat` and `exp` are required.
 *
 * @param keys the published keys, so that a token outlives its key by no moment
 * @throws {JwtError} whose `code` names the first check that failed
 */
export async function verifyJwt(
  token: string,
  keys: readonly Pick<SigningKey, 'id' | 'algorithm' | 'publicKey'>[],
  { issuer, audience, typ = 'JWT', now, clockToleranceSeconds = 0 }: JwtExpectations,
): Promise<JwtClaims> {
  const { kid } = readHeader(token)
  const key = keys.find(({ id }) => id === kid)
  if (!key) throw new JwtError('unknown_key', 'The token was signed by a key that is not published.')
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: [key.algorithm],
      issuer,
      ...(audience !== undefined && { audience: typeof audience === 'string' ? audience : [...audience] }),
      typ,
      currentDate: now,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['iat', 'exp'],
    })
    return payload as JwtClaims
  } catch (error) {
    throw jwtErrorOf(error)
  }
}

function readHeader(token: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(token)
  } catch (error) {
    throw new JwtError('malformed', 'This is not a JWT.', { cause: error })
  }
}

function jwtErrorOf(cause: unknown): JwtError {
  if (cause instanceof errors.JWTExpired) return new JwtError('expired', 'The token has expired.', { cause })
  if (cause instanceof errors.JWTClaimValidationFailed) {
    const { claim } = cause
    return new JwtError('claim_refused', `The token's ${claim} is missing or not the expected one.`, {
      cause,
      claim,
    })
  }
  if (cause instanceof errors.JWSSignatureVerificationFailed) {
    return new JwtError('signature_invalid', "The token's signature is not valid.", { cause })
  }
  if (cause instanceof errors.JOSEAlgNotAllowed) {
    return new JwtError('algorithm_refused', "The token's algorithm is not that of its key.", { cause })
  }
  if (cause instanceof errors.JOSEError) return new JwtError('malformed', 'This is not a JWT.', { cause })
  throw cause
}

/** What rotation needs to know of a key. */
export interface KeyLifetime {
  readonly id: string
  /** When it may begin to sign. It is published before that, from its creation. */
  readonly activatesAt: Date
  /** When it leaves publication, or nothing while it has no successor. */
  readonly retiresAt: Date | undefined
}

export interface RotationPolicy {
  /** How long a key signs before its successor takes over. More than the overlap. */
  readonly activeForSeconds: number
  /**
   * How long a key is published before it first signs, and after it last signed. At least the lifetime of the longest
   * token, and the time for which anybody, other nodes included, keeps a copy of the key set.
   */
  readonly overlapSeconds: number
}

/** A new key every 90 days, published a day ahead and a day longer. */
export const defaultRotation: RotationPolicy = { activeForSeconds: 90 * 86_400, overlapSeconds: 86_400 }

export interface RotationPlan {
  /** The key that signs now. Nothing only when there is no usable key at all, and one is to be created. */
  readonly signer: string | undefined
  /** What the key set shows now: the signer first, then the newest. */
  readonly published: readonly string[]
  /** The key to make now: published at once, signing from `activatesAt`. */
  readonly create: { readonly activatesAt: Date } | undefined
  /** When keys whose successor is known, the one to create included, are to leave publication. */
  readonly retire: readonly { readonly id: string; readonly retiresAt: Date }[]
  /** Keys that have left publication and can be deleted. */
  readonly remove: readonly string[]
}

/**
 * Decides what is to happen to the keys of one algorithm.
 *
 * A key is published when it is made, signs from `activatesAt` until its successor does, and stays published until the
 * last token it signed has expired. The plan may be made late, or by several nodes: a key past its time goes on signing
 * until a successor has been published for long enough. Only when no key is left (at first, or after a compromised one was
 * retired) does a new key sign at once; a successor that is already published then signs early.
 *
 * @throws {RangeError} when keys would not sign for longer than they overlap
 */
export function planRotation(keys: readonly KeyLifetime[], now: Date, policy: RotationPolicy): RotationPlan {
  const overlap = policy.overlapSeconds * 1000
  const activeFor = policy.activeForSeconds * 1000
  if (!(activeFor > overlap && overlap >= 0))
    throw new RangeError('A key must sign for longer than keys overlap.')
  const time = now.getTime()

  const live = keys
    .filter(({ retiresAt }) => !retiresAt || retiresAt > now)
    .toSorted((a, b) => a.activatesAt.getTime() - b.activatesAt.getTime() || (a.id < b.id ? -1 : 1))
  const pending = live.filter(({ activatesAt }) => activatesAt > now)
  const signer =
    live.findLast((key) => key.activatesAt <= now && time < lastSigns(key, overlap)) ?? pending[0]

  const newest = live.at(-1)
  let create: RotationPlan['create']
  if (!signer) create = { activatesAt: now }
  else if (signer === newest) {
    const dueAt = Math.min(signer.activatesAt.getTime() + activeFor, lastSigns(signer, overlap))
    if (time >= dueAt - overlap) create = { activatesAt: new Date(Math.max(dueAt, time + overlap)) }
  }

  const successors = [...live.slice(1), ...(create ? [create] : [])]
  const retire = live.flatMap(({ id, retiresAt }, index) => {
    const successor = successors[index]
    if (retiresAt || !successor) return []
    return [{ id, retiresAt: new Date(Math.max(successor.activatesAt.getTime(), time) + overlap) }]
  })

  const others = live.filter((key) => key !== signer).toReversed()
  return {
    signer: signer?.id,
    published: (signer ? [signer, ...others] : others).map(({ id }) => id),
    create,
    retire,
    remove: keys.filter((key) => !live.includes(key)).map(({ id }) => id),
  }
}

/** The instant at which a key stops signing, so that its last token expires before it leaves publication. */
const lastSigns = ({ retiresAt }: KeyLifetime, overlap: number) =>
  retiresAt ? retiresAt.getTime() - overlap : Number.POSITIVE_INFINITY
