import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCertificate } from './certificate.ts'
import type { SamlErrorCode } from './error.ts'
import { published, publishedBy } from './fixtures/metadata/published.ts'
import { buildSpMetadata, readIdpMetadata } from './metadata.ts'

const now = new Date('2026-11-22T12:00:00Z')
const certificate = (name: string) =>
  readFileSync(new URL(`./fixtures/certificates/${name}.pem`, import.meta.url), 'utf8')
const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')
const read = (xml: string | Uint8Array, entityId?: string) => readIdpMetadata(xml, { entityId, now })
const refusal = (code: SamlErrorCode, message = /./) =>
  expect.objectContaining({ name: 'SamlError', code, message: expect.stringMatching(message) })

/** Metadata of an identity provider, with what a test is about. */
const key = (use: string, ...certificates: string[]) =>
  `<md:KeyDescriptor${use}><ds:KeyInfo><ds:X509Data>${certificates
    .map((text) => `<ds:X509Certificate>${text}</ds:X509Certificate>`)
    .join('')}</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
const signing = key(' use="signing"', bare(certificate('p-256')))
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const service = (location: string, name = 'SingleSignOnService', binding = redirect) =>
  `<md:${name} Binding="${binding}" Location="${location}"/>`
const role = (content: string, attributes = '') =>
  `<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"${attributes}>${content}</md:IDPSSODescriptor>`
const entity = (content: string, attributes = ' entityID="https://idp.acme.example"') =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"${attributes}>${content}</md:EntityDescriptor>`
const entities = (content: string, attributes = '') =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"${attributes}>${content}</md:EntitiesDescriptor>`
const sso = service('https://idp.acme.example/sso')
const whole = (content = '', attributes?: string) => entity(role(signing + sso + content), attributes)
const named = (entityId: string) => whole('', ` entityID="${entityId}"`)

