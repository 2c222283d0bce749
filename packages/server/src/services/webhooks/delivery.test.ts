import { createHmac } from 'node:crypto'
import { exposeAll } from '@portico/sdk'
import { describe, expect, it } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { testServer } from '../../testing/index.ts'
import { type Received, startReceiver } from '../../testing/receiver.ts'
import { advance, delivering, deliveryWith, newestDelivery, subscribe } from '../../testing/webhooks.ts'

describe('delivery', () => {
  it('posts an event, signed, as the SDK verifies it', async () => {
    const tenant = await testServer({ background: true })
    const receiver = await startReceiver()
    const endpoint = await subscribe(tenant, receiver)
    const organization = await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await tenant.client.organizations.updateOrganization(organization.id, {
      name: 'Akme — 日本 🚀 </script>',
    })
    await eventually(() => receiver.received.length === 2)

    const [created, updated] = [...receiver.received].sort((a, b) => (a.json.id < b.json.id ? -1 : 1))
    expect(created).toMatchObject({ method: 'POST', path: '/hooks' })
    expect(created!.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(created!.body.length),
    })
    const header = created!.headers['workos-signature'] as string
    expect(header).toMatch(/^t=\d{13}, v1=[0-9a-f]{64}$/)
    const [, at] = /^t=(\d+)/.exec(header)!
    expect(Math.abs(Number(at) - Date.now())).toBeLessThan(60_000)
    expect(header.slice(-64)).toBe(
      createHmac('sha256', endpoint.secret.expose()).update(`${at}.`).update(created!.body).digest('hex'),
    )

    const event = await tenant.client.webhooks.constructEvent({
      payload: updated!.body,
      sigHeader: updated!.headers['workos-signature'] as string,
      secret: endpoint.secret.expose(),
    })
    const [, listed] = await eventually(async () => {
      const { data } = await tenant.client.events.listEvents()
      return data.length === 2 && data
    })
    expect(event).toEqual(listed)
    expect(event).toMatchObject({
      event: 'organization.updated',
      data: { id: organization.id, name: 'Akme — 日本 🚀 </script>' },
      context: { actor: { source: 'api' }, previousAttributes: { name: 'Acme' } },
    })
    await expect(
      tenant.client.webhooks.constructEvent({
        payload: updated!.body,
        sigHeader: updated!.headers['workos-signature'] as string,
        secret: 'whsec_another',
      }),
    ).rejects.toThrow()
  })

  it('sends compact JSON whose members are in order, byte for byte what the feed keeps', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver()
    await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({
      name: 'Grüße "quoted" \\ \u2028 🚀',
      metadata: { b: 'second', a: 'first', '1': 'one' },
    })
    const [{ body, json }] = (await eventually(
      () => receiver.received.length === 1 && receiver.received,
    )) as [Received]
    expect(Object.keys(json)).toEqual(['id', 'event', 'data', 'created_at', 'context'])
    // Official verifiers take a parsed body too, and write it again to check the signature.
    expect(body.toString()).toBe(JSON.stringify(json))
    const [row] = await tenant.server.kernel.database.sql`
      select data::text, context::text from events where environment_id = ${tenant.environment.id}`
    expect(body.toString()).toContain(`"data":${row!.data},"created_at"`)
    expect(body.toString()).toContain(`"context":${row!.context}}`)
    expect(body.includes(Buffer.from('Grüße', 'utf8'))).toBe(true)
  })

  it('logs the attempt and its answer', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver((_, response) => response.writeHead(202).end('thank you'))
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    const delivery = await newestDelivery(tenant, id, { state: 'succeeded' })
    expect(delivery).toMatchObject({
      object: 'webhook_delivery',
      webhookEndpointId: id,
      eventId: receiver.received[0]!.json.id,
      event: 'organization.created',
      state: 'succeeded',
      attemptsMade: 1,
      nextAttemptAt: null,
      lastStatusCode: 202,
      lastError: null,
      attempts: [{ statusCode: 202, error: null, responseBody: 'thank you', nextAttemptAt: null }],
    })
    expect(delivery.attempts[0]!.durationMs).toBeGreaterThanOrEqual(0)
  })

  it('goes to the endpoints of the environment that subscribe to the event, and to no other', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver()
    await subscribe(tenant, receiver, '/one')
    await subscribe(tenant, receiver, '/two')
    await tenant.client.webhooks.createWebhookEndpoint({
      endpointUrl: `${receiver.url}/users`,
      events: ['user.created'],
    })
    await subscribe(tenant.other, receiver, '/other')
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await tenant.other.client.organizations.createOrganization({ name: 'Other' })
    await eventually(() => receiver.received.length === 3)
    const arrived = receiver.received.map(({ path, json }) => `${path} ${json.data.name}`).sort()
    expect(arrived).toEqual(['/one Acme', '/other Other', '/two Acme'])
  })

  it('sends an endpoint nothing that happened before it was created, or while it was disabled', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver()
    await tenant.client.organizations.createOrganization({ name: 'Before' })
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'First' })
    await eventually(() => receiver.received.length === 1)
    await tenant.client.webhooks.updateWebhookEndpoint(id, { status: 'disabled' })
    await tenant.client.organizations.createOrganization({ name: 'Meanwhile' })
    await tenant.client.webhooks.updateWebhookEndpoint(id, { status: 'enabled' })
    await tenant.client.organizations.createOrganization({ name: 'Last' })
    await eventually(() => receiver.received.length === 2)
    expect(receiver.received.map(({ json }) => json.data.name)).toEqual(['First', 'Last'])
  })

  it('is there within moments of the commit', async () => {
    const tenant = await testServer({ background: true })
    const receiver = await startReceiver()
    await subscribe(tenant, receiver)
    const delays: number[] = []
    for (let n = 1; n <= 20; n++) {
      await tenant.client.organizations.createOrganization({ name: `Company ${n}` })
      const committed = performance.now()
      await eventually(() => receiver.received.length === n, { everyMs: 1 })
      delays.push(receiver.received[n - 1]!.at - committed)
    }
    const median = delays.sort((a, b) => a - b)[10] as number
    // 50 ms is what is promised of a machine that does nothing else; here other tests run beside it.
    expect(median).toBeLessThan(500)
  })
})

