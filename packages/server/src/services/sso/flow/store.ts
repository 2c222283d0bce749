import type { Queryable } from '../../../kernel/database/database.ts'
import { insertEventFrom, insertEvents, type NewEvent } from '../../../kernel/events/events.ts'
import { insertMessage, type SignInName } from './records.ts'
import type { LoggedMessage } from './types.ts'

/** A sign-in as it is stored. */
export type SessionRow = {
  id: string
  connection_id: string
  state: 'started' | 'authorized' | 'successful' | 'failed' | 'timed_out' | 'terminated'
  test: boolean
  idp_initiated: boolean
  application_id: string | null
  redirect_uri: string | null
  client_state: string | null
  browser_hash: Buffer | null
  secrets: Buffer | null
  created_at: string
}

const columns = (sql: Queryable) => sql`
  id, connection_id, state, test, idp_initiated, application_id, redirect_uri, client_state, browser_hash, secrets,
  created_at`

/** A sign-in to record. */
export type NewSession = SignInName & {
  connectionId: string
  organizationId: string | null
  state: 'started' | 'failed'
  test: boolean
  idpInitiated: boolean
  error: { code: string; message: string } | null
  applicationId: string | null
  redirectUri: string | null
  clientState: string | null
  codeChallenge: string | null
  requestId: string | null
  browserHash: Buffer | null
  secrets: Buffer | null
  handleHash: Buffer | null
  ipAddress: string | null
  userAgent: string | null
  timeoutAt: Date | null
  now: Date
}

/** What there is nothing of in many a sign-in when it is recorded. */
export const unset = {
  test: false,
  idpInitiated: false,
  error: null,
  applicationId: null,
  redirectUri: null,
  clientState: null,
  codeChallenge: null,
  requestId: null,
  browserHash: null,
  secrets: null,
  handleHash: null,
  ipAddress: null,
  userAgent: null,
  timeoutAt: null,
}

/** Inserts a sign-in with its first message and its event, in one statement. */
export async function insertSession(
  sql: Queryable,
  s: NewSession,
  message: LoggedMessage | undefined,
  event: NewEvent | undefined,
): Promise<void> {
  await sql`
    with session as (
      insert into sso_sessions
        (environment_id, id, connection_id, organization_id, state, test, idp_initiated, error_code, error_message,
         application_id, redirect_uri, client_state, code_challenge, request_id, browser_hash, secrets, handle_hash,
         ip_address, user_agent, timeout_at, created_at, updated_at)
      values
        (${s.environmentId}, ${s.id}, ${s.connectionId}, ${s.organizationId}, ${s.state}, ${s.test},
         ${s.idpInitiated}, ${s.error?.code ?? null}, ${s.error?.message ?? null}, ${s.applicationId},
         ${s.redirectUri}, ${s.clientState}, ${s.codeChallenge}, ${s.requestId}, ${s.browserHash}, ${s.secrets},
         ${s.handleHash}, ${s.ipAddress}, ${s.userAgent}, ${s.timeoutAt}, ${s.now}, ${s.now})
      returning id
    )
    ${message ? sql`, message as (${insertMessage(sql, s, message, s.now, 'session')})` : sql``}
    ${event ? sql`, event as (${insertEvents(sql, [event])})` : sql``}
    select true`
}

/** Gives a test that was prepared what its sign-in needs. @returns whether it had not begun before */
export async function startPreparedTest(
  sql: Queryable,
  s: NewSession,
  message: LoggedMessage,
): Promise<boolean> {
  const rows = await sql`
    with done as (
      update sso_sessions
      set request_id = ${s.requestId}, browser_hash = ${s.browserHash}, secrets = ${s.secrets}, handle_hash = null,
          ip_address = ${s.ipAddress}, user_agent = ${s.userAgent}, timeout_at = null, updated_at = ${s.now}
      where environment_id = ${s.environmentId} and id = ${s.id} and connection_id = ${s.connectionId}
        and test and state = 'started' and request_id is null and timeout_at > ${s.now}
      returning id
    ), message as (${insertMessage(sql, s, message, s.now, 'done')})
    select id from done`
  return rows.length > 0
}

type Of = { environmentId: string; connectionId: string; now: Date }

/** A sign-in that waits for an answer to the request. */
export async function findByRequest(sql: Queryable, of: Of, requestId: string) {
  const [row] = await sql<SessionRow[]>`
    select ${columns(sql)} from sso_sessions
    where environment_id = ${of.environmentId} and connection_id = ${of.connectionId}
      and request_id = ${requestId} and state = 'started' and (timeout_at is null or timeout_at > ${of.now})`
  return row
}

export type Waiting = SessionRow & { environment_id: string; secrets: Buffer }

/** What waits for its browser under a handle, in whichever environment. */
export async function findWaiting(
  sql: Queryable,
  handleHashes: Buffer[],
  now: Date,
): Promise<Waiting | undefined> {
  const [row] = await sql<Waiting[]>`
    select environment_id, ${columns(sql)} from sso_sessions
    where handle_hash in ${sql(handleHashes)} and state = 'authorized'
      and (timeout_at is null or timeout_at > ${now})`
  return row
}

/** Gives what waits to the first browser that asks for it. @returns whether that was this one */
export async function claimWaiting(
  sql: Queryable,
  { environmentId, id }: SignInName,
  browserHash: Buffer,
): Promise<boolean> {
  const rows = await sql`
    update sso_sessions set browser_hash = ${browserHash}
    where environment_id = ${environmentId} and id = ${id} and state = 'authorized' and browser_hash is null
    returning true`
  return rows.length > 0
}

/** Ends a sign-in that is under way, for a reason. @returns whether it was */
export async function failSession(
  sql: Queryable,
  name: SignInName,
  f: {
    error: { code: string; message: string }
    message: LoggedMessage | undefined
    event: NewEvent | undefined
    now: Date
  },
): Promise<boolean> {
  const rows = await sql`
    with done as (
      update sso_sessions
      set state = 'failed', error_code = ${f.error.code}, error_message = ${f.error.message}, request_id = null,
          handle_hash = null, secrets = null, timeout_at = null, updated_at = ${f.now}
      where environment_id = ${name.environmentId} and id = ${name.id} and state in ('started', 'authorized')
      returning id
    )
    ${f.message ? sql`, message as (${insertMessage(sql, name, f.message, f.now, 'done')})` : sql``}
    ${f.event ? sql`, event as (${insertEventFrom(sql, 'done', f.event)})` : sql``}
    select id from done`
  return rows.length > 0
}
