// SQL of the queue: what is due, who is at it, and what came of it.
import type { Queryable } from '../../kernel/database/database.ts'
import type { Verdict } from './schedule.ts'
import type { EndpointRow } from './store.ts'

export type EndpointKey = { environment_id: string; endpoint_id: string }

/** `since` is a snapshot as PostgreSQL writes it, `since_offset` what positions ran ahead of it. */
export type SubscribedEndpoint = EndpointKey & { events: string[]; since: string; since_offset: string }

/** The enabled endpoints of some environments that are sent one of the events. */
export async function listSubscribed(
  sql: Queryable,
  environmentIds: readonly string[],
  events: readonly string[],
): Promise<SubscribedEndpoint[]> {
  return sql<SubscribedEndpoint[]>`
    select environment_id, id as endpoint_id, events, since::text, since_offset::text from webhook_endpoints
    where environment_id = any(${environmentIds}::text[]) and status = 'enabled' and events && ${events}::text[]`
}

export type DueEndpoint = EndpointKey & { status: EndpointRow['status'] | null }

/**
 * The endpoints that have something due which no node is at. Steps from endpoint to endpoint, so that a long backlog
 * of one costs no more than a short one.
 */
export async function listDueEndpoints(sql: Queryable, now: Date): Promise<DueEndpoint[]> {
  return sql<DueEndpoint[]>`
    with recursive waiting as (
      (select environment_id, endpoint_id from webhook_deliveries where state = 'pending'
       order by environment_id, endpoint_id limit 1)
      union all
      select following.* from waiting cross join lateral (
        select d.environment_id, d.endpoint_id from webhook_deliveries d
        where d.state = 'pending'
          and (d.environment_id, d.endpoint_id) > (waiting.environment_id, waiting.endpoint_id)
        order by d.environment_id, d.endpoint_id limit 1
      ) following
    )
    select w.environment_id, w.endpoint_id, e.status
    from waiting w
    left join webhook_endpoints e on e.environment_id = w.environment_id and e.id = w.endpoint_id
    where exists (
      select from webhook_deliveries d
      where d.environment_id = w.environment_id and d.endpoint_id = w.endpoint_id and d.state = 'pending'
        and d.next_attempt_at <= ${now} and (d.leased_until is null or d.leased_until < now()))`
}

/** A delivery that this node is to attempt, with all it takes. */
export type ClaimedDelivery = EndpointKey & {
  id: string
  event_id: string
  event: string
  attempts_made: number
  failures: number
  replayed: boolean
  url: string
  sealed_secret: Buffer
  /** JSON text; null when the feed no longer has the event. */
  data: string | null
  context: string | null
  event_created_at: string | null
}

/**
 * Claims due deliveries, for each endpoint as many as there is room for, oldest first. Until the lease ends no other
 * node takes them; it goes by the database's clock, which all nodes share.
 */