const seconds = 1_000
const minutes = 60 * seconds
const hours = 60 * minutes
const days = 24 * hours

describe('a delivery that fails', () => {
  it('is tried again six times in three days, each time signed anew, and then given up', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver((_, response) => response.writeHead(500).end('broken'))
    const { id, secret } = exposeAll(await subscribe(tenant, receiver))
    await tenant.client.organizations.createOrganization({ name: 'Acme' })

    const delays = [1 * minutes, 10 * minutes, 1 * hours, 6 * hours, 24 * hours, 40 * hours]
    for (const [index, delay] of delays.entries()) {
      const { nextAttemptAt, attempts } = await newestDelivery(tenant, id, {
        state: 'pending',
        attemptsMade: index + 1,
        lastStatusCode: 500,
        lastError: 'unexpected_status',
      })
      const last = attempts.at(-1)!
      const waits = Date.parse(nextAttemptAt!) - Date.parse(last.attemptedAt)
      expect(waits).toBeGreaterThanOrEqual(delay)
      expect(waits).toBeLessThanOrEqual(delay * 1.1)
      expect(last).toMatchObject({ statusCode: 500, responseBody: 'broken', nextAttemptAt })
      await advance(tenant.server, delay * 1.1)
    }
    const given = await newestDelivery(tenant, id, { state: 'failed', attemptsMade: 7, nextAttemptAt: null })
    expect(given.attempts).toHaveLength(7)
    expect(given.attempts.at(-1)).toMatchObject({ error: 'unexpected_status', nextAttemptAt: null })

    expect(new Set(receiver.received.map(({ body }) => body.toString()))).toHaveProperty('size', 1)
    const signatures = receiver.received.map(({ headers }) => headers['workos-signature'] as string)
    expect(new Set(signatures)).toHaveProperty('size', 7)
    for (const sigHeader of signatures) {
      // Three days have passed on the kernel's clock, none on the receivers': theirs is what counts.
      await tenant.client.webhooks.verifyHeader({ payload: receiver.received[0]!.body, sigHeader, secret })
    }
  })

  it('arrives once the receiver is back', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver((_, response) => response.destroy())
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await newestDelivery(tenant, id, {
      state: 'pending',
      attemptsMade: 1,
      lastStatusCode: null,
      lastError: 'connect_failed',
    })
    receiver.answer((_, response) => response.writeHead(204).end())
    await advance(tenant.server, 70 * seconds)
    const { attempts } = await newestDelivery(tenant, id, {
      state: 'succeeded',
      attemptsMade: 2,
      lastStatusCode: 204,
    })
    expect(attempts.map(({ error }) => error)).toEqual(['connect_failed', null])
    const [row] = await tenant.server.kernel.database
      .sql`select failing_since, failed_attempts from webhook_endpoints`
    expect(row).toEqual({ failing_since: null, failed_attempts: 0 })
  })

  it('fails when nobody listens', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, receiver)
    await receiver.close()
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    const { attempts } = await newestDelivery(tenant, id, { state: 'pending', lastError: 'connect_failed' })
    expect(attempts).toMatchObject([{ statusCode: null, responseBody: null }])
  })

  it('says so when the feed no longer has its event', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver((_, response) => response.writeHead(503).end())
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await newestDelivery(tenant, id, { attemptsMade: 1 })
    await tenant.server.kernel.database.sql`delete from events`
    await advance(tenant.server, 70 * seconds)
    await newestDelivery(tenant, id, { state: 'failed', lastError: 'event_expired' })
    expect(receiver.received).toHaveLength(1)
  })
})

