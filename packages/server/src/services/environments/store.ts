import type { Environment as WireEnvironment } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'

/** What leaves the table, and so all that can reach the wire. */
const columns = (sql: Queryable) => sql`'environment' as object, id, name, kind, created_at, updated_at`

export type NewEnvironment = Environment & { now: Date }

export async function insertEnvironment(
  tx: Queryable,
  { id, name, kind, now }: NewEnvironment,
): Promise<void> {
  await tx`
    insert into environments (id, name, kind, created_at, updated_at) values (${id}, ${name}, ${kind}, ${now}, ${now})`
}

export async function findEnvironment(sql: Queryable, id: string): Promise<WireEnvironment | undefined> {
  const [row] = await sql<WireEnvironment[]>`select ${columns(sql)} from environments where id = ${id}`
  return row
}

export async function findFirstEnvironment(
  sql: Queryable,
  kind: Environment['kind'],
): Promise<Environment | undefined> {
  const [row] = await sql<Environment[]>`
    select id, name, kind from environments where kind = ${kind} order by id limit 1`
  return row
}

export async function listEnvironments(sql: Queryable): Promise<WireEnvironment[]> {
  return sql<WireEnvironment[]>`select ${columns(sql)} from environments order by id`
}

/** Keeps others from changing the environment until the transaction ends. Rows that refer to it may still be added. */
export async function lockEnvironment(tx: Queryable, id: string): Promise<void> {
  await tx`select true from environments where id = ${id} for no key update`
}

/** Changes what is given, and returns the whole. */
export async function updateEnvironment(
  tx: Queryable,
  id: string,
  { name, now }: { name: string | undefined; now: Date },
): Promise<WireEnvironment | undefined> {
  const [row] = await tx<WireEnvironment[]>`
    update environments set name = coalesce(${name ?? null}, name), updated_at = ${now}
    where id = ${id}
    returning ${columns(tx)}`
  return row
}

/** Deletes the environment and all that refers to it. @returns whether there was one */
export async function deleteEnvironment(tx: Queryable, id: string): Promise<boolean> {
  const rows = await tx`delete from environments where id = ${id} returning true`
  return rows.length > 0
}

/** Tables with rows of environments. The kernel's do not refer to environments, which it does not know. */
export async function tablesWithEnvironments(sql: Queryable): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname = 'environment_id' and not a.attisdropped
    order by 1`
  return rows.map(({ name }) => name)
}

export async function deleteRowsOf(tx: Queryable, table: string, environmentId: string): Promise<void> {
  await tx`delete from ${tx(table)} where environment_id = ${environmentId}`
}
