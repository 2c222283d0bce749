import type { Queryable } from '../../../kernel/database/database.ts'
import { insertEventFrom, type NewEvent } from '../../../kernel/events/events.ts'
import { insertMessage, type SignInName } from './records.ts'
import type { LoggedMessage } from './types.ts'

// The statements by which a sign-in is taken: once, whoever else tries at the same time.

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
  rawAttributes: Readonly<Record<string, unknown>>
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
         name, groups, custom_attributes, raw_attributes, role_slugs, created_at, updated_at)
      select ${name.environmentId}, ${p.id}, ${s.connectionId}, ${s.organizationId}, ${s.connectionType}, ${p.idpId},
             ${p.email}, ${p.firstName}, ${p.lastName}, ${p.name}, ${json(p.groups)}::jsonb,
             ${json(p.customAttributes)}::jsonb, ${json(p.rawAttributes)}::jsonb, ${json(p.roleSlugs)}::jsonb,
             ${now}::timestamptz, ${now}::timestamptz
      from used
      on conflict (environment_id, connection_id, idp_id) do update
      set organization_id = excluded.organization_id, connection_type = excluded.connection_type,
          email = excluded.email,
          -- Apple says the name once, when somebody signs in for the first time.
          first_name = coalesce(excluded.first_name,
            case excluded.connection_type when 'AppleOAuth' then p.first_name end),
          last_name = coalesce(excluded.last_name,
            case excluded.connection_type when 'AppleOAuth' then p.last_name end),
          name = excluded.name, groups = excluded.groups, custom_attributes = excluded.custom_attributes,
          raw_attributes = excluded.raw_attributes, role_slugs = excluded.role_slugs, updated_at = excluded.updated_at
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
