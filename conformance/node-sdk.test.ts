// The official Node SDK from npm, unmodified, over real HTTP. What it makes of our answers is what its users see.
import { once } from 'node:events'
import { createServer } from 'node:http'
import {
  createDatabase,
  createTenant,
  eventually,
  type ServerSettings,
  startServer,
} from '@portico/server/testing'
import {
  ConflictException,
  DomainDataState,
  type Event,
  GenericServerException,
  NotFoundException,
  type Organization,
  RateLimitExceededException,
  SignatureVerificationException,
  UnauthorizedException,
  UnprocessableEntityException,
  WorkOS,
} from '@workos-inc/node'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

type Server = Awaited<ReturnType<typeof startServer>>

const unknownOrganization = 'org_01ARZ3NDEKTSV4RRFFQ69G5FAV'
const requestId = expect.stringMatching(/^req_./)

let server: Server
let port: number

beforeAll(async () => {
  server = await listen({ background: true })
  port = portOf(server)
})
afterAll(() => server?.stop())

describe('organizations', () => {
  it('are created, with domains, metadata and an ID of your own, and read back', async () => {
    const workos = await client()
    const created = await workos.organizations.createOrganization({
      name: 'Acme',
      domainData: [
        { domain: 'acme.com', state: DomainDataState.Pending },
        { domain: 'acme.dev', state: DomainDataState.Verified },
      ],
      externalId: 'customer-1',
      metadata: { plan: 'enterprise' },
    })
    expect(created).toMatchObject({
      object: 'organization',
      id: expect.stringMatching(/^org_[0-9A-Z]{26}$/),
      name: 'Acme',
      allowProfilesOutsideOrganization: false,
      externalId: 'customer-1',
      metadata: { plan: 'enterprise' },
      domains: [
        { object: 'organization_domain', domain: 'acme.com', state: 'pending', organizationId: created.id },
        { object: 'organization_domain', domain: 'acme.dev', state: 'verified', organizationId: created.id },
      ],
    })
    expect(Date.parse(created.createdAt)).toBeLessThanOrEqual(Date.now())
    expect(await workos.organizations.getOrganization(created.id)).toEqual(created)
    expect(await workos.organizations.getOrganizationByExternalId('customer-1')).toEqual(created)
  })

  it('are listed page by page, newest first, each once', async () => {
    const workos = await client()
    const names = Array.from({ length: 203 }, (_, i) => `Organization ${i}`)
    for (let from = 0; from < names.length; from += 20) {
      const some = names.slice(from, from + 20)
      await Promise.all(some.map((name) => workos.organizations.createOrganization({ name })))
    }
    const firstPage = await workos.organizations.listOrganizations()
    expect(firstPage.data).toHaveLength(10)
    expect(firstPage.listMetadata.after).toBe(firstPage.data.at(-1)?.id)

    const all = await firstPage.autoPagination()
    expect(all.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
    const ids = all.map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted().toReversed())

    const second = await workos.organizations.listOrganizations({ limit: 5, after: ids[4] ?? '' })
    expect(second.data.map(({ id }) => id)).toEqual(ids.slice(5, 10))
    const back = await workos.organizations.listOrganizations({ limit: 5, before: ids[5] ?? '' })
    expect(back.data.map(({ id }) => id)).toEqual(ids.slice(0, 5))
    const oldest = await workos.organizations.listOrganizations({ limit: 3, order: 'asc' })
    expect(oldest.data.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 3))
  })

  it('are found by their domains', async () => {
    const workos = await client()
    const domainData = [{ domain: 'acme.com', state: DomainDataState.Verified }]
    const acme = await workos.organizations.createOrganization({ name: 'Acme', domainData })
    await workos.organizations.createOrganization({ name: 'Other' })
    const found = await workos.organizations.listOrganizations({ domains: ['acme.com', 'nobody.com'] })
    expect(found.data).toEqual([acme])
  })

  it('are updated: a member that is not given stays', async () => {
    const workos = await client()
    const { id } = await workos.organizations.createOrganization({
      name: 'Acme',
      domainData: [{ domain: 'acme.com', state: DomainDataState.Verified }],
      externalId: 'customer-1',
      metadata: { plan: 'free', region: 'eu' },
    })
    const updated = await workos.organizations.updateOrganization({
      organization: id,
      name: 'Acme Corp',
      domainData: [{ domain: 'acme.org', state: DomainDataState.Verified }],
      metadata: { plan: 'enterprise' },
    })
    expect(updated).toMatchObject({
      id,
      name: 'Acme Corp',
      domains: [{ domain: 'acme.org', state: 'verified' }],
      externalId: 'customer-1',
      metadata: { plan: 'enterprise', region: 'eu' },
    })
    expect(await workos.organizations.getOrganization(id)).toEqual(updated)
    const cleared = await workos.organizations.updateOrganization({ organization: id, externalId: null })
    expect(cleared.externalId).toBeNull()
  })

  it('are deleted, which answers without a body', async () => {
    const workos = await client()
    const { id } = await workos.organizations.createOrganization({ name: 'Acme' })
    expect(await workos.organizations.deleteOrganization(id)).toBeUndefined()
    await expect(workos.organizations.getOrganization(id)).rejects.toBeInstanceOf(NotFoundException)
  })
})

