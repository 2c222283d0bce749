import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import fc from 'fast-check'
// @ts-expect-error it comes without types
import samlp from 'samlp/lib/utils.js'
import { describe, expect, it } from 'vitest'
import { type AuthnRequestInput, buildAuthnRequest, newMessageId, readAuthnRequest } from './authn-request.ts'
import { redirectUrl } from './bindings.ts'
import { generateKeyPairWithCertificate } from './certificate.ts'
import type { SamlErrorCode } from './error.ts'
import { signXml } from './sign.ts'
import { isXmlText } from './write.ts'
import { parseXml } from './xml.ts'

const input: AuthnRequestInput = {
  id: '_a1',
  issueInstant: new Date('2026-11-22T12:00:00.123Z'),
  destination: 'https://idp.acme.example/sso?a=1&b=2',
  acsUrl: 'https://auth.example.com/sso/saml/acs/key1',
  issuer: 'https://auth.example.com/key1',
}
const build = (change: Partial<AuthnRequestInput> = {}) => buildAuthnRequest({ ...input, ...change })
const refusal = (code: SamlErrorCode) => expect.objectContaining({ name: 'SamlError', code })

/** How an identity provider that we did not write reads a request: its own XML parser, its own signatures. */
const foreign = samlp as {
  parseSamlRequest(
    request: { query: object; body: object },
    message: string | undefined,
    kind: 'AUTHN_REQUEST',
    options: { signingCert: string },
    done: (
      error: Error | null,
      document: { documentElement: { getAttribute(name: string): string } },
    ) => void,
  ): void
}
const foreignParse = promisify(foreign.parseSamlRequest)

describe('buildAuthnRequest', () => {
  it('is a request for an assertion by HTTP-POST, and asks for no more than it is told', () => {
    expect(build()).toBe(
      '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ' +
        'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" Version="2.0" ' +
        'IssueInstant="2026-11-22T12:00:00.123Z" Destination="https://idp.acme.example/sso?a=1&amp;b=2" ' +
        'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ' +
        'AssertionConsumerServiceURL="https://auth.example.com/sso/saml/acs/key1">' +
        '<saml:Issuer>https://auth.example.com/key1</saml:Issuer>' +
        '<samlp:NameIDPolicy AllowCreate="true"/></samlp:AuthnRequest>',
    )
  })

  it('does not write out that nobody has to sign in anew, which some identity providers stumble over', () => {
    expect(build({ forceAuthn: false })).toBe(build())
    expect(build({ forceAuthn: true })).toContain(' ForceAuthn="true" ')
  })

  it('holds its elements in the order of the schema', () => {
    const request = parseXml(
      build({
        loginHint: 'ada',
        requestedAuthnContext: { classRefs: ['urn:a', 'urn:b'], comparison: 'minimum' },
      }),
    )
    expect(request.children.map(({ name }) => name)).toEqual([
      'saml:Issuer',
      'saml:Subject',
      'samlp:NameIDPolicy',
      'samlp:RequestedAuthnContext',
    ])
    const context = request.children[3]
    expect(context?.attributes.map(({ value }) => value)).toEqual(['minimum'])
    expect(context?.children.map(({ text }) => text)).toEqual(['urn:a', 'urn:b'])
  })

  it('leaves out a hint that no NameID can hold, and asks for sign-in all the same', () => {
    for (const loginHint of ['', 'a\0b', '\ud800', 'x'.repeat(257), null, undefined]) {
      expect(readAuthnRequest(build({ loginHint })).subject).toBeNull()
    }
  })

  it('takes no identifier that would be none in XML', () => {
    for (const id of ['1', '', '"', 'a b']) expect(() => build({ id })).toThrow(TypeError)
  })
})

