import { describe, expect, it } from 'vitest'
import { createOrganization, createSamlConnection, publishConfiguration } from '../../testing/connections.ts'
import { serveDocuments } from '../../testing/documents.ts'
import { testServer } from '../../testing/index.ts'
import { entityId, idpCertificate, idpMetadata } from '../../testing/metadata.ts'

type SamlChange = Parameters<
  Awaited<ReturnType<typeof testServer>>['client']['sso']['updateConnection']
>[1] extends infer P
  ? NonNullable<NonNullable<P>['samlOptions' & keyof NonNullable<P>]>
  : never

/** A server with a SAML connection that has been activated. */
async function connected() {
  const tenant = await testServer()
  const { client } = tenant
  const organization = await createOrganization(tenant)
  const connection = await createSamlConnection(tenant, organization.id)
  await client.portico.connections.activateConnection(connection.id)
  return {
    ...tenant,
    organization,
    connection,
    change: (samlOptions: SamlChange) => client.sso.updateConnection(connection.id, { samlOptions }),
  }
}

async function connectedByOidc() {
  const tenant = await testServer()
  const { client } = tenant
  const [{ id: organizationId }, provider] = [await createOrganization(tenant), await publishConfiguration()]
  const connection = await client.sso.createConnection({
    organizationId,
    oidcOptions: { discoveryEndpoint: provider.issuer, clientId: 'c', clientSecret: 's' },
  })
  return { ...tenant, provider, connection }
}

describe('updateConnection', () => {
  it('changes only what is given', async () => {
    const { client, connection } = await connected()
    const renamed = await client.sso.updateConnection(connection.id, { name: 'Acme (Okta)' })
    expect(renamed).toEqual({
      ...connection,
      name: 'Acme (Okta)',
      state: 'active',
      status: 'linked',
      updatedAt: expect.any(String),
    })
    expect(renamed.updatedAt >= connection.updatedAt).toBe(true)
    const nothing = await client.sso.updateConnection(connection.id, {})
    expect(nothing).toMatchObject({ name: 'Acme (Okta)', samlOptions: connection.samlOptions })
  })

  it('takes no more certificates than signatures can be tried with', async () => {
    const { change } = await connected()
    const documentOf = async (from: number, count: number) => {
      const names = Array.from({ length: count }, (_, index) => `certificate ${from + index}`)
      return idpMetadata({
        signingCertificates: await Promise.all(names.map((name) => idpCertificate(name))),
      })
    }
    await change({ idpMetadataXml: await documentOf(0, 50) })
    await change({ idpMetadataXml: await documentOf(50, 49) })
    // Those that are there already are no more of them.
    await change({ idpMetadataXml: await documentOf(0, 50) })
    await expect(change({ idpMetadataXml: await documentOf(99, 1) })).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'saml_options', code: 'too_many_certificates' }],
    })
  })

  it('takes the type as it is, and no other', async () => {
    const { client, connection } = await connected()
    await client.sso.updateConnection(connection.id, { connectionType: 'OktaSAML' })
    await expect(
      client.sso.updateConnection(connection.id, { connectionType: 'AzureSAML' }),
    ).rejects.toMatchObject({ status: 422, errors: [{ field: 'connection_type' }] })
  })

  it('gives, changes and takes back an external ID, and refuses one that is taken', async () => {
    const { client, organization, connection } = await connected()
    const other = await client.sso.createConnection({
      organizationId: organization.id,
      externalId: 'two',
      samlOptions: {},
    })
    const set = (externalId: string | null) => client.sso.updateConnection(connection.id, { externalId })
    expect((await set('one')).externalId).toBe('one')
    await expect(set('two')).rejects.toMatchObject({ status: 422, errors: [{ field: 'external_id' }] })
    expect((await set(null)).externalId).toBeNull()
    expect((await client.sso.updateConnection(other.id, { externalId: 'one' })).externalId).toBe('one')
  })

  it('does not know the connections of another environment', async () => {
    const { other, client, connection } = await connected()
    await expect(other.client.sso.updateConnection(connection.id, { name: 'Mine' })).rejects.toMatchObject({
      status: 404,
    })
    expect(await client.sso.getConnection(connection.id)).toMatchObject({ name: 'Okta' })
  })

  it('adds custom attributes, and removes those that are null', async () => {
    const { client, connection } = await connected()
    const set = async (customAttributes: Record<string, string | null>) =>
      (await client.sso.updateConnection(connection.id, { attributeMaps: { customAttributes } }))
        .attributeMaps.customAttributes
    await set({ job_title: 'title', team: 'dept' })
    expect(await set({ job_title: null, level: 'lvl' })).toEqual({ team: 'dept', level: 'lvl' })
    const many = Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`a${i}`, 'x']))
    await expect(set(many)).rejects.toMatchObject({ status: 422 })
  })
})

