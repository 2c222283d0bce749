import { describe, expect, it } from 'vitest'
import { createTenant } from '../../testing/index.ts'
import { ownServer, sharedServer, startServer } from '../../testing/server.ts'
import { transportTo } from '../../testing/transport.ts'
import { samlMisbehaviours } from './behaviour.ts'

const origin = 'http://127.0.0.1:4100'
const host = '127.0.0.1:4100'

/** Everything that simulators answer. */
const paths = [
  ['GET', '/simulators'],
  ['POST', '/simulators/people'],
  ['GET', '/simulators/saml/acme'],
  ['GET', '/simulators/saml/acme/behaviour'],
  ['PUT', '/simulators/saml/acme/behaviour'],
  ['POST', '/simulators/saml/acme/behaviour'],
  ['GET', '/simulators/saml/acme/metadata'],
  ['GET', '/simulators/saml/acme/sso'],
  ['POST', '/simulators/saml/acme/sso'],
  ['GET', '/simulators/saml/acme/start'],
  ['GET', '/simulators/saml/acme/sign-in'],
  ['POST', '/simulators/saml/acme/sign-in'],
  ['GET', '/simulators/saml/acme/slo'],
  ['POST', '/simulators/saml/acme/slo'],
  ['POST', '/simulators/saml/acme/sign-out'],
  ['GET', '/simulators/oidc/acme/.well-known/openid-configuration'],
  ['GET', '/simulators/oidc/acme/jwks'],
  ['GET', '/simulators/oidc/acme/authorize'],
  ['POST', '/simulators/oidc/acme/authorize'],
  ['POST', '/simulators/oidc/acme/sign-in'],
  ['POST', '/simulators/oidc/acme/token'],
  ['GET', '/simulators/oidc/acme/userinfo'],
  ['GET', '/simulators/oidc/acme/userinfo/emails'],
  ['POST', '/simulators/oidc/acme/revoke'],
  ['GET', '/simulators/oidc/acme/end_session'],
  ['POST', '/simulators/oidc/acme/end_session'],
  ['POST', '/simulators/oidc/acme/sign-out'],
  ['GET', '/simulators/oauth/GitHubOAuth/authorize'],
] as const

const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' }

async function simulators() {
  const server = await sharedServer()
  const transport = transportTo(server)
  const ask = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
    transport(`${origin}${path}`, {
      method,
      headers: { host, ...headers },
      ...(body !== undefined && { body }),
    })
  const put = (body: unknown, headers: Record<string, string> = {}) =>
    ask('PUT', '/simulators/saml/adfs/behaviour', JSON.stringify(body), {
      'content-type': 'application/json',
      ...headers,
    })
  return { server, ask, put }
}

describe('production', () => {
  it('has no simulators', async () => {
    const server = await ownServer({ mode: 'production' })
    await createTenant(server, 'production')
    for (const [method, url] of paths) {
      const { statusCode, body } = await server.app.inject({ method, url, headers: { host } })
      expect([method, url, statusCode]).toEqual([method, url, 404])
      expect(body).toContain('route_not_found')
    }
  })
})

describe('the simulators', () => {
  it('answer nobody who names another host', async () => {
    const { server } = await simulators()
    for (const [method, url] of paths) {
      for (const wrong of ['evil.example:4100', '127.0.0.1.evil.example']) {
        const { statusCode } = await server.app.inject({ method, url, headers: { host: wrong } })
        expect([method, url, wrong, statusCode]).toEqual([method, url, wrong, 421])
      }
    }
  })

  it('are shown on another site than the product, and answer protocols wherever they are asked', async () => {
    const { server } = await simulators()
    const get = (url: string) => server.app.inject({ url, headers: { host: 'localhost:4100' } })
    for (const path of ['/simulators', '/simulators/oidc/okta']) {
      const { statusCode, headers } = await get(`${path}?a=b`)
      expect([statusCode, headers.location]).toEqual([307, `${origin}${path}?a=b`])
    }
    const document = await get('/simulators/oidc/okta/.well-known/openid-configuration')
    expect(document.json()).toMatchObject({ issuer: 'http://localhost:4100/simulators/oidc/okta' })
  })

  it('take the forms of their own pages from no other page', async () => {
    const { ask } = await simulators()
    const own = paths.filter(
      ([method, path]) => method === 'POST' && /(people|behaviour|sign-in|sign-out)$/.test(path),
    )
    expect(own).toHaveLength(6)
    for (const [, path] of own) {
      for (const headers of [
        {},
        { origin: 'http://localhost:4100' },
        { origin, 'sec-fetch-site': 'same-site' },
      ]) {
        const { status } = await ask('POST', path, 'email=ada@acme.example', { ...formHeaders, ...headers })
        expect([path, headers, status]).toEqual([path, headers, 403])
      }
    }
  })

  it('tell clients of OAuth what is wrong in their own words', async () => {
    const { ask } = await simulators()
    const token = (body: string) => ask('POST', '/simulators/oidc/acme/token', body, formHeaders)
    expect(await (await token('')).json()).toMatchObject({ error: 'invalid_client' })
    const client = 'client_id=a&client_secret=b'
    expect(await (await token(client)).json()).toMatchObject({ error: 'unsupported_grant_type' })
    expect(await (await token(`${client}&grant_type=authorization_code`)).json()).toEqual({
      error: 'invalid_request',
      error_description: 'code is missing.',
    })
    const unknown = await ask('GET', '/simulators/oidc/acme/userinfo', undefined, {
      authorization: 'Bearer x',
    })
    expect([unknown.status, unknown.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer error="invalid_token"',
    ])
  })

  it('have the same keys after a restart', async () => {
    const first = await ownServer()
    const read = async (server: typeof first) => {
      const answers = await Promise.all(
        ['saml/entra/metadata', 'oidc/entra/jwks'].map((path) =>
          server.app.inject({ url: `/simulators/${path}`, headers: { host } }),
        ),
      )
      return answers.map(({ body }) => body)
    }
    const before = await read(first)
    const { host: hosts, port, user, pass, database } = first.kernel.database.sql.options
    const second = await startServer({
      host: hosts[0] as string,
      port: port[0] as number,
      username: user,
      password: String(pass),
      database,
    })
    try {
      expect(await read(second)).toEqual(before)
    } finally {
      await second.stop()
    }
    const keys = await first.kernel.database.sql<
      { private_key: Buffer }[]
    >`select private_key from simulator_keys`
    for (const { private_key } of keys) expect(private_key.toString('latin1')).not.toContain('PRIVATE KEY')
  })

  it('make one key, however many ask for it first', async () => {
    const { app } = await ownServer()
    const bodies = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const { body } = await app.inject({ url: '/simulators/oidc/okta/jwks', headers: { host } })
        return body
      }),
    )
    expect(new Set(bodies).size).toBe(1)
  })
})

