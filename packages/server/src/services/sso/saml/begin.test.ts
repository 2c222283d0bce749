import { beforeAll, describe, expect, it } from 'vitest'
import {
  parseXml,
  readAuthnRequest,
  readPost,
  readRedirect,
  verifyEnveloped,
  verifyRedirectSignature,
} from '../../../protocols/saml/index.ts'
import {
  newSamlKey,
  type SamlKey,
  type SamlTenant,
  samlTenant,
  type TestServer,
  testServer,
} from '../../../testing/index.ts'

let world: TestServer
let acme: SamlTenant
let ours: SamlKey

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
  ours = await newSamlKey()
})

const keyPair = () => ({
  key: ours.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  cert: ours.certificate,
})

const trust = () => ({ certificates: [{ pem: ours.certificate }], now: new Date() })

async function requestOf(tenant: SamlTenant, parameters?: Record<string, string>) {
  const { url } = await tenant.begin(tenant.visitor(), parameters)
  return { url, request: readAuthnRequest(readRedirect(url.search, 'SAMLRequest').xml) }
}

describe('a request to sign in', () => {
  it('says who asks, for whom, and where the answer is to go', async () => {
    const { request } = await requestOf(acme)
    expect(request).toMatchObject({
      id: expect.stringMatching(/^_[0-9a-f]{40}$/),
      issuer: acme.spEntityId,
      acsUrl: acme.acsUrl,
      destination: acme.idp.ssoUrl,
      forceAuthn: false,
      subject: null,
    })
    expect(Math.abs(request.issueInstant.getTime() - Date.now())).toBeLessThan(60_000)
  })

  it('is another one each time, and what travels beside it fits into 80 bytes', async () => {
    const begun = await Promise.all([1, 2, 3].map(() => acme.begin(acme.visitor())))
    expect(new Set(begun.map(({ id }) => id)).size).toBe(3)
    for (const { relayState } of begun) expect(relayState.length).toBeLessThanOrEqual(80)
  })

  it('asks people to prove who they are anew for prompt=login', async () => {
    const { request } = await requestOf(acme, { prompt: 'login' })
    expect(request.forceAuthn).toBe(true)
  })

  it('asks for the format of NameID that the connection wants', async () => {
    const format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
    const persistent = await samlTenant(world.server, world, {
      domain: 'persistent.example',
      settings: { name_id_format: format },
    })
    expect((await requestOf(persistent)).request.nameIdFormat).toBe(format)
  })

  it('tells an identity provider whom to expect as it likes to be told, and no other', async () => {
    const hints = { login_hint: 'ada@acme.example', domain_hint: 'acme.example' }
    const { url } = await requestOf(acme, hints)
    expect(url.searchParams.get('login_hint')).toBe('ada@acme.example')
    const silent = await samlTenant(world.server, world, { domain: 'silent.example', type: 'PingOneSAML' })
    const { url: without, request } = await requestOf(silent, hints)
    expect([...without.searchParams.keys()].sort()).toEqual(['RelayState', 'SAMLRequest'])
    expect(request.subject).toBeNull()
  })

  it('is signed where the connection has a key for it', async () => {
    const signing = await samlTenant(world.server, world, {
      domain: 'signing.example',
      samlOptions: { sp_signing_key_pair: keyPair() },
    })
    const { url } = await signing.begin(signing.visitor(), { login_hint: 'ada@signing.example' })
    expect(() => verifyRedirectSignature(readRedirect(url.search, 'SAMLRequest'), trust())).not.toThrow()
    const tampered = url.search.replace(/RelayState=_./, 'RelayState=_x')
    expect(() => verifyRedirectSignature(readRedirect(tampered, 'SAMLRequest'), trust())).toThrow()
  })

  it('goes as a form where the connection wants that, with a button for browsers without scripts', async () => {
    const posting = await samlTenant(world.server, world, {
      domain: 'posting.example',
      settings: { request_binding: 'post' },
      samlOptions: { sp_signing_key_pair: keyPair() },
    })
    const visitor = posting.visitor()
    const { status, text, headers } = await visitor.get(posting.authorizePath({ login_hint: 'a"b@c' }))
    expect(status).toBe(200)
    expect(text).toContain('<button type="submit"')
    expect(text).toContain('/sso?login_hint=a%22b%40c"')
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] as string
    const { element } = verifyEnveloped(readPost(field('SAMLRequest')), {
      ...trust(),
      root: { namespace: 'urn:oasis:names:tc:SAML:2.0:protocol', localName: 'AuthnRequest' },
    })
    const id = element.attributes.find(({ name }) => name === 'ID')?.value
    expect(field('RelayState')).toBe(id)
    const { location } = await posting.post(
      visitor,
      posting.form({ inResponseTo: id, nameId: 'ada@posting.example' }),
    )
    expect(location?.searchParams.get('code')).toBeTruthy()
  })
})

describe('the metadata of a connection', () => {
  it('tell the identity provider all that it asks for', async () => {
    const complete = await samlTenant(world.server, world, {
      domain: 'complete.example',
      samlOptions: { sp_signing_key_pair: keyPair(), sp_encryption_key_pairs: [keyPair()] },
    })
    const { status, text, headers } = await complete.visitor().get(`/sso/saml/metadata/${complete.key}`)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/samlmetadata+xml'])
    const root = parseXml(text)
    expect(root.attributes.find(({ name }) => name === 'entityID')?.value).toBe(complete.spEntityId)
    for (const part of [
      `Location="${complete.acsUrl}"`,
      `Location="${complete.sloUrl}"`,
      'AuthnRequestsSigned="true"',
      'WantAssertionsSigned="true"',
      'use="signing"',
      'use="encryption"',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('are sent once to who asks whether they have changed', async () => {
    const path = `/sso/saml/metadata/${acme.key}`
    const { headers, text } = await acme.visitor().get(path)
    expect(text).toContain('AuthnRequestsSigned="false"')
    const again = await acme.visitor().get(path, { 'if-none-match': headers.get('etag') as string })
    expect([again.status, again.text]).toEqual([304, ''])
  })

  it('are there before the identity provider is known, with our keys and our addresses', async () => {
    const acs_url = 'https://old.acme.example/acs'
    const saml_options = { acs_url, sp_encryption_key_pairs: [keyPair()] }
    const { body } = await world.request('POST', '/connections', {
      body: { organization_id: acme.organizationId, connection_type: 'GenericSAML', saml_options },
    })
    const { sp_metadata_url } = (body as { saml_options: { sp_metadata_url: string } }).saml_options
    const { status, text } = await acme.visitor().get(sp_metadata_url)
    expect(status).toBe(200)
    expect(text).toContain(`Location="${acs_url}"`)
    expect(text).toContain('use="encryption"')
  })

  it('are not there for anybody else', async () => {
    const { status } = await acme.visitor().get(`/sso/saml/metadata/${'0'.repeat(22)}`)
    expect(status).toBe(404)
  })
})

describe('the address for responses', () => {
  it('says what it is to people who come there by themselves', async () => {
    const { status, text } = await acme.visitor().get(acme.acsUrl)
    expect([status, text.includes('Begin again at the application')]).toEqual([405, true])
    expect((await acme.visitor().get(`/sso/saml/acs/${'0'.repeat(22)}`)).status).toBe(404)
  })
})
