import { describe, expect, it } from 'vitest'
import type { MovableClock } from '../../kernel/clock.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import { createOrganization, createSamlConnection } from '../../testing/connections.ts'
import { serveDocuments } from '../../testing/documents.ts'
import { type TestServer, testServer } from '../../testing/index.ts'
import { entityId, idpCertificate, idpMetadata } from '../../testing/metadata.ts'
import { lockDueCertificates } from './certificate-store.ts'
import { connectionsService } from './index.ts'
import { claimDueMetadata } from './store.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Runs the jobs as their turn would, at an instant that the test chooses. */
function timeOf({ server: { kernel } }: TestServer) {
  const clock = kernel.clock as MovableClock
  return {
    advance: (ms: number) => clock.setOffset(clock.offsetMs() + ms),
    look: async () => {
      for (const job of connectionsService.jobs?.(kernel) ?? []) await job.run()
    },
  }
}

/** A server with a connection whose metadata are published, and read again when the time has come. */
async function following() {
  const tenant = await testServer({})
  const { client, environment, server } = tenant
  const first = await idpCertificate('first')
  const metadata = await idpMetadata({ signingCertificates: [first] })
  const idp = await serveDocuments(() => ({ '/metadata': metadata }))
  const { id: organizationId } = await createOrganization(tenant)
  const connection = await client.sso.createConnection({
    organizationId,
    samlOptions: { idpMetadataUrl: `${idp.url}/metadata` },
  })
  await client.portico.connections.activateConnection(connection.id)
  await server.kernel.database.sql`delete from events where environment_id = ${environment.id}`
  return {
    ...tenant,
    ...timeOf(tenant),
    idp,
    first,
    organizationId,
    connection,
    publish: async (input: Parameters<typeof idpMetadata>[0]) => {
      idp.documents.set('/metadata', await idpMetadata(input))
    },
    options: async () => (await client.sso.updateConnection(connection.id)).samlOptions,
    certificates: async () =>
      (await client.sso.listConnectionSamlIdpSigningCerts(connection.id)).data.map(({ value }) => value),
    problem: async () =>
      (await client.portico.connections.getConnectionSettings(connection.id)).idpMetadataProblem,
  }
}

