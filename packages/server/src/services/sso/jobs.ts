import type { Queryable } from '../../kernel/database/database.ts'
import { insertEvents, newEvent } from '../../kernel/events/events.ts'
import { firstIdAt } from '../../kernel/ids.ts'
import type { Job } from '../../kernel/jobs.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { consentLastsSeconds } from './flow/browser.ts'
import { inSeconds } from './flow/records.ts'

/** How many rows a statement takes, so that none holds others up. */
const batchSize = 1_000
/** How long sign-ins stay in the log. */
const logLastsSeconds = 90 * 86_400
/** How long a code is known after its end, so that one which comes again is still told from one that never was. */
const codeKnownSeconds = 3_600

/** What single sign-on does by itself. */
export function ssoJobs(kernel: Kernel): Job[] {
  return [
    { name: 'time-out-sso-sessions', cron: '* * * * *', run: () => inBatches(() => timeOutSessions(kernel)) },
    { name: 'delete-sso-leftovers', cron: '23 * * * *', run: () => deleteLeftovers(kernel) },
  ]
}

async function inBatches(work: () => Promise<number>): Promise<void> {
  while ((await work()) === batchSize);
}

type TimedOut = {
  environment_id: string
  id: string
  connection_id: string
  organization_id: string | null
  ip_address: string | null
  user_agent: string | null
  test: boolean
}

const timeoutError = {
  code: 'timed_out',
  message: 'The person did not come back from the identity provider in time.',
}

/** Ends the sign-ins whose people did not come back. @returns how many there were */
export async function timeOutSessions({ database, clock, events }: Kernel): Promise<number> {
  const now = clock.now()
  const count = await database.transaction(async (tx) => {
    const rows = await tx<TimedOut[]>`
      with due as (
        select environment_id, id from sso_sessions
        where timeout_at <= ${now} and state in ('started', 'authorized')
        order by timeout_at limit ${batchSize} for update skip locked
      )
      update sso_sessions s
      set state = 'timed_out', error_code = ${timeoutError.code}, error_message = ${timeoutError.message},
          request_id = null, handle_hash = null, secrets = null, timeout_at = null, updated_at = ${now}
      from due where s.environment_id = due.environment_id and s.id = due.id
      returning s.environment_id, s.id, s.connection_id, s.organization_id, s.ip_address, s.user_agent, s.test`
    const recorded = rows.filter(({ test }) => !test).map((row) => timeoutEvent(row, now))
    if (recorded.length > 0) await insertEvents(tx, recorded)
    return rows.length
  })
  if (count > 0) events.wake()
  return count
}

function timeoutEvent(row: TimedOut, now: Date) {
  return newEvent({ environment: { id: row.environment_id }, now }, 'authentication.sso_timed_out', {
    type: 'sso',
    status: 'timed_out',
    ip_address: row.ip_address,
    user_agent: row.user_agent,
    user_id: null,
    email: null,
    error: timeoutError,
    sso: {
      organization_id: row.organization_id,
      connection_id: row.connection_id,
      session_id: row.id,
    },
  })
}

/** Deletes what has had its time, and what came through connections that are gone, of all environments. */
export async function deleteLeftovers({ database: { sql }, clock }: Kernel): Promise<void> {
  const now = clock.now()
  await deleteExpired(sql, now)
  await inBatches(() => deleteOldSessions(sql, inSeconds(now, -logLastsSeconds)))
  for (const table of ['sso_sessions', 'sso_profiles'] as const) await deleteOrphans(sql, table)
}

async function deleteExpired(sql: Queryable, now: Date): Promise<void> {
  const before = (seconds: number) => inSeconds(now, -seconds)
  const leftovers = [
    { table: 'sso_codes', column: 'expires_at', instant: before(codeKnownSeconds) },
    { table: 'sso_access_tokens', column: 'expires_at', instant: now },
    { table: 'sso_used_messages', column: 'expires_at', instant: now },
    { table: 'sso_consents', column: 'created_at', instant: before(consentLastsSeconds) },
  ]
  for (const { table, column, instant } of leftovers) {
    await inBatches(async () => {
      const { count } = await sql`
        delete from ${sql(table)} where ctid = any(array(
          select ctid from ${sql(table)} where ${sql(column)} <= ${instant} limit ${batchSize}))`
      return count
    })
  }
}

/** Their ids say when they began: the primary key finds the oldest of each environment. @returns how many there were */
async function deleteOldSessions(sql: Queryable, before: Date): Promise<number> {
  const { count } = await sql`
    delete from sso_sessions s using (
      select old.environment_id, old.id from environments e cross join lateral (
        select environment_id, id from sso_sessions
        where environment_id = e.id and id < ${firstIdAt('sso_session', before)} order by id limit ${batchSize}
      ) old limit ${batchSize}
    ) old where s.environment_id = old.environment_id and s.id = old.id`
  return count
}

async function deleteOrphans(sql: Queryable, table: 'sso_sessions' | 'sso_profiles'): Promise<void> {
  for (const { environment_id, connection_id } of await listGoneConnections(sql, table)) {
    await inBatches(async () => {
      const { count } = await sql`
        delete from ${sql(table)} where ctid = any(array(
          select ctid from ${sql(table)}
          where environment_id = ${environment_id} and connection_id = ${connection_id} limit ${batchSize}))`
      return count
    })
  }
}

/** The connections that rows are of and that are gone. Steps from each to the next, however many rows it has. */
function listGoneConnections(sql: Queryable, table: 'sso_sessions' | 'sso_profiles') {
  const next = sql`select environment_id, connection_id from ${sql(table)}`
  const first = sql`order by environment_id, connection_id limit 1`
  return sql<{ environment_id: string; connection_id: string }[]>`
    with recursive known as (
      (${next} ${first})
      union all
      select following.* from known k cross join lateral (
        ${next} where (environment_id, connection_id) > (k.environment_id, k.connection_id) ${first}
      ) following
    )
    select environment_id, connection_id from known k
    where not exists (
      select from connections c where c.environment_id = k.environment_id and c.id = k.connection_id)`
}