export async function claimDue(
  sql: Queryable,
  wanted: readonly (EndpointKey & { room: number })[],
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<ClaimedDelivery[]> {
  return sql<ClaimedDelivery[]>`
    with due as (
      select d.environment_id, d.id
      from unnest(
        ${wanted.map((w) => w.environment_id)}::text[], ${wanted.map((w) => w.endpoint_id)}::text[],
        ${wanted.map((w) => w.room)}::int[]
      ) as w (environment_id, endpoint_id, room)
      cross join lateral (
        select environment_id, id from webhook_deliveries
        where environment_id = w.environment_id and endpoint_id = w.endpoint_id and state = 'pending'
          and next_attempt_at <= ${now} and (leased_until is null or leased_until < now())
        order by next_attempt_at limit w.room for update skip locked
      ) d
    ), claimed as (
      update webhook_deliveries d set leased_until = now() + make_interval(secs => ${leaseMs / 1000})
      from due where d.environment_id = due.environment_id and d.id = due.id
      returning d.*
    )
    select c.environment_id, c.endpoint_id, c.id, c.event_id, c.event, c.attempts_made, c.failures, c.replayed,
           e.url, e.sealed_secret, coalesce(c.test_data, v.data) as data, v.context,
           case when c.test_data is null then v.created_at else c.created_at end as event_created_at
    from claimed c
    join webhook_endpoints e on e.environment_id = c.environment_id and e.id = c.endpoint_id
    left join lateral (
      select data::text, context::text, created_at from events
      where environment_id = c.environment_id and id = c.event_id limit 1
    ) v on true
    where e.status = 'enabled' or c.test_data is not null`
}

/** An attempt that was made, to be recorded. */
export type MadeAttempt = { delivery: ClaimedDelivery; verdict: Verdict }

/** An endpoint none of whose attempts succeeded, and since when. */
export type FailingEndpoint = EndpointKey & {
  delivery_id: string
  failing_since: string
  failed_attempts: number
}

/** Entries that the log of one delivery holds at most: the oldest make room. */
const logLength = 100

/**
 * Records attempts, all in one statement. Where another node has recorded one since the claim, as after a lease ran
 * out, that one counts. Who was disabled meanwhile stays as it is, save that what has arrived has arrived.
 *
 * @returns the endpoints that go on failing
 */
export async function recordAttempts(
  sql: Queryable,
  made: readonly MadeAttempt[],
): Promise<FailingEndpoint[]> {
  const of = <V>(value: (attempt: MadeAttempt) => V) => made.map(value)
  return sql<FailingEndpoint[]>`
    with made as (
      select * from unnest(
        ${of((m) => m.delivery.environment_id)}::text[], ${of((m) => m.delivery.id)}::text[],
        ${of((m) => m.delivery.attempts_made)}::int[], ${of((m) => m.verdict.state)}::text[],
        ${of((m) => m.verdict.failures)}::int[],
        ${of((m) => m.verdict.next_attempt_at?.toISOString() ?? null)}::timestamptz[],
        ${of((m) => m.verdict.entry.status_code)}::int[], ${of((m) => m.verdict.entry.error)}::text[],
        ${of((m) => m.verdict.entry.attempted_at)}::timestamptz[], ${of((m) => JSON.stringify(m.verdict.entry))}::text[]
      ) as m (environment_id, id, attempts_made, state, failures, next_attempt_at, status_code, error, at, entry)
    ), recorded as (
      update webhook_deliveries d
      set state = case when d.state = 'pending' or m.state = 'succeeded' then m.state else d.state end,
          attempts_made = d.attempts_made + 1, failures = m.failures,
          next_attempt_at = case when d.state = 'pending' then m.next_attempt_at end,
          leased_until = null, last_status_code = m.status_code, last_error = m.error, updated_at = m.at,
          attempts = case when jsonb_array_length(d.attempts) < ${logLength} then d.attempts else d.attempts - 0 end
                     || m.entry::jsonb
      from made m
      where d.environment_id = m.environment_id and d.id = m.id and d.attempts_made = m.attempts_made
      returning d.environment_id, d.endpoint_id, d.id, m.error is null as succeeded, m.at
    ), by_endpoint as (
      select environment_id, endpoint_id, max(id) as delivery_id, bool_or(succeeded) as any_succeeded,
             min(at) as first_at, count(*)::int as attempts
      from recorded group by environment_id, endpoint_id
    ), recovered as (
      update webhook_endpoints e set failing_since = null, failed_attempts = 0
      from by_endpoint b
      where b.any_succeeded and e.environment_id = b.environment_id and e.id = b.endpoint_id
        and e.failing_since is not null
    )
    update webhook_endpoints e
    set failing_since = coalesce(e.failing_since, b.first_at), failed_attempts = e.failed_attempts + b.attempts
    from by_endpoint b
    where not b.any_succeeded and e.environment_id = b.environment_id and e.id = b.endpoint_id
      and e.status = 'enabled'
    returning e.environment_id, e.id as endpoint_id, b.delivery_id, e.failing_since, e.failed_attempts`
}

/** Gives claimed deliveries back, unattempted. */
export async function returnClaims(sql: Queryable, deliveries: readonly ClaimedDelivery[]): Promise<void> {
  await sql`
    update webhook_deliveries d set leased_until = null
    from unnest(
      ${deliveries.map((d) => d.environment_id)}::text[], ${deliveries.map((d) => d.id)}::text[],
      ${deliveries.map((d) => d.attempts_made)}::int[]
    ) as r (environment_id, id, attempts_made)
    where d.environment_id = r.environment_id and d.id = r.id and d.attempts_made = r.attempts_made
      and d.state = 'pending'`
}

/** A stretch of the feed that is being sent again. */
export type ReplayRow = EndpointKey & {
  id: string
  events: string[]
  range_start: string
  range_end: string
  over_xid: string
  over_id: string
  under_xid: string
}

/** Takes the replay that waited longest and whose endpoint has no more than `backlog` deliveries due. */
export async function lockNextReplay(sql: Queryable, backlog: number): Promise<ReplayRow | undefined> {
  const [row] = await sql<ReplayRow[]>`
    select r.environment_id, r.id, r.endpoint_id, r.events, r.range_start, r.range_end, r.over_xid, r.over_id,
           r.under_xid
    from webhook_replays r
    where (
      select count(*) from (
        select from webhook_deliveries d
        where d.environment_id = r.environment_id and d.endpoint_id = r.endpoint_id and d.state = 'pending'
        limit ${backlog}
      ) due
    ) < ${backlog}
    order by r.id limit 1 for update skip locked`
  return row
}

export async function advanceReplay(
  sql: Queryable,
  { environment_id, id }: ReplayRow,
  { xid, id: overId }: { xid: string; id: string },
): Promise<void> {
  await sql`
    update webhook_replays set over_xid = ${xid}::xid8, over_id = ${overId}
    where environment_id = ${environment_id} and id = ${id}`
}

export async function deleteReplay(sql: Queryable, { environment_id, id }: ReplayRow): Promise<void> {
  await sql`delete from webhook_replays where environment_id = ${environment_id} and id = ${id}`
}

export async function hasReplays(sql: Queryable): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`select exists (select from webhook_replays) as found`
  return row?.found === true
}