describe('readIdpMetadata', () => {
  it.each(Object.entries(published))('reads what %s publishes', (name, { certificates, ...expected }) => {
    const { signingCertificates, ...metadata } = read(publishedBy(name))
    expect(metadata).toEqual(expected)
    expect(signingCertificates).toHaveLength(certificates)
    for (const pem of signingCertificates) expect(readCertificate(pem).pem).toBe(pem)
  })

  it('reads a document as text and as bytes', () => {
    expect(read(whole())).toEqual(read(Buffer.from(whole())))
  })

  it('reads an entityID without the white space around it, as URIs have none', () => {
    expect(read(named(' https://a.example ')).entityId).toBe('https://a.example')
    expect(read(named(' https://a.example '), 'https://a.example').entityId).toBe('https://a.example')
  })

  it('reads a document of a megabyte', () => {
    const others = Array.from({ length: 1100 }, (_, number) => named(`https://idp${number}.example`)).join(
      '\n',
    )
    expect(others.length).toBeGreaterThan(1024 * 1024)
    expect(read(entities(others), 'https://idp1099.example').entityId).toBe('https://idp1099.example')
  })

  it.each([
    ['XML of more than two megabytes', 'too_large', whole(' '.repeat(2 * 1024 * 1024))],
    ['a document type', 'xml_forbidden', `<!DOCTYPE md [<!ENTITY x SYSTEM "file:///etc/passwd">]>${whole()}`],
    ['a processing instruction', 'xml_forbidden', `<?xml-stylesheet href="x"?>${whole()}`],
    ['a page that links to the metadata', 'xml_malformed', '<html><body><p>Metadata<br></body></html>'],
    ['nothing', 'xml_malformed', ''],
    ['a file of something else', 'xml_malformed', '{"issuer":"https://idp.acme.example"}'],
  ] as const)('refuses %s (%s)', (_, code, xml) => {
    expect(() => read(xml)).toThrow(refusal(code))
  })

  it.each<[string, RegExp, string]>([
    ['a well-formed page', /no SAML metadata, but "html"/, '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['an assertion', /no SAML metadata/, '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>'],
    ['another namespace', /no SAML metadata/, whole().replace('SAML:2.0:metadata', 'SAML:1.0:metadata')],
    [
      'a service provider',
      /of a service provider/,
      buildSpMetadata({
        entityId: 'https://auth.example.com/key1',
        acsUrl: 'https://auth.example.com/acs',
        sloUrl: null,
        signingCertificates: [],
        encryptionCertificates: [],
        authnRequestsSigned: false,
      }),
    ],
    ['an entity without a role', /IDPSSODescriptor/, entity('')],
    ['a list of none', /IDPSSODescriptor/, entities('')],
    [
      'an identity provider of SAML 1.1 alone',
      /SAML 2\.0/,
      whole().replace('SAML:2.0:protocol', 'SAML:1.1:protocol'),
    ],
    ['no place to sign in', /lists no SingleSignOnService/, entity(role(signing))],
    [
      'sign-in by SOAP alone',
      /"urn:soap"/,
      entity(role(signing + service('https://a.example', undefined, 'urn:soap'))),
    ],
    ['no certificate', /no signing certificate/, entity(role(sso))],
    [
      'a certificate for encryption alone',
      /no signing certificate/,
      entity(role(key(' use="encryption"', bare(certificate('p-256'))) + sso)),
    ],
    [
      'a key by its name alone',
      /no signing certificate/,
      entity(
        role(
          `<md:KeyDescriptor><ds:KeyInfo><ds:KeyName>a</ds:KeyName></ds:KeyInfo></md:KeyDescriptor>${sso}`,
        ),
      ),
    ],
    [
      'a certificate that is none',
      /None of the certificates .* not a certificate/,
      entity(role(key('', 'hello world') + sso)),
    ],
    ['an empty certificate', /not a certificate/, entity(role(key('', '') + sso))],
    ['a weak key', /RSA key of 1024 bits/, entity(role(key('', bare(certificate('rsa-1024'))) + sso))],
    ['a hundred certificates', /more than 50 certificates/, entity(role(signing.repeat(100) + sso))],
    ['an entityID that is markup', /no URI/, named('&lt;script>alert(1)&lt;/script>')],
    ['an entityID that ends its attribute', /no URI/, named('a&quot; onload=')],
    ['an entityID of two lines', /no URI/, named('a&#10;b')],
    ['an entityID of 1025 characters', /longer than 1024/, named('a'.repeat(1025))],
    ['an empty entityID', /no entityID/, named(' ')],
    ['the same entity twice', /twice/, entities(named('a') + named('a'))],
    ['two roles of one entity', /twice/, entity(role(signing + sso) + role(signing + sso))],
  ])('refuses %s, and says so', (_, message, xml) => {
    expect(() => read(xml)).toThrow(refusal('metadata_invalid', message))
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java&#10;script:alert(1)',
    'data:text/html,hello',
    'vbscript:x',
    'file:///etc/passwd',
    'ldap://idp.acme.example',
    '//idp.acme.example/sso',
    '/sso',
    'idp.acme.example/sso',
    'https://',
    'https:\\\\idp.acme.example',
    'https://user:password@idp.acme.example',
    'https://idp.acme.example@evil.example',
    'https://idp.acme.example/&#9;sso',
    'https://idp.acme.example/a b',
    'https://idp.acme.example/&quot;>',
    `https://idp.acme.example/${'x'.repeat(2048)}`,
    '',
  ])('sends no browser to %j, wherever it stands', (url) => {
    const places = [
      entity(role(signing + service(url))),
      whole(service(url, 'SingleSignOnService', redirect.replace('Redirect', 'POST'))),
      whole(service(url, 'SingleLogoutService')),
    ]
    for (const xml of places) expect(() => read(xml)).toThrow(refusal('metadata_invalid', /http or https/))
  })

  it('refuses a place for logout answers that is none', () => {
    const logout = `<md:SingleLogoutService Binding="${redirect}" Location="https://a.example" ResponseLocation="javascript:x"/>`
    expect(() => read(whole(logout))).toThrow(refusal('metadata_invalid', /ResponseLocation/))
  })

  it('refuses an attribute that is broken, by its name', () => {
    expect(() => read(entity(role(signing + sso, ' WantAuthnRequestsSigned="maybe"')))).toThrow(
      refusal('value_invalid', /WantAuthnRequestsSigned/),
    )
    for (const attribute of ['cacheDuration="1 day"', 'cacheDuration="P"', 'validUntil="tomorrow"']) {
      const xml = whole('', ` entityID="a" ${attribute}`)
      expect(() => read(xml)).toThrow(refusal('value_invalid', /cacheDuration|validUntil/))
    }
    expect(() => read(whole('', ''))).toThrow(refusal('attribute_missing', /entityID/))
  })

  describe('with several entities', () => {
    const both = entities(entity('', ' entityID="sp"') + named('https://a.example') + entities(named('b:2')))

    it('takes the one that is asked for, however deep it is', () => {
      expect(read(both, 'https://a.example').entityId).toBe('https://a.example')
      expect(read(both, 'b:2').entityId).toBe('b:2')
    })

    it('asks for its entity ID where none is given', () => {
      expect(() => read(both)).toThrow(
        refusal('metadata_invalid', /Say the entity ID.*"https:\/\/a\.example", "b:2"/),
      )
    })

    it('takes no other for the one that is asked for, also where there is only one', () => {
      const message = /not of "https:\/\/A\.example", but of "https:\/\/a\.example"/
      expect(() => read(both, 'https://A.example')).toThrow(refusal('metadata_invalid', message))
      expect(() => read(named('https://a.example'), 'https://A.example')).toThrow(
        refusal('metadata_invalid', message),
      )
      expect(() => read(both, 'sp')).toThrow(refusal('metadata_invalid'))
    })
  })

  describe('and their time', () => {
    const until = (instant: string) => ` validUntil="${instant}" cacheDuration="PT2H"`

    it('takes the earliest end and the shortest duration of all that hold', () => {
      const inner = entity(
        role(signing + sso, until('2026-12-03T00:00:00Z')),
        ` entityID="a"${until('2026-12-01T00:00:00Z')}`,
      )
      expect(read(entities(inner, ' validUntil="2026-12-02T00:00:00Z" cacheDuration="PT90S"'))).toMatchObject(
        {
          validUntil: new Date('2026-12-01T00:00:00Z'),
          cacheDurationSeconds: 90,
        },
      )
    })

    it('refuses what has expired, be it entity, role or list', () => {
      const past = until('2026-11-22T12:00:00Z')
      for (const xml of [
        whole('', ` entityID="a"${past}`),
        entity(role(signing + sso, past)),
        entities(whole(), past),
      ]) {
        expect(() => read(xml)).toThrow(refusal('metadata_expired', /2026-11-22T12:00:00\.000Z/))
      }
      expect(() => read(whole('', ` entityID="a"${until('2026-11-22T12:00:01Z')}`))).not.toThrow()
    })

    it.each([
      ['PT24H', 86_400],
      ['P1D', 86_400],
      ['P1Y2M3DT4H5M6.7S', 365 * 86_400 + 60 * 86_400 + 3 * 86_400 + 4 * 3600 + 5 * 60 + 6],
      ['PT0S', 0],
    ])('reads the duration %s as %i seconds', (duration, seconds) => {
      expect(read(whole('', ` entityID="a" cacheDuration="${duration}"`)).cacheDurationSeconds).toBe(seconds)
    })
  })

  describe('and their certificates', () => {
    const [leaf, authority, other] = ['issued-by-authority', 'authority', 'p-256'].map(certificate) as [
      string,
      string,
      string,
    ]
    const certificatesOf = (content: string) => read(entity(role(content + sso))).signingCertificates

    it('takes those for signing, and those for whatever', () => {
      const encryption = key(' use="encryption"', bare(leaf))
      expect(
        certificatesOf(encryption + key('', bare(other)) + key(' use="signing"', bare(authority))),
      ).toEqual([other, authority])
    })

    it('takes the same one once', () => {
      expect(certificatesOf(signing + key('', `\n${other}\n`) + signing)).toEqual([other])
    })

    it('does not trust the authority that stands with the certificate it issued', () => {
      for (const chain of [
        [leaf, authority],
        [authority, leaf],
      ]) {
        expect(certificatesOf(key('', ...chain.map(bare)))).toEqual([leaf])
      }
    })

    it('takes certificates that have nothing to do with each other, wherever they stand', () => {
      expect(certificatesOf(key('', bare(other), bare(authority)))).toEqual([other, authority])
    })

    it('leaves out what cannot be used where something can, and says why', () => {
      const weak = key('', bare(certificate('rsa-1024')))
      expect(read(entity(role(weak + signing + key('', 'hello') + sso)))).toMatchObject({
        signingCertificates: [other],
        ignoredCertificates: [expect.stringMatching(/1024 bits/), expect.stringMatching(/not a certificate/)],
      })
    })

    it('does not believe a signature in the document, nor its key', () => {
      const forged = `<ds:Signature><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${bare(leaf)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`
      expect(read(entity(forged + role(forged + signing + sso))).signingCertificates).toEqual([other])
    })
  })

  it('reads or refuses any change of a document, and never fails otherwise', () => {
    const okta = publishedBy('okta').toString()
    const change = fc.record({
      from: fc.nat(okta.length),
      length: fc.nat(40),
      text: fc.oneof(
        fc.string(),
        fc.constantFrom('<', '>', '"', '&', '<!---->', '<md:Extensions/>', ' xmlns=""'),
      ),
    })
    fc.assert(
      fc.property(change, ({ from, length, text }) => {
        try {
          read(okta.slice(0, from) + text + okta.slice(from + length))
        } catch (error) {
          expect(error).toMatchObject({ name: 'SamlError' })
        }
      }),
      { numRuns: 500 },
    )
  })
})