describe('updateConnection over SAML', () => {
  it('keeps an active connection active when what it rests on changes', async () => {
    const { change, recorded } = await connected()
    const before = await recorded.events()
    const changed = await change({
      idpSsoUrl: 'https://new.acme.com/sso',
      idpEntityId: 'https://new.acme.com',
    })
    expect(changed).toMatchObject({
      state: 'active',
      samlOptions: { idpSsoUrl: 'https://new.acme.com/sso', idpEntityId: 'https://new.acme.com' },
    })
    expect(await recorded.events()).toEqual(before)
  })

  it('takes in new metadata, beside the certificates that there are', async () => {
    const { change, recorded } = await connected()
    const renewed = await idpCertificate('renewed')
    const idpMetadataXml = await idpMetadata({
      signingCertificates: [renewed],
      ssoUrl: 'https://new.acme.com',
    })
    const { samlOptions } = await change({ idpMetadataXml })
    expect(samlOptions?.idpSsoUrl).toBe('https://new.acme.com')
    expect(samlOptions?.idpSigningCerts.map(({ value }) => value)).toEqual([await idpCertificate(), renewed])
    await change({ idpMetadataXml })
    expect((await recorded.events()).filter((name) => name.endsWith('renewed'))).toHaveLength(1)
  })

  it('begins and ends to read metadata at an address', async () => {
    const { change } = await connected()
    const metadata = await idpMetadata()
    const idp = await serveDocuments(() => ({ '/metadata': metadata }))
    const idpMetadataUrl = `${idp.url}/metadata`
    expect((await change({ idpMetadataUrl })).samlOptions).toMatchObject({ idpMetadataUrl })
    await expect(change({ idpSsoUrl: 'https://new.acme.com' })).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'saml_options.idp_sso_url' }],
    })
    const byHand = await change({ idpMetadataUrl: null, idpSsoUrl: 'https://new.acme.com' })
    expect(byHand.samlOptions).toMatchObject({
      idpMetadataUrl: null,
      idpSsoUrl: 'https://new.acme.com',
      idpEntityId: entityId,
    })
    expect((await change({ idpMetadataUrl })).samlOptions?.idpSsoUrl).toBe(`${entityId}/sso`)
    const fromFile = await change({ idpMetadataXml: metadata })
    expect(fromFile.samlOptions?.idpMetadataUrl).toBeNull()
  })

  it('chooses another identity provider of the same metadata by its entity ID', async () => {
    const { change } = await connected()
    const [one, two] = [
      await idpMetadata({ entityId: 'https://one' }),
      await idpMetadata({ entityId: 'https://two' }),
    ]
    const metadata = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${one}${two}</md:EntitiesDescriptor>`
    const idp = await serveDocuments(() => ({ '/federation': metadata.replaceAll(/<\?xml[^>]*\?>/g, '') }))
    const idpMetadataUrl = `${idp.url}/federation`
    await expect(change({ idpMetadataUrl })).rejects.toMatchObject({ code: 'invalid_identity_provider' })
    await change({ idpMetadataUrl, idpEntityId: 'https://one' })
    expect((await change({ idpEntityId: 'https://two' })).samlOptions).toMatchObject({
      idpMetadataUrl,
      idpEntityId: 'https://two',
    })
  })

  it('goes back to the addresses of its own for null', async () => {
    const { change, connection } = await connected()
    await change({ acsUrl: 'https://old.acme.com/acs', spEntityId: 'urn:old' })
    expect((await change({ acsUrl: null, spEntityId: null })).samlOptions).toEqual(connection.samlOptions)
  })

  it('takes no address of another connection, whose responses would then be good for it too', async () => {
    const { change, client, connection } = await connected()
    const { id: organizationId } = await createOrganization({ client }, 'Globex')
    const victim = await client.sso.createConnection({ organizationId, samlOptions: {} })
    const { acsUrl = '', spEntityId = '' } = victim.samlOptions ?? {}
    for (const options of [
      { acsUrl },
      { spEntityId },
      { acsUrl: acsUrl.replace('localhost', 'LOCALHOST') },
    ]) {
      await expect(change(options)).rejects.toMatchObject({ status: 422 })
      await expect(
        client.sso.createConnection({ organizationId, samlOptions: options }),
      ).rejects.toMatchObject({ status: 422 })
    }
    const own = {
      acsUrl: connection.samlOptions?.acsUrl ?? '',
      spEntityId: connection.samlOptions?.spEntityId ?? '',
    }
    expect((await change(own)).samlOptions).toEqual(connection.samlOptions)
  })

  it('leaves everything as it was when the metadata cannot be used', async () => {
    const { change, client, connection } = await connected()
    await expect(change({ idpMetadataXml: '<x/>' })).rejects.toMatchObject({
      code: 'invalid_identity_provider',
    })
    expect((await client.sso.updateConnection(connection.id)).samlOptions).toEqual(connection.samlOptions)
  })

  it('completes a draft, which then waits for its first sign-in', async () => {
    const { client, organization } = await connected()
    const draft = await client.sso.createConnection({ organizationId: organization.id, samlOptions: {} })
    const samlOptions = { idpMetadataXml: await idpMetadata({ entityId: 'https://second' }) }
    expect(await client.sso.updateConnection(draft.id, { samlOptions })).toMatchObject({
      state: 'validating',
    })
  })

  it('leaves a connection off that was switched off', async () => {
    const { client, connection, change } = await connected()
    await client.portico.connections.deactivateConnection(connection.id)
    expect(await change({ idpMetadataXml: await idpMetadata() })).toMatchObject({ state: 'inactive' })
  })

  it('has no options of OpenID Connect', async () => {
    const { client, connection } = await connected()
    await expect(
      client.sso.updateConnection(connection.id, { oidcOptions: { clientId: 'c' } }),
    ).rejects.toMatchObject({ status: 422, errors: [{ field: 'oidc_options' }] })
  })
})

describe('updateConnection over OpenID Connect', () => {
  it('changes what is given, and keeps the secret', async () => {
    const { client, connection } = await connectedByOidc()
    const changed = await client.sso.updateConnection(connection.id, {
      oidcOptions: { clientId: 'other', pkce: false, idTokenSignatureAlgorithm: 'ES256' },
    })
    expect(changed).toMatchObject({ state: 'validating' })
    expect(changed.oidcOptions).toEqual({
      ...connection.oidcOptions,
      clientId: 'other',
      pkce: false,
      idTokenSignatureAlgorithm: 'ES256',
    })
  })

  it('asks a new provider, and refuses one that cannot be used', async () => {
    const { client, connection } = await connectedByOidc()
    const other = await publishConfiguration('/v2')
    const set = (oidcOptions: object) => client.sso.updateConnection(connection.id, { oidcOptions })
    const discoveryEndpoint = `${other.issuer}/.well-known/openid-configuration`
    const changed = await set({ discoveryEndpoint: other.issuer, clientSecret: 's' })
    expect(changed.oidcOptions).toMatchObject({ discoveryEndpoint })
    await expect(set({ discoveryEndpoint: `${other.url}/v3` })).rejects.toMatchObject({
      code: 'invalid_identity_provider',
    })
  })

  it('takes no secret from one provider to another: it is given anew with the address, or nothing changes', async () => {
    const { client, connection, server, environment } = await connectedByOidc()
    const other = await publishConfiguration()
    const discoveryEndpoint = `${other.issuer}/.well-known/openid-configuration`
    const set = (oidcOptions: object) => client.sso.updateConnection(connection.id, { oidcOptions })
    await expect(set({ discoveryEndpoint })).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'oidc_options.client_secret', code: 'required' }],
    })
    const { sql } = server.kernel.database
    const [row] = await sql<{ options: { discovery_endpoint: string } }[]>`
      select options from connections where environment_id = ${environment.id} and id = ${connection.id}`
    expect(row?.options.discovery_endpoint).toBe(connection.oidcOptions?.discoveryEndpoint)
    expect((await set({ discoveryEndpoint, clientSecret: 'new' })).oidcOptions).toMatchObject({
      discoveryEndpoint,
    })
    expect(await set({ discoveryEndpoint })).toMatchObject({ state: 'validating' })
  })

  it('forgets the secret of one provider at another to which it proves itself by a key', async () => {
    const { client, connection } = await connectedByOidc()
    const { issuer: discoveryEndpoint } = await publishConfiguration()
    const set = (oidcOptions: object) => client.sso.updateConnection(connection.id, { oidcOptions })
    const tokenAuthenticationMethod = 'private_key_jwt'
    expect(await set({ discoveryEndpoint, tokenAuthenticationMethod })).toMatchObject({ state: 'validating' })
    // Nothing is left that could be sent there.
    expect(await set({ tokenAuthenticationMethod: 'client_secret_post' })).toMatchObject({ state: 'draft' })
  })

  it('makes a key when it begins to prove who it is by one, and only then', async () => {
    const { client, connection } = await connectedByOidc()
    const set = async (tokenAuthenticationMethod: 'private_key_jwt' | 'client_secret_post') =>
      (await client.sso.updateConnection(connection.id, { oidcOptions: { tokenAuthenticationMethod } }))
        .oidcOptions?.jwtSigningCerts
    const first = await set('private_key_jwt')
    expect(first).toHaveLength(1)
    await set('client_secret_post')
    expect(await set('private_key_jwt')).toEqual(first)
  })

  it('switches off what has lost its only proof of who it is, and says so', async () => {
    const { client, recorded, provider } = await connectedByOidc()
    const { id: organizationId } = await createOrganization({ client }, 'Globex')
    const connection = await client.sso.createConnection({
      organizationId,
      oidcOptions: {
        discoveryEndpoint: provider.issuer,
        clientId: 'c',
        tokenAuthenticationMethod: 'private_key_jwt',
      },
    })
    await client.portico.connections.activateConnection(connection.id)
    const oidcOptions = { tokenAuthenticationMethod: 'client_secret_post' } as const
    expect(await client.sso.updateConnection(connection.id, { oidcOptions })).toMatchObject({
      state: 'inactive',
    })
    expect((await recorded.events()).slice(-2)).toEqual(['connection.activated', 'connection.deactivated'])
  })
})
