import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTenant, ownServer, type Tenant, type TestServer, testServer } from '../../../testing/index.ts'
import { type SamlTenant, samlTenant } from '../../../testing/saml-tenant.ts'

let world: TestServer
let acme: SamlTenant

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
})

const ada = { id: 'u-ada', email: 'ada@acme.example', firstName: 'Ada', lastName: 'Lovelace' }
const verifier = 'a-verifier-of-forty-three-characters-at-least-0'
const challenge = createHash('sha256').update(verifier).digest('base64url')
const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }

/** The code of a sign-in. */
async function codeOf(parameters: Record<string, string> = {}, from: SamlTenant = acme): Promise<string> {
  const { location, text } = await from.signIn(undefined, { parameters, attributes: ada })
  const code = location?.searchParams.get('code')
  if (!code) throw new Error(`No code: ${location?.href ?? text}`)
  return code
}

/** What a client sends, without a Bearer token. */
async function redeem(body: Record<string, unknown>, { bearer = '', tenant = world as Tenant } = {}) {
  const { status, body: answer } = await tenant.request('POST', '/sso/token', {
    headers: { authorization: bearer },
    body: { client_id: tenant.clientId, grant_type: 'authorization_code', ...body },
  })
  return { status, body: answer as Record<string, never> }
}

const profileOf = (accessToken: string, tenant: Tenant = world) =>
  tenant.request('GET', '/sso/profile', { headers: { authorization: `Bearer ${accessToken}` } })

