import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { fingerprint, type MasterKey } from './master-key.ts'

/*
 * A sealed value, version 1. All of it is authenticated; offsets in bytes:
 *
 *    0   1  version, 0x01
 *    1   8  fingerprint of the master key
 *    9  24  wrapping nonce, random: 12 bytes derive the wrapping key, 12 are the nonce of AES-GCM
 *   33  32  the data key, encrypted under the wrapping key
 *   65  16  tag of the data key;       additional data: "portico/v1/wrap" 0x00, bytes 0 to 8, the associated data
 *   81   n  the plaintext, encrypted under the data key
 *  81+n 16  tag of the plaintext;      additional data: "portico/v1/data" 0x00, the associated data
 *
 * wrapping key = HKDF-SHA256(master key, salt: nonce[0..12], info: "portico/v1/wrap"). One key for each record, because
 * NIST SP 800-38D, 8.3 allows a single AES-GCM key only 2^32 random nonces, and a vault may hold more records than that.
 * A data key encrypts one message in its life, so the nonce of the second layer is constant (zero). The second layer does
 * not name the master key, so that a record is rewrapped without touching its ciphertext.
 */
const VERSION = 1
const HEADER = 9
const WRAPPED = HEADER + 24
const CIPHERTEXT = WRAPPED + 48
const TAG = 16
const ZERO_NONCE = Buffer.alloc(12)

/** How many bytes a sealed value is longer than its plaintext. */
export const sealedOverhead = CIPHERTEXT + TAG

/**
 * Sealed data could not be opened. The message is the same for every cause; `reason` is for the log and the operator:
 * `unknown_key` means that the master key which sealed it is not in `PORTICO_MASTER_KEY`.
 */
export class SealedDataError extends Error {
  override readonly name = 'SealedDataError'
  readonly reason: 'malformed' | 'unknown_key' | 'not_authentic'

  constructor(reason: SealedDataError['reason']) {
    super('Sealed data could not be opened.')
    this.reason = reason
  }
}

export interface Keyring {
  /**
   * Encrypts under a fresh data key, which is wrapped under the current master key (AES-256-GCM, both).
   *
   * @param associatedData the identity of the row and column, such as `env_1/sso_connection/conn_1/client_secret`. A value
   *   opens only in the place that it was sealed for, so nobody with write access to the table can move it elsewhere.
   */
  seal(plaintext: Uint8Array | string, associatedData: string): Buffer

  /** Decrypts what `seal` made. @throws {SealedDataError} */
  open(sealed: Uint8Array, associatedData: string): Buffer

  /** The id of the master key that sealed this. @throws {SealedDataError} when malformed, or the key is not known */
  keyIdOf(sealed: Uint8Array): string

  /**
   * Wraps the data key under the current master key and leaves the encrypted data as it is. What is already under the
   * current key is returned unchanged. @throws {SealedDataError}
   */
  reseal(sealed: Uint8Array, associatedData: string): Buffer

  /**
   * The first 9 bytes of everything sealed under the current master key. What a rotation still has to reseal is
   * `where substring(secret for 9) <> ${keyring.currentPrefix}`.
   */
  readonly currentPrefix: Buffer

  /**
   * A keyed hash for a secret that only needs comparing: HMAC-SHA256 under a key derived (HKDF, RFC 5869) from the current
   * master key for this purpose. Meant for values that cannot be guessed; a password wants a password hash.
   *
   * @param purpose a constant of the code, such as `api_key`; one for each kind of value, so that a hash of one kind is
   *   never taken for another
   */
  hash(purpose: string, value: string): Buffer

  /**
   * The hash under every known master key, current first: look up with `= any(${keyring.hashes(...)})`. A keyed hash
   * cannot be rewrapped, as the value is not at hand, so it survives rotation thus: an old key stays in
   * `PORTICO_MASTER_KEY`, a value found by a hash other than the first is stored again under the first, and the old key
   * goes when what was never used since has expired or been replaced.
   */
  hashes(purpose: string, value: string): Buffer[]

  /** Whether two values are the same, in a time that depends only on their lengths. */
  equal(a: Uint8Array | string, b: Uint8Array | string): boolean
}

/**
 * Makes the keyring that guards secrets at rest.
 *
 * @param masterKeys the first seals, the others only open
 * @throws {MasterKeyError} when a key is not 32 bytes
 */
