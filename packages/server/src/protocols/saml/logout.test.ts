import { createPrivateKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { postForm, redirectUrl } from './bindings.ts'
import { generateKeyPairWithCertificate } from './certificate.ts'
import type { SamlErrorCode } from './error.ts'
import {
  buildLogoutRequest,
  buildLogoutResponse,
  type LogoutInput,
  verifyLogoutRequest,
  verifyLogoutResponse,
} from './logout.ts'
import { signXml } from './sign.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') }
const idp = await generateKeyPairWithCertificate({ commonName: 'idp.acme.example', ...validity })
const mallory = await generateKeyPairWithCertificate({ commonName: 'Mallory', ...validity })
const keyOf = ({ privateKeyPem }: { privateKeyPem: string }) => createPrivateKey(privateKeyPem)

const issuer = 'https://idp.acme.example/metadata?tenant=1&x=<'
const destination = 'https://auth.example.com/sso/saml/slo/key1'
const trust = { certificates: [{ pem: idp.certificatePem }], expected: { issuer, destination }, now }
const nameId = {
  value: 'ada@acme.example',
  format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  nameQualifier: 'acme "&" co',
  spNameQualifier: null,
}
const message = { id: '_a1', issueInstant: now, destination, issuer }
const request = (change: Partial<Parameters<typeof buildLogoutRequest>[0]> = {}) =>
  buildLogoutRequest({
    ...message,
    nameId,
    sessionIndexes: ['_s1', '<2>'],
    notOnOrAfter: after(300),
    ...change,
  })
const response = (change: Partial<Parameters<typeof buildLogoutResponse>[0]> = {}) =>
  buildLogoutResponse({ ...message, inResponseTo: '_q1', status: 'success', ...change })

/** Both ways that a message can come, signed by the key. */
const senders = {
  redirect: (xml: string, kind: 'SAMLRequest' | 'SAMLResponse', from = idp) => ({
    binding: 'redirect' as const,
    query: new URL(
      redirectUrl({ url: destination, kind, xml, relayState: 'state', sign: { privateKey: keyOf(from) } }),
    ).search,
  }),
  post: (xml: string, kind: 'SAMLRequest' | 'SAMLResponse', from = idp) => ({
    binding: 'post' as const,
    value: postField(signXml(xml, { elementId: '_a1', privateKey: keyOf(from) }), kind),
    relayState: 'state',
  }),
}
const postField = (xml: string, kind: 'SAMLRequest' | 'SAMLResponse') =>
  postForm({ url: destination, kind, xml }).fields[kind] ?? ''
const refusal = (code: SamlErrorCode) => expect.objectContaining({ name: 'SamlError', code })

