import type { WebhookDelivery, WebhookDeliveryAttempt, WebhookEndpoint } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'
import type { FeedFilter, Position } from '../events/index.ts'
import type { FailingEndpoint } from './queue.ts'

export type EndpointRow = {
  environment_id: string
  id: string
  url: string
  sealed_secret: Buffer
  status: WebhookEndpoint['status']
  events: string[]
  created_at: string
  updated_at: string
}

/** The index that an address which is taken collides with. */
export const urlIndex = 'webhook_endpoints_url'

const endpointColumns = (sql: Queryable) =>
  sql`environment_id, id, url, sealed_secret, status, events, created_at, updated_at`

/** @throws a unique violation when the environment has an endpoint of that address */
export async function insertEndpoint(sql: Queryable, e: EndpointRow): Promise<void> {
  await sql`
    insert into webhook_endpoints (environment_id, id, url, sealed_secret, status, events, created_at, updated_at)
    values (${e.environment_id}, ${e.id}, ${e.url}, ${e.sealed_secret}, ${e.status}, ${e.events}, ${e.created_at},
            ${e.updated_at})`
}

export async function listEndpoints(
  sql: Queryable,
  environmentId: string,
  { where, orderBy }: PageClauses,
): Promise<EndpointRow[]> {
  return sql<EndpointRow[]>`
    select ${endpointColumns(sql)} from webhook_endpoints
    where environment_id = ${environmentId} ${where} ${orderBy}`
}

export async function findEndpoint(sql: Queryable, environmentId: string, id: string) {
  const [row] = await sql<EndpointRow[]>`
    select ${endpointColumns(sql)} from webhook_endpoints where environment_id = ${environmentId} and id = ${id}`
  return row
}

/** As `findEndpoint`, and keeps others from changing it until the transaction ends. */
export async function lockEndpoint(sql: Queryable, environmentId: string, id: string) {
  const [row] = await sql<EndpointRow[]>`
    select ${endpointColumns(sql)} from webhook_endpoints
    where environment_id = ${environmentId} and id = ${id} for update`
  return row
}

/**
 * Writes every column that may change. One that is enabled now is not sent what happened before.
 *
 * @throws a unique violation when the environment has another endpoint of that address
 */
export async function updateEndpoint(
  sql: Queryable,
  e: EndpointRow,
  { isEnabledNow, forgetsFailures }: { isEnabledNow: boolean; forgetsFailures: boolean },
): Promise<void> {
  await sql`
    update webhook_endpoints
    set url = ${e.url}, sealed_secret = ${e.sealed_secret}, status = ${e.status}, events = ${e.events},
        updated_at = ${e.updated_at}
        ${isEnabledNow ? sql`, since = pg_current_snapshot(), since_offset = event_position_offset()` : sql``}
        ${forgetsFailures ? sql`, failing_since = null, failed_attempts = 0` : sql``}
    where environment_id = ${e.environment_id} and id = ${e.id}`
}

/** Deletes the endpoint and its replays, and says whether there was one. */
export async function deleteEndpoint(sql: Queryable, environmentId: string, id: string): Promise<boolean> {
  const { count } = await sql`
    delete from webhook_endpoints where environment_id = ${environmentId} and id = ${id}`
  return count > 0
}

export type DeliveryRow = Omit<WebhookDelivery, 'object' | 'webhook_endpoint_id'> & { endpoint_id: string }

/** What leaves the table, and so all that can reach the wire. */
const deliveryColumns = (sql: Queryable) => sql`
  d.id, d.endpoint_id, d.event_id, d.event, d.state, d.attempts_made, d.next_attempt_at, d.last_status_code,
  d.last_error, d.created_at, d.updated_at`

export type DeliveryFilter = {
  states: readonly string[] | undefined
  events: readonly string[] | undefined
  from: string | undefined
  to: string | undefined
}

export async function listDeliveries(
  sql: Queryable,
  environmentId: string,
  endpointId: string,
  { states, events, from, to }: DeliveryFilter,
  { where, orderBy }: PageClauses,
): Promise<DeliveryRow[]> {
  return sql<DeliveryRow[]>`
    select ${deliveryColumns(sql)} from webhook_deliveries d
    where environment_id = ${environmentId} and endpoint_id = ${endpointId}
      ${states ? sql`and state = any(${states}::text[])` : sql``}
      ${events ? sql`and event = any(${events}::text[])` : sql``}
      ${from ? sql`and created_at >= ${from}` : sql``}
      ${to ? sql`and created_at < ${to}` : sql``}
      ${where} ${orderBy}`
}

