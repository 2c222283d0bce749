import Type, { type Static } from 'typebox'
import {
  csv,
  group,
  id,
  kind,
  messageError,
  model,
  named,
  nullable,
  oneOf,
  opaqueObject,
  openEnum,
  operation,
  paging,
  timestamp,
} from './core/index.ts'
import { eventNames } from './events.ts'

const EventType = named('EventName', openEnum(eventNames, { description: 'The name of an event.' }))

export const EventActor = model(
  'EventActor',
  {
    id: Type.String({ description: 'The API key, user or process.' }),
    source: openEnum(['api', 'dashboard', 'admin_portal', 'system'], {
      description: 'Where the change was made.',
    }),
    name: nullable(Type.String({ description: 'What people call the actor.' })),
  },
  { description: 'Who or what caused an event.' },
)

const AnalyticsSession = model(
  'AnalyticsSession',
  {
    containerId: Type.String({ description: 'The tag container.' }),
    sessionId: Type.Optional(Type.String({ description: 'The session as the container counts it.' })),
    sessionNumber: Type.Optional(Type.String({ description: 'How many sessions the visitor had by then.' })),
  },
  { description: 'A visit as Google Analytics counts it.' },
)

const FlagTargets = model(
  'FlagTargets',
  {
    organizations: Type.Array(
      model(
        'FlagTargetOrganization',
        {
          id: id('org'),
          name: Type.String({ description: 'What people call it.' }),
        },
        { description: 'An organization for which a flag is on.' },
      ),
      { description: 'The organizations.' },
    ),
    users: Type.Array(
      model(
        'FlagTargetUser',
        {
          id: id('user'),
          email: Type.String({ description: 'Their e-mail address.' }),
        },
        { description: 'A user for whom a flag is on.' },
      ),
      { description: 'The users.' },
    ),
  },
  { description: 'For whom a feature flag is on.' },
)

export const EventContext = model(
  'EventContext',
  {
    client_id: Type.Optional(id('client', 'The application in which it happened.')),
    actor: Type.Optional(EventActor),
    previous_attributes: Type.Optional(opaqueObject({ description: 'What changed, as it was before.' })),
    access_type: Type.Optional(
      openEnum(['none', 'some', 'all'], { description: 'Of a feature flag: for how many it is on.' }),
    ),
    configured_targets: Type.Optional(FlagTargets),
    google_analytics_client_id: Type.Optional(
      Type.String({ description: "The visitor's Google Analytics ID." }),
    ),
    google_analytics_sessions: Type.Optional(
      Type.Array(AnalyticsSession, { description: "The visitor's Google Analytics sessions." }),
    ),
    ajs_anonymous_id: Type.Optional(Type.String({ description: "The visitor's anonymous Segment ID." })),
  },
  { description: 'The circumstances of an event, as far as they are known.' },
)
export type EventContext = Static<typeof EventContext>

/** The envelope of every event. `EventData` has the type of each event's `data`. */
export const Event = model(
  'Event',
  {
    object: kind('event'),
    id: id('event'),
    event: EventType,
    data: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      additionalProperties: true,
      'x-event-data': true,
      description: 'What the event is about, in the shape that its name calls for.',
    }),
    created_at: timestamp(),
    context: Type.Optional(EventContext),
  },
  { description: 'Something that happened, as it is read over the events API and sent to webhooks.' },
)
export type Event = Static<typeof Event>

export const invalidCursor = messageError(
  400,
  'invalid_cursor',
  'The cursor is not, or no longer, the ID of an event. Begin again without it.',
)

export const eventsApi = group('events', {
  listEvents: operation({
    method: 'GET',
    path: '/events',
    summary: 'List events',
    description:
      'Oldest first unless `order` says otherwise, so that `after` leads to what happened next. Requests with a filter of the first clients, such as `group[]`, `actor_id[]` or `occurred_at_gte`, are answered from the audit trail.',
    query: {
      ...paging,
      order: Type.Optional({
        ...oneOf(['normal', 'desc', 'asc'], {
          description: 'Oldest first (`asc`) or newest first (`desc`).',
        }),
        default: 'asc',
      }),
      events: Type.Optional(csv(EventType, { description: 'Only events with one of these names.' })),
      range_start: Type.Optional(Type.String({ description: 'Only events from this instant on.' })),
      range_end: Type.Optional(Type.String({ description: 'Only events before this instant.' })),
      organization_id: Type.Optional(Type.String({ description: 'Only events of this organization.' })),
    },
    status: 200,
    returns: Type.Object(
      {
        object: kind('list'),
        data: Type.Array(Event),
        list_metadata: model(
          'EventListMetadata',
          {
            after: nullable(
              Type.String({ description: 'ID to pass as `after` for the events that follow.' }),
            ),
          },
          { description: 'Where the events that follow begin.' },
        ),
      },
      { 'x-page': true },
    ),
    throws: [invalidCursor],
  }),
})
