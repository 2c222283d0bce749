import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pbkdf2 } from './pbkdf2.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** What the platform derives. */
async function expected(password: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
  const algorithm = { name: 'PBKDF2', hash: 'SHA-1', salt, iterations: 1 }
  return hex(new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256)))
}

describe('PBKDF2 with one iteration', () => {
  it('derives the first vector of RFC 6070', () => {
    const derived = new Pbkdf2(Buffer.from('password')).derive(Buffer.from('salt'))
    expect(hex(derived).slice(0, 40)).toBe('0c60c80f961f0e71f3a9b524af6012062fe037a6')
  })

  it('derives what Web Crypto does, of passwords and salts of any length', async () => {
    const bytes = (maxLength: number) =>
      fc.uint8Array({ minLength: 1, maxLength }).map((array) => Uint8Array.from(array))
    await fc.assert(
      fc.asyncProperty(bytes(200), bytes(200), async (password, salt) => {
        expect(hex(new Pbkdf2(password).derive(salt))).toBe(await expected(password, salt))
      }),
      { numRuns: 300 },
    )
  })

  it.each([55, 56, 63, 64, 65, 119, 120, 128])('and of %d bytes, where blocks end', async (length) => {
    const password = new Uint8Array(length).fill(0xff)
    for (const salt of [password, password.subarray(4), password.subarray(8)]) {
      expect(hex(new Pbkdf2(password).derive(salt))).toBe(await expected(password, salt))
    }
  })
})
