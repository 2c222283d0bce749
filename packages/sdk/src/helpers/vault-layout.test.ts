import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/vault.json' with { type: 'json' }
import { concatBytes, decodeBase64 } from './base64.ts'
import { readEnvelopes, readLeb128, writeEnvelope, writeLeb128 } from './vault-layout.ts'

const hex = (bytes: Iterable<number>) => Buffer.from([...bytes]).toString('hex')
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

/** Bytes that look like chance and are not: a linear congruential generator. */
function noise(seed: number, length: number): Uint8Array<ArrayBuffer> {
  let state = seed + 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff
    return (state >> 16) & 0xff
  })
}

describe('LEB128', () => {
  it.each(Object.entries(vectors.leb128))('writes %s as %s and reads it back', (number, encoded) => {
    expect(hex(writeLeb128(Number(number)))).toBe(encoded)
    const read = readLeb128(fromHex(`ff${encoded}ff`), 1)
    expect(read).toEqual({ value: Number(number), next: 1 + encoded.length / 2 })
  })

  it.each([
    ['nothing at all', ''],
    ['what is cut off', '80'],
    ['what is cut off after four bytes', 'ffffffff'],
    ['a fifth byte above 0x0f', 'ffffffff10'],
    ['a fifth byte that only Go accepts', 'ffffffff7f'],
    ['a sixth byte', 'ffffffffff01'],
    ['zero in two bytes', '8000'],
    ['seven bits in five bytes', 'ff80808000'],
  ])('refuses %s', (_, encoded) => {
    expect(readLeb128(fromHex(encoded))).toBeUndefined()
  })
})

describe('an encrypted value', () => {
  const parts = { iv: fromHex(vectors.iv_hex), keys: decodeBase64(vectors.encrypted_keys_b64) }

  it('has its parts where the vectors have them', () => {
    const sealed = fromHex('2f67ba77aac5b47af82de3225e70da8c2463d15268d459d854c59e')
    const value = concatBytes(...writeEnvelope('node', parts.keys, parts.iv, sealed))
    expect(hex(value)).toBe(vectors.node_layout.hex)
    expect(hex(decodeBase64(vectors.node_layout.value))).toBe(vectors.node_layout.hex)
  })

  it('is taken apart into what it was put together from, in both forms', () => {
    const sealed = Uint8Array.from({ length: 40 }, (_, i) => i)
    for (const layout of ['node', 'go'] as const) {
      const envelope = readEnvelopes(concatBytes(...writeEnvelope(layout, parts.keys, parts.iv, sealed)))[0]
      expect(envelope).toMatchObject({ layout, ...parts })
      expect(envelope?.sealed()).toEqual(sealed)
    }
  })

  it('is written to only behind its end, and only where there is room for it', () => {
    const sealed = Uint8Array.from({ length: 40 }, (_, i) => i)
    const value = concatBytes(...writeEnvelope('node', parts.keys, parts.iv, sealed))
    const memory = new Uint8Array(5 + value.length + 16).fill(7)
    memory.set(value, 5)
    const bytes = memory.subarray(5, -16)
    expect(readEnvelopes(bytes)[0]?.sealed()).toEqual(sealed)
    expect(memory.subarray(-16)).toEqual(new Uint8Array(16).fill(7))
    expect(readEnvelopes(bytes, true)[0]?.sealed()).toEqual(sealed)
    expect(memory.subarray(0, -16)).toEqual(concatBytes(new Uint8Array(5).fill(7), value))
    const crowded = memory.slice(0, -1)
    expect(readEnvelopes(crowded.subarray(5, -15), true)[0]?.sealed()).toEqual(sealed)
  })

  it('may hold nothing', () => {
    for (const layout of ['node', 'go'] as const) {
      const tag = new Uint8Array(16).fill(9)
      const envelope = readEnvelopes(concatBytes(...writeEnvelope(layout, parts.keys, parts.iv, tag)))[0]
      expect(envelope?.layout).toBe(layout)
      expect(envelope?.sealed()).toEqual(tag)
    }
  })

  it('is read first in the form in which its key begins with letters', () => {
    const go = decodeBase64(vectors.go_layout.value)
    const node = decodeBase64(vectors.node_layout.value)
    expect(readEnvelopes(go)[0]?.layout).toBe('go')
    expect(readEnvelopes(node)[0]?.layout).toBe('node')
    for (let attempt = 0; attempt < 20; attempt++) {
      // Long enough for the noise before the key to be read as the length of one; the same noise each time, since once
      // in a great while noise begins with letters too.
      const sealed = noise(attempt, 400)
      for (const layout of ['node', 'go'] as const) {
        const iv = Uint8Array.of(100, ...sealed.subarray(0, 11))
        const value = concatBytes(...writeEnvelope(layout, parts.keys, iv, sealed))
        expect(readEnvelopes(value)[0]?.layout).toBe(layout)
      }
    }
  })

  it.each([
    ['empty', ''],
    ['shorter than what stands before the key', '00'.repeat(28)],
    ['one whose key would be empty', '00'.repeat(60)],
    ['one whose key would be longer than the rest', 'ff7f'.repeat(30)],
    ['one whose key would be longer than any', `ffff7f${'00'.repeat(25)}ffff7f${'61'.repeat(3_000_000)}`],
    ['one whose length is not of 32 bits', `${'ff'.repeat(28)}ffffffff7f${'61'.repeat(100)}`],
  ])('is not read where it is %s', (_, encoded) => {
    expect(readEnvelopes(fromHex(encoded))).toEqual([])
  })
})
