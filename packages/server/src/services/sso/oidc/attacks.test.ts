import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { exportJWK, exportSPKI, type JWTPayload } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  createTenant,
  ownServer,
  type TestServer,
  testServer,
  type Visited,
  visitorOf,
} from '../../../testing/index.ts'
import {
  type Answering,
  newOidcKey,
  type OidcIdp,
  type OidcSignIn,
  oidcIdp,
  sendJson,
} from '../../../testing/oidc-idp.ts'
import { type CodeTenant, oidcTenant } from '../../../testing/oidc-tenant.ts'

let world: TestServer
let idp: OidcIdp
let acme: CodeTenant

beforeAll(async () => {
  world = await testServer()
  idp = await oidcIdp()
  acme = await oidcTenant(world.server, world, idp)
})
afterEach(() => idp.answers.clear())
afterAll(() => idp.close())

const now = () => Math.floor(world.server.kernel.clock.now().getTime() / 1000)
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const errorOf = ({ location }: Visited) => location?.searchParams.get('error')
const codeOf = ({ location }: Visited) => location?.searchParams.get('code')

/** A sign-in that the application hears failed, and the log says why. */
async function refusedWith(options: OidcSignIn): Promise<string | null> {
  const answer = await acme.signIn(options, { state: 'of-the-app' })
  expect(errorOf(answer)).toBe('server_error')
  expect(answer.location?.searchParams.get('state')).toBe('of-the-app')
  expect(codeOf(answer)).toBeNull()
  return (await acme.logged()).error_code
}

