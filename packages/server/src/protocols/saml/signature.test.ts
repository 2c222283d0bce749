import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readAssertion } from './assertion.ts'
import { certificate, privateKey } from './fixtures/keys.ts'
import { timing } from './instants.ts'
import { namespaces } from './names.ts'
import { type SignOptions, signXml } from './sign.ts'
import { type SignatureTrust, signedWithin, verifyEnveloped } from './signature.ts'
import { parseXml } from './xml.ts'

const message =
  `<samlp:LogoutRequest xmlns:samlp="${namespaces.protocol}" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_1" Version="2.0">` +
  `<saml:Issuer xmlns:saml="${namespaces.assertion}">https://idp.example</saml:Issuer><samlp:SessionIndex>session</samlp:SessionIndex></samlp:LogoutRequest>`
const root = { namespace: namespaces.protocol, localName: 'LogoutRequest' }
const now = new Date('2026-03-02T10:00:00Z')

function signed(options: Partial<SignOptions> = {}): string {
  return signXml(message, { elementId: '_1', privateKey: privateKey('idp'), ...options })
}

function verify(xml: string, trust: Partial<SignatureTrust> = {}) {
  return verifyEnveloped(xml, { certificates: [{ pem: certificate('idp') }], now, root, ...trust })
}

describe('signXml', () => {
  it('places the signature right after the Issuer, where the schema has it', () => {
    expect(signed()).toMatch(/<\/saml:Issuer><ds:Signature [\s\S]*<\/ds:Signature><samlp:SessionIndex>/)
  })

  it('places it first where there is no Issuer', () => {
    const bare = `<md:EntityDescriptor xmlns:md="${namespaces.metadata}" ID="_1"><md:Extensions/></md:EntityDescriptor>`
    const xml = signXml(bare, { elementId: '_1', privateKey: privateKey('idp') })
    expect(xml).toMatch(/^<md:EntityDescriptor [^>]*><ds:Signature /)
  })

  it('keeps what else is in the message, character by character', () => {
    const text = '&lt;a&gt; &amp; &#13;"\' é 𝄞'
    const odd = message.replace('session', text).replace('Version=', 'Consent="&#9;&lt;&quot;" Version=')
    const { element } = verify(signXml(odd, { elementId: '_1', privateKey: privateKey('idp') }))
    expect(element.children[1]!.text).toBe('<a> & \r"\' é 𝄞')
    expect(element.attributes.find(({ name }) => name === 'Consent')!.value).toBe('\t<"')
  })

  it('carries the certificate only if it is given one', () => {
    expect(signed()).not.toContain('KeyInfo')
    const base64 = new X509Certificate(certificate('idp')).raw.toString('base64')
    expect(signed({ certificatePem: certificate('idp') })).toContain(`<ds:X509Certificate>${base64}<`)
  })

  it('says when there is no element of that ID', () => {
    expect(() => signed({ elementId: '_2' })).toThrow(/_2/)
  })
})

