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

/**
 * Operations of `client.webhooks`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedWebhooks extends Resource {
  /**
   * List webhook endpoints.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.webhooks.listWebhookEndpoints()
   * for await (const item of pages) console.log(item)
   */
  listWebhookEndpoints(params?: ListParams, options?: RequestOptions): PagePromise<WebhookEndpoint> {
    return this.client.list(path`/webhook_endpoints`, { query: params }, options)
  }

  /**
   * Subscribe an address to events.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {ConflictError} `duplicate_endpoint`: Another webhook endpoint has that address.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_url`: Events cannot be sent to that address.
   * @example
   * const webhookEndpoint = await client.webhooks.createWebhookEndpoint({
   *   endpointUrl: 'https://example.com/webhooks',
   *   events: ['organization.created'],
   * })
   */
  createWebhookEndpoint(
    params: CreateWebhookEndpointParams,
    options?: RequestOptions,
  ): Promise<WebhookEndpoint> {
    return this.client.request('POST', path`/webhook_endpoints`, { body: params }, options)
  }

  /**
   * Update a webhook endpoint.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   * @throws {ConflictError} `duplicate_endpoint`: Another webhook endpoint has that address.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_url`: Events cannot be sent to that address.
   * @example
   * const webhookEndpoint = await client.webhooks.updateWebhookEndpoint('we_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   endpointUrl: 'https://example.com/webhooks',
   * })
   */
  updateWebhookEndpoint(
    id: string,
    params?: UpdateWebhookEndpointParams,
    options?: RequestOptions,
  ): Promise<WebhookEndpoint> {
    return this.client.request('PATCH', path`/webhook_endpoints/${id}`, { body: params }, options)
  }

  /**
   * Delete a webhook endpoint.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   * @example
   * await client.webhooks.deleteWebhookEndpoint('we_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteWebhookEndpoint(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/webhook_endpoints/${id}`, {}, options)
  }
}
