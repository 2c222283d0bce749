import { describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../testing/index.ts'

type Refusal = { status: number; body: { errors?: { field: string; code: string }[]; code?: string } }

/** A server and the events that follow from here on. */
async function withOrganization(
  params: Parameters<TestServer['client']['organizations']['createOrganization']>[0],
) {
  const tenant = await testServer()
  const organization = await tenant.client.organizations.createOrganization(params)
  const before = (await tenant.recorded.events()).length
  return {
    ...tenant,
    organization,
    id: organization.id,
    update: (changes: Parameters<TestServer['client']['organizations']['updateOrganization']>[1]) =>
      tenant.client.organizations.updateOrganization(organization.id, changes),
    newEvents: async () => (await tenant.recorded.eventsInFull()).slice(before),
  }
}

const rejections = (attempts: PromiseSettledResult<unknown>[]) =>
  attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []))
const states = (domains: { domain: string; state?: string | undefined }[]) =>
  domains.map(({ domain, state }) => [domain, state])
const longest = { key: 'k'.repeat(40), value: 'v'.repeat(600) }
const pairs = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`key_${i}`, 'v']))

/** What breaks a limit of metadata, wherever it is written. */
const badMetadata: [string, Record<string, string>][] = [
  ['51 pairs', pairs(51)],
  ['a key of 41 characters', { ['k'.repeat(41)]: 'v' }],
  ['an empty key', { '': 'v' }],
  ['a key beyond ASCII', { schlüssel: 'v' }],
  ['a value of 601 characters', { key: 'v'.repeat(601) }],
  ['a value beyond ASCII', { key: '🔑' }],
  ['a control character', { key: 'a\u0000b' }],
]

