import { describe, expect, it } from 'vitest'
import { createOrganization, createSamlConnection, publishConfiguration } from '../../testing/connections.ts'
import { serveDocuments } from '../../testing/documents.ts'
import { createTenant, testServer } from '../../testing/index.ts'
import { entityId, idpCertificate, idpMetadata } from '../../testing/metadata.ts'

const unusable = (message: string | RegExp) => ({
  status: 422,
  code: 'invalid_identity_provider',
  message: expect.stringMatching(message),
})

async function organized() {
  const tenant = await testServer()
  const { id: organizationId } = await createOrganization(tenant)
  const { client } = tenant
  return {
    ...tenant,
    organizationId,
    createSaml: (
      samlOptions: NonNullable<Parameters<typeof client.sso.createConnection>[0]['samlOptions']>,
    ) => client.sso.createConnection({ organizationId, samlOptions }),
    /** Creates over plain HTTP, and answers which members were refused. */
    refused: async (body: object) => {
      const answer = await tenant.request('POST', '/connections', {
        body: { organization_id: organizationId, ...body },
      })
      const { errors = [] } = answer.body as { errors?: { field: string }[] }
      return [answer.status, ...errors.map(({ field }) => field)]
    },
  }
}

describe('createConnection, whatever the protocol', () => {
  it('records no event: nobody can sign in yet', async () => {
    const { createSaml, recorded } = await organized()
    const before = await recorded.events()
    await createSaml({ idpMetadataXml: await idpMetadata() })
    expect(await recorded.events()).toEqual(before)
  })

  it('gives each connection a key of its own in its addresses', async () => {
    const { createSaml } = await organized()
    const [one, two] = [await createSaml({}), await createSaml({})]
    expect(one.callbackEndpoint).toMatch(/^http:\/\/localhost:\d+\/sso\/saml\/acs\/[0-9A-Za-z]{22}$/)
    expect(two.callbackEndpoint).not.toBe(one.callbackEndpoint)
  })

  it('answers the connection that has the external ID as it is, and creates none', async () => {
    const { client, request, organizationId } = await organized()
    const body = { organization_id: organizationId, external_id: 'sso-1', saml_options: {} }
    const first = await request('POST', '/connections', { body })
    const again = await request('POST', '/connections', { body: { ...body, name: 'Another' } })
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toEqual(first.body)
    expect((await client.sso.listConnections()).data).toHaveLength(1)
  })

  it('creates one of several requests with an external ID that come at once', async () => {
    const { client, organizationId } = await organized()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        client.sso.createConnection({ organizationId, externalId: 'sso-1', samlOptions: {} }),
      ),
    )
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  })

  it('takes an external ID again in another organization', async () => {
    const { client, organizationId, ...tenant } = await organized()
    const second = await createOrganization({ client, ...tenant }, 'Globex')
    const create = (id: string) =>
      client.sso.createConnection({ organizationId: id, externalId: 'sso-1', samlOptions: {} })
    expect((await create(organizationId)).id).not.toBe((await create(second.id)).id)
  })

  it('refuses the same identity provider twice in an organization, and takes another kind or entity', async () => {
    const { createSaml, organizationId, ...tenant } = await organized()
    const idpMetadataXml = await idpMetadata()
    await createSaml({ idpMetadataXml })
    await expect(createSaml({ idpMetadataXml })).rejects.toMatchObject({
      status: 400,
      code: 'connection_already_exists_for_organization',
    })
    await createSaml({ idpMetadataXml: await idpMetadata({ entityId: 'https://idp.acme.com/second' }) })
    await createSamlConnection(tenant, organizationId)
    const globex = await createOrganization(tenant, 'Globex')
    await createSamlConnection(tenant, globex.id)
  })

  it('does not know organizations of another environment', async () => {
    const { other, organizationId, createSaml, client } = await organized()
    await expect(
      other.client.sso.createConnection({ organizationId, samlOptions: {} }),
    ).rejects.toMatchObject({
      status: 404,
    })
    await createSaml({})
    expect((await client.sso.listConnections()).data).toHaveLength(1)
  })

  it.each([
    ['no options', {}, []],
    ['options of both protocols', { saml_options: {}, oidc_options: { client_id: 'c' } }, []],
    ['a type of the other protocol', { connection_type: 'OktaOIDC', saml_options: {} }, ['connection_type']],
    ['a social provider', { connection_type: 'GoogleOAuth', saml_options: {} }, ['connection_type']],
    ['the type of the simulator', { connection_type: 'TestIdp', saml_options: {} }, ['connection_type']],
    ['a name without letters', { name: '', saml_options: {} }, ['name']],
  ])('refuses %s', async (_, body, fields) => {
    const { refused } = await organized()
    const [status, ...named] = await refused(body)
    expect(status).toBe(422)
    if (fields.length > 0) expect(named).toEqual(fields)
  })

  it('has the attribute names of the product, and those that were chosen', async () => {
    const { client, organizationId } = await organized()
    const { attributeMaps } = await client.sso.createConnection({
      organizationId,
      connectionType: 'AzureSAML',
      samlOptions: {},
      attributeMaps: {
        standardAttributes: { email: 'mail', groups: null },
        customAttributes: { job_title: 'title' },
      },
    })
    expect(attributeMaps).toEqual({
      standardAttributes: {
        idpId: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
        email: 'mail',
        firstName: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname',
        lastName: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname',
        groups: null,
        name: 'http://schemas.microsoft.com/identity/claims/displayname',
      },
      customAttributes: { job_title: 'title' },
    })
  })

  it.each(['a b', 'a.b', '1st', 'a'.repeat(64), ''])('refuses %j as a custom attribute', async (name) => {
    const { request, organizationId } = await organized()
    const answer = await request('POST', '/connections', {
      body: `{"organization_id":"${organizationId}","saml_options":{},"attribute_maps":{"custom_attributes":{${JSON.stringify(name)}:"x"}}}`,
    })
    expect([answer.status, (answer.body as { code?: string }).code]).toEqual([
      400,
      'custom_attribute_not_found',
    ])
  })
})

