import Type from 'typebox'
import { group, literal, messageError, model, oneOf, opaqueMap, operation, timestamp } from './core/index.ts'

// The first generation of clients also read its trail at `GET /events`, with filters such as `group[]` and `action[]`.
// That path is the events API today (`events.listEvents`), which leaves those filters unread; they are not declared.

const legacyMetadataMaxPairs = 50
const legacyMetadataMaxKeyLength = 40
const legacyMetadataMaxValueLength = 500

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
      group: Type.String({ minLength: 1, description: 'The customer in whose trail it belongs.' }),
      location: Type.String({
        description: 'Where it happened, as an IP address.',
        examples: ['192.0.2.10'],
      }),
      action: Type.String({ minLength: 1, description: 'What was done.', examples: ['user.login'] }),
      action_type: oneOf(['C', 'R', 'U', 'D', 'c', 'r', 'u', 'd'], {
        description: 'Whether something was created, read, updated or deleted.',
      }),
      actor_name: Type.String({ description: 'Who did it, by name.' }),
      actor_id: Type.String({ description: 'Who did it, by ID.' }),
      target_name: Type.String({ description: 'What it was done to, by name.' }),
      target_id: Type.String({ description: 'What it was done to, by ID.' }),
      occurred_at: timestamp('When it happened.'),
      metadata: Type.Optional(
        opaqueMap(Type.String({ maxLength: legacyMetadataMaxValueLength }), {
          description: 'Anything else worth knowing.',
          maxProperties: legacyMetadataMaxPairs,
          propertyNames: { maxLength: legacyMetadataMaxKeyLength },
        }),
      ),
    }),
    status: 201,
    returns: AuditTrailEventAccepted,
    throws: [auditTrailIdempotencyConflict],
  }),
})
