// Single sign-on with the official Node SDK, unmodified, through real redirects: its links are opened, people sign in
// at the simulated identity providers, and what comes back is given to it.
import { personAt, startTestDevelopment, type TestDevelopment } from '@portico/server/testing'
import {
  type ConnectionType,
  NotFoundException,
  OauthException,
  UnauthorizedException,
  WorkOS,
} from '@workos-inc/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const redirectUri = 'http://localhost:3000/callback'
const ada = { email: 'ada@acme.example' }

let development: TestDevelopment
beforeAll(async () => {
  development = await startTestDevelopment({ demoData: true })
})
afterAll(() => development?.stop())

function sdk(apiKey = development.apiKey) {
  const { port } = new URL(development.url)
  return new WorkOS(apiKey, { apiHostname: 'localhost', port: Number(port), https: false, maxRetries: 0 })
}

const clientId = () => development.clientId
const person = () => personAt(development.url)

/** The connection of the demo data that is of this type. */
async function connectionOf(type: string) {
  const { data } = await sdk().sso.listConnections({ connectionType: type as ConnectionType })
  return data[0]!
}

/** Signs somebody in by a link, and returns the code that the application gets. */
async function codeFrom(link: string, choice: Parameters<ReturnType<typeof person>['signIn']>[1] = ada) {
  const { url } = await person().signIn(link, choice)
  expect(`${url.origin}${url.pathname}`).toBe(redirectUri)
  expect(url.searchParams.get('error')).toBeNull()
  return url.searchParams.get('code') ?? ''
}

describe('signing in', () => {
  it.each([
    ['GenericSAML', 'admin'],
    ['OktaSAML', 'admin'],
    ['AzureSAML', 'admin'],
    ['GoogleSAML', 'member'],
    ['ADFSSAML', 'admin'],
    ['GenericOIDC', 'admin'],
    ['OktaOIDC', 'admin'],
    ['EntraIdOIDC', 'admin'],
    ['GoogleOIDC', 'member'],
  ])('works through a connection of the type %s', async (type, role) => {
    const { sso } = sdk()
    const { id, organizationId } = await connectionOf(type)
    const link = sso.getAuthorizationUrl({
      clientId: clientId(),
      connection: id,
      redirectUri,
      state: 'a b&c',
    })
    const { url } = await person().signIn(link, ada)
    expect(url.searchParams.get('state')).toBe('a b&c')
    const code = url.searchParams.get('code') ?? ''
    const { profile, accessToken } = await sso.getProfileAndToken({ clientId: clientId(), code })
    expect(profile).toMatchObject({
      id: expect.stringMatching(/^prof_/),
      email: ada.email,
      firstName: 'Ada',
      lastName: 'Lovelace',
      idpId: expect.stringMatching(/./),
      connectionId: id,
      connectionType: type,
      organizationId,
      role: { slug: role },
      rawAttributes: {},
    })
    expect(await sso.getProfile({ accessToken })).toEqual(profile)
  })

  it.each(['GoogleOAuth', 'MicrosoftOAuth', 'GitHubOAuth', 'AppleOAuth'])(
    'works with the provider %s',
    async (provider) => {
      const { sso } = sdk()
      const link = sso.getAuthorizationUrl({ clientId: clientId(), provider, redirectUri })
      const code = await codeFrom(link)
      const { profile } = await sso.getProfileAndToken({ clientId: clientId(), code })
      expect(profile).toMatchObject({ email: ada.email, connectionType: provider })
      // Some say the whole name, some its parts.
      expect(profile.name ?? `${profile.firstName} ${profile.lastName}`).toBe('Ada Lovelace')
      expect(profile.organizationId ?? null).toBeNull()
    },
  )

  it('works through the connection of an organization', async () => {
    const { sso, organizations } = sdk()
    const { data } = await organizations.listOrganizations({ domains: ['acme.example'] })
    const organization = data[0]!.id
    const code = await codeFrom(sso.getAuthorizationUrl({ clientId: clientId(), organization, redirectUri }))
    const { profile } = await sso.getProfileAndToken({ clientId: clientId(), code })
    expect(profile).toMatchObject({ organizationId: organization, groups: ['engineering', 'admins'] })
  })

  it('works with PKCE, for a program that has no secret', async () => {
    const { id: connection } = await connectionOf('OktaSAML')
    const { url, codeVerifier } = await sdk().sso.getAuthorizationUrlWithPKCE({
      clientId: clientId(),
      connection,
      redirectUri,
    })
    const code = await codeFrom(url)
    const { port } = new URL(development.url)
    const publicSdk = new WorkOS({
      clientId: clientId(),
      apiHostname: 'localhost',
      port: Number(port),
      https: false,
    })
    const { profile } = await publicSdk.sso.getProfileAndToken({ code, codeVerifier, clientId: clientId() })
    expect(profile.email).toBe(ada.email)
  })

  it('gives the same profile again, with what has changed about it', async () => {
    const { sso } = sdk()
    const { id: connection } = await connectionOf('OktaSAML')
    const signIn = async () => {
      const code = await codeFrom(sso.getAuthorizationUrl({ clientId: clientId(), connection, redirectUri }))
      return (await sso.getProfileAndToken({ clientId: clientId(), code })).profile
    }
    const [first, second] = [await signIn(), await signIn()]
    expect(second).toEqual(first)
  })
})

