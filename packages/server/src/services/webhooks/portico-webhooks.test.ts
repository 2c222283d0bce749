import { webhookEventNames } from '@portico/contract'
import { exposeAll } from '@portico/sdk'
import { describe, expect, it } from 'vitest'
import { recordOrganizations } from '../../testing/events.ts'
import { eventually } from '../../testing/eventually.ts'
import { testServer } from '../../testing/index.ts'
import { startReceiver } from '../../testing/receiver.ts'
import { advance, delivering, deliveryWith, newestDelivery, subscribe } from '../../testing/webhooks.ts'
import { purgeDeliveries } from './ending.ts'

const unreachable = { url: 'https://example.com' }
const day = 86_400_000

describe('getWebhookEndpoint', () => {
  it('returns the endpoint as the list does', async () => {
    const { client } = await testServer()
    const endpoint = await subscribe({ client }, unreachable)
    const found = await client.portico.webhooks.getWebhookEndpoint(endpoint.id)
    expect(exposeAll(found)).toEqual(exposeAll(endpoint))
  })
})

describe('rotateWebhookSecret', () => {
  it('signs every attempt from then on with the new secret, also of deliveries under way', async () => {
    const tenant = await delivering()
    const { client } = tenant
    const receiver = await startReceiver((_, response) => response.writeHead(500).end())
    const endpoint = exposeAll(await subscribe(tenant, receiver))
    await client.organizations.createOrganization({ name: 'Acme' })
    await newestDelivery(tenant, endpoint.id, { attemptsMade: 1 })
    const rotated = exposeAll(await client.portico.webhooks.rotateWebhookSecret(endpoint.id))
    expect(rotated).toEqual({ ...endpoint, secret: rotated.secret, updatedAt: rotated.updatedAt })
    expect(rotated.secret).toMatch(/^whsec_/)
    expect(rotated.secret).not.toBe(endpoint.secret)
    await advance(tenant.server, 70_000)
    await eventually(() => receiver.received.length === 2)
    const verifies = (n: number, secret: string) => {
      const { body, headers } = receiver.received[n]!
      const sigHeader = headers['workos-signature'] as string
      return client.webhooks.verifyHeader({ payload: body, sigHeader, secret }).then(
        () => true,
        () => false,
      )
    }
    expect([await verifies(0, endpoint.secret), await verifies(0, rotated.secret)]).toEqual([true, false])
    expect([await verifies(1, endpoint.secret), await verifies(1, rotated.secret)]).toEqual([false, true])
  })
})

describe('testWebhookEndpoint', () => {
  it('sends made-up data of the first event subscribed to, signed, and leaves no trace in the feed', async () => {
    const tenant = await delivering()
    const { client } = tenant
    const receiver = await startReceiver()
    const endpoint = await subscribe(tenant, receiver)
    const delivery = await client.portico.webhooks.testWebhookEndpoint(endpoint.id)
    expect(delivery).toMatchObject({ event: 'organization.created', state: 'pending', attemptsMade: 0 })
    await deliveryWith(tenant, delivery.id, { state: 'succeeded' })
    const [{ body, headers }] = receiver.received as [(typeof receiver.received)[number]]
    const event = await client.webhooks.constructEvent({
      payload: body,
      sigHeader: headers['workos-signature'] as string,
      secret: endpoint.secret.expose(),
    })
    expect(event).toMatchObject({
      id: delivery.eventId,
      event: 'organization.created',
      data: { object: 'organization' },
    })
    expect(await tenant.recorded.events()).toEqual([])
  })

  it('sends the event that is named, to a disabled endpoint too', async () => {
    const tenant = await delivering()
    const { client } = tenant
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, receiver)
    await client.webhooks.updateWebhookEndpoint(id, { status: 'disabled' })
    const delivery = await client.portico.webhooks.testWebhookEndpoint(id, { event: 'session.created' })
    await deliveryWith(tenant, delivery.id, { state: 'succeeded', event: 'session.created' })
    expect(receiver.received[0]!.json.data).toMatchObject({ object: 'session' })
  })

  it('can send every event that can be subscribed to', async () => {
    const { client } = await testServer()
    const { id } = await subscribe({ client }, unreachable)
    for (const event of webhookEventNames) {
      expect(await client.portico.webhooks.testWebhookEndpoint(id, { event })).toMatchObject({ event })
    }
  })

  it('falls back on an event for an endpoint that subscribes to none', async () => {
    const { client } = await testServer()
    const { id } = await client.webhooks.createWebhookEndpoint({
      endpointUrl: 'https://example.com/',
      events: [],
    })
    expect(await client.portico.webhooks.testWebhookEndpoint(id)).toMatchObject({
      event: 'organization.created',
    })
  })

  it('refuses an event that no webhook is sent', async () => {
    const { client, request } = await testServer()
    const { id } = await subscribe({ client }, unreachable)
    const path = `/portico/webhook_endpoints/${id}/test`
    const { status, body } = await request('POST', path, { body: { event: 'vault.data.read' } })
    expect(status).toBe(422)
    expect(body).toMatchObject({ errors: [{ field: 'event', code: 'unknown_event_type' }] })
  })
})

