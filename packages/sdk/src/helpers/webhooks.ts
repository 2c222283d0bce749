import { SignatureVerificationError } from '../errors.ts'
import { type Event, readEvent } from '../generated/event-types.ts'

/** The body as it was received. Never the parsed object: its bytes are what was signed. */
export type WebhookPayload = string | Uint8Array | ArrayBuffer

export type VerifyWebhook = {
  payload: WebhookPayload
  /** The header `WorkOS-Signature`. */
  sigHeader: string
  /** The endpoint's secret. */
  secret: string
  /** How far the signature's instant may lie from now, in either direction. Default: 180. */
  toleranceSeconds?: number | undefined
  /** Milliseconds since 1970. Default: the clock's. */
  now?: number | undefined
}

/**
 * Verifies that a webhook was signed with the secret, and recently.
 *
 * @throws {SignatureVerificationError}
 */
export async function verifyHeader(webhook: VerifyWebhook): Promise<void> {
  const { payload, sigHeader, secret, toleranceSeconds = 180, now = Date.now() } = webhook
  const { timestamp, signatures } = parseHeader(sigHeader)
  // In both directions: one from the future would otherwise be good until then, and for replays.
  if (!(Math.abs(now - Number(timestamp)) <= toleranceSeconds * 1000)) {
    throw new SignatureVerificationError('The timestamp is outside of the tolerance.')
  }
  const key = await hmacKey(secret)
  const text = signedText(timestamp, payload)
  for (const signature of signatures) {
    // Compares in constant time.
    if (await crypto.subtle.verify('HMAC', key, signature, text)) return
  }
  throw new SignatureVerificationError('The signature does not match the payload.')
}

/**
 * Verifies a webhook and returns its event.
 *
 * @throws {SignatureVerificationError}
 */
export async function constructEvent(webhook: VerifyWebhook): Promise<Event> {
  await verifyHeader(webhook)
  const { payload } = webhook
  const body = JSON.parse(typeof payload === 'string' ? payload : new TextDecoder().decode(payload)) as object
  return readEvent({ object: 'event', ...body }) as Event
}

/** The signature of a payload at an instant, in lower-case hex. */
export async function computeSignature(
  payload: WebhookPayload,
  secret: string,
  timestamp: number | string,
): Promise<string> {
  const text = signedText(String(timestamp), payload)
  const signature = await crypto.subtle.sign('HMAC', await hmacKey(secret), text)
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Signs a payload: the value of the header `WorkOS-Signature`. */
export async function signPayload(
  payload: WebhookPayload,
  secret: string,
  now = Date.now(),
): Promise<string> {
  return `t=${now}, v1=${await computeSignature(payload, secret, now)}`
}

/** Reads `t=…, v1=…`. While a secret is being replaced there may be several signatures; order says nothing. */
function parseHeader(header: string): { timestamp: string; signatures: Uint8Array<ArrayBuffer>[] } {
  const parts = header.split(',').map((part) => part.trim().split('=', 2) as [string, string?])
  const values = (name: string) => parts.flatMap(([key, value]) => (key === name && value ? [value] : []))
  const [timestamp] = values('t')
  const signatures = values('v1').filter((value) => /^[0-9a-f]{64}$/.test(value))
  if (timestamp === undefined || !/^\d+$/.test(timestamp)) {
    throw new SignatureVerificationError('The header holds no timestamp.')
  }
  if (signatures.length === 0) throw new SignatureVerificationError('The header holds no v1 signature.')
  return { timestamp, signatures: signatures.map(fromHex) }
}

function signedText(timestamp: string, payload: WebhookPayload): Uint8Array<ArrayBuffer> {
  const prefix = new TextEncoder().encode(`${timestamp}.`)
  const body = typeof payload === 'string' ? new TextEncoder().encode(payload) : new Uint8Array(payload)
  const text = new Uint8Array(prefix.length + body.length)
  text.set(prefix)
  text.set(body, prefix.length)
  return text
}

function hmacKey(secret: string) {
  const bytes = new TextEncoder().encode(secret)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  )
}
