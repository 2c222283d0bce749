import { beforeAll, describe, expect, it } from 'vitest'
import { readRedirect, verifyLogoutResponse, verifyRedirectSignature } from '../../../protocols/saml/index.ts'
import {
  createTenant,
  newSamlKey,
  ownServer,
  type SamlKey,
  type SamlTenant,
  samlTenant,
  strangeSamlKey,
  type TestServer,
  testServer,
} from '../../../testing/index.ts'

let world: TestServer
let acme: SamlTenant
let ours: SamlKey
let stranger: SamlKey

beforeAll(async () => {
  world = await testServer()
  ours = await newSamlKey()
  stranger = await strangeSamlKey()
  const pair = { key: ours.privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: ours.certificate }
  acme = await samlTenant(world.server, world, {
    settings: { idp_logout_url: 'https://idp.acme.example/slo?tenant=1' },
    samlOptions: { sp_signing_key_pair: pair },
  })
})

let people = 0

/** Signs somebody new in, as often as asked. @returns their access tokens */
async function signedIn(sessionIndexes: readonly string[] = ['_s1'], tenant = acme) {
  const nameId = `person-${people++}@acme.example`
  const tokens: string[] = []
  for (const sessionIndex of sessionIndexes) {
    const { location } = await tenant.signIn(undefined, { nameId, sessionIndex })
    tokens.push(await redeem(location?.searchParams.get('code') ?? ''))
  }
  return { nameId, tokens }
}

async function redeem(code: string): Promise<string> {
  const { clientId: client_id, apiKey: client_secret } = world
  const body = { client_id, client_secret, grant_type: 'authorization_code', code }
  const { body: answer } = await world.request('POST', '/sso/token', { body })
  return (answer as { access_token: string }).access_token
}