describe('organization domains', () => {
  it('are created, read, verified and deleted', async () => {
    const workos = await client()
    const { id: organizationId } = await workos.organizations.createOrganization({ name: 'Acme' })
    const { organizationDomains } = workos
    const created = await organizationDomains.createOrganizationDomain({ organizationId, domain: 'acme.com' })
    expect(created).toMatchObject({
      object: 'organization_domain',
      id: expect.stringMatching(/^org_domain_/),
      organizationId,
      domain: 'acme.com',
      state: 'pending',
      verificationStrategy: 'dns',
      verificationToken: expect.stringMatching(/./),
      verificationPrefix: expect.stringMatching(/./),
    })
    expect(await organizationDomains.getOrganizationDomain(created.id)).toEqual(created)
    const { verificationToken } = await organizationDomains.verifyOrganizationDomain(created.id)
    expect(verificationToken).toBe(created.verificationToken)
    expect(await organizationDomains.deleteOrganizationDomain(created.id)).toBeUndefined()
    await expect(organizationDomains.getOrganizationDomain(created.id)).rejects.toBeInstanceOf(
      NotFoundException,
    )
  })
})

describe('events', () => {
  it('are read by name, in order, from a cursor on', async () => {
    const workos = await client()
    const organizations = []
    for (const name of ['One', 'Two', 'Three']) {
      organizations.push(await workos.organizations.createOrganization({ name }))
    }
    await workos.organizations.deleteOrganization(organizations[1]?.id ?? '')
    await recorded(workos, 4)
    const { data } = await workos.events.listEvents({ events: ['organization.created'] })
    expect(data.map((event) => event.data)).toEqual(organizations.map(asInEvents))
    expect(data[0]).toMatchObject({
      id: expect.stringMatching(/^event_[0-9A-Z]{26}$/),
      event: 'organization.created',
      createdAt: organizations[0]?.createdAt,
    })

    const after = data[0]?.id ?? ''
    const rest = await workos.events.listEvents({
      events: ['organization.created', 'organization.deleted'],
      after,
      limit: 2,
    })
    expect(rest.data.map(namesOf)).toEqual(['organization.created Two', 'organization.created Three'])
    const end = await workos.events.listEvents({
      events: ['organization.created', 'organization.deleted'],
      after: rest.listMetadata.after ?? '',
    })
    expect(end.data.map(namesOf)).toEqual(['organization.deleted Two'])
  })

  it('are read for one organization, and in a range of time', async () => {
    const workos = await client()
    const before = new Date().toISOString()
    const acme = await workos.organizations.createOrganization({ name: 'Acme' })
    await workos.organizations.createOrganization({ name: 'Other' })
    await recorded(workos, 2)
    const ofAcme = await workos.events.listEvents({
      events: ['organization.created'],
      organizationId: acme.id,
    })
    expect(ofAcme.data.map(namesOf)).toEqual(['organization.created Acme'])
    const events = ['organization.created' as const]
    const since = await workos.events.listEvents({ events, rangeStart: before })
    expect(since.data).toHaveLength(2)
    const until = await workos.events.listEvents({ events, rangeEnd: before })
    expect(until.data).toEqual([])
  })
})

