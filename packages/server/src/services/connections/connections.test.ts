import { describe, expect, it } from 'vitest'
import { createOrganization, createSamlConnection } from '../../testing/connections.ts'
import { type TestServer, testServer } from '../../testing/index.ts'

/** A server with an organization and a SAML connection of it. */
async function connected() {
  const tenant = await testServer()
  const organization = await createOrganization(tenant)
  const connection = await createSamlConnection(tenant, organization.id)
  await forgetEvents(tenant)
  return { ...tenant, organization, connection }
}

const forgetEvents = ({ server, environment }: TestServer) =>
  server.kernel.database.sql`delete from events where environment_id = ${environment.id}`

describe('getConnection', () => {
  it('answers the connection with the domains of its organization, and nothing of its set-up', async () => {
    const { client, request, organization, connection } = await connected()
    const { body } = await request('GET', `/connections/${connection.id}`)
    expect(body).toEqual({
      object: 'connection',
      id: connection.id,
      organization_id: organization.id,
      connection_type: 'OktaSAML',
      name: 'Okta',
      state: 'validating',
      status: 'unlinked',
      domains: [{ object: 'connection_domain', id: organization.domains[0]?.id, domain: 'acme.com' }],
      options: { signing_cert: null },
      created_at: connection.createdAt,
      updated_at: connection.updatedAt,
    })
    expect(await client.sso.getConnection(connection.id)).toMatchObject({ name: 'Okta' })
  })

  it('has the certificate of the key that signs requests, in its options and in a list', async () => {
    const { client, connection } = await connected()
    const { id, value } = await client.sso.createConnectionSamlSpSigningCert(connection.id)
    const { data } = await client.sso.listConnections()
    for (const { options } of [await client.sso.getConnection(connection.id), ...data]) {
      expect(options).toEqual({ signingCert: value })
    }
    await client.sso.deleteConnectionSamlSpSigningCert(connection.id, id)
    expect((await client.sso.getConnection(connection.id)).options).toEqual({ signingCert: null })
  })

  it('says linked of an active connection, as the oldest clients read it', async () => {
    const { client, connection } = await connected()
    await client.portico.connections.activateConnection(connection.id)
    expect(await client.sso.getConnection(connection.id)).toMatchObject({ state: 'active', status: 'linked' })
  })

  it('does not know the connections of another environment', async () => {
    const { other, connection } = await connected()
    await expect(other.client.sso.getConnection(connection.id)).rejects.toMatchObject({ status: 404 })
    await expect(other.client.sso.deleteConnection(connection.id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('listConnections', () => {
  /** Connections of two organizations and of none, newest first in the list. */
  async function several() {
    const tenant = await testServer()
    const [acme, globex] = [await createOrganization(tenant), await createOrganization(tenant, 'Globex')]
    await createSamlConnection(tenant, acme.id, { name: 'Acme 100%' })
    await createSamlConnection(tenant, acme.id, { name: 'Acme AD', connectionType: 'ADFSSAML' })
    await createSamlConnection(tenant, globex.id, { name: 'Globex' })
    const { oauthProviders } = tenant.client.portico
    await oauthProviders.setOAuthProvider('GitHubOAuth', { clientId: 'c', clientSecret: 's' })
    const names = async (filter: Parameters<typeof tenant.client.sso.listConnections>[0]) =>
      (await tenant.client.sso.listConnections(filter)).data.map(({ name }) => name)
    return { ...tenant, acme, globex, names }
  }

  it('lists newest first, and only of this environment', async () => {
    const { names, other } = await several()
    expect(await names({})).toEqual(['GitHub', 'Globex', 'Acme AD', 'Acme 100%'])
    expect((await other.client.sso.listConnections()).data).toEqual([])
  })

  it('filters by kind, organization, domain and a part of the name', async () => {
    const { names, acme } = await several()
    expect(await names({ connectionType: 'ADFSSAML' })).toEqual(['Acme AD'])
    expect(await names({ organizationId: acme.id })).toEqual(['Acme AD', 'Acme 100%'])
    expect(await names({ domain: 'GLOBEX.com' })).toEqual(['Globex'])
    expect(await names({ search: 'acme' })).toEqual(['Acme AD', 'Acme 100%'])
    expect(await names({ organizationId: acme.id, connectionType: 'OktaSAML' })).toEqual(['Acme 100%'])
    expect(await names({ domain: 'nobody.com' })).toEqual([])
    expect(await names({ organizationId: 'org_none' })).toEqual([])
  })

  it('takes a domain in any script', async () => {
    const tenant = await testServer()
    const { id } = await createOrganization(tenant, 'Bücher', 'bücher.example.com')
    await createSamlConnection(tenant, id)
    for (const domain of ['bücher.example.com', 'BÜCHER.example.com', 'xn--bcher-kva.example.com']) {
      expect((await tenant.client.sso.listConnections({ domain })).data).toHaveLength(1)
    }
  })

  it('takes the wildcards of a pattern for themselves', async () => {
    const { names } = await several()
    expect(await names({ search: '100%' })).toEqual(['Acme 100%'])
    expect(await names({ search: '%' })).toEqual(['Acme 100%'])
    expect(await names({ search: '_' })).toEqual([])
  })

  it('knows both spellings of GitHub', async () => {
    const { names } = await several()
    expect(await names({ connectionType: 'GithubOAuth' })).toEqual(['GitHub'])
    expect(await names({ connectionType: 'GitHubOAuth' })).toEqual(['GitHub'])
  })

  it('has pages in either direction', async () => {
    const { client, names } = await several()
    const first = await client.sso.listConnections({ limit: 2 })
    expect(first.data.map(({ name }) => name)).toEqual(['GitHub', 'Globex'])
    const after = first.listMetadata.after ?? ''
    expect(await names({ limit: 2, after })).toEqual(['Acme AD', 'Acme 100%'])
    expect(await names({ limit: 2, order: 'asc' })).toEqual(['Acme 100%', 'Acme AD'])
    await expect(names({ after: 'nonsense' })).rejects.toMatchObject({ status: 422 })
  })

  it('refuses a kind that there is not, and names all that there are', async () => {
    const { request } = await testServer()
    const { status, text } = await request('GET', '/connections?connection_type=Pending')
    expect(status).toBe(422)
    for (const type of ['ADFSSAML', 'OktaSAML', 'XeroOAuth']) expect(text).toContain(type)
  })
})

describe('deleteConnection', () => {
  it('deletes an active connection too, and says so in an event', async () => {
    const { client, request, recorded, organization, connection } = await connected()
    await client.portico.connections.activateConnection(connection.id)
    const { status, text } = await request('DELETE', `/connections/${connection.id}`)
    expect([status, text]).toEqual([204, ''])
    await expect(client.sso.getConnection(connection.id)).rejects.toMatchObject({ status: 404 })
    const [, event] = await recorded.eventsInFull()
    expect(event?.event).toBe('connection.deleted')
    expect(event?.data).toEqual({
      object: 'connection',
      id: connection.id,
      organization_id: organization.id,
      connection_type: 'OktaSAML',
      name: 'Okta',
      state: 'active',
      created_at: connection.createdAt,
      updated_at: expect.any(String),
    })
  })

  it('refuses an active one where the environment protects those, until it is deactivated', async () => {
    const { client, recorded, connection } = await connected()
    await client.portico.settings.updateSettings({ sso: { protectActiveConnections: true } })
    await client.portico.connections.activateConnection(connection.id)
    await expect(client.sso.deleteConnection(connection.id)).rejects.toMatchObject({
      status: 409,
      code: 'conflict',
    })
    await client.portico.connections.deactivateConnection(connection.id)
    await client.sso.deleteConnection(connection.id)
    expect(await recorded.events()).toEqual([
      'connection.activated',
      'connection.deactivated',
      'connection.deleted',
    ])
  })

  it('happens with the organization, without an event of its own', async () => {
    const { client, recorded, organization, connection, server, environment } = await connected()
    await client.organizations.deleteOrganization(organization.id)
    await expect(client.sso.getConnection(connection.id)).rejects.toMatchObject({ status: 404 })
    expect(await recorded.events()).not.toContain('connection.deleted')
    const { sql } = server.kernel.database
    expect(
      await sql`select true from connection_certificates where environment_id = ${environment.id}`,
    ).toEqual([])
  })

  it('is done once: the second time there is nothing to delete', async () => {
    const { client, recorded, connection } = await connected()
    const outcomes = await Promise.allSettled([1, 2].map(() => client.sso.deleteConnection(connection.id)))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await recorded.events()).toEqual(['connection.deleted'])
  })
})