describe('createOrganization', () => {
  it('creates an organization with its domains, and records an event for each', async () => {
    const { client, recorded } = await testServer()
    const organization = await client.organizations.createOrganization({
      name: 'Acme',
      domainData: [
        { domain: 'Acme.com', state: 'pending' },
        { domain: 'acme.org', state: 'verified' },
      ],
      metadata: { tier: 'gold' },
      externalId: 'acme',
    })
    expect(organization).toMatchObject({ name: 'Acme', metadata: { tier: 'gold' }, externalId: 'acme' })
    expect(states(organization.domains)).toEqual([
      ['acme.com', 'pending'],
      ['acme.org', 'verified'],
    ])
    expect(await client.organizations.getOrganization(organization.id)).toEqual(organization)
    expect(await recorded.events()).toEqual([
      'organization.created',
      'organization_domain.created',
      'organization_domain.created',
      'organization_domain.verified',
    ])
  })

  it('needs no more than a name', async () => {
    const { request, recorded } = await testServer()
    const { status, body } = await request('POST', '/organizations', { body: { name: 'Acme' } })
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'organization',
      id: expect.stringMatching(/^org_[0-9A-Z]{26}$/),
      name: 'Acme',
      domains: [],
      metadata: {},
      external_id: null,
      allow_profiles_outside_organization: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: (body as { created_at: string }).created_at,
    })
    const [event] = await recorded.eventsInFull()
    const { allow_profiles_outside_organization: _, ...stored } = body as Record<string, unknown>
    expect(event?.data).toEqual(stored)
  })

  it('takes names of any script, which need not be unique', async () => {
    const { client } = await testServer()
    const name = `株式会社 Ümlaut 🔑 "quoted" <b> ${'x'.repeat(200)}`
    const first = await client.organizations.createOrganization({ name })
    const second = await client.organizations.createOrganization({ name })
    expect([first.name, second.name]).toEqual([name, name])
    expect(first.id).not.toBe(second.id)
  })

  it('takes `domains` for verified, and each domain once', async () => {
    const { client, recorded } = await testServer()
    const { domains } = await client.organizations.createOrganization({
      name: 'Acme',
      domains: ['acme.com', 'ACME.com', 'acme.org'],
      domainData: [{ domain: 'acme.org', state: 'pending' }],
    })
    expect(states(domains)).toEqual([
      ['acme.com', 'verified'],
      ['acme.org', 'pending'],
    ])
    expect(domains[0]).toMatchObject({ verificationStrategy: 'manual' })
    expect(domains[0]).not.toHaveProperty('verificationToken')
    expect(await recorded.events()).toHaveLength(4)
  })

  it.each<[unknown, [field: string, code: string]]>([
    [{}, ['name', 'required']],
    [{ name: '' }, ['name', 'invalid']],
    [{ name: null }, ['name', 'invalid_type']],
    [{ name: 1 }, ['name', 'invalid_type']],
    [{ name: 'n'.repeat(256) }, ['name', 'invalid']],
    [{ name: 'A', metadata: 'gold' }, ['metadata', 'invalid_type']],
    [{ name: 'A', metadata: { tier: 1 } }, ['metadata.tier', 'invalid_type']],
    [{ name: 'A', external_id: '' }, ['external_id', 'invalid']],
    [{ name: 'A', external_id: 'é' }, ['external_id', 'invalid']],
    [{ name: 'A', external_id: 'e'.repeat(129) }, ['external_id', 'invalid']],
    [
      { name: 'A', allow_profiles_outside_organization: null },
      ['allow_profiles_outside_organization', 'invalid_type'],
    ],
    [{ name: 'A', domain_data: {} }, ['domain_data', 'invalid_type']],
    [{ name: 'A', domain_data: [{ domain: 'acme.com' }] }, ['domain_data.0.state', 'required']],
    [
      { name: 'A', domain_data: [{ domain: 'acme.com', state: 'failed' }] },
      ['domain_data.0.state', 'invalid'],
    ],
    [
      { name: 'A', domain_data: [{ domain: 'gmail.com', state: 'pending' }] },
      ['domain_data.0.domain', 'invalid_domain'],
    ],
    [{ name: 'A', domains: ['acme.com', 'https://acme.org'] }, ['domains.1', 'invalid_domain']],
    [{ name: 'A', domains: ['yahoo.com'] }, ['domains.0', 'invalid_domain']],
    [{ name: 'A', domains: Array.from({ length: 101 }, (_, i) => `a${i}.com`) }, ['domains', 'invalid']],
    [{ name: 'nul\u0000' }, ['', 'invalid']],
  ])('refuses %j, and names the member', async (body, [field, code]) => {
    const { request, recorded } = await testServer()
    const answer: Refusal = await request('POST', '/organizations', { body })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toEqual([{ field, code, message: expect.any(String) }])
    expect(await recorded.events()).toEqual([])
  })

  it('takes metadata up to its limits', async () => {
    const { client } = await testServer()
    const metadata = { ...pairs(49), [longest.key]: longest.value }
    const organization = await client.organizations.createOrganization({ name: 'Acme', metadata })
    expect(organization.metadata).toEqual(metadata)
  })

  it('keeps the customer’s keys as they are, whatever they are', async () => {
    const { request, recorded } = await testServer()
    const text = '{"name":"Acme","metadata":{"constructor":"c","snake_case":"s","toJSON":"t","a":null}}'
    const { body } = await request('POST', '/organizations', { body: text })
    const { id, metadata } = body as { id: string; metadata: object }
    const expected = ['constructor', 'snake_case', 'toJSON']
    expect(Object.keys(metadata).toSorted()).toEqual(expected)
    const stored = await request('GET', `/organizations/${id}`)
    expect(Object.keys((stored.body as { metadata: object }).metadata).toSorted()).toEqual(expected)
    const [event] = await recorded.eventsInFull()
    expect(Object.keys(event?.data.metadata as object).toSorted()).toEqual(expected)
  })

  it('refuses keys that would reach for the prototype', async () => {
    const { request } = await testServer()
    const body = '{"name":"Acme","metadata":{"__proto__":{"admin":"yes"}}}'
    expect((await request('POST', '/organizations', { body })).status).toBe(400)
  })

  it.each(badMetadata)('refuses metadata with %s', async (_, metadata) => {
    const { client, recorded } = await testServer()
    await expect(client.organizations.createOrganization({ name: 'Acme', metadata })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_metadata',
    })
    expect(await recorded.events()).toEqual([])
  })

  it('refuses an external ID taken in this environment, and records no event', async () => {
    const { client, recorded, other } = await testServer()
    await client.organizations.createOrganization({ name: 'First', externalId: 'acme' })
    await expect(
      client.organizations.createOrganization({ name: 'Second', externalId: 'acme' }),
    ).rejects.toMatchObject({ status: 400, code: 'external_id_already_used' })
    expect(await recorded.events()).toEqual(['organization.created'])
    await client.organizations.createOrganization({ name: 'Other case', externalId: 'Acme' })
    await other.client.organizations.createOrganization({ name: 'Elsewhere', externalId: 'acme' })
  })

  it('lets one of several creations with an external ID win', async () => {
    const { client, recorded } = await testServer()
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        client.organizations.createOrganization({ name: 'Acme', externalId: 'acme' }),
      ),
    )
    expect(rejections(attempts).map(({ status, code }) => [status, code])).toEqual(
      Array(4).fill([400, 'external_id_already_used']),
    )
    expect(await recorded.events()).toEqual(['organization.created'])
  })

  it('refuses a domain that another organization has, and creates nothing', async () => {
    const { client, recorded, request } = await testServer()
    await client.organizations.createOrganization({ name: 'First', domains: ['acme.com'] })
    const before = await recorded.events()
    const answer = await request('POST', '/organizations', {
      body: {
        name: 'Second',
        external_id: 'second',
        domain_data: [
          { domain: 'second.com', state: 'pending' },
          { domain: 'acme.com', state: 'pending' },
        ],
      },
    })
    expect(answer.status).toBe(409)
    expect(answer.body).toEqual({ message: expect.any(String) })
    expect(await recorded.events()).toEqual(before)
    expect((await client.organizations.listOrganizations()).data).toHaveLength(1)
    await client.organizations.createOrganization({
      name: 'Third',
      externalId: 'second',
      domains: ['second.com'],
    })
  })
})