/** The feed shows an event once nothing can come before it any more: other tests write to the same PostgreSQL. */
async function recorded(workos: WorkOS, count: number) {
  const events = ['organization.created' as const, 'organization.deleted' as const]
  await eventually(async () => (await workos.events.listEvents({ events })).data.length === count)
}

/** Events of organizations lack this member; the SDK's type promises it, and its value is undefined. */
const asInEvents = ({ allowProfilesOutsideOrganization: _, ...organization }: Organization) => organization

const namesOf = ({ event, data }: Event) => `${event} ${(data as { name?: string }).name}`

describe('webhooks', () => {
  it('have endpoints that are created, listed, updated and deleted', async () => {
    const { webhooks } = await client()
    const created = await webhooks.createWebhookEndpoint({
      endpointUrl: 'https://example.com/webhooks',
      events: ['organization.created'],
    })
    expect(created).toMatchObject({
      object: 'webhook_endpoint',
      id: expect.stringMatching(/^we_[0-9A-Z]{26}$/),
      endpointUrl: 'https://example.com/webhooks',
      status: 'enabled',
      events: ['organization.created'],
      secret: expect.stringMatching(/./),
    })
    expect(created.createdAt.getTime()).toBeLessThanOrEqual(Date.now())
    expect((await webhooks.listWebhookEndpoints()).data).toEqual([created])
    const updated = await webhooks.updateWebhookEndpoint({
      id: created.id,
      status: 'disabled',
      events: ['user.created', 'user.updated'],
    })
    expect(updated).toMatchObject({
      id: created.id,
      status: 'disabled',
      events: ['user.created', 'user.updated'],
    })
    expect(await webhooks.deleteWebhookEndpoint({ id: created.id })).toBeUndefined()
    expect((await webhooks.listWebhookEndpoints()).data).toEqual([])
  })

  it('arrive signed: the SDK verifies them, and refuses them when they were tampered with', async () => {
    const workos = await client()
    const receiver = await receiveOne()
    const { secret } = await workos.webhooks.createWebhookEndpoint({
      endpointUrl: receiver.url,
      events: ['organization.created'],
    })
    const organization = await workos.organizations.createOrganization({ name: 'Ätna & Söhne ✓' })
    const { payload, sigHeader } = await receiver.delivery

    const event = await workos.webhooks.constructEvent({ payload, sigHeader, secret })
    expect(event).toMatchObject({ event: 'organization.created', data: asInEvents(organization) })
    await recorded(workos, 1)
    const { data } = await workos.events.listEvents({ events: ['organization.created'] })
    expect(event.id).toBe(data[0]?.id)
    // Frameworks that have parsed the body already pass it on as an object.
    const parsed = JSON.parse(payload) as Record<string, unknown>
    expect(await workos.webhooks.constructEvent({ payload: parsed, sigHeader, secret })).toEqual(event)

    const tampered = payload.replace('organization.created', 'organization.deleted')
    for (const wrong of [
      { payload: tampered, sigHeader, secret },
      { payload, sigHeader, secret: `${secret}x` },
      { payload, sigHeader: sigHeader.replace(/t=\d+/, 't=1767225600000'), secret },
    ]) {
      await expect(workos.webhooks.constructEvent(wrong)).rejects.toBeInstanceOf(
        SignatureVerificationException,
      )
    }
  })
})

