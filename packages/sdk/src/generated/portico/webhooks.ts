// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type {
  WebhookDelivery,
  WebhookDeliveryWithAttempts,
  WebhookReplay,
} from '../models/portico/webhooks.ts'
import type { SubscribableEvent, WebhookEndpoint } from '../models/webhooks.ts'

/** Parameters of `testWebhookEndpoint`. */
export interface TestWebhookEndpointParams {
  /** An event that webhooks may subscribe to. */
  event?: SubscribableEvent | undefined
}

/** Parameters of `replayWebhookEvents`. */
export interface ReplayWebhookEventsParams {
  /** The first instant of the range. */
  rangeStart: string
  /** The instant before which the range ends. Default: now. */
  rangeEnd?: string | undefined
  /** Only these events. */
  events?: readonly SubscribableEvent[] | undefined
}

/** Parameters of `listWebhookDeliveries`. */
export interface ListWebhookDeliveriesParams extends ListParams {
  /** Only deliveries in these states. */
  states?: readonly ('pending' | 'succeeded' | 'failed')[] | undefined
  /** Only deliveries of these events. */
  events?: readonly string[] | undefined
  /** Only deliveries created at this instant or later. */
  rangeStart?: string | undefined
  /** Only deliveries created before this instant. */
  rangeEnd?: string | undefined
}

/**
 * Operations of `client.portico.webhooks`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoWebhooks extends Resource {
  /**
   * Get a webhook endpoint.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   * @example
   * const webhookEndpoint = await client.portico.webhooks.getWebhookEndpoint('we_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getWebhookEndpoint(id: string, options?: RequestOptions): Promise<WebhookEndpoint> {
    return this.client.request('GET', path`/portico/webhook_endpoints/${id}`, {}, options)
  }

  /**
   * Give a webhook endpoint a new secret.
   *
   * Every attempt from now on is signed with the new secret, also of deliveries already under way.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   * @example
   * const webhookEndpoint = await client.portico.webhooks.rotateWebhookSecret('we_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  rotateWebhookSecret(id: string, options?: RequestOptions): Promise<WebhookEndpoint> {
    return this.client.request('POST', path`/portico/webhook_endpoints/${id}/rotate_secret`, {}, options)
  }

  /**
   * Send a test event to a webhook endpoint.
   *
   * Sends the event named, or the first that the endpoint subscribes to, with made-up data and signed like
   * any other. It does not appear in the events API. Works for a disabled endpoint too.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const webhookDelivery = await client.portico.webhooks.testWebhookEndpoint('webhook_delivery_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   event: 'organization.created',
   * })
   */
  testWebhookEndpoint(
    id: string,
    params?: TestWebhookEndpointParams,
    options?: RequestOptions,
  ): Promise<WebhookDelivery> {
    return this.client.request('POST', path`/portico/webhook_endpoints/${id}/test`, { body: params }, options)
  }

  /**
   * Send the events of a time range to a webhook endpoint again.
   *
   * Sends what the endpoint subscribes to now and was recorded in the range, whether it arrived then or not,
   * each under its own event ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   * @throws {ConflictError} `webhook_endpoint_disabled`: The webhook endpoint is disabled. Enable it first.
   * @throws {UnprocessableEntityError} `invalid_range`: `range_end` must come after `range_start`, and at
   * most 30 days after it.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const webhookReplay = await client.portico.webhooks.replayWebhookEvents('we_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   rangeStart: '2026-01-15T12:00:00.000Z',
   * })
   */
  replayWebhookEvents(
    id: string,
    params: ReplayWebhookEventsParams,
    options?: RequestOptions,
  ): Promise<WebhookReplay> {
    return this.client.request(
      'POST',
      path`/portico/webhook_endpoints/${id}/replay`,
      { body: params },
      options,
    )
  }

  /**
   * List the deliveries of a webhook endpoint.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook endpoint not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.portico.webhooks.listWebhookDeliveries('we_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listWebhookDeliveries(
    id: string,
    params?: ListWebhookDeliveriesParams,
    options?: RequestOptions,
  ): PagePromise<WebhookDelivery> {
    return this.client.list(path`/portico/webhook_endpoints/${id}/deliveries`, { query: params }, options)
  }

  /**
   * Get a delivery with the log of its attempts.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook delivery not found.
   * @example
   * const webhookDeliveryWithAttempts = await client.portico.webhooks.getWebhookDelivery('webhook_delivery_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getWebhookDelivery(id: string, options?: RequestOptions): Promise<WebhookDeliveryWithAttempts> {
    return this.client.request('GET', path`/portico/webhook_deliveries/${id}`, {}, options)
  }

  /**
   * Deliver an event again.
   *
   * The delivery becomes `pending` and is attempted at once, with all its attempts before it. Its log goes
   * on.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} `entity_not_found`: Webhook delivery not found.
   * @throws {ConflictError} `webhook_delivery_pending`: The delivery is still being attempted.
   * @throws {ConflictError} `webhook_endpoint_disabled`: The webhook endpoint is disabled. Enable it first.
   * @example
   * const webhookDelivery = await client.portico.webhooks.replayWebhookDelivery('webhook_delivery_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  replayWebhookDelivery(id: string, options?: RequestOptions): Promise<WebhookDelivery> {
    return this.client.request('POST', path`/portico/webhook_deliveries/${id}/replay`, {}, options)
  }
}
