import { beforeAll, describe, expect, it } from 'vitest'
import {
  createDatabase,
  createTenant,
  ownServer,
  type SamlTenant,
  samlTenant,
  startServer,
  type TestServer,
  testServer,
  visitorOf,
} from '../../../testing/index.ts'

let world: TestServer
let acme: SamlTenant

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
})

const codeOf = ({ location }: { location: URL | null }) => location?.searchParams.get('code') ?? null

describe('a response', () => {
  it('signs somebody in once', async () => {
    const visitor = acme.visitor()
    const { id, relayState } = await acme.begin(visitor)
    const form = acme.form({ inResponseTo: id, relayState })
    expect(codeOf(await acme.post(visitor, form))).toBeTruthy()
    const again = await acme.post(visitor, form)
    expect([again.status, again.location]).toEqual([400, null])
    expect(await acme.logged()).toMatchObject({ state: 'failed', error_code: 'in_response_to_unknown' })
  })

  it('that is posted several times at once signs somebody in once', async () => {
    const visitor = acme.visitor()
    const { id, relayState } = await acme.begin(visitor)
    const form = acme.form({ inResponseTo: id, relayState })
    const answers = await Promise.all(Array.from({ length: 5 }, () => acme.post(visitor, form)))
    expect(answers.map(codeOf).filter(Boolean)).toHaveLength(1)
  })

  it('that nobody asked for is taken once, also when it is posted several times at once', async () => {
    const open = await samlTenant(world.server, await createTenant(world.server), {
      settings: { idp_initiated_allowed: true, sign_in_consent: false },
    })
    const form = open.form()
    const answers = await Promise.all(Array.from({ length: 5 }, () => open.post(open.visitor(), form)))
    expect(answers.map(codeOf).filter(Boolean)).toHaveLength(1)
    expect(codeOf(await open.post(open.visitor(), form))).toBeNull()
    expect(await open.logged()).toMatchObject({ state: 'failed', error_code: 'message_replayed' })
  })

  it('is taken once by all nodes together', async () => {
    const connection = await createDatabase()
    const node = await startServer(connection)
    const other = await startServer(connection)
    try {
      const tenant = await createTenant(node)
      const { visitor: _, ...one } = await samlTenant(node, tenant, {
        settings: { idp_initiated_allowed: true, sign_in_consent: false },
      })
      const form = one.form()
      const answers = await Promise.all(
        [node, other, node, other].map((server) => one.post(visitorOf(server), form)),
      )
      expect(answers.map(codeOf).filter(Boolean)).toHaveLength(1)
    } finally {
      await Promise.all([node.stop(), other.stop()])
    }
  })

  it('to a request of another browser signs nobody in, and its application hears nothing', async () => {
    const attacker = acme.visitor()
    const { id, relayState } = await acme.begin(attacker)
    const form = acme.form({ inResponseTo: id, relayState })
    // With cookies of a sign-in of their own, and without any.
    const victim = acme.visitor()
    await acme.begin(victim)
    for (const visitor of [victim, acme.visitor()]) {
      const { status, location, text } = await acme.post(visitor, form)
      expect([status, location]).toEqual([400, null])
      expect(text).toMatch(/browser_mismatch|in_response_to_unknown/)
    }
    // The sign-in is over for the attacker as well.
    expect(codeOf(await acme.post(attacker, form))).toBeNull()
  })

  it('waits for the browser that asked under a handle that is good once', async () => {
    const visitor = acme.visitor()
    const { id, relayState } = await acme.begin(visitor)
    const parked = await visitor.post(acme.acsUrl, acme.form({ inResponseTo: id, relayState }))
    expect(parked.location?.pathname).toBe('/sso/continue')
    const handle = parked.location as URL
    const stranger = await acme.visitor().get(handle)
    expect([stranger.status, stranger.location]).toEqual([400, null])
    // Whoever else had it, it is spent: better no sign-in than one in two places.
    expect(codeOf(await visitor.get(handle))).toBeNull()
  })

  it('of a sign-in that has timed out is too late', async () => {
    const server = await ownServer()
    const slow = await samlTenant(server, await createTenant(server))
    const visitor = slow.visitor()
    const { id, relayState } = await slow.begin(visitor)
    const { clock } = server.kernel as unknown as { clock: { setOffset(ms: number): Promise<void> } }
    await clock.setOffset(6 * 60_000)
    const answer = await slow.post(visitor, slow.form({ inResponseTo: id, relayState }))
    expect([answer.status, answer.location]).toEqual([400, null])
    expect(await slow.logged()).toMatchObject({ error_code: 'in_response_to_unknown' })
  })
})

