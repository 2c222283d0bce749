import { beforeAll, describe, expect, it } from 'vitest'
import {
  createTenant,
  eventually,
  newSamlKey,
  ownServer,
  type ResponseOptions,
  type SamlKey,
  type SamlTenant,
  samlTenant,
  strangeSamlKey,
  type TestServer,
  testServer,
} from '../../../testing/index.ts'

let world: TestServer
let acme: SamlTenant
let stranger: SamlKey

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
  stranger = await strangeSamlKey()
})

const denied = (code: string) => [
  'urn:oasis:names:tc:SAML:2.0:status:Responder',
  `urn:oasis:names:tc:SAML:2.0:status:${code}`,
]

/** What a response says or how it is protected, the check that refuses it, and what the application is told. */
const hostile: [string, () => Partial<ResponseOptions>, string, string?][] = [
  ['is not signed', () => ({ sign: 'none' }), 'signature_missing'],
  ['is signed by a stranger', () => ({ key: stranger }), 'signature_invalid'],
  ['is signed by a stranger as a whole', () => ({ key: stranger, sign: 'both' }), 'signature_invalid'],
  [
    'is signed with SHA-1',
    () => ({ signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' }),
    'algorithm_weak',
  ],
  ['is for another audience', () => ({ audience: 'https://other.example' }), 'audience_mismatch'],
  ['is for no audience', () => ({ audience: null }), 'audience_missing'],
  ['is for another recipient', () => ({ recipient: 'https://other.example/acs' }), 'recipient_mismatch'],
  ['goes elsewhere', () => ({ destination: 'https://other.example/acs' }), 'destination_mismatch'],
  [
    'is signed as a whole and goes nowhere',
    () => ({ sign: 'response', destination: null }),
    'destination_missing',
  ],
  ['is from another identity provider', () => ({ issuer: 'https://evil.example' }), 'issuer_mismatch'],
  ['has conditions that ended', () => ({ notOnOrAfter: -10 }), 'expired'],
  ['has conditions that are yet to begin', () => ({ notBefore: 10 }), 'not_yet_valid'],
  ['has a subject that was confirmed too long ago', () => ({ confirmedUntil: -10 }), 'expired'],
  [
    'says that the person did not sign in',
    () => ({ status: denied('AuthnFailed') }),
    'status_error',
    'access_denied',
  ],
  [
    'says that the request was denied',
    () => ({ status: denied('RequestDenied') }),
    'status_error',
    'access_denied',
  ],
  [
    'says that there is no such context',
    () => ({ status: denied('NoAuthnContext') }),
    'status_error',
    'access_denied',
  ],
  ['says that something failed there', () => ({ status: denied('NoPassive') }), 'status_error'],
]

describe('a response that', () => {
  it.each(hostile)('%s signs nobody in', async (_, options, code, error = 'server_error') => {
    const { status, location } = await acme.signIn(undefined, { parameters: { state: 's' }, ...options() })
    expect(status).toBe(302)
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      error,
      error_description: expect.any(String),
      state: 's',
    })
    expect(location?.href).toMatch(acme.redirectUri)
    expect(await acme.logged()).toMatchObject({ state: 'failed', error_code: code })
  })

  it('is refused tells the administrator what came, what was expected and what to change, and nobody else', async () => {
    const { location } = await acme.signIn(undefined, { audience: 'https://other.example' })
    expect(location?.href).not.toContain('other.example')
    const { error_message } = await acme.logged()
    expect(error_message).toContain('https://other.example')
    expect(error_message).toContain(acme.spEntityId)
    expect(error_message).toContain('Enter the ACS URL and the entity ID')
  })

  it('is refused ends its sign-in: a good one that comes after it is too late', async () => {
    const visitor = acme.visitor()
    const { id, relayState } = await acme.begin(visitor)
    await acme.post(visitor, acme.form({ inResponseTo: id, relayState, sign: 'none' }))
    const { status, text } = await acme.post(visitor, acme.form({ inResponseTo: id, relayState }))
    expect(status).toBe(400)
    expect(text).toContain('in_response_to_unknown')
    expect(await acme.logged()).toMatchObject({ error_code: 'in_response_to_unknown' })
  })

  it('cannot be read is shown on a page when nothing says which sign-in it was for', async () => {
    for (const [SAMLResponse, code] of [
      ['not base64!', 'malformed_base64'],
      [Buffer.from('not XML').toString('base64'), 'xml_malformed'],
      [Buffer.from('<a/>').toString('base64'), 'unexpected_root'],
      [Buffer.from('<!DOCTYPE a><a/>').toString('base64'), 'xml_forbidden'],
    ] as const) {
      const { status, text, location } = await acme.visitor().post(acme.acsUrl, { SAMLResponse })
      expect([status, location]).toEqual([400, null])
      expect(text).toContain(code)
      expect(await acme.logged()).toMatchObject({ state: 'failed', error_code: code })
    }
  })

  it('says that something failed finds the sign-in by itself, where the identity provider forgets the rest', async () => {
    const visitor = acme.visitor()
    const { id } = await acme.begin(visitor, { state: 'mine' })
    const form = acme.form({ inResponseTo: id, sign: 'none', status: denied('AuthnFailed') })
    const { location } = await acme.post(visitor, form)
    expect(location?.searchParams.get('error')).toBe('access_denied')
    expect(location?.searchParams.get('state')).toBe('mine')
  })

  it('comes in a flood is shown to whoever sends it, and recorded no more than people can read', async () => {
    const server = await ownServer({
      env: { PORTICO_RATE_LIMIT_AUTHENTICATE: '3/60', PORTICO_RATE_LIMIT_ANONYMOUS: '20/60' },
    })
    const flooded = await samlTenant(server, await createTenant(server))
    const form = flooded.form({ sign: 'none' })
    const answers = []
    for (let i = 0; i < 21; i++) answers.push(await flooded.visitor().post(flooded.acsUrl, form))
    expect(answers.filter(({ status }) => status === 400).length).toBeGreaterThan(10)
    expect(answers.at(-1)).toMatchObject({ status: 429 })
    const [count] = await server.kernel.database.sql`
      select count(*)::int as sign_ins from sso_sessions where connection_id = ${flooded.connectionId}`
    expect(count).toEqual({ sign_ins: 3 })
    // Who asked to be signed in is heard all the same.
    const { text } = await flooded.visitor().get(flooded.authorizePath())
    expect(text).not.toContain('You were not signed in')
  })

  it('calls the person by a name for this one session makes nobody new of them each time', async () => {
    const named = {
      nameId: '_8f3a',
      nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
      attributes: { email: 'ada@acme.example' },
    }
    const { location } = await acme.signIn(undefined, named)
    expect(location?.searchParams.get('error')).toBe('server_error')
    expect(await acme.logged()).toMatchObject({
      error_code: 'idp_id_transient',
      error_message: expect.stringContaining('persistent'),
    })
    const attributes = { ...named.attributes, id: '00u1' }
    const { location: known } = await acme.signIn(undefined, { ...named, attributes })
    expect(known?.searchParams.has('code')).toBe(true)
  })

  it('is given twice, or not at all, is a form to be shown as one', async () => {
    const { SAMLResponse = '' } = acme.form()
    for (const fields of [
      new URLSearchParams(),
      new URLSearchParams({ RelayState: 'x' }),
      new URLSearchParams({ SAMLResponse: '' }),
      new URLSearchParams([
        ['SAMLResponse', SAMLResponse],
        ['SAMLResponse', SAMLResponse],
      ]),
      new URLSearchParams({ 'SAMLResponse[a]': SAMLResponse }),
    ]) {
      const { status, text } = await acme.visitor().post(acme.acsUrl, fields)
      expect(status).toBe(400)
      expect(text).toContain('saml_response_missing')
    }
  })

  it('is larger than any is not read', async () => {
    const { status, headers, text } = await acme
      .visitor()
      .post(acme.acsUrl, { SAMLResponse: 'A'.repeat(800_000) })
    expect([status, headers.get('content-type')]).toEqual([413, 'text/html; charset=utf-8'])
    expect(text).toContain('too_large')
  })

  it('is within the form and beyond the limit of a message is refused before it is parsed', async () => {
    const { status, text } = await acme
      .visitor()
      .post(acme.acsUrl, { SAMLResponse: Buffer.alloc(540_000, ' ').toString('base64') })
    expect([status, text.includes('too_large')]).toEqual([400, true])
  })

  it('comes for a connection that nobody has, is told so', async () => {
    for (const key of ['0'.repeat(22), 'no-key', 'x'.repeat(500)]) {
      const { status, text } = await acme.visitor().post(`/sso/saml/acs/${key}`, acme.form())
      expect(status).toBe(404)
      expect(text).toContain('connection_not_found')
    }
  })
})

