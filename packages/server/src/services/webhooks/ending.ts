// How deliveries end without an answer: given up, dropped with their endpoint, or past retention.
import type { WebhookDeliveryAttempt } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { EndpointKey } from './queue.ts'

/** How long the log of deliveries is kept. */
const retentionDays = 30
/** Rows that one statement takes, so that none runs into the time limit of statements. */
const batchSize = 5_000

/**
 * Ends all that waits for an endpoint which is disabled or gone: it keeps no backlog. Test events are left, as they may
 * be sent to a disabled endpoint. Ends no more than one batch; what is left ends when it becomes due.
 *
 * @param lastStraw a delivery that notes it as well, since its failure was what disabled the endpoint
 */
export async function endBacklog(
  sql: Queryable,
  { environment_id, endpoint_id }: EndpointKey,
  now: Date,
  lastStraw: string | null = null,
): Promise<void> {
  const entry: WebhookDeliveryAttempt = {
    attempted_at: now.toISOString(),
    status_code: null,
    duration_ms: 0,
    error: 'endpoint_disabled',
    response_body: null,
    next_attempt_at: null,
  }
  await sql`
    with ended as (
      delete from webhook_replays where environment_id = ${environment_id} and endpoint_id = ${endpoint_id}
    )
    update webhook_deliveries
    set state = 'failed', next_attempt_at = null, leased_until = null, last_error = ${entry.error},
        attempts = attempts || ${sql.json([entry])}, updated_at = ${now}
    where environment_id = ${environment_id} and (id = ${lastStraw} or id = any(array(
      select id from webhook_deliveries
      where environment_id = ${environment_id} and endpoint_id = ${endpoint_id} and state = 'pending'
        and test_data is null
      limit ${batchSize})))`
}

/** Drops deliveries of an endpoint. @returns whether there may be more */
export async function dropDeliveries(
  sql: Queryable,
  environmentId: string,
  endpointId: string,
): Promise<boolean> {
  const { count } = await sql`
    delete from webhook_deliveries
    where environment_id = ${environmentId} and id = any(array(
      select id from webhook_deliveries
      where environment_id = ${environmentId} and endpoint_id = ${endpointId}
      limit ${batchSize}))`
  return count === batchSize
}

/** Drops deliveries past retention, and those of endpoints that are gone. Harmless to run twice. */
export async function purgeDeliveries({ database: { sql }, clock }: Kernel): Promise<void> {
  const oldest = new Date(clock.now().getTime() - retentionDays * 86_400_000)
  while (await dropOld(sql, oldest));
  for (const { environment_id, endpoint_id } of await listOrphaned(sql)) {
    while (await dropDeliveries(sql, environment_id, endpoint_id));
  }
}

async function dropOld(sql: Queryable, oldest: Date): Promise<boolean> {
  const { count } = await sql`
    delete from webhook_deliveries
    where ctid = any(array(
      select ctid from webhook_deliveries where created_at < ${oldest} and state <> 'pending' limit ${batchSize}))`
  return count === batchSize
}

/** The endpoints that are gone and have left deliveries. Steps from endpoint to endpoint instead of reading all rows. */
async function listOrphaned(sql: Queryable) {
  return sql<{ environment_id: string; endpoint_id: string }[]>`
    with recursive known as (
      (select environment_id, endpoint_id from webhook_deliveries order by environment_id, endpoint_id limit 1)
      union all
      select following.* from known cross join lateral (
        select d.environment_id, d.endpoint_id from webhook_deliveries d
        where (d.environment_id, d.endpoint_id) > (known.environment_id, known.endpoint_id)
        order by d.environment_id, d.endpoint_id limit 1
      ) following
    )
    select environment_id, endpoint_id from known
    where not exists (
      select from webhook_endpoints e
      where e.environment_id = known.environment_id and e.id = known.endpoint_id)`
}
