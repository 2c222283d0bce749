import { describe, expect, it } from 'vitest'
import { organized, publishConfiguration, unusable } from '../../testing/connections.ts'

describe('createConnection over OpenID Connect', () => {
  async function withProvider(path = '') {
    const { client, organizationId, ...tenant } = await organized()
    const provider = await publishConfiguration(path)
    const create = (oidcOptions: object = {}, params: object = {}) =>
      client.sso.createConnection({
        organizationId,
        ...params,
        oidcOptions: {
          discoveryEndpoint: provider.issuer,
          clientId: 'portico',
          clientSecret: 'open sesame',
          ...oidcOptions,
        },
      })
    return { ...tenant, client, organizationId, provider, create }
  }

  it('finds the configuration of an issuer, and waits for the first sign-in', async () => {
    const { create, provider } = await withProvider('/tenant')
    const { state, oidcOptions, callbackEndpoint, connectionType } = await create()
    expect([state, connectionType]).toEqual(['validating', 'GenericOIDC'])
    expect(callbackEndpoint).toMatch(/\/sso\/oidc\/[0-9A-Za-z]{22}\/callback$/)
    expect(oidcOptions).toEqual({
      discoveryEndpoint: `${provider.issuer}/.well-known/openid-configuration`,
      clientId: 'portico',
      redirectUri: callbackEndpoint,
      pkce: true,
      tokenAuthenticationMethod: 'client_secret_basic',
      jwtSigningCerts: [],
      idTokenSignatureAlgorithm: null,
      fetchUserInfo: true,
    })
  })

  it('takes the whole address as well, and an issuer that ends in a slash', async () => {
    const { create, provider } = await withProvider()
    const discoveryEndpoint = `${provider.issuer}/.well-known/openid-configuration`
    provider.publish({ issuer: `${provider.issuer}/` })
    expect((await create({ discoveryEndpoint })).oidcOptions).toMatchObject({ discoveryEndpoint })
    expect((await create({ discoveryEndpoint: `${provider.issuer}/` })).oidcOptions).toMatchObject({
      discoveryEndpoint,
    })
  })

  it('never shows the secret, and stores it sealed', async () => {
    const { request, organizationId, provider, server, environment } = await withProvider()
    const answer = await request('POST', '/connections', {
      body: {
        organization_id: organizationId,
        oidc_options: {
          discovery_endpoint: provider.issuer,
          client_id: 'c',
          client_secret: 'open sesame',
        },
      },
    })
    expect(answer.status).toBe(201)
    expect(answer.text).not.toContain('open sesame')
    const { sql } = server.kernel.database
    const [row] = await sql<{ client_secret: Buffer }[]>`
      select client_secret from connections where environment_id = ${environment.id}`
    expect(row?.client_secret.toString('latin1')).not.toContain('open sesame')
  })

  it('makes a key for private_key_jwt, and shows the certificate to register', async () => {
    const { client, organizationId, provider } = await withProvider()
    const connection = await client.sso.createConnection({
      organizationId,
      oidcOptions: {
        discoveryEndpoint: provider.issuer,
        clientId: 'c',
        tokenAuthenticationMethod: 'private_key_jwt',
      },
    })
    expect(connection.state).toBe('validating')
    expect(connection.oidcOptions?.jwtSigningCerts).toEqual([expect.stringContaining('BEGIN CERTIFICATE')])
  })

  it('is a draft without the secret', async () => {
    const { create } = await withProvider()
    expect(await create({ clientSecret: undefined })).toMatchObject({ state: 'draft' })
  })

  it('proves who it is as the provider takes it', async () => {
    const { create, provider } = await withProvider()
    provider.publish({ token_endpoint_auth_methods_supported: ['client_secret_post'] })
    expect((await create()).oidcOptions?.tokenAuthenticationMethod).toBe('client_secret_post')
    const chosen = { tokenAuthenticationMethod: 'client_secret_basic' }
    expect((await create(chosen)).oidcOptions).toMatchObject(chosen)
  })

  it('knows the configuration of Google without being told', async () => {
    const { client, organizationId } = await withProvider()
    const { oidcOptions, attributeMaps } = await client.sso.createConnection({
      organizationId,
      connectionType: 'GoogleOIDC',
      oidcOptions: { clientId: 'c', clientSecret: 's' },
    })
    expect(oidcOptions?.discoveryEndpoint).toBe(
      'https://accounts.google.com/.well-known/openid-configuration',
    )
    expect(attributeMaps.standardAttributes.groups).toBeNull()
  })

  it('has to be told that of any other', async () => {
    const { refused } = await organized()
    const oidc_options = { client_id: 'c', client_secret: 's' }
    expect(await refused({ oidc_options })).toEqual([422, 'oidc_options.discovery_endpoint'])
  })

  it.each([
    ['another issuer', { issuer: 'https://evil.com' }, /evil\.com/],
    ['no issuer', { issuer: undefined }, /issuer/],
    ['no token endpoint', { token_endpoint: undefined }, /token_endpoint/],
    ['keys at no URL', { jwks_uri: 'file:///etc/passwd' }, /jwks_uri/],
    [
      'an endpoint at the metadata of a cloud',
      { token_endpoint: 'http://169.254.169.254/' },
      /token_endpoint/,
    ],
  ])('refuses a configuration with %s', async (_, changes, message) => {
    const { create, provider, client } = await withProvider()
    provider.publish(changes)
    await expect(create()).rejects.toMatchObject(unusable(message))
    expect((await client.sso.listConnections()).data).toEqual([])
  })

  it.each([
    ['no JSON', '<html/>', /JSON/],
    ['a list', '[]', /issuer/],
    ['an error', { status: 500 }, /status 500/],
    ['10 MB', { body: Buffer.alloc(10_000_000, 0x20) }, /longer than/],
  ])('refuses a provider that answers %s', async (_, document, message) => {
    const { create, provider } = await withProvider()
    provider.documents.set('/.well-known/openid-configuration', document)
    await expect(create()).rejects.toMatchObject(unusable(message))
  })

  it('refuses userinfo where the provider has none', async () => {
    const { create, provider } = await withProvider()
    provider.publish({ userinfo_endpoint: undefined })
    await expect(create({ fetchUserInfo: true })).rejects.toMatchObject(unusable('userinfo_endpoint'))
    await create()
  })

  it('refuses addresses that are none', async () => {
    const { refused } = await organized()
    const oidc = (members: object) => ({ oidc_options: { client_id: 'c', ...members } })
    expect(await refused(oidc({ discovery_endpoint: 'http://169.254.169.254/' }))).toEqual([
      422,
      'oidc_options.discovery_endpoint',
    ])
    const provider = await publishConfiguration()
    expect(
      await refused(oidc({ discovery_endpoint: provider.issuer, redirect_uri: 'javascript:alert(1)' })),
    ).toEqual([422, 'oidc_options.redirect_uri'])
  })
})
