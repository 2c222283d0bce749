import { createCipheriv, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import vectors from '../../fixtures/sessions.json' with { type: 'json' }
import { password } from '../../test/issuer.ts'
import { ConfigurationError, SecretString, sealData, unsealData } from '../index.ts'
import { sealIron } from './iron.ts'
import { Password } from './password.ts'

const other = 'another-password-of-32-characters'
const { ironSmall, crossLanguage } = vectors

/** What the vectors were drawn with: the k-th draw begins at 16 k. */
function countingSource() {
  let draws = 0
  return (bytes: Uint8Array<ArrayBuffer>) => {
    const start = 16 * draws++
    return bytes.map((_, i) => (start + i) % 256)
  }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('sealData', () => {
  it('writes what the official Node SDK writes, byte for byte', async () => {
    const text = JSON.stringify(ironSmall.payload)
    const sealed = await sealIron(text, new Password('1', ironSmall.password), { fill: countingSource() })
    expect(`${sealed}~2`).toBe(ironSmall.sealed)
  })

  it('derives the keys of the vector', async () => {
    const { enc_key_hex: encryptionKey, hmac_key_hex: integrityKey } = ironSmall
    const [, , encryptionSalt = '', , , , integritySalt = ''] = ironSmall.sealed.split('*')
    const password = new Password('1', ironSmall.password)
    const cbc = { name: 'AES-CBC', iv: new Uint8Array(16) }
    const encrypted = await crypto.subtle.encrypt(
      cbc,
      await password.deriveKey(encryptionSalt, { name: 'AES-CBC', length: 256 }, 'encrypt'),
      Buffer.from('x'),
    )
    const cipher = createCipheriv('aes-256-cbc', Buffer.from(encryptionKey, 'hex'), cbc.iv)
    expect(Buffer.from(encrypted)).toEqual(Buffer.concat([cipher.update('x'), cipher.final()]))
    const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const
    const signing = await password.deriveKey(integritySalt, hmac, 'sign')
    const mac = await crypto.subtle.sign('HMAC', signing, Buffer.from('x'))
    const expected = createHmac('sha256', Buffer.from(integrityKey, 'hex')).update('x').digest()
    expect(Buffer.from(mac)).toEqual(expected)
  })

  it('never gives the same seal twice', async () => {
    expect(await sealData({ a: 1 }, { password })).not.toBe(await sealData({ a: 1 }, { password }))
  })

  it('opens as what was sealed, whatever it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (data) => {
        const expected = JSON.parse(JSON.stringify(data))
        expect(await unsealData(await sealData(data, { password }), { password })).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('seals secrets in clear, and shows nothing of them outside', async () => {
    const sealed = await sealData({ token: new SecretString('rt_secret') }, { password })
    expect(sealed).not.toContain('rt_secret')
    expect(await unsealData(sealed, { password })).toEqual({ token: 'rt_secret' })
  })

  it('takes the password as a secret', async () => {
    const sealed = await sealData('x', { password: new SecretString(password) })
    expect(await unsealData(sealed, { password })).toBe('x')
  })

  it('with a lifetime, opens until it is over and a minute more', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 })
    const sealed = await sealData('x', { password, ttlSeconds: 10 })
    vi.setSystemTime(69_999)
    expect(await unsealData(sealed, { password })).toBe('x')
    vi.setSystemTime(70_000)
    expect(await unsealData(sealed, { password })).toBeUndefined()
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a lifetime of %d seconds',
    async (ttlSeconds) => {
      await expect(sealData('x', { password, ttlSeconds })).rejects.toMatchObject({ option: 'ttlSeconds' })
    },
  )

  it('refuses what JSON cannot hold', async () => {
    await expect(sealData(undefined, { password })).rejects.toThrow(TypeError)
  })

  it.each([
    ['short', 'a'.repeat(31)],
    ['absent', undefined],
    ['empty', ''],
    ['no text', 42],
    ['an empty list', []],
    ['a list with a short one', [password, 'short']],
    ['a list with a hole', [password, undefined]],
    ['numbered zero', { 0: password }],
    ['numbered with a star', { '1*': password }],
    ['one of too many', Array(17).fill(password)],
  ])('refuses a password that is %s, and does not show it', async (_, bad) => {
    const sealing = sealData('x', { password: bad as string })
    await expect(sealing).rejects.toThrow(ConfigurationError)
    await expect(sealing).rejects.toMatchObject({ option: 'cookiePassword' })
    await expect(sealing).rejects.not.toThrow(/short$|aaaa|a-cookie/)
  })
})

describe('unsealData', () => {
  const payload = JSON.parse(crossLanguage.payload)
  it.each([
    ['Node', ironSmall.sealed, ironSmall.password, ironSmall.payload],
    ['Go, by a passphrase', crossLanguage.go_passphrase, crossLanguage.password, payload],
    ['Go and Rust, by a key', crossLanguage.go_rust_hex.value, crossLanguage.go_rust_hex.key_hex, payload],
    ['Ruby from 7 on', crossLanguage.ruby_v7, crossLanguage.password, payload],
    ['Python', crossLanguage.python_fernet.value, crossLanguage.python_fernet.key, payload],
  ])('opens what was sealed by %s', async (_, sealed, sealedWith, expected) => {
    expect(await unsealData(sealed, { password: sealedWith })).toEqual(expected)
    expect(await unsealData(sealed, { password: [other, sealedWith] })).toEqual(expected)
    expect(await unsealData(sealed, { password: { 1: sealedWith, 2: other } })).toEqual(expected)
    expect(await unsealData(sealed, { password: other })).toBeUndefined()
  })

  it('opens what was sealed by Ruby 6: 32 bytes as they are, in lines', async () => {
    const key = await crypto.subtle.importKey('raw', Buffer.from(password), 'AES-GCM', false, ['encrypt'])
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const text = Buffer.from(crossLanguage.payload)
    const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text)
    const lines = Buffer.concat([iv, new Uint8Array(encrypted)])
      .toString('base64')
      .replace(/.{60}/g, '$&\n')
    expect(await unsealData(`${lines}\n`, { password })).toEqual(payload)
  })

  it('opens what Go sealed under a nonce that begins with the version of Ruby, or of Fernet', async () => {
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(crossLanguage.python_fernet.key))
    const key = await crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt'])
    for (const first of [0x01, 0x80]) {
      const iv = Uint8Array.from({ length: 12 }, () => first)
      const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, Buffer.from('{"a":1}'))
      const sealed = Buffer.concat([iv, new Uint8Array(encrypted)]).toString('base64')
      expect(await unsealData(sealed, { password: crossLanguage.python_fernet.key })).toEqual({ a: 1 })
    }
  })

  it('opens seals without a version, as the first iron-session wrote them', async () => {
    expect(await unsealData(ironSmall.sealed.replace('~2', ''), { password })).toEqual(ironSmall.payload)
  })

  it('opens seals of version 1, which hold what is kept under a name', async () => {
    const sealed = await sealData({ persistent: { a: 1 }, flash: {} }, { password })
    expect(await unsealData(sealed.replace('~2', '~1'), { password })).toEqual({ a: 1 })
  })

  describe('while passwords are changed', () => {
    it('opens seals of every password in a list, and seals with the first', async () => {
      const old = await sealData('x', { password })
      expect(await unsealData(old, { password: [other, password] })).toBe('x')
      const renewed = await sealData('x', { password: [other, password] })
      expect(await unsealData(renewed, { password: other })).toBe('x')
      expect(await unsealData(renewed, { password })).toBeUndefined()
    })

    it('finds a password by its number, and seals with the highest', async () => {
      const old = await sealData('x', { password: { 1: password } })
      const renewed = await sealData('x', { password: { 1: password, 10: other, 2: 'b'.repeat(32) } })
      expect(renewed).toMatch(/^Fe26\.2\*10\*/)
      expect(await unsealData(renewed, { password: { 10: other } })).toBe('x')
      expect(await unsealData(old, { password: { 1: password, 10: other } })).toBe('x')
      expect(await unsealData(old, { password: { 2: password } })).toBeUndefined()
    })
  })

  describe('answers nothing for', () => {
    it.each([
      ['nothing', ''],
      ['garbage', 'garbage'],
      ['base64 of nothing much', 'AAAA'],
      ['text that is no base64', '§§§§'],
      ['the prefix alone', 'Fe26.2*'],
      ['stars', 'Fe26.2*******'],
      ['two versions', `${ironSmall.sealed}~2`],
      ['an unknown version', ironSmall.sealed.replace('~2', '~3')],
      ['a version 1 that keeps nothing', ironSmall.sealed.replace('~2', '~1')],
      ['another version of the format', ironSmall.sealed.replace('Fe26.2', 'Fe26.1')],
      ['a password of another number', ironSmall.sealed.replace('*1*', '*2*')],
      ['an expiry of its own', ironSmall.sealed.replace('**', '*99999999999999*')],
      ['a part too many', ironSmall.sealed.replace('~2', '*x~2')],
      ['a short Fernet token', 'gAAAAABpVbkA'],
    ])('%s', async (_, sealed) => {
      expect(await unsealData(sealed, { password })).toBeUndefined()
      expect(await unsealData(sealed, { password: crossLanguage.python_fernet.key })).toBeUndefined()
    })

    it('what is no text', async () => {
      expect(await unsealData(undefined as unknown as string, { password })).toBeUndefined()
    })

    it('a seal of more than 16,000 characters, before any cryptography', async () => {
      const importKey = vi.spyOn(crypto.subtle, 'importKey')
      const sealed = await sealData('x'.repeat(13_000), { password })
      expect(sealed.length).toBeGreaterThan(16_000)
      importKey.mockClear()
      expect(await unsealData(sealed, { password })).toBeUndefined()
      expect(importKey).not.toHaveBeenCalled()
      importKey.mockRestore()
    })

    it('what was sealed and is no JSON', async () => {
      const sealed = await sealIron('{"a":', new Password('1', password))
      expect(await unsealData(`${sealed}~2`, { password })).toBeUndefined()
    })
  })

  it('decrypts nothing that its MAC does not vouch for', async () => {
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt')
    expect(await unsealData(ironSmall.sealed.replace('*hzzT', '*hzzU'), { password })).toBeUndefined()
    expect(decrypt).not.toHaveBeenCalled()
    decrypt.mockRestore()
  })

  it.each([
    ['Node', ironSmall.sealed, ironSmall.password],
    ['Go', crossLanguage.go_passphrase, crossLanguage.password],
    ['Ruby', crossLanguage.ruby_v7, crossLanguage.password],
    ['Python', crossLanguage.python_fernet.value, crossLanguage.python_fernet.key],
  ])('refuses a seal of %s of which one character is another', async (_, sealed, sealedWith) => {
    for (let at = 0; at < sealed.length; at++) {
      // Both a neighbour, whose bits may be those that the encoding leaves unused, and one far away.
      for (const flip of [1, 2, 16]) {
        const character = String.fromCharCode(sealed.charCodeAt(at) ^ flip)
        const altered = sealed.slice(0, at) + character + sealed.slice(at + 1)
        const opened = await unsealData(altered, { password: sealedWith })
        expect(opened, `${flip} at ${at}`).toBeUndefined()
      }
    }
  })
})
