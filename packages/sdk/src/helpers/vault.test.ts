import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/vault.json' with { type: 'json' }
import { SecretString } from '../secret.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import {
  encryptedKeysOf,
  localDecrypt,
  localDecryptBytes,
  localEncrypt,
  localEncryptBytes,
  VaultCryptoError,
} from './vault.ts'

const dataKey = vectors.data_key_b64
const key = { dataKey, encryptedKeys: vectors.encrypted_keys_b64 }
const published = [vectors.node_layout, vectors.node_layout_no_aad, vectors.go_layout]

const malformed = expect.objectContaining({ name: 'VaultCryptoError', code: 'malformed' })
const notAuthentic = expect.objectContaining({ name: 'VaultCryptoError', code: 'not_authentic' })

describe('localDecrypt', () => {
  it.each(published)('opens what other SDKs have written: $value', async ({ value, aad }) => {
    expect(await localDecrypt(value, dataKey, { associatedData: aad })).toBe(vectors.plaintext)
    expect(encryptedKeysOf(value)[0]).toBe(vectors.encrypted_keys_b64)
  })

  it('takes the key as a secret, and the value with the line breaks of a file', async () => {
    const { value, aad } = vectors.node_layout
    const options = { associatedData: aad }
    expect(await localDecrypt(`${value}\n`, new SecretString(dataKey), options)).toBe(vectors.plaintext)
  })

  it('reads only the form that is asked for', async () => {
    const { value, aad } = vectors.go_layout
    const open = (layout: 'node' | 'go') => localDecrypt(value, dataKey, { associatedData: aad, layout })
    expect(await open('go')).toBe(vectors.plaintext)
    await expect(open('node')).rejects.toThrow(VaultCryptoError)
  })

  it('refuses other associated data, none, and another key', async () => {
    const { value, aad } = vectors.node_layout
    const other = encodeBase64(new Uint8Array(32))
    await expect(localDecrypt(value, dataKey, { associatedData: 'aad-2' })).rejects.toEqual(notAuthentic)
    await expect(localDecrypt(value, dataKey)).rejects.toEqual(notAuthentic)
    await expect(localDecrypt(value, other, { associatedData: aad })).rejects.toEqual(notAuthentic)
  })

  it('refuses a value of which any single byte of IV, tag, length or ciphertext was altered, in either form', async () => {
    for (const { value, aad } of [vectors.node_layout, vectors.go_layout]) {
      const bytes = decodeBase64(value)
      const keys = value === vectors.go_layout.value ? [1, 19] : [29, 47]
      for (let at = 0; at < bytes.length; at++) {
        // The encrypted key is the server's to authenticate.
        if (at >= keys[0]! && at < keys[1]!) continue
        const altered = bytes.slice()
        altered[at]! ^= 1
        await expect(localDecryptBytes(altered, dataKey, { associatedData: aad })).rejects.toThrow(
          VaultCryptoError,
        )
      }
    }
  })

  it('refuses a value that is cut off anywhere', async () => {
    for (const { value, aad } of [vectors.node_layout, vectors.go_layout]) {
      const bytes = decodeBase64(value)
      for (let length = 0; length < bytes.length; length++) {
        const cut = bytes.slice(0, length)
        await expect(localDecryptBytes(cut, dataKey, { associatedData: aad })).rejects.toThrow(
          VaultCryptoError,
        )
      }
    }
  })

  it.each(['', '!', 'hello vault', '<html>', '{"error":"x"}'])(
    'refuses what is no value: %j',
    async (garbage) => {
      await expect(localDecrypt(garbage, dataKey)).rejects.toEqual(malformed)
    },
  )

  it('refuses a key of another size, with which AES would be weaker', async () => {
    const { value } = vectors.node_layout
    for (const length of [0, 16, 24, 31, 33]) {
      await expect(localDecrypt(value, encodeBase64(new Uint8Array(length)))).rejects.toEqual(malformed)
    }
    await expect(localDecrypt(value, 'no base64!')).rejects.toEqual(malformed)
  })
})

describe('localEncrypt', () => {
  it.each(['node', 'go'] as const)('writes the %s form, and what it writes opens again', async (layout) => {
    for (const text of ['', 'hello vault', '\ufeffhéllo 🔐', 'x'.repeat(1_000_000)]) {
      for (const associatedData of [undefined, '', 'aad-1']) {
        const value = await localEncrypt(text, key, { associatedData, layout })
        expect(await localDecrypt(value, dataKey, { associatedData, layout })).toBe(text)
        expect(await localDecrypt(value, dataKey, { associatedData })).toBe(text)
        expect(encryptedKeysOf(value)[0]).toBe(key.encryptedKeys)
      }
    }
  })

  it('takes empty associated data for none, as the other SDKs do', async () => {
    const value = await localEncrypt('x', key, { associatedData: '' })
    expect(await localDecrypt(value, dataKey)).toBe('x')
  })

  it('never uses an IV twice', async () => {
    const values = await Promise.all(
      Array.from({ length: 200 }, () => localEncryptBytes(new Uint8Array(), key)),
    )
    expect(new Set(values.map((value) => encodeBase64(value.subarray(0, 12)))).size).toBe(200)
  })

  it('keeps bytes as they are, also those that are no text, and leaves the memory of the caller alone', async () => {
    const data = Uint8Array.of(0, 255, 128, 10)
    const value = await localEncryptBytes(data, key)
    const kept = value.slice()
    expect(await localDecryptBytes(value, dataKey)).toEqual(Uint8Array.of(0, 255, 128, 10))
    expect(await localDecryptBytes(encodeBase64(value), dataKey)).toEqual(data)
    expect(value).toEqual(kept)
    await expect(localDecrypt(encodeBase64(value), dataKey)).rejects.toThrow(
      new TypeError('What was encrypted is not text. Decrypt it to bytes.'),
    )
  })

  it('takes memory that threads share', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(3)).fill(7)
    const value = await localEncryptBytes(shared, key)
    const sharedValue = new Uint8Array(new SharedArrayBuffer(value.length))
    sharedValue.set(value)
    expect(await localDecryptBytes(sharedValue, dataKey)).toEqual(Uint8Array.of(7, 7, 7))
  })

  it('refuses text that would not come back as it was', async () => {
    await expect(localEncrypt('\ud800', key)).rejects.toThrow('The value has half a surrogate pair.')
    await expect(localEncrypt('x', key, { associatedData: '\udc00' })).rejects.toThrow(
      'The associated data has half a surrogate pair.',
    )
    await expect(localEncrypt(null as never, key)).rejects.toThrow(TypeError)
  })

  it('shows neither key nor value in what it throws', async () => {
    const secrets = ['the-plain-text', 'bm90LWEta2V5', 'c2Vjcg']
    const failures = [
      localEncrypt(`${secrets[0]}\ud800`, key),
      localEncrypt(secrets[0]!, { ...key, dataKey: secrets[1]! }),
      localEncrypt(secrets[0]!, { ...key, encryptedKeys: `${secrets[2]}!` }),
      localDecrypt(`${secrets[2]}!`, key.dataKey),
      localDecrypt(vectors.node_layout.value, secrets[1]!),
    ]
    for (const failure of failures) {
      const error = await failure.then(
        () => 'no error',
        (error: unknown) => error,
      )
      expect(error).toBeInstanceOf(Error)
      const shown = inspect(error, { depth: 9, showHidden: true })
      for (const secret of secrets) expect(shown).not.toContain(secret)
    }
  })
})