async function isGood(accessToken: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${accessToken}` }
  const { status } = await world.request('GET', '/sso/profile', { headers })
  return status === 200
}

const expectations = (inResponseTo: string) => ({
  certificates: [{ pem: ours.certificate }],
  now: new Date(),
  expected: {
    issuer: acme.spEntityId,
    destination: 'https://idp.acme.example/slo?tenant=1',
    inResponseTo,
  },
})

describe('a logout request of the identity provider', () => {
  it('ends the sign-ins of its person at once, and is answered with our signature', async () => {
    const { nameId, tokens } = await signedIn(['_s1', '_s2'])
    const bystander = await signedIn()
    const request = { url: acme.sloUrl, nameId, id: '_request-1', relayState: 'theirs' }
    const { status, location } = await acme.visitor().get(acme.idp.logoutRequestUrl(request))
    expect(status).toBe(303)
    const response = verifyLogoutResponse({
      binding: 'redirect',
      query: location?.search.replace('tenant=1&', '') ?? '',
      ...expectations('_request-1'),
    })
    expect(response).toMatchObject({ successful: true, relayState: 'theirs' })
    expect(await Promise.all(tokens.map(isGood))).toEqual([false, false])
    expect(await isGood(bystander.tokens[0] as string)).toBe(true)
    expect(await acme.logged()).toMatchObject({ state: 'successful' })
  })

  it('that names sessions ends these and no other', async () => {
    const { nameId, tokens } = await signedIn(['_a', '_b', '_c'])
    const sessionIndexes = ['_a', '_c', '_of-others']
    await acme.visitor().get(acme.idp.logoutRequestUrl({ url: acme.sloUrl, nameId, sessionIndexes }))
    expect(await Promise.all(tokens.map(isGood))).toEqual([false, true, false])
  })

  it('may come as a form', async () => {
    const { nameId, tokens } = await signedIn()
    const SAMLRequest = acme.idp.logoutRequestPost({ url: acme.sloUrl, nameId })
    const { status } = await acme.visitor().post(acme.sloUrl, { SAMLRequest, RelayState: 'x' })
    expect(status).toBe(303)
    expect(await isGood(tokens[0] as string)).toBe(false)
  })

  it('takes back a code that was not redeemed yet', async () => {
    const nameId = `person-${people++}@acme.example`
    const { location } = await acme.signIn(undefined, { nameId })
    await acme.visitor().get(acme.idp.logoutRequestUrl({ url: acme.sloUrl, nameId }))
    const { clientId: client_id, apiKey: client_secret } = world
    const code = location?.searchParams.get('code')
    const body = { client_id, client_secret, grant_type: 'authorization_code', code }
    expect(await world.request('POST', '/sso/token', { body })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
  })

  it('stands in the log of what it ended', async () => {
    const { nameId } = await signedIn()
    const { id } = await acme.logged()
    await acme.visitor().get(acme.idp.logoutRequestUrl({ url: acme.sloUrl, nameId }))
    const { body } = await world.request('GET', `/portico/sso_sessions/${id}`)
    expect(body).toMatchObject({
      state: 'terminated',
      messages: [{}, {}, { direction: 'received', kind: 'saml_logout_request' }],
    })
  })

  it.each<[string, Partial<Parameters<SamlTenant['idp']['logoutRequestUrl']>[0]>, string]>([
    ['unsigned', { key: null }, 'signature_missing'],
    ['signed by a stranger', {}, 'signature_invalid'],
    ['from somebody else', { issuer: 'https://evil.example' }, 'issuer_mismatch'],
    ['for another address', { destination: 'https://other.example/slo' }, 'destination_mismatch'],
    ['over', { notOnOrAfter: new Date(Date.now() - 600_000) }, 'expired'],
    ['old', { issueInstant: new Date(Date.now() - 3_600_000) }, 'expired'],
  ])('ends nothing when it is %s', async (what, options, code) => {
    const { nameId, tokens } = await signedIn()
    const key = what === 'signed by a stranger' ? { key: stranger } : {}
    const request = { url: acme.sloUrl, nameId, ...key, ...options }
    const answers = [
      await acme.visitor().get(acme.idp.logoutRequestUrl(request)),
      await acme.visitor().post(acme.sloUrl, { SAMLRequest: acme.idp.logoutRequestPost(request) }),
    ]
    for (const { status, location, text } of answers) {
      expect([status, location]).toEqual([400, null])
      expect(text).toContain(code)
    }
    expect(await isGood(tokens[0] as string)).toBe(true)
  })

  it('is obeyed once, also when it comes several times at once', async () => {
    const { nameId } = await signedIn()
    const url = acme.idp.logoutRequestUrl({ url: acme.sloUrl, nameId })
    const answers = await Promise.all([1, 2, 3].map(() => acme.visitor().get(url)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 400, 400])
    // Whoever signs in again is not signed out by what was said before.
    const { location } = await acme.signIn(undefined, { nameId })
    const token = await redeem(location?.searchParams.get('code') ?? '')
    const again = await acme.visitor().get(url)
    expect([again.status, again.text.includes('logout_request_replayed')]).toEqual([400, true])
    expect(await isGood(token)).toBe(true)
  })

  it('ends nothing of another connection, though it is of the same identity provider', async () => {
    const { nameId, tokens } = await signedIn()
    const twin = await samlTenant(world.server, world, { domain: 'twin.example', idp: acme.idp })
    const { status } = await twin.visitor().get(twin.idp.logoutRequestUrl({ url: twin.sloUrl, nameId }))
    expect(status).toBe(303)
    expect(await isGood(tokens[0] as string)).toBe(true)
    // Nor can one that was meant for the first be taken to the second.
    const url = acme.idp.logoutRequestUrl({ url: acme.sloUrl, nameId })
    const carried = await twin.visitor().get(`/sso/saml/slo/${twin.key}${new URL(url).search}`)
    expect([carried.status, carried.text.includes('destination_mismatch')]).toEqual([400, true])
  })

  it('is answered with a page where the identity provider takes no answer', async () => {
    const quiet = await samlTenant(world.server, world, { domain: 'quiet.example' })
    const request = { url: quiet.sloUrl, nameId: 'ada@quiet.example' }
    const { location } = await quiet.visitor().get(quiet.idp.logoutRequestUrl(request))
    expect(location?.pathname).toBe('/sso/logout/done')
  })
})

describe('a logout message that is refused', () => {
  it('stands in the log of the connection, with why, and is no failed sign-in to anybody else', async () => {
    const own = await createTenant(world.server)
    const tenant = await samlTenant(world.server, own)
    const request = { url: tenant.sloUrl, nameId: 'ada@acme.example', key: stranger }
    const { status, text } = await tenant.visitor().get(tenant.idp.logoutRequestUrl(request))
    expect([status, text.includes('signature_invalid')]).toEqual([400, true])
    const { id } = await tenant.logged()
    const { body } = await own.request('GET', `/portico/sso_sessions/${id}`)
    expect(body).toMatchObject({
      connection_id: tenant.connectionId,
      state: 'failed',
      idp_initiated: true,
      profile_id: null,
      error: { code: 'signature_invalid', message: expect.stringContaining('Nobody was signed out') },
      messages: [{ direction: 'received', kind: 'saml_logout_request' }],
    })
    expect(JSON.stringify(body)).toContain('LogoutRequest')

    const answer = { url: tenant.sloUrl, inResponseTo: '_unknown', relayState: '_unknown' }
    await tenant.visitor().get(tenant.idp.logoutResponseUrl(answer))
    const { body: list } = await own.request(
      'GET',
      `/portico/connections/${tenant.connectionId}/sso_sessions`,
    )
    expect((list as { data: unknown[] }).data).toMatchObject([
      { idp_initiated: false, error: { code: 'in_response_to_unknown' } },
      { idp_initiated: true },
    ])
    expect(await own.recorded.events()).not.toContain('authentication.sso_failed')
  })

  it('in a flood is recorded no more than people can read', async () => {
    const server = await ownServer({ env: { PORTICO_RATE_LIMIT_AUTHENTICATE: '3/60' } })
    const tenant = await samlTenant(server, await createTenant(server))
    const path = `/sso/saml/slo/${tenant.key}?SAMLRequest=a`
    for (let i = 0; i < 5; i++) expect((await tenant.visitor().get(path)).status).toBe(400)
    const [count] = await server.kernel.database.sql`
      select count(*)::int as refusals from sso_sessions where connection_id = ${tenant.connectionId}`
    expect(count).toEqual({ refusals: 3 })
  })
})

describe('the address for logout', () => {
  it('takes one message', async () => {
    for (const query of ['', '?x=1', '?SAMLRequest=a&SAMLResponse=b', '?SAMLRequest=a&SAMLRequest=b']) {
      const { status, text } = await acme.visitor().get(`/sso/saml/slo/${acme.key}${query}`)
      expect([status, text.includes('saml_message_missing')]).toEqual([400, true])
    }
  })

  it('refuses what is no message, and what inflates without end', async () => {
    for (const query of ['?SAMLRequest=a', '?SAMLResponse=%00', '?SAMLRequest=eJx']) {
      expect((await acme.visitor().get(`/sso/saml/slo/${acme.key}${query}`)).status).toBe(400)
    }
  })

  it('is nobody’s without a connection', async () => {
    expect((await acme.visitor().get(`/sso/saml/slo/${'0'.repeat(22)}?SAMLRequest=a`)).status).toBe(404)
  })
})

/** Signs somebody out at the application. @returns where that leads, and with what */
async function signOut(visitor = acme.visitor()) {
  const { nameId } = await signedIn()
  const { id } = await acme.logged()
  const { body } = await world.request('GET', `/sso/logout?session_id=${id}`)
  const { location } = await visitor.get((body as { url: string }).url)
  const message = readRedirect(location?.search ?? '', 'SAMLRequest')
  return { id, nameId, location, message, inResponseTo: message.relayState as string }
}

describe('signing out of a SAML connection', () => {
  it('asks the identity provider with our signature to end that session of that person', async () => {
    const { location, message, nameId, id } = await signOut()
    expect(location?.origin).toBe('https://idp.acme.example')
    expect(location?.searchParams.get('tenant')).toBe('1')
    expect(() =>
      verifyRedirectSignature(message, { certificates: [{ pem: ours.certificate }], now: new Date() }),
    ).not.toThrow()
    expect(message.xml).toContain(`>${nameId}</saml:NameID>`)
    expect(message.xml).toContain('<samlp:SessionIndex>_s1</samlp:SessionIndex>')
    const { body } = await world.request('GET', `/portico/sso_sessions/${id}`)
    expect(body).toMatchObject({ state: 'terminated' })
  })

  it('comes back once the identity provider has answered, and notes the answer', async () => {
    const visitor = acme.visitor()
    const { id, inResponseTo } = await signOut(visitor)
    const url = acme.idp.logoutResponseUrl({ url: acme.sloUrl, inResponseTo, relayState: inResponseTo })
    const { status, location } = await visitor.get(url)
    expect([status, location?.pathname]).toEqual([303, '/sso/logout/done'])
    const { body } = await world.request('GET', `/portico/sso_sessions/${id}`)
    const { messages } = body as { messages: { direction: string; kind: string }[] }
    expect(messages.slice(-2)).toMatchObject([
      { direction: 'sent', kind: 'saml_logout_request' },
      { direction: 'received', kind: 'saml_logout_response' },
    ])
    // It was the answer: there is none to come.
    expect((await visitor.get(url)).status).toBe(400)
  })

  it('believes no answer that is unsigned, a stranger’s, or to another request', async () => {
    const { inResponseTo } = await signOut()
    const other = await signOut()
    for (const [options, code] of [
      [{ key: null }, 'signature_missing'],
      [{ key: stranger }, 'signature_invalid'],
      [{ inResponseTo: other.inResponseTo }, 'in_response_to_mismatch'],
      [{ relayState: '_unknown' }, 'in_response_to_unknown'],
    ] as const) {
      const answer = { url: acme.sloUrl, inResponseTo, relayState: inResponseTo, ...options }
      const { status, text } = await acme.visitor().get(acme.idp.logoutResponseUrl(answer))
      expect([status, text.includes(code)]).toEqual([400, true])
    }
  })
})