describe('getOrganization', () => {
  it('shows the Stripe customer ID only where there is one', async () => {
    const { id, update, request } = await withOrganization({ name: 'Acme' })
    await update({ stripeCustomerId: 'cus_1' })
    const set = await request('GET', `/organizations/${id}`)
    expect(set.body).toMatchObject({ stripe_customer_id: 'cus_1' })
    await update({ stripeCustomerId: null })
    const cleared = await request('GET', `/organizations/${id}`)
    expect(cleared.body).not.toHaveProperty('stripe_customer_id')
  })

  it.each(['org_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'nonsense', "' or true --", '%00', 'user_1'])(
    'does not know %s',
    async (id) => {
      const { request } = await testServer()
      const answer = await request(
        'GET',
        `/organizations/${id.startsWith('%') ? id : encodeURIComponent(id)}`,
      )
      expect([404, 422]).toContain(answer.status)
    },
  )

  it('does not know the organizations of another environment', async () => {
    const { id, other } = await withOrganization({ name: 'Acme' })
    await expect(other.client.organizations.getOrganization(id)).rejects.toMatchObject({
      status: 404,
      message: `Organization not found: '${id}'.`,
    })
  })
})

describe('getOrganizationByExternalId', () => {
  it.each([
    'acme',
    'a/b',
    '/a/',
    'a b',
    'a%2Fb',
    '100%',
    'a+b',
    'a?b=c#d',
    'a&b;c,d',
    'it\'s "quoted"',
    'x/../y',
    'org_1',
    '\t',
    '~'.repeat(128),
  ])('finds %j, encoded in the path', async (externalId) => {
    const { client, organization } = await withOrganization({ name: 'Acme', externalId })
    expect(await client.organizations.getOrganizationByExternalId(externalId)).toEqual(organization)
  })

  it('does not know those of another environment, nor one that was cleared', async () => {
    const { client, other, update } = await withOrganization({ name: 'Acme', externalId: 'acme' })
    const missing = { status: 404, message: "Organization not found: 'acme'." }
    await expect(other.client.organizations.getOrganizationByExternalId('acme')).rejects.toMatchObject(
      missing,
    )
    await update({ externalId: null })
    await expect(client.organizations.getOrganizationByExternalId('acme')).rejects.toMatchObject(missing)
  })
})

describe('updateOrganization', () => {
  it('changes what is given and keeps what is absent', async () => {
    const { client, update, organization, newEvents } = await withOrganization({
      name: 'Acme',
      externalId: 'acme',
      metadata: { tier: 'gold' },
      domains: ['acme.com'],
      allowProfilesOutsideOrganization: true,
    })
    const renamed = await update({ name: 'Acme Corp' })
    expect(renamed).toEqual({ ...organization, name: 'Acme Corp', updatedAt: renamed.updatedAt })
    expect(await client.organizations.getOrganization(organization.id)).toEqual(renamed)
    const [event, ...others] = await newEvents()
    expect(others).toEqual([])
    expect(event).toMatchObject({
      event: 'organization.updated',
      data: { id: organization.id, name: 'Acme Corp', updated_at: renamed.updatedAt },
      context: { previous_attributes: { name: 'Acme' } },
    })
    expect(event?.context?.previous_attributes).toEqual({ name: 'Acme' })
    expect(event?.data).not.toHaveProperty('allow_profiles_outside_organization')
  })

  it('clears what is null, and says what it was', async () => {
    const { id, update, newEvents } = await withOrganization({
      name: 'Acme',
      externalId: 'acme',
      metadata: { tier: 'gold' },
    })
    await update({ stripeCustomerId: 'cus_1' })
    const cleared = await update({ externalId: null, stripeCustomerId: null, metadata: null })
    expect(cleared).toMatchObject({ id, externalId: null, metadata: {} })
    expect(cleared).not.toHaveProperty('stripeCustomerId')
    const [first, second] = await newEvents()
    expect(first?.context?.previous_attributes).toEqual({ stripe_customer_id: null })
    expect(second?.context?.previous_attributes).toEqual({
      external_id: 'acme',
      stripe_customer_id: 'cus_1',
      metadata: { tier: 'gold' },
    })
  })

  it('takes a change that changes nothing for none', async () => {
    const { update, organization, request, id, newEvents } = await withOrganization({
      name: 'Acme',
      externalId: 'acme',
      metadata: { b: '1', a: '2' },
      domains: ['acme.com'],
    })
    const { name, externalId } = organization
    const same = await update({
      name,
      externalId,
      metadata: { a: '2', gone: null },
      domainData: [{ domain: 'acme.com', state: 'verified' }],
    })
    expect(same).toEqual(organization)
    expect(await update({})).toEqual(organization)
    const bare = await request('PUT', `/organizations/${id}`)
    expect(bare.status).toBe(200)
    expect(await newEvents()).toEqual([])
  })

  it('merges metadata: sets, keeps, and removes what is null', async () => {
    const { update } = await withOrganization({ name: 'Acme', metadata: { a: '1', b: '2', c: '3' } })
    expect((await update({ metadata: { b: 'two', c: null, d: '4' } })).metadata).toEqual({
      a: '1',
      b: 'two',
      d: '4',
    })
    expect((await update({ metadata: {} })).metadata).toEqual({})
  })

  it('counts metadata after the merge', async () => {
    const { update } = await withOrganization({ name: 'Acme', metadata: pairs(50) })
    await expect(update({ metadata: { more: 'v' } })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_metadata',
    })
    const swapped = await update({ metadata: { key_0: null, more: 'v' } })
    expect(Object.keys(swapped.metadata)).toHaveLength(50)
  })

  it.each(badMetadata)('refuses metadata with %s', async (_, metadata) => {
    const { update, newEvents } = await withOrganization({ name: 'Acme' })
    await expect(update({ metadata })).rejects.toMatchObject({ status: 400, code: 'invalid_metadata' })
    expect(await newEvents()).toEqual([])
  })

  it('loses none of several changes at once', async () => {
    const { client, id, update } = await withOrganization({ name: 'Acme' })
    const keys = ['a', 'b', 'c', 'd', 'e']
    await Promise.all(keys.map((key) => update({ metadata: { [key]: key } })))
    const { metadata } = await client.organizations.getOrganization(id)
    expect(Object.keys(metadata).toSorted()).toEqual(keys)
  })

  it('refuses an external ID and a Stripe customer ID that are taken, and changes nothing', async () => {
    const { client, id, organization, update, newEvents, other } = await withOrganization({
      name: 'Acme',
      domains: ['acme.com'],
    })
    const taker = await client.organizations.createOrganization({ name: 'Other', externalId: 'x' })
    await client.organizations.updateOrganization(taker.id, { stripeCustomerId: 'cus_1' })
    const before = await newEvents()
    await expect(update({ name: 'New', externalId: 'x', domainData: [] })).rejects.toMatchObject({
      status: 400,
      code: 'external_id_already_used',
    })
    await expect(update({ name: 'New', stripeCustomerId: 'cus_1' })).rejects.toMatchObject({
      status: 400,
      code: 'stripe_customer_id_already_used',
    })
    expect(await client.organizations.getOrganization(id)).toEqual(organization)
    expect(await newEvents()).toEqual(before)
    await client.organizations.updateOrganization(taker.id, { externalId: 'x', stripeCustomerId: 'cus_1' })
    const elsewhere = await other.client.organizations.createOrganization({ name: 'Elsewhere' })
    await other.client.organizations.updateOrganization(elsewhere.id, {
      externalId: 'x',
      stripeCustomerId: 'cus_1',
    })
  })

  it('lets one of several organizations win an external ID', async () => {
    const { client } = await testServer()
    const organizations = await Promise.all(
      Array.from({ length: 4 }, () => client.organizations.createOrganization({ name: 'Acme' })),
    )
    const attempts = await Promise.allSettled(
      organizations.map(({ id }) => client.organizations.updateOrganization(id, { externalId: 'acme' })),
    )
    expect(rejections(attempts).map(({ status, code }) => [status, code])).toEqual(
      Array(3).fill([400, 'external_id_already_used']),
    )
  })

  it('makes the domains exactly those of domain_data, with an event for each change', async () => {
    const { update, organization, newEvents } = await withOrganization({
      name: 'Acme',
      domainData: [
        { domain: 'kept.com', state: 'pending' },
        { domain: 'vouched.com', state: 'pending' },
        { domain: 'proven.com', state: 'verified' },
        { domain: 'removed.com', state: 'verified' },
      ],
    })
    const updated = await update({
      domainData: [
        { domain: 'kept.com', state: 'pending' },
        { domain: 'Vouched.com', state: 'verified' },
        { domain: 'proven.com', state: 'pending' },
        { domain: 'added.com', state: 'pending' },
        { domain: 'trusted.com', state: 'verified' },
      ],
    })
    expect(states(updated.domains)).toEqual([
      ['kept.com', 'pending'],
      ['vouched.com', 'verified'],
      // Proven is proven: it takes more than a list to put a domain back.
      ['proven.com', 'verified'],
      ['added.com', 'pending'],
      ['trusted.com', 'verified'],
    ])
    expect(updated.domains[0]).toEqual(organization.domains[0])
    const events = await newEvents()
    const named = events.map(({ event, data }) => [
      event.replace('organization', ''),
      data.domain ?? data.name,
    ])
    expect(named).toEqual([
      ['_domain.deleted', 'removed.com'],
      ['_domain.updated', 'vouched.com'],
      ['_domain.verified', 'vouched.com'],
      ['_domain.created', 'added.com'],
      ['_domain.created', 'trusted.com'],
      ['_domain.verified', 'trusted.com'],
      ['.updated', 'Acme'],
    ])
    const last = events.at(-1)
    const previous = last?.context?.previous_attributes as { domains: { domain: string }[] }
    expect(previous.domains.map(({ domain }) => domain)).toEqual([
      'kept.com',
      'vouched.com',
      'proven.com',
      'removed.com',
    ])
    expect((await update({ domainData: [] })).domains).toEqual([])
  })

  it('refuses a domain that another organization has, and changes nothing', async () => {
    const { client, id, organization, request, newEvents } = await withOrganization({
      name: 'Acme',
      domains: ['acme.com'],
    })
    await client.organizations.createOrganization({ name: 'Other', domains: ['other.com'] })
    const before = await newEvents()
    const answer = await request('PUT', `/organizations/${id}`, {
      body: { name: 'New', domain_data: [{ domain: 'other.com', state: 'verified' }] },
    })
    expect(answer.status).toBe(409)
    expect(answer.body).toEqual({ message: expect.any(String) })
    expect(await client.organizations.getOrganization(id)).toEqual(organization)
    expect(await newEvents()).toEqual(before)
  })

  it('survives two organizations that exchange their domains at once', async () => {
    const { client } = await testServer()
    const create = (domain: string) =>
      client.organizations.createOrganization({ name: domain, domains: [domain] })
    const [a, b] = [await create('a.com'), await create('b.com')]
    const claim = (id: string, domain: string) =>
      client.organizations.updateOrganization(id, { domainData: [{ domain, state: 'verified' }] })
    const attempts = await Promise.allSettled([claim(a.id, 'b.com'), claim(b.id, 'a.com')])
    for (const refusal of rejections(attempts)) expect(refusal).toMatchObject({ status: 409 })
    const { data } = await client.organizations.listOrganizations()
    const domains = data.flatMap((organization) => organization.domains.map(({ domain }) => domain))
    expect(domains.toSorted()).toEqual(['a.com', 'b.com'])
  })

  it('shows the domains as they are after it has waited for another update', async () => {
    const { update, id, client } = await withOrganization({ name: 'Acme' })
    const [, renamed] = await Promise.all([
      update({ domainData: [{ domain: 'acme.com', state: 'verified' }] }),
      update({ name: 'Acme Corp' }),
    ])
    const stored = await client.organizations.getOrganization(id)
    if (renamed.updatedAt === stored.updatedAt && renamed.domains.length > 0) expect(renamed).toEqual(stored)
    expect(stored).toMatchObject({ name: 'Acme Corp', domains: [{ domain: 'acme.com' }] })
  })

  it.each<[unknown, string]>([
    [{ name: '' }, 'name'],
    [{ name: null }, 'name'],
    [{ metadata: [] }, 'metadata'],
    [{ metadata: { a: {} } }, 'metadata.a'],
    [{ external_id: 1 }, 'external_id'],
    [{ stripe_customer_id: '' }, 'stripe_customer_id'],
    [{ stripe_customer_id: 'c'.repeat(256) }, 'stripe_customer_id'],
    [{ domain_data: null }, 'domain_data'],
    [{ domain_data: [{ domain: 'co.uk', state: 'verified' }] }, 'domain_data.0.domain'],
  ])('refuses %j, and names the member', async (body, field) => {
    const { id, request, newEvents } = await withOrganization({ name: 'Acme' })
    const answer: Refusal = await request('PUT', `/organizations/${id}`, { body })
    expect(answer.status).toBe(422)
    expect(answer.body.errors?.map((error) => error.field)).toEqual([field])
    expect(await newEvents()).toEqual([])
  })

  it('does not know the organizations of another environment', async () => {
    const { client, id, other, organization } = await withOrganization({ name: 'Acme' })
    await expect(other.client.organizations.updateOrganization(id, { name: 'Mine' })).rejects.toMatchObject({
      status: 404,
    })
    expect(await client.organizations.getOrganization(id)).toEqual(organization)
  })
})

