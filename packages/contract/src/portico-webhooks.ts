import Type, { type Static } from 'typebox'
import {
  csv,
  error,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'
import { WebhookEndpoint, webhookEndpointNotFound, webhooks } from './webhooks.ts'

const SubscribableEvent = webhooks.operations.createWebhookEndpoint.body.properties.events.items

const WebhookDeliveryState = openEnum(['pending', 'succeeded', 'failed'], {
  description: '`pending` while further attempts are due; `failed` when none are left.',
})

const deliveryFields = {
  object: kind('webhook_delivery'),
  id: id('webhook_delivery'),
  webhook_endpoint_id: id('we', 'The endpoint it goes to.'),
  event_id: id('event', 'The event it carries.'),
  event: Type.String({ description: "The event's name.", examples: ['organization.created'] }),
  state: WebhookDeliveryState,
  attempts_made: Type.Integer({ minimum: 0, description: 'How often it has been sent.' }),
  next_attempt_at: nullable(timestamp('When it will be sent next; null when it will not.')),
  last_status_code: nullable(
    Type.Integer({ description: 'What the receiver last answered, if it answered.' }),
  ),
  last_error: nullable(Type.String({ description: 'Why the last attempt failed.', examples: ['timeout'] })),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const WebhookDelivery = model('WebhookDelivery', deliveryFields, {
  description: 'An event on its way to an endpoint, or arrived.',
})
export type WebhookDelivery = Static<typeof WebhookDelivery>

/** Longest part of a receiver's answer that is kept, in characters. */
export const webhookResponseExcerptLength = 1000

export const WebhookDeliveryAttempt = model(
  'WebhookDeliveryAttempt',
  {
    attempted_at: timestamp('When it was sent.'),
    status_code: nullable(Type.Integer({ description: 'What the receiver answered; null if it did not.' })),
    duration_ms: Type.Integer({ minimum: 0, description: 'How long the answer took, in milliseconds.' }),
    error: nullable(
      Type.String({ description: 'Why the attempt failed; null if it succeeded.', examples: ['timeout'] }),
    ),
    response_body: nullable(
      Type.String({
        maxLength: webhookResponseExcerptLength,
        description: `The first ${webhookResponseExcerptLength} characters of the answer.`,
      }),
    ),
    next_attempt_at: nullable(timestamp('When it was to be sent again; null if this was the last attempt.')),
  },
  { description: 'One attempt to deliver an event, and what came of it.' },
)
export type WebhookDeliveryAttempt = Static<typeof WebhookDeliveryAttempt>

export const WebhookDeliveryWithAttempts = model(
  'WebhookDeliveryWithAttempts',
  {
    ...deliveryFields,
    attempts: Type.Array(WebhookDeliveryAttempt, { description: 'Every attempt, oldest first.' }),
  },
  { description: 'A delivery with the log of its attempts.' },
)
export type WebhookDeliveryWithAttempts = Static<typeof WebhookDeliveryWithAttempts>

export const WebhookReplay = model(
  'WebhookReplay',
  {
    object: kind('webhook_replay'),
    replayed: Type.Integer({ minimum: 0, description: 'How many events will be sent again.' }),
  },
  { description: 'What a replay set in motion.' },
)
export type WebhookReplay = Static<typeof WebhookReplay>

export const webhookDeliveryNotFound = notFound('Webhook delivery', 'code')
export const webhookEndpointDisabled = error(
  409,
  'webhook_endpoint_disabled',
  'The webhook endpoint is disabled. Enable it first.',
)
export const webhookDeliveryPending = error(
  409,
  'webhook_delivery_pending',
  'The delivery is still being attempted.',
)
export const invalidReplayRange = error(
  422,
  'invalid_range',
  '`range_end` must come after `range_start`, and at most 30 days after it.',
)

export const webhookDeliveries = group('portico.webhooks', {
  getWebhookEndpoint: operation({
    method: 'GET',
    path: '/portico/webhook_endpoints/{id}',
    origin: 'portico',
    summary: 'Get a webhook endpoint',
    status: 200,
    returns: WebhookEndpoint,
    throws: [webhookEndpointNotFound],
  }),
  rotateWebhookSecret: operation({
    method: 'POST',
    path: '/portico/webhook_endpoints/{id}/rotate_secret',
    origin: 'portico',
    summary: 'Give a webhook endpoint a new secret',
    description:
      'Every attempt from now on is signed with the new secret, also of deliveries already under way.',
    status: 200,
    returns: WebhookEndpoint,
    throws: [webhookEndpointNotFound],
  }),
  testWebhookEndpoint: operation({
    method: 'POST',
    path: '/portico/webhook_endpoints/{id}/test',
    origin: 'portico',
    summary: 'Send a test event to a webhook endpoint',
    description:
      'Sends the event named, or the first that the endpoint subscribes to, with made-up data and signed like any other. It does not appear in the events API. Works for a disabled endpoint too.',
    body: model('TestWebhookEndpoint', {
      event: Type.Optional(SubscribableEvent),
    }),
    status: 201,
    returns: WebhookDelivery,
    throws: [webhookEndpointNotFound],
    invalid: 'parameters',
  }),
  replayWebhookEvents: operation({
    method: 'POST',
    path: '/portico/webhook_endpoints/{id}/replay',
    origin: 'portico',
    summary: 'Send the events of a time range to a webhook endpoint again',
    description:
      'Sends what the endpoint subscribes to now and was recorded in the range, whether it arrived then or not, each under its own event ID.',
    body: model('ReplayWebhookEvents', {
      range_start: timestamp('The first instant of the range.'),
      range_end: Type.Optional(timestamp('The instant before which the range ends. Default: now.')),
      events: Type.Optional(
        Type.Array(SubscribableEvent, { minItems: 1, description: 'Only these events.' }),
      ),
    }),
    status: 202,
    returns: WebhookReplay,
    throws: [webhookEndpointNotFound, webhookEndpointDisabled, invalidReplayRange],
    invalid: 'parameters',
  }),
  listWebhookDeliveries: operation({
    method: 'GET',
    path: '/portico/webhook_endpoints/{id}/deliveries',
    origin: 'portico',
    summary: 'List the deliveries of a webhook endpoint',
    query: {
      ...paging,
      states: Type.Optional(csv(WebhookDeliveryState, { description: 'Only deliveries in these states.' })),
      events: Type.Optional(csv(Type.String(), { description: 'Only deliveries of these events.' })),
      range_start: Type.Optional(timestamp('Only deliveries created at this instant or later.')),
      range_end: Type.Optional(timestamp('Only deliveries created before this instant.')),
    },
    status: 200,
    returns: page(WebhookDelivery),
    throws: [webhookEndpointNotFound],
  }),
  getWebhookDelivery: operation({
    method: 'GET',
    path: '/portico/webhook_deliveries/{id}',
    origin: 'portico',
    summary: 'Get a delivery with the log of its attempts',
    status: 200,
    returns: WebhookDeliveryWithAttempts,
    throws: [webhookDeliveryNotFound],
  }),
  replayWebhookDelivery: operation({
    method: 'POST',
    path: '/portico/webhook_deliveries/{id}/replay',
    origin: 'portico',
    summary: 'Deliver an event again',
    description:
      'The delivery becomes `pending` and is attempted at once, with all its attempts before it. Its log goes on.',
    status: 202,
    returns: WebhookDelivery,
    throws: [webhookDeliveryNotFound, webhookDeliveryPending, webhookEndpointDisabled],
  }),
})
