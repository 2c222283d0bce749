import { type EventData, type EventName, eventCatalogue } from '@portico/contract'
import fastJson from 'fast-json-stringify'
import type { Queryable } from '../database/database.ts'
import { newId } from '../ids.ts'

/** Who caused an event, as its context shows. */
export type Actor = {
  id: string
  source: 'api' | 'dashboard' | 'admin_portal' | 'system'
  name: string | null
}

/** What an event takes from the request that causes it. */
export type EventSource = { environment: { id: string }; now: Date; actor?: Actor | undefined }

/** An event as the outbox stores it. `data` is the JSON text that every reader will see. */
export type NewEvent = {
  environment_id: string
  id: string
  event: EventName
  organization_id: string | null
  data: string
  context: string | null
  created_at: Date
}

/**
 * Makes the record of an event. Only the fields of the event's own model are kept: what a caller may see once
 * (a token, a code) never enters an event.
 *
 * @throws when the data lacks a member that the model requires: that is a programming error
 */
export function newEvent<E extends EventName>(
  source: EventSource,
  event: E,
  data: EventData[E],
  previousAttributes?: Record<string, unknown>,
): NewEvent {
  const context = {
    ...(source.actor && { actor: source.actor }),
    ...(previousAttributes && { previous_attributes: previousAttributes }),
  }
  return {
    environment_id: source.environment.id,
    id: newId('event', source.now),
    event,
    organization_id: organizationOf(data),
    data: serializer(event)(data),
    context: Object.keys(context).length > 0 ? JSON.stringify(context) : null,
    created_at: source.now,
  }
}

/**
 * Records an event in the outbox. It exists exactly when the change it describes does, so `tx` must be the
 * transaction of that change.
 */
export async function emit<E extends EventName>(
  context: EventSource & { tx: Queryable },
  event: E,
  data: EventData[E],
  previousAttributes?: Record<string, unknown>,
): Promise<void> {
  await insertEvents(context.tx, [newEvent(context, event, data, previousAttributes)])
}

/**
 * The insertion of events as a query: await it, or make it a `with` branch of the statement that makes the change.
 * One event is at hand in most calls, so that one has the plain statement.
 */
export function insertEvents(sql: Queryable, events: readonly NewEvent[]) {
  const [first] = events
  if (first && events.length === 1) {
    return sql`
      insert into events (environment_id, id, event, organization_id, data, context, created_at)
      values (${first.environment_id}, ${first.id}, ${first.event}, ${first.organization_id},
              ${first.data}::text::json, ${first.context}::text::json, ${first.created_at})`
  }
  const column = <K extends keyof NewEvent>(name: K) => events.map((event) => event[name])
  return sql`
    insert into events (environment_id, id, event, organization_id, data, context, created_at)
    select e.environment_id, e.id, e.event, e.organization_id, e.data::json, e.context::json, e.created_at
    from unnest(
      ${column('environment_id') as string[]}::text[], ${column('id') as string[]}::text[],
      ${column('event') as string[]}::text[], ${column('organization_id') as string[]}::text[],
      ${column('data') as string[]}::text[], ${column('context') as string[]}::text[],
      ${column('created_at').map((at) => (at as Date).toISOString())}::timestamptz[]
    ) as e (environment_id, id, event, organization_id, data, context, created_at)`
}

/**
 * The insertion of an event that happens only if another branch of the statement did something: once, where the branch
 * has returned one row.
 */
export function insertEventFrom(sql: Queryable, branch: string, event: NewEvent) {
  return sql`
    insert into events (environment_id, id, event, organization_id, data, context, created_at)
    select ${event.environment_id}, ${event.id}, ${event.event}, ${event.organization_id},
           ${event.data}::text::json, ${event.context}::text::json, ${event.created_at}::timestamptz
    from ${sql(branch)}`
}

/** The organization that an event belongs to, for the filter of the events API. */
function organizationOf(data: unknown): string | null {
  const object = data as {
    object?: string
    id?: string
    organization_id?: string
    organization_domain?: unknown
    sso?: unknown
  }
  if (object.object === 'organization') return object.id ?? null
  if (object.organization_domain) return organizationOf(object.organization_domain)
  if (object.sso) return organizationOf(object.sso)
  return object.organization_id ?? null
}

const serializers = new Map<EventName, (data: unknown) => string>()

function serializer(event: EventName): (data: unknown) => string {
  let serialize = serializers.get(event)
  if (!serialize) {
    serialize = fastJson(structuredClone(eventCatalogue[event].data) as fastJson.Schema)
    serializers.set(event, serialize)
  }
  return serialize
}