describe('what goes wrong', () => {
  it('comes back to the application as a documented error', async () => {
    const { sso } = sdk()
    const link = async (type: string) =>
      sso.getAuthorizationUrl({
        clientId: clientId(),
        connection: (await connectionOf(type)).id,
        redirectUri,
        state: 's',
      })
    const errorOf = async (type: string, choice: object) => {
      const { url } = await person().signIn(await link(type), choice)
      expect(url.searchParams.get('state')).toBe('s')
      expect(url.searchParams.get('code')).toBeNull()
      return url.searchParams.get('error')
    }
    expect(await errorOf('OktaSAML', { cancel: true })).toBe('access_denied')
    expect(await errorOf('OktaSAML', { ...ada, misbehave: 'unsigned' })).toBe('server_error')
    expect(await errorOf('OktaSAML', { ...ada, misbehave: 'expired' })).toBe('server_error')
    expect(await errorOf('OktaOIDC', { cancel: true })).toBe('access_denied')
    expect(await errorOf('OktaOIDC', { ...ada, misbehave: 'wrong_nonce' })).toBe('server_error')
    expect(await errorOf('GenericOIDC', { ...ada, consent: 'deny' })).toBe('signin_consent_denied')
    expect(await errorOf('GenericSAML', { email: 'guest@elsewhere.example' })).toBe(
      'profile_not_allowed_outside_organization',
    )
  })

  it('is thrown as the exceptions that users of the SDK catch', async () => {
    const { sso } = sdk()
    const unknown = { clientId: clientId(), code: '01HQRS5FJMJXKPQTGBW6S1K9NN' }
    await expect(sso.getProfileAndToken(unknown)).rejects.toBeInstanceOf(OauthException)
    await expect(sso.getProfileAndToken(unknown)).rejects.toMatchObject({
      status: 400,
      error: 'invalid_grant',
    })
    await expect(sso.getProfile({ accessToken: 'nonsense' })).rejects.toBeInstanceOf(UnauthorizedException)
    const missing = sso.getConnection('conn_01ARZ3NDEKTSV4RRFFQ69G5FAV')
    await expect(missing).rejects.toBeInstanceOf(NotFoundException)
  })

  it('a code is good once', async () => {
    const { sso } = sdk()
    const { id: connection } = await connectionOf('GoogleSAML')
    const code = await codeFrom(sso.getAuthorizationUrl({ clientId: clientId(), connection, redirectUri }))
    const { accessToken } = await sso.getProfileAndToken({ clientId: clientId(), code })
    await expect(sso.getProfileAndToken({ clientId: clientId(), code })).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(sso.getProfile({ accessToken })).rejects.toBeInstanceOf(UnauthorizedException)
  })
})