describe.each(['redirect', 'post'] as const)('verifyLogoutRequest, by %s', (binding) => {
  const send = senders[binding]
  const verify = (xml: string, change: Partial<LogoutInput> = {}) =>
    verifyLogoutRequest({ ...trust, ...send(xml, 'SAMLRequest'), ...change } as LogoutInput)

  it('returns who is to be signed out, and of what', () => {
    expect(verify(request({ reason: 'urn:oasis:names:tc:SAML:2.0:logout:user' }))).toEqual({
      id: '_a1',
      issuer,
      nameId,
      sessionIndexes: ['_s1', '<2>'],
      notOnOrAfter: after(300),
      replayableUntil: after(480),
      reason: 'urn:oasis:names:tc:SAML:2.0:logout:user',
      relayState: 'state',
      signedBy: expect.stringMatching(/^[0-9a-f]{64}$/),
      weakAlgorithms: [],
    })
    expect(verify(request({ sessionIndexes: [], notOnOrAfter: null }))).toMatchObject({
      sessionIndexes: [],
      notOnOrAfter: null,
      reason: null,
    })
  })

  it('refuses one that is not signed', () => {
    const unsigned = {
      redirect: {
        query: new URL(redirectUrl({ url: destination, kind: 'SAMLRequest', xml: request() })).search,
      },
      post: { value: postField(request(), 'SAMLRequest') },
    }[binding]
    expect(() => verify(request(), unsigned)).toThrow(refusal('signature_missing'))
  })

  it('refuses one that is signed with another key, also where the connection has none', () => {
    const forged = send(request(), 'SAMLRequest', mallory)
    expect(() => verify(request(), forged)).toThrow(refusal('signature_invalid'))
    expect(() => verify(request(), { certificates: [] })).toThrow(refusal('no_key'))
  })

  it('refuses one from somebody else, although the key is right', () => {
    const other = 'https://idp.acme.example/metadata'
    expect(() => verify(request({ issuer: other }))).toThrow(refusal('issuer_mismatch'))
  })

  it('refuses one for another destination, or for none', () => {
    const elsewhere = request({ destination: `${destination}2` })
    expect(() => verify(elsewhere)).toThrow(refusal('destination_mismatch'))
    expect(() => verify(request({ destination: `${destination}/` }))).toThrow(refusal('destination_mismatch'))
    const nowhere = request().replace(/ Destination="[^"]*"/, '')
    expect(() => verify(nowhere)).toThrow(refusal('destination_missing'))
  })

  it('refuses one that has expired, but for the skew', () => {
    expect(verify(request(), { now: after(479.999) }).replayableUntil).toEqual(after(480))
    expect(() => verify(request(), { now: after(480) })).toThrow(refusal('expired'))
    expect(() => verify(request(), { now: after(300), clockSkewSeconds: 0 })).toThrow(refusal('expired'))
  })

  it('gives one without an end ten minutes, and one with a distant end an hour', () => {
    expect(verify(request({ notOnOrAfter: null }), { now: after(600) }).replayableUntil).toEqual(after(780))
    expect(() => verify(request({ notOnOrAfter: null }), { now: after(780) })).toThrow(refusal('expired'))
    const distant = request({ notOnOrAfter: new Date('9999-12-31T00:00:00Z') })
    expect(verify(distant, { now: after(3600) }).replayableUntil).toEqual(after(3780))
    expect(() => verify(distant, { now: after(3780) })).toThrow(refusal('expired'))
  })

  it('refuses one that was issued in the future', () => {
    expect(() => verify(request(), { now: after(-181) })).toThrow(refusal('not_yet_valid'))
    expect(() => verify(request(), { now: after(-180) })).not.toThrow()
  })

  it('bounds the skew', () => {
    expect(() => verify(request(), { now: after(901), clockSkewSeconds: 86_400 })).toThrow(refusal('expired'))
  })

  it.each<[string, SamlErrorCode, (xml: string) => string]>([
    ['a response', 'unexpected_root', (xml) => xml.replaceAll('LogoutRequest', 'LogoutResponse')],
    [
      'a request for something else',
      'unexpected_root',
      (xml) => xml.replaceAll('LogoutRequest', 'AuthnRequest'),
    ],
    ['another version', 'version_unsupported', (xml) => xml.replace('Version="2.0"', 'Version="1.1"')],
    ['no Issuer', 'element_missing', (xml) => xml.replace(/<saml:Issuer>.*<\/saml:Issuer>/, '')],
    ['no IssueInstant', 'attribute_missing', (xml) => xml.replace(/ IssueInstant="[^"]*"/, '')],
    ['a local time', 'value_invalid', (xml) => xml.replace(/(NotOnOrAfter="[^"]*)Z"/, '$1"')],
    ['nobody', 'name_id_invalid', (xml) => xml.replace(/<saml:NameID.*<\/saml:NameID>/, '')],
    ['an empty name', 'name_id_invalid', (xml) => xml.replace('ada@acme.example', ' ')],
    [
      'somebody encrypted',
      'name_id_invalid',
      (xml) => xml.replace(/<saml:NameID.*<\/saml:NameID>/, '<saml:EncryptedID/>'),
    ],
    [
      'two people',
      'unexpected_element',
      (xml) => xml.replace(/<saml:NameID.*<\/saml:NameID>/, '$&<saml:NameID>eve</saml:NameID>'),
    ],
    [
      'a name with elements in it',
      'unexpected_element',
      (xml) => xml.replace('ada@acme.example', '<saml:NameID>ada@acme.example</saml:NameID>'),
    ],
  ])('refuses a signed message with %s (%s)', (_, code, change) => {
    const changed = change(request())
    expect(changed).not.toBe(request())
    expect(() => verify(changed)).toThrow(refusal(code))
  })

  it('accepts no change of what was signed', () => {
    const signed = send(request(), 'SAMLRequest')
    const original = verifyLogoutRequest({ ...trust, ...signed })
    const carried = 'query' in signed ? signed.query : Buffer.from(signed.value, 'base64').toString()
    const change = fc.record({
      from: fc.nat(carried.length),
      length: fc.nat(20),
      text: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('', '<', '&amp;', '<!---->', ' a="b"')),
    })
    fc.assert(
      fc.property(change, ({ from, length, text }) => {
        const changed = carried.slice(0, from) + text + carried.slice(from + length)
        try {
          const sent = 'query' in signed ? { query: changed } : { value: postField(changed, 'SAMLRequest') }
          expect(verifyLogoutRequest({ ...trust, ...signed, ...sent } as LogoutInput)).toEqual(original)
        } catch (error) {
          expect(error).toMatchObject({ name: 'SamlError' })
        }
      }),
      { numRuns: 500 },
    )
  })

  it('refuses a comment that would shorten the name', () => {
    const xml = request().replace('ada@acme.example', 'ada@acme.example<!---->.evil.example')
    const sent = {
      redirect: () => verify(xml),
      post: () => verify(request(), { value: postField(xml, 'SAMLRequest') }),
    }
    expect(sent[binding]).toThrow(refusal('xml_forbidden'))
  })
})

describe('verifyLogoutRequest', () => {
  it('takes a message of one binding for none of the other', () => {
    const { value } = senders.post(request(), 'SAMLRequest')
    const query = `SAMLRequest=${encodeURIComponent(value)}`
    expect(() => verifyLogoutRequest({ ...trust, binding: 'redirect', query })).toThrow(
      refusal('malformed_deflate'),
    )
    // Signed in its XML alone, a message in a URL is unsigned.
    const signed = signXml(request(), { elementId: '_a1', privateKey: keyOf(idp) })
    const redirect = new URL(redirectUrl({ url: destination, kind: 'SAMLRequest', xml: signed })).search
    expect(() => verifyLogoutRequest({ ...trust, binding: 'redirect', query: redirect })).toThrow(
      refusal('signature_missing'),
    )
  })

  it('takes no request under the name of a response', () => {
    const { query } = senders.redirect(request(), 'SAMLResponse')
    expect(() => verifyLogoutRequest({ ...trust, binding: 'redirect', query })).toThrow(
      refusal('parameter_missing'),
    )
  })

  it('reads no name but the one that was signed', () => {
    const signed = signXml(request(), { elementId: '_a1', privateKey: keyOf(idp) })
    const changed = signed.replace('ada@acme.example', 'eve@acme.example')
    const wrapped = `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_evil">${signed}<saml:NameID>eve</saml:NameID></samlp:LogoutRequest>`
    const verify = (xml: string) =>
      verifyLogoutRequest({ ...trust, binding: 'post', value: postField(xml, 'SAMLRequest') })
    expect(verify(signed).nameId.value).toBe('ada@acme.example')
    expect(() => verify(changed)).toThrow(refusal('digest_mismatch'))
    expect(() => verify(wrapped)).toThrow(refusal('signature_misplaced'))
  })
})

describe.each(['redirect', 'post'] as const)('verifyLogoutResponse, by %s', (binding) => {
  const send = senders[binding]
  const verify = (xml: string, change: Partial<LogoutInput> = {}) =>
    verifyLogoutResponse({
      ...trust,
      ...send(xml, 'SAMLResponse'),
      ...change,
      expected: { ...trust.expected, inResponseTo: '_q1' },
    } as Parameters<typeof verifyLogoutResponse>[0])

  it('says how it went', () => {
    expect(verify(response())).toEqual({
      id: '_a1',
      issuer,
      inResponseTo: '_q1',
      successful: true,
      statusCodes: ['urn:oasis:names:tc:SAML:2.0:status:Success'],
      statusMessage: null,
      relayState: 'state',
      signedBy: expect.any(String),
      weakAlgorithms: [],
    })
    expect(verify(response({ status: 'responder', message: 'No <session>.' }))).toMatchObject({
      successful: false,
      statusCodes: ['urn:oasis:names:tc:SAML:2.0:status:Responder'],
      statusMessage: 'No <session>.',
    })
  })

  it('is not content when somebody is still signed in elsewhere', () => {
    expect(verify(response({ status: 'partial_logout' }))).toMatchObject({
      successful: false,
      statusCodes: [
        'urn:oasis:names:tc:SAML:2.0:status:Success',
        'urn:oasis:names:tc:SAML:2.0:status:PartialLogout',
      ],
    })
  })

  it('refuses the answer to another request, and one to none', () => {
    expect(() => verify(response({ inResponseTo: '_q2' }))).toThrow(refusal('in_response_to_mismatch'))
    const unasked = response().replace(/ InResponseTo="[^"]*"/, '')
    expect(() => verify(unasked)).toThrow(refusal('in_response_to_mismatch'))
  })

  it('refuses what a request would be refused for', () => {
    expect(() => verify(response(), send(response(), 'SAMLResponse', mallory))).toThrow(
      refusal('signature_invalid'),
    )
    expect(() => verify(response({ issuer: 'https://evil.example' }))).toThrow(refusal('issuer_mismatch'))
    expect(() => verify(response({ destination: issuer }))).toThrow(refusal('destination_mismatch'))
    expect(() => verify(response(), { now: after(781) })).toThrow(refusal('expired'))
    expect(() => verify(request())).toThrow(refusal('unexpected_root'))
    expect(() => verify(response().replace(/<samlp:Status>.*<\/samlp:Status>/, ''))).toThrow(
      refusal('element_missing'),
    )
  })
})
