import { PorticoError } from '../errors.ts'
import { expose, type Secret } from '../secret.ts'
import { concatBytes, decodeBase64, encodeBase64 } from './base64.ts'
import {
  type Envelope,
  ivLength,
  readEnvelopes,
  tagLength,
  type VaultLayout,
  writeEnvelope,
} from './vault-layout.ts'

/** A key to encrypt with and its encrypted form to keep, as `vault.createDataKey` returns them: in base64. */
export type VaultDataKey = { dataKey: Secret; encryptedKeys: Secret }

/** How a value is encrypted. */
export type VaultEncryptOptions = {
  /** What the value belongs to. It is not kept with it, and has to be given again to decrypt. Empty is none. */
  associatedData?: string | undefined
  /**
   * The binary form: `node` is what the SDKs for Node, Python and Ruby read and write, `go` what those for Go and Rust
   * do. Default: `node`. This package reads both.
   */
  layout?: VaultLayout | undefined
}

/** How a value is decrypted. */
export type VaultDecryptOptions = {
  /** What was given when it was encrypted. */
  associatedData?: string | undefined
  /** The binary form that it must have. Default: either. */
  layout?: VaultLayout | undefined
}

/** A value is not one of the vault's, was altered, or belongs to another key or other associated data. */
export class VaultCryptoError extends PorticoError {
  /** `malformed`: no such value, or no such key. `not_authentic`: the key or the associated data do not fit it. */
  readonly code: 'malformed' | 'not_authentic'

  override get name(): string {
    return 'VaultCryptoError'
  }

  constructor(code: VaultCryptoError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Encrypts a text with a data key: AES-256-GCM (NIST SP 800-38D) with a random IV of 96 bits. No request is made.
 *
 * Encrypt at most 2³² values with one data key: beyond that, two may have the same IV.
 *
 * @returns base64 of the IV, the tag, the encrypted key and the ciphertext
 * @throws {VaultCryptoError} `malformed`: the data key is not 32 bytes in base64
 * @throws {TypeError} the text has half a surrogate pair, which UTF-8 cannot hold
 */
export async function localEncrypt(
  data: Secret,
  dataKey: VaultDataKey,
  options?: VaultEncryptOptions,
): Promise<string> {
  const [head, body] = await seal(utf8(expose(data), 'The value'), dataKey, options)
  return encodeBase64(body, head)
}

/** Encrypts bytes with a data key into bytes: what `localEncrypt` would return, before base64. See there. */
export async function localEncryptBytes(
  data: Uint8Array,
  dataKey: VaultDataKey,
  options?: VaultEncryptOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  return concatBytes(...(await seal(data, dataKey, options)))
}

async function seal(
  data: Uint8Array,
  { dataKey, encryptedKeys }: VaultDataKey,
  { associatedData, layout = 'node' }: VaultEncryptOptions = {},
) {
  const keys = fromBase64(expose(encryptedKeys), 'The encrypted key')
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const algorithm = aesGcm(iv, associatedData)
  const key = await importKey(dataKey, 'encrypt')
  const sealed = await crypto.subtle.encrypt(algorithm, key, owned(data))
  return writeEnvelope(layout, keys, iv, new Uint8Array(sealed))
}

/**
 * Decrypts what `localEncrypt`, `vault.encrypt` or another SDK of the vault has encrypted. No request is made.
 *
 * @throws {VaultCryptoError} `malformed`: it is no such value. `not_authentic`: it was altered, or belongs to another
 * key or other associated data
 * @throws {TypeError} what was encrypted is not text: use `localDecryptBytes`
 */
export async function localDecrypt(
  encrypted: string,
  dataKey: Secret,
  options?: VaultDecryptOptions,
): Promise<string> {
  return textOf(await localDecryptBytes(encrypted, dataKey, options))
}

/** Decrypts to bytes, from bytes or from their base64. See `localDecrypt`. */
export async function localDecryptBytes(
  encrypted: string | Uint8Array,
  dataKey: Secret,
  options: VaultDecryptOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  let failure: unknown
  for (const envelope of envelopesOf(encrypted, options.layout)) {
    try {
      return await openEnvelope(envelope, dataKey, options.associatedData)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/**
 * The encrypted data keys that a value may hold, for `vault.decryptDataKey`: the most plausible first. Nearly always
 * the first is the one; a second is there where the value can be read in both binary forms.
 *
 * @throws {VaultCryptoError} `malformed`: it is no such value
 */
export function encryptedKeysOf(encrypted: string | Uint8Array, layout?: VaultLayout): string[] {
  return envelopesOf(encrypted, layout).map(({ keys }) => encodeBase64(keys))
}

/** The ways in which a value can be read; at least one. @throws {VaultCryptoError} */
export function envelopesOf(encrypted: string | Uint8Array, layout: VaultLayout | undefined): Envelope[] {
  const isText = typeof encrypted === 'string'
  const bytes = isText ? fromBase64(encrypted, 'The value') : owned(encrypted)
  const envelopes = readEnvelopes(bytes, isText).filter(
    (one) => layout === undefined || one.layout === layout,
  )
  if (envelopes.length === 0) throw new VaultCryptoError('malformed', 'The value is not one of the vault.')
  return envelopes
}

/** Decrypts a value that was read in one form. @throws {VaultCryptoError} */
export async function openEnvelope(
  { iv, sealed }: Envelope,
  dataKey: Secret,
  associatedData: string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = aesGcm(iv, associatedData)
  const key = await importKey(dataKey, 'decrypt')
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed()))
  } catch {
    // The cause says no more, and the platforms word it differently.
    throw new VaultCryptoError(
      'not_authentic',
      'The value was altered, or belongs to another key or other associated data.',
    )
  }
}

async function importKey(dataKey: Secret, use: 'encrypt' | 'decrypt') {
  const bytes = fromBase64(expose(dataKey), 'The data key')
  // Web Crypto would take 16 bytes as well, and encrypt with AES-128.
  if (bytes.length !== 32) throw new VaultCryptoError('malformed', 'The data key is not 32 bytes.')
  try {
    return await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [use])
  } finally {
    // The key and the text it came from; strings cannot be cleared.
    new Uint8Array(bytes.buffer).fill(0)
  }
}

function aesGcm(iv: Uint8Array<ArrayBuffer>, associatedData: string | undefined) {
  const algorithm = { name: 'AES-GCM', iv, tagLength: tagLength * 8 }
  return associatedData
    ? { ...algorithm, additionalData: utf8(associatedData, 'The associated data') }
    : algorithm
}

/** UTF-8 of a text, refused where it would not come back as it was. */
function utf8(text: string, what: string): Uint8Array<ArrayBuffer> {
  if (typeof text !== 'string') throw new TypeError(`${what} must be a string.`)
  if (!text.isWellFormed()) throw new TypeError(`${what} has half a surrogate pair.`)
  return new TextEncoder().encode(text)
}

/** The text that was encrypted, to its last character: a byte order mark is one, too. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new TypeError('What was encrypted is not text. Decrypt it to bytes.')
  }
}

function fromBase64(text: string, what: string): Uint8Array<ArrayBuffer> {
  try {
    return decodeBase64(text)
  } catch {
    throw new VaultCryptoError('malformed', `${what} is not base64.`)
  }
}

/** Web Crypto takes no memory that another thread may be changing. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}
