import { describe, expect, it } from 'vitest'
import { Exceptions, type WeakAlgorithm } from './algorithms.ts'
import { decryptAssertion } from './decryption.ts'
import { type EncryptOptions, encryptAssertion } from './encryption.ts'
import { SamlError } from './error.ts'
import { certificate, privateKey } from './fixtures/keys.ts'
import { namespaces } from './names.ts'
import { parseXml } from './xml.ts'

const assertion = `<saml:Assertion xmlns:saml="${namespaces.assertion}" ID="_1"><saml:Issuer>é &amp; 𝄞</saml:Issuer></saml:Assertion>`
const all: WeakAlgorithm[] = ['aes_cbc', 'rsa_pkcs1', 'sha1']

function decrypt(xml: string, keys = [privateKey('sp')], exceptions = new Exceptions(new Set(all))) {
  return decryptAssertion(parseXml(xml), keys, exceptions)
}

function codeOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (error) {
    if (error instanceof SamlError) return error.code
    throw error
  }
  return 'decrypted'
}

const contents = ['aes128-gcm', 'aes192-gcm', 'aes256-gcm', 'aes128-cbc', 'aes192-cbc', 'aes256-cbc'] as const
const transports = ['rsa-oaep', 'rsa-oaep-mgf1p', 'rsa-1_5'] as const
const combinations = contents.flatMap((content) => transports.map((transport) => ({ content, transport })))

describe('an encrypted assertion', () => {
  it.each(combinations)('is decrypted: $content with a key by $transport', (options: EncryptOptions) => {
    const element = decrypt(encryptAssertion(assertion, certificate('sp'), options))
    expect(element.localName).toBe('Assertion')
    expect(element.children[0]!.text).toBe('é & 𝄞')
  })

  it('is encrypted under another key each time', () => {
    const one = encryptAssertion(assertion, certificate('sp'))
    expect(encryptAssertion(assertion, certificate('sp'))).not.toBe(one)
  })

  it('is decrypted with any key of the connection, so that the key can be rotated', () => {
    const xml = encryptAssertion(assertion, certificate('sp-old'))
    expect(decrypt(xml, [privateKey('sp'), privateKey('sp-old')]).localName).toBe('Assertion')
    expect(codeOf(() => decrypt(xml, [privateKey('sp')]))).toBe('decryption_failed')
    expect(codeOf(() => decrypt(xml, []))).toBe('decryption_key_missing')
  })

  it('is decrypted where the encrypted key stands beside the data', () => {
    const xml = encryptAssertion(assertion, certificate('sp'))
    const key = /<xenc:EncryptedKey>[\s\S]*<\/xenc:EncryptedKey>/.exec(xml)![0]
    const beside = xml
      .replace(`<ds:KeyInfo xmlns:ds="${namespaces.signature}">${key}</ds:KeyInfo>`, '')
      .replace(
        '</xenc:EncryptedData>',
        () =>
          `</xenc:EncryptedData>${key.replace('<xenc:EncryptedKey', `<xenc:EncryptedKey xmlns:ds="${namespaces.signature}" xmlns:xenc="${namespaces.encryption}"`)}`,
      )
    expect(beside).not.toBe(xml)
    expect(decrypt(beside).localName).toBe('Assertion')
  })

  it('takes weak algorithms only by their exception, and remembers that it was used', () => {
    const cbc = encryptAssertion(assertion, certificate('sp'), { content: 'aes256-cbc' })
    const pkcs1 = encryptAssertion(assertion, certificate('sp'), { transport: 'rsa-1_5' })
    for (const [xml, weak, other] of [
      [cbc, 'aes_cbc', 'rsa_pkcs1'],
      [pkcs1, 'rsa_pkcs1', 'aes_cbc'],
    ] as const) {
      expect(codeOf(() => decrypt(xml, undefined, new Exceptions()))).toBe('algorithm_weak')
      expect(codeOf(() => decrypt(xml, undefined, new Exceptions(new Set([other]))))).toBe('algorithm_weak')
      const exceptions = new Exceptions(new Set([weak]))
      expect(decrypt(xml, undefined, exceptions).localName).toBe('Assertion')
      expect([...exceptions.used]).toEqual([weak])
    }
  })

  it('does not tell how it failed: padding, XML and key look the same with CBC', () => {
    const options = { content: 'aes128-cbc' } as const
    const broken = [
      encryptAssertion(assertion, certificate('sp-old'), options),
      encryptAssertion('<not xml', certificate('sp'), options),
      encryptAssertion('', certificate('sp'), options),
      encryptAssertion('<!DOCTYPE a><a/>', certificate('sp'), options),
    ]
    const xml = encryptAssertion(assertion, certificate('sp'), options)
    const value =
      /<xenc:CipherValue>([^<]+)<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>/.exec(xml)![1]!
    for (let byte = 0; byte < 64; byte++) {
      const bytes = Buffer.from(value, 'base64')
      bytes[bytes.length - 1 - byte]! ^= 0x55
      broken.push(xml.replace(value, bytes.toString('base64')))
    }
    const messages = broken.map((each) => {
      try {
        return decrypt(each).text
      } catch (error) {
        return (
          (error as SamlError).code +
          (error as SamlError).message +
          JSON.stringify((error as SamlError).detail)
        )
      }
    })
    // A change of one byte can still decrypt to XML: without authentication, CBC promises no more.
    const failed = messages.filter((each) => each.startsWith('decryption_failed'))
    expect(new Set(failed).size).toBe(1)
    expect(failed.length).toBeGreaterThan(broken.length / 2)
    expect(messages.filter((each) => each.startsWith('xml_') || each.startsWith('encryption_'))).toEqual([])
  })

  it('is refused with AES-GCM whichever bit was changed', () => {
    const xml = encryptAssertion(assertion, certificate('sp'))
    const value =
      /<xenc:CipherValue>([^<]+)<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>/.exec(xml)![1]!
    for (let byte = 0; byte < Buffer.from(value, 'base64').length; byte += 7) {
      const bytes = Buffer.from(value, 'base64')
      bytes[byte]! ^= 1
      expect(codeOf(() => decrypt(xml.replace(value, bytes.toString('base64'))))).toBe('decryption_failed')
    }
  })

  it('is read by the strict parser: what would be refused outside is refused inside', () => {
    for (const inside of ['<!DOCTYPE a><a/>', '<a><!-- --></a>', '<a>&x;</a>']) {
      expect(codeOf(() => decrypt(encryptAssertion(inside, certificate('sp'))))).toBe('xml_forbidden')
    }
  })
})
