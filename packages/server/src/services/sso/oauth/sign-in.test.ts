import { generateKeyPairSync } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTenant, type TestServer, testServer, type Visited } from '../../../testing/index.ts'
import { type Answering, type OidcIdp, oidcIdp, sendJson } from '../../../testing/oidc-idp.ts'
import { type CodeTenant, oauthTenant } from '../../../testing/oidc-tenant.ts'

let world: TestServer
let idp: OidcIdp

beforeAll(async () => {
  world = await testServer()
  idp = await oidcIdp()
})
beforeEach(() => idp.answers.clear())
afterAll(() => idp.close())

/** A provider that is set up in an environment of its own. */
async function provider(name: string, body?: Record<string, unknown>): Promise<CodeTenant> {
  return oauthTenant(world.server, await createTenant(world.server), idp, name, body)
}

const json =
  (body: unknown): Answering =>
  (response) =>
    sendJson(response, 200, body)
const errorOf = ({ location }: Visited) => location?.searchParams.get('error')
const codeOf = ({ location }: Visited) => location?.searchParams.get('code')

describe('Google', () => {
  it('signs people in, who belong to no organization', async () => {
    const google = await provider('GoogleOAuth')
    const { body } = await google.redeem(await google.signIn())
    expect(body).toMatchObject({
      profile: {
        idp_id: 'ada-1',
        email: 'ada@acme.example',
        first_name: 'Ada',
        last_name: 'Lovelace',
        organization_id: null,
        connection_type: 'GoogleOAuth',
      },
    })
    expect(body).not.toHaveProperty('oauth_tokens')
  })

  it('is asked for what the application wishes, as far as that unbinds nothing', async () => {
    const google = await provider('GoogleOAuth', { scopes: ['https://www.googleapis.com/auth/drive'] })
    const { searchParams } = await google.begin(google.visitor(), {
      login_hint: 'ada@acme.example',
      domain_hint: 'acme.example',
      provider_scopes: 'https://www.googleapis.com/auth/calendar,email',
      'provider_query_params[access_type]': 'offline',
      'provider_query_params[state]': 'mine',
      'provider_query_params[Redirect_URI]': 'https://evil.example',
      'provider_query_params[redirect_uri]': 'https://evil.example',
      'provider_query_params[client_id]': 'another',
      'provider_query_params[response_type]': 'token',
      'provider_query_params[response_mode]': 'fragment',
      'provider_query_params[scope]': 'everything',
      'provider_query_params[nonce]': 'mine',
      'provider_query_params[code_challenge]': 'mine',
      'provider_query_params[code_challenge_method]': 'plain',
      'provider_query_params[request_uri]': 'https://evil.example/request',
      'provider_query_params[request]': 'a.b.c',
    })
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'portico',
      response_type: 'code',
      redirect_uri: expect.stringMatching(/\/sso\/oauth\/GoogleOAuth\/\w{22}\/callback$/),
      scope:
        'openid profile email https://www.googleapis.com/auth/drive https://www.googleapis.com/auth/calendar',
      state: expect.stringMatching(/^\w{43}$/),
      nonce: expect.stringMatching(/^\w{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      login_hint: 'ada@acme.example',
      hd: 'acme.example',
      access_type: 'offline',
    })
    expect(new Set(searchParams.keys()).size).toBe([...searchParams.keys()].length)
  })

  it('has its tokens handed on, where the provider is set up so', async () => {
    const google = await provider('GoogleOAuth', { oauth_tokens_returned: true })
    const answer = await google.signIn({
      tokens: { access_token: 'ya29.token', refresh_token: '1//refresh', scope: 'openid email' },
    })
    const { body } = await google.redeem(answer)
    expect(body.oauth_tokens).toEqual({
      provider: 'GoogleOAuth',
      access_token: 'ya29.token',
      refresh_token: '1//refresh',
      expires_at: expect.any(Number),
      scopes: ['openid', 'email'],
    })
    const { expires_at } = body.oauth_tokens as { expires_at: number }
    expect(expires_at - world.server.kernel.clock.now().getTime() / 1000).toBeCloseTo(3600, -2)
    expect(JSON.stringify(await google.logged())).not.toMatch(/ya29|refresh/)
  })

  it('signs nobody in whose address is not verified', async () => {
    const google = await provider('GoogleOAuth')
    expect(errorOf(await google.signIn({ claims: { email_verified: false } }))).toBe('access_denied')
    expect((await google.logged()).error_code).toBe('email_unverified')
  })

  it('is bound to the nonce, the issuer and the key like any OpenID provider', async () => {
    const google = await provider('GoogleOAuth')
    for (const [claims, code] of [
      [{ nonce: 'another' }, 'nonce_mismatch'],
      [{ iss: 'https://evil.example' }, 'issuer_mismatch'],
      [{ aud: 'another' }, 'audience_mismatch'],
    ] as const) {
      expect(errorOf(await google.signIn({ claims }))).toBe('oauth_failed')
      expect((await google.logged()).error_code).toBe(code)
    }
    const none = async () => 'eyJhbGciOiJub25lIn0.e30.'
    expect(errorOf(await google.signIn({ idToken: none }))).toBe('oauth_failed')
    expect((await google.logged()).error_code).toBe('algorithm_not_allowed')
    expect(errorOf(await google.signIn({ idToken: async () => null }))).toBe('oauth_failed')
  })
})

