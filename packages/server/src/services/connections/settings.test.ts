import { describe, expect, it } from 'vitest'
import { createOrganization, createSamlConnection, publishConfiguration } from '../../testing/connections.ts'
import { createTenant, testServer } from '../../testing/index.ts'
import { idpMetadata } from '../../testing/metadata.ts'

const day = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString()

async function connected() {
  const tenant = await testServer()
  const organization = await createOrganization(tenant)
  const connection = await createSamlConnection(tenant, organization.id)
  const { connections } = tenant.client.portico
  return {
    ...tenant,
    organization,
    connection,
    connections,
    set: (change: Parameters<typeof connections.updateConnectionSettings>[1]) =>
      connections.updateConnectionSettings(connection.id, change),
  }
}

async function connectedByOidc() {
  const tenant = await testServer()
  const [{ id: organizationId }, provider] = [await createOrganization(tenant), await publishConfiguration()]
  const connection = await tenant.client.sso.createConnection({
    organizationId,
    oidcOptions: { discoveryEndpoint: provider.issuer, clientId: 'c', clientSecret: 's' },
  })
  const { connections } = tenant.client.portico
  return {
    ...tenant,
    connection,
    set: (change: Parameters<typeof connections.updateConnectionSettings>[1]) =>
      connections.updateConnectionSettings(connection.id, change),
  }
}

const refusal = (message: string) => ({
  status: 422,
  code: 'invalid_connection_settings',
  message: expect.stringContaining(message),
})

describe('getConnectionWithOptions', () => {
  it('shows what a connection was set up with, and no secret', async () => {
    const { connections, connection, client } = await connected()
    expect(await connections.getConnectionWithOptions(connection.id)).toEqual(connection)
    const oidc = await connectedByOidc()
    const shown = await oidc.client.portico.connections.getConnectionWithOptions(oidc.connection.id)
    expect(shown).toEqual(oidc.connection)
    expect(JSON.stringify(shown)).not.toContain('secret"')
    await client.portico.oauthProviders.setOAuthProvider('GitHubOAuth', {
      clientId: 'c',
      clientSecret: 'hidden',
    })
    const { data } = await client.sso.listConnections({ connectionType: 'GitHubOAuth' })
    const social = await connections.getConnectionWithOptions(data[0]?.id ?? '')
    expect(social).toMatchObject({ connectionType: 'GitHubOAuth' })
    expect(JSON.stringify(social)).not.toContain('hidden')
  })

  it('does not find what is not there', async () => {
    const { connections } = await connected()
    await expect(connections.getConnectionWithOptions('conn_x')).rejects.toMatchObject({ status: 404 })
  })
})