describe('deleteOrganization', () => {
  it('answers 202 and nothing else, and takes the domains along', async () => {
    const { id, organization, request, client, newEvents } = await withOrganization({
      name: 'Acme',
      externalId: 'acme',
      domains: ['acme.com'],
    })
    const answer = await request('DELETE', `/organizations/${id}`)
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([202, '', null])
    const missing = { status: 404 }
    await expect(client.organizations.getOrganization(id)).rejects.toMatchObject(missing)
    await expect(client.organizations.deleteOrganization(id)).rejects.toMatchObject(missing)
    await expect(
      client.organizationDomains.getOrganizationDomain(organization.domains[0]?.id ?? ''),
    ).rejects.toMatchObject(missing)
    const [event, ...others] = await newEvents()
    expect(others).toEqual([])
    expect(event).toMatchObject({
      event: 'organization.deleted',
      data: { id, external_id: 'acme', domains: [{ domain: 'acme.com' }] },
    })
    await client.organizations.createOrganization({
      name: 'Again',
      externalId: 'acme',
      domains: ['acme.com'],
    })
  })

  it('happens once, however often it is asked for at once', async () => {
    const { id, client, newEvents } = await withOrganization({ name: 'Acme' })
    const attempts = await Promise.allSettled(
      Array.from({ length: 4 }, () => client.organizations.deleteOrganization(id)),
    )
    expect(rejections(attempts).map(({ status }) => status)).toEqual([404, 404, 404])
    expect(await newEvents()).toHaveLength(1)
  })

  it('does not know the organizations of another environment', async () => {
    const { id, client, other } = await withOrganization({ name: 'Acme' })
    await expect(other.client.organizations.deleteOrganization(id)).rejects.toMatchObject({ status: 404 })
    expect(await client.organizations.getOrganization(id)).toMatchObject({ name: 'Acme' })
  })
})

