import { insertEvents, newEvent } from '../../kernel/events/events.ts'
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

/** Deletes what has had its time, of all environments. */
export async function deleteLeftovers({ database: { sql }, clock }: Kernel): Promise<void> {
  const now = clock.now()
  const before = (seconds: number) => inSeconds(now, -seconds)
  const leftovers = [
    { table: 'sso_codes', column: 'expires_at', instant: before(codeKnownSeconds) },
    { table: 'sso_access_tokens', column: 'expires_at', instant: now },
    { table: 'sso_used_messages', column: 'expires_at', instant: now },
    { table: 'sso_consents', column: 'created_at', instant: before(consentLastsSeconds) },
    { table: 'sso_sessions', column: 'created_at', instant: before(logLastsSeconds) },
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