describe('metadata at an address', () => {
  it('are read again every day, and not before', async () => {
    const { idp, advance, look } = await following()
    await look()
    expect(idp.asked).toHaveLength(1)
    await advance(day + minute)
    await look()
    await look()
    expect(idp.asked).toHaveLength(2)
  })

  it('bring new certificates, each with an event, and the connection stays active', async () => {
    const { advance, look, publish, certificates, first, recorded, connection, client } = await following()
    const second = await idpCertificate('second')
    await publish({ signingCertificates: [first, second] })
    await advance(day + minute)
    await look()
    expect(await certificates()).toEqual([first, second])
    expect(await client.sso.getConnection(connection.id)).toMatchObject({ state: 'active' })
    expect(await recorded.eventsInFull()).toMatchObject([
      {
        event: 'connection.saml_certificate_renewed',
        data: { connection: { id: connection.id }, certificate: { certificate_type: 'ResponseSigning' } },
        context: { actor: { source: 'system' } },
      },
    ])
  })

  it('bring new addresses, and no event where nothing else changes', async () => {
    const { advance, look, publish, options, first, recorded } = await following()
    await publish({ signingCertificates: [first], ssoUrl: 'https://new.acme.com/sso' })
    await advance(day + minute)
    await look()
    expect(await options()).toMatchObject({ idpSsoUrl: 'https://new.acme.com/sso' })
    expect(await recorded.events()).toEqual([])
  })

  it('say when they were read', async () => {
    const { advance, look, client, connection } = await following()
    const readAt = async () =>
      (await client.portico.connections.getConnectionSettings(connection.id)).idpMetadataReadAt
    expect(await readAt()).toBe(connection.createdAt)
    await advance(day + minute)
    await look()
    const distance = Date.parse((await readAt()) ?? '') - Date.parse(connection.createdAt)
    expect(distance).toBeGreaterThan(day)
  })

  it('leave the instant of the last change alone when they say nothing new', async () => {
    const { advance, look, client, connection } = await following()
    const before = await client.sso.getConnection(connection.id)
    await advance(day + minute)
    await look()
    expect(await client.sso.getConnection(connection.id)).toEqual(before)
  })

  it('let go of a certificate two days after they list it no more', async () => {
    const { advance, look, publish, certificates, first } = await following()
    const second = await idpCertificate('second')
    await publish({ signingCertificates: [second] })
    await advance(day + minute)
    await look()
    expect(await certificates()).toEqual([first, second])
    await advance(day + minute)
    await look()
    expect(await certificates()).toEqual([first, second])
    await advance(day + minute)
    await look()
    expect(await certificates()).toEqual([second])
  })

  it('keep a certificate that comes back in time', async () => {
    const { advance, look, publish, certificates, first } = await following()
    const second = await idpCertificate('second')
    for (const signingCertificates of [[second], [first, second], [second], [first, second]]) {
      await publish({ signingCertificates })
      await advance(day + minute)
      await look()
    }
    expect(await certificates()).toEqual([first, second])
  })

  it('leave few behind, however often they list others: each is tried with every signature', async () => {
    const { advance, look, publish, certificates } = await following()
    const many = await Promise.all(Array.from({ length: 40 }, (_, index) => idpCertificate(`${index}`)))
    await publish({ signingCertificates: many })
    await advance(day + minute)
    await look()
    const last = await idpCertificate('last')
    await publish({ signingCertificates: [last] })
    await advance(day + minute)
    await look()
    const left = await certificates()
    expect(left).toHaveLength(21)
    expect(left).toContain(last)
  })

  it('never take away what an administrator has added', async () => {
    const { advance, look, certificates, first, client, connection } = await following()
    const own = await idpCertificate('own')
    await client.sso.createConnectionSamlIdpSigningCert(connection.id, { value: own })
    for (let days = 0; days < 4; days++) {
      await advance(day + minute)
      await look()
    }
    expect(await certificates()).toEqual([first, own])
  })

  it.each([
    ['are gone', { status: 404 }, 'status 404'],
    ['are no metadata', '<x/>', 'metadata'],
  ])(
    'change nothing when they %s: the problem is noted until they are back',
    async (_, document, message) => {
      const { idp, advance, look, options, problem, first } = await following()
      const before = await options()
      const good = idp.documents.get('/metadata') ?? ''
      idp.documents.set('/metadata', document)
      await advance(day + minute)
      await look()
      expect(await problem()).toContain(message)
      expect(await options()).toEqual(before)
      idp.documents.set('/metadata', good)
      await advance(15 * minute)
      await look()
      expect(await problem()).toBeNull()
      expect((await options())?.idpSigningCerts.map(({ value }) => value)).toEqual([first])
    },
  )

  it('of another entity are refused: who the identity provider is was settled', async () => {
    const { advance, look, publish, options, problem, certificates, first, recorded } = await following()
    await publish({ entityId: 'https://evil.com', signingCertificates: [await idpCertificate('evil')] })
    await advance(day + minute)
    await look()
    expect(await problem()).toContain(entityId)
    expect(await options()).toMatchObject({ idpEntityId: entityId })
    expect(await certificates()).toEqual([first])
    expect(await recorded.events()).toEqual([])
  })

  it('are asked for less and less often while that fails', async () => {
    const { idp, advance, look } = await following()
    idp.documents.clear()
    await advance(day + minute)
    const attempts: number[] = []
    for (let quarters = 0; quarters < 16; quarters++) {
      const before = idp.asked.length
      await look()
      if (idp.asked.length > before) attempts.push(quarters)
      await advance(15 * minute)
    }
    expect(attempts).toEqual([0, 1, 3, 7, 15])
  })

  it('are read by one of two nodes that look at the same time', async () => {
    const { idp, advance, look } = await following()
    await advance(day + minute)
    await Promise.all([look(), look(), look()])
    expect(idp.asked).toHaveLength(2)
  })

  it('are left to the node that has taken them, until its lease ends', async () => {
    const { server, advance, connection } = await following()
    await advance(day + minute)
    const { database, clock } = server.kernel
    const now = clock.now()
    const claim = (sql: Queryable, at: Date) =>
      claimDueMetadata(sql, { now: at, leaseEndsAt: new Date(at.getTime() + minute), limit: 10 })
    await database.transaction(async (tx) => {
      expect(await claim(tx, now)).toMatchObject([{ id: connection.id }])
      expect(await claim(database.sql, now)).toEqual([])
    })
    expect(await claim(database.sql, now)).toEqual([])
    expect(await claim(database.sql, new Date(now.getTime() + minute))).toHaveLength(1)
  })

  it('are not read any more once the address is taken away', async () => {
    const { idp, advance, look, client, connection } = await following()
    await client.sso.updateConnection(connection.id, { samlOptions: { idpMetadataUrl: null } })
    await advance(3 * day)
    await look()
    expect(idp.asked).toHaveLength(1)
  })

  it('are forgotten when the connection was changed while they were read', async () => {
    const { idp, advance, look, client, connection, publish, options } = await following()
    await publish({ ssoUrl: 'https://new.acme.com/sso', signingCertificates: [await idpCertificate('new')] })
    const metadata = idp.documents.get('/metadata') ?? ''
    idp.documents.delete('/metadata')
    idp.answerNext('/metadata', async () => {
      await client.sso.updateConnection(connection.id, { samlOptions: { idpMetadataUrl: null } })
      return metadata
    })
    await advance(day + minute)
    await look()
    expect(await options()).toMatchObject({ idpMetadataUrl: null, idpSsoUrl: `${entityId}/sso` })
  })
})

