import { exposeAll } from '@portico/sdk'
import { describe, expect, it } from 'vitest'
import { testServer } from '../../testing/index.ts'

/** A server with an organization that has no domains, and no event of its creation. */
async function withOrganization() {
  const tenant = await testServer()
  const { id: organizationId } = await tenant.client.organizations.createOrganization({ name: 'Acme' })
  const create = async (domain: string, owner = organizationId) =>
    exposeAll(
      await tenant.client.organizationDomains.createOrganizationDomain({ organizationId: owner, domain }),
    )
  return { ...tenant, organizationId, create }
}

describe('createOrganizationDomain', () => {
  it('claims the domain for the organization, with what to publish to prove it', async () => {
    const { create, client, organizationId, recorded } = await withOrganization()
    const domain = await create('Acme.COM')
    expect(domain).toMatchObject({
      object: 'organization_domain',
      id: expect.stringMatching(/^org_domain_/),
      organizationId,
      domain: 'acme.com',
      state: 'pending',
      verificationStrategy: 'dns',
      verificationPrefix: expect.stringMatching(/^[a-z0-9-]{1,63}$/),
      verificationToken: expect.stringMatching(/^\w{25}$/),
    })
    expect(exposeAll(await client.organizationDomains.getOrganizationDomain(domain.id))).toEqual(domain)
    const { domains } = await client.organizations.getOrganization(organizationId)
    expect(exposeAll(domains)).toEqual([domain])
    const [, event] = await recorded.eventsInFull()
    expect(event).toMatchObject({
      event: 'organization_domain.created',
      data: { id: domain.id, domain: 'acme.com', verification_token: domain.verificationToken },
    })
  })

  it('shows nothing of what only the server knows', async () => {
    const { create, request } = await withOrganization()
    const { id } = await create('acme.com')
    const { body } = await request('GET', `/organization_domains/${id}`)
    expect(Object.keys(body).toSorted()).toEqual([
      'created_at',
      'domain',
      'id',
      'object',
      'organization_id',
      'state',
      'updated_at',
      'verification_prefix',
      'verification_strategy',
      'verification_token',
    ])
  })

  it('refuses a domain that an organization of the environment has, also the same one', async () => {
    const { create, client, recorded, other } = await withOrganization()
    await create('acme.com')
    const second = await client.organizations.createOrganization({ name: 'Second' })
    const taken = { status: 409, code: 'domain_already_exists' }
    await expect(create('ACME.com.')).rejects.toMatchObject(taken)
    await expect(create('acme.com', second.id)).rejects.toMatchObject(taken)
    expect((await recorded.events()).filter((event) => event === 'organization_domain.created')).toHaveLength(
      1,
    )
    await create('www.acme.com', second.id)
    const elsewhere = await other.client.organizations.createOrganization({ name: 'Elsewhere' })
    await other.client.organizationDomains.createOrganizationDomain({
      organizationId: elsewhere.id,
      domain: 'acme.com',
    })
  })

  it('lets one of several claims of a domain win', async () => {
    const { create, recorded } = await withOrganization()
    const attempts = await Promise.allSettled(Array.from({ length: 4 }, () => create('acme.com')))
    const refusals = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []))
    expect(refusals.map(({ status, code }) => [status, code])).toEqual(
      Array(3).fill([409, 'domain_already_exists']),
    )
    expect((await recorded.events()).filter((event) => event === 'organization_domain.created')).toHaveLength(
      1,
    )
  })

  it.each([
    'gmail.com',
    'GMAIL.com.',
    'yahoo.co.uk',
    'com',
    'co.uk',
    'github.io',
    'localhost',
    'acme',
    '127.0.0.1',
    '2130706433',
    '::1',
    '[::1]',
    'https://acme.com',
    'acme.com/path',
    'acme.com:443',
    'ada@acme.com',
    '*.acme.com',
    'acme..com',
    '.acme.com',
    'acme com',
    ' ',
    '-acme.com',
    'acme-.com',
    'ac_me.com',
    'acme.com\0',
    'ac%6de.com',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(130)}com`,
  ])('refuses %j', async (domain) => {
    const { request, organizationId, recorded } = await withOrganization()
    const answer = await request('POST', '/organization_domains', {
      body: { organization_id: organizationId, domain },
    })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ errors: [{ field: 'domain', code: 'invalid_domain' }] })
    expect(await recorded.events()).toEqual(['organization.created'])
  })

  it.each([
    ['Bücher.Example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['sub.domain.acme.co.uk', 'sub.domain.acme.co.uk'],
    [' acme.com. ', 'acme.com'],
  ])('keeps %j as %j', async (given, kept) => {
    const { create } = await withOrganization()
    expect((await create(given)).domain).toBe(kept)
  })

  it('refuses what is missing, and names it', async () => {
    const { request } = await withOrganization()
    const answer = await request('POST', '/organization_domains', { body: {} })
    expect(answer.status).toBe(422)
    expect(
      (answer.body as { errors: { field: string }[] }).errors.map(({ field }) => field).toSorted(),
    ).toEqual(['domain', 'organization_id'])
  })

  it('does not know the organizations of another environment', async () => {
    const { create, other } = await withOrganization()
    const elsewhere = await other.client.organizations.createOrganization({ name: 'Elsewhere' })
    await expect(create('acme.com', elsewhere.id)).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'organization_id', code: 'not_found' }],
    })
    expect((await other.client.organizations.getOrganization(elsewhere.id)).domains).toEqual([])
  })

  it('never leaves a domain behind when its organization is deleted meanwhile', async () => {
    const { create, client, organizationId, server, environment } = await withOrganization()
    await Promise.allSettled([
      create('acme.com'),
      client.organizations.deleteOrganization(organizationId),
      create('acme.org'),
    ])
    const { sql } = server.kernel.database
    expect(
      await sql`select domain from organization_domains where environment_id = ${environment.id}`,
    ).toEqual([])
  })
})

describe('getOrganizationDomain', () => {
  it('does not know the domains of another environment', async () => {
    const { create, other } = await withOrganization()
    const { id } = await create('acme.com')
    await expect(other.client.organizationDomains.getOrganizationDomain(id)).rejects.toMatchObject({
      status: 404,
      message: `Organization domain not found: '${id}'.`,
    })
  })
})

describe('deleteOrganizationDomain', () => {
  it('removes the domain, which can then be claimed again', async () => {
    const { create, client, organizationId, recorded, request } = await withOrganization()
    const domain = await create('acme.com')
    const answer = await request('DELETE', `/organization_domains/${domain.id}`)
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect((await client.organizations.getOrganization(organizationId)).domains).toEqual([])
    const event = (await recorded.eventsInFull()).at(-1)
    expect(event).toMatchObject({ event: 'organization_domain.deleted', data: { id: domain.id } })
    await expect(client.organizationDomains.deleteOrganizationDomain(domain.id)).rejects.toMatchObject({
      status: 404,
    })
    await create('acme.com')
  })

  it('happens once, however often it is asked for at once', async () => {
    const { create, client, recorded } = await withOrganization()
    const { id } = await create('acme.com')
    const attempts = await Promise.allSettled(
      Array.from({ length: 4 }, () => client.organizationDomains.deleteOrganizationDomain(id)),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await recorded.events()).filter((event) => event === 'organization_domain.deleted')).toHaveLength(
      1,
    )
  })

  it('does not know the domains of another environment', async () => {
    const { create, client, other } = await withOrganization()
    const { id } = await create('acme.com')
    await expect(other.client.organizationDomains.deleteOrganizationDomain(id)).rejects.toMatchObject({
      status: 404,
    })
    expect(await client.organizationDomains.getOrganizationDomain(id)).toMatchObject({ state: 'pending' })
  })
})

describe('verifyOrganizationDomain', () => {
  it('refuses a domain that is verified', async () => {
    const { client, recorded } = await withOrganization()
    const { domains } = await client.organizations.createOrganization({
      name: 'Vouched',
      domainData: [{ domain: 'acme.com', state: 'verified' }],
    })
    const before = await recorded.events()
    await expect(
      client.organizationDomains.verifyOrganizationDomain(domains[0]?.id ?? ''),
    ).rejects.toMatchObject({ status: 400, code: 'domain_already_verified' })
    expect(await recorded.events()).toEqual(before)
  })

  it('does not know the domains of another environment', async () => {
    const { create, other } = await withOrganization()
    const { id } = await create('acme.com')
    await expect(other.client.organizationDomains.verifyOrganizationDomain(id)).rejects.toMatchObject({
      status: 404,
    })
  })
})