describe('verifyEnveloped', () => {
  it.each(['rsa-sha256', 'rsa-sha384', 'rsa-sha512'] as const)('takes %s', (signatureAlgorithm) => {
    expect(verify(signed({ signatureAlgorithm })).weakAlgorithms).toEqual([])
  })

  it.each(['ecdsa-sha256', 'ecdsa-sha384', 'ecdsa-sha512'] as const)(
    'takes %s, as r and s',
    (signatureAlgorithm) => {
      const xml = signed({ privateKey: privateKey('idp-ec'), signatureAlgorithm })
      expect(verify(xml, { certificates: [{ pem: certificate('idp-ec') }] }).element.localName).toBe(
        'LogoutRequest',
      )
    },
  )

  it.each(['sha256', 'sha384', 'sha512'] as const)('takes the digest %s', (digestAlgorithm) => {
    expect(verify(signed({ digestAlgorithm })).element.localName).toBe('LogoutRequest')
  })

  it.each(['ds', 'dsig', ''] as const)('takes a signature under the prefix "%s"', (signaturePrefix) => {
    expect(verify(signed({ signaturePrefix })).element.children).toHaveLength(2)
  })

  it('takes a PrefixList of namespaces that stand inside, around, or nowhere', () => {
    expect(
      verify(signed({ inclusivePrefixes: ['xs', 'absent', 'saml'] })).element.declarations.get('xs'),
    ).toBe('http://www.w3.org/2001/XMLSchema')
  })

  it('gives back what was signed without the signature, and which certificate it was', () => {
    const { element, signedBy } = verify(signed())
    expect(element.children.map(({ localName }) => localName)).toEqual(['Issuer', 'SessionIndex'])
    expect(signedBy).toBe(
      createHash('sha256')
        .update(new X509Certificate(certificate('idp')).raw)
        .digest('hex'),
    )
  })

  it('finds the one among several certificates that fits, of whatever kind the others are', () => {
    const names = ['idp-ec', 'idp-next', 'idp-expired', 'idp'] as const
    const certificates = names.map((name) => ({ pem: certificate(name) }))
    expect(verify(signed(), { certificates }).signedBy).toBe(verify(signed()).signedBy)
  })

  it('takes SHA-1 only by an exception, and tells that it was used', () => {
    const xml = signed({ signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' })
    expect(() => verify(xml)).toThrow(expect.objectContaining({ code: 'algorithm_weak' }))
    expect(verify(xml, { weakAlgorithms: new Set(['sha1']) }).weakAlgorithms).toEqual(['sha1'])
    expect(verify(signed(), { weakAlgorithms: new Set(['sha1']) }).weakAlgorithms).toEqual([])
  })

  it.each([
    ['without a signature', 'signature_missing', message, {}],
    ['without a certificate', 'no_key', signed(), { certificates: [] }],
    ['by another key', 'signature_invalid', signed({ privateKey: privateKey('attacker') }), {}],
    ['changed', 'digest_mismatch', signed().replace('session', 'other'), {}],
    ['of another kind', 'unexpected_root', signed().replaceAll('LogoutRequest', 'LogoutResponse'), {}],
    ['in another namespace', 'unexpected_root', signed().replaceAll(namespaces.protocol, 'urn:x'), {}],
  ] as const)('refuses a message %s: %s', (_, code, xml, trust) => {
    expect(() => verify(xml, trust)).toThrow(expect.objectContaining({ code }))
  })

  it('refuses an expired certificate, unless another of the connection has made the signature too', () => {
    const xml = signed({ privateKey: privateKey('idp-expired') })
    const certificates = [{ pem: certificate('idp-expired') }]
    expect(() => verify(xml, { certificates })).toThrow(
      expect.objectContaining({ code: 'certificate_expired' }),
    )
    expect(verify(xml, { certificates, now: new Date('2025-06-01T00:00:00Z') }).element.localName).toBe(
      'LogoutRequest',
    )
  })

  it('tells the administrator which certificate the message names, if it is not one of the connection', () => {
    const xml = signed({ privateKey: privateKey('idp-next'), certificatePem: certificate('idp-next') })
    const fingerprint = new X509Certificate(certificate('idp-next')).fingerprint256
      .replaceAll(':', '')
      .toLowerCase()
    expect(() => verify(xml)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(fingerprint),
        detail: expect.objectContaining({ message_certificate: fingerprint }),
      }),
    )
  })

  it('refuses a signature anywhere but directly in the root', () => {
    const xml = signed()
    const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(xml)![0]
    const moved = xml.replace(signature, '').replace('session', () => signature)
    expect(() => verify(moved)).toThrow(expect.objectContaining({ code: 'signature_misplaced' }))
    const second = xml.replace('session', () => signature)
    expect(() => verify(second)).toThrow(expect.objectContaining({ code: 'signature_misplaced' }))
  })
})

describe('what reads an assertion', () => {
  it('takes nothing but what was verified, by its type', () => {
    const parsed = parseXml('<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>')
    const expected = { issuer: 'i', acsUrl: 'a', audience: 'b' }
    // @ts-expect-error: an element that was only parsed is no SignedElement
    const read = () => readAssertion(parsed, expected, timing(now))
    expect(read).toThrow(expect.objectContaining({ code: 'version_unsupported' }))
  })

  it('takes a part of what was signed only from there', () => {
    const { element } = verify(signed())
    const [issuer] = element.children
    expect(signedWithin(element, issuer!, issuer!)).toBe(issuer)
    expect(() => signedWithin(element, parseXml('<a/>'), issuer!)).toThrow(TypeError)
  })
})
