/** The signatures of webhooks and actions: HMAC-SHA256 over the instant and the body, in the header `WorkOS-Signature`. */
import { ConfigurationError, SignatureVerificationError } from '../errors.ts'
import { expose, type Secret } from '../secret.ts'
import { payloadBytes, type WebhookPayload } from './payload.ts'

/** What was received, and what it is checked by. */
export type SignedRequest = {
  payload: WebhookPayload
  /** The header `WorkOS-Signature`: `t=…, v1=…`. */
  sigHeader: string
  /** The secret of the endpoint. */
  secret: Secret
  /** Seconds by which the signature's instant may lie from now, in either direction. */
  toleranceSeconds?: number | undefined
  /** Milliseconds since 1970. Default: the clock's. */
  now?: number | undefined
}

type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** Room for a dozen signatures, where one or two are usual: each costs a pass over the body. */
const maxHeaderLength = 1024

/** Throws unless the body was signed with the secret within the tolerance. */
export async function requireSignature(request: SignedRequest & { toleranceSeconds: number }): Promise<void> {
  const { payload, sigHeader, secret, toleranceSeconds, now = Date.now() } = request
  // Passed over in silence, what was written for the official SDK might be looser here than it was meant.
  if ('tolerance' in request) {
    throw new ConfigurationError('tolerance', 'is toleranceSeconds here, and counts seconds.')
  }
  if (!(toleranceSeconds >= 0)) {
    throw new ConfigurationError('toleranceSeconds', 'must be a number of seconds, zero or more.')
  }
  const { timestamp, signatures } = parseHeader(sigHeader)
  const text = signedText(timestamp, payload)
  // In both directions: one from the future would otherwise be good until then, and for replays.
  if (!(Math.abs(now - Number(timestamp)) <= toleranceSeconds * 1000)) {
    throw new SignatureVerificationError('The timestamp is outside of the tolerance.')
  }
  const key = await hmacKey(secret)
  for (const signature of signatures) {
    // Compares in constant time.
    if (await crypto.subtle.verify('HMAC', key, signature, text)) return
  }
  throw new SignatureVerificationError(
    'The signature does not match the payload. Give the body as it was received, and the secret of this endpoint.',
  )
}

/**
 * The signature of a payload at an instant, in lower-case hex.
 *
 * @param timestamp milliseconds since 1970
 * @throws {ConfigurationError} where the payload is not text or bytes, or the secret is empty
 */
export async function computeSignature(
  payload: WebhookPayload,
  secret: Secret,
  timestamp: number | string,
): Promise<string> {
  const text = signedText(String(timestamp), payload)
  const signature = await crypto.subtle.sign('HMAC', await hmacKey(secret), text)
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Reads `t=…, v1=…`. While a secret is being replaced there may be several signatures; order says nothing. */
function parseHeader(header: string): { timestamp: string; signatures: Uint8Array<ArrayBuffer>[] } {
  if (typeof header !== 'string' || header.length > maxHeaderLength) {
    throw new SignatureVerificationError('The header WorkOS-Signature is missing or too long.')
  }
  const parts = header.split(',').map((part) => part.trim())
  const values = (name: string) =>
    parts.filter((part) => part.startsWith(name)).map((part) => part.slice(name.length))
  // Only one: of two, one would be checked against the clock and the other against the signature.
  const [timestamp = '', another] = values('t=')
  if (!/^\d{1,15}$/.test(timestamp) || another !== undefined) {
    throw new SignatureVerificationError('The header does not hold one timestamp.')
  }
  const signatures = values('v1=').flatMap((value) => fromHex(value) ?? [])
  if (signatures.length === 0) throw new SignatureVerificationError('The header holds no v1 signature.')
  return { timestamp, signatures }
}

function signedText(timestamp: string, payload: WebhookPayload): Uint8Array<ArrayBuffer> {
  if (typeof payload === 'string') return new TextEncoder().encode(`${timestamp}.${payload}`)
  const prefix = new TextEncoder().encode(`${timestamp}.`)
  const body = payloadBytes(payload)
  const text = new Uint8Array(prefix.length + body.length)
  text.set(prefix)
  text.set(body, prefix.length)
  return text
}

/**
 * To import a key costs as much as to use it. Few are kept, and for no longer than the process, which holds the secrets
 * themselves in its configuration anyway.
 */
const keys = new Map<string, HmacKey>()
const maxKeys = 16

async function hmacKey(secret: Secret): Promise<HmacKey> {
  const text = secret ? expose(secret) : ''
  // With a key that everybody knows, everybody's signatures would be good.
  if (text === '') throw new ConfigurationError('secret', 'must not be empty.')
  const known = keys.get(text)
  if (known) return known
  const bytes = new TextEncoder().encode(text)
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
  const [oldest] = keys.size >= maxKeys ? keys.keys() : []
  if (oldest !== undefined) keys.delete(oldest)
  keys.set(text, key)
  return key
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[0-9a-f]{64}$/.test(hex)) return undefined
  const bytes = new Uint8Array(32)
  for (let i = 0; i < 32; i++)
    bytes[i] = nibble(hex.charCodeAt(2 * i)) * 16 + nibble(hex.charCodeAt(2 * i + 1))
  return bytes
}

/** The value of a lower-case hex digit. */
function nibble(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57
}
