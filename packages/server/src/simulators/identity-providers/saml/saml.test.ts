import { createPrivateKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  buildAuthnRequest,
  buildSpMetadata,
  generateKeyPairWithCertificate,
  newMessageId,
  postForm,
  readIdpMetadata,
  redirectUrl,
  SamlError,
  verifyResponse,
} from '../../../protocols/saml/index.ts'
import { sharedServer } from '../../../testing/server.ts'
import { type SimulatorSignIn, signInAt } from '../../../testing/simulator.ts'
import { transportTo } from '../../../testing/transport.ts'
import { samlPersonas } from './personas.ts'

const origin = 'http://127.0.0.1:4100'
const acsUrl = 'http://localhost:4100/sso/saml/acs/0123456789abcdefABCDEF'
const audience = 'http://localhost:4100/0123456789abcdefABCDEF'

type Options = SimulatorSignIn & {
  persona?: string
  binding?: 'redirect' | 'post'
  audience?: string
  nameIdFormat?: string
}

/** A service provider that asks a persona to sign somebody in. */
async function serviceProvider() {
  const server = await sharedServer()
  const transport = transportTo(server)
  const fetch = (url: string, init: RequestInit) =>
    transport(url, {
      method: init.method ?? 'GET',
      headers: { host: new URL(url).host, ...(init.headers as Record<string, string>) },
      ...(init.body && { body: String(init.body) }),
    })
  const metadataOf = async (persona: string) => {
    const answer = await fetch(`${origin}/simulators/saml/${persona}/metadata`, {})
    expect(answer.headers.get('content-type')).toContain('application/samlmetadata+xml')
    return readIdpMetadata(await answer.text(), { now: new Date() })
  }
  const requestId = newMessageId(randomBytes(20))

  async function ask({ persona = 'acme', binding = 'redirect', ...options }: Options) {
    const { ssoUrl } = await metadataOf(persona)
    const xml = buildAuthnRequest({
      id: requestId,
      issueInstant: new Date(),
      destination: ssoUrl ?? '',
      acsUrl,
      issuer: options.audience ?? audience,
      nameIdFormat: options.nameIdFormat,
    })
    const message = { url: ssoUrl ?? '', kind: 'SAMLRequest' as const, xml, relayState: 'state & "more"' }
    const start = binding === 'redirect' ? redirectUrl(message) : postForm(message)
    const answer = await signInAt(start, { ...options, fetch })
    if (answer.kind !== 'form') throw new Error('A response goes by POST.')
    return answer
  }

  /** Verifies a response as Portico does. */
  async function verify(persona: string, fields: Record<string, string>, expectedAudience = audience) {
    const { entityId, signingCertificates } = await metadataOf(persona)
    return verifyResponse({
      xml: Buffer.from(fields.SAMLResponse ?? '', 'base64'),
      certificates: signingCertificates.map((pem) => ({ pem })),
      expected: { issuer: entityId, acsUrl, audience: expectedAudience },
      now: new Date(),
    })
  }

  const signIn = async (options: Options) => {
    const { fields } = await ask(options)
    return verify(options.persona ?? 'acme', fields, options.audience)
  }
  return { server, fetch, metadataOf, requestId, ask, verify, signIn }
}