describe('GitHub', () => {
  const user = { id: 583231, login: 'ada', name: 'Ada Lovelace', email: 'public@elsewhere.example' }
  const github = () => provider('GitHubOAuth', { userinfo_endpoint: `${idp.issuer}/user` })
  const noIdToken = { idToken: async () => null }

  it('signs people in by their verified main address, not by the one that they show', async () => {
    const connection = await github()
    idp.answers.set('/user', json(user))
    idp.answers.set(
      '/user/emails',
      json([
        { email: 'old@acme.example', primary: false, verified: true, visibility: null },
        { email: 'ada@acme.example', primary: true, verified: true, visibility: 'private' },
      ]),
    )
    const { body } = await connection.redeem(await connection.signIn(noIdToken))
    expect(body).toMatchObject({
      profile: { idp_id: '583231', email: 'ada@acme.example', name: 'Ada Lovelace' },
    })
    const [request] = idp.requestsTo('/user').slice(-1)
    expect(request?.headers).toMatchObject({ authorization: /^Bearer /, 'user-agent': 'Portico' })
  })

  it.each([
    ['not verified', [{ email: 'ada@acme.example', primary: true, verified: false }], 'email_unverified'],
    ['missing', [], 'email_missing'],
  ])('signs nobody in whose main address is %s', async (_, emails, code) => {
    const connection = await github()
    idp.answers.set('/user', json({ ...user, email: 'ada@acme.example', verified: true }))
    idp.answers.set('/user/emails', json(emails))
    expect(codeOf(await connection.signIn(noIdToken))).toBeNull()
    expect((await connection.logged()).error_code).toBe(code)
  })

  it('answers errors with the status of success', async () => {
    const connection = await github()
    const error = {
      error: 'bad_verification_code',
      error_description: 'The code passed is incorrect or expired.',
    }
    idp.answers.set('/token', json(error))
    expect(errorOf(await connection.signIn(noIdToken))).toBe('oauth_failed')
    expect((await connection.logged()).error_message).toContain('bad_verification_code')
  })
})

