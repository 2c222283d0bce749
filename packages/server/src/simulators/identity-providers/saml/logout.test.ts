import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  buildLogoutRequest,
  newMessageId,
  postForm,
  readIdpMetadata,
  redirectUrl,
  verifyLogoutRequest,
  verifyLogoutResponse,
} from '../../../protocols/saml/index.ts'
import { sharedServer } from '../../../testing/server.ts'
import { signInAt } from '../../../testing/simulator.ts'
import { transportTo } from '../../../testing/transport.ts'

const origin = 'http://127.0.0.1:4100'
const own = `${origin}/simulators/saml/okta`

/** Somebody who is signed in at a service provider of the test's own. */
async function signedIn() {
  const server = await sharedServer()
  const transport = transportTo(server)
  const fetch = (url: string, init: RequestInit = {}) =>
    transport(url, {
      method: init.method ?? 'GET',
      headers: { host: '127.0.0.1:4100', ...(init.headers as Record<string, string>) },
      ...(init.body && { body: String(init.body) }),
    })
  const key = randomBytes(11).toString('hex')
  const [acs, slo] = [
    `http://localhost:4100/sso/saml/acs/${key}`,
    `http://localhost:4100/sso/saml/slo/${key}`,
  ]
  const audience = `http://localhost:4100/${key}`
  const query = new URLSearchParams({ acs, audience })
  const signIn = () => signInAt(`${own}/start?${query}`, { email: 'ada@acme.example', fetch })
  const { entityId, signingCertificates } = readIdpMetadata(await (await fetch(`${own}/metadata`)).text(), {
    now: new Date(),
  })
  const trust = {
    certificates: signingCertificates.map((pem) => ({ pem })),
    expected: { issuer: entityId, destination: slo },
    now: new Date(),
  }
  const sessions = async () => {
    const page = await (await fetch(own)).text()
    // One row a session: the application, and the button that ends it.
    const rows = page.split('<li>').filter((row) => row.includes(audience) && row.includes('name="session"'))
    return rows.map((row) => /name="session" value="([^"]+)"/.exec(row)?.[1] ?? '')
  }
  await signIn()
  return { fetch, audience, slo, signIn, trust, sessions }
}

const queryOf = (answer: Response) => new URL(answer.headers.get('location') ?? '').search

describe('single logout at a SAML simulator', () => {
  const request = (audience: string, sessionIndexes: readonly string[] = []) => ({
    id: newMessageId(randomBytes(20)),
    issueInstant: new Date(),
    destination: `${own}/slo`,
    issuer: audience,
    nameId: { value: 'ada@acme.example' },
    sessionIndexes,
  })

  it.each(['redirect', 'post'] as const)('ends the session that a request by %s names', async (binding) => {
    const { fetch, audience, slo, signIn, trust, sessions } = await signedIn()
    await signIn()
    const [newest = '', older] = await sessions()
    const asked = request(audience, [newest])
    const message = {
      url: `${own}/slo`,
      kind: 'SAMLRequest' as const,
      xml: buildLogoutRequest(asked),
      relayState: 'back',
    }
    const answer =
      binding === 'redirect'
        ? await fetch(redirectUrl(message))
        : await fetch(`${own}/slo`, {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: new URLSearchParams(postForm(message).fields).toString(),
          })
    expect(answer.headers.get('location')).toContain(`${slo}?SAMLResponse=`)
    const response = verifyLogoutResponse({
      binding: 'redirect',
      query: queryOf(answer),
      ...trust,
      expected: { ...trust.expected, inResponseTo: asked.id },
    })
    expect(response).toMatchObject({ successful: true, relayState: 'back' })
    expect(await sessions()).toEqual([older])
  })

  it('ends all sessions of a person at an application where the request names none', async () => {
    const { fetch, audience, signIn, sessions } = await signedIn()
    await signIn()
    const xml = buildLogoutRequest(request(audience))
    await fetch(redirectUrl({ url: `${own}/slo`, kind: 'SAMLRequest', xml }))
    expect(await sessions()).toEqual([])
  })

  it('answers nobody whom it does not know', async () => {
    const { fetch } = await signedIn()
    const xml = buildLogoutRequest(request('https://unknown.example/sp'))
    const answer = await fetch(redirectUrl({ url: `${own}/slo`, kind: 'SAMLRequest', xml }))
    expect([answer.status, answer.headers.get('location')]).toEqual([404, null])
  })

  it('begins at its page: the application is asked to end the session', async () => {
    const { fetch, slo, trust, sessions } = await signedIn()
    const [session = ''] = await sessions()
    const signOut = () =>
      fetch(`${own}/sign-out`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ session }).toString(),
      })
    const answer = await signOut()
    expect(answer.headers.get('location')).toContain(`${slo}?SAMLRequest=`)
    expect(verifyLogoutRequest({ binding: 'redirect', query: queryOf(answer), ...trust })).toMatchObject({
      nameId: { value: 'ada@acme.example' },
      sessionIndexes: [session],
    })
    expect(await sessions()).toEqual([])
    expect((await signOut()).status).toBe(404)
    // What comes back from there says that it is done.
    const done = await fetch(`${own}/slo?SAMLResponse=x`)
    expect(await done.text()).toContain('Signed out')
  })
})