describe('createConnection over SAML', () => {
  it('takes what the metadata say, and waits for the first sign-in', async () => {
    const { createSaml } = await organized()
    const { state, samlOptions, ...connection } = await createSaml({ idpMetadataXml: await idpMetadata() })
    expect(state).toBe('validating')
    const key = connection.callbackEndpoint.split('/').at(-1)
    expect(samlOptions).toMatchObject({
      idpMetadataUrl: null,
      idpSsoUrl: `${entityId}/sso`,
      idpEntityId: entityId,
      idpSigningCerts: [{ id: expect.stringMatching(/^saml_x509_cert_/), value: await idpCertificate() }],
      acsUrl: connection.callbackEndpoint,
      spEntityId: expect.stringMatching(new RegExp(`^http://localhost:\\d+/${key}$`)),
      spMetadataUrl: expect.stringMatching(new RegExp(`^http://localhost:\\d+/sso/saml/metadata/${key}$`)),
      spSigningCert: null,
      spEncryptionCerts: [],
    })
  })

  it('reads the metadata at an address', async () => {
    const { createSaml } = await organized()
    const metadata = await idpMetadata()
    const idp = await serveDocuments(() => ({ '/metadata': metadata }))
    const { samlOptions, state } = await createSaml({ idpMetadataUrl: `${idp.url}/metadata` })
    expect(state).toBe('validating')
    expect(samlOptions).toMatchObject({ idpMetadataUrl: `${idp.url}/metadata`, idpEntityId: entityId })
    expect(idp.asked).toEqual(['/metadata'])
  })

  it('takes an identity provider field by field, with several certificates', async () => {
    const { createSaml } = await organized()
    const idpSigningCerts = [await idpCertificate('one'), await idpCertificate('two')]
    const { samlOptions, state } = await createSaml({
      idpSsoUrl: 'https://idp.acme.com/sso',
      idpEntityId: 'urn:acme:idp',
      idpSigningCerts,
    })
    expect(state).toBe('validating')
    expect(samlOptions?.idpSigningCerts.map(({ value }) => value)).toEqual(idpSigningCerts)
  })

  it('takes a certificate as base64 alone, and one certificate once', async () => {
    const { createSaml } = await organized()
    const certificate = await idpCertificate()
    const bare = certificate.replaceAll(/-----[^-]+-----|\s/g, '')
    const { samlOptions } = await createSaml({ idpSigningCerts: [bare, certificate] })
    expect(samlOptions?.idpSigningCerts.map(({ value }) => value)).toEqual([certificate])
  })

  it('is a draft while something is missing', async () => {
    const { createSaml } = await organized()
    expect(await createSaml({})).toMatchObject({ state: 'draft', samlOptions: { idpSsoUrl: null } })
    expect(await createSaml({ idpSsoUrl: 'https://idp.acme.com/sso' })).toMatchObject({ state: 'draft' })
  })

  it('keeps the addresses that were registered elsewhere before', async () => {
    const { createSaml } = await organized()
    const given = { acsUrl: 'https://auth.old.com/acs/1', spEntityId: 'https://auth.old.com/1' }
    const { samlOptions, callbackEndpoint } = await createSaml(given)
    expect(samlOptions).toMatchObject(given)
    expect(callbackEndpoint).toContain('/sso/saml/acs/')
  })

  it('takes key pairs along, and never shows a key', async () => {
    const { request, organizationId, server, environment } = await organized()
    const { generateKeyPairWithCertificate } = await import('../../protocols/saml/index.ts')
    const notBefore = new Date()
    const notAfter = new Date(notBefore.getTime() + 86_400_000)
    const make = () => generateKeyPairWithCertificate({ commonName: 'sp', notBefore, notAfter })
    const [signing, encryption] = await Promise.all([make(), make()])
    const pair = ({ privateKeyPem: key, certificatePem: cert }: typeof signing) => ({ key, cert })
    const answer = await request('POST', '/connections', {
      body: {
        organization_id: organizationId,
        saml_options: { sp_signing_key_pair: pair(signing), sp_encryption_key_pairs: [pair(encryption)] },
      },
    })
    expect(answer.body).toMatchObject({
      saml_options: {
        sp_signing_cert: { value: signing.certificatePem },
        sp_encryption_certs: [{ value: encryption.certificatePem }],
      },
    })
    expect(answer.text).not.toContain('PRIVATE')
    const { sql } = server.kernel.database
    const rows = await sql<{ private_key: Buffer }[]>`
      select private_key from connection_certificates where environment_id = ${environment.id}`
    for (const { private_key } of rows) expect(private_key.toString('latin1')).not.toContain('PRIVATE')
  })

  it('refuses a key that is not the certificate’s, one with a password, and no key at all', async () => {
    const { refused } = await organized()
    const { generateKeyPairWithCertificate } = await import('../../protocols/saml/index.ts')
    const notBefore = new Date()
    const notAfter = new Date(notBefore.getTime() + 86_400_000)
    const { privateKeyPem } = await generateKeyPairWithCertificate({ commonName: 'x', notBefore, notAfter })
    const cert = await idpCertificate()
    const field = 'saml_options.sp_signing_key_pair.key'
    for (const key of [privateKeyPem, 'no key', '-----BEGIN ENCRYPTED PRIVATE KEY-----\n']) {
      expect(await refused({ saml_options: { sp_signing_key_pair: { key, cert } } })).toEqual([422, field])
    }
  })

  it.each([
    ['no XML', 'hello', /./],
    ['a document type', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', /./],
    ['a page', '<html><body/></html>', /no SAML metadata/],
  ])('refuses metadata that are %s', async (_, idpMetadataXml, message) => {
    const { createSaml, client } = await organized()
    await expect(createSaml({ idpMetadataXml })).rejects.toMatchObject(unusable(message))
    expect((await client.sso.listConnections()).data).toEqual([])
  })

  it('refuses metadata that do not describe the entity that was named', async () => {
    const { createSaml } = await organized()
    const given = { idpMetadataXml: await idpMetadata(), idpEntityId: 'https://other.com' }
    await expect(createSaml(given)).rejects.toMatchObject(unusable('https://other.com'))
  })

  it.each([
    ['404', { status: 404 }, /status 404/],
    ['nothing', { status: 204 }, /status 204/],
    ['too much', { body: Buffer.alloc(2 * 1024 * 1024 + 1, 0x20) }, /longer than/],
    ['a redirect to itself', { status: 302, headers: { location: '/metadata' } }, /redirected more than/],
  ])('refuses an address that answers %s', async (_, document, message) => {
    const { createSaml } = await organized()
    const idp = await serveDocuments(() => ({ '/metadata': document }))
    await expect(createSaml({ idpMetadataUrl: `${idp.url}/metadata` })).rejects.toMatchObject(
      unusable(message),
    )
  })

  it.each([
    ['idp_metadata_url', 'ftp://idp.acme.com/metadata'],
    ['idp_metadata_url', 'https://user:password@idp.acme.com/'],
    ['idp_metadata_url', 'http://169.254.169.254/latest/meta-data'],
    ['idp_sso_url', 'javascript:alert(1)'],
    ['idp_sso_url', 'https://user@idp.acme.com/'],
    ['idp_entity_id', 'urn:a"onload=x'],
    ['sp_entity_id', 'has blanks'],
    ['acs_url', 'myapp://acs'],
  ])('refuses %s: %s', async (member, value) => {
    const { refused } = await organized()
    expect(await refused({ saml_options: { [member]: value } })).toEqual([422, `saml_options.${member}`])
  })

  it('refuses what contradicts the metadata', async () => {
    const { refused } = await organized()
    const idp_metadata_xml = await idpMetadata()
    expect(
      await refused({
        saml_options: { idp_metadata_xml, idp_metadata_url: 'https://idp.acme.com/metadata' },
      }),
    ).toEqual([422, 'saml_options.idp_metadata_xml'])
    expect(
      await refused({ saml_options: { idp_metadata_xml, idp_sso_url: 'https://idp.acme.com/sso' } }),
    ).toEqual([422, 'saml_options.idp_sso_url'])
  })

  it.each([
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'],
    ['text', 'certificate'],
  ])('refuses %s in place of a certificate', async (_, certificate) => {
    const { createSaml } = await organized()
    await expect(createSaml({ idpSigningCerts: [certificate] })).rejects.toMatchObject(unusable(/./))
  })

  it('takes plain http in a production environment for nothing', async () => {
    const { server } = await testServer()
    const production = await createTenant(server, 'production')
    const { id } = await createOrganization(production)
    const create = (samlOptions: object) =>
      production.client.sso.createConnection({ organizationId: id, samlOptions })
    const idp = await serveDocuments()
    await expect(create({ idpMetadataUrl: `${idp.url}/metadata` })).rejects.toMatchObject({ status: 422 })
    await expect(create({ idpSsoUrl: 'http://idp.acme.com' })).rejects.toMatchObject({ status: 422 })
    const idpMetadataXml = await idpMetadata({ ssoUrl: 'http://idp.acme.com' })
    await expect(create({ idpMetadataXml })).rejects.toMatchObject(unusable('http://idp.acme.com'))
    expect(idp.asked).toEqual([])
  })
})

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