describe('connections', () => {
  it('are listed page by page, filtered, read and deleted', async () => {
    const { sso, organizations } = sdk()
    const all = await (await sso.listConnections()).autoPagination()
    expect(all.length).toBeGreaterThanOrEqual(14)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    const { data } = await organizations.listOrganizations({ domains: ['example.com'] })
    const { data: own } = await sso.listConnections({ organizationId: data[0]!.id })
    expect(own).toMatchObject([{ object: 'connection', name: 'Test IdP', type: 'TestIdp', state: 'active' }])
    const [connection] = own
    const read = await sso.getConnection(connection!.id)
    expect(read).toMatchObject({
      ...connection,
      domains: [{ object: 'connection_domain', domain: 'example.com' }],
    })
    await sso.deleteConnection(connection!.id)
    await expect(sso.getConnection(connection!.id)).rejects.toBeInstanceOf(NotFoundException)
  })
})

describe('the checks of the SSO API reference', () => {
  const get = (path: string, query: Record<string, string> = {}) =>
    fetch(`${development.url}${path}?${new URLSearchParams(query)}`, {
      headers: { authorization: `Bearer ${development.apiKey}` },
    })

  it('1: connections are listed with what tells them apart', async () => {
    const answer = await get('/connections', { limit: '5' })
    const { data, list_metadata } = (await answer.json()) as { data: object[]; list_metadata: object }
    expect(data).toHaveLength(5)
    for (const connection of data) {
      expect(Object.keys(connection)).toEqual(
        expect.arrayContaining(['id', 'name', 'connection_type', 'state', 'domains']),
      )
    }
    expect(list_metadata).toMatchObject({ before: null, after: expect.stringMatching(/^conn_/) })
    expect(answer.headers.get('x-ratelimit-limit')).toMatch(/^\d+$/)
    expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/)
    expect(answer.headers.get('x-ratelimit-reset')).toMatch(/^\d+$/)
  })

  it('2: an API key gets the address for the browser, and that leads to the provider', async () => {
    const query = { client_id: clientId(), redirect_uri: redirectUri, response_type: 'code' }
    const answer = await get('/sso/authorize', { ...query, provider: 'GoogleOAuth' })
    const { link, url } = (await answer.json()) as { link: string; url: string }
    expect(answer.status).toBe(200)
    expect(url).toBe(link)
    expect(new URL(link).origin).toBe(development.url)
    expect(await codeFrom(link)).not.toBe('')
  })

  it('3: a connection is read whole', async () => {
    const { data } = (await (await get('/connections', { limit: '1' })).json()) as { data: { id: string }[] }
    const answer = await get(`/connections/${data[0]?.id}`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ id: data[0]?.id, domains: expect.any(Array) })
  })

  it('its errors come with its statuses and codes', async () => {
    const query = { client_id: clientId(), redirect_uri: redirectUri, response_type: 'code' }
    const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
    const refused = async (changes: Record<string, string>) => {
      const answer = await get('/sso/authorize', { ...query, ...changes })
      return [answer.status, ((await answer.json()) as { code: string }).code]
    }
    expect(await refused({ provider: 'GoogleOAuth', redirect_uri: '' })).toEqual([400, 'invalid_request'])
    expect(await refused({ provider: 'GoogleOAuth', redirect_uri: 'https://evil.example/' })).toEqual([
      400,
      'invalid_redirect_uri',
    ])
    expect(await refused({})).toEqual([400, 'invalid_request'])
    expect(await refused({ connection_id: `conn_${unknown}` })).toEqual([404, 'connection_not_found'])
    expect(await refused({ organization_id: `org_${unknown}` })).toEqual([404, 'organization_not_found'])
    const withoutKey = await fetch(`${development.url}/sso/authorize?${new URLSearchParams(query)}`, {
      headers: { authorization: 'Bearer sk_test_wrong' },
    })
    expect([withoutKey.status, await withoutKey.json()]).toMatchObject([401, { code: 'unauthorized' }])
  })

  it('the oldest clients send everything in the query of the token request', async () => {
    const { id: connection } = await connectionOf('OktaSAML')
    const code = await codeFrom(
      sdk().sso.getAuthorizationUrl({
        clientId: clientId().replace('client_', 'project_'),
        connection,
        redirectUri,
      }),
    )
    const query = new URLSearchParams({
      client_id: clientId().replace('client_', 'project_'),
      client_secret: development.apiKey,
      grant_type: 'authorization_code',
      code,
    })
    const answer = await fetch(`${development.url}/sso/token?${query}`, { method: 'POST' })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      access_token: expect.any(String),
      profile: { object: 'profile', email: ada.email, connection_type: 'OktaSAML' },
    })
  })
})
