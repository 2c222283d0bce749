import { describe, expect, it } from 'vitest'
import { createOrganization, createSamlConnection, publishConfiguration } from '../../testing/connections.ts'
import { eventually } from '../../testing/eventually.ts'
import { testServer } from '../../testing/index.ts'
import { entityId, idpCertificate, idpMetadata } from '../../testing/metadata.ts'
import {
  canSignIn,
  findConnectionByDomain,
  findProviderConnection,
  findSignInConnection,
  findSignInConnectionByKey,
  listOrganizationConnections,
  markConnectionUsed,
  type SignInConnection,
  weakAlgorithmsOf,
} from './index.ts'

async function connected() {
  const tenant = await testServer()
  const organization = await createOrganization(tenant)
  const connection = await createSamlConnection(tenant, organization.id)
  const { kernel } = tenant.server
  return {
    ...tenant,
    kernel,
    organization,
    connection,
    key: connection.callbackEndpoint.split('/').at(-1) ?? '',
    find: (id = connection.id) => findSignInConnection(kernel, tenant.environment.id, id),
    signIn: async (found: SignInConnection) => {
      const source = { environment: tenant.environment, now: kernel.clock.now() }
      await kernel.database.transaction((tx) => markConnectionUsed(tx, source, found))
    },
  }
}

/** The connection, which a test cannot go on without. */
function required<T>(found: T | undefined): T {
  if (!found) throw new Error('There is no such connection.')
  return found
}

describe('a connection as sign-in finds it', () => {
  it('has what SAML takes, the addresses of its own, and the settings with their defaults', async () => {
    const { find, environment, organization, connection, key } = await connected()
    expect(await find()).toMatchObject({
      environment,
      id: connection.id,
      organizationId: organization.id,
      type: 'OktaSAML',
      protocol: 'saml',
      state: 'validating',
      externalKey: key,
      settings: { idp_initiated_allowed: true, request_binding: 'redirect' },
      attributeMap: { standard: { email: 'email' }, custom: {} },
      setup: {
        idpEntityId: entityId,
        idpSsoUrl: `${entityId}/sso`,
        idpCertificates: [{ pem: await idpCertificate() }],
        acsUrl: connection.callbackEndpoint,
        spSigning: null,
        spEncryption: [],
      },
    })
  })

  it('has its keys opened', async () => {
    const { find, client, connection } = await connected()
    const { value } = await client.sso.createConnectionSamlSpSigningCert(connection.id)
    await client.sso.createConnectionSamlSpEncryptionCert(connection.id)
    const found = await find()
    const setup = found?.protocol === 'saml' ? found.setup : null
    expect(setup?.spSigning).toMatchObject({ certificate: value, privateKey: { type: 'private' } })
    expect(setup?.spEncryption).toHaveLength(1)
  })

  it('has what OpenID Connect takes, the secret opened', async () => {
    const { find, client } = await connected()
    const provider = await publishConfiguration()
    const { id: organizationId } = await createOrganization({ client }, 'Globex')
    const { id } = await client.sso.createConnection({
      organizationId,
      oidcOptions: {
        discoveryEndpoint: provider.issuer,
        clientId: 'c',
        clientSecret: 's',
        tokenAuthenticationMethod: 'private_key_jwt',
      },
    })
    expect(await find(id)).toMatchObject({
      protocol: 'oidc',
      setup: {
        discoveryEndpoint: `${provider.issuer}/.well-known/openid-configuration`,
        clientId: 'c',
        clientSecret: 's',
        jwtSigning: { privateKey: { type: 'private' } },
      },
    })
  })

  it('has no set-up while something is missing: nobody can sign in', async () => {
    const { find, client, organization } = await connected()
    const { id } = await client.sso.createConnection({
      organizationId: organization.id,
      samlOptions: { idpSsoUrl: 'https://idp.acme.com' },
    })
    const draft = required(await find(id))
    expect(draft).toMatchObject({ state: 'draft', setup: null })
    expect(canSignIn(draft)).toBe(false)
  })

  it('is found by the key in its addresses as well', async () => {
    const { find, kernel, key } = await connected()
    expect(await findSignInConnectionByKey(kernel, key)).toEqual(await find())
    expect(await findSignInConnectionByKey(kernel, key.toUpperCase())).toBeUndefined()
  })

  it('is not found in another environment', async () => {
    const { kernel, other, connection } = await connected()
    expect(await findSignInConnection(kernel, other.environment.id, connection.id)).toBeUndefined()
  })
})

