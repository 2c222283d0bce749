import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateKeyPairWithCertificate, issueSelfSignedCertificate, readCertificate } from './certificate.ts'

const notBefore = new Date('2026-11-22T03:04:05Z')
const notAfter = new Date('2029-11-22T03:04:05Z')
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const issue = (change: Partial<Parameters<typeof issueSelfSignedCertificate>[0]> = {}) =>
  issueSelfSignedCertificate({ commonName: 'Acme', notBefore, notAfter, keys, ...change })
const pem = await issue()
const bare = pem.replace(/-----[^-]+-----|\s/g, '')
const fixture = (name: string) =>
  readFileSync(new URL(`./fixtures/certificates/${name}.pem`, import.meta.url), 'utf8')

describe('readCertificate', () => {
  it('says what is in it', () => {
    expect(readCertificate(pem)).toEqual({
      pem,
      notBefore,
      notAfter,
      fingerprint: new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase(),
      subject: 'CN=Acme',
      keyType: 'rsa',
      keyBits: 2048,
    })
    expect(readCertificate(fixture('p-256'))).toMatchObject({ keyType: 'ec', keyBits: 256 })
    expect(readCertificate(fixture('issued-by-authority')).subject).toBe('O=Acme, CN=idp.acme.example')
  })

  it.each([
    ['bare base64', bare],
    ['base64 in lines of metadata', `\n      ${bare.replace(/.{60}/g, '$&\n      ')}\n   `],
    ['line ends of Windows', pem.replaceAll('\n', '\r\n')],
    ['blanks and lines around it', `  \n\n${pem}\n\n `],
    ['PEM on one line', pem.replaceAll('\n', '')],
    ['PEM with blanks for line ends', pem.replaceAll('\n', ' ')],
    ['line ends spelled out', pem.replaceAll('\n', '\\n')],
    ['the older label', pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
    ['what tools write before it', `Bag Attributes\n    friendlyName: acme\nsubject=CN = Acme\n${pem}`],
  ])('reads %s, and writes it one way', (_, text) => {
    expect(readCertificate(text).pem).toBe(pem)
  })

  it.each([
    ['nothing', '', /not a certificate/],
    ['blanks', ' \n', /not a certificate/],
    ['a sentence', 'See the attached file.', /not a certificate/],
    ['a fingerprint', 'AB:CD:EF:01', /not a certificate/],
    ['an address', 'https://idp.acme.example/cert.pem', /not a certificate/],
    ['base64 of something else', Buffer.from('hello world').toString('base64'), /no X.509 certificate/],
    ['a certificate that was cut', bare.slice(0, 400), /no X.509 certificate/],
    ['PEM without its end', pem.slice(0, -12), /not a whole certificate/],
    ['base64 of the URL alphabet', `${bare.slice(0, -8)}-_-_-_-_`, /not a certificate/],
    ['base64 with something between', `${bare.slice(0, 40)}*${bare.slice(40)}`, /not a certificate/],
    ['missing padding', `${Buffer.from(bare, 'base64').toString('base64')}A`, /not a certificate/],
    ['two certificates', pem + pem, /one by one/],
    [
      'something behind the certificate',
      Buffer.concat([Buffer.from(bare, 'base64'), Buffer.from('more')]).toString('base64'),
      /Something follows/,
    ],
    ['a public key', keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(), /not a whole/],
    ['a megabyte', 'A'.repeat(1024 * 1024), /too long/],
  ])('refuses %s, and says what to give', (_, text, message) => {
    expect(() => readCertificate(text)).toThrow(
      expect.objectContaining({ code: 'certificate_invalid', message: expect.stringMatching(message) }),
    )
  })

  it('refuses a private key without repeating it', () => {
    const secret = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    for (const text of [secret, pem + secret]) {
      expect(() => readCertificate(text)).toThrow(/holds a private key/)
      expect(() => readCertificate(text)).not.toThrow(secret.slice(100, 130))
    }
  })

  it.each(['rsa-1024', 'rsa-9216', 'dsa', 'ed25519', 'secp256k1', 'rsa-pss'])(
    'refuses a key that signatures in SAML cannot rely on: %s',
    (name) => {
      expect(() => readCertificate(fixture(name))).toThrow(expect.objectContaining({ code: 'key_weak' }))
    },
  )

  it('reads or refuses any text whatever, and never fails otherwise', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String({ maxLength: 2000 }),
      fc
        .tuple(fc.nat(bare.length), fc.string())
        .map(([at, s]) => bare.slice(0, at) + s + bare.slice(at + s.length)),
    )
    fc.assert(
      fc.property(text, (given) => {
        try {
          expect(readCertificate(given).keyBits).toBeGreaterThan(255)
        } catch (error) {
          expect(error).toMatchObject({ name: 'SamlError' })
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('issueSelfSignedCertificate', () => {
  it('issues what the key itself has signed, for the time and the name that were asked for', async () => {
    const certificate = new X509Certificate(pem)
    expect(certificate.verify(keys.publicKey)).toBe(true)
    expect(certificate.checkPrivateKey(keys.privateKey)).toBe(true)
    expect(certificate.checkIssued(certificate)).toBe(true)
    expect(certificate.ca).toBe(false)
    expect([certificate.validFromDate, certificate.validToDate]).toEqual([notBefore, notAfter])
  })

  it('gives every certificate a serial number of its own, positive and of 20 octets', async () => {
    const serials = (await Promise.all([issue(), issue(), issue()])).map(
      (certificate) => new X509Certificate(certificate).serialNumber,
    )
    expect(new Set(serials).size).toBe(3)
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{39}$/)
  })

  it.each(['Acme, Inc. = +"<>\\/#', 'Ärzte 医院 🏥', '{"a":1}', 'CN=Mallory', 'x'.repeat(64)])(
    'writes the name %j as it is',
    async (commonName) => {
      const { subject } = new X509Certificate(await issue({ commonName })).toLegacyObject()
      expect(subject.CN).toBe(commonName)
    },
  )

  it('tells times from 2050 on in the longer form', async () => {
    const late = new Date('2050-01-01T00:00:00Z')
    const early = new Date('2049-12-31T23:59:59Z')
    expect(readCertificate(await issue({ notBefore: early, notAfter: late }))).toMatchObject({
      notBefore: early,
      notAfter: late,
    })
  })

  it.each([
    ['no name', { commonName: '' }],
    ['a name of 65 characters', { commonName: 'x'.repeat(65) }],
    ['an end before the beginning', { notAfter: notBefore }],
    [
      'keys that are no pair',
      { keys: { ...keys, publicKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey } },
    ],
    ['another kind of key', { keys: generateKeyPairSync('ec', { namedCurve: 'P-256' }) }],
  ])('refuses %s', async (_, change) => {
    await expect(issue(change)).rejects.toThrow(TypeError)
  })
})

describe('generateKeyPairWithCertificate', () => {
  it('makes an RSA key with its certificate, of 2048 bits or of 3072', async () => {
    for (const modulusLength of [2048, 3072] as const) {
      const made = await generateKeyPairWithCertificate({
        commonName: 'Acme',
        notBefore,
        notAfter,
        modulusLength,
      })
      expect(made.privateKeyPem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
      expect(readCertificate(made.certificatePem)).toMatchObject({ keyType: 'rsa', keyBits: modulusLength })
    }
  })
})
