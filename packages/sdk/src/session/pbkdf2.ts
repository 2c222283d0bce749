/**
 * PBKDF2 with HMAC-SHA-1 and one iteration (RFC 8018, section 5.2): what iron derives two keys by for every seal.
 *
 * It is here because of its cost. Web Crypto does such a derivation on another thread, and the way there and back takes
 * ten times as long as these few additions, which made a third of the time that a new cookie took. No branch and no
 * address depends on the password. Everything else is left to Web Crypto.
 */
export class Pbkdf2 {
  readonly #inner: Int32Array
  readonly #outer: Int32Array

  constructor(password: Uint8Array) {
    const key = new Uint8Array(blockLength)
    key.set(password.length > blockLength ? bytesOf(digest(initial, 0, password)) : password)
    const from = (pad: number) =>
      compress(
        initial.slice(),
        key.map((byte) => byte ^ pad),
        0,
      )
    // HMAC begins with a block of the key (RFC 2104), which is the same every time.
    this.#inner = from(0x36)
    this.#outer = from(0x5c)
  }

  /** Derives 256 bits. */
  derive(salt: Uint8Array): Uint8Array<ArrayBuffer> {
    const derived = new Uint8Array(2 * hashLength)
    for (const index of [1, 2]) {
      const message = new Uint8Array(salt.length + 4)
      message.set(salt)
      message[salt.length + 3] = index
      const inner = bytesOf(digest(this.#inner, blockLength, message))
      derived.set(bytesOf(digest(this.#outer, blockLength, inner)), (index - 1) * hashLength)
    }
    return derived.slice(0, 32)
  }
}

/** SHA-1 (FIPS 180-4, section 6.1). Broken for signatures; HMAC does not rely on what is broken of it. */
const blockLength = 64
const hashLength = 20
const initial = /* @__PURE__ */ Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)

/** The hash of a message of which so many bytes are in the state already. */
function digest(state: Int32Array, bytesBefore: number, message: Uint8Array): Int32Array {
  // One bit, then zeros, then the length of all in bits: 64 of them, at the end of a block.
  const padded = new Uint8Array(Math.ceil((message.length + 9) / blockLength) * blockLength)
  padded.set(message)
  padded[message.length] = 0x80
  new DataView(padded.buffer).setUint32(padded.length - 4, (bytesBefore + message.length) * 8)
  const hash = state.slice()
  for (let at = 0; at < padded.length; at += blockLength) compress(hash, padded, at)
  return hash
}

function bytesOf(hash: Int32Array): Uint8Array {
  const bytes = new Uint8Array(hashLength)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < hash.length; i++) view.setInt32(4 * i, hash[i]!)
  return bytes
}

const schedule = /* @__PURE__ */ new Int32Array(80)

/** Takes one block into the state. */
function compress(state: Int32Array, bytes: Uint8Array, at: number): Int32Array {
  const view = new DataView(bytes.buffer, at)
  for (let t = 0; t < 16; t++) schedule[t] = view.getInt32(4 * t)
  for (let t = 16; t < 80; t++) {
    const mixed = schedule[t - 3]! ^ schedule[t - 8]! ^ schedule[t - 14]! ^ schedule[t - 16]!
    schedule[t] = (mixed << 1) | (mixed >>> 31)
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  for (let t = 0; t < 80; t++) {
    const next = (((a << 5) | (a >>> 27)) + roundOf(t, b, c, d) + e + schedule[t]!) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  state[0]! += a
  state[1]! += b
  state[2]! += c
  state[3]! += d
  state[4]! += e
  return state
}

function roundOf(t: number, b: number, c: number, d: number): number {
  if (t < 20) return ((b & c) | (~b & d)) + 0x5a827999
  if (t < 40) return (b ^ c ^ d) + 0x6ed9eba1
  if (t < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + 0xca62c1d6
}