describe('roles and permissions', () => {
  it('begin with member and admin', async () => {
    const { authorization } = await client()
    const { data } = await authorization.listEnvironmentRoles()
    expect(data.map(({ slug }) => slug).toSorted()).toEqual(['admin', 'member'])
    expect(data[0]).toMatchObject({
      object: 'role',
      type: 'EnvironmentRole',
      resourceTypeSlug: 'organization',
    })
  })

  it('are created, read, updated and put together', async () => {
    const { authorization } = await client()
    for (const slug of ['invoices:read', 'invoices:pay']) {
      const permission = await authorization.createPermission({
        slug,
        name: slug,
        description: 'About money.',
      })
      expect(permission).toMatchObject({
        object: 'permission',
        slug,
        description: 'About money.',
        system: false,
        resourceTypeSlug: 'organization',
      })
      expect(await authorization.getPermission(slug)).toEqual(permission)
    }
    const named = await authorization.updatePermission('invoices:read', { name: 'Read invoices' })
    expect(named).toMatchObject({ slug: 'invoices:read', name: 'Read invoices', description: 'About money.' })
    const permissions = await (await authorization.listPermissions()).autoPagination()
    expect(permissions.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['invoices:read', 'invoices:pay']),
    )

    const role = await authorization.createEnvironmentRole({ slug: 'accountant', name: 'Accountant' })
    expect(role).toMatchObject({ slug: 'accountant', description: null, permissions: [] })
    const reading = await authorization.addEnvironmentRolePermission('accountant', {
      permissionSlug: 'invoices:read',
    })
    expect(reading.permissions).toEqual(['invoices:read'])
    const paying = await authorization.setEnvironmentRolePermissions('accountant', {
      permissions: ['invoices:pay'],
    })
    expect(paying.permissions).toEqual(['invoices:pay'])
    const renamed = await authorization.updateEnvironmentRole('accountant', { description: 'Pays.' })
    expect(renamed).toMatchObject({ name: 'Accountant', description: 'Pays.', permissions: ['invoices:pay'] })
    expect(await authorization.getEnvironmentRole('accountant')).toEqual(renamed)

    expect(await authorization.deletePermission('invoices:read')).toBeUndefined()
    await expect(authorization.getPermission('invoices:read')).rejects.toBeInstanceOf(NotFoundException)
  })
})

describe('refusals', () => {
  it('of what is not there are NotFoundException, with a message and the ID of the request', async () => {
    const workos = await client()
    const error = await refusalOf(workos.organizations.getOrganization(unknownOrganization))
    expect(error).toBeInstanceOf(NotFoundException)
    expect(error).toMatchObject({
      status: 404,
      message: expect.stringContaining(unknownOrganization),
      requestID: requestId,
    })
  })

  it('of what belongs to another environment are the same', async () => {
    const [ours, theirs] = [await client(), await client()]
    const { id } = await theirs.organizations.createOrganization({ name: 'Theirs' })
    await expect(ours.organizations.getOrganization(id)).rejects.toBeInstanceOf(NotFoundException)
  })

  it('of a body that does not fit are UnprocessableEntityException, and say what must be met', async () => {
    const workos = await client()
    const error = await refusalOf(workos.organizations.createOrganization({} as never))
    expect(error).toBeInstanceOf(UnprocessableEntityException)
    expect(error).toMatchObject({ status: 422, message: expect.stringMatching(/\S/), requestID: requestId })
    expect(error).not.toMatchObject({ message: expect.stringContaining('undefined') })
  })

  it('of a domain that is taken are ConflictException', async () => {
    const workos = await client()
    const { id: organizationId } = await workos.organizations.createOrganization({ name: 'Acme' })
    await workos.organizationDomains.createOrganizationDomain({ organizationId, domain: 'acme.com' })
    const error = await refusalOf(
      workos.organizationDomains.createOrganizationDomain({ organizationId, domain: 'acme.com' }),
    )
    expect(error).toBeInstanceOf(ConflictException)
    expect(error).toMatchObject({ status: 409, message: expect.stringMatching(/\S/), requestID: requestId })
  })

  it('of an external ID that is taken carry the code to decide by', async () => {
    const workos = await client()
    await workos.organizations.createOrganization({ name: 'One', externalId: 'customer-1' })
    const error = await refusalOf(
      workos.organizations.createOrganization({ name: 'Two', externalId: 'customer-1' }),
    )
    expect(error).toBeInstanceOf(GenericServerException)
    expect(error).toMatchObject({ status: 400, code: 'external_id_already_used', requestID: requestId })
  })

  it('of a wrong key are UnauthorizedException', async () => {
    const workos = connect('sk_test_of_nobody')
    const error = await refusalOf(workos.organizations.listOrganizations())
    expect(error).toBeInstanceOf(UnauthorizedException)
    expect(error).toMatchObject({ status: 401, requestID: requestId })
  })

  it('of too many requests are RateLimitExceededException, and say when to come back', async () => {
    const strict = await listen({ env: { PORTICO_RATE_LIMIT_GENERAL: '2/60' } })
    onTestFinished(() => strict.stop())
    const { apiKey } = await createTenant(strict)
    const workos = connect(apiKey, portOf(strict))
    await workos.organizations.listOrganizations()
    await workos.organizations.listOrganizations()
    const error = await refusalOf(workos.organizations.listOrganizations())
    expect(error).toBeInstanceOf(RateLimitExceededException)
    expect(error).toMatchObject({ status: 429, message: expect.stringMatching(/\S/), requestID: requestId })
    const { retryAfter } = error as RateLimitExceededException
    expect(retryAfter).toBeGreaterThanOrEqual(1)
    // The end of the window is rounded up to whole seconds, and the present down.
    expect(retryAfter).toBeLessThanOrEqual(61)
  })

  it('of what is not served yet carry a code too', async () => {
    const workos = await client()
    const error = await refusalOf(workos.vault.readObject({ id: 'vault_01ARZ3NDEKTSV4RRFFQ69G5FAV' }))
    expect(error).toMatchObject({ status: 501, code: 'not_implemented', requestID: requestId })
  })
})