describe('how a simulator behaves', () => {
  it('is read and set by API', async () => {
    const { ask, put } = await simulators()
    const misbehaviours = Object.keys(samlMisbehaviours)
    const set = await put({ misbehave: 'expired', clock_minutes: -5, slow_seconds: 2 })
    expect(await set.json()).toEqual({
      misbehave: 'expired',
      clock_minutes: -5,
      slow_seconds: 2,
      misbehaviours,
    })
    const read = await ask('GET', '/simulators/saml/adfs/behaviour')
    expect(await read.json()).toMatchObject({ misbehave: 'expired', clock_minutes: -5 })
    expect(await (await put({ misbehave: null })).json()).toMatchObject({
      misbehave: null,
      clock_minutes: 0,
      slow_seconds: 0,
    })
  })

  it.each([
    [{ misbehave: 'wrong_nonce' }, 'misbehave must be one of'],
    [{ misbehave: '__proto__' }, 'misbehave must be one of'],
    [{ misbehave: ['expired'] }, 'misbehave must be given once'],
    [{ slow_seconds: 31 }, 'slow_seconds must be a whole number from 0 to 30'],
    [{ slow_seconds: 1.5 }, 'slow_seconds must be'],
    [{ clock_minutes: 1e9 }, 'clock_minutes must be'],
    [{ clock: 1 }, '"clock" cannot be set'],
    [[], 'must be a JSON object'],
    [null, 'must be a JSON object'],
  ])('cannot be %j', async (body, message) => {
    const { put } = await simulators()
    const answer = await put(body)
    expect(answer.status).toBe(422)
    expect(((await answer.json()) as { message: string }).message).toContain(message)
  })

  it('is not set by a page of another site', async () => {
    const { put } = await simulators()
    expect((await put({ misbehave: null }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })
})

describe('people who are added', () => {
  it.each([
    ['an address that is none', { new_email: 'nia' }, 'must be an e-mail address'],
    ['markup for an address', { new_email: '"<b>"@acme.example' }, 'must be an e-mail address'],
    ['no name', { given_name: '' }, 'given_name is missing'],
    ['a long name', { given_name: 'x'.repeat(101) }, '100 characters at most'],
    ['what XML cannot hold', { given_name: 'Ni\u0001a' }, 'no control characters'],
    ['too many groups', { groups: Array.from({ length: 301 }, (_, i) => i).join() }, 'more than 300 groups'],
    ['a page elsewhere', { return_to: 'https://evil.example/' }, 'must be a page of the simulators'],
    ['a page elsewhere, by its host alone', { return_to: '//evil.example/simulators' }, 'must be a page of'],
    [
      'another page of this server',
      { return_to: '/simulators/../dev/mailbox' },
      'must be a page of the simulators',
    ],
  ])('are refused with %s', async (_, wrong, message) => {
    const { ask } = await simulators()
    const fields = {
      new_email: 'refused@acme.example',
      given_name: 'Nia',
      return_to: '/simulators',
      ...wrong,
    }
    const answer = await ask('POST', '/simulators/people', new URLSearchParams(fields).toString(), {
      ...formHeaders,
      origin,
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
    expect(await answer.text()).toContain(message)
  })
})
