import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTenant, testServer } from '../../testing/index.ts'
import { findSignInConnection } from './index.ts'

async function providers() {
  const tenant = await testServer()
  const { oauthProviders } = tenant.client.portico
  return {
    ...tenant,
    oauthProviders,
    set: (name: string, params: Partial<Parameters<typeof oauthProviders.setOAuthProvider>[1]> = {}) =>
      oauthProviders.setOAuthProvider(name, { clientId: 'client', clientSecret: 'open sesame', ...params }),
    signIn: (id: string) => findSignInConnection(tenant.server.kernel, tenant.environment.id, id),
  }
}

const refusal = (message: string) => ({
  status: 422,
  code: 'invalid_oauth_provider',
  message: expect.stringContaining(message),
})

describe('setOAuthProvider', () => {
  it('makes a connection of the environment, through which people can sign in at once', async () => {
    const { set, client, recorded, signIn } = await providers()
    const provider = await set('GoogleOAuth', { scopes: ['calendar', 'calendar'] })
    expect(provider).toMatchObject({
      object: 'oauth_provider',
      provider: 'GoogleOAuth',
      clientId: 'client',
      scopes: ['calendar'],
      oauthTokensReturned: false,
      authorizationEndpoint: null,
      redirectUri: expect.stringMatching(/\/sso\/oauth\/GoogleOAuth\/[0-9A-Za-z]{22}\/callback$/),
    })
    const connection = await client.sso.getConnection(provider.connectionId)
    expect(connection).toMatchObject({ state: 'active', connectionType: 'GoogleOAuth', name: 'Google' })
    expect(connection).not.toHaveProperty('organizationId')
    const [event] = await recorded.eventsInFull()
    expect(event).toMatchObject({ event: 'connection.activated', data: { id: connection.id } })
    expect(event?.data).not.toHaveProperty('organization_id')
    expect(await signIn(connection.id)).toMatchObject({
      protocol: 'oauth',
      organizationId: null,
      setup: { provider: 'GoogleOAuth', clientId: 'client', clientSecret: 'open sesame', apple: null },
    })
  })

  it('changes it: what is not given goes back to its default, the secret and our address stay', async () => {
    const { set, oauthProviders, recorded, signIn } = await providers()
    const first = await set('GitHubOAuth', {
      scopes: ['repo'],
      oauthTokensReturned: true,
      userinfoEndpoint: 'https://github.acme.com/user',
    })
    const second = await oauthProviders.setOAuthProvider('GitHubOAuth', { clientId: 'other' })
    expect(second).toEqual({
      ...first,
      clientId: 'other',
      scopes: [],
      oauthTokensReturned: false,
      userinfoEndpoint: null,
      updatedAt: second.updatedAt,
    })
    expect(await signIn(second.connectionId)).toMatchObject({
      setup: { clientId: 'other', clientSecret: 'open sesame' },
    })
    expect(await recorded.events()).toEqual(['connection.activated'])
  })

  it.each([
    [null, 'https://github.acme.com/token'],
    ['https://github.acme.com/token', null],
    ['https://github.acme.com/token', 'https://github.acme.com:8443/token'],
  ])('takes no secret from the token endpoint %s to %s', async (before, tokenEndpoint) => {
    const { set, oauthProviders, signIn } = await providers()
    const { connectionId } = await set('GitHubOAuth', { tokenEndpoint: before })
    const move = { clientId: 'client', tokenEndpoint }
    await expect(oauthProviders.setOAuthProvider('GitHubOAuth', move)).rejects.toMatchObject(
      refusal('client_secret'),
    )
    expect(await signIn(connectionId)).toMatchObject({ setup: { endpoints: { token_endpoint: before } } })
    await set('GitHubOAuth', { clientSecret: 'another', tokenEndpoint })
    expect(await signIn(connectionId)).toMatchObject({
      setup: { clientSecret: 'another', endpoints: { token_endpoint: tokenEndpoint } },
    })
  })

  it('keeps the secret while it is the same host that is asked', async () => {
    const { set, oauthProviders, signIn } = await providers()
    const at = (path: string) => ({ clientId: 'client', tokenEndpoint: `https://github.acme.com${path}` })
    const { connectionId } = await set('GitHubOAuth', at('/token'))
    await oauthProviders.setOAuthProvider('GitHubOAuth', at('/v2/token'))
    expect(await signIn(connectionId)).toMatchObject({ setup: { clientSecret: 'open sesame' } })
  })

  it('shows the secret nowhere', async () => {
    const { request, server, environment } = await providers()
    const body = { client_id: 'c', client_secret: 'open sesame' }
    const put = await request('PUT', '/portico/oauth_providers/SlackOAuth', { body })
    const list = await request('GET', '/portico/oauth_providers')
    expect([put.status, list.status]).toEqual([200, 200])
    expect(put.text + list.text).not.toContain('sesame')
    const rows = await server.kernel.database.sql`
      select to_json(c) as row from connections c where environment_id = ${environment.id}`
    expect(JSON.stringify(rows)).not.toContain('sesame')
  })

  it('knows GitHub by both spellings, and no provider that there is not', async () => {
    const { set, oauthProviders } = await providers()
    const { connectionId } = await set('GithubOAuth')
    expect(await oauthProviders.getOAuthProvider('GitHubOAuth')).toMatchObject({ connectionId })
    await expect(set('FacebookOAuth')).rejects.toMatchObject({ status: 404 })
    await expect(set('constructor')).rejects.toMatchObject({ status: 404 })
  })

  it('needs a secret the first time', async () => {
    const { oauthProviders } = await providers()
    const set = oauthProviders.setOAuthProvider('XOAuth', { clientId: 'c' })
    await expect(set).rejects.toMatchObject(refusal('client_secret'))
  })

  it('takes Apple’s key in place of a secret', async () => {
    const { oauthProviders, signIn } = await providers()
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const applePrivateKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const apple = { clientId: 'com.acme', appleTeamId: 'TEAM', appleKeyId: 'KEY' }
    const set = (params: object) => oauthProviders.setOAuthProvider('AppleOAuth', { ...apple, ...params })
    await expect(set({})).rejects.toMatchObject(refusal('apple_private_key'))
    await expect(set({ applePrivateKey: 'no key' })).rejects.toMatchObject(refusal('apple_private_key'))
    await expect(set({ clientSecret: 's' })).rejects.toMatchObject(refusal('client_secret'))
    const { connectionId } = await set({ applePrivateKey })
    expect(await signIn(connectionId)).toMatchObject({
      setup: { clientSecret: null, apple: { teamId: 'TEAM', keyId: 'KEY', privateKey: applePrivateKey } },
    })
    await expect(set({ tokenEndpoint: 'https://apple.evil.com/token' })).rejects.toMatchObject(
      refusal('apple_private_key'),
    )
    await expect(
      oauthProviders.setOAuthProvider('AppleOAuth', { clientId: 'com.acme' }),
    ).rejects.toMatchObject(refusal('apple_team_id'))
    await expect(
      oauthProviders.setOAuthProvider('GoogleOAuth', { ...apple, applePrivateKey }),
    ).rejects.toMatchObject(refusal('AppleOAuth'))
  })

  it.each([
    ['authorizationEndpoint', 'javascript:alert(1)'],
    ['tokenEndpoint', 'http://169.254.169.254/token'],
    ['userinfoEndpoint', 'file:///etc/passwd'],
    ['jwksUri', 'https://user:password@idp.acme.com/keys'],
  ] as const)('refuses %s %s', async (member, url) => {
    const { set } = await providers()
    await expect(set('GoogleOAuth', { [member]: url })).rejects.toMatchObject({ status: 422 })
  })

  it('makes no requests over plain http for a production environment', async () => {
    const { server } = await providers()
    const { client } = await createTenant(server, 'production')
    const tokenEndpoint = 'http://127.0.0.1:4100/token'
    const params = { clientId: 'c', clientSecret: 's', tokenEndpoint }
    await expect(client.portico.oauthProviders.setOAuthProvider('GoogleOAuth', params)).rejects.toMatchObject(
      refusal('token_endpoint'),
    )
  })

  it('sets a provider up once, also when that is asked for several times at once', async () => {
    const { set, recorded } = await providers()
    const answers = await Promise.all([1, 2, 3, 4].map(() => set('XeroOAuth')))
    expect(new Set(answers.map(({ connectionId }) => connectionId)).size).toBe(1)
    expect(await recorded.events()).toEqual(['connection.activated'])
  })

  it('switches a provider on again that was switched off', async () => {
    const { set, client, recorded } = await providers()
    const { connectionId } = await set('GitLabOAuth')
    await client.portico.connections.deactivateConnection(connectionId)
    await set('GitLabOAuth')
    expect(await client.sso.getConnection(connectionId)).toMatchObject({ state: 'active' })
    expect(await recorded.events()).toEqual([
      'connection.activated',
      'connection.deactivated',
      'connection.activated',
    ])
  })
})