/** Finds a delivery whose endpoint is still there. */
export async function findDelivery(sql: Queryable, environmentId: string, id: string) {
  const [row] = await sql<(DeliveryRow & { attempts: WebhookDeliveryAttempt[] })[]>`
    select ${deliveryColumns(sql)}, d.attempts
    from webhook_deliveries d
    join webhook_endpoints e on e.environment_id = d.environment_id and e.id = d.endpoint_id
    where d.environment_id = ${environmentId} and d.id = ${id}`
  return row
}

/** Finds a delivery and its endpoint's status, and keeps others from changing either until the transaction ends. */
export async function lockDelivery(sql: Queryable, environmentId: string, id: string) {
  const [row] = await sql<(DeliveryRow & { endpoint_status: EndpointRow['status'] })[]>`
    select ${deliveryColumns(sql)}, e.status as endpoint_status
    from webhook_deliveries d
    join webhook_endpoints e on e.environment_id = d.environment_id and e.id = d.endpoint_id
    where d.environment_id = ${environmentId} and d.id = ${id} for update`
  return row
}

/** Sets a delivery in motion again, at once and with the whole schedule of retries before it. */
export async function restartDelivery(sql: Queryable, environmentId: string, id: string, now: Date) {
  const [row] = await sql<DeliveryRow[]>`
    update webhook_deliveries d
    set state = 'pending', failures = 0, next_attempt_at = ${now}, leased_until = null, replayed = true,
        updated_at = ${now}
    where environment_id = ${environmentId} and id = ${id}
    returning ${deliveryColumns(sql)}`
  return row as DeliveryRow
}

/** A delivery as it begins. */
export type NewDelivery = {
  environment_id: string
  id: string
  endpoint_id: string
  event_id: string
  event: string
}

/** Inserts deliveries that are due now. */
export async function insertDeliveries(
  sql: Queryable,
  deliveries: readonly NewDelivery[],
  { now, replayed = false }: { now: Date; replayed?: boolean },
): Promise<void> {
  const column = (name: keyof NewDelivery) => deliveries.map((delivery) => delivery[name])
  await sql`
    insert into webhook_deliveries
      (environment_id, id, endpoint_id, event_id, event, replayed, state, next_attempt_at, created_at, updated_at)
    select d.environment_id, d.id, d.endpoint_id, d.event_id, d.event, ${replayed}, 'pending', ${now}, ${now}, ${now}
    from unnest(
      ${column('environment_id')}::text[], ${column('id')}::text[], ${column('endpoint_id')}::text[],
      ${column('event_id')}::text[], ${column('event')}::text[]
    ) as d (environment_id, id, endpoint_id, event_id, event)`
}

/** Inserts a delivery of a test event, due now. */
export async function insertTestDelivery(
  sql: Queryable,
  d: NewDelivery,
  { data, now }: { data: string; now: Date },
) {
  const [row] = await sql<DeliveryRow[]>`
    insert into webhook_deliveries as d
      (environment_id, id, endpoint_id, event_id, event, test_data, state, next_attempt_at, created_at, updated_at)
    values (${d.environment_id}, ${d.id}, ${d.endpoint_id}, ${d.event_id}, ${d.event}, ${data}, 'pending', ${now},
            ${now}, ${now})
    returning ${deliveryColumns(sql)}`
  return row as DeliveryRow
}

export type NewReplay = {
  environment_id: string
  id: string
  endpoint_id: string
  filter: Required<Pick<FeedFilter, 'names'>> & { from: Date; to: Date }
  under: Position
}

export async function insertReplay(sql: Queryable, r: NewReplay, now: Date): Promise<void> {
  await sql`
    insert into webhook_replays
      (environment_id, id, endpoint_id, events, range_start, range_end, under_xid, created_at)
    values (${r.environment_id}, ${r.id}, ${r.endpoint_id}, ${r.filter.names as string[]}, ${r.filter.from},
            ${r.filter.to}, ${r.under.xid}::xid8, ${now})`
}

/** Disables an endpoint that is still failing since the same instant, and returns its address. */
export async function disableFailingEndpoint(
  sql: Queryable,
  { environment_id, endpoint_id, failing_since }: FailingEndpoint,
  now: Date,
): Promise<string | undefined> {
  const [row] = await sql<{ url: string }[]>`
    update webhook_endpoints set status = 'disabled', updated_at = ${now}
    where environment_id = ${environment_id} and id = ${endpoint_id} and status = 'enabled'
      and failing_since = ${failing_since}
    returning url`
  return row?.url
}
