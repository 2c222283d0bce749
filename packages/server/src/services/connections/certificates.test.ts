import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createOrganization, createSamlConnection, publishConfiguration } from '../../testing/connections.ts'
import { testServer } from '../../testing/index.ts'
import { idpCertificate } from '../../testing/metadata.ts'

async function connected() {
  const tenant = await testServer()
  const organization = await createOrganization(tenant)
  const connection = await createSamlConnection(tenant, organization.id)
  const { sso } = tenant.client
  const { id } = connection
  return {
    ...tenant,
    organization,
    connection,
    sso,
    idpCertificates: async () => (await sso.listConnectionSamlIdpSigningCerts(id)).data,
    add: async (name: string, days?: number) =>
      sso.createConnectionSamlIdpSigningCert(id, { value: await idpCertificate(name, days) }),
  }
}

describe('certificates of the identity provider', () => {
  it('are listed oldest first, expired ones too', async () => {
    const tenant = await connected()
    const { sso, organization } = tenant
    const certificates = [await idpCertificate('old', -10), await idpCertificate('new')]
    const { id } = await sso.createConnection({
      organizationId: organization.id,
      samlOptions: { idpSigningCerts: certificates },
    })
    const { data } = await sso.listConnectionSamlIdpSigningCerts(id)
    expect(data.map(({ value }) => value)).toEqual(certificates)
    expect(data[0]).toMatchObject({
      object: 'saml_idp_signing_certificate',
      notAfter: new X509Certificate(certificates[0] ?? '').validToDate.toISOString(),
    })
  })

  it('are added beside those that there are, and that is a renewal', async () => {
    const { add, idpCertificates, recorded, connection, organization } = await connected()
    const added = await add('renewed')
    expect((await idpCertificates()).map(({ id }) => id)).toEqual([
      connection.samlOptions?.idpSigningCerts[0]?.id,
      added.id,
    ])
    const event = (await recorded.eventsInFull()).at(-1)
    expect(event).toMatchObject({ event: 'connection.saml_certificate_renewed' })
    expect(event?.data).toEqual({
      connection: { id: connection.id, organization_id: organization.id },
      certificate: { certificate_type: 'ResponseSigning', expiry_date: added.notAfter },
      renewed_at: added.createdAt,
    })
  })

  it('are added once: the second time the first is the answer, and nothing is renewed', async () => {
    const { add, idpCertificates, recorded } = await connected()
    const first = await add('renewed')
    expect(await add('renewed')).toEqual(first)
    expect(await idpCertificates()).toHaveLength(2)
    expect((await recorded.events()).filter((name) => name.endsWith('renewed'))).toHaveLength(1)
  })

  it('complete a draft that lacks nothing else, without being a renewal', async () => {
    const { sso, organization, recorded } = await connected()
    const { id, state } = await sso.createConnection({
      organizationId: organization.id,
      samlOptions: { idpSsoUrl: 'https://idp.acme.com', idpEntityId: 'urn:second' },
    })
    expect(state).toBe('draft')
    await sso.createConnectionSamlIdpSigningCert(id, { value: await idpCertificate() })
    expect(await sso.getConnection(id)).toMatchObject({ state: 'validating' })
    expect(await recorded.events()).not.toContain('connection.saml_certificate_renewed')
  })

  it('are refused when they have expired, or are none', async () => {
    const { add, sso, connection, idpCertificates } = await connected()
    const refusal = { status: 422, code: 'invalid_identity_provider' }
    await expect(add('old', -10)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('expired'),
    })
    const create = sso.createConnectionSamlIdpSigningCert(connection.id, { value: 'certificate' })
    await expect(create).rejects.toMatchObject(refusal)
    expect(await idpCertificates()).toHaveLength(1)
  })

  it('are deleted one by one, but for the last that works', async () => {
    const { add, sso, connection, idpCertificates } = await connected()
    const [first] = await idpCertificates()
    const remove = (id = '') => sso.deleteConnectionSamlIdpSigningCert(connection.id, id)
    const refusal = { status: 409, code: 'last_certificate' }
    await expect(remove(first?.id)).rejects.toMatchObject(refusal)
    const second = await add('renewed')
    await remove(first?.id)
    await expect(remove(second.id)).rejects.toMatchObject(refusal)
    await expect(remove(first?.id)).rejects.toMatchObject({ status: 404 })
    expect((await idpCertificates()).map(({ id }) => id)).toEqual([second.id])
  })

  it('are not deleted when only expired ones would be left', async () => {
    const { sso, organization } = await connected()
    const { id, samlOptions } = await sso.createConnection({
      organizationId: organization.id,
      samlOptions: { idpSigningCerts: [await idpCertificate('old', -10), await idpCertificate('new')] },
    })
    const [old, current] = samlOptions?.idpSigningCerts ?? []
    await expect(sso.deleteConnectionSamlIdpSigningCert(id, current?.id ?? '')).rejects.toMatchObject({
      code: 'last_certificate',
    })
    await sso.deleteConnectionSamlIdpSigningCert(id, old?.id ?? '')
  })

  it('are twenty at most', async () => {
    const { sso, organization, add, connection } = await connected()
    const idpSigningCerts = await Promise.all(Array.from({ length: 20 }, (_, i) => idpCertificate(`c${i}`)))
    const full = await sso.createConnection({
      organizationId: organization.id,
      samlOptions: { idpSigningCerts },
    })
    const value = await idpCertificate('c20')
    await expect(sso.createConnectionSamlIdpSigningCert(full.id, { value })).rejects.toMatchObject({
      status: 409,
      code: 'certificate_limit_reached',
    })
    await add('c20')
    expect(connection.id).not.toBe(full.id)
  })
})

