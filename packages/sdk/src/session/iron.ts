import { decodeBase64Url, decodeUtf8, encodeBase64Url, encodeHex, utf8 } from './encoding.ts'
import type { Password } from './password.ts'
import type { Keyring } from './passwords.ts'

/**
 * The iron format, version 2 (`Fe26.2`): AES-256-CBC, and HMAC-SHA-256 over all of it. iron-session, the official Node
 * SDK and the authkit frameworks write it.
 */

/** For the clocks of servers that seal for one another. */
const clockSkewMs = 60_000

const encryption = { name: 'AES-CBC', length: 256 } as const
const integrity = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const

export type IronOptions = {
  /** Instant after which the seal no longer opens, in milliseconds since 1970. Without one, it always does. */
  expiresAt?: number | undefined
  /** Fills the bytes with randomness. Tests know what with. */
  fill?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>
}

/** Seals a text. */
export async function sealIron(
  text: string,
  password: Password,
  { expiresAt, fill = (bytes) => crypto.getRandomValues(bytes) }: IronOptions = {},
): Promise<string> {
  const iv = fill(new Uint8Array(16))
  const encryptionSalt = encodeHex(fill(new Uint8Array(32)))
  const integritySalt = encodeHex(fill(new Uint8Array(32)))
  const [encryptionKey, integrityKey] = await Promise.all([
    password.deriveKey(encryptionSalt, encryption, 'encrypt'),
    password.deriveKey(integritySalt, integrity, 'sign'),
  ])
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, encryptionKey, utf8(text))
  const sealed = ['Fe26.2', password.id, encryptionSalt, encodeBase64Url(iv)]
  const signed = [...sealed, encodeBase64Url(new Uint8Array(encrypted)), expiresAt ?? ''].join('*')
  const mac = await crypto.subtle.sign('HMAC', integrityKey, utf8(signed))
  return `${signed}*${integritySalt}*${encodeBase64Url(new Uint8Array(mac))}`
}

/** The text that was sealed, or nothing where the seal is broken, expired or of another password. */
export async function openIron(seal: string, keyring: Keyring, now: number): Promise<string | undefined> {
  const parts = readParts(seal)
  if (!parts || (parts.expiresAt !== undefined && parts.expiresAt <= now - clockSkewMs)) return undefined
  for (const password of keyring.named(parts.passwordId)) {
    const text = await openWith(password, parts)
    if (text !== undefined) return text
  }
  return undefined
}

async function openWith(password: Password, parts: Parts): Promise<string | undefined> {
  const decryption = password.deriveKey(parts.encryptionSalt, encryption, 'decrypt')
  const integrityKey = await password.deriveKey(parts.integritySalt, integrity, 'verify')
  // Before anything is decrypted: a padding that is right or wrong would tell an attacker what the bytes are.
  const [genuine, key] = await Promise.all([
    crypto.subtle.verify('HMAC', integrityKey, parts.mac, utf8(parts.signed)),
    decryption,
  ])
  if (!genuine) return undefined
  const text = await crypto.subtle
    .decrypt({ name: 'AES-CBC', iv: parts.iv }, key, parts.encrypted)
    .catch(() => undefined)
  return text && decodeUtf8(text)
}

type Parts = {
  passwordId: string
  encryptionSalt: string
  integritySalt: string
  iv: Uint8Array<ArrayBuffer>
  encrypted: Uint8Array<ArrayBuffer>
  mac: Uint8Array<ArrayBuffer>
  expiresAt: number | undefined
  /** What the MAC covers. */
  signed: string
}

const layout =
  /^(Fe26\.2\*(\w{0,64})\*([0-9a-f]{64})\*([\w-]{22})\*([\w-]+)\*([1-9]\d{0,15})?)\*([0-9a-f]{64})\*([\w-]{43})$/

function readParts(seal: string): Parts | undefined {
  const match = layout.exec(seal)
  if (!match) return undefined
  const [, signed = '', passwordId = '', encryptionSalt = '', ivText = '', encryptedText = ''] = match
  const [expiration, integritySalt = '', macText = ''] = match.slice(6)
  const iv = decodeBase64Url(ivText)
  const encrypted = decodeBase64Url(encryptedText)
  const mac = decodeBase64Url(macText)
  if (!iv || !encrypted || !mac) return undefined
  const expiresAt = expiration === undefined ? undefined : Number(expiration)
  return { passwordId, encryptionSalt, integritySalt, iv, encrypted, mac, expiresAt, signed }
}
