import { SamlError } from './error.ts'

/** What a connection may allow for a while although it is refused by default. */
export type WeakAlgorithm = 'sha1' | 'aes_cbc' | 'rsa_pkcs1'

export type SignatureAlgorithm = {
  uri: string
  hash: 'sha1' | 'sha256' | 'sha384' | 'sha512'
  keyType: 'rsa' | 'ec'
  weak?: WeakAlgorithm
}

export type DigestAlgorithm = { uri: string; hash: SignatureAlgorithm['hash']; weak?: WeakAlgorithm }

const xmldsig = 'http://www.w3.org/2000/09/xmldsig#'
const xmldsigMore = 'http://www.w3.org/2001/04/xmldsig-more#'
const xmlenc = 'http://www.w3.org/2001/04/xmlenc#'

// RFC 9231, 2.3. No DSA, and no HMAC: whoever holds the public certificate could make those.
export const signatureAlgorithms = {
  'rsa-sha1': { uri: `${xmldsig}rsa-sha1`, hash: 'sha1', keyType: 'rsa', weak: 'sha1' },
  'rsa-sha256': { uri: `${xmldsigMore}rsa-sha256`, hash: 'sha256', keyType: 'rsa' },
  'rsa-sha384': { uri: `${xmldsigMore}rsa-sha384`, hash: 'sha384', keyType: 'rsa' },
  'rsa-sha512': { uri: `${xmldsigMore}rsa-sha512`, hash: 'sha512', keyType: 'rsa' },
  'ecdsa-sha256': { uri: `${xmldsigMore}ecdsa-sha256`, hash: 'sha256', keyType: 'ec' },
  'ecdsa-sha384': { uri: `${xmldsigMore}ecdsa-sha384`, hash: 'sha384', keyType: 'ec' },
  'ecdsa-sha512': { uri: `${xmldsigMore}ecdsa-sha512`, hash: 'sha512', keyType: 'ec' },
} as const satisfies Record<string, SignatureAlgorithm>

// RFC 9231, 2.1
export const digestAlgorithms = {
  sha1: { uri: `${xmldsig}sha1`, hash: 'sha1', weak: 'sha1' },
  sha256: { uri: `${xmlenc}sha256`, hash: 'sha256' },
  sha384: { uri: `${xmldsigMore}sha384`, hash: 'sha384' },
  sha512: { uri: `${xmlenc}sha512`, hash: 'sha512' },
} as const satisfies Record<string, DigestAlgorithm>

export const envelopedSignature = `${xmldsig}enveloped-signature`
export const exclusiveCanonicalization = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** Which exceptions a connection allows, and which of them a message has used. */
export class Exceptions {
  readonly #allowed: ReadonlySet<WeakAlgorithm>
  readonly used = new Set<WeakAlgorithm>()

  constructor(allowed: ReadonlySet<WeakAlgorithm> = new Set()) {
    this.#allowed = allowed
  }

  /**
   * The algorithm that a message names by its URI.
   *
   * @throws {SamlError} `algorithm_unsupported` for one that is not known, `algorithm_weak` for one without an exception
   */
  admit<A extends { uri: string; weak?: WeakAlgorithm }>(uri: string, known: Record<string, A>): A {
    const algorithm = Object.values(known).find((candidate) => candidate.uri === uri)
    if (!algorithm) throw unsupported(uri, known)
    this.use(algorithm)
    return algorithm
  }

  use({ uri, weak }: { uri: string; weak?: WeakAlgorithm }): void {
    if (weak === undefined) return
    if (!this.#allowed.has(weak)) throw tooWeak(uri, weak)
    this.used.add(weak)
  }
}

function unsupported(uri: string, known: Record<string, { uri: string; weak?: WeakAlgorithm }>): SamlError {
  const accepted = Object.keys(known).filter((name) => !known[name]!.weak)
  return new SamlError(
    'algorithm_unsupported',
    `The identity provider uses the algorithm "${uri.slice(0, 200)}". Accepted are ${accepted.join(', ')}.`,
    { algorithm: uri.slice(0, 200) },
  )
}

function tooWeak(uri: string, weak: WeakAlgorithm): SamlError {
  return new SamlError(
    'algorithm_weak',
    `The identity provider uses ${uri}, which is too weak. Change it there to SHA-256, AES-GCM and RSA-OAEP; ` +
      `until then the connection can have an exception for ${weak}.`,
    { algorithm: uri, exception: weak },
  )
}