describe('an ID token', () => {
  const forgeries: Record<string, [(claims: JWTPayload) => Promise<string | null>, string]> = {
    'without a signature (alg none)': [
      async (claims) => `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`,
      'algorithm_not_allowed',
    ],
    'without a signature, under the name of a real algorithm': [
      async (claims) => `${base64url({ alg: 'RS256', kid: idp.keys[0]?.kid })}.${base64url(claims)}.`,
      'signature_invalid',
    ],
    'signed by HS256 with the public key as the secret': [
      async (claims) => {
        const pem = await exportSPKI(idp.keys[0]?.publicKey as never)
        const input = `${base64url({ alg: 'HS256', kid: idp.keys[0]?.kid })}.${base64url(claims)}`
        return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`
      },
      'algorithm_not_allowed',
    ],
    'signed by HS256 with the client secret': [
      async (claims) => {
        const input = `${base64url({ alg: 'HS256' })}.${base64url(claims)}`
        return `${input}.${createHmac('sha256', idp.clientSecret).update(input).digest('base64url')}`
      },
      'algorithm_not_allowed',
    ],
    'signed with another key': [
      async (claims) => idp.sign(claims, { key: await newOidcKey(), header: {} }),
      'key_unknown',
    ],
    'that brings its own key': [
      async (claims) => {
        const key = await newOidcKey(idp.keys[0]?.kid)
        return idp.sign(claims, { key, header: { jwk: await exportJWK(key.publicKey) } })
      },
      'signature_invalid',
    ],
    'that says where its key is': [
      async (claims) => idp.sign(claims, { key: await newOidcKey(), header: { jku: `${idp.issuer}/evil` } }),
      'key_unknown',
    ],
    'with an extension that has to be understood': [
      async (claims) => {
        const input = `${base64url({ alg: 'RS256', kid: idp.keys[0]?.kid, crit: ['exp'], exp: 1 })}.${base64url(claims)}`
        return `${input}.${Buffer.alloc(256).toString('base64url')}`
      },
      'id_token_unsupported',
    ],
    'changed after it was signed': [
      async (claims) => {
        const [header, , signature] = (await idp.sign(claims)).split('.')
        return `${header}.${base64url({ ...claims, email: 'eve@acme.example' })}.${signature}`
      },
      'signature_invalid',
    ],
    'that is encrypted': [async () => 'a.b.c.d.e', 'id_token_invalid'],
    'that is no token at all': [async () => 'ada', 'id_token_invalid'],
    'that is missing': [async () => null, 'id_token_missing'],
  }
  it.each(Object.entries(forgeries))('%s is refused', async (_, [idToken, code]) => {
    expect(await refusedWith({ idToken })).toBe(code)
  })

  const wrongs: Record<string, [Record<string, unknown>, string]> = {
    'of another issuer': [{ iss: 'https://evil.example' }, 'issuer_mismatch'],
    'of the issuer with a slash': [{ iss: 'http://127.0.0.1/' }, 'issuer_mismatch'],
    'without an issuer': [{ iss: undefined }, 'id_token_invalid'],
    'for another client': [{ aud: 'another' }, 'audience_mismatch'],
    'for several, of whom another asked': [
      { aud: ['portico', 'another'], azp: 'another' },
      'authorized_party_mismatch',
    ],
    'for several, of whom nobody is said to have asked': [
      { aud: ['portico', 'another'] },
      'authorized_party_mismatch',
    ],
    'for us, that another asked for': [{ azp: 'another' }, 'authorized_party_mismatch'],
    'with another nonce': [{ nonce: 'of-another-sign-in' }, 'nonce_mismatch'],
    'without a nonce': [{ nonce: undefined }, 'nonce_mismatch'],
    'with a list as its nonce': [{ nonce: ['a'] }, 'nonce_mismatch'],
    'that has expired': [{ exp: 1_700_000_000 }, 'id_token_expired'],
    'that never expires': [{ exp: undefined }, 'id_token_invalid'],
    'whose expiry is no number': [{ exp: 'never' }, 'id_token_invalid'],
    'that is not valid yet': [{ nbf: 4_000_000_000 }, 'id_token_not_yet_valid'],
    'that is issued in the future': [{ iat: 4_000_000_000, exp: 4_000_000_300 }, 'id_token_not_yet_valid'],
    'that was issued long ago': [{ iat: 1_700_000_000 }, 'id_token_expired'],
    'about nobody': [{ sub: undefined }, 'id_token_invalid'],
    'about the empty name': [{ sub: '' }, 'subject_invalid'],
    'about a number': [{ sub: 1 }, 'subject_invalid'],
    'about a name of 2,000 characters': [{ sub: 'a'.repeat(2000) }, 'subject_invalid'],
  }
  it.each(Object.entries(wrongs))('%s is refused', async (_, [claims, code]) => {
    expect(await refusedWith({ claims })).toBe(code)
  })

  it('is taken with clocks a little apart, and no more', async () => {
    const at = (seconds: number) => ({ claims: { iat: now() + seconds, exp: now() + seconds + 300 } })
    expect(codeOf(await acme.signIn(at(45)))).toBeTruthy()
    expect(await refusedWith(at(90))).toBe('id_token_not_yet_valid')
    expect(codeOf(await acme.signIn({ claims: { exp: now() - 45 } }))).toBeTruthy()
    expect(await refusedWith({ claims: { exp: now() - 90 } })).toBe('id_token_expired')
  })

  it('that is refused stands in the log by its claims, with what was expected', async () => {
    await refusedWith({ claims: { iss: 'https://evil.example', sub: 'eve' } })
    const { error_message, messages } = await acme.logged()
    expect(error_message).toContain('"https://evil.example"')
    expect(error_message).toContain(idp.issuer)
    expect(messages.at(-1)?.content).toContain('"sub": "eve"')
  })
})

describe('the keys of a provider', () => {
  it('may rotate from one sign-in to the next', async () => {
    const rotating = await providerOf()
    expect(codeOf(await rotating.signIn())).toBeTruthy()
    rotating.idp.keys.unshift(await newOidcKey())
    expect(codeOf(await rotating.signIn())).toBeTruthy()
    rotating.idp.keys.pop()
    expect(codeOf(await rotating.signIn())).toBeTruthy()
  })

  it('that change under their name are refused, and believed once they have been read anew', async () => {
    const changing = await providerOf()
    expect(codeOf(await changing.signIn())).toBeTruthy()
    changing.idp.keys[0] = await newOidcKey(changing.idp.keys[0]?.kid)
    expect(errorOf(await changing.signIn())).toBe('server_error')
    expect((await changing.logged()).error_code).toBe('signature_invalid')
    expect(codeOf(await changing.signIn())).toBeTruthy()
  })

  it('are read once for many sign-ins', async () => {
    const steady = await providerOf()
    for (let i = 0; i < 3; i++) expect(codeOf(await steady.signIn())).toBeTruthy()
    expect(steady.idp.requestsTo('/jwks')).toHaveLength(1)
  })
})

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
    const tenant = await providerOf()
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
    const tenant = await providerOf()
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
    const tenant = await providerOf({ fetch_user_info: true })
    if (answer) tenant.idp.answers.set('/userinfo', answer)
    expect(errorOf(await tenant.signIn({ userinfo }))).toBe('server_error')
    expect((await tenant.logged()).error_code).toBe(code)
  })

  it('is quoted nowhere when its access token is none', async () => {
    const tenant = await providerOf({ fetch_user_info: true })
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
    const tenant = await providerOf()
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
    const tenant = await providerOf()
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
    const tenant = await providerOf()
    tenant.idp.metadata = metadata
    const { location } = await tenant.visitor().get(tenant.authorizePath())
    expect(location?.origin).toBe('https://app.example')
    expect((await tenant.logged()).error_code).toBe(code)
  })
})

/** A provider and a connection to it, in an environment of their own. */
async function providerOf(oidcOptions?: Record<string, unknown>): Promise<CodeTenant & { idp: OidcIdp }> {
  const own = await oidcIdp()
  opened.push(own)
  const tenant = await createTenant(world.server)
  return {
    idp: own,
    ...(await oidcTenant(world.server, tenant, own, { ...(oidcOptions && { oidcOptions }) })),
  }
}
const opened: OidcIdp[] = []
afterEach(async () => {
  for (const own of opened.splice(0)) await own.close()
})

describe('an answer in the browser', () => {
  const page = { status: 400, location: null }

  it('from another browser than the one that asked redeems no code', async () => {
    const answer = idp.signIn(await acme.begin(acme.visitor()))
    const before = idp.requestsTo('/token').length
    const stranger = acme.visitor()
    await acme.begin(stranger)
    for (const visitor of [acme.visitor(), stranger]) {
      expect(await visitor.get(answer)).toMatchObject(page)
    }
    expect(idp.requestsTo('/token')).toHaveLength(before)
  })

  it('is taken once', async () => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    expect(codeOf(await visitor.get(answer))).toBeTruthy()
    expect(await visitor.get(answer)).toMatchObject(page)
    expect((await acme.logged()).error_code).toBe('state_unknown')
  })

  it('signs in once when it comes twice at the same time', async () => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    const answers = await Promise.all([visitor.get(answer), visitor.get(answer)])
    expect(answers.filter((one) => codeOf(one))).toHaveLength(1)
  })

  it('with the code of another sign-in is refused by PKCE', async () => {
    const [victim, attacker] = [acme.visitor(), acme.visitor()]
    const stolen = idp.signIn(await acme.begin(victim))
    const own = idp.signIn(await acme.begin(attacker))
    own.searchParams.set('code', stolen.searchParams.get('code') as string)
    expect(errorOf(await attacker.get(own))).toBe('server_error')
    expect((await acme.logged()).error_code).toBe('token_request_refused')
  })

  it('with the code of another sign-in is refused by the nonce where there is no PKCE', async () => {
    const plain = await providerOf({ pkce: false })
    const [victim, attacker] = [plain.visitor(), plain.visitor()]
    const stolen = plain.idp.signIn(await plain.begin(victim))
    const own = plain.idp.signIn(await plain.begin(attacker))
    own.searchParams.set('code', stolen.searchParams.get('code') as string)
    expect(errorOf(await attacker.get(own))).toBe('server_error')
    expect((await plain.logged()).error_code).toBe('nonce_mismatch')
  })

  it('to another connection is not taken, whosever it is', async () => {
    const sameEnvironment = await oidcTenant(world.server, world, idp, { domain: 'other.example' })
    const otherEnvironment = await oidcTenant(world.server, world.other, idp)
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    for (const { key } of [sameEnvironment, otherEnvironment]) {
      const misled = new URL(`/sso/oidc/${key}/callback${answer.search}`, answer)
      expect(await visitor.get(misled)).toMatchObject(page)
    }
    expect(codeOf(await visitor.get(answer))).toBeTruthy()
  })

  it('is refused when it comes too late', async () => {
    const server = await ownServer()
    const tenant = await oidcTenant(server, await createTenant(server), idp)
    const visitor = visitorOf(server)
    const answer = idp.signIn(await tenant.begin(visitor))
    const { clock } = server.kernel
    if ('setOffset' in clock) await (clock.setOffset as (ms: number) => Promise<void>)(301_000)
    expect(await visitor.get(answer)).toMatchObject(page)
  })

  it.each([
    ['that names another issuer', { iss: 'https://evil.example' }, 'answer_invalid'],
    ['that names the issuer twice in one', { iss: 'http://127.0.0.1,http://127.0.0.1' }, 'answer_invalid'],
  ])('%s is refused before the code is redeemed (RFC 9207)', async (_, parameters, code) => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    for (const [name, value] of Object.entries(parameters)) answer.searchParams.set(name, value)
    const before = idp.requestsTo('/token').length
    expect(errorOf(await visitor.get(answer))).toBe('server_error')
    expect((await acme.logged()).error_code).toBe(code)
    expect(idp.requestsTo('/token')).toHaveLength(before)
  })

  it('that has to name its issuer and does not is refused (RFC 9207)', async () => {
    const strict = await providerOf()
    strict.idp.metadata = { authorization_response_iss_parameter_supported: true }
    const visitor = strict.visitor()
    const answer = strict.idp.signIn(await strict.begin(visitor))
    expect(errorOf(await visitor.get(answer))).toBe('server_error')
    const named = strict.idp.signIn(await strict.begin(visitor))
    named.searchParams.set('iss', strict.idp.issuer)
    expect(codeOf(await visitor.get(named))).toBeTruthy()
  })

  it.each([
    ['access_denied', 'access_denied', 'idp_denied'],
    ['login_required', 'access_denied', 'idp_denied'],
    ['temporarily_unavailable', 'server_error', 'idp_error'],
    ['invalid_scope', 'server_error', 'idp_error'],
  ])('that is the error %s reaches the application as %s', async (error, told, code) => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor, { state: 'mine' }))
    answer.searchParams.delete('code')
    answer.searchParams.set('error', error)
    answer.searchParams.set('error_description', 'Because <b>Ada</b> said so')
    const { location } = await visitor.get(answer)
    expect(Object.fromEntries(location?.searchParams ?? [])).toMatchObject({ error: told, state: 'mine' })
    expect(location?.href).not.toContain('Ada')
    const { error_code, error_message } = await acme.logged()
    expect(error_code).toBe(code)
    expect(error_message).toContain('Because <b>Ada</b> said so')
  })

  it.each([
    ['without state', '?code=a'],
    ['with the state of nobody', `?code=a&state=${'b'.repeat(43)}`],
    ['with a state that is none of ours', '?code=a&state=b'],
    ['with two states', '?code=a&state=b&state=c'],
    ['with a state that is a map', '?code=a&state[x]=b'],
    ['without anything', ''],
    ['with a code of 10,000 characters', `?state=b&code=${'a'.repeat(10_000)}`],
    ['with a state that no database stores', '?code=a&state=%00'],
  ])('%s is a page', async (_, query) => {
    const answer = await acme.visitor().get(`/sso/oidc/${acme.key}/callback${query}`)
    expect(answer).toMatchObject(page)
    expect(answer.text).toContain('<html')
  })

  it('without a code is refused', async () => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    answer.searchParams.delete('code')
    expect(errorOf(await visitor.get(answer))).toBe('server_error')
  })

  it('at an address of nobody is a page', async () => {
    for (const key of ['AAAAAAAAAAAAAAAAAAAAAA', '%00', 'a'.repeat(100), '..%2f']) {
      const answer = await acme.visitor().get(`/sso/oidc/${key}/callback?code=a&state=b`)
      expect([400, 404]).toContain(answer.status)
      expect(answer.location).toBeNull()
    }
  })

  it('for a connection that was deactivated meanwhile signs nobody in', async () => {
    const tenant = await createTenant(world.server)
    const connection = await oidcTenant(world.server, tenant, idp)
    const visitor = connection.visitor()
    const answer = idp.signIn(await connection.begin(visitor))
    await tenant.request('POST', `/portico/connections/${connection.connectionId}/deactivate`)
    const before = idp.requestsTo('/token').length
    expect(errorOf(await visitor.get(answer))).toBe('connection_unlinked')
    expect(idp.requestsTo('/token')).toHaveLength(before)
  })
})