export function createKeyring(masterKeys: readonly MasterKey[]): Keyring {
  const entries = masterKeys.map(({ id, key }) => ({
    id,
    key: createSecretKey(key),
    fingerprint: fingerprint(key),
    hashKeys: new Map(),
  }))
  const current = entries[0]
  if (!current) throw new TypeError('A keyring needs at least one master key.')
  const byFingerprint = new Map(entries.map((entry) => [entry.fingerprint.toString('hex'), entry]))
  const currentPrefix = Buffer.concat([Buffer.of(VERSION), current.fingerprint])

  function entryOf(sealed: Buffer): Entry {
    if (sealed.length < sealedOverhead || sealed[0] !== VERSION) throw new SealedDataError('malformed')
    const entry = byFingerprint.get(sealed.toString('hex', 1, HEADER))
    if (!entry) throw new SealedDataError('unknown_key')
    return entry
  }

  return {
    currentPrefix,

    seal(plaintext, associatedData) {
      const dataKey = randomBytes(32)
      const wrapped = wrap(current.key, currentPrefix, dataKey, associatedData)
      const data = encrypt(dataKey, ZERO_NONCE, bytes(plaintext), dataContext(associatedData))
      dataKey.fill(0)
      return Buffer.concat([currentPrefix, wrapped, data])
    },

    open(value, associatedData) {
      const sealed = bytes(value)
      const dataKey = unwrap(entryOf(sealed).key, sealed, associatedData)
      try {
        return decrypt(dataKey, ZERO_NONCE, sealed.subarray(CIPHERTEXT), dataContext(associatedData))
      } finally {
        dataKey.fill(0)
      }
    },

    keyIdOf: (sealed) => entryOf(bytes(sealed)).id,

    reseal(value, associatedData) {
      const sealed = bytes(value)
      const entry = entryOf(sealed)
      const dataKey = unwrap(entry.key, sealed, associatedData)
      const result =
        entry === current
          ? Buffer.from(sealed)
          : Buffer.concat([
              currentPrefix,
              wrap(current.key, currentPrefix, dataKey, associatedData),
              sealed.subarray(CIPHERTEXT),
            ])
      dataKey.fill(0)
      return result
    },

    hash: (purpose, value) => keyedHash(current, purpose, value),
    hashes: (purpose, value) => entries.map((entry) => keyedHash(entry, purpose, value)),

    equal(a, b) {
      const left = bytes(a)
      const right = bytes(b)
      return left.length === right.length && timingSafeEqual(left, right)
    },
  }
}

interface Entry {
  id: string
  /** An object: what is given bytes makes one each time, which costs more than the hash of a short text. */
  key: KeyObject
  fingerprint: Buffer
  /** Derived once for each purpose. Purposes are constants of the code, so the map stays small. */
  hashKeys: Map<string, KeyObject>
}

function keyedHash(entry: Entry, purpose: string, value: string): Buffer {
  let key = entry.hashKeys.get(purpose)
  if (!key) {
    key = createSecretKey(derive(entry.key, '', `portico/v1/hash/${purpose}`))
    entry.hashKeys.set(purpose, key)
  }
  return createHmac('sha256', key).update(value).digest()
}

function wrap(masterKey: KeyObject, header: Buffer, dataKey: Buffer, associatedData: string): Buffer {
  const nonce = randomBytes(24)
  const key = derive(masterKey, nonce.subarray(0, 12), 'portico/v1/wrap')
  const wrapped = encrypt(key, nonce.subarray(12), dataKey, wrapContext(header, associatedData))
  key.fill(0)
  return Buffer.concat([nonce, wrapped])
}

function unwrap(masterKey: KeyObject, sealed: Buffer, associatedData: string): Buffer {
  const nonce = sealed.subarray(HEADER, WRAPPED)
  const key = derive(masterKey, nonce.subarray(0, 12), 'portico/v1/wrap')
  try {
    const context = wrapContext(sealed.subarray(0, HEADER), associatedData)
    return decrypt(key, nonce.subarray(12), sealed.subarray(WRAPPED, CIPHERTEXT), context)
  } finally {
    key.fill(0)
  }
}

// The associated data comes last and all before it has a fixed length, so no two contexts read the same.
const wrapContext = (header: Buffer, associatedData: string) =>
  Buffer.concat([Buffer.from('portico/v1/wrap\0'), header, identity(associatedData)])
const dataContext = (associatedData: string) =>
  Buffer.concat([Buffer.from('portico/v1/data\0'), identity(associatedData)])

function identity(associatedData: string): Buffer {
  // Text that is not well-formed would be encoded with replacement characters: two identities, the same bytes.
  if (associatedData === '' || !associatedData.isWellFormed())
    throw new TypeError('Sealing needs the identity of the row as associated data.')
  return Buffer.from(associatedData)
}

function encrypt(key: Buffer, nonce: Buffer, plaintext: Buffer, context: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, nonce: Buffer, encrypted: Buffer, context: Buffer): Buffer {
  const end = encrypted.length - TAG
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  decipher.setAAD(context).setAuthTag(encrypted.subarray(end))
  try {
    return Buffer.concat([decipher.update(encrypted.subarray(0, end)), decipher.final()])
  } catch {
    throw new SealedDataError('not_authentic')
  }
}

const derive = (key: KeyObject, salt: Buffer | string, info: string) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, 32))

const bytes = (value: Uint8Array | string) =>
  typeof value === 'string'
    ? Buffer.from(value)
    : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
