import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { postForm, readPost, readRedirect, redirectUrl, verifyRedirectSignature } from './bindings.ts'
import { generateKeyPairWithCertificate, issueSelfSignedCertificate } from './certificate.ts'
import type { SamlErrorCode } from './error.ts'

const now = new Date('2026-11-22T12:00:00Z')
const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') }
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = await issueSelfSignedCertificate({ commonName: 'Acme', ...validity, keys })
const other = await generateKeyPairWithCertificate({ commonName: 'Mallory', ...validity })
const trust = { certificates: [{ pem }], now }

const xml = '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"/>'
const url = 'https://idp.acme.example/sso'
const deflated = (text: string | Uint8Array) => encodeURIComponent(deflateRawSync(text).toString('base64'))
const queryOf = (href: string) => new URL(href).search.slice(1)
const send = (change: Partial<Parameters<typeof redirectUrl>[0]> = {}) =>
  queryOf(redirectUrl({ url, kind: 'SAMLRequest', xml, ...change }))
const sendSigned = (change: Partial<Parameters<typeof redirectUrl>[0]> = {}) =>
  send({ relayState: 'state', sign: { privateKey: keys.privateKey }, ...change })
const signatureOver = (octets: string, hash = 'sha256') =>
  encodeURIComponent(sign(hash, Buffer.from(octets), keys.privateKey).toString('base64'))
const fixture = (name: string) =>
  readFileSync(new URL(`./fixtures/certificates/${name}`, import.meta.url), 'utf8')
const ec = { privateKey: createPrivateKey(fixture('p-256.key')), certificatePem: fixture('p-256.pem') }
const refusal = (code: SamlErrorCode) => expect.objectContaining({ name: 'SamlError', code })

describe('redirectUrl', () => {
  it('is read by the other side as it was sent, with and without a signature', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, relayState) => {
        const read = readRedirect(send({ xml: text || 'x', relayState }), 'SAMLRequest')
        expect(read).toEqual({
          kind: 'SAMLRequest',
          xml: text || 'x',
          relayState: relayState || null,
          signature: null,
        })
        const signed = readRedirect(sendSigned({ xml: text || 'x', relayState }), 'SAMLRequest')
        expect(() => verifyRedirectSignature(signed, trust)).not.toThrow()
      }),
      { numRuns: 50 },
    )
  })

  it('keeps the parameters of the address as they are written, and adds to them', () => {
    const sent = redirectUrl({
      url: 'https://idp.acme.example/sso?tenant=a%2fb&empty=&flag#part',
      kind: 'SAMLRequest',
      xml,
      extra: { login_hint: 'ada+1@acme.example' },
    })
    expect(sent).toMatch(
      /^https:\/\/idp\.acme\.example\/sso\?tenant=a%2fb&empty=&flag&login_hint=ada%2B1%40acme\.example&SAMLRequest=[^&#]+$/,
    )
  })

  it('lets neither the address nor the caller bring in a parameter of the binding', () => {
    const given =
      'SAMLRequest=x&SAML%52equest=y&SAMLResponse=z&RelayState=r&SigAlg=a&Signature=s&SAMLEncoding=e'
    const sent = send({ url: `${url}?${given}&a=1`, extra: { RelayState: 'evil', Signature: 'evil' } })
    expect([...new URLSearchParams(sent).keys()]).toEqual(['a', 'SAMLRequest'])
    expect(readRedirect(sent, 'SAMLRequest').xml).toBe(xml)
  })

  it('signs with SHA-256 unless told otherwise, over the parameters in the order of the standard', () => {
    expect([...new URLSearchParams(sendSigned()).keys()]).toEqual([
      'SAMLRequest',
      'RelayState',
      'SigAlg',
      'Signature',
    ])
    for (const algorithm of ['rsa-sha256', 'rsa-sha384', 'rsa-sha512'] as const) {
      const sent = sendSigned({ sign: { privateKey: keys.privateKey, algorithm } })
      expect(new URLSearchParams(sent).get('SigAlg')).toBe(
        `http://www.w3.org/2001/04/xmldsig-more#${algorithm}`,
      )
      expect(() => verifyRedirectSignature(readRedirect(sent, 'SAMLRequest'), trust)).not.toThrow()
    }
  })

  it('writes what is no text as far as it is', () => {
    expect(readRedirect(send({ relayState: 'a\ud800b' }), 'SAMLRequest').relayState).toBe('a\ufffdb')
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://idp.acme.example',
    '/sso',
    'idp.acme.example',
    '',
  ])('sends nobody to %j', (address) => {
    expect(() => redirectUrl({ url: address, kind: 'SAMLRequest', xml })).toThrow(TypeError)
    expect(() => postForm({ url: address, kind: 'SAMLRequest', xml })).toThrow(TypeError)
  })
})