describe('the memory of connections', () => {
  it('holds one until it changes: its version says whether it did', async () => {
    const { find, client, connection } = await connected()
    // The news of its own creation may still be on the way.
    await eventually(async () => expect(await find()).toBe(await find()))
    const versions = [required(await find()).version]
    const changes = [
      () => client.sso.updateConnection(connection.id, { name: 'Renamed' }),
      () => client.portico.connections.activateConnection(connection.id),
      () => client.portico.connections.updateConnectionSettings(connection.id, { signInConsent: false }),
      () => client.sso.createConnectionSamlSpSigningCert(connection.id),
      async () =>
        client.sso.createConnectionSamlIdpSigningCert(connection.id, { value: await idpCertificate('new') }),
    ]
    for (const change of changes) {
      await change()
      versions.push(required(await find()).version)
    }
    expect(new Set(versions).size).toBe(versions.length)
    expect(await find()).toMatchObject({
      name: 'Renamed',
      state: 'active',
      settings: { sign_in_consent: false },
    })
  })

  it('does not hold what was deleted, also not with its organization', async () => {
    const { find, client, connection, organization, ...tenant } = await connected()
    // Without certificates, which go with it and would be noticed by themselves.
    const second = await client.sso.createConnection({ organizationId: organization.id, samlOptions: {} })
    await find()
    await find(second.id)
    await client.sso.deleteConnection(connection.id)
    expect(await find()).toBeUndefined()
    await client.organizations.deleteOrganization(organization.id)
    await eventually(async () => expect(await find(second.id)).toBeUndefined())
    expect(await findSignInConnectionByKey(tenant.kernel, tenant.key)).toBeUndefined()
  })

  it('does not outlive a change made elsewhere', async () => {
    const { find, kernel, connection, environment } = await connected()
    await find()
    const { sql } = kernel.database
    await sql`delete from connection_certificates
      where environment_id = ${environment.id} and connection_id = ${connection.id}`
    await eventually(async () => expect(await find()).toMatchObject({ setup: null }))
    await sql`update connections set state = 'inactive'
      where environment_id = ${environment.id} and id = ${connection.id}`
    await eventually(async () => expect(await find()).toMatchObject({ state: 'inactive' }))
  })
})

describe('the first sign-in that succeeds', () => {
  it('makes a connection active that waited for it, and is recorded once', async () => {
    const { find, signIn, client, connection, recorded } = await connected()
    const found = required(await find())
    expect(canSignIn(found)).toBe(true)
    await Promise.all([signIn(found), signIn(found)])
    expect(await client.sso.getConnection(connection.id)).toMatchObject({ state: 'active' })
    const events = (await recorded.eventsInFull()).filter(({ event }) => event === 'connection.activated')
    expect(events).toMatchObject([
      { data: { id: connection.id, state: 'active', domains: [{ domain: 'acme.com' }] } },
    ])
    await eventually(async () => expect(await find()).toMatchObject({ state: 'active' }))
  })

  it('does not switch a connection on that was switched off meanwhile', async () => {
    const { find, signIn, client, connection } = await connected()
    const found = required(await find())
    await client.portico.connections.deactivateConnection(connection.id)
    await signIn(found)
    expect(await client.sso.getConnection(connection.id)).toMatchObject({ state: 'inactive' })
    expect(canSignIn(required(await find()))).toBe(false)
  })
})

describe('what leads to a connection', () => {
  it('is its organization, which may have several', async () => {
    const { kernel, environment, organization, connection, other, ...tenant } = await connected()
    const second = await createSamlConnection(tenant, organization.id, { connectionType: 'ADFSSAML' })
    const { sql } = kernel.database
    expect(await listOrganizationConnections(sql, environment.id, organization.id)).toMatchObject([
      { id: connection.id, state: 'validating' },
      { id: second.id },
    ])
    expect(await listOrganizationConnections(sql, other.environment.id, organization.id)).toEqual([])
  })

  it('is a domain that the organization has verified, and none that it only claims', async () => {
    const { kernel, environment, connection, organization, client } = await connected()
    const byDomain = async (domain: string) =>
      (await findConnectionByDomain(kernel.database.sql, environment.id, domain)).map(({ id }) => id)
    await client.organizationDomains.createOrganizationDomain({
      organizationId: organization.id,
      domain: 'claimed.com',
    })
    expect(await byDomain('ACME.com')).toEqual([connection.id])
    expect(await byDomain('ａcme.com')).toEqual([connection.id])
    expect(await byDomain('claimed.com')).toEqual([])
  })

  it('is a social provider that is set up', async () => {
    const { kernel, environment, client } = await connected()
    const { sql } = kernel.database
    expect(await findProviderConnection(sql, environment.id, 'GoogleOAuth')).toBeUndefined()
    const provider = { clientId: 'c', clientSecret: 's' }
    const { connectionId } = await client.portico.oauthProviders.setOAuthProvider('GoogleOAuth', provider)
    expect(await findProviderConnection(sql, environment.id, 'GoogleOAuth')).toBe(connectionId)
  })
})

describe('the exception for weak algorithms', () => {
  it('holds until it ends, to the instant', async () => {
    const { find, client, connection } = await connected()
    expect(weakAlgorithmsOf(required(await find()), new Date())).toEqual(new Set())
    const expiresAt = new Date(Date.now() + 1000_000)
    await client.portico.connections.updateConnectionSettings(connection.id, {
      weakAlgorithms: { algorithms: ['sha1'], expiresAt: expiresAt.toISOString() },
    })
    const found = required(await find())
    expect(weakAlgorithmsOf(found, new Date(expiresAt.getTime() - 1))).toEqual(new Set(['sha1']))
    expect(weakAlgorithmsOf(found, expiresAt)).toEqual(new Set())
  })
})

describe('metadata without a redirect binding', () => {
  it('lead to the form that the identity provider takes', async () => {
    const { find, client, organization } = await connected()
    const metadata = await idpMetadata({ entityId: 'urn:post', ssoPostUrl: 'https://idp.acme.com/post' })
    const idpMetadataXml = metadata.replace(/<md:SingleSignOnService [^>]*HTTP-Redirect[^>]*\/>/, '')
    const { id } = await client.sso.createConnection({
      organizationId: organization.id,
      samlOptions: { idpMetadataXml },
    })
    expect(await find(id)).toMatchObject({
      settings: { request_binding: 'post' },
      setup: { idpSsoUrl: 'https://idp.acme.com/post', idpSsoPostUrl: 'https://idp.acme.com/post' },
    })
  })
})
