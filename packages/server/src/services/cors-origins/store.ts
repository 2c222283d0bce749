import type { CorsOrigin } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'

/** What leaves the table, and so all that can reach the wire. */
const columns = (sql: Queryable) => sql`'cors_origin' as object, id, origin, created_at, updated_at`

/** Inserts the origin, or returns nothing when the environment has it. */
export async function insertOrigin(
  tx: Queryable,
  environmentId: string,
  { id, origin, now }: { id: string; origin: string; now: Date },
): Promise<CorsOrigin | undefined> {
  const [row] = await tx<CorsOrigin[]>`
    insert into cors_origins (environment_id, id, origin, created_at, updated_at)
    values (${environmentId}, ${id}, ${origin}, ${now}, ${now})
    on conflict (origin, environment_id) do nothing
    returning ${columns(tx)}`
  return row
}

export async function listOrigins(
  sql: Queryable,
  environmentId: string,
  { where, orderBy }: PageClauses,
): Promise<CorsOrigin[]> {
  return sql<CorsOrigin[]>`
    select ${columns(sql)} from cors_origins where environment_id = ${environmentId} ${where} ${orderBy}`
}

/** Deletes the origin and returns it, if there was one. */
export async function deleteOrigin(
  tx: Queryable,
  environmentId: string,
  id: string,
): Promise<{ origin: string } | undefined> {
  const [row] = await tx<{ origin: string }[]>`
    delete from cors_origins where environment_id = ${environmentId} and id = ${id} returning origin`
  return row
}

/** Whether the environment allows the origin; without an environment, whether any does. */
export async function isAllowed(
  sql: Queryable,
  origin: string,
  environmentId: string | undefined,
): Promise<boolean> {
  const rows = await sql`
    select true from cors_origins
    where origin = ${origin} ${environmentId === undefined ? sql`` : sql`and environment_id = ${environmentId}`} limit 1`
  return rows.length > 0
}