describe('the social providers of an environment', () => {
  it('are its own', async () => {
    const { set, other, oauthProviders } = await providers()
    await set('GoogleOAuth')
    await set('AppleOAuth', {}).catch(() => {})
    await set('BitbucketOAuth')
    expect((await oauthProviders.listOAuthProviders()).data.map(({ provider }) => provider)).toEqual([
      'BitbucketOAuth',
      'GoogleOAuth',
    ])
    const others = other.client.portico.oauthProviders
    expect((await others.listOAuthProviders()).data).toEqual([])
    await expect(others.getOAuthProvider('GoogleOAuth')).rejects.toMatchObject({ status: 404 })
    await expect(others.deleteOAuthProvider('GoogleOAuth')).rejects.toMatchObject({ status: 404 })
  })

  it('are protected like any active connection where the environment wants that', async () => {
    const { set, oauthProviders, client } = await providers()
    const { connectionId } = await set('GoogleOAuth')
    await client.portico.settings.updateSettings({ sso: { protectActiveConnections: true } })
    const remove = () => oauthProviders.deleteOAuthProvider('GoogleOAuth')
    await expect(remove()).rejects.toMatchObject({ status: 409, code: 'conflict' })
    await client.portico.connections.deactivateConnection(connectionId)
    await remove()
    expect((await oauthProviders.listOAuthProviders()).data).toEqual([])
  })

  it('go with their connection, and the other way round', async () => {
    const { set, oauthProviders, client, recorded } = await providers()
    const google = await set('GoogleOAuth')
    const github = await set('GitHubOAuth')
    await oauthProviders.deleteOAuthProvider('GoogleOAuth')
    await expect(client.sso.getConnection(google.connectionId)).rejects.toMatchObject({ status: 404 })
    await client.sso.deleteConnection(github.connectionId)
    expect((await oauthProviders.listOAuthProviders()).data).toEqual([])
    expect((await recorded.events()).slice(2)).toEqual(['connection.deleted', 'connection.deleted'])
  })
})