describe('the settings of a connection', () => {
  it('begin strict: unsolicited responses, which SAML has, are all that is allowed', async () => {
    const { connections, connection } = await connected()
    expect(await connections.getConnectionSettings(connection.id)).toEqual({
      object: 'connection_settings',
      connectionId: connection.id,
      idpInitiatedAllowed: true,
      signInConsent: null,
      signedResponsesRequired: false,
      oauthTokensReturned: false,
      requestBinding: 'redirect',
      nameIdFormat: null,
      idpLogoutUrl: null,
      weakAlgorithms: null,
      scopes: [],
      authorizationParameters: {},
      groupRoles: [],
      idpMetadataReadAt: null,
      idpMetadataProblem: null,
      updatedAt: connection.updatedAt,
    })
  })

  it('change one by one, and null is a value', async () => {
    const { set, connections, connection } = await connected()
    await set({ idpInitiatedAllowed: false, signInConsent: true, requestBinding: 'post' })
    await set({ nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', signInConsent: null })
    expect(await connections.getConnectionSettings(connection.id)).toMatchObject({
      idpInitiatedAllowed: false,
      signInConsent: null,
      requestBinding: 'post',
      nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    })
  })

  it('take back what they showed', async () => {
    const { set, connections, connection } = await connected()
    const {
      object: _,
      connectionId: __,
      updatedAt: ___,
      ...shown
    } = await connections.getConnectionSettings(connection.id)
    // What is read may be of a kind that comes later; what is written is not.
    expect(await set(shown as Parameters<typeof set>[0])).toMatchObject(shown)
  })

  it('send requests as a form to those who take nothing else', async () => {
    const { client, connections, organization } = await connected()
    const idpMetadataXml = (
      await idpMetadata({ entityId: 'urn:post', ssoPostUrl: 'https://idp.acme.com/post' })
    ).replace(/<md:SingleSignOnService [^>]*HTTP-Redirect[^>]*\/>/, '')
    const { id, samlOptions } = await client.sso.createConnection({
      organizationId: organization.id,
      samlOptions: { idpMetadataXml },
    })
    expect(samlOptions?.idpSsoUrl).toBe('https://idp.acme.com/post')
    expect(await connections.getConnectionSettings(id)).toMatchObject({ requestBinding: 'post' })
    await expect(
      connections.updateConnectionSettings(id, { requestBinding: 'redirect' }),
    ).rejects.toMatchObject(refusal('request_binding'))
  })

  it('are not known to another environment', async () => {
    const { other, connection } = await connected()
    const { connections } = other.client.portico
    await expect(connections.getConnectionSettings(connection.id)).rejects.toMatchObject({ status: 404 })
    await expect(
      connections.updateConnectionSettings(connection.id, { idpInitiatedAllowed: false }),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('are of the protocol', async () => {
    const { set } = await connected()
    await expect(set({ scopes: ['groups'] })).rejects.toMatchObject(refusal('scopes'))
    await expect(set({ oauthTokensReturned: true })).rejects.toMatchObject(refusal('oauth_tokens_returned'))
    const oidc = await connectedByOidc()
    await expect(oidc.set({ requestBinding: 'post' })).rejects.toMatchObject(refusal('request_binding'))
    await expect(oidc.set({ idpInitiatedAllowed: true })).rejects.toMatchObject(
      refusal('idp_initiated_allowed'),
    )
  })
})

describe('the exception for weak algorithms', () => {
  it('ends, in 90 days at the latest', async () => {
    const { set } = await connected()
    const exception = (days: number) => ({
      weakAlgorithms: { algorithms: ['sha1' as const], expiresAt: inDays(days) },
    })
    for (const days of [-1, 0, 91]) {
      await expect(set(exception(days))).rejects.toMatchObject(refusal('weak_algorithms.expires_at'))
    }
    expect(await set(exception(89))).toMatchObject({ weakAlgorithms: { algorithms: ['sha1'] } })
    expect(await set({ weakAlgorithms: null })).toMatchObject({ weakAlgorithms: null })
  })

  it('is for the algorithms that it names, and there are three', async () => {
    const { request, connection } = await connected()
    const patch = (algorithms: string[]) =>
      request('PATCH', `/portico/connections/${connection.id}/settings`, {
        body: { weak_algorithms: { algorithms, expires_at: inDays(1) } },
      })
    expect((await patch(['md5'])).status).toBe(422)
    expect((await patch([])).status).toBe(422)
    expect((await patch(['sha1', 'aes_cbc', 'rsa_pkcs1'])).status).toBe(200)
  })
})

describe('the roles of groups', () => {
  it('are roles of organizations that exist, each once for a group', async () => {
    const { client, set, other } = await connected()
    await client.authorization.createEnvironmentRole({ slug: 'engineer', name: 'Engineer' })
    const groupRoles = [
      { group: 'Engineers', roleSlug: 'engineer' },
      { group: 'Engineers', roleSlug: 'member' },
      { group: 'Engineers', roleSlug: 'engineer' },
    ]
    expect((await set({ groupRoles })).groupRoles).toEqual(groupRoles.slice(0, 2))
    await other.client.authorization.createEnvironmentRole({ slug: 'theirs', name: 'Theirs' })
    for (const roleSlug of ['nobody', 'theirs']) {
      await expect(set({ groupRoles: [{ group: 'x', roleSlug }] })).rejects.toMatchObject(refusal(roleSlug))
    }
  })

  it('are not roles of another kind of resource', async () => {
    const { client, set } = await connected()
    await client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
    await client.authorization.createEnvironmentRole({
      slug: 'lead',
      name: 'Lead',
      resourceTypeSlug: 'project',
    })
    await expect(set({ groupRoles: [{ group: 'x', roleSlug: 'lead' }] })).rejects.toMatchObject(
      refusal('lead'),
    )
  })
})

describe('what is sent to an identity provider', () => {
  it('has further parameters and scopes', async () => {
    const { set } = await connectedByOidc()
    const settings = { scopes: ['groups'], authorizationParameters: { acr_values: 'mfa' } }
    expect(await set(settings)).toMatchObject(settings)
  })

  it.each([
    'state',
    'nonce',
    'Redirect_URI',
    'code_challenge',
    'response_type',
    'request',
    'scope',
    'client_id',
  ])('has no other %s than Portico’s', async (name) => {
    const { set } = await connectedByOidc()
    await expect(set({ authorizationParameters: { [name]: 'x' } })).rejects.toMatchObject(refusal(name))
  })

  it.each([
    { idpLogoutUrl: 'javascript:alert(1)' },
    { idpLogoutUrl: 'https://user@idp.acme.com/' },
    { nameIdFormat: 'persistent' },
    { nameIdFormat: 'urn:x"/><evil' },
  ])('leads nowhere else: %j is refused', async (change) => {
    const { set } = await connected()
    await expect(set(change)).rejects.toMatchObject({ status: 422 })
  })

  it('goes over https in a production environment', async () => {
    const { server } = await testServer()
    const production = await createTenant(server, 'production')
    const { id } = await createSamlConnection(production, (await createOrganization(production)).id)
    const { connections } = production.client.portico
    await expect(
      connections.updateConnectionSettings(id, { idpLogoutUrl: 'http://idp.acme.com/slo' }),
    ).rejects.toMatchObject(refusal('idp_logout_url'))
  })
})

describe('activateConnection', () => {
  it('does not wait for a sign-in, and is recorded once', async () => {
    const { connections, connection, recorded, organization } = await connected()
    expect(await connections.activateConnection(connection.id)).toMatchObject({
      state: 'active',
      status: 'linked',
    })
    const again = await connections.activateConnection(connection.id)
    const events = (await recorded.eventsInFull()).filter(({ event }) => event.startsWith('connection.'))
    expect(events.map(({ event }) => event)).toEqual(['connection.activated'])
    expect(events[0]?.data).toEqual({
      object: 'connection',
      id: connection.id,
      organization_id: organization.id,
      connection_type: 'OktaSAML',
      name: 'Okta',
      state: 'active',
      status: 'linked',
      external_key: connection.callbackEndpoint.split('/').at(-1),
      domains: [{ object: 'connection_domain', id: organization.domains[0]?.id, domain: 'acme.com' }],
      created_at: connection.createdAt,
      updated_at: again.updatedAt,
    })
  })

  it('says what is missing, and how this identity provider tells it', async () => {
    const { client, connections, organization } = await connected()
    const create = (connectionType: 'GoogleSAML' | 'AzureSAML' | 'CloudflareSAML') =>
      client.sso.createConnection({ organizationId: organization.id, connectionType, samlOptions: {} })
    for (const [type, remedy] of [
      ['GoogleSAML', 'idp_metadata_xml'],
      ['AzureSAML', 'idp_metadata_url'],
      ['CloudflareSAML', 'Copy it'],
    ] as const) {
      const { id } = await create(type)
      await expect(connections.activateConnection(id)).rejects.toMatchObject({
        status: 409,
        code: 'connection_incomplete',
        message: expect.stringMatching(`idp_entity_id, idp_sso_url, idp_signing_certs.*${remedy}`),
      })
    }
  })

  it('says that a client secret is missing', async () => {
    const { client, ...tenant } = await testServer()
    const { id: organizationId } = await createOrganization({ client, ...tenant })
    const provider = await publishConfiguration()
    const { id } = await client.sso.createConnection({
      organizationId,
      oidcOptions: { discoveryEndpoint: provider.issuer, clientId: 'c' },
    })
    await expect(client.portico.connections.activateConnection(id)).rejects.toMatchObject({
      code: 'connection_incomplete',
      message: expect.stringContaining('client_secret'),
    })
  })
})

describe('deactivateConnection', () => {
  it('is recorded, and undone by activating', async () => {
    const { connections, connection, recorded } = await connected()
    await connections.activateConnection(connection.id)
    expect(await connections.deactivateConnection(connection.id)).toMatchObject({
      state: 'inactive',
      status: 'unlinked',
    })
    await connections.deactivateConnection(connection.id)
    await connections.activateConnection(connection.id)
    expect((await recorded.events()).filter((name) => name.startsWith('connection.'))).toEqual([
      'connection.activated',
      'connection.deactivated',
      'connection.activated',
    ])
  })

  it('of a connection that never was active is recorded nowhere', async () => {
    const { connections, connection, recorded } = await connected()
    await connections.deactivateConnection(connection.id)
    expect(await recorded.events()).not.toContain('connection.deactivated')
  })

  it('is not for another environment', async () => {
    const { other, connection, connections } = await connected()
    await connections.activateConnection(connection.id)
    const { deactivateConnection } = other.client.portico.connections
    await expect(
      deactivateConnection.call(other.client.portico.connections, connection.id),
    ).rejects.toMatchObject({ status: 404 })
  })
})