describe('an endpoint where nothing arrives', () => {
  it('is disabled after five days, keeps no backlog, and its operator is told by mail', async () => {
    const tenant = await delivering()
    const { client, server, environment } = tenant
    const receiver = await startReceiver((_, response) => response.writeHead(500).end())
    const { id } = await subscribe(tenant, receiver)
    for (let n = 1; n <= 21; n++) await client.organizations.createOrganization({ name: `Company ${n}` })
    const list = () => client.portico.webhooks.listWebhookDeliveries(id, { limit: 100 }).toArray()
    await eventually(
      async () => (await list()).filter(({ attemptsMade }) => attemptsMade === 1).length === 21,
    )

    await advance(server, 4 * days)
    await eventually(async () => (await list()).every(({ attemptsMade }) => attemptsMade === 2))
    expect(await client.portico.webhooks.getWebhookEndpoint(id)).toMatchObject({ status: 'enabled' })

    await advance(server, 1 * days)
    await eventually(async () => (await client.portico.webhooks.getWebhookEndpoint(id)).status === 'disabled')
    for (const { id } of await list()) {
      const { attempts } = await deliveryWith(tenant, id, { state: 'failed', nextAttemptAt: null })
      expect(attempts.some(({ error }) => error === 'endpoint_disabled')).toBe(true)
    }
    const mails = await server.kernel.database.sql`
      select kind, recipient, text from mailbox_messages where environment_id = ${environment.id}`
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({ kind: 'webhook_endpoint_disabled', recipient: 'operator@localhost' })
    expect(mails[0]!.text).toContain(`${receiver.url}/hooks`)

    await client.organizations.createOrganization({ name: 'Meanwhile' })
    await client.webhooks.updateWebhookEndpoint(id, { status: 'enabled' })
    receiver.answer((_, response) => response.end())
    const before = receiver.received.length
    await client.organizations.createOrganization({ name: 'Afterwards' })
    await eventually(() => receiver.received.length > before)
    expect(receiver.received.at(-1)!.json.data).toMatchObject({ name: 'Afterwards' })
    expect(receiver.received).toHaveLength(before + 1)
  })

  it('keeps no backlog when it is disabled by hand either', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver((_, response) => response.writeHead(500).end())
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await newestDelivery(tenant, id, { state: 'pending', attemptsMade: 1 })
    await tenant.client.webhooks.updateWebhookEndpoint(id, { status: 'disabled' })
    const { attempts } = await newestDelivery(tenant, id, {
      state: 'failed',
      attemptsMade: 1,
      nextAttemptAt: null,
      lastError: 'endpoint_disabled',
    })
    expect(attempts.map(({ error }) => error)).toEqual(['unexpected_status', 'endpoint_disabled'])
  })
})

describe('a deleted endpoint', () => {
  it('takes its deliveries with it', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    const delivery = await newestDelivery(tenant, id, { state: 'succeeded' })
    await tenant.client.webhooks.deleteWebhookEndpoint(id)
    await expect(tenant.client.portico.webhooks.getWebhookDelivery(delivery.id)).rejects.toMatchObject({
      status: 404,
    })
    const { kernel } = tenant.server
    expect(await kernel.database.sql`select id from webhook_deliveries`).toEqual([])
  })
})
