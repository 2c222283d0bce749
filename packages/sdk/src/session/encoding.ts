import { decodeBase64, encodeBase64 } from '../helpers/base64.ts'

/** The encodings of seals. All are read strictly: bytes have one spelling, so that no altered text passes for the same. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const encoder = /* @__PURE__ */ new TextEncoder()

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

/** Bytes as base64url without padding (RFC 4648, section 5). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes that a text holds as base64url, with or without padding, if it does. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return undefined
  return decodeStrictly(text.replaceAll('-', '+').replaceAll('_', '/'))
}

/** The bytes that a text holds as base64 (RFC 4648, section 4), if it does. Ruby breaks its lines. */
export function decodeStandardBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const whole = text.replace(/[\r\n]+/g, '')
  return /^[A-Za-z0-9+/]*={0,2}$/.test(whole) ? decodeStrictly(whole) : undefined
}

function decodeStrictly(text: string): Uint8Array<ArrayBuffer> | undefined {
  const length = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length
  const rest = length % 4
  if (rest === 1 || (length < text.length && text.length % 4 !== 0)) return undefined
  // The last character holds more bits than the bytes have. They must be zero.
  const last = rest === 0 ? 0 : alphabet.indexOf(text.charAt(length - 1))
  if (last & (rest === 2 ? 15 : 3)) return undefined
  return decodeBase64(text)
}

/** Bytes as lower-case hexadecimal. */
export function encodeHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** The bytes of hexadecimal text that is known to be such. */
export function decodeHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  )
}

/** The text of UTF-8 bytes, if they are such. */
export function decodeUtf8(bytes: ArrayBuffer | Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