describe('an identity provider speaks for its own connection alone:', () => {
  it('what it says is refused at another connection, though both have the same key', async () => {
    const rival = await samlTenant(world.server, world, { domain: 'rival.example' })
    const visitor = rival.visitor()
    const { id, relayState } = await rival.begin(visitor)
    const { acsUrl, spEntityId: audience } = rival
    const form = acme.form({ inResponseTo: id, relayState, acsUrl, audience })
    const { location } = await rival.post(visitor, form)
    expect(location?.searchParams.get('error')).toBe('server_error')
    expect(await rival.logged()).toMatchObject({ state: 'failed', error_code: 'issuer_mismatch' })
  })

  it('a response to a request of one connection is refused at another, even of the same identity provider', async () => {
    const twin = await samlTenant(world.server, world, { domain: 'twin.example', idp: acme.idp })
    const visitor = acme.visitor()
    const { id, relayState } = await acme.begin(visitor)
    // As it stands it is for another address.
    await twin.post(visitor, acme.form({ inResponseTo: id, relayState }), twin.acsUrl)
    expect(await twin.logged()).toMatchObject({ state: 'failed', error_code: 'destination_mismatch' })
    // Made for this address, it answers nothing that this connection asked.
    const { location, status } = await twin.post(visitor, twin.form({ inResponseTo: id, relayState }))
    expect([status, location]).toEqual([400, null])
    expect(await twin.logged()).toMatchObject({ state: 'failed', error_code: 'in_response_to_unknown' })
    // And the request is still good where it was made.
    expect(codeOf(await acme.post(visitor, acme.form({ inResponseTo: id, relayState })))).toBeTruthy()
  })

  it('a request of another environment is unknown', async () => {
    const elsewhere = await samlTenant(world.server, world.other, { idp: acme.idp })
    const visitor = elsewhere.visitor()
    const { id, relayState } = await elsewhere.begin(visitor)
    const { status } = await acme.post(visitor, acme.form({ inResponseTo: id, relayState }))
    expect(status).toBe(400)
    expect(await acme.logged()).toMatchObject({ error_code: 'in_response_to_unknown' })
  })

  it('it cannot sign in people of a domain that is not the organization’s', async () => {
    const { location } = await acme.signIn(undefined, { nameId: 'ada@victim.example' })
    expect(location?.searchParams.get('error')).toBe('profile_not_allowed_outside_organization')
  })
})

describe('RelayState', () => {
  it('decides nothing: it may be missing, or be whatever somebody has made of it', async () => {
    for (const relayState of [null, 'https://evil.example/', 'redirect_uri=https://evil.example/', '_x']) {
      const visitor = acme.visitor()
      const { id } = await acme.begin(visitor)
      const { location } = await acme.post(visitor, acme.form({ inResponseTo: id, relayState }))
      expect(location?.href).toMatch(/^https:\/\/app\.example\/callback\?code=/)
    }
  })

  it('tells no sign-in of another connection that it has failed', async () => {
    const rival = await samlTenant(world.server, world, { domain: 'competitor.example' })
    const visitor = acme.visitor()
    const { id, relayState } = await acme.begin(visitor)
    await rival.post(rival.visitor(), { ...rival.form({ sign: 'none' }), RelayState: relayState })
    expect(codeOf(await acme.post(visitor, acme.form({ inResponseTo: id, relayState })))).toBeTruthy()
  })
})

describe('the log of a sign-in', () => {
  it('keeps the messages without what could be sent again', async () => {
    const visitor = acme.visitor()
    await acme.signIn(visitor)
    const { id } = await acme.logged()
    const { body } = await world.request('GET', `/portico/sso_sessions/${id}`)
    const { messages } = body as { messages: { direction: string; kind: string; content: string }[] }
    expect(messages.map(({ direction, kind }) => [direction, kind])).toEqual([
      ['sent', 'saml_authn_request'],
      ['received', 'saml_response'],
    ])
    expect(messages[1]?.content).toContain('ada@acme.example')
    expect(messages[1]?.content).toMatch(/<ds:SignatureValue>…<\/ds:SignatureValue>/)
  })
})
