import { decodeBase64Url } from './encoding.ts'
import type { Key } from './web-crypto.ts'

/** A public key that can verify signatures of one algorithm (RFC 7518, section 3.1). */
export type VerificationKey = {
  kid: string | undefined
  alg: string
  key: Promise<Key>
  /** How Web Crypto is to verify with it. */
  verification: Verification
}

type Verification = { name: string; hash?: string; saltLength?: number }
type Algorithm = { kty: 'RSA' | 'EC'; crv?: string; importing: Importing; verification: Verification }
type Importing = { name: string; hash?: string; namedCurve?: string }

// Signatures by a public key only: with HMAC, whoever knows the public key could sign.
const algorithms: Readonly<Record<string, Algorithm>> = {
  RS256: /* @__PURE__ */ rsa('RSASSA-PKCS1-v1_5', 256),
  RS384: /* @__PURE__ */ rsa('RSASSA-PKCS1-v1_5', 384),
  RS512: /* @__PURE__ */ rsa('RSASSA-PKCS1-v1_5', 512),
  PS256: /* @__PURE__ */ rsa('RSA-PSS', 256),
  PS384: /* @__PURE__ */ rsa('RSA-PSS', 384),
  PS512: /* @__PURE__ */ rsa('RSA-PSS', 512),
  ES256: /* @__PURE__ */ ecdsa('P-256', 256),
  ES384: /* @__PURE__ */ ecdsa('P-384', 384),
  ES512: /* @__PURE__ */ ecdsa('P-521', 512),
}

function rsa(name: string, bits: number): Algorithm {
  const hash = `SHA-${bits}`
  const verification = name === 'RSA-PSS' ? { name, saltLength: bits / 8 } : { name }
  return { kty: 'RSA', importing: { name, hash }, verification }
}

function ecdsa(crv: string, bits: number): Algorithm {
  const name = 'ECDSA'
  return {
    kty: 'EC',
    crv,
    importing: { name, namedCurve: crv },
    verification: { name, hash: `SHA-${bits}` },
  }
}

const shortestModulusBytes = 2048 / 8

/** The key of a JSON Web Key (RFC 7517), or nothing where it is not for signatures that we accept. */
export function importJwk(jwk: Readonly<Record<string, unknown>>): VerificationKey | undefined {
  const alg = algorithmName(jwk)
  const algorithm = alg !== undefined && Object.hasOwn(algorithms, alg) ? algorithms[alg] : undefined
  if (!algorithm || algorithm.kty !== jwk.kty || !isForSignatures(jwk)) return undefined
  if (algorithm.kty === 'EC' ? algorithm.crv !== jwk.crv : !isLongEnough(jwk.n)) return undefined
  const { kty, n, e, crv, x, y } = jwk as { kty: string; [member: string]: string }
  const members = algorithm.kty === 'RSA' ? { kty, n: n!, e: e! } : { kty, crv: crv!, x: x!, y: y! }
  const key = crypto.subtle.importKey('jwk', members, algorithm.importing, false, ['verify'])
  // A key that does not import verifies nothing, which shows when it is used.
  key.catch(() => undefined)
  const kid = typeof jwk.kid === 'string' ? jwk.kid : undefined
  return { kid, alg: alg!, key, verification: algorithm.verification }
}

/** The one that the key names. Where it names none: the usual one for RSA, the only one for a curve. */
function algorithmName({ alg, kty, crv }: Readonly<Record<string, unknown>>): string | undefined {
  if (alg !== undefined) return typeof alg === 'string' ? alg : undefined
  if (kty === 'RSA') return 'RS256'
  return Object.keys(algorithms).find((name) => kty === 'EC' && algorithms[name]?.crv === crv)
}

function isForSignatures({ use, key_ops: operations }: Readonly<Record<string, unknown>>): boolean {
  if (use !== undefined && use !== 'sig') return false
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
}

function isLongEnough(modulus: unknown): boolean {
  const bytes = typeof modulus === 'string' ? decodeBase64Url(modulus) : undefined
  return bytes !== undefined && bytes.length >= shortestModulusBytes && bytes[0] !== 0
}
