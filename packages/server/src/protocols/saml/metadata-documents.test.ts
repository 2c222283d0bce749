import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateKeyPairWithCertificate, readCertificate } from './certificate.ts'
import { buildIdpMetadata, buildSpMetadata, readIdpMetadata } from './metadata.ts'
import { nameIdFormats as formats } from './protocol-names.ts'
import { parseXml, type XmlElement } from './xml.ts'

const now = new Date('2026-11-22T12:00:00Z')
const certificate = (name: string) =>
  readFileSync(new URL(`./fixtures/certificates/${name}.pem`, import.meta.url), 'utf8')

describe('buildIdpMetadata', () => {
  it('is read back as it was given', () => {
    const url = fc
      .webUrl({ withQueryParameters: true })
      .filter((text) => !/[<>"]/.test(text) && !text.includes('@'))
    const input = fc.record({
      entityId: url,
      ssoUrl: url,
      ssoPostUrl: fc.option(url),
      sloUrl: fc.option(url),
      wantAuthnRequestsSigned: fc.boolean(),
    })
    const signingCertificates = [certificate('p-256'), certificate('authority')]
    fc.assert(
      fc.property(input, (given) => {
        const validUntil = new Date('2027-01-01T00:00:00.500Z')
        const nameIdFormats = [formats.emailAddress, formats.persistent]
        const xml = buildIdpMetadata({ ...given, signingCertificates, nameIdFormats, validUntil })
        expect(readIdpMetadata(xml, { now })).toEqual({
          ...given,
          signingCertificates,
          ignoredCertificates: [],
          nameIdFormats,
          validUntil,
          sloResponseUrl: null,
          cacheDurationSeconds: null,
        })
      }),
      { numRuns: 50 },
    )
  })
})

describe('buildSpMetadata', async () => {
  const validity = { notBefore: now, notAfter: new Date('2029-11-22T12:00:00Z') }
  const { certificatePem: current } = await generateKeyPairWithCertificate({
    commonName: 'Current',
    ...validity,
  })
  const { certificatePem: next } = await generateKeyPairWithCertificate({ commonName: 'Next', ...validity })
  const input = {
    entityId: 'https://auth.example.com/key1?a=1&b="2"',
    acsUrl: 'https://auth.example.com/sso/saml/acs/key1',
    sloUrl: 'https://auth.example.com/sso/saml/slo/key1',
    signingCertificates: [current, next],
    encryptionCertificates: [next],
    authnRequestsSigned: true,
  }
  const values = ({ attributes }: XmlElement) =>
    Object.fromEntries(attributes.map(({ name, value }) => [name, value]))
  const named = (parent: XmlElement | undefined, localName: string) =>
    parent?.children.filter((child) => child.localName === localName) ?? []

  it('says all that an identity provider has to know, in the order of the schema', () => {
    const descriptor = parseXml(buildSpMetadata({ ...input, nameIdFormats: [formats.emailAddress] }))
    expect(values(descriptor)).toEqual({ entityID: input.entityId })
    const [sp] = descriptor.children
    expect(values(sp as XmlElement)).toEqual({
      AuthnRequestsSigned: 'true',
      WantAssertionsSigned: 'true',
      protocolSupportEnumeration: 'urn:oasis:names:tc:SAML:2.0:protocol',
    })
    expect(sp?.children.map(({ localName }) => localName)).toEqual([
      'KeyDescriptor',
      'KeyDescriptor',
      'KeyDescriptor',
      'SingleLogoutService',
      'SingleLogoutService',
      'NameIDFormat',
      'AssertionConsumerService',
    ])
    expect(named(sp, 'AssertionConsumerService').map(values)).toEqual([
      {
        Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
        Location: input.acsUrl,
        index: '0',
        isDefault: 'true',
      },
    ])
    expect(named(sp, 'SingleLogoutService').map((slo) => values(slo).Location)).toEqual([
      input.sloUrl,
      input.sloUrl,
    ])
  })

  it('publishes the certificates by their use, the next ones too, and asks for encryption that cannot be changed', () => {
    const [sp] = parseXml(buildSpMetadata(input)).children
    const keys = named(sp, 'KeyDescriptor').map((descriptor) => [
      values(descriptor).use,
      readCertificate(
        named(named(named(descriptor, 'KeyInfo')[0], 'X509Data')[0], 'X509Certificate')[0]?.text ?? '',
      ).pem,
      named(descriptor, 'EncryptionMethod').map((method) => values(method).Algorithm?.split('#')[1]),
    ])
    expect(keys).toEqual([
      ['signing', current, []],
      ['signing', next, []],
      ['encryption', next, ['aes256-gcm', 'aes128-gcm', 'rsa-oaep-mgf1p']],
    ])
  })

  it('promises nothing that is not there', () => {
    const bareInput = {
      ...input,
      sloUrl: null,
      signingCertificates: [],
      encryptionCertificates: [],
      authnRequestsSigned: false,
    }
    const descriptor = parseXml(buildSpMetadata({ ...bareInput, validUntil: validity.notAfter }))
    expect(values(descriptor).validUntil).toBe('2029-11-22T12:00:00.000Z')
    expect(descriptor.children[0]?.children.map(({ localName }) => localName)).toEqual([
      'AssertionConsumerService',
    ])
    expect(values(descriptor.children[0] as XmlElement).AuthnRequestsSigned).toBe('false')
  })
})