describe('replayWebhookEvents', () => {
  it('sends what was recorded in the range once more, under its own ids, whether it arrived then or not', async () => {
    const tenant = await delivering()
    const { client, server, environment } = tenant
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour))
    const { sql } = server.kernel.database
    const ids: string[] = []
    for (const hour of [1, 2, 3, 4]) {
      ids.push(...(await recordOrganizations(sql, { environment, now: at(hour) }, [`at ${hour}`])))
    }
    await recordOrganizations(sql, { environment: tenant.other.environment, now: at(2) }, ['foreign'])
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, receiver)
    const replay = await client.portico.webhooks.replayWebhookEvents(id, {
      rangeStart: at(2).toISOString(),
      rangeEnd: at(4).toISOString(),
    })
    expect(replay).toEqual({ object: 'webhook_replay', replayed: 2 })
    await eventually(() => receiver.received.length === 2)
    expect(receiver.received.map(({ json }) => json.id).sort()).toEqual([ids[1], ids[2]])

    await client.portico.webhooks.replayWebhookEvents(id, { rangeStart: at(4).toISOString() })
    await eventually(() => receiver.received.length === 3)
    expect(receiver.received.at(-1)!.json).toMatchObject({ id: ids[3], created_at: at(4).toISOString() })
  })

  it('sends thousands bit by bit, each once, while what happens now gets through', async () => {
    const tenant = await delivering()
    const { server, environment } = tenant
    const names = Array.from({ length: 1_700 }, (_, n) => `Company ${n}`)
    const now = server.kernel.clock.now()
    await recordOrganizations(server.kernel.database.sql, { environment, now }, names)
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, receiver)
    const rangeStart = new Date(now.getTime() - day).toISOString()
    expect(await tenant.client.portico.webhooks.replayWebhookEvents(id, { rangeStart })).toMatchObject({
      replayed: 1_700,
    })
    await tenant.client.organizations.createOrganization({ name: 'Now' })
    await eventually(() => receiver.received.length === 1_701)
    expect(new Set(receiver.received.map(({ json }) => json.id))).toHaveProperty('size', 1_701)
    expect(await server.kernel.database.sql`select id from webhook_replays`).toEqual([])
  })

  it('sends only the events that are named, and subscribed to', async () => {
    const { client, server, environment } = await testServer()
    const { id } = await subscribe({ client }, unreachable)
    const now = server.kernel.clock.now()
    await recordOrganizations(server.kernel.database.sql, { environment, now }, ['Acme'])
    const rangeStart = new Date(now.getTime() - day).toISOString()
    const replay = (events?: ('organization.created' | 'organization.updated' | 'user.created')[]) =>
      client.portico.webhooks.replayWebhookEvents(id, {
        rangeStart,
        rangeEnd: new Date(now.getTime() + day).toISOString(),
        events,
      })
    await eventually(async () => (await client.events.listEvents()).data.length === 1)
    expect(await replay()).toMatchObject({ replayed: 1 })
    expect(await replay(['organization.created', 'user.created'])).toMatchObject({ replayed: 1 })
    expect(await replay(['organization.updated'])).toMatchObject({ replayed: 0 })
    expect(await replay(['user.created'])).toMatchObject({ replayed: 0 })
  })

  it('refuses a range that is none, or longer than 30 days, and a disabled endpoint', async () => {
    const { client } = await testServer()
    const { id } = await subscribe({ client }, unreachable)
    const replay = (rangeStart: string, rangeEnd?: string) =>
      client.portico.webhooks.replayWebhookEvents(id, { rangeStart, rangeEnd })
    const refused = { status: 422, code: 'invalid_range' }
    await expect(replay('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')).rejects.toMatchObject(refused)
    await expect(replay('2026-01-01T00:00:00Z', '2026-01-31T00:00:01Z')).rejects.toMatchObject(refused)
    await expect(replay('2099-01-01T00:00:00Z')).rejects.toMatchObject(refused)
    await expect(replay('yesterday')).rejects.toMatchObject({
      status: 422,
      code: 'invalid_request_parameters',
    })
    await client.webhooks.updateWebhookEndpoint(id, { status: 'disabled' })
    await expect(replay('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')).rejects.toMatchObject({
      status: 409,
      code: 'webhook_endpoint_disabled',
    })
  })
})

