/**
 * The two binary forms of a locally encrypted value. Nothing in them says which of the two it is.
 *
 * ```text
 * node (Node, Python, Ruby):  iv[12] | tag[16] | LEB128(len(keys)) | keys | ciphertext
 * go   (Go, Rust):            LEB128(len(keys)) | keys | iv[12] | ciphertext | tag[16]
 * ```
 */

import { concatBytes } from './base64.ts'

/** Which of the two forms: that of the SDKs for Node, Python and Ruby, or that of those for Go and Rust. */
export type VaultLayout = 'node' | 'go'

/** A value taken apart. */
export type Envelope = {
  layout: VaultLayout
  /** The encrypted data key: what the server is asked to decrypt. */
  keys: Uint8Array<ArrayBuffer>
  iv: Uint8Array<ArrayBuffer>
  /** The ciphertext with the tag behind it, as Web Crypto takes it. */
  sealed(): Uint8Array<ArrayBuffer>
}

export const ivLength = 12
export const tagLength = 16
/** Bytes. What wraps a key of 32 is never that long: a longer one is a value read in the wrong form. */
const longestKeys = 65_536

/** Writes a number below 2³² as unsigned LEB128: seven bits a byte, the lowest first. */
export function writeLeb128(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest]
    bytes.push((rest % 128) | 0x80)
  }
}

/**
 * Reads an unsigned LEB128 number of 32 bits. Returns nothing where it is cut off, needs more than 32 bits, or is
 * longer than it need be, so that no two texts mean the same.
 */
export function readLeb128(bytes: Uint8Array, start = 0): { value: number; next: number } | undefined {
  let value = 0
  for (let i = 0; i < 5; i++) {
    const byte = bytes[start + i]
    if (byte === undefined) return undefined
    value += (byte & 0x7f) * 128 ** i
    if (byte < 0x80) {
      const shortest = i === 0 || byte > 0
      return shortest && value < 2 ** 32 ? { value, next: start + i + 1 } : undefined
    }
  }
  return undefined
}

/**
 * Puts a value together, in two parts: the second is long and not copied. `sealed` is the ciphertext with the tag behind
 * it, as Web Crypto makes it.
 */
export function writeEnvelope(
  layout: VaultLayout,
  keys: Uint8Array,
  iv: Uint8Array,
  sealed: Uint8Array<ArrayBuffer>,
): [head: Uint8Array<ArrayBuffer>, body: Uint8Array<ArrayBuffer>] {
  const prefix = Uint8Array.from(writeLeb128(keys.length))
  if (layout === 'go') return [concatBytes(prefix, keys, iv), sealed]
  const tag = sealed.subarray(-tagLength)
  return [concatBytes(iv, tag, prefix, keys), sealed.subarray(0, -tagLength)]
}

/**
 * The ways in which a value can be read, the most plausible first.
 *
 * @param isOwn whether what lies behind the value in its buffer is nobody's, and may be written to
 */
export function readEnvelopes(bytes: Uint8Array<ArrayBuffer>, isOwn = false): Envelope[] {
  const hasRoom = isOwn && bytes.byteOffset + bytes.length + tagLength <= bytes.buffer.byteLength
  const envelopes = [readNode(bytes, hasRoom), readGo(bytes)].filter((envelope) => envelope !== undefined)
  // Wrapped keys begin with the name of their format, in letters. Read in the wrong form they begin with noise.
  return envelopes.sort((a, b) => Number(beginsWithLetters(b.keys)) - Number(beginsWithLetters(a.keys)))
}

function readNode(bytes: Uint8Array<ArrayBuffer>, hasRoom: boolean): Envelope | undefined {
  const found = readKeys(bytes, ivLength + tagLength)
  if (!found) return undefined
  const { keys, end } = found
  const tag = bytes.subarray(ivLength, ivLength + tagLength)
  const sealed = () => {
    if (!hasRoom) return concatBytes(bytes.subarray(end), tag)
    // A copy of a long value costs a tenth of its decryption.
    const inPlace = new Uint8Array(bytes.buffer, bytes.byteOffset + end, bytes.length - end + tagLength)
    inPlace.set(tag, bytes.length - end)
    return inPlace
  }
  return { layout: 'node', keys, iv: bytes.subarray(0, ivLength), sealed }
}

function readGo(bytes: Uint8Array<ArrayBuffer>): Envelope | undefined {
  const found = readKeys(bytes, 0)
  if (!found || found.end + ivLength + tagLength > bytes.length) return undefined
  const { keys, end } = found
  const iv = bytes.subarray(end, end + ivLength)
  return { layout: 'go', keys, iv, sealed: () => bytes.subarray(end + ivLength) }
}

function readKeys(bytes: Uint8Array<ArrayBuffer>, start: number) {
  const length = readLeb128(bytes, start)
  if (!length || length.value === 0 || length.value > longestKeys) return undefined
  const end = length.next + length.value
  if (end > bytes.length) return undefined
  return { keys: bytes.subarray(length.next, end), end }
}

function beginsWithLetters(keys: Uint8Array): boolean {
  return keys.subarray(0, 8).every((byte) => byte >= 0x20 && byte < 0x7f)
}