describe('listOrganizations', () => {
  /** Acme and Globex with domains, and one of another environment that must never be seen. */
  async function withSeveral() {
    const tenant = await testServer()
    const create = ({ client }: Pick<TestServer, 'client'>, name: string, ...domains: string[]) =>
      client.organizations.createOrganization({ name, domains })
    await create(tenant, 'Acme', 'acme.com', 'acme.org')
    await create(tenant, 'Globex 100%', 'globex.com')
    await create(tenant, 'under_score \\ Ünïon', 'bücher.example')
    await create(tenant, 'Bare')
    await create(tenant.other, 'Acme', 'acme.com', 'other.com')
    const names = async (query: string) => {
      const { body } = await tenant.request('GET', `/organizations?${query}`)
      return (body as { data: { name: string }[] }).data.map(({ name }) => name)
    }
    return { ...tenant, names }
  }

  it('lists newest first, whole, and nothing of another environment', async () => {
    const { client, names } = await withSeveral()
    expect(await names('')).toEqual(['Bare', 'under_score \\ Ünïon', 'Globex 100%', 'Acme'])
    expect(await names('order=asc&limit=2')).toEqual(['Acme', 'Globex 100%'])
    const [acme] = (await client.organizations.listOrganizations({ order: 'asc' })).data
    expect(acme).toEqual(await client.organizations.getOrganization(acme?.id ?? ''))
  })

  it('answers an empty list with empty cursors', async () => {
    const { request } = await testServer()
    const { body } = await request('GET', '/organizations')
    expect(body).toEqual({ object: 'list', data: [], list_metadata: { before: null, after: null } })
  })

  it.each([
    ['domains=acme.com,globex.com'],
    ['domains=acme.com&domains=globex.com'],
    ['domains[]=acme.com&domains[]=globex.com'],
    ['domains%5B%5D=acme.com&domains%5B%5D=globex.com'],
    ['domains[0]=acme.com&domains[1]=globex.com'],
    ['domains=ACME.com,acme.org,GLOBEX.COM,unknown.com'],
    ['domains=acme.com.&domains=globex.com'],
  ])('filters by domains in every dialect: %s', async (query) => {
    const { names } = await withSeveral()
    expect(await names(query)).toEqual(['Globex 100%', 'Acme'])
  })

  it('finds a domain by its own spelling and by its ASCII form', async () => {
    const { names } = await withSeveral()
    const expected = ['under_score \\ Ünïon']
    expect(await names(`domains=${encodeURIComponent('BÜCHER.example')}`)).toEqual(expected)
    expect(await names('domains=xn--bcher-kva.example')).toEqual(expected)
  })

  it('finds nothing by an unknown domain, and everything by an empty filter', async () => {
    const { names } = await withSeveral()
    expect(await names('domains=unknown.com')).toEqual([])
    expect(await names('domains=other.com')).toEqual([])
    expect(await names("domains=' or true --")).toEqual([])
    expect(await names('domains=')).toHaveLength(4)
    expect(await names('search=')).toHaveLength(4)
  })

  it.each([
    ['acme', ['Acme']],
    ['ACM', ['Acme']],
    ['me', ['Acme']],
    ['.org', ['Acme']],
    ['GLOBEX.C', ['Globex 100%']],
    ['.com', ['Globex 100%', 'Acme']],
    ['%', ['Globex 100%']],
    ['100%', ['Globex 100%']],
    ['_', ['under_score \\ Ünïon']],
    ['e_s', []],
    ['r_s', ['under_score \\ Ünïon']],
    ['\\', ['under_score \\ Ünïon']],
    ['ÜNÏON', ['under_score \\ Ünïon']],
    ["'", []],
    ['nowhere', []],
  ])('searches names and domains for %j', async (search, expected) => {
    const { names } = await withSeveral()
    expect(await names(`search=${encodeURIComponent(search)}`)).toEqual(expected)
  })

  it('applies both filters, on every page', async () => {
    const { client, names } = await withSeveral()
    expect(await names('domains=acme.com,globex.com&search=glob')).toEqual(['Globex 100%'])
    const found: string[] = []
    for await (const { name } of client.organizations.listOrganizations({ search: '.com', limit: 1 })) {
      found.push(name)
    }
    expect(found).toEqual(['Globex 100%', 'Acme'])
  })

  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1.5',
    'order=up',
    'after=nonsense',
    'before=org_1',
    'search=%00',
  ])('refuses %s', async (query) => {
    const { request } = await testServer()
    const { status, body }: Refusal = await request('GET', `/organizations?${query}`)
    expect(status).toBe(422)
    expect(body.errors).toHaveLength(1)
  })
})

describe('getAuditLogConfiguration', () => {
  it('shows how little is set up before anyone has', async () => {
    const { id, request, other } = await withOrganization({ name: 'Acme' })
    const { body } = await request('GET', `/organizations/${id}/audit_log_configuration`)
    expect(body).toEqual({ organization_id: id, retention_period_in_days: 30, state: 'inactive' })
    expect((await other.request('GET', `/organizations/${id}/audit_log_configuration`)).status).toBe(404)
  })
})