describe('a clock of the identity provider', () => {
  it.each([
    ['2 minutes ahead', { notBefore: 2, notOnOrAfter: 7, confirmedUntil: 7 }],
    ['2 minutes behind', { notBefore: -9, notOnOrAfter: -2, confirmedUntil: -2 }],
  ])('may be %s', async (_, times) => {
    const { location } = await acme.signIn(undefined, times)
    expect(location?.searchParams.get('code')).toBeTruthy()
  })

  it.each([
    ['4 minutes ahead', { notBefore: 4, notOnOrAfter: 9, confirmedUntil: 9 }, 'not_yet_valid'],
    ['4 minutes behind', { notBefore: -9, notOnOrAfter: -4, confirmedUntil: -4 }, 'expired'],
  ])('may not be %s', async (_, times, code) => {
    const { location } = await acme.signIn(undefined, times)
    expect(location?.searchParams.get('error')).toBe('server_error')
    expect(await acme.logged()).toMatchObject({ error_code: code })
  })
})

describe('a connection', () => {
  it('that is inactive signs nobody in, and the application is told that it is', async () => {
    const { server, other } = world
    const idle = await samlTenant(server, other)
    const visitor = idle.visitor()
    const { id, relayState } = await idle.begin(visitor)
    await other.request('POST', `/portico/connections/${idle.connectionId}/deactivate`)
    const { location } = await idle.post(visitor, idle.form({ inResponseTo: id, relayState }))
    expect(location?.searchParams.get('error')).toBe('connection_unlinked')
    expect(await idle.logged()).toMatchObject({ error_code: 'connection_inactive' })
  })

  it('that has lost its last certificate is as good as inactive: nothing is believed without a key', async () => {
    const keyless = await samlTenant(world.server, world, { domain: 'keyless.example' })
    const visitor = keyless.visitor()
    const { id, relayState } = await keyless.begin(visitor)
    await world.server.kernel.database.sql`
      delete from connection_certificates
      where environment_id = ${world.environment.id} and connection_id = ${keyless.connectionId}`
    for (const sign of ['assertion', 'none'] as const) {
      await eventually(async () => {
        await keyless.post(keyless.visitor(), keyless.form({ sign, inResponseTo: id }))
        return (await keyless.logged()).error_code === 'connection_incomplete'
      })
    }
    const form = keyless.form({ inResponseTo: id, relayState, nameId: 'ada@keyless.example' })
    const { location } = await keyless.post(visitor, form)
    expect(location?.searchParams.get('error')).toBe('connection_unlinked')
    const again = await keyless.visitor().get(keyless.authorizePath())
    expect(again.location?.searchParams.get('error')).toBe('connection_unlinked')
  })

  it('that wants signed responses takes no assertion that is signed alone', async () => {
    const strict = await samlTenant(world.server, world, {
      domain: 'strict.example',
      settings: { signed_responses_required: true },
    })
    const nameId = 'ada@strict.example'
    const refused = await strict.signIn(undefined, { nameId })
    expect(refused.location?.searchParams.get('error')).toBe('server_error')
    expect(await strict.logged()).toMatchObject({ error_code: 'response_not_signed' })
    const taken = await strict.signIn(undefined, { nameId, sign: 'both' })
    expect(taken.location?.searchParams.get('code')).toBeTruthy()
  })

  it('takes what any of its certificates verifies, so that the identity provider can change keys', async () => {
    const [before, after] = [await newSamlKey(), stranger]
    const rotating = await samlTenant(world.server, world, {
      domain: 'rotating.example',
      certificates: [before.certificate, after.certificate],
    })
    for (const key of [before, after]) {
      const { location } = await rotating.signIn(undefined, { nameId: 'ada@rotating.example', key })
      expect(location?.searchParams.get('code')).toBeTruthy()
    }
    const { location } = await rotating.signIn(undefined, { nameId: 'ada@rotating.example' })
    expect(location?.searchParams.get('error')).toBe('server_error')
  })

  it('does not take what a certificate verifies that has expired', async () => {
    const expired = await newSamlKey({
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2021-01-01'),
    })
    const late = await samlTenant(world.server, world, {
      domain: 'late.example',
      certificates: [expired.certificate, acme.idp.certificate],
    })
    await late.signIn(undefined, { nameId: 'ada@late.example', key: expired })
    expect(await late.logged()).toMatchObject({ state: 'failed', error_code: 'certificate_expired' })
  })
})
