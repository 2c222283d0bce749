import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MovableClock } from '../../../kernel/clock.ts'
import { createTenant, ownServer, type Tenant, type TestServer, testServer } from '../../../testing/index.ts'
import { type OidcIdp, oidcIdp } from '../../../testing/oidc-idp.ts'
import { type CodeTenant, type OidcTenantOptions, oidcTenant } from '../../../testing/oidc-tenant.ts'

let world: TestServer
let idp: OidcIdp
let acme: CodeTenant

beforeAll(async () => {
  world = await testServer()
  idp = await oidcIdp()
  acme = await oidcTenant(world.server, world, idp)
})
afterAll(() => idp.close())

/** A connection in an environment of its own. */
async function connectionWith(options: OidcTenantOptions): Promise<CodeTenant & { tenant: Tenant }> {
  const tenant = await createTenant(world.server)
  return { tenant, ...(await oidcTenant(world.server, tenant, idp, options)) }
}

const codeAt = /^https:\/\/app\.example\/callback\?code=\w+$/

describe('a sign-in through OpenID Connect', () => {
  it('ends with a code for the profile that the ID token describes', async () => {
    const answer = await acme.signIn({}, { state: 'where-they-were' })
    expect(answer.location?.href).toMatch(
      /^https:\/\/app\.example\/callback\?code=\w+&state=where-they-were$/,
    )
    const { status, body } = await acme.redeem(answer)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      profile: {
        idp_id: 'ada-1',
        email: 'ada@acme.example',
        first_name: 'Ada',
        last_name: 'Lovelace',
        name: 'Ada Lovelace',
        connection_id: acme.connectionId,
        connection_type: 'OktaOIDC',
      },
    })
  })

  it('asks for a code with state, nonce and PKCE, and for nothing else', async () => {
    const request = await acme.begin(acme.visitor())
    expect(Object.fromEntries(request.searchParams)).toEqual({
      client_id: 'portico',
      response_type: 'code',
      redirect_uri: `${world.server.kernel.config.publicUrl}/sso/oidc/${acme.key}/callback`,
      scope: 'openid profile email',
      state: expect.stringMatching(/^\w{43}$/),
      nonce: expect.stringMatching(/^\w{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  it('takes an answer that is posted, once the browser has come by itself', async () => {
    const visitor = acme.visitor()
    const answer = idp.signIn(await acme.begin(visitor))
    const posted = await visitor.post(answer.origin + answer.pathname, answer.searchParams)
    expect(posted.status).toBe(303)
    expect(posted.location?.pathname).toBe(answer.pathname)
    expect((await visitor.get(posted.location as URL)).location?.href).toMatch(codeAt)
  })

  it('shows in the log what was asked and what was said, and nothing that could be used', async () => {
    let idToken = ''
    const answer = await acme.signIn({
      idToken: async (claims) => {
        idToken = await idp.sign(claims)
        return idToken
      },
    })
    const { state, messages } = await acme.logged()
    expect(state).toBe('successful')
    expect(messages.map(({ direction, kind }) => [direction, kind])).toEqual([
      ['sent', 'oidc_authentication_request'],
      ['received', 'oidc_token_response'],
    ])
    const [sent, received] = messages.map(({ content }) => JSON.parse(content))
    expect(sent).toMatchObject({
      address: `${idp.issuer}/authorize`,
      parameters: { client_id: 'portico', state: '…', nonce: '…', code_challenge: '…' },
    })
    expect(received).toMatchObject({ claims: { iss: idp.issuer, email: 'ada@acme.example', nonce: '…' } })
    const text = JSON.stringify(messages)
    expect(text).not.toContain(idToken.split('.')[2])
    expect(text).not.toContain(decodeJwt(idToken).nonce)
    expect(text).not.toContain(answer.location?.searchParams.get('code'))
  })

  it('reads userinfo where the connection says so, or where the ID token has no e-mail address', async () => {
    const thorough = await connectionWith({ oidcOptions: { fetch_user_info: true } })
    const before = idp.requestsTo('/userinfo').length
    await thorough.signIn({ userinfo: { family_name: 'Byron' } })
    expect(idp.requestsTo('/userinfo')).toHaveLength(before + 1)
    // What is signed comes first.
    expect((await thorough.logged()).messages.at(-1)?.content).toContain('Byron')

    const terse = await connectionWith({ oidcOptions: { fetch_user_info: false } })
    const answer = await terse.signIn({
      claims: { email: undefined },
      userinfo: { email: 'ada@acme.example' },
    })
    expect((await terse.redeem(answer)).body).toMatchObject({ profile: { email: 'ada@acme.example' } })
    await terse.signIn()
    expect(idp.requestsTo('/userinfo')).toHaveLength(before + 2)
  })

  it('refuses what is nested without end, wherever it comes from', async () => {
    const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
    const errorOf = async (options: Parameters<typeof acme.signIn>[0]) => {
      const { status } = await acme.signIn(options)
      return [status, (await acme.logged()).error_code]
    }
    for (const deep of [nested(100), nested(3_000)]) {
      expect(await errorOf({ userinfo: { deep } })).toEqual([302, 'answer_invalid'])
      expect(await errorOf({ claims: { deep } })).toEqual([302, 'answer_invalid'])
      expect(await errorOf({ claims: { deep, aud: 'another' } })).toEqual([302, 'audience_mismatch'])
    }
    expect(await errorOf({ claims: { address: nested(20) } })).toEqual([302, null])
  })

  it('sends the scopes and parameters of the connection', async () => {
    const connection = await connectionWith({
      settings: { scopes: ['groups', 'email'], authorization_parameters: { acr_values: 'phr' } },
    })
    const { searchParams } = await connection.begin(connection.visitor())
    expect(searchParams.get('scope')).toBe('openid profile email groups')
    expect(searchParams.get('acr_values')).toBe('phr')
  })

  it('asks for the scopes that the application wants for this once, beside those of the connection', async () => {
    const connection = await connectionWith({ settings: { scopes: ['groups'] } })
    const wanted = { provider_scopes: 'offline_access,email' }
    const { searchParams } = await connection.begin(connection.visitor(), wanted)
    expect(searchParams.get('scope')).toBe('openid profile email groups offline_access')
    const after = await connection.begin(connection.visitor())
    expect(after.searchParams.get('scope')).toBe('openid profile email groups')
  })

  it('hands on whom to expect', async () => {
    const entra = await connectionWith({ type: 'EntraIdOIDC' })
    const hints = { login_hint: 'ada@acme.example', domain_hint: 'acme.example' }
    const { searchParams } = await entra.begin(entra.visitor(), hints)
    expect(Object.fromEntries(searchParams)).toMatchObject(hints)
  })

  it('works without PKCE where the connection says so', async () => {
    const plain = await connectionWith({ oidcOptions: { pkce: false } })
    const visitor = plain.visitor()
    const request = await plain.begin(visitor)
    expect(request.searchParams.has('code_challenge')).toBe(false)
    expect((await visitor.get(idp.signIn(request))).location?.href).toMatch(codeAt)
  })

  it('is not touched by an answer to another tab of the same browser', async () => {
    const visitor = acme.visitor()
    const [first, second] = [await acme.begin(visitor), await acme.begin(visitor)]
    expect((await visitor.get(idp.signIn(second))).location?.href).toMatch(codeAt)
    expect((await visitor.get(idp.signIn(first))).location?.href).toMatch(codeAt)
  })
})

describe('prompt=login', () => {
  const fresh = { prompt: 'login' }
  const secondsFromNow = (seconds: number) =>
    Math.floor(world.server.kernel.clock.now().getTime() / 1000) + seconds

  it('asks the provider for it, and believes it by the time that the provider signs', async () => {
    const visitor = acme.visitor()
    const request = await acme.begin(visitor, fresh)
    expect(request.searchParams.get('prompt')).toBe('login')
    expect(request.searchParams.get('max_age')).toBe('0')
    const answer = idp.signIn(request, { claims: { auth_time: secondsFromNow(0) } })
    expect((await visitor.get(answer)).location?.href).toMatch(codeAt)
  })

  it.each([
    ['says nothing of it', () => undefined],
    ['says that it was before', () => secondsFromNow(-3600)],
    ['says what is no time', () => 'now'],
  ])('refuses an ID token that %s', async (_, authTime) => {
    const answer = await acme.signIn({ claims: { auth_time: authTime() } }, fresh)
    expect(answer.location?.searchParams.get('error')).toBe('server_error')
    expect((await acme.logged()).error_code).toBe('authentication_too_old')
  })
})

describe('proving who Portico is', () => {
  const lastTokenRequest = () => idp.requestsTo('/token').at(-1)

  it('takes HTTP Basic, with what a form would make of name and secret', async () => {
    const connection = await connectionWith({
      oidcOptions: {
        token_authentication_method: 'client_secret_basic',
        client_secret: 'sechs+sieben: 100 %-_.~ geheim',
      },
    })
    expect((await connection.signIn()).location?.href).toMatch(codeAt)
    const { headers, form } = lastTokenRequest() ?? {}
    const credentials = Buffer.from(headers?.authorization?.replace('Basic ', '') ?? '', 'base64').toString()
    expect(credentials).toBe('portico:sechs%2Bsieben%3A+100+%25-_.%7E+geheim')
    expect(form?.has('client_secret')).toBe(false)
  })

  it('takes the secret in the form', async () => {
    const connection = await connectionWith({
      oidcOptions: { token_authentication_method: 'client_secret_post' },
    })
    expect((await connection.signIn()).location?.href).toMatch(codeAt)
    expect(lastTokenRequest()?.form.get('client_secret')).toBe(idp.clientSecret)
    expect(lastTokenRequest()?.headers.authorization).toBeUndefined()
  })

  it.each([
    ['OktaOIDC', '/token'],
    ['GenericOIDC', ''],
  ])('signs with its own key for %s', async (type, audience) => {
    const connection = await connectionWith({
      type,
      settings: { sign_in_consent: false },
      oidcOptions: { token_authentication_method: 'private_key_jwt', client_secret: undefined },
    })
    expect((await connection.signIn()).location?.href).toMatch(codeAt)
    const assertion = lastTokenRequest()?.form.get('client_assertion') as string
    expect(decodeJwt(assertion)).toMatchObject({
      iss: 'portico',
      sub: 'portico',
      aud: idp.issuer + audience,
      jti: expect.any(String),
    })
    expect(decodeProtectedHeader(assertion)).toEqual({
      alg: 'RS256',
      'x5t#S256': expect.stringMatching(/^[\w-]{43}$/),
    })
  })
})

describe('the algorithm of ID tokens', () => {
  const secretKey = () => new TextEncoder().encode(idp.clientSecret)
  const hs256 = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secretKey())

  it('may be HS256 with the client secret, if the connection names it', async () => {
    const connection = await connectionWith({ oidcOptions: { id_token_signature_algorithm: 'HS256' } })
    expect((await connection.signIn({ idToken: hs256 })).location?.href).toMatch(codeAt)
    await connection.signIn()
    expect((await connection.logged()).error_code).toBe('algorithm_not_allowed')
  })

  it('is never HS256 because the provider says so', async () => {
    idp.metadata = { id_token_signing_alg_values_supported: ['HS256', 'none', 'RS256'] }
    const connection = await connectionWith({})
    await connection.signIn({ idToken: hs256 })
    expect((await connection.logged()).error_code).toBe('algorithm_not_allowed')
    idp.metadata = {}
  })

  it('may be what the provider publishes, such as ES256', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const own = await oidcIdp()
    own.metadata = { id_token_signing_alg_values_supported: ['ES256'] }
    own.answers.set('/jwks', (response) =>
      response.end(JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'e' }] })),
    )
    const tenant = await createTenant(world.server)
    const connection = await oidcTenant(world.server, tenant, own)
    const es256 = (claims: JWTPayload) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'e' }).sign(privateKey)
    expect((await connection.signIn({ idToken: es256 })).location?.href).toMatch(codeAt)
    await own.close()
  })
})

