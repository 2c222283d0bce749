import { decodeBase64Url, decodeHex, utf8 } from './encoding.ts'
import type { DerivedKeyAlgorithm, ImportAlgorithm, Key, Usage } from './web-crypto.ts'

/** One password, with the keys that the formats make of it. Keys that depend on nothing else are imported once. */
export class Password {
  /** How a seal names it. */
  readonly id: string
  readonly #text: string
  #derivation: Promise<Key> | undefined
  #gcm: GcmKeys | undefined
  #fernet: Promise<FernetKeys> | undefined

  constructor(id: string, text: string) {
    this.id = id
    this.#text = text
  }

  /** For iron, which derives two keys of its own for every seal (PBKDF2: RFC 8018, section 5.2). */
  deriveKey(salt: string, algorithm: DerivedKeyAlgorithm, use: Usage): Promise<Key> {
    this.#derivation ??= importKey(utf8(this.#text), 'PBKDF2', ['deriveKey'])
    // One iteration of SHA-1 is what the format has. It is strong enough only for a password that is random, and long.
    const derivation = { name: 'PBKDF2', hash: 'SHA-1', salt: utf8(salt), iterations: 1 }
    return this.#derivation.then((key) => crypto.subtle.deriveKey(derivation, key, algorithm, false, [use]))
  }

  /** For Go, Rust and Ruby: AES-256-GCM under the password as it is, or its digest. */
  get gcm(): GcmKeys {
    this.#gcm ??= gcmKeysOf(this.#text)
    return this.#gcm
  }

  /** For Python, where the password is a Fernet key. */
  get fernet(): Promise<FernetKeys> | undefined {
    const bytes = decodeBase64Url(this.#text)
    if (bytes?.length !== 32) return undefined
    this.#fernet ??= fernetKeysOf(bytes)
    return this.#fernet
  }
}

export type GcmKeys = {
  /** SHA-256 of the password: Go for a passphrase, Ruby from version 7 on. */
  digest: Promise<Key>
  /** The password's own bytes where they are 256 bits: 64 hexadecimal digits in Go and Rust, 32 bytes in Ruby 6. */
  raw: Promise<Key> | undefined
}

function gcmKeysOf(text: string): GcmKeys {
  const bytes = utf8(text)
  const raw = /^[0-9a-f]{64}$/i.test(text) ? decodeHex(text) : bytes.length === 32 ? bytes : undefined
  return {
    digest: crypto.subtle.digest('SHA-256', bytes).then((key) => importKey(key, 'AES-GCM', ['decrypt'])),
    raw: raw && importKey(raw, 'AES-GCM', ['decrypt']),
  }
}

export type FernetKeys = { signing: Key; encryption: Key }

async function fernetKeysOf(bytes: Uint8Array<ArrayBuffer>): Promise<FernetKeys> {
  const [signing, encryption] = await Promise.all([
    importKey(bytes.slice(0, 16), { name: 'HMAC', hash: 'SHA-256' }, ['verify']),
    importKey(bytes.slice(16), 'AES-CBC', ['decrypt']),
  ])
  return { signing, encryption }
}

function importKey(
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
  algorithm: ImportAlgorithm,
  usages: Usage[],
): Promise<Key> {
  return crypto.subtle.importKey('raw', bytes, algorithm, false, usages)
}
