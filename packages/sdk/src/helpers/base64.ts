/**
 * Base64 (RFC 4648, section 4) at a good speed everywhere: the platform's own where it has one (ECMAScript 2026), else
 * tables. `btoa` and `atob` take strings with a character for each byte, and to make those costs more than to encode.
 */

type NativeArray = { fromBase64?(text: string): Uint8Array<ArrayBuffer> }
type NativeBytes = Uint8Array & { toBase64(): string }

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const paddingCode = 0x3d

/**
 * Bytes as base64, padded.
 *
 * @param head a few bytes that stand before them, so that the caller need not copy many to put few in front
 */
export function encodeBase64(bytes: Uint8Array, head?: Uint8Array): string {
  if (head && bytes.length < 3) return encodeBase64(concatBytes(head, bytes))
  // Three bytes make four characters by themselves: what completes the last three of the head goes with it.
  const missing = head ? (3 - (head.length % 3)) % 3 : 0
  const start = head ? concatBytes(head, bytes.subarray(0, missing)) : bytes.subarray(0, 0)
  const rest = bytes.subarray(missing)
  return isNative(start) && isNative(rest) ? start.toBase64() + rest.toBase64() : encodeByTable(start, rest)
}

/** Copies the parts into one array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/**
 * The bytes that a text holds. White space is skipped and padding may be left out, since files and mail add the one
 * and lose the other; whatever else does not belong is refused.
 *
 * @returns in a buffer of their own, which may be longer
 * @throws {SyntaxError} The text is not base64. The message does not show it.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes =
    decodeNatively(text) ?? decodeByTable(text) ?? decodeByTable(text.replace(/[\t\n\f\r ]+/g, ''))
  if (bytes === undefined) throw new SyntaxError('The text is not base64.')
  return bytes
}

let nativeIsGood: boolean | undefined

/** The first `toBase64` of V8, which some runtimes have behind a flag, forgets where in its buffer an array begins. */
function isNative(bytes: Uint8Array): bytes is NativeBytes {
  if (!('toBase64' in bytes)) return false
  nativeIsGood ??= (Uint8Array.of(0, 1).subarray(1) as NativeBytes).toBase64() === 'AQ=='
  return nativeIsGood
}

function decodeNatively(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return (Uint8Array as NativeArray).fromBase64?.(text)
  } catch {
    return undefined
  }
}

type Tables = {
  /** The two characters of each value of twelve bits, in the order in which this machine writes them. */
  pairs: Uint16Array
  /** The value of each character; -1 where it has none. */
  values: Int32Array
  encoder: InstanceType<typeof TextEncoder>
  decoder: InstanceType<typeof TextDecoder>
}
let tables: Tables | undefined

function makeTables(): Tables {
  const encoder = new TextEncoder()
  const characters = encoder.encode(alphabet)
  const pairs = new Uint8Array(2 * 4096)
  for (let value = 0; value < 4096; value++) {
    pairs[2 * value] = characters[value >> 6]!
    pairs[2 * value + 1] = characters[value & 63]!
  }
  const values = new Int32Array(256).fill(-1)
  for (const [value, character] of characters.entries()) values[character] = value
  return { pairs: new Uint16Array(pairs.buffer), values, encoder, decoder: new TextDecoder() }
}

/** @param start as many bytes as threes make */
function encodeByTable(start: Uint8Array, rest: Uint8Array): string {
  tables ??= makeTables()
  const out = new Uint16Array((start.length / 3 + Math.ceil(rest.length / 3)) * 2)
  writePairs(rest, out, writePairs(start, out, 0, tables.pairs), tables.pairs)
  const text = new Uint8Array(out.buffer)
  if (rest.length % 3 > 0) text.fill(paddingCode, text.length - 3 + (rest.length % 3))
  return tables.decoder.decode(text)
}

function writePairs(bytes: Uint8Array, out: Uint16Array, start: number, pairs: Uint16Array): number {
  let at = start
  for (let i = 0; i < bytes.length; i += 3) {
    // Beyond the end there is nothing, which counts as zero.
    const group = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
    out[at] = pairs[group >> 12]!
    out[at + 1] = pairs[group & 4095]!
    at += 2
  }
  return at
}

/** Decodes what is strictly base64, or returns nothing. */
function decodeByTable(text: string): Uint8Array<ArrayBuffer> | undefined {
  tables ??= makeTables()
  const { values, encoder } = tables
  // Decoded where the characters lie: what is written is always behind what is still to be read.
  const bytes = new Uint8Array(text.length)
  encoder.encodeInto(text, bytes)
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const length = text.length - padding
  const rest = length % 4
  if (rest === 1 || (padding > 0 && text.length % 4 !== 0)) return undefined
  // Where characters are missing from the last group, `A` stands for them: zero.
  let seen = 0
  let at = 0
  for (let i = 0; i < length; i += 4) {
    const group =
      (values[bytes[i]!]! << 18) |
      (values[bytes[i + 1]!]! << 12) |
      ((i + 2 < length ? values[bytes[i + 2]!]! : 0) << 6) |
      (i + 3 < length ? values[bytes[i + 3]!]! : 0)
    // Negative as soon as one character was not of the alphabet.
    seen |= group
    bytes[at] = group >> 16
    bytes[at + 1] = group >> 8
    bytes[at + 2] = group
    at += 3
  }
  return seen < 0 ? undefined : bytes.subarray(0, Math.floor((length * 3) / 4))
}
