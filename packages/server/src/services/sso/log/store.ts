import type { SsoSession, SsoSessionWithMessages } from '@portico/contract'
import type { Queryable } from '../../../kernel/database/database.ts'
import type { PageClauses } from '../../../kernel/http/cursor.ts'

/** What leaves the table, and so all that can reach the wire. */
const columns = (sql: Queryable) => sql`
  'sso_session' as object, id, connection_id, organization_id, profile_id, state, test, idp_initiated,
  case when error_code is null then null
       else json_build_object('code', error_code, 'message', error_message) end as error,
  created_at, updated_at`

export async function listSessions(
  sql: Queryable,
  environmentId: string,
  { connectionId, states }: { connectionId: string; states: readonly string[] | undefined },
  { where, orderBy }: PageClauses,
): Promise<SsoSession[]> {
  return sql<SsoSession[]>`
    select ${columns(sql)} from sso_sessions
    where environment_id = ${environmentId} and connection_id = ${connectionId}
      ${statesClause(sql, states ?? [])}
      ${where} ${orderBy}`
}

const endedStates = ['failed', 'timed_out', 'terminated']

/** Says of states that have an index of their own that they are among them, so that a plan for all values uses it. */
function statesClause(sql: Queryable, states: readonly string[]) {
  if (states.length === 0) return sql``
  const isIndexed = states.every((state) => endedStates.includes(state))
  return sql`
    and state in ${sql(states as string[])}
    ${isIndexed ? sql`and state in ('failed', 'timed_out', 'terminated')` : sql``}`
}

/** A sign-in with its messages, in the order in which they went over the wire. */
export async function findSession(
  sql: Queryable,
  environmentId: string,
  id: string,
): Promise<SsoSessionWithMessages | undefined> {
  const [row] = await sql<SsoSessionWithMessages[]>`
    select ${columns(sql)}, coalesce((
      select json_agg(json_build_object('direction', m.direction, 'kind', m.kind, 'content', m.content,
                                        'created_at', iso(m.created_at)) order by m.id)
      from sso_session_messages m
      where m.environment_id = ${environmentId} and m.session_id = ${id}
    ), '[]'::json) as messages
    from sso_sessions s
    where environment_id = ${environmentId} and id = ${id} and exists (
      select from connections c where c.environment_id = s.environment_id and c.id = s.connection_id)`
  return row
}

/** A test whose address has been opened by nobody yet. */
export async function findPreparedTest(
  sql: Queryable,
  handleHashes: Buffer[],
  now: Date,
): Promise<{ id: string; environment_id: string; connection_id: string } | undefined> {
  const [row] = await sql<{ id: string; environment_id: string; connection_id: string }[]>`
    select id, environment_id, connection_id from sso_sessions
    where handle_hash in ${sql(handleHashes)} and test and state = 'started' and timeout_at > ${now}`
  return row
}
