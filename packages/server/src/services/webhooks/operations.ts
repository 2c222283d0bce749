import { duplicateEndpoint, webhookEndpointNotFound, webhooks } from '@portico/contract'
import { isUniqueViolation } from '../../kernel/database/errors.ts'
import { readPage } from '../../kernel/http/cursor.ts'
import { implement } from '../../kernel/http/implement.ts'
import { newId } from '../../kernel/ids.ts'
import { dropDeliveries, endBacklog } from './ending.ts'
import { newSecret, requireUrl, secretOf, toWire, urlPolicy } from './rules.ts'
import * as store from './store.ts'

export default implement(webhooks, {
  listWebhookEndpoints: async ({ kernel, sql, environment }, { query }) => {
    const page = await readPage(sql, query, (clauses) => store.listEndpoints(sql, environment.id, clauses))
    return { ...page, data: page.data.map((row) => toWire(kernel, row)) }
  },

  createWebhookEndpoint: async ({ kernel, tx, environment, now }, { body }) => {
    requireUrl(body.endpoint_url, urlPolicy(kernel, environment))
    const id = newId('we', now)
    const row: store.EndpointRow = {
      environment_id: environment.id,
      id,
      url: body.endpoint_url,
      sealed_secret: kernel.keyring.seal(newSecret(), secretOf(environment.id, id)),
      status: 'enabled',
      events: [...new Set(body.events)],
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    }
    await refusingDuplicate(store.insertEndpoint(tx, row))
    return toWire(kernel, row)
  },

  updateWebhookEndpoint: async ({ kernel, tx, environment, now }, { params, body }) => {
    const stored = await store.lockEndpoint(tx, environment.id, params.id)
    if (!stored) throw webhookEndpointNotFound(params.id)
    if (body.endpoint_url !== undefined) requireUrl(body.endpoint_url, urlPolicy(kernel, environment))
    const row: store.EndpointRow = {
      ...stored,
      url: body.endpoint_url ?? stored.url,
      status: body.status ?? stored.status,
      events: body.events ? [...new Set(body.events)] : stored.events,
      updated_at: now.toISOString(),
    }
    const isEnabledNow = row.status === 'enabled' && stored.status === 'disabled'
    const change = { isEnabledNow, forgetsFailures: isEnabledNow || row.url !== stored.url }
    await refusingDuplicate(store.updateEndpoint(tx, row, change))
    if (row.status === 'disabled') await endBacklog(tx, { ...row, endpoint_id: row.id }, now)
    return toWire(kernel, row)
  },

  deleteWebhookEndpoint: async ({ tx, environment }, { params }) => {
    const deleted = await store.deleteEndpoint(tx, environment.id, params.id)
    if (!deleted) throw webhookEndpointNotFound(params.id)
    await dropDeliveries(tx, environment.id, params.id)
    return undefined
  },
})

/** Turns a collision with another endpoint's address into the documented refusal. */
async function refusingDuplicate(change: Promise<void>): Promise<void> {
  try {
    await change
  } catch (error) {
    if (isUniqueViolation(error, store.urlIndex)) throw duplicateEndpoint()
    throw error
  }
}
