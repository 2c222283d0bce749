import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyring, SealedDataError, sealedOverhead } from './keyring.ts'

const oldKey = { id: 'old', key: randomBytes(32) }
const newKey = { id: 'new', key: randomBytes(32) }
const before = createKeyring([oldKey])
const during = createKeyring([newKey, oldKey])
const after = createKeyring([newKey])
const row = 'env_1/sso_connection/conn_1/client_secret'

function reasonOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (error) {
    if (!(error instanceof SealedDataError)) throw error
    expect(error.message).toBe('Sealed data could not be opened.')
    return error.reason
  }
  return 'opened'
}

describe('seal and open', () => {
  it('give back any bytes, for any identity', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 4096 }),
        fc.string({ minLength: 1, unit: 'grapheme' }),
        (bytes, identity) => {
          const sealed = before.seal(bytes, identity)
          expect(sealed).toHaveLength(bytes.length + sealedOverhead)
          expect(before.open(sealed, identity)).toEqual(Buffer.from(bytes))
        },
      ),
    )
  })

  it('give back text, the empty text too', () => {
    for (const text of ['', 'hunter2', 'пароль 🔑']) {
      expect(before.open(before.seal(text, row), row).toString()).toBe(text)
    }
  })

  it('never make the same bytes twice', () => {
    const sealed = Array.from({ length: 50 }, () => before.seal('secret', row))
    for (const [start, end] of [
      [9, 33],
      [33, 65],
      [81, 87],
    ] as const) {
      expect(new Set(sealed.map((value) => value.toString('hex', start, end))).size).toBe(50)
    }
  })

  it('read a value from a file or a driver that hands out plain byte arrays', () => {
    const sealed = new Uint8Array(before.seal('secret', row))
    expect(before.open(sealed, row).toString()).toBe('secret')
  })

  it('refuse a value with any bit changed', () => {
    const sealed = before.seal('a secret of some length', row)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const tampered = Buffer.from(sealed)
      tampered[bit >> 3]! ^= 1 << (bit & 7)
      expect(reasonOf(() => before.open(tampered, row))).toMatch(/malformed|unknown_key|not_authentic/)
      expect(reasonOf(() => during.reseal(tampered, row)) === 'opened').toBe(bit >= 81 * 8)
    }
  })

  it('refuse a value that was cut or extended anywhere', () => {
    const sealed = before.seal('secret', row)
    for (let length = 0; length < sealed.length; length++) {
      expect(reasonOf(() => before.open(sealed.subarray(0, length), row))).not.toBe('opened')
    }
    expect(reasonOf(() => before.open(Buffer.concat([sealed, Buffer.of(0)]), row))).toBe('not_authentic')
  })

  it('refuse any bytes that they did not make', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(reasonOf(() => before.open(bytes, row))).not.toBe('opened')
      }),
    )
  })

  it('refuse a value moved to another row', () => {
    const sealed = before.seal('secret', row)
    for (const elsewhere of [`${row} `, row.replace('conn_1', 'conn_2'), row.toUpperCase(), 'env_1']) {
      expect(reasonOf(() => before.open(sealed, elsewhere))).toBe('not_authentic')
    }
  })

  it('bind the identity to both layers: neither half of a value fits another', () => {
    const one = before.seal('secret', row)
    const other = before.seal('secret', row)
    const elsewhere = before.seal('secret', 'env_2')
    for (const donor of [other, elsewhere]) {
      const mixed = Buffer.concat([one.subarray(0, 81), donor.subarray(81)])
      expect(reasonOf(() => before.open(mixed, row))).toBe('not_authentic')
    }
  })

  it('refuse an identity that is empty or would not be encoded faithfully', () => {
    expect(() => before.seal('secret', '')).toThrow(TypeError)
    expect(() => before.seal('secret', 'env_\ud800')).toThrow(TypeError)
    expect(() => before.open(before.seal('secret', row), 'env_\ud800')).toThrow(TypeError)
  })
})

