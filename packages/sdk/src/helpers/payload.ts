import { ConfigurationError, DecodeError } from '../errors.ts'

/** The body as it was received. Never the parsed object: its bytes are what was signed. */
export type WebhookPayload = string | Uint8Array | ArrayBuffer

/** The bytes of a payload that is no text. @throws {ConfigurationError} where it is none at all */
export function payloadBytes(payload: Uint8Array | ArrayBuffer): Uint8Array {
  if (ArrayBuffer.isView(payload)) return payload
  // Not by `instanceof`: a buffer may come from another realm, such as that of a test runner.
  if (Object.prototype.toString.call(payload) === '[object ArrayBuffer]') return new Uint8Array(payload)
  throw new ConfigurationError(
    'payload',
    'must be the body as it was received, as text or bytes. An object that was parsed from it no longer has the bytes that were signed.',
  )
}

/** The payload as text, exactly. @throws {DecodeError} where its bytes are not UTF-8 */
export function payloadText(payload: WebhookPayload): string {
  if (typeof payload === 'string') return payload
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload)
  } catch {
    throw new DecodeError('The payload is not UTF-8.', { rawBody: '' })
  }
}

/** The JSON object that a payload is. @throws {DecodeError} where it is none */
export function payloadObject(payload: WebhookPayload): Record<string, unknown> {
  const text = payloadText(payload)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The parser's own message quotes the text.
    throw new DecodeError('The payload is not JSON.', { rawBody: text })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DecodeError('The payload is not a JSON object.', { rawBody: text })
  }
  return value as Record<string, unknown>
}
