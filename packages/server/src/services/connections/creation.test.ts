import { describe, expect, it } from 'vitest'
import { createOrganization, createSamlConnection, organized } from '../../testing/connections.ts'
import { idpMetadata } from '../../testing/metadata.ts'

describe('createConnection', () => {
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