describe('GoogleOIDC', () => {
  it('refuses accounts that are of no organization, whatever address they have', async () => {
    const tenant = await createTenant(world.server)
    const google = await oidcTenant(world.server, tenant, idp, { type: 'GoogleOIDC' })
    await google.signIn()
    expect((await google.logged()).error_code).toBe('hd_missing')
    const answer = await google.signIn({ claims: { hd: 'acme.example' } })
    expect(answer.location?.href).toMatch(codeAt)
  })
})

describe('a test of the connection', () => {
  it('shows what was received, and signs nobody in', async () => {
    const { tenant, ...connection } = await connectionWith({})
    const path = `/portico/connections/${connection.connectionId}/test`
    const { url } = (await tenant.request('POST', path)).body as { url: string }
    const visitor = connection.visitor()
    let { location } = await visitor.get(url)
    while (location && location.origin !== idp.issuer) location = (await visitor.get(location)).location
    const { status, text } = await visitor.get(idp.signIn(location as URL))
    expect(status).toBe(200)
    expect(text).toContain('The test succeeded')
    expect(text).toContain('ada@acme.example')
  })
})

describe('a clock that was moved', () => {
  it('is the one that ID tokens and assertions go by', async () => {
    const server = await ownServer()
    const { clock } = server.kernel
    await (clock as MovableClock).setOffset(86_400_000)
    const own = await oidcIdp(() => clock.now())
    const tenant = await createTenant(server)
    const connection = await oidcTenant(server, tenant, own, {
      oidcOptions: { token_authentication_method: 'private_key_jwt', client_secret: undefined },
    })
    expect((await connection.signIn()).location?.href).toMatch(codeAt)
    const { iat = 0 } = decodeJwt(own.requestsTo('/token').at(-1)?.form.get('client_assertion') ?? '')
    expect(iat - clock.now().getTime() / 1000).toBeCloseTo(0, -1.5)
    await own.close()
  })
})