describe('a code', () => {
  it('is exchanged for the profile of who signed in, and a token that reads it again', async () => {
    const answer = await redeem({ code: await codeOf(), client_secret: world.apiKey })
    expect(answer).toEqual({
      status: 200,
      body: {
        token_type: 'Bearer',
        access_token: expect.stringMatching(/^\w{32}$/),
        expires_in: 600,
        profile: {
          object: 'profile',
          id: expect.stringMatching(/^prof_/),
          organization_id: acme.organizationId,
          connection_id: acme.connectionId,
          connection_type: 'OktaSAML',
          idp_id: 'u-ada',
          email: 'ada@acme.example',
          first_name: 'Ada',
          last_name: 'Lovelace',
          name: null,
          role: { slug: 'member' },
          roles: [{ slug: 'member' }],
          groups: [],
          custom_attributes: {},
          raw_attributes: {},
        },
      },
    })
    const { access_token, profile } = answer.body as unknown as { access_token: string; profile: object }
    expect((await profileOf(access_token)).body).toEqual(profile)
    const asked = await world.request('POST', '/sso/profile', { body: { access_token } })
    expect([asked.status, asked.body]).toEqual([200, { profile }])
  })

  it('is exchanged by the SDK', async () => {
    const { profile, accessToken } = await world.client.sso.getProfileAndToken({
      clientId: world.clientId,
      code: await codeOf(),
    })
    expect(profile.email).toBe('ada@acme.example')
    expect(await world.client.sso.getProfileByAccessToken({ accessToken })).toEqual({ profile })
  })

  it('is taken as JSON, as a form, and from the query of the oldest clients, under their project ID', async () => {
    const parameters = async () => ({
      client_id: world.clientId.replace('client_', 'project_'),
      client_secret: world.apiKey,
      grant_type: 'authorization_code',
      code: await codeOf(),
    })
    const asForm = await world.request('POST', '/sso/token', {
      headers: { authorization: '', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(await parameters()).toString(),
    })
    const asQuery = await world.request('POST', `/sso/token?${new URLSearchParams(await parameters())}`, {
      headers: { authorization: '' },
    })
    const asJson = await redeem(await parameters())
    expect([asForm.status, asQuery.status, asJson.status]).toEqual([200, 200, 200])
  })

  it('is good for ten minutes', async () => {
    const own = await testServer({})
    const there = await samlTenant(own.server, own)
    const inMinutes = async (minutes: number) => {
      const code = await codeOf({}, there)
      const clock = own.server.kernel.clock as unknown as {
        setOffset(ms: number): Promise<void>
        offsetMs(): number
      }
      await clock.setOffset(clock.offsetMs() + minutes * 60_000)
      return redeem({ code, client_secret: own.apiKey }, { tenant: own })
    }
    expect(await inMinutes(9.9)).toMatchObject({ status: 200 })
    expect(await inMinutes(10)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('works once: a second time takes back what the first has given', async () => {
    const code = await codeOf()
    const first = await redeem({ code, client_secret: world.apiKey })
    expect((await profileOf(first.body.access_token as never)).status).toBe(200)
    expect(await redeem({ code, client_secret: world.apiKey })).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: `The code '${code}' has expired or is invalid.` },
    })
    const after = await profileOf(first.body.access_token as never)
    expect([after.status, after.body]).toEqual([401, { error: 'Unauthorized' }])
  })

  it('works once, too, when it comes several times at once; and nobody keeps a token', async () => {
    const code = await codeOf()
    const all = await Promise.all([1, 2, 3, 4].map(() => redeem({ code, client_secret: world.apiKey })))
    const given = all.filter(({ status }) => status === 200)
    expect(given).toHaveLength(1)
    expect((await profileOf(given[0]?.body.access_token as never)).status).toBe(401)
  })

  it('is taken from nobody but the application that it was made for', async () => {
    const app = await world.client.portico.applications.createApplication({
      name: 'Other',
      kind: 'confidential',
    })
    const { secret } = (await world.client.portico.clientSecrets.createClientSecret(app.id)) as unknown as {
      secret: { expose(): string }
    }
    const code = await codeOf()
    const other = { client_id: app.clientId, client_secret: secret.expose() }
    expect(await redeem({ code, ...other })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const theirs = { client_secret: world.other.apiKey }
    expect(await redeem({ code, ...theirs }, { tenant: world.other })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    // Nobody else's attempt has used it up.
    expect(await redeem({ code, client_secret: world.apiKey })).toMatchObject({ status: 200 })
  })

  it('is bound to the redirect URI, where one is repeated', async () => {
    const code = await codeOf()
    const wrong = { redirect_uri: 'https://app.example/other', client_secret: world.apiKey }
    expect(await redeem({ code, ...wrong })).toMatchObject({ body: { error: 'invalid_grant' } })
    expect(await redeem({ code, redirect_uri: acme.redirectUri, client_secret: world.apiKey })).toMatchObject(
      { status: 200 },
    )
  })

  it('is refused in the same words, whatever is wrong with it', async () => {
    const used = await codeOf()
    await redeem({ code: used, client_secret: world.apiKey })
    const withoutCode = async (code: string) => {
      const { status, body } = await redeem({ code, client_secret: world.apiKey })
      return [status, JSON.stringify(body).replace(code, '…')]
    }
    expect(await withoutCode(used)).toEqual(await withoutCode('never-was'))
  })
})

describe('PKCE', () => {
  it('stands in for the secret', async () => {
    const code = await codeOf(pkce)
    expect(await redeem({ code, code_verifier: verifier })).toMatchObject({ status: 200 })
  })

  it('is asked for beside the secret where the request asked for it', async () => {
    const code = await codeOf(pkce)
    const refused = { status: 400, body: { error: 'invalid_grant' } }
    expect(await redeem({ code, client_secret: world.apiKey })).toMatchObject(refused)
    expect(await redeem({ code, client_secret: world.apiKey, code_verifier: `${verifier}x` })).toMatchObject(
      refused,
    )
    expect(await redeem({ code, client_secret: world.apiKey, code_verifier: verifier })).toMatchObject({
      status: 200,
    })
  })

  it('keeps a code that was made without it from whoever has stolen it', async () => {
    const code = await codeOf()
    expect(await redeem({ code, code_verifier: verifier })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
  })
})

describe('a client', () => {
  const refused = (error: string, status = 400) => ({ status, body: expect.objectContaining({ error }) })

  it('is told which parameter is missing', async () => {
    const missing = async (body: Record<string, unknown>) => {
      const answer = await redeem(body)
      expect(answer).toEqual(refused('invalid_request'))
      return String(answer.body.error_description)
    }
    expect(await missing({ client_secret: world.apiKey })).toMatch(/^code:/)
    expect(await missing({ code: 'x' })).toMatch(/^client_secret:/)
    expect(await missing({ code: 'x', client_secret: 'x', grant_type: undefined })).toMatch(/^grant_type:/)
    expect(await missing({ code: 'x', client_secret: 'x', client_id: undefined })).toMatch(/^client_id:/)
  })

  it('is refused when it is unknown, or its secret is wrong, and when it wants another grant', async () => {
    const code = await codeOf()
    const right = { code, client_secret: world.apiKey }
    expect(await redeem({ ...right, client_id: 'client_unknown' })).toEqual(refused('invalid_client'))
    expect(await redeem({ ...right, client_secret: 'sk_test_wrong' })).toEqual(refused('invalid_client'))
    expect(await redeem({ ...right, client_secret: world.other.apiKey })).toEqual(refused('invalid_client'))
    expect(await redeem({ ...right, grant_type: 'password' })).toEqual(refused('unsupported_grant_type'))
  })

  it('may give its API key as Bearer; a wrong one is 401', async () => {
    const code = await codeOf()
    const unauthorized = { status: 401, body: { code: 'unauthorized', message: expect.any(String) } }
    for (const bearer of ['Bearer sk_test_wrong', `Bearer ${world.other.apiKey}`]) {
      expect(await redeem({ code, client_secret: world.apiKey }, { bearer })).toEqual(unauthorized)
    }
    expect(await redeem({ code }, { bearer: `Bearer ${world.apiKey}` })).toMatchObject({ status: 200 })
  })

  it('has a secret of its own where it is not the default application: the API key does not speak for it', async () => {
    const app = await world.client.portico.applications.createApplication({ name: 'A', kind: 'confidential' })
    await world.client.portico.redirectUris.createApplicationRedirectUri(app.id, { uri: acme.redirectUri })
    const { secret } = (await world.client.portico.clientSecrets.createClientSecret(app.id)) as unknown as {
      secret: { expose(): string }
    }
    const code = await codeOf({ client_id: app.clientId })
    const own = { code, client_id: app.clientId }
    expect(await redeem({ ...own, client_secret: world.apiKey })).toEqual(refused('unauthorized_client'))
    expect(await redeem(own, { bearer: `Bearer ${world.apiKey}` })).toEqual(refused('unauthorized_client'))
    expect(await redeem({ ...own, client_secret: secret.expose() })).toMatchObject({ status: 200 })
  })
})

describe('an access token', () => {
  const unauthorized = [401, { error: 'Unauthorized' }]

  it('reads its profile for ten minutes', async () => {
    const own = await testServer({})
    const there = await samlTenant(own.server, own)
    const code = await codeOf({}, there)
    const { body } = await redeem({ code, client_secret: own.apiKey }, { tenant: own })
    const clock = own.server.kernel.clock as unknown as { setOffset(ms: number): Promise<void> }
    await clock.setOffset(599_000)
    expect((await profileOf(body.access_token as never, own)).status).toBe(200)
    await clock.setOffset(601_000)
    const late = await profileOf(body.access_token as never, own)
    expect([late.status, late.body]).toEqual(unauthorized)
  })

  it('is needed, and is nothing else: neither an API key nor a code', async () => {
    for (const token of ['', 'x', world.apiKey, await codeOf()]) {
      const { status, body } = await profileOf(token)
      expect([status, body]).toEqual(unauthorized)
    }
  })

  it('is not read with the key of another environment', async () => {
    const { body } = await redeem({ code: await codeOf(), client_secret: world.apiKey })
    const { access_token } = body
    const stranger = await createTenant(world.server)
    const theirs = await stranger.request('POST', '/sso/profile', { body: { access_token } })
    expect([theirs.status, theirs.body]).toEqual(unauthorized)
    expect((await world.request('POST', '/sso/profile', { body: { access_token } })).status).toBe(200)
  })
})

describe('more requests at once than the server has connections to its database', () => {
  it.each([
    ['usually', () => ({})],
    ['under keys that make them repeatable', (key: string) => ({ 'idempotency-key': key })],
  ])('are all answered, %s', async (_, headers) => {
    const { request } = await createTenant(await ownServer({ env: { PORTICO_DATABASE_POOL: '2' } }))
    const ask = (key: string) =>
      request('POST', '/sso/profile', { headers: headers(key), body: { access_token: key } })
    const answers = await Promise.all([...'abcdefgh'].map(ask))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(401))
  })
})

describe('a connection that is switched off, or deleted', () => {
  it('takes what came through it along: what waits for its browser, codes and tokens', async () => {
    for (const end of ['deactivate', 'delete'] as const) {
      const there = await samlTenant(world.server, world, { domain: `${end}.example` })
      const person = { id: 'u', email: `a@${end}.example` }
      const signIn = async () => {
        const { location } = await there.signIn(undefined, { attributes: person })
        return location?.searchParams.get('code') ?? ''
      }
      const visitor = there.visitor()
      const { id } = await there.begin(visitor)
      const waiting = await visitor.post(there.acsUrl, there.form({ inResponseTo: id, attributes: person }))
      const code = await signIn()
      const { body } = await redeem({ code: await signIn(), client_secret: world.apiKey })
      expect((await profileOf(body.access_token as never)).status).toBe(200)

      if (end === 'delete') await world.client.sso.deleteConnection(there.connectionId)
      else await world.client.portico.connections.deactivateConnection(there.connectionId)
      expect(await redeem({ code, client_secret: world.apiKey })).toMatchObject({
        body: { error: 'invalid_grant' },
      })
      expect((await profileOf(body.access_token as never)).status).toBe(401)
      expect((await visitor.get(waiting.location as URL)).status).toBe(400)
    }
  })
})