describe('Apple', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const apple = () =>
    provider('AppleOAuth', {
      client_id: 'portico',
      apple_team_id: 'TEAM123456',
      apple_key_id: 'KEY1234567',
      apple_private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    })

  it('posts its answer, and the name beside it', async () => {
    const connection = await apple()
    const visitor = connection.visitor()
    const request = await connection.begin(visitor)
    expect(request.searchParams.get('response_mode')).toBe('form_post')
    const answer = idp.signIn(request, { claims: { email_verified: 'true', given_name: undefined } })
    const user = { name: { firstName: 'Ada', lastName: 'King' }, email: 'eve@acme.example' }
    const posted = await visitor.post(answer.origin + answer.pathname, {
      ...Object.fromEntries(answer.searchParams),
      user: JSON.stringify(user),
      evil: 'parameter',
    })
    expect(posted.status).toBe(303)
    expect(posted.location?.searchParams.has('evil')).toBe(false)
    const { body } = await connection.redeem(await visitor.get(posted.location as URL))
    expect(body).toMatchObject({
      profile: { email: 'ada@acme.example', first_name: 'Ada', last_name: 'King' },
    })
  })

  it('says the name once, and it stays', async () => {
    const connection = await apple()
    const visitor = connection.visitor()
    const claims = { given_name: undefined, family_name: undefined }
    const first = idp.signIn(await connection.begin(visitor), { claims })
    first.searchParams.set('user', JSON.stringify({ name: { firstName: 'Ada', lastName: 'King' } }))
    await visitor.get(first)
    const { body } = await connection.redeem(await connection.signIn({ claims }, {}, visitor))
    expect(body).toMatchObject({ profile: { first_name: 'Ada', last_name: 'King' } })
  })

  it('takes a signature in place of a secret', async () => {
    const connection = await apple()
    expect(codeOf(await connection.signIn())).toBeTruthy()
    const secret = idp.requestsTo('/token').at(-1)?.form.get('client_secret') as string
    expect(decodeProtectedHeader(secret)).toEqual({ alg: 'ES256', kid: 'KEY1234567' })
    const { payload } = await jwtVerify(secret, publicKey, {
      issuer: 'TEAM123456',
      subject: 'portico',
      audience: idp.issuer,
      currentDate: world.server.kernel.clock.now(),
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300)
  })
})

describe('X', () => {
  it('signs people in with a profile that lies deeper, by PKCE and HTTP Basic', async () => {
    const x = await provider('XOAuth', {
      userinfo_endpoint: `${idp.issuer}/2/users/me?user.fields=confirmed_email`,
    })
    const data = { id: '22', name: 'Ada', username: 'ada', confirmed_email: 'ada@acme.example' }
    idp.answers.set('/2/users/me', json({ data }))
    const { body } = await x.redeem(await x.signIn({ idToken: async () => null }))
    expect(body).toMatchObject({ profile: { idp_id: '22', email: 'ada@acme.example', name: 'Ada' } })
    const { headers, form } = idp.requestsTo('/token').at(-1) ?? {}
    expect(headers?.authorization).toMatch(/^Basic /)
    expect(form?.get('code_verifier')).toMatch(/^[\w-]{43,}$/)
  })
})

describe('any provider', () => {
  it('has its own address: the answer of one is not taken at that of another', async () => {
    const tenant = await createTenant(world.server)
    const google = await oauthTenant(world.server, tenant, idp, 'GoogleOAuth')
    const xero = await oauthTenant(world.server, tenant, idp, 'XeroOAuth')
    const visitor = google.visitor()
    const answer = idp.signIn(await google.begin(visitor))
    for (const path of [`XeroOAuth/${xero.key}`, `XeroOAuth/${google.key}`, `GoogleOAuth/${xero.key}`]) {
      const misled = await visitor.get(`/sso/oauth/${path}/callback${answer.search}`)
      expect([400, 404]).toContain(misled.status)
      expect(misled.location).toBeNull()
    }
    expect(codeOf(await visitor.get(answer))).toBeTruthy()
  })

  it('that answers about somebody else at userinfo is refused', async () => {
    const gitlab = await provider('GitLabOAuth', { userinfo_endpoint: `${idp.issuer}/userinfo` })
    expect(codeOf(await gitlab.signIn())).toBeTruthy()
    expect(errorOf(await gitlab.signIn({ userinfo: { sub: 'eve' } }))).toBe('oauth_failed')
    expect((await gitlab.logged()).error_code).toBe('userinfo_subject_mismatch')
  })

  it('that says no is believed', async () => {
    const linkedin = await provider('LinkedInOAuth', { userinfo_endpoint: `${idp.issuer}/userinfo` })
    const visitor = linkedin.visitor()
    const answer = idp.signIn(await linkedin.begin(visitor))
    answer.searchParams.delete('code')
    answer.searchParams.set('error', 'user_cancelled_login')
    expect(errorOf(await visitor.get(answer))).toBe('access_denied')
  })

  it('that is asked for a new proof shows its own page for it', async () => {
    const microsoft = await provider('MicrosoftOAuth')
    const { searchParams } = await microsoft.begin(microsoft.visitor(), { prompt: 'login' })
    expect(searchParams.get('prompt')).toBe('login')
  })
})
