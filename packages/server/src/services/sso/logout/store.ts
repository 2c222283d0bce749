import type { Queryable } from '../../../kernel/database/database.ts'
import { newId } from '../../../kernel/ids.ts'
import type { SignInName } from '../flow/records.ts'
import type { LoggedMessage } from '../flow/types.ts'

/** Sign-ins that somebody may still be signed in by. */
const live = (sql: Queryable) => sql`state = 'successful'`

/** More than one person has in the time that sign-ins are kept. */
const maxSessions = 5_000

/** The connection through which a sign-in came. */
export type ConnectionName = { environmentId: string; connectionId: string }

export type LiveSession = { id: string; secrets: Uint8Array | null }

/** The sign-ins of somebody whom the identity provider names. */
export async function listLiveSessions(
  sql: Queryable,
  { environmentId, connectionId }: ConnectionName,
  subjectHashes: readonly Uint8Array[],
): Promise<LiveSession[]> {
  return sql<LiveSession[]>`
    select id, secrets from sso_sessions
    where environment_id = ${environmentId} and connection_id = ${connectionId}
      and subject_hash in ${sql(subjectHashes as Uint8Array[])} and ${live(sql)}
    order by id desc limit ${maxSessions}`
}

/** A profile, and the latest of its sign-ins that has not ended. */
export async function findSignedIn(
  sql: Queryable,
  environmentId: string,
  profileId: string,
): Promise<{ connection_id: string; session_id: string | null } | undefined> {
  const [row] = await sql<{ connection_id: string; session_id: string | null }[]>`
    select p.connection_id, (
      select s.id from sso_sessions s
      where s.environment_id = p.environment_id and s.profile_id = p.id and ${live(sql)}
      order by s.id desc limit 1
    ) as session_id
    from sso_profiles p where p.environment_id = ${environmentId} and p.id = ${profileId}`
  return row
}

export type EndingSession = {
  id: string
  connection_id: string
  profile_id: string
  application_id: string | null
  secrets: Uint8Array | null
}

/** A sign-in that has not ended. */
export async function findLiveSession(
  sql: Queryable,
  { environmentId, id }: SignInName,
): Promise<EndingSession | undefined> {
  const [row] = await sql<EndingSession[]>`
    select id, connection_id, profile_id, application_id, secrets from sso_sessions
    where environment_id = ${environmentId} and id = ${id} and profile_id is not null and ${live(sql)}`
  return row
}

/** Ends sign-ins, and notes by what message. @returns the ids of those that had not ended */
export async function terminateSessions(
  tx: Queryable,
  environmentId: string,
  ids: readonly string[],
  { now, message }: { now: Date; message?: LoggedMessage | undefined },
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    update sso_sessions
    set state = 'terminated', secrets = null, subject_hash = null, request_id = null, handle_hash = null,
        timeout_at = null, updated_at = ${now}
    where environment_id = ${environmentId} and id in ${tx(ids as string[])} and ${live(tx)}
    returning id`
  const ended = rows.map(({ id }) => id)
  if (message) await insertMessages(tx, environmentId, ended, message, now)
  return ended
}

async function insertMessages(
  tx: Queryable,
  environmentId: string,
  sessionIds: readonly string[],
  { direction, kind, content }: LoggedMessage,
  now: Date,
): Promise<void> {
  const ids = sessionIds.map(() => newId('sso_message', now))
  await tx`
    insert into sso_session_messages (environment_id, id, session_id, direction, kind, content, created_at)
    select ${environmentId}, m.id, m.session_id, ${direction}, ${kind}, ${content}, ${now}::timestamptz
    from unnest(${ids}::text[], ${sessionIds as string[]}::text[]) as m (id, session_id)`
}

export async function deleteCodes(tx: Queryable, environmentId: string, ids: readonly string[]) {
  await tx`
    delete from sso_codes where environment_id = ${environmentId} and session_id in ${tx(ids as string[])}`
}

export async function deleteAccessTokens(tx: Queryable, environmentId: string, ids: readonly string[]) {
  await tx`
    delete from sso_access_tokens
    where environment_id = ${environmentId} and session_id in ${tx(ids as string[])}`
}

/** Takes a message that must not be taken twice. @returns whether it was the first time */
export async function useMessage(
  tx: Queryable,
  { environmentId, connectionId }: ConnectionName,
  hash: Uint8Array,
  until: Date,
): Promise<boolean> {
  const rows = await tx`
    insert into sso_used_messages (environment_id, connection_id, message_hash, expires_at)
    values (${environmentId}, ${connectionId}, ${hash as Buffer}, ${until})
    on conflict (environment_id, connection_id, message_hash) do nothing
    returning true`
  return rows.length > 0
}

/** Notes which request of ours to the identity provider is to be answered, on a sign-in that has ended. */
export async function awaitAnswer(
  sql: Queryable,
  { environmentId, id }: SignInName,
  { requestId, message, now }: { requestId: string; message: LoggedMessage; now: Date },
): Promise<void> {
  await sql`
    with ended as (
      update sso_sessions set request_id = ${requestId}
      where environment_id = ${environmentId} and id = ${id} and state = 'terminated'
      returning id
    )
    insert into sso_session_messages (environment_id, id, session_id, direction, kind, content, created_at)
    select ${environmentId}, ${newId('sso_message', now)}, id, ${message.direction}, ${message.kind},
           ${message.content}, ${now}::timestamptz
    from ended`
}

/** Whether the identity provider was asked by this request to sign somebody out, and has not answered yet. */
export async function awaitsAnswer(
  sql: Queryable,
  { environmentId, connectionId }: ConnectionName,
  requestId: string,
): Promise<boolean> {
  const rows = await sql`
    select true from sso_sessions
    where environment_id = ${environmentId} and connection_id = ${connectionId} and request_id = ${requestId}
      and state = 'terminated'`
  return rows.length > 0
}

/** Takes the answer to a request: there is none for a second one. @returns whether this was the first */
export async function takeAnswer(
  sql: Queryable,
  { environmentId, connectionId }: ConnectionName,
  { requestId, message, now }: { requestId: string; message: LoggedMessage; now: Date },
): Promise<boolean> {
  const rows = await sql`
    with answered as (
      update sso_sessions set request_id = null, updated_at = ${now}
      where environment_id = ${environmentId} and connection_id = ${connectionId} and request_id = ${requestId}
        and state = 'terminated'
      returning id
    )
    insert into sso_session_messages (environment_id, id, session_id, direction, kind, content, created_at)
    select ${environmentId}, ${newId('sso_message', now)}, id, ${message.direction}, ${message.kind},
           ${message.content}, ${now}::timestamptz
    from answered
    returning true`
  return rows.length > 0
}
