import { generateKeyPairSync, sign } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, ownServer, type TestServer, testServer, type Visited } from '../../../testing/index.ts'
import { type Answering, type OidcIdp, oidcIdp, sendJson } from '../../../testing/oidc-idp.ts'
import { oidcTenant, ownOidcTenant } from '../../../testing/oidc-tenant.ts'

let world: TestServer
let idp: OidcIdp

beforeAll(async () => {
  world = await testServer()
  idp = await oidcIdp()
})
afterEach(() => idp.answers.clear())
afterAll(() => idp.close())

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const errorOf = ({ location }: Visited) => location?.searchParams.get('error')

describe('what the provider answers', () => {
  const json =
    (status: number, body: unknown): Answering =>
    (response) =>
      sendJson(response, status, body)
  const text =
    (body: string): Answering =>
    (response) =>
      response.end(body)
  const answers: Record<string, [path: string, Answering, string]> = {
    'is no JSON': ['/token', text('<html>Sorry</html>'), 'answer_malformed'],
    'is a list': ['/token', json(200, []), 'answer_invalid'],
    'has no access token': ['/token', json(200, { id_token: 'a.b.c' }), 'answer_invalid'],
    'is an error': ['/token', json(400, { error: 'invalid_grant' }), 'token_request_refused'],
    'is an error without words': ['/token', json(500, {}), 'answer_invalid'],
    'is an error that looks like success': ['/token', json(200, { error: 'bad_code' }), 'answer_invalid'],
    'is 10 MB': ['/token', text('x'.repeat(10_000_000)), 'idp_unreachable'],
    'leads elsewhere': [
      '/token',
      (response) => response.writeHead(307, { location: `${idp.issuer}/evil` }).end(),
      'answer_invalid',
    ],
    'breaks off': ['/token', (response) => response.destroy(), 'idp_unreachable'],
    'has keys that are none': ['/jwks', text('nothing'), 'keys_invalid'],
    'has 10 MB of keys': ['/jwks', text('x'.repeat(10_000_000)), 'idp_unreachable'],
    'has keys elsewhere': [
      '/jwks',
      (response) => response.writeHead(302, { location: `${idp.issuer}/evil` }).end(),
      'keys_invalid',
    ],
  }
  it.each(Object.entries(answers))('is refused when it %s', async (_, [path, answer, code]) => {
    const tenant = await ownOidcTenant(world.server)
    tenant.idp.answers.set(path, answer)
    expect(errorOf(await tenant.signIn())).toBe('server_error')
    expect((await tenant.logged()).error_code).toBe(code)
    expect(tenant.idp.requestsTo('/evil')).toEqual([])
  })

  it.each([
    [
      { error: 'invalid_client', error_description: 'No such client' },
      /"invalid_client".*No such client.*client secret/,
    ],
    [{ error: 'invalid_grant' }, /redirect URI/],
  ])('is told to administrators, with what to change: %j', async (body, message) => {
    const tenant = await ownOidcTenant(world.server)
    tenant.idp.answers.set('/token', json(401, body))
    await tenant.signIn()
    expect((await tenant.logged()).error_message).toMatch(message)
  })

  const userinfos: Record<string, [Answering | undefined, Record<string, unknown>, string]> = {
    'is about somebody else': [undefined, { sub: 'eve' }, 'userinfo_subject_mismatch'],
    'is about nobody': [undefined, { sub: undefined }, 'userinfo_subject_mismatch'],
    'is refused': [json(403, {}), {}, 'profile_refused'],
    'is no JSON': [text('ada'), {}, 'answer_malformed'],
    'is a list': [json(200, ['ada']), {}, 'answer_invalid'],
  }
  it.each(Object.entries(userinfos))('is refused when userinfo %s', async (_, [answer, userinfo, code]) => {
    const tenant = await ownOidcTenant(world.server, { fetch_user_info: true })
    if (answer) tenant.idp.answers.set('/userinfo', answer)
    expect(errorOf(await tenant.signIn({ userinfo }))).toBe('server_error')
    expect((await tenant.logged()).error_code).toBe(code)
  })

  // What was right when the connection was set up may say something else by now.
  it.each(['token_endpoint', 'jwks_uri', 'userinfo_endpoint'])(
    'is not looked for inside of our network, whatever its configuration says: %s',
    async (member) => {
      const tenant = await ownOidcTenant(world.server, { fetch_user_info: true })
      tenant.idp.metadata = { [member]: 'http://169.254.169.254/latest/meta-data' }
      expect(errorOf(await tenant.signIn())).toBe('server_error')
      const { error_code, error_message } = await tenant.logged()
      expect(error_code).toBe('idp_unreachable')
      expect(error_message).toContain('link-local')
    },
  )

  it('is quoted nowhere when its access token is none', async () => {
    const tenant = await ownOidcTenant(world.server, { fetch_user_info: true })
    expect(errorOf(await tenant.signIn({ tokens: { access_token: 'secret\r\nX-Evil: 1' } }))).toBe(
      'server_error',
    )
    const logged = await tenant.logged()
    expect(logged.error_code).toBe('answer_invalid')
    expect(JSON.stringify(logged)).not.toContain('secret\\r')
    expect(tenant.idp.requestsTo('/userinfo')).toEqual([])
  })

  it('may not be signed with a key that is too short', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const tenant = await ownOidcTenant(world.server)
    tenant.idp.answers.set(
      '/jwks',
      json(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 's' }] }),
    )
    const idToken = async (claims: JWTPayload) => {
      const input = `${base64url({ alg: 'RS256', kid: 's' })}.${base64url(claims)}`
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    }
    expect(errorOf(await tenant.signIn({ idToken }))).toBe('server_error')
    expect((await tenant.logged()).error_code).toBe('configuration_unusable')
  })

  it('is not waited for longer than ten seconds', async () => {
    const server = await ownServer()
    const { fetch, close } = server.kernel.outbound
    const deadlines: (number | undefined)[] = []
    // The same client, less patient.
    server.kernel.outbound = {
      close,
      fetch: (url, request) => {
        deadlines.push(request?.timeoutMs)
        return fetch(url, { ...request, timeoutMs: 200 })
      },
    }
    const tenant = await oidcTenant(server, await createTenant(server), idp)
    idp.answers.set('/token', () => undefined)
    expect(errorOf(await tenant.signIn())).toBe('server_error')
    const { error_code, error_message } = await tenant.logged()
    expect(error_code).toBe('idp_unreachable')
    expect(error_message).toContain('did not answer within')
    expect(new Set(deadlines)).toEqual(new Set([10_000]))
  })

  it('sends people back to the application when its configuration cannot be read', async () => {
    const tenant = await ownOidcTenant(world.server)
    tenant.idp.answers.set('/.well-known/openid-configuration', text('nothing'))
    const { location } = await tenant.visitor().get(tenant.authorizePath({ state: 'mine' }))
    expect(location?.href).toMatch(/^https:\/\/app\.example\/callback\?error=server_error&.*state=mine/)
    expect((await tenant.logged()).error_code).toBe('answer_malformed')
  })

  const configurations: Record<string, [Record<string, unknown>, string]> = {
    'of another issuer': [{ issuer: 'https://evil.example' }, 'issuer_mismatch'],
    'of all tenants': [{ issuer: 'http://127.0.0.1/{tenantid}/v2.0' }, 'issuer_ambiguous'],
    'without a token endpoint': [{ token_endpoint: undefined }, 'configuration_unusable'],
    'that would run a script': [{ authorization_endpoint: 'javascript:alert(1)' }, 'configuration_unusable'],
  }
  it.each(Object.entries(configurations))('is no configuration %s', async (_, [metadata, code]) => {
    const tenant = await ownOidcTenant(world.server)
    tenant.idp.metadata = metadata
    const { location } = await tenant.visitor().get(tenant.authorizePath())
    expect(location?.origin).toBe('https://app.example')
    expect((await tenant.logged()).error_code).toBe(code)
  })
})