/** A service provider that publishes its metadata. @returns where it takes responses */
async function startServiceProvider(certificatePem: string): Promise<string> {
  const server = createServer((request, response) => {
    const { host } = request.headers
    response.end(
      buildSpMetadata({
        entityId: audience,
        acsUrl: `http://${host}/sso/saml/acs/key`,
        sloUrl: null,
        signingCertificates: [],
        encryptionCertificates: [certificatePem],
        authnRequestsSigned: false,
      }),
    )
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/sso/saml/acs/key`
}

const ada = { email: 'ada@acme.example' }
const valuesOf = ({
  attributes,
}: Awaited<ReturnType<Awaited<ReturnType<typeof serviceProvider>>['signIn']>>) =>
  Object.fromEntries(attributes.map(({ name, values }) => [name, values]))

describe('a SAML simulator', () => {
  it.each([...samlPersonas.keys()])(
    'signs in by %s, over both bindings, as Portico verifies it',
    async (persona) => {
      const { ask, verify, requestId } = await serviceProvider()
      for (const binding of ['redirect', 'post'] as const) {
        const { action, fields } = await ask({ ...ada, persona, binding })
        expect([action, fields.RelayState]).toEqual([acsUrl, 'state & "more"'])
        const assertion = await verify(persona, fields)
        expect(assertion.inResponseTo).toBe(requestId)
        expect(assertion.attributes.flatMap(({ values }) => values)).toContain('ada@acme.example')
      }
    },
  )

  it('plays Okta: a signed response around a signed assertion, names of groups', async () => {
    const { ask, verify } = await serviceProvider()
    const { fields } = await ask({ ...ada, persona: 'okta' })
    const xml = Buffer.from(fields.SAMLResponse ?? '', 'base64').toString()
    expect(xml.match(/<ds:Signature /g)).toHaveLength(2)
    expect(xml).toContain('<saml2p:Response')
    const assertion = await verify('okta', fields)
    expect(assertion.nameId).toMatchObject({
      value: 'ada@acme.example',
      format: expect.stringContaining('unspecified'),
    })
    expect(valuesOf(assertion)).toEqual({
      id: [expect.stringMatching(/^00u[A-Za-z0-9]{17}$/)],
      email: ['ada@acme.example'],
      firstName: ['Ada'],
      lastName: ['Lovelace'],
      groups: ['Everyone', 'engineering', 'admins'],
    })
  })

  it('plays Entra ID: claim URIs, object ids of groups, and a link where there are too many', async () => {
    const { signIn } = await serviceProvider()
    const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
    const groups = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups'
    const guid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const few = valuesOf(await signIn({ ...ada, persona: 'entra' }))
    expect(few).toMatchObject({
      [`${claims}/emailaddress`]: ['ada@acme.example'],
      [`${claims}/givenname`]: ['Ada'],
      [`${claims}/surname`]: ['Lovelace'],
      [`${claims}/name`]: ['ada@acme.example'],
      'http://schemas.microsoft.com/identity/claims/objectidentifier': [guid],
      [groups]: [guid, guid],
    })
    const many = valuesOf(await signIn({ email: 'olga@acme.example', persona: 'entra' }))
    expect(many[groups]).toBeUndefined()
    expect(many['http://schemas.microsoft.com/claims/groups.link']).toHaveLength(1)
  })

  it('plays Google Workspace: the NameID is the identity, and there are no groups', async () => {
    const { signIn, metadataOf } = await serviceProvider()
    const assertion = await signIn({ ...ada, persona: 'google' })
    expect(assertion.nameId?.value).toBe('ada@acme.example')
    expect(Object.keys(valuesOf(assertion))).toEqual(['email', 'firstName', 'lastName'])
    expect((await metadataOf('google')).entityId).toMatch(
      /^https:\/\/accounts\.google\.com\/o\/saml2\?idpid=/,
    )
  })

  it('plays AD FS: claim URIs and the names of domain groups', async () => {
    const { signIn } = await serviceProvider()
    expect(valuesOf(await signIn({ ...ada, persona: 'adfs' }))).toMatchObject({
      'http://schemas.xmlsoap.org/claims/Group': ['Domain Users', 'engineering', 'admins'],
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': ['ada@acme.example'],
    })
  })

  it('keeps names as they are, whatever characters they have', async () => {
    const { signIn } = await serviceProvider()
    const assertion = await signIn({ email: 'jose@acme.example', persona: 'okta' })
    expect(valuesOf(assertion)).toMatchObject({ firstName: ['José María'], lastName: ["O'Neill & <Sons>"] })
  })

  it('names the same person the same way always, and gives the NameID that was asked for', async () => {
    const { signIn } = await serviceProvider()
    const [first, second] = [await signIn(ada), await signIn(ada)]
    expect(first.nameId?.value).toBe(second.nameId?.value)
    expect(first.id).not.toBe(second.id)
    const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
    expect((await signIn({ ...ada, nameIdFormat: transient })).nameId?.format).toBe(transient)
  })

  it.each([
    ['expired', 'expired'],
    ['not_yet_valid', 'not_yet_valid'],
    ['wrong_audience', 'audience_mismatch'],
    ['wrong_recipient', 'recipient_mismatch'],
    ['wrong_destination', 'destination_mismatch'],
    ['wrong_issuer', 'issuer_mismatch'],
    ['unsigned', 'signature_missing'],
    ['wrong_key', 'signature_invalid'],
    ['tampered', 'digest_mismatch'],
    ['sha1', 'algorithm_weak'],
    ['two_assertions', 'several_assertions'],
    ['status_authn_failed', 'status_error'],
    ['status_request_denied', 'status_error'],
    ['status_no_authn_context', 'status_error'],
  ])('misbehaves: what is %s is refused as %s, whoever it plays', async (misbehave, code) => {
    const { signIn } = await serviceProvider()
    for (const persona of samlPersonas.keys()) {
      const refused = await signIn({ ...ada, persona, misbehave }).catch((error: unknown) => error)
      expect([persona, refused]).toEqual([persona, expect.any(SamlError)])
      expect([persona, (refused as SamlError).code]).toEqual([persona, code])
    }
  })

  it('answers another request, or leaves the address out, where it is told to', async () => {
    const { signIn, requestId } = await serviceProvider()
    const other = await signIn({ ...ada, misbehave: 'wrong_in_response_to' })
    expect(other.inResponseTo).not.toBe(requestId)
    const without = await signIn({ ...ada, persona: 'entra', misbehave: 'no_email' })
    expect(without.nameId?.value).toBe('ada')
    expect(JSON.stringify(without.attributes)).not.toContain('ada@')
  })

  it('sends the last response of the application once more', async () => {
    const { ask } = await serviceProvider()
    const own = `${audience}/${randomBytes(4).toString('hex')}`
    await expect(ask({ ...ada, audience: own, misbehave: 'replay' })).rejects.toThrow(
      'Sign in at this application first',
    )
    const { fields: first } = await ask({ ...ada, audience: own })
    const { fields: second } = await ask({ ...ada, audience: own, misbehave: 'replay' })
    expect(second.SAMLResponse).toBe(first.SAMLResponse)
  })

  it('has a clock that can be off by some minutes', async () => {
    const { signIn } = await serviceProvider()
    await expect(signIn({ ...ada, clockMinutes: 30 })).rejects.toMatchObject({ code: 'not_yet_valid' })
    await expect(signIn({ ...ada, clockMinutes: -30 })).rejects.toMatchObject({ code: 'expired' })
    expect((await signIn({ ...ada, clockMinutes: 2 })).id).toBeTruthy()
  })

  it('takes its time where it is told to', async () => {
    const { signIn } = await serviceProvider()
    const before = performance.now()
    await signIn({ ...ada, slowSeconds: 1 })
    expect(performance.now() - before).toBeGreaterThan(990)
  })

  it('says that nobody signed in when somebody cancels, and when nobody may be asked', async () => {
    const { signIn, fetch, server } = await serviceProvider()
    await expect(signIn({ cancel: true })).rejects.toMatchObject({ code: 'status_error' })
    const xml = buildAuthnRequest({
      id: newMessageId(randomBytes(20)),
      issueInstant: server.kernel.clock.now(),
      destination: `${origin}/simulators/saml/acme/sso`,
      acsUrl,
      issuer: audience,
    }).replace('AssertionConsumerServiceURL', 'IsPassive="true" AssertionConsumerServiceURL')
    const url = redirectUrl({ url: `${origin}/simulators/saml/acme/sso`, kind: 'SAMLRequest', xml })
    const answer = await signInAt(url, { fetch })
    expect(
      answer.kind === 'form' && Buffer.from(answer.fields.SAMLResponse ?? '', 'base64').toString(),
    ).toContain('status:NoPassive')
  })

  it('starts at an application without having been asked', async () => {
    const { fetch, verify } = await serviceProvider()
    const query = new URLSearchParams({
      acs: acsUrl,
      audience,
      relay_state: 'redirect_uri=http://localhost:3000/cb',
    })
    const answer = await signInAt(`${origin}/simulators/saml/okta/start?${query}`, { ...ada, fetch })
    if (answer.kind !== 'form') throw new Error('A response goes by POST.')
    expect(answer.fields.RelayState).toBe('redirect_uri=http://localhost:3000/cb')
    expect((await verify('okta', answer.fields)).inResponseTo).toBeNull()
  })

  it.each([
    ['another machine', 'http://portico.example/sso/saml/acs/x'],
    ['a name that begins like loopback', 'http://127.0.0.1.evil.example/acs'],
    ['a user that looks like a host', 'http://localhost:1@evil.example/acs'],
    ['what runs code', 'javascript:alert(1)'],
    ['no address', 'acs'],
  ])('sends nothing to %s', async (_, acs) => {
    const { fetch } = await serviceProvider()
    const query = new URLSearchParams({ acs, audience })
    await expect(
      signInAt(`${origin}/simulators/saml/acme/start?${query}`, { ...ada, fetch }),
    ).rejects.toThrow('400')
    // The form of the page is checked as much as the address of the page.
    const posted = await fetch(`${origin}/simulators/saml/acme/sign-in`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ acs, audience, email: ada.email }).toString(),
    })
    expect(posted.status).toBe(400)
    expect(await posted.text()).not.toContain('SAMLResponse')
  })

  it.each([
    ['a message that is no SAML', 'SAMLRequest=bm9ueG1s', 'malformed_deflate'],
    ['no message', '', 'no SAMLRequest'],
  ])('says what is wrong with %s', async (_, query, text) => {
    const { fetch } = await serviceProvider()
    const answer = await fetch(`${origin}/simulators/saml/acme/sso?${query}`, {})
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(text)
  })

  it('encrypts for who publishes a certificate, and says so where nobody does', async () => {
    const { signIn, fetch, metadataOf } = await serviceProvider()
    await expect(signIn({ ...ada, misbehave: 'encrypted' })).rejects.toThrow('no certificate to encrypt with')

    const instants = { notBefore: new Date('2020-01-01'), notAfter: new Date('2040-01-01') }
    const { privateKeyPem, certificatePem } = await generateKeyPairWithCertificate({
      commonName: 'SP',
      ...instants,
    })
    const acs = await startServiceProvider(certificatePem)
    const encrypted = async (persona: string, misbehave: string) => {
      const query = new URLSearchParams({ acs, audience, misbehave })
      const answer = await signInAt(`${origin}/simulators/saml/${persona}/start?${query}`, { ...ada, fetch })
      const { entityId, signingCertificates } = await metadataOf(persona)
      return verifyResponse({
        xml: Buffer.from((answer.kind === 'form' && answer.fields.SAMLResponse) || '', 'base64'),
        certificates: signingCertificates.map((pem) => ({ pem })),
        decryptionKeys: [createPrivateKey(privateKeyPem)],
        expected: { issuer: entityId, acsUrl: acs, audience },
        now: new Date(),
      })
    }
    for (const persona of samlPersonas.keys()) {
      const assertion = await encrypted(persona, 'encrypted')
      expect([persona, assertion.encrypted]).toEqual([persona, true])
      await expect(encrypted(persona, 'encrypted_unsigned')).rejects.toMatchObject({
        code: 'signature_missing',
      })
    }
  })

  it('does not know people, personas and misbehaviours that do not exist', async () => {
    const { signIn, fetch } = await serviceProvider()
    await expect(signIn({ email: 'nobody@acme.example' })).rejects.toThrow('Nobody here has the address')
    await expect(signIn({ ...ada, misbehave: 'constructor' })).rejects.toThrow('misbehave must be one of')
    for (const persona of ['nobody', '__proto__', 'constructor']) {
      const answer = await fetch(`${origin}/simulators/saml/${persona}/metadata`, {})
      expect([persona, answer.status]).toEqual([persona, 404])
    }
  })
})
