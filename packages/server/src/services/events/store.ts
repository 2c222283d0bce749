import type { Event } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import { firstIdAt } from '../../kernel/ids.ts'

/** A place in the feed: that of an event, or any other. */
export type Position = { xid: string; id: string }

/** What a reader wants to see. */
export type FeedFilter = {
  names?: readonly string[] | undefined
  organizationId?: string | undefined
  /** The first instant. */
  from?: Date | undefined
  /** The instant before which it ends. */
  to?: Date | undefined
}

/** A stretch of the feed, from one of its ends. */
export type Stretch = {
  over?: Position | undefined
  under?: Position | undefined
  ascending: boolean
  limit: number
}

export type FeedEvent = Event & { xid: string }

/** The places of the events with these ids, as far as this environment has them. */
export async function findPositions(
  sql: Queryable,
  environmentId: string,
  ids: readonly string[],
): Promise<Position[]> {
  return sql<Position[]>`
    select xid, id from events where environment_id = ${environmentId} and id in ${sql(ids)}`
}

/** The place below which nothing can be added any more. */
export async function findHorizon(sql: Queryable): Promise<Position> {
  const [row] = await sql<{ xid: string }[]>`select event_horizon()::text as xid`
  return { xid: row?.xid ?? '0', id: '' }
}

/**
 * Reads a stretch of an environment's feed, in the order of commits: events of transactions that can still be
 * overtaken are left out until they cannot.
 */
export async function readFeed(
  sql: Queryable,
  environmentId: string,
  filter: FeedFilter,
  stretch: Stretch,
): Promise<FeedEvent[]> {
  const rows = await sql<(FeedEvent & { context: Event['context'] | null })[]>`
    ${feedQuery(sql, environmentId, filter, stretch)}`
  return rows.map(({ context, ...event }) => ({ ...event, ...(context && { context }) }))
}

export function feedQuery(
  sql: Queryable,
  environmentId: string,
  filter: FeedFilter,
  { ascending, limit, ...between }: Stretch,
) {
  const order = ascending ? sql`order by e.xid, e.id` : sql`order by e.xid desc, e.id desc`
  const rows = (condition: ReturnType<Queryable>) => sql`
    select 'event' as object, e.id, e.event, e.data, e.context, e.created_at, e.xid
    from events e
    where e.environment_id = ${environmentId} ${condition} ${conditions(sql, filter, between)}
    ${order} limit ${limit}`
  if (!filter.names) return rows(sql``)
  // Name by name, each from its own stretch of the index: together they would have to be sorted before the limit.
  return sql`
    select e.* from unnest(${filter.names}::text[]) as wanted (name)
    cross join lateral (${rows(sql`and e.event = wanted.name`)}) e
    ${order} limit ${limit}`
}

/** How many events a stretch of the feed holds. */
export async function countFeed(
  sql: Queryable,
  environmentId: string,
  filter: FeedFilter,
  between: Pick<Stretch, 'over' | 'under'>,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from events e
    where e.environment_id = ${environmentId} ${conditions(sql, filter, between)}
      ${filter.names ? sql`and e.event = any(${filter.names}::text[])` : sql``}`
  return row?.count ?? 0
}

/** What rows must be like. An id is never older than its event, so the first of an instant leaves out months before. */
function conditions(
  sql: Queryable,
  { organizationId, from, to }: FeedFilter,
  { over, under }: Pick<Stretch, 'over' | 'under'>,
) {
  return sql`
    and e.xid < event_horizon()
    ${over ? sql`and (e.xid, e.id) > (${over.xid}::xid8, ${over.id})` : sql``}
    ${under ? sql`and (e.xid, e.id) < (${under.xid}::xid8, ${under.id})` : sql``}
    ${organizationId === undefined ? sql`` : sql`and e.organization_id = ${organizationId}`}
    ${from ? sql`and e.created_at >= ${from} and e.id >= ${firstIdAt('event', from)}` : sql``}
    ${to ? sql`and e.created_at < ${to}` : sql``}`
}