describe('key pairs that decrypt responses', () => {
  it('may be several, so that one can take the place of another', async () => {
    const { sso, connection } = await connected()
    const first = await sso.createConnectionSamlSpEncryptionCert(connection.id)
    const second = await sso.createConnectionSamlSpEncryptionCert(connection.id)
    expect(first.object).toBe('saml_sp_encryption_certificate')
    const list = async () => (await sso.listConnectionSamlSpEncryptionCerts(connection.id)).data
    expect(await list()).toEqual([first, second])
    await sso.deleteConnectionSamlSpEncryptionCert(connection.id, first.id)
    expect(await list()).toEqual([second])
  })

  it('are five at most, also when they are asked for at once', async () => {
    const { sso, connection } = await connected()
    const attempts = await Promise.allSettled(
      Array.from({ length: 7 }, () => sso.createConnectionSamlSpEncryptionCert(connection.id)),
    )
    const refusals = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(refusals).toEqual(['certificate_limit_reached', 'certificate_limit_reached'])
  })
})

describe('the key pair that signs requests', () => {
  it('is one, valid for years, and deleted before another is made', async () => {
    const { sso, connection } = await connected()
    const { id } = connection
    await expect(sso.getConnectionSamlSpSigningCert(id)).rejects.toMatchObject({ status: 404 })
    const created = await sso.createConnectionSamlSpSigningCert(id)
    expect(await sso.getConnectionSamlSpSigningCert(id)).toEqual(created)
    expect(new X509Certificate(created.value).validToDate.getUTCFullYear()).toBeGreaterThan(2028)
    await expect(sso.createConnectionSamlSpSigningCert(id)).rejects.toMatchObject({
      status: 409,
      code: 'signing_certificate_exists',
    })
    await sso.deleteConnectionSamlSpSigningCert(id, created.id)
    await expect(sso.getConnectionSamlSpSigningCert(id)).rejects.toMatchObject({ status: 404 })
    expect((await sso.createConnectionSamlSpSigningCert(id)).id).not.toBe(created.id)
  })

  it('is one also when it is asked for twice at once', async () => {
    const { sso, connection } = await connected()
    const attempts = await Promise.allSettled(
      [1, 2].map(() => sso.createConnectionSamlSpSigningCert(connection.id)),
    )
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('certificates', () => {
  it('are those of their kind and connection alone', async () => {
    const tenant = await connected()
    const { sso, connection, add } = tenant
    await add('second')
    const globex = await createOrganization(tenant, 'Globex')
    const other = await createSamlConnection(tenant, globex.id)
    const certificate = await sso.createConnectionSamlSpEncryptionCert(other.id)
    for (const remove of [
      () => sso.deleteConnectionSamlSpEncryptionCert(connection.id, certificate.id),
      () => sso.deleteConnectionSamlIdpSigningCert(other.id, certificate.id),
      () => sso.deleteConnectionSamlSpSigningCert(other.id, certificate.id),
    ]) {
      await expect(remove()).rejects.toMatchObject({ status: 404 })
    }
    expect((await sso.listConnectionSamlSpEncryptionCerts(other.id)).data).toHaveLength(1)
  })

  it('are of connections that speak SAML', async () => {
    const tenant = await connected()
    const provider = await publishConfiguration()
    const { id } = await tenant.sso.createConnection({
      organizationId: tenant.organization.id,
      oidcOptions: { discoveryEndpoint: provider.issuer, clientId: 'c' },
    })
    await expect(tenant.sso.createConnectionSamlSpSigningCert(id)).rejects.toMatchObject({ status: 422 })
    await expect(tenant.sso.listConnectionSamlIdpSigningCerts(id)).rejects.toMatchObject({ status: 422 })
  })
})
