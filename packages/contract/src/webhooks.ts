import Type, { type Static } from 'typebox'
import {
  error,
  group,
  id,
  kind,
  model,
  named,
  notFound,
  oneOf,
  openEnum,
  operation,
  page,
  paging,
  secret,
  timestamp,
} from './core/index.ts'
import { webhookEventNames } from './events.ts'

const statuses = ['enabled', 'disabled'] as const

export const WebhookEndpoint = model(
  'WebhookEndpoint',
  {
    object: kind('webhook_endpoint'),
    id: id('we'),
    endpoint_url: Type.String({
      description: 'Where events are sent.',
      examples: ['https://example.com/webhooks'],
    }),
    secret: secret(Type.String({ description: 'The key that signs each delivery.' })),
    status: openEnum(statuses, { description: 'A disabled endpoint is sent nothing.' }),
    events: Type.Array(Type.String(), {
      description: 'The events it is sent.',
      examples: [['organization.created']],
    }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'An address of yours that is told of events as they happen.' },
)
export type WebhookEndpoint = Static<typeof WebhookEndpoint>

const SubscribableEvent = named('SubscribableEvent', {
  ...oneOf(webhookEventNames, { description: 'An event that webhooks may subscribe to.' }),
  'x-invalid-code': 'unknown_event_type',
})

const endpointUrl = Type.String({
  minLength: 1,
  description: 'Where to send events: HTTPS, and reachable from the server.',
  examples: ['https://example.com/webhooks'],
})
const subscriptions = Type.Array(SubscribableEvent, { description: 'The events to send.' })

export const webhookEndpointNotFound = notFound('Webhook endpoint', 'code')
export const duplicateEndpoint = error(
  409,
  'duplicate_endpoint',
  'Another webhook endpoint has that address.',
)
export const invalidUrl = error(422, 'invalid_url', 'Events cannot be sent to that address.')

export const webhooks = group('webhooks', {
  listWebhookEndpoints: operation({
    method: 'GET',
    path: '/webhook_endpoints',
    summary: 'List webhook endpoints',
    query: paging,
    status: 200,
    returns: page(WebhookEndpoint),
  }),
  createWebhookEndpoint: operation({
    method: 'POST',
    path: '/webhook_endpoints',
    summary: 'Subscribe an address to events',
    body: model(
      'CreateWebhookEndpoint',
      { endpoint_url: endpointUrl, events: subscriptions },
      { description: 'A webhook endpoint to create.' },
    ),
    status: 201,
    returns: WebhookEndpoint,
    throws: [duplicateEndpoint, invalidUrl],
    invalid: 'parameters',
  }),
  updateWebhookEndpoint: operation({
    method: 'PATCH',
    path: '/webhook_endpoints/{id}',
    summary: 'Update a webhook endpoint',
    body: model(
      'UpdateWebhookEndpoint',
      {
        endpoint_url: Type.Optional(endpointUrl),
        status: Type.Optional(oneOf(statuses, { description: 'A disabled endpoint is sent nothing.' })),
        events: Type.Optional(subscriptions),
      },
      { description: 'What changes about a webhook endpoint.' },
    ),
    status: 200,
    returns: WebhookEndpoint,
    throws: [webhookEndpointNotFound, duplicateEndpoint, invalidUrl],
    invalid: 'parameters',
  }),
  deleteWebhookEndpoint: operation({
    method: 'DELETE',
    path: '/webhook_endpoints/{id}',
    summary: 'Delete a webhook endpoint',
    status: 204,
    throws: [webhookEndpointNotFound],
  }),
})
