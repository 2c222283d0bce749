import {
  isWebhookEvent,
  type WebhookEventName,
  webhookDeliveries,
  webhookDeliveryNotFound,
  webhookDeliveryPending,
  webhookEndpointDisabled,
  webhookEndpointNotFound,
} from '@portico/contract'
import { newEvent } from '../../kernel/events/events.ts'
import { readPage } from '../../kernel/http/cursor.ts'
import { implement } from '../../kernel/http/implement.ts'
import { newId } from '../../kernel/ids.ts'
import { countFeed, findHorizon } from '../events/index.ts'
import { deliverSoon, replaySoon } from './delivering.ts'
import { deliveryToWire, newSecret, requireReplayRange, secretOf, toWire } from './rules.ts'
import { sampleData } from './sample.ts'
import * as store from './store.ts'

/** What a test sends to an endpoint that subscribes to nothing. */
const defaultTestEvent: WebhookEventName = 'organization.created'

export default implement(webhookDeliveries, {
  getWebhookEndpoint: async ({ kernel, sql, environment }, { params }) => {
    const row = await store.findEndpoint(sql, environment.id, params.id)
    if (!row) throw webhookEndpointNotFound(params.id)
    return toWire(kernel, row)
  },

  rotateWebhookSecret: async ({ kernel, tx, environment, now }, { params }) => {
    const stored = await store.lockEndpoint(tx, environment.id, params.id)
    if (!stored) throw webhookEndpointNotFound(params.id)
    const sealed = kernel.keyring.seal(newSecret(), secretOf(environment.id, stored.id))
    const row = { ...stored, sealed_secret: sealed, updated_at: now.toISOString() }
    await store.updateEndpoint(tx, row, { isEnabledNow: false, forgetsFailures: false })
    return toWire(kernel, row)
  },

  testWebhookEndpoint: async (context, { params, body }) => {
    const { kernel, tx, environment, now, afterCommit } = context
    const endpoint = await store.findEndpoint(tx, environment.id, params.id)
    if (!endpoint) throw webhookEndpointNotFound(params.id)
    const name = body.event ?? endpoint.events.find(isWebhookEvent) ?? defaultTestEvent
    const { id, event, data } = newEvent(context, name, sampleData(name) as never)
    const key = { environment_id: environment.id, endpoint_id: endpoint.id }
    const delivery = { ...key, id: newId('webhook_delivery', now), event_id: id, event }
    const row = await store.insertTestDelivery(tx, delivery, { data, now })
    afterCommit(() => deliverSoon(kernel, key))
    return deliveryToWire(row)
  },

  replayWebhookEvents: async ({ kernel, tx, environment, now, afterCommit }, { params, body }) => {
    const endpoint = await store.lockEndpoint(tx, environment.id, params.id)
    if (!endpoint) throw webhookEndpointNotFound(params.id)
    if (endpoint.status === 'disabled') throw webhookEndpointDisabled()
    const filter = {
      names: endpoint.events.filter((name) => body.events?.some((wanted) => wanted === name) ?? true),
      from: new Date(body.range_start),
      to: body.range_end === undefined ? now : new Date(body.range_end),
    }
    requireReplayRange(filter.from, filter.to)
    // Fixed here, so that as many are sent as are counted: what is recorded later is delivered anyway.
    const under = await findHorizon(tx)
    const replayed = await countFeed(tx, environment.id, filter, { under })
    if (replayed > 0) {
      const id = newId('webhook_replay', now)
      await store.insertReplay(
        tx,
        { environment_id: environment.id, id, endpoint_id: endpoint.id, filter, under },
        now,
      )
      afterCommit(() => replaySoon(kernel))
    }
    return { object: 'webhook_replay' as const, replayed }
  },

  listWebhookDeliveries: async ({ sql, environment }, { params, query }) => {
    if (!(await store.findEndpoint(sql, environment.id, params.id))) throw webhookEndpointNotFound(params.id)
    const { states, events, range_start: from, range_end: to } = query
    const filter = { states, events, from, to }
    const page = await readPage(sql, query, (clauses) =>
      store.listDeliveries(sql, environment.id, params.id, filter, clauses),
    )
    return { ...page, data: page.data.map(deliveryToWire) }
  },

  getWebhookDelivery: async ({ sql, environment }, { params }) => {
    const row = await store.findDelivery(sql, environment.id, params.id)
    if (!row) throw webhookDeliveryNotFound(params.id)
    const { attempts, ...delivery } = row
    return { ...deliveryToWire(delivery), attempts }
  },

  replayWebhookDelivery: async ({ kernel, tx, environment, now, afterCommit }, { params }) => {
    const stored = await store.lockDelivery(tx, environment.id, params.id)
    if (!stored) throw webhookDeliveryNotFound(params.id)
    if (stored.endpoint_status === 'disabled') throw webhookEndpointDisabled()
    if (stored.state === 'pending') throw webhookDeliveryPending()
    const row = await store.restartDelivery(tx, environment.id, stored.id, now)
    afterCommit(() =>
      deliverSoon(kernel, { environment_id: environment.id, endpoint_id: stored.endpoint_id }),
    )
    return deliveryToWire(row)
  },
})