describe('idempotency', () => {
  it('gives the first answer again, and makes nothing twice', async () => {
    const workos = await client()
    const request = { idempotencyKey: 'order-66' }
    const first = await workos.organizations.createOrganization({ name: 'Acme' }, request)
    expect(await workos.organizations.createOrganization({ name: 'Acme' }, request)).toEqual(first)
    expect((await workos.organizations.listOrganizations()).data).toEqual([first])
  })

  it('refuses the key for another request', async () => {
    const workos = await client()
    const request = { idempotencyKey: 'order-66' }
    await workos.organizations.createOrganization({ name: 'Acme' }, request)
    const error = await refusalOf(workos.organizations.createOrganization({ name: 'Other' }, request))
    expect(error).toBeInstanceOf(ConflictException)
    expect(error).toMatchObject({ code: 'idempotency_error', requestID: requestId })
  })

  it('carries the retries of the SDK through an outage: what was done is not done again', async () => {
    const { apiKey } = await createTenant(server)
    // The answer to the first attempt is lost on the way; the SDK tries again with the key it made up.
    let attempts = 0
    const losing: typeof fetch = async (...request) => {
      const response = await fetch(...request)
      if (++attempts > 1) return response
      await response.body?.cancel()
      throw new TypeError('fetch failed')
    }
    const workos = new WorkOS(apiKey, { ...address(port), maxRetries: 1, fetchFn: losing })
    const created = await workos.organizations.createOrganization({ name: 'Acme' })
    expect(attempts).toBe(2)
    const { data } = await connect(apiKey).organizations.listOrganizations()
    expect(data).toEqual([created])
  })
})

async function listen(settings: ServerSettings): Promise<Server> {
  // Nobody answers there: whether a domain is proven must not depend on what the machine's resolver says.
  const env = { PORTICO_DNS_SERVERS: '127.0.0.1:9', ...settings.env }
  const started = await startServer(await createDatabase(), { ...settings, env })
  await started.listen()
  return started
}

function portOf({ app }: Server): number {
  const listening = app.server.address()
  if (typeof listening !== 'object' || listening === null) throw new Error('The server does not listen.')
  return listening.port
}

/** As the README says to point the SDK at Portico. */
const address = (at: number) => ({ apiHostname: 'localhost', port: at, https: false })

/** Without its retries, so that a test sees the first answer. */
const connect = (apiKey: string, at = port) => new WorkOS(apiKey, { ...address(at), maxRetries: 0 })

/** The SDK with the key of an environment of its own. */
const client = async () => connect((await createTenant(server)).apiKey)

async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
  } catch (error) {
    return error
  }
  throw new Error('The call was not refused.')
}

/** A receiver as users write it: it takes the raw body and the header. */
async function receiveOne() {
  const { promise: delivery, resolve } = Promise.withResolvers<{ payload: string; sigHeader: string }>()
  const receiver = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    response.writeHead(200).end()
    resolve({
      payload: Buffer.concat(parts).toString(),
      sigHeader: String(request.headers['workos-signature']),
    })
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void receiver.close())
  await once(receiver, 'listening')
  const listening = receiver.address() as { port: number }
  return { url: `http://127.0.0.1:${listening.port}/webhooks`, delivery }
}