describe('readAuthnRequest', () => {
  it('reads back what was built, whatever is in it', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter(isXmlText)
      .map((value) => value.trim())
    const given = fc.record({
      destination: text,
      acsUrl: text,
      issuer: text,
      forceAuthn: fc.boolean(),
      nameIdFormat: fc.option(text),
      loginHint: text,
    })
    fc.assert(
      fc.property(given, (change) => {
        expect(readAuthnRequest(Buffer.from(build(change)))).toEqual({
          id: input.id,
          issueInstant: input.issueInstant,
          isPassive: false,
          issuer: change.issuer,
          acsUrl: change.acsUrl,
          destination: change.destination,
          forceAuthn: change.forceAuthn,
          nameIdFormat: change.nameIdFormat,
          subject: change.loginHint || null,
        })
      }),
    )
  })

  it('reads a request by HTTP-POST like any other: whose signature it has is asked elsewhere', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const signed = signXml(build(), { elementId: '_a1', privateKey })
    expect(signed).toContain('SignatureValue')
    expect(readAuthnRequest(signed)).toEqual(readAuthnRequest(build()))
  })

  it('knows what is absent from what is false', () => {
    const bare = build()
      .replace(/ (Destination|AssertionConsumerServiceURL)="[^"]*"/g, '')
      .replace('Version', 'IsPassive="1" Version')
    expect(readAuthnRequest(bare)).toMatchObject({ acsUrl: null, destination: null, isPassive: true })
  })

  it.each<[string, SamlErrorCode, (xml: string) => string]>([
    ['another message', 'unexpected_root', (xml) => xml.replaceAll('AuthnRequest', 'LogoutRequest')],
    ['another namespace', 'unexpected_root', (xml) => xml.replace('SAML:2.0:protocol', 'SAML:1.0:protocol')],
    ['another version', 'version_unsupported', (xml) => xml.replace('"2.0"', '"1.1"')],
    ['no ID', 'attribute_missing', (xml) => xml.replace(' ID="_a1"', '')],
    ['no Issuer', 'element_missing', (xml) => xml.replace(/<saml:Issuer>.*<\/saml:Issuer>/, '')],
    ['two Issuers', 'unexpected_element', (xml) => xml.replace(/<saml:Issuer>.*<\/saml:Issuer>/, '$&$&')],
    ['no IssueInstant', 'attribute_missing', (xml) => xml.replace(/ IssueInstant="[^"]*"/, '')],
    ['an instant that is none', 'value_invalid', (xml) => xml.replace('2026-11-22T', '2026-13-22T')],
    ['a truth of its own', 'value_invalid', (xml) => xml.replace(' ID=', ' ForceAuthn="yes" ID=')],
    [
      'a document type',
      'xml_forbidden',
      (xml) => `<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>${xml}`,
    ],
  ])('refuses %s (%s)', (_, code, change) => {
    const changed = change(build())
    expect(changed).not.toBe(build())
    expect(() => readAuthnRequest(changed)).toThrow(refusal(code))
  })
})

describe('an identity provider that is not ours', async () => {
  const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2046-01-01T00:00:00Z') }
  const sp = await generateKeyPairWithCertificate({ commonName: 'auth.example.com', ...validity })
  const stranger = await generateKeyPairWithCertificate({ commonName: 'Stranger', ...validity })
  const privateKey = createPrivateKey(sp.privateKeyPem)
  const request = build({ forceAuthn: true, loginHint: 'ada@acme.example' })
  const read = async (query: Record<string, string>, signingCert: string) => {
    const incoming = { query, body: {} }
    const { documentElement } = await foreignParse(incoming, query.SAMLRequest, 'AUTHN_REQUEST', {
      signingCert,
    })
    return ['ID', 'ForceAuthn', 'AssertionConsumerServiceURL'].map((name) =>
      documentElement.getAttribute(name),
    )
  }
  const expected = ['_a1', 'true', input.acsUrl]

  it('reads the request from the URL, and finds its signature good', async () => {
    const url = redirectUrl({
      url: input.destination,
      kind: 'SAMLRequest',
      xml: request,
      relayState: 'state & more',
      sign: { privateKey },
    })
    const query = Object.fromEntries(new URL(url).searchParams)
    expect(await read(query, sp.certificatePem)).toEqual(expected)
    await expect(read(query, stranger.certificatePem)).rejects.toThrow(/does not match/)
  })
})

describe('newMessageId', () => {
  it('is an xs:ID that holds all of the randomness', () => {
    expect(newMessageId(Buffer.from('00ff'.repeat(10), 'hex'))).toBe(`_${'00ff'.repeat(10)}`)
    expect(newMessageId(randomBytes(20))).toMatch(/^_[0-9a-f]{40}$/)
  })

  it('is not made of less than 128 bits', () => {
    expect(() => newMessageId(randomBytes(15))).toThrow(TypeError)
  })
})
