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

/** A sign-in that is under way. */
export async function findUnderWay(sql: Queryable, of: Of, id: string) {
  const [row] = await sql<SessionRow[]>`
    select ${columns(sql)} from sso_sessions
    where environment_id = ${of.environmentId} and connection_id = ${of.connectionId} and id = ${id}
      and state in ('started', 'authorized') and (timeout_at is null or timeout_at > ${of.now})`
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

/** A message that must not be taken twice: by the keyed hash of its id, and for how long that is remembered. */
export type Once = { hash: Buffer; until: Date } | null

/** Whether the sign-in was there to be taken, and its message not taken before. */
export type Taken = { found: boolean; fresh: boolean }

/** The branches `session` and `used`: the sign-in, which waits for nobody else, and its message, which was never seen. */
function takeOnce(
  sql: Queryable,
  { environmentId, id }: SignInName,
  { connectionId, now }: { connectionId: string; now: Date },
  state: 'started' | 'authorized',
  once: Once,
) {
  // Locked, so that of two at once the second finds the state that the first has left.
  return sql`
    session as (
      select * from sso_sessions
      where environment_id = ${environmentId} and id = ${id} and connection_id = ${connectionId}
        and state = ${state} and (timeout_at is null or timeout_at > ${now})
      for update
    ), used as (
      ${
        once
          ? sql`insert into sso_used_messages (environment_id, connection_id, message_hash, expires_at)
                select environment_id, connection_id, ${once.hash}::bytea, ${once.until}::timestamptz from session
                on conflict (environment_id, connection_id, message_hash) do nothing
                returning true`
          : sql`select true from session`
      }
    )`
}

const taken = (sql: Queryable) =>
  sql`select exists (select from session) as found, exists (select from used) as fresh`

/** Keeps what the identity provider said until the browser comes for it. */
export async function parkIdentity(
  sql: Queryable,
  name: SignInName,
  p: {
    connectionId: string
    now: Date
    once: Once
    handleHash: Buffer
    secrets: Buffer
    timeoutAt: Date
    message: LoggedMessage
  },
): Promise<Taken> {
  const [row] = await sql<Taken[]>`
    with ${takeOnce(sql, name, p, 'started', p.once)}, done as (
      update sso_sessions s
      set state = 'authorized', request_id = null, handle_hash = ${p.handleHash}, secrets = ${p.secrets},
          timeout_at = ${p.timeoutAt}, updated_at = ${p.now}
      from used where s.environment_id = ${name.environmentId} and s.id = ${name.id}
      returning s.id
    ), message as (${insertMessage(sql, name, p.message, p.now, 'done')})
    ${taken(sql)}`
  return row as Taken
}

/** Everything that a sign-in leaves behind when it succeeds. */
export type Settlement = {
  connectionId: string
  organizationId: string | null
  connectionType: string
  now: Date
  from: 'started' | 'authorized'
  once: Once
  profile: NewProfile
  code: { hash: Buffer; oauthTokens: Buffer | null; expiresAt: Date }
  logoutSecrets: Buffer | null
  subjectHash: Buffer | null
  consentHash: Buffer | null
  message: LoggedMessage | undefined
  event: NewEvent
}

export type NewProfile = {
  id: string
  idpId: string
  email: string
  firstName: string | null
  lastName: string | null
  name: string | null
  groups: readonly string[] | null
  customAttributes: Readonly<Record<string, unknown>>
  roleSlugs: readonly string[] | null
}

/**
 * Ends a sign-in well, in one statement: takes it and its message once, brings the profile up to date, makes the code,
 * records the event.
 */
export async function settleSession(sql: Queryable, name: SignInName, s: Settlement): Promise<Taken> {
  const { profile: p, code, now } = s
  const json = (value: unknown) => (value === null ? null : sql.json(value as never))
  const [row] = await sql<Taken[]>`
    with ${takeOnce(sql, name, s, s.from, s.once)}, profile as (
      insert into sso_profiles as p
        (environment_id, id, connection_id, organization_id, connection_type, idp_id, email, first_name, last_name,
         name, groups, custom_attributes, role_slugs, created_at, updated_at)
      select ${name.environmentId}, ${p.id}, ${s.connectionId}, ${s.organizationId}, ${s.connectionType}, ${p.idpId},
             ${p.email}, ${p.firstName}, ${p.lastName}, ${p.name}, ${json(p.groups)}::jsonb,
             ${json(p.customAttributes)}::jsonb, ${json(p.roleSlugs)}::jsonb, ${now}::timestamptz, ${now}::timestamptz
      from used
      on conflict (environment_id, connection_id, idp_id) do update
      set organization_id = excluded.organization_id, connection_type = excluded.connection_type,
          email = excluded.email, first_name = excluded.first_name, last_name = excluded.last_name,
          name = excluded.name, groups = excluded.groups, custom_attributes = excluded.custom_attributes,
          role_slugs = excluded.role_slugs, updated_at = excluded.updated_at
      returning p.id
    ), code as (
      insert into sso_codes
        (code_hash, environment_id, session_id, profile_id, application_id, redirect_uri, code_challenge,
         oauth_tokens, expires_at, created_at)
      select ${code.hash}::bytea, s.environment_id, s.id, p.id, s.application_id, s.redirect_uri, s.code_challenge,
             ${code.oauthTokens}::bytea, ${code.expiresAt}::timestamptz, ${now}::timestamptz
      from session s, profile p
    ), done as (
      update sso_sessions t
      set state = 'successful', profile_id = p.id, request_id = null, handle_hash = null, timeout_at = null,
          secrets = ${s.logoutSecrets}, subject_hash = ${s.subjectHash}, updated_at = ${now}
      from profile p where t.environment_id = ${name.environmentId} and t.id = ${name.id}
      returning t.id
    )
    ${
      s.consentHash
        ? sql`, consent as (
            insert into sso_consents (environment_id, connection_id, browser_hash, profile_id, created_at)
            select ${name.environmentId}, ${s.connectionId}, ${s.consentHash}::bytea, id, ${now}::timestamptz
            from profile on conflict do nothing)`
        : sql``
    }
    ${s.message ? sql`, message as (${insertMessage(sql, name, s.message, now, 'done')})` : sql``}
    , event as (${insertEventFrom(sql, 'done', s.event)})
    ${taken(sql)}`
  return row as Taken
}

/** Ends a test well: nobody is signed in. */
export async function settleTest(
  sql: Queryable,
  name: SignInName,
  t: {
    connectionId: string
    now: Date
    from: 'started' | 'authorized'
    once: Once
    message: LoggedMessage | undefined
  },
): Promise<Taken> {
  const [row] = await sql<Taken[]>`
    with ${takeOnce(sql, name, t, t.from, t.once)}, done as (
      update sso_sessions s
      set state = 'successful', request_id = null, handle_hash = null, secrets = null, timeout_at = null,
          updated_at = ${t.now}
      from used where s.environment_id = ${name.environmentId} and s.id = ${name.id}
      returning s.id
    )
    ${t.message ? sql`, message as (${insertMessage(sql, name, t.message, t.now, 'done')})` : sql``}
    ${taken(sql)}`
  return row as Taken
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