describe('readRedirect', () => {
  it('reads what senders write who escape in other ways', () => {
    const base64 = deflateRawSync(xml).toString('base64')
    const lowerCase = encodeURIComponent(base64).replace(/%../g, (each) => each.toLowerCase())
    const wrapped = encodeURIComponent(base64.replace(/.{20}/g, '$&\r\n'))
    for (const value of [base64.replaceAll('=', '%3D'), lowerCase, wrapped, base64]) {
      expect(readRedirect(`?other=1&SAMLRequest=${value}`, 'SAMLRequest').xml).toBe(xml)
    }
    const formEncoded = readRedirect(`SAMLRequest=${deflated(xml)}&RelayState=a+b%2Bc`, 'SAMLRequest')
    expect(formEncoded.relayState).toBe('a b+c')
  })

  it('tells an empty RelayState from none', () => {
    expect(readRedirect(`SAMLRequest=${deflated(xml)}&RelayState=`, 'SAMLRequest').relayState).toBe('')
    expect(readRedirect(`SAMLRequest=${deflated(xml)}&RelayState`, 'SAMLRequest').relayState).toBe('')
    expect(readRedirect(`SAMLRequest=${deflated(xml)}`, 'SAMLRequest').relayState).toBeNull()
  })

  it('takes the name of the one encoding that there is', () => {
    const encoding = 'urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE'
    expect(readRedirect(`SAMLRequest=${deflated(xml)}&SAMLEncoding=${encoding}`, 'SAMLRequest').xml).toBe(xml)
  })

  const one = `SAMLRequest=${deflated(xml)}`
  it.each<[string, SamlErrorCode, string]>([
    ['no parameters', 'parameter_missing', ''],
    ['no message', 'parameter_missing', 'RelayState=a'],
    ['a response for a request', 'parameter_missing', `SAMLResponse=${deflated(xml)}`],
    ['another spelling of the name', 'parameter_missing', `samlrequest=${deflated(xml)}`],
    ['the message twice', 'duplicate_parameter', `${one}&${one}`],
    ['the message twice, once escaped', 'duplicate_parameter', `${one}&SAML%52equest=${deflated(xml)}`],
    ['a request and a response', 'duplicate_parameter', `${one}&SAMLResponse=${deflated(xml)}`],
    ['RelayState twice', 'duplicate_parameter', `${one}&RelayState=a&RelayState=b`],
    ['Signature twice', 'duplicate_parameter', `${one}&SigAlg=a&Signature=YQ%3D%3D&Signature=YQ%3D%3D`],
    ['SigAlg twice', 'duplicate_parameter', `${one}&SigAlg=a&SigAlg=a&Signature=YQ%3D%3D`],
    ['an algorithm without a signature', 'parameter_missing', `${one}&SigAlg=a`],
    ['a signature without its algorithm', 'parameter_missing', `${one}&Signature=YQ%3D%3D`],
    ['another encoding', 'parameter_invalid', `${one}&SAMLEncoding=urn%3Aidentity`],
    ['a broken escape', 'parameter_invalid', `${one}&RelayState=%E0%A4`],
    ['an empty message', 'malformed_base64', 'SAMLRequest='],
    ['a name without a value', 'malformed_base64', 'SAMLRequest'],
    ['what is not base64', 'malformed_base64', 'SAMLRequest=%3Cxml%3E'],
    ['base64 without its padding', 'malformed_base64', 'SAMLRequest=YQ'],
    ['base64 with bits left over', 'malformed_base64', 'SAMLRequest=YR%3D%3D'],
    ['a signature that is not base64', 'malformed_base64', `${one}&SigAlg=a&Signature=%25`],
    [
      'plain XML',
      'malformed_deflate',
      `SAMLRequest=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`,
    ],
    [
      'a ZLIB stream',
      'malformed_deflate',
      `SAMLRequest=${encodeURIComponent(deflateSync(xml).toString('base64'))}`,
    ],
    ['gzip', 'malformed_deflate', `SAMLRequest=${encodeURIComponent(gzipSync(xml).toString('base64'))}`],
    [
      'a stream that was cut',
      'malformed_deflate',
      `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).subarray(0, 40).toString('base64'))}`,
    ],
    [
      'something behind the stream',
      'malformed_deflate',
      `SAMLRequest=${encodeURIComponent(Buffer.concat([deflateRawSync(xml), Buffer.from('more')]).toString('base64'))}`,
    ],
    ['bytes that are not UTF-8', 'xml_encoding', `SAMLRequest=${deflated(Buffer.from([0x3c, 0xff, 0xfe]))}`],
    ['UTF-16', 'xml_encoding', `SAMLRequest=${deflated(Buffer.from('\ufeff<ä/>\udc00', 'utf16le'))}`],
    ['a query of 100 kB', 'too_large', `${one}&x=${'x'.repeat(100_000)}`],
    ['a RelayState of 10 kB', 'too_large', `${one}&RelayState=${'x'.repeat(10_000)}`],
  ])('refuses %s (%s)', (_, code, query) => {
    expect(() => readRedirect(query, 'SAMLRequest')).toThrow(refusal(code))
  })

  it('inflates no further than its bound, however little a bomb weighs', () => {
    const bomb = deflateRawSync(Buffer.alloc(40 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(45_000)
    const before = process.memoryUsage().arrayBuffers
    const query = `SAMLRequest=${encodeURIComponent(bomb.toString('base64'))}`
    expect(() => readRedirect(query, 'SAMLRequest')).toThrow(refusal('too_large'))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024)
  })

  it('takes a message as large as the bound, and not a byte more', () => {
    const limits = { maxBytes: 1000 }
    expect(readRedirect(`SAMLRequest=${deflated('x'.repeat(1000))}`, 'SAMLRequest', limits).xml).toHaveLength(
      1000,
    )
    expect(() => readRedirect(`SAMLRequest=${deflated('x'.repeat(1001))}`, 'SAMLRequest', limits)).toThrow(
      refusal('too_large'),
    )
  })

  it('reads or refuses any query whatever, and never fails otherwise', () => {
    const piece = fc.constantFrom(
      'SAMLRequest=',
      'RelayState=',
      '&',
      '=',
      '%',
      '+',
      'Signature=',
      'SigAlg=',
      '?',
    )
    const query = fc.array(fc.oneof(piece, fc.string(), fc.base64String())).map((parts) => parts.join(''))
    fc.assert(
      fc.property(query, (given) => {
        try {
          readRedirect(given, 'SAMLRequest')
        } catch (error) {
          expect(error).toMatchObject({ name: 'SamlError' })
        }
      }),
    )
  })
})

describe('verifyRedirectSignature', () => {
  const verify = (query: string, change: Partial<Parameters<typeof verifyRedirectSignature>[1]> = {}) =>
    verifyRedirectSignature(readRedirect(query, 'SAMLRequest'), { ...trust, ...change })

  it('says whose key it was', () => {
    const certificates = [{ pem: other.certificatePem }, { pem }]
    expect(verify(sendSigned(), { certificates })).toEqual({
      signedBy: expect.stringMatching(/^[0-9a-f]{64}$/),
      weakAlgorithms: [],
    })
    expect(verify(sendSigned(), { certificates })).toEqual(verify(sendSigned()))
  })

  it('verifies the octets as they were sent, not as it would write them itself', () => {
    const octets = [
      `SAMLRequest=${deflated(xml).replace(/%../g, (each) => each.toLowerCase())}`,
      'RelayState=a+b%7e',
      `SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256').toLowerCase()}`,
    ].join('&')
    expect(() => verify(`${octets}&Signature=${signatureOver(octets)}`)).not.toThrow()
    const shuffled = octets.split('&').toReversed().join('&')
    expect(() => verify(`x=1&Signature=${signatureOver(octets)}&${shuffled}`)).not.toThrow()
  })

  it('covers an empty RelayState where one was sent', () => {
    const octets = `SAMLRequest=${deflated(xml)}&RelayState=&SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')}`
    expect(() => verify(`${octets}&Signature=${signatureOver(octets)}`)).not.toThrow()
  })

  it.each<[string, SamlErrorCode, (query: string) => string]>([
    ['without its signature', 'signature_missing', (query) => query.replace(/&SigAlg=.*/, '')],
    [
      'with another message',
      'signature_invalid',
      (query) => query.replace(/=[^&]*/, `=${deflated(`${xml} `)}`),
    ],
    ['with another RelayState', 'signature_invalid', (query) => query.replace('=state', '=evil')],
    ['without its RelayState', 'signature_invalid', (query) => query.replace('&RelayState=state', '')],
    [
      'with another algorithm of the same key',
      'signature_invalid',
      (query) => query.replace('sha256', 'sha512'),
    ],
    ['with the algorithm of another key', 'signature_invalid', (query) => query.replace('rsa-', 'ecdsa-')],
    [
      'with SHA-1',
      'algorithm_weak',
      (query) => query.replace('2001%2F04%2Fxmldsig-more%23rsa-sha256', '2000%2F09%2Fxmldsig%23rsa-sha1'),
    ],
    ['with HMAC', 'algorithm_unsupported', (query) => query.replace('rsa-sha256', 'hmac-sha256')],
    ['with no algorithm', 'algorithm_unsupported', (query) => query.replace(/SigAlg=[^&]*/, 'SigAlg=')],
    [
      'with an algorithm called none',
      'algorithm_unsupported',
      (query) => query.replace(/SigAlg=[^&]*/, 'SigAlg=none'),
    ],
    [
      'with a signature that was cut',
      'signature_invalid',
      (query) => query.replace(/Signature=.*/, 'Signature=YQ%3D%3D'),
    ],
  ])('refuses a message %s (%s)', (_, code, change) => {
    const query = sendSigned()
    const changed = change(query)
    expect(changed).not.toBe(query)
    expect(() => verify(changed)).toThrow(refusal(code))
  })

  it('refuses a RelayState that was added to a signed message', () => {
    const query = sendSigned({ relayState: undefined })
    expect(() => verify(query)).not.toThrow()
    expect(() => verify(`${query}&RelayState=evil`)).toThrow(refusal('signature_invalid'))
  })

  it('refuses a request that comes back as a response', () => {
    const query = sendSigned().replace('SAMLRequest', 'SAMLResponse')
    expect(() => verifyRedirectSignature(readRedirect(query, 'SAMLResponse'), trust)).toThrow(
      refusal('signature_invalid'),
    )
  })

  it('refuses every key but those of the connection, and everything where it has none', () => {
    expect(() => verify(sendSigned(), { certificates: [{ pem: other.certificatePem }] })).toThrow(
      refusal('signature_invalid'),
    )
    expect(() => verify(sendSigned(), { certificates: [] })).toThrow(refusal('no_key'))
    expect(() => verify(send(), { certificates: [] })).toThrow(refusal('no_key'))
  })

  it('refuses a key whose certificate has expired', () => {
    expect(() => verify(sendSigned(), { now: new Date('2027-01-01T00:00:01Z') })).toThrow(
      refusal('certificate_expired'),
    )
  })

  it('accepts no change of a signed URL that changes what is read from it', () => {
    const query = sendSigned()
    const original = readRedirect(query, 'SAMLRequest')
    const change = fc.record({
      from: fc.nat(query.length),
      length: fc.nat(3),
      text: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('&', '=', '%', '+', '&RelayState=', '%26')),
    })
    fc.assert(
      fc.property(change, ({ from, length, text }) => {
        const changed = query.slice(0, from) + text + query.slice(from + length)
        try {
          verify(changed)
        } catch (error) {
          expect(error).toMatchObject({ name: 'SamlError' })
          return
        }
        const { xml, relayState } = readRedirect(changed, 'SAMLRequest')
        expect({ xml, relayState }).toEqual({ xml: original.xml, relayState: original.relayState })
      }),
      { numRuns: 1000 },
    )
  })

  it('takes SHA-1 where the connection has an exception for it, and says so', () => {
    const octets = `SAMLRequest=${deflated(xml)}&SigAlg=${encodeURIComponent('http://www.w3.org/2000/09/xmldsig#rsa-sha1')}`
    const query = `${octets}&Signature=${signatureOver(octets, 'sha1')}`
    expect(() => verify(query)).toThrow(refusal('algorithm_weak'))
    expect(verify(query, { weakAlgorithms: new Set(['sha1']) }).weakAlgorithms).toEqual(['sha1'])
  })

  it('takes ECDSA from those who sign with it', async () => {
    const octets = `SAMLRequest=${deflated(xml)}&SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256')}`
    const signature = sign('sha256', Buffer.from(octets), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })
    const query = `${octets}&Signature=${encodeURIComponent(signature.toString('base64'))}`
    expect(() => verify(query, { certificates: [{ pem: ec.certificatePem }] })).not.toThrow()
    expect(() => verify(query)).toThrow(refusal('signature_invalid'))
  })
})