describe('a certificate that is about to expire', () => {
  async function expiring(days: number) {
    const tenant = await testServer({})
    const organization = await createOrganization(tenant)
    const connection = await createSamlConnection(tenant, organization.id, {
      samlOptions: {
        idpMetadataXml: await idpMetadata({ signingCertificates: [await idpCertificate('soon', days)] }),
      },
    })
    const { kernel } = tenant.server
    return {
      ...tenant,
      ...timeOf(tenant),
      organization,
      connection,
      notices: async () => {
        const events = await tenant.recorded.eventsInFull()
        await kernel.database.sql`delete from events where environment_id = ${tenant.environment.id}`
        return events.filter(({ event }) => event.endsWith('renewal_required')).map(({ data }) => data)
      },
    }
  }

  it('is announced 90, 60, 30, 14, 7, 3 and 1 days before, and every 7 days after', async () => {
    const { advance, look, notices } = await expiring(91)
    const announced: unknown[] = []
    for (let days = 0; days < 110; days++) {
      await look()
      announced.push(...(await notices()).map(({ days_until_expiry }) => days_until_expiry))
      await advance(day)
    }
    // The certificate counts whole seconds, so that the day is over a moment before the test's is.
    expect(announced).toEqual([90, 60, 30, 14, 7, 3, 1, -7, -14].map((days) => expect.closeTo(days, 0)))
  })

  it('is told of with its connection, its kind and its end', async () => {
    const { advance, look, notices, connection, organization } = await expiring(20)
    await advance(7 * day)
    await look()
    expect(await notices()).toEqual([
      {
        connection: { id: connection.id, organization_id: organization.id },
        certificate: {
          certificate_type: 'ResponseSigning',
          expiry_date: connection.samlOptions?.idpSigningCerts[0]?.notAfter,
          is_expired: false,
        },
        days_until_expiry: 13,
      },
    ])
    await advance(21 * day)
    await look()
    expect(await notices()).toMatchObject([{ certificate: { is_expired: true }, days_until_expiry: -8 }])
  })

  it('is announced for each of the purposes that certificates have', async () => {
    const { advance, look, notices, client, connection } = await expiring(400)
    await client.sso.createConnectionSamlSpSigningCert(connection.id)
    await client.sso.createConnectionSamlSpEncryptionCert(connection.id)
    await advance(5 * 365 * day - 20 * day)
    await look()
    const kinds = (await notices()).map(
      ({ certificate }) => (certificate as { certificate_type: string }).certificate_type,
    )
    expect(kinds.toSorted()).toEqual(['RequestSigning', 'ResponseEncryption', 'ResponseSigning'])
  })

  it('is announced once, by one of several nodes', async () => {
    const { advance, look, notices } = await expiring(20)
    await advance(7 * day)
    await Promise.all([look(), look(), look()])
    expect(await notices()).toHaveLength(1)
  })

  it('is left to the node that has taken it', async () => {
    const { server, advance } = await expiring(20)
    await advance(7 * day)
    const { database, clock } = server.kernel
    await database.transaction(async (tx) => {
      expect(await lockDueCertificates(tx, clock.now(), 10)).toHaveLength(1)
      expect(await lockDueCertificates(database.sql, clock.now(), 10)).toEqual([])
    })
  })

  it('is no matter when a later one is there already', async () => {
    const { advance, look, notices, client, connection } = await expiring(20)
    await client.sso.createConnectionSamlIdpSigningCert(connection.id, {
      value: await idpCertificate('next'),
    })
    await advance(40 * day)
    await look()
    expect(await notices()).toEqual([])
  })

  it('is no matter while nobody can sign in', async () => {
    const { advance, look, notices, client, connection } = await expiring(20)
    await client.portico.connections.deactivateConnection(connection.id)
    await advance(7 * day)
    await look()
    expect(await notices()).toEqual([])
    await client.portico.connections.activateConnection(connection.id)
    await advance(7 * day)
    await look()
    expect(await notices()).toHaveLength(1)
  })
})