describe('rotation of the master key', () => {
  it('opens what an older key sealed, and seals under the current one', () => {
    const sealed = before.seal('secret', row)
    expect(during.open(sealed, row).toString()).toBe('secret')
    expect(during.keyIdOf(sealed)).toBe('old')
    expect(during.keyIdOf(during.seal('secret', row))).toBe('new')
  })

  it('reseals without touching the encrypted data, after which the old key can go', () => {
    const sealed = before.seal('secret', row)
    const resealed = during.reseal(sealed, row)
    expect(during.keyIdOf(resealed)).toBe('new')
    expect(resealed.subarray(81)).toEqual(sealed.subarray(81))
    expect(after.open(resealed, row).toString()).toBe('secret')
    expect(reasonOf(() => before.open(resealed, row))).toBe('unknown_key')
  })

  it('leaves what is already under the current key unchanged', () => {
    const sealed = during.seal('secret', row)
    expect(during.reseal(sealed, row)).toEqual(sealed)
  })

  it('does not reseal for another row', () => {
    expect(reasonOf(() => during.reseal(before.seal('secret', row), 'env_2'))).toBe('not_authentic')
    expect(reasonOf(() => during.reseal(during.seal('secret', row), 'env_2'))).toBe('not_authentic')
  })

  it('finds what is left to reseal by its first bytes', () => {
    const prefix = (sealed: Buffer) => sealed.subarray(0, 9)
    expect(prefix(during.seal('a', row))).toEqual(during.currentPrefix)
    expect(prefix(before.seal('a', row))).not.toEqual(during.currentPrefix)
  })

  it('says when a key is missing rather than that the data is broken', () => {
    const sealed = before.seal('secret', row)
    expect(reasonOf(() => after.open(sealed, row))).toBe('unknown_key')
    expect(reasonOf(() => after.keyIdOf(sealed))).toBe('unknown_key')
    expect(reasonOf(() => after.keyIdOf(Buffer.from('no')))).toBe('malformed')
  })

  it('knows a key by what it is, not by what the configuration calls it', () => {
    const renamed = createKeyring([{ id: 'renamed', key: oldKey.key }])
    const sealed = before.seal('secret', row)
    expect(renamed.open(sealed, row).toString()).toBe('secret')
    expect(renamed.keyIdOf(sealed)).toBe('renamed')
  })

  it('keeps keyed hashes findable: the current hash first, then those under older keys', () => {
    const stored = before.hash('api_key', 'sk_test_1')
    expect(during.hashes('api_key', 'sk_test_1')).toEqual([during.hash('api_key', 'sk_test_1'), stored])
    expect(after.hashes('api_key', 'sk_test_1')).toHaveLength(1)
    expect(after.hash('api_key', 'sk_test_1')).toEqual(during.hash('api_key', 'sk_test_1'))
  })
})

describe('hash', () => {
  it('is 32 bytes, the same for the same value, and different for another value, purpose or key', () => {
    const hash = before.hash('api_key', 'value')
    expect(hash).toHaveLength(32)
    expect(before.hash('api_key', 'value')).toEqual(hash)
    expect(createKeyring([oldKey]).hash('api_key', 'value')).toEqual(hash)
    expect(before.hash('api_key', 'valuf')).not.toEqual(hash)
    expect(before.hash('refresh_token', 'value')).not.toEqual(hash)
    expect(after.hash('api_key', 'value')).not.toEqual(hash)
  })

  it('does not confuse a purpose with the start of a value', () => {
    expect(before.hash('a', 'bc')).not.toEqual(before.hash('ab', 'c'))
  })
})

describe('equal', () => {
  it('compares bytes and text, and takes values of different lengths for different', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(before.equal(a, b)).toBe(Buffer.from(a).equals(Buffer.from(b)))
        expect(before.equal(a, Buffer.from(a))).toBe(true)
      }),
    )
  })
})

describe('createKeyring', () => {
  it('refuses no key at all, and a key of another length', () => {
    expect(() => createKeyring([])).toThrow(/at least one/)
    expect(() => createKeyring([{ id: 'short', key: randomBytes(16) }])).toThrow(/32 bytes/)
  })
})
