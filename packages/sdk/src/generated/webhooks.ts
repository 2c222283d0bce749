// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { SubscribableEvent, WebhookEndpoint } from './models/webhooks.ts'

/** Parameters of `createWebhookEndpoint`. */
export interface CreateWebhookEndpointParams {
  /** Where to send events: HTTPS, and reachable from the server. */
  endpointUrl: string
  /** The events to send. */
  events: readonly SubscribableEvent[]
}

/** Parameters of `updateWebhookEndpoint`. */
export interface UpdateWebhookEndpointParams {
  /** Where to send events: HTTPS, and reachable from the server. */
  endpointUrl?: string | undefined
  /** A disabled endpoint is sent nothing. */
  status?: 'enabled' | 'disabled' | undefined
  /** The events to send. */
  events?: readonly SubscribableEvent[] | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  listWebhookEndpoints: { secrets: ['data[].secret'] },
  createWebhookEndpoint: { secrets: ['secret'] },
  updateWebhookEndpoint: { secrets: ['secret'] },
}

/** Operations of `client.webhooks`. */
export class Webhooks extends Resource {
  /** List webhook endpoints. */
  listWebhookEndpoints(params?: ListParams, options?: RequestOptions): PagePromise<WebhookEndpoint> {
    return this.client.list(
      path`/webhook_endpoints`,
      { query: params, wire: wire.listWebhookEndpoints },
      options,
    )
  }

  /**
   * Subscribe an address to events.
   *
   * @throws {ConflictError} `duplicate_endpoint`: Another webhook endpoint has that address.
   * @throws {UnprocessableEntityError} `invalid_url`: Events cannot be sent to that address.
   */
  createWebhookEndpoint(
    params: CreateWebhookEndpointParams,
    options?: RequestOptions,
  ): Promise<WebhookEndpoint> {
    return this.client.request(
      'POST',
      path`/webhook_endpoints`,
      { body: params, wire: wire.createWebhookEndpoint },
      options,
    )
  }

  /**
   * Update a webhook endpoint.
   *
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   * @throws {ConflictError} `duplicate_endpoint`: Another webhook endpoint has that address.
   * @throws {UnprocessableEntityError} `invalid_url`: Events cannot be sent to that address.
   */
  updateWebhookEndpoint(
    id: string,
    params?: UpdateWebhookEndpointParams,
    options?: RequestOptions,
  ): Promise<WebhookEndpoint> {
    return this.client.request(
      'PATCH',
      path`/webhook_endpoints/${id}`,
      { body: params, wire: wire.updateWebhookEndpoint },
      options,
    )
  }

  /**
   * Delete a webhook endpoint.
   *
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   */
  deleteWebhookEndpoint(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/webhook_endpoints/${id}`, {}, options)
  }
}
