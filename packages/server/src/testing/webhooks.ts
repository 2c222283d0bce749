import type { WebhookDeliveryWithAttempts } from '@portico/sdk'
import { expect, onTestFinished } from 'vitest'
import type { MovableClock } from '../kernel/clock.ts'
import type { Server } from '../server.ts'
import { startDelivering } from '../services/webhooks/delivering.ts'
import { eventually } from './eventually.ts'
import { type Tenant, type TestServer, testServer } from './index.ts'
import type { Receiver } from './receiver.ts'

/** A server of the test's own that delivers, and does nothing else by itself: without jobs it starts much sooner. */
export async function delivering(): Promise<TestServer> {
  const tested = await testServer({})
  const running = await startDelivering(tested.server.kernel)
  onTestFinished(() => running.stop())
  return tested
}

/** Has the receiver told of everything about organizations. */
export function subscribe(
  { client }: Pick<Tenant, 'client'>,
  { url }: Pick<Receiver, 'url'>,
  path = '/hooks',
) {
  return client.webhooks.createWebhookEndpoint({
    endpointUrl: `${url}${path}`,
    events: ['organization.created', 'organization.updated', 'organization.deleted'],
  })
}

/** Moves development's clock forward. */
export async function advance({ kernel }: Server, milliseconds: number): Promise<void> {
  const clock = kernel.clock as MovableClock
  await clock.setOffset(clock.offsetMs() + Math.ceil(milliseconds))
}

/** The delivery, once it is as expected. */
export function deliveryWith(
  { client }: Pick<Tenant, 'client'>,
  deliveryId: string,
  expected: Partial<WebhookDeliveryWithAttempts>,
): Promise<WebhookDeliveryWithAttempts> {
  return eventually(async () => {
    const delivery = await client.portico.webhooks.getWebhookDelivery(deliveryId)
    expect(delivery).toMatchObject(expected)
    return delivery
  })
}

/** The newest delivery of an endpoint, once it is as expected. */
export function newestDelivery(
  tenant: Pick<Tenant, 'client'>,
  endpointId: string,
  expected: Partial<WebhookDeliveryWithAttempts>,
): Promise<WebhookDeliveryWithAttempts> {
  return eventually(async () => {
    const { data } = await tenant.client.portico.webhooks.listWebhookDeliveries(endpointId, { limit: 1 })
    expect(data[0]).toMatchObject(expected)
    return tenant.client.portico.webhooks.getWebhookDelivery(data[0]!.id)
  })
}
