import { describe, expect, it, onTestFinished } from 'vitest'
import type { Server } from '../../server.ts'
import { eventually } from '../../testing/eventually.ts'
import { createDatabase, createTenant, startServer } from '../../testing/index.ts'
import { startReceiver } from '../../testing/receiver.ts'
import { delivering, newestDelivery, subscribe } from '../../testing/webhooks.ts'
import type { DelivererOptions } from './deliverer.ts'
import { startDelivering } from './delivering.ts'

/** Nodes of one installation that answer requests; what they do by themselves is for the test to start. */
async function nodes(count: number): Promise<Server[]> {
  const connection = await createDatabase()
  const servers = await Promise.all(Array.from({ length: count }, () => startServer(connection)))
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.stop()))
  })
  return servers
}

/** Has a node deliver, looking often. */
async function deliver({ kernel }: Server, options: Partial<DelivererOptions> = {}) {
  const running = await startDelivering(kernel, { pollMs: 50, ...options })
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= running.stop()
    return stopped
  }
  onTestFinished(stop)
  return stop
}

const distinct = (values: readonly unknown[]) => new Set(values).size

describe('a slow receiver', () => {
  it('is sent ten at a time, and delays no other', async () => {
    const tenant = await delivering()
    const gate = Promise.withResolvers<void>()
    const slow = await startReceiver(async (_, response) => {
      await gate.promise
      response.end()
    })
    const fast = await startReceiver()
    await subscribe(tenant, slow)
    await subscribe(tenant, fast)
    for (let n = 0; n < 40; n++) await tenant.client.organizations.createOrganization({ name: `${n}` })
    await eventually(() => fast.received.length === 40)
    expect(slow.open).toBe(10)
    gate.resolve()
    await eventually(() => slow.received.length === 40)
    expect(distinct(slow.received.map(({ json }) => json.id))).toBe(40)
  })

  it('delays none behind the same host either', async () => {
    const tenant = await delivering()
    const gate = Promise.withResolvers<void>()
    const host = await startReceiver(async ({ path }, response) => {
      if (path.startsWith('/slow')) await gate.promise
      response.end()
    })
    for (let n = 0; n < 5; n++) await subscribe(tenant, host, `/slow/${n}`)
    const fast = await subscribe(tenant.other, host, '/fast')
    for (let n = 0; n < 12; n++) await tenant.client.organizations.createOrganization({ name: `${n}` })
    await eventually(() => host.open === 50)
    await tenant.other.client.organizations.createOrganization({ name: 'Other' })
    await newestDelivery(tenant.other, fast.id, { state: 'succeeded' })
    expect(host.open).toBe(50)
    gate.resolve()
  })

  it('fails when it takes longer than an attempt may', async () => {
    const [server] = (await nodes(1)) as [Server]
    await deliver(server, { timeoutMs: 200 })
    const tenant = await createTenant(server)
    const receiver = await startReceiver(() => {})
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    const { attempts } = await newestDelivery(tenant, id, { attemptsMade: 1, lastError: 'timeout' })
    expect(attempts[0]!.durationMs).toBeGreaterThanOrEqual(190)
  })
})

describe('several nodes', () => {
  it('deliver each event once', async () => {
    const servers = await nodes(2)
    await Promise.all(servers.map((server) => deliver(server)))
    const [first, second] = servers as [Server, Server]
    const tenants = [await createTenant(first), await createTenant(second)]
    const receiver = await startReceiver()
    for (const tenant of tenants) await subscribe(tenant, receiver, `/${tenant.environment.id}`)
    await Promise.all(
      tenants.map(async ({ client }) => {
        for (let n = 0; n < 100; n++) await client.organizations.createOrganization({ name: `${n}` })
      }),
    )
    await eventually(() => receiver.received.length === 200)
    const pending = () => first.kernel.database.sql`select id from webhook_deliveries where state = 'pending'`
    await eventually(async () => (await pending()).length === 0)
    expect(receiver.received).toHaveLength(200)
    expect(distinct(receiver.received.map(({ json }) => json.id))).toBe(200)
  })

  it('take over what a killed one was at, once its lease has run out', async () => {
    const [first, second] = (await nodes(2)) as [Server, Server]
    const tenant = await createTenant(first)
    const gate = Promise.withResolvers<void>()
    const receiver = await startReceiver(async (_, response) => {
      if (receiver.received.length === 1) await gate.promise
      response.end()
    })
    const { id } = await subscribe(tenant, receiver)
    await deliver(first, { leaseMs: 500 })
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await eventually(() => receiver.received.length === 1)

    // From here on the first node does not come back to it in time, as one that was killed.
    await deliver(second)
    const delivery = await newestDelivery(tenant, id, { state: 'succeeded', attemptsMade: 1 })
    expect(receiver.received).toHaveLength(2)
    expect(distinct(receiver.received.map(({ json }) => json.id))).toBe(1)

    // And if it does come back, its word no longer counts.
    gate.resolve()
    await eventually(() => receiver.open === 0)
    await tenant.client.organizations.createOrganization({ name: 'Next' })
    await eventually(() => receiver.received.length === 3)
    expect(await tenant.client.portico.webhooks.getWebhookDelivery(delivery.id)).toEqual(delivery)
  })

  it('leave what is under way to each other when they are stopped', async () => {
    const [first, second] = (await nodes(2)) as [Server, Server]
    const tenant = await createTenant(first)
    const receiver = await startReceiver(async (_, response) => {
      if (receiver.received.length > 1) response.end()
    })
    const { id } = await subscribe(tenant, receiver)
    const stop = await deliver(first, { graceMs: 100, leaseMs: 3_600_000 })
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await eventually(() => receiver.received.length === 1)
    await stop()
    // Cut off, it counts as not attempted, and nobody waits for the lease of an hour.
    await newestDelivery(tenant, id, { state: 'pending', attemptsMade: 0 })
    await deliver(second)
    await newestDelivery(tenant, id, { state: 'succeeded', attemptsMade: 1 })
  })

  it('finish what is under way before they stop, and record it', async () => {
    const [server] = (await nodes(1)) as [Server]
    const tenant = await createTenant(server)
    const gate = Promise.withResolvers<void>()
    const receiver = await startReceiver(async (_, response) => {
      await gate.promise
      response.end()
    })
    const { id } = await subscribe(tenant, receiver)
    const stop = await deliver(server)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await eventually(() => receiver.received.length === 1)
    const stopped = stop()
    gate.resolve()
    await stopped
    const { data } = await tenant.client.portico.webhooks.listWebhookDeliveries(id)
    expect(data).toMatchObject([{ state: 'succeeded', attemptsMade: 1 }])
  })

  it('leave nobody out when an endpoint is disabled between the event and its delivery', async () => {
    const [server] = (await nodes(1)) as [Server]
    const tenant = await createTenant(server)
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, receiver)
    // A dispatcher that read the endpoint before it was disabled writes its deliveries afterwards.
    await server.kernel.database.sql`
      update webhook_endpoints set status = 'disabled' where id = ${id}`
    await server.kernel.database.sql`
      insert into webhook_deliveries
        (environment_id, id, endpoint_id, event_id, event, state, next_attempt_at, created_at, updated_at)
      values (${tenant.environment.id}, 'webhook_delivery_1', ${id}, 'event_1', 'organization.created', 'pending',
              now(), now(), now())`
    await deliver(server)
    await newestDelivery(tenant, id, { state: 'failed', lastError: 'endpoint_disabled' })
    expect(receiver.received).toEqual([])
  })
})