describe('readPost', () => {
  it('reads base64 back, also in lines', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.constantFrom('', '\n', '\r\n', ' '), (bytes, end) => {
        const base64 = Buffer.from(bytes).toString('base64')
        expect(Buffer.from(readPost(base64.replace(/.{4}/g, `$&${end}`)))).toEqual(Buffer.from(bytes))
      }),
    )
  })

  it.each([
    '',
    '   ',
    'YQ',
    'YQ=',
    'YR==',
    'Y Q==!',
    'YQ==YQ==',
    '<xml/>',
    'YWI_',
    'YWI-',
    'YQ==\0',
    'ＹＱ==',
  ])('refuses %j, which others would read something from', (value) => {
    expect(() => readPost(value)).toThrow(refusal('malformed_base64'))
  })

  it('refuses what is larger than half a megabyte, or than the bound that it is given', () => {
    const base64 = (bytes: number) => Buffer.alloc(bytes).toString('base64')
    expect(readPost(base64(512 * 1024))).toHaveLength(512 * 1024)
    expect(() => readPost(base64(512 * 1024 + 1))).toThrow(refusal('too_large'))
    expect(() => readPost(' '.repeat(2 * 1024 * 1024))).toThrow(refusal('too_large'))
    expect(() => readPost(base64(11), { maxBytes: 10 })).toThrow(refusal('too_large'))
  })
})

describe('postForm', () => {
  it('holds the message and the RelayState, for the page to escape', () => {
    const relayState = '"><script>alert(1)</script>'
    const { action, fields } = postForm({ url: `${url}?a=1&b=2`, kind: 'SAMLResponse', xml, relayState })
    expect(action).toBe(`${url}?a=1&b=2`)
    expect(Buffer.from(readPost(fields.SAMLResponse ?? '')).toString()).toBe(xml)
    expect(fields.RelayState).toBe(relayState)
    expect(Object.keys(postForm({ url, kind: 'SAMLRequest', xml }).fields)).toEqual(['SAMLRequest'])
  })
})