describe('replayWebhookDelivery', () => {
  it('sends the event again under the same id, and goes on with the log', async () => {
    const tenant = await delivering()
    const { client } = tenant
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, receiver)
    await client.organizations.createOrganization({ name: 'Acme' })
    const delivery = await newestDelivery(tenant, id, { state: 'succeeded' })
    receiver.answer((_, response) => response.writeHead(500).end())
    const replayed = await client.portico.webhooks.replayWebhookDelivery(delivery.id)
    expect(replayed).toMatchObject({ id: delivery.id, state: 'pending', attemptsMade: 1 })
    const again = await deliveryWith(tenant, delivery.id, { state: 'pending', attemptsMade: 2 })
    expect(again.attempts.map(({ statusCode }) => statusCode)).toEqual([200, 500])
    // The schedule begins anew: the next attempt follows after a minute.
    expect(Date.parse(again.nextAttemptAt!) - Date.parse(again.attempts[1]!.attemptedAt)).toBeLessThan(70_000)
    expect(receiver.received.map(({ json }) => json.id)).toEqual([delivery.eventId, delivery.eventId])
  })

  it('refuses while the delivery is being attempted, or the endpoint is disabled', async () => {
    const tenant = await delivering()
    const { client } = tenant
    const receiver = await startReceiver((_, response) => response.writeHead(500).end())
    const { id } = await subscribe(tenant, receiver)
    await client.organizations.createOrganization({ name: 'Acme' })
    const delivery = await newestDelivery(tenant, id, { attemptsMade: 1 })
    const replay = () => client.portico.webhooks.replayWebhookDelivery(delivery.id)
    await expect(replay()).rejects.toMatchObject({ status: 409, code: 'webhook_delivery_pending' })
    await client.webhooks.updateWebhookEndpoint(id, { status: 'disabled' })
    await expect(replay()).rejects.toMatchObject({ status: 409, code: 'webhook_endpoint_disabled' })
  })
})

