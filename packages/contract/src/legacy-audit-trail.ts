import Type, { type Static } from 'typebox'
import {
  group,
  id,
  kind,
  literal,
  messageError,
  model,
  nullable,
  oneOf,
  opaqueMap,
  operation,
  paging,
  timestamp,
} from './core/index.ts'

const maxTextLength = 255
const maxMetadataPairs = 50
const maxMetadataKeyLength = 40
const maxMetadataValueLength = 500
/** How many values one filter may have. */
const maxFilterValues = 50

const text = (description: string, minLength = 0) =>
  Type.String({ minLength, maxLength: maxTextLength, description })

const members = {
  group: text('The customer in whose trail it belongs.', 1),
  location: Type.String({
    maxLength: maxTextLength,
    description: 'Where it happened, as an IP address.',
    examples: ['192.0.2.10'],
  }),
  action: Type.String({
    minLength: 1,
    maxLength: maxTextLength,
    description: 'What was done.',
    examples: ['user.login'],
  }),
  actor_name: text('Who did it, by name.'),
  actor_id: text('Who did it, by ID.'),
  target_name: text('What it was done to, by name.'),
  target_id: text('What it was done to, by ID.'),
}

const metadata = opaqueMap(Type.String({ maxLength: maxMetadataValueLength }), {
  description: 'Anything else worth knowing.',
  maxProperties: maxMetadataPairs,
  propertyNames: { maxLength: maxMetadataKeyLength },
})

const actionTypes = ['C', 'R', 'U', 'D', 'c', 'r', 'u', 'd'] as const

export const AuditTrailEventAccepted = model(
  'AuditTrailEventAccepted',
  {
    success: literal(true, { description: 'The event is recorded.' }),
  },
  { description: 'That an event was taken in.' },
)

export const auditTrailIdempotencyConflict = messageError(
  400,
  'idempotency_conflict',
  'Another idempotency key with different request parameters was found. Please use a different idempotency key.',
)

export const auditTrail = group('auditTrail', {
  createEvent: operation({
    method: 'POST',
    path: '/events',
    origin: 'legacy',
    summary: 'Record an event in the audit trail',
    description: 'Superseded by audit logs. The same idempotency key and event are recorded once.',
    deprecated: true,
    body: model('CreateAuditTrailEvent', {
      ...members,
      action_type: oneOf(actionTypes, {
        description: 'Whether something was created, read, updated or deleted.',
      }),
      occurred_at: timestamp('When it happened.'),
      metadata: Type.Optional(metadata),
    }),
    status: 201,
    returns: AuditTrailEventAccepted,
    throws: [auditTrailIdempotencyConflict],
    invalid: 'sentences',
    idempotencyConflict: (key) =>
      auditTrailIdempotencyConflict({
        message: `Another idempotency key (${key}) with different request parameters was found. Please use a different idempotency key.`,
      }),
    transaction: 'statement',
  }),
})

const anyOf = (member: string) =>
  Type.Optional(
    Type.Array(Type.String({ maxLength: maxTextLength }), {
      maxItems: maxFilterValues,
      description: `Only events with one of these as \`${member}\`.`,
    }),
  )

const { before, after, limit } = paging

/**
 * The filters with which the first clients read the trail at `GET /events`. That path is the events API today; a
 * request that has one of these is theirs, and is answered as they know it.
 */
export const auditTrailFilters = {
  group: anyOf('group'),
  action: anyOf('action'),
  action_type: Type.Optional(
    Type.Array(oneOf(actionTypes), {
      maxItems: maxFilterValues,
      description: 'Only events of one of these types.',
    }),
  ),
  actor_name: anyOf('actor_name'),
  actor_id: anyOf('actor_id'),
  target_name: anyOf('target_name'),
  target_id: anyOf('target_id'),
  occurred_at: Type.Optional(timestamp('Only events of this instant.')),
  occurred_at_gt: Type.Optional(timestamp('Only events after this instant.')),
  occurred_at_gte: Type.Optional(timestamp('Only events from this instant on.')),
  occurred_at_lt: Type.Optional(timestamp('Only events before this instant.')),
  occurred_at_lte: Type.Optional(timestamp('Only events up to this instant.')),
  search: Type.Optional(text('Only events whose group, action, actor or target holds this text.')),
}

/** All that such a request may hold. */
export const auditTrailQuery = { before, after, limit, ...auditTrailFilters }

export const AuditTrailEvent = model(
  'AuditTrailEvent',
  {
    object: kind('event'),
    id: id('evt'),
    ...members,
    latitude: nullable(Type.String({ description: 'Where that is. Portico does not look places up.' })),
    longitude: nullable(Type.String({ description: 'Where that is. Portico does not look places up.' })),
    type: oneOf(['c', 'r', 'u', 'd'], {
      description: 'Whether something was created, read, updated or deleted.',
    }),
    action: model(
      'AuditTrailAction',
      {
        object: kind('event_action'),
        id: id('evt_action', 'The same for all events of the action.'),
        name: members.action,
        client_id: id('project', 'The project whose action it is.'),
      },
      { description: 'What was done.' },
    ),
    metadata,
    occurred_at: timestamp('When it happened.'),
  },
  { description: 'An entry of the audit trail, as the first clients read it.' },
)
export type AuditTrailEvent = Static<typeof AuditTrailEvent>

export const AuditTrailPage = Type.Object({
  data: Type.Array(AuditTrailEvent),
  listMetadata: model(
    'AuditTrailPageMetadata',
    {
      before: nullable(Type.String({ description: 'ID to pass as `before` for the previous page.' })),
      after: nullable(Type.String({ description: 'ID to pass as `after` for the next page.' })),
    },
    { description: 'Where the pages before and after begin.' },
  ),
})
