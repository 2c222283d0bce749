import type { Queryable } from '../../../kernel/database/database.ts'
import type { ConnectionName } from '../logout/store.ts'

/** More than one person has in the time that sign-ins are kept. */
const maxSessions = 5_000

/** The sign-ins of a person, by what their profile says that the provider calls them. */
export async function listSessionsOfSubject(
  sql: Queryable,
  { environmentId, connectionId }: ConnectionName,
  subject: string,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select s.id
    from sso_profiles p
    join sso_sessions s on s.environment_id = p.environment_id and s.profile_id = p.id
    where p.environment_id = ${environmentId} and p.connection_id = ${connectionId} and p.idp_id = ${subject}
      and s.connection_id = ${connectionId} and s.state = 'successful'
    order by s.id desc limit ${maxSessions}`
  return rows.map(({ id }) => id)
}