describe('listWebhookDeliveries', () => {
  it('pages the deliveries of an endpoint, newest first, and filters them', async () => {
    const tenant = await delivering()
    const { client, server } = tenant
    const receiver = await startReceiver(({ json }, response) =>
      response.writeHead(json.event === 'organization.deleted' ? 500 : 200).end(),
    )
    const { id } = await subscribe(tenant, receiver)
    const organization = await client.organizations.createOrganization({ name: 'Acme' })
    await client.organizations.updateOrganization(organization.id, { name: 'Akme' })
    await newestDelivery(tenant, id, { event: 'organization.updated' })
    await advance(server, day)
    await client.organizations.deleteOrganization(organization.id)
    await newestDelivery(tenant, id, { event: 'organization.deleted', attemptsMade: 1 })
    const list = async (params?: Parameters<typeof client.portico.webhooks.listWebhookDeliveries>[1]) =>
      (await client.portico.webhooks.listWebhookDeliveries(id, { limit: 1, ...params }).toArray()).map(
        ({ event }) => event.slice(13),
      )
    await eventually(async () => (await list({ states: ['succeeded'] })).length === 2)
    expect(await list()).toEqual(['deleted', 'updated', 'created'])
    expect(await list({ order: 'asc' })).toEqual(['created', 'updated', 'deleted'])
    expect(await list({ states: ['succeeded'] })).toEqual(['updated', 'created'])
    expect(await list({ states: ['pending', 'failed'] })).toEqual(['deleted'])
    expect(await list({ events: ['organization.created', 'organization.deleted'] })).toEqual([
      'deleted',
      'created',
    ])
    const noon = new Date(server.kernel.clock.now().getTime() - day / 2).toISOString()
    expect(await list({ rangeStart: noon })).toEqual(['deleted'])
    expect(await list({ rangeEnd: noon })).toEqual(['updated', 'created'])
  })

  it('keeps no delivery longer than 30 days', async () => {
    const tenant = await delivering()
    const { kernel } = tenant.server
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Old' })
    const old = await newestDelivery(tenant, id, { state: 'succeeded' })
    await advance(tenant.server, 29 * day)
    await tenant.client.organizations.createOrganization({ name: 'New' })
    await eventually(async () => (await newestDelivery(tenant, id, { state: 'succeeded' })).id !== old.id)
    await purgeDeliveries(kernel)
    const list = () => tenant.client.portico.webhooks.listWebhookDeliveries(id).toArray()
    expect(await list()).toHaveLength(2)
    await advance(tenant.server, 2 * day)
    await Promise.all([purgeDeliveries(kernel), purgeDeliveries(kernel)])
    expect(await list()).toHaveLength(1)
  })
})

describe('what belongs to another environment, or to nobody', () => {
  it('is not found', async () => {
    const { request, other } = await testServer()
    const endpoint = await subscribe(other, unreachable)
    const delivery = await other.client.portico.webhooks.testWebhookEndpoint(endpoint.id)
    const range = { range_start: '2026-01-15T12:00:00.000Z' }
    for (const [endpointId, deliveryId] of [
      [endpoint.id, delivery.id],
      ['we_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'webhook_delivery_01ARZ3NDEKTSV4RRFFQ69G5FAV'],
      ["' or true --", '%00'],
    ]) {
      const endpointPath = `/portico/webhook_endpoints/${encodeURIComponent(endpointId!)}`
      const deliveryPath = `/portico/webhook_deliveries/${encodeURIComponent(deliveryId!)}`
      const answers = [
        await request('GET', endpointPath),
        await request('POST', `${endpointPath}/rotate_secret`),
        await request('POST', `${endpointPath}/test`, { body: {} }),
        await request('POST', `${endpointPath}/replay`, { body: range }),
        await request('GET', `${endpointPath}/deliveries`),
        await request('GET', deliveryPath),
        await request('POST', `${deliveryPath}/replay`),
      ]
      for (const { status, body } of answers) {
        expect([status, (body as { code: string }).code]).toEqual([404, 'entity_not_found'])
      }
    }
    expect(await other.client.portico.webhooks.getWebhookEndpoint(endpoint.id)).toEqual(endpoint)
  })
})
