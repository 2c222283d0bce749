import { describe, expect, it } from 'vitest'
import { generateKeyPairWithCertificate } from '../../protocols/saml/index.ts'
import { createOrganization, organized, unusable } from '../../testing/connections.ts'
import { serveDocuments } from '../../testing/documents.ts'
import { createTenant, testServer } from '../../testing/index.ts'
import { entityId, idpCertificate, idpMetadata } from '../../testing/metadata.ts'

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
