import { decodeBase64Url, decodeStandardBase64, decodeUtf8 } from './encoding.ts'
import type { Password } from './password.ts'
import type { Keyring } from './passwords.ts'
import type { Key } from './web-crypto.ts'

/** Reads the seals of the SDKs for Go, Rust, Ruby and Python. All authenticate what they encrypt, so trying is safe. */

const nonceLength = 12
const tagLength = 16

/** The text that was sealed in another language, or nothing where the seal is broken or of another password. */
export async function openForeign(seal: string, keyring: Keyring): Promise<string | undefined> {
  for (const password of keyring.all) {
    const text = (await openFernet(seal, password)) ?? (await openGcm(seal, password))
    if (text !== undefined) return text
  }
  return undefined
}

/** Go and Rust: nonce, ciphertext, tag. Ruby 6 likewise. Ruby from 7 on: the byte 1, nonce, tag, ciphertext. */
async function openGcm(seal: string, password: Password): Promise<string | undefined> {
  const bytes = decodeStandardBase64(seal)
  if (!bytes || bytes.length < nonceLength + tagLength) return undefined
  const { digest, raw } = password.gcm
  return (
    (raw && (await decryptGcm(raw, bytes))) ??
    (await decryptGcm(digest, bytes)) ??
    (bytes[0] === 1 ? await decryptGcm(digest, reorderRuby(bytes)) : undefined)
  )
}

/** Web Crypto wants the tag at the end. */
function reorderRuby(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const tagAt = 1 + nonceLength
  const ordered = new Uint8Array(bytes.length - 1)
  ordered.set(bytes.subarray(1, tagAt))
  ordered.set(bytes.subarray(tagAt + tagLength), nonceLength)
  ordered.set(bytes.subarray(tagAt, tagAt + tagLength), ordered.length - tagLength)
  return ordered
}

async function decryptGcm(key: Promise<Key>, bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const iv = bytes.subarray(0, nonceLength)
  const text = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv }, await key, bytes.subarray(nonceLength))
    .catch(() => undefined)
  return text && decodeUtf8(text)
}

const fernetVersion = 0x80
const fernetHeaderLength = 9
const ivLength = 16
const macLength = 32

/**
 * Fernet: version, time (8 bytes), IV, AES-128-CBC ciphertext, HMAC-SHA-256 of all that.
 *
 * Python's sessions have no lifetime of their own, so the time is not looked at: the tokens inside expire.
 */
async function openFernet(seal: string, password: Password): Promise<string | undefined> {
  const bytes = password.fernet && decodeBase64Url(seal)
  if (!bytes || bytes[0] !== fernetVersion) return undefined
  if (bytes.length < fernetHeaderLength + ivLength + macLength) return undefined
  const { signing, encryption } = await password.fernet!
  const signed = bytes.subarray(0, -macLength)
  if (!(await crypto.subtle.verify('HMAC', signing, bytes.subarray(-macLength), signed))) return undefined
  const iv = signed.subarray(fernetHeaderLength, fernetHeaderLength + ivLength)
  const text = await crypto.subtle
    .decrypt({ name: 'AES-CBC', iv }, encryption, signed.subarray(fernetHeaderLength + ivLength))
    .catch(() => undefined)
  return text && decodeUtf8(text)
}
