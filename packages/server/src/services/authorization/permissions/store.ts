import type { Permission } from '@portico/contract'
import type { Queryable } from '../../../kernel/database/database.ts'
import type { PageClauses } from '../../../kernel/http/cursor.ts'

const columns = (sql: Queryable) => sql`
  'permission' as object, id, slug, name, description, system, resource_type_slug, created_at, updated_at`

export async function listPermissions(
  sql: Queryable,
  environmentId: string,
  { where, orderBy }: PageClauses,
): Promise<Permission[]> {
  return sql<Permission[]>`
    select ${columns(sql)} from permissions where environment_id = ${environmentId} ${where} ${orderBy}`
}

export async function findPermission(
  sql: Queryable,
  environmentId: string,
  slug: string,
): Promise<Permission | undefined> {
  const [row] = await sql<Permission[]>`
    select ${columns(sql)} from permissions where environment_id = ${environmentId} and slug = ${slug}`
  return row
}

export async function findPermissions(
  sql: Queryable,
  environmentId: string,
  slugs: readonly string[],
): Promise<Permission[]> {
  return sql<Permission[]>`
    select ${columns(sql)} from permissions
    where environment_id = ${environmentId} and slug = any(${slugs as string[]}) order by slug`
}

/** Inserts the permissions whose slugs are free. @returns how many those are */
export async function insertPermissions(
  tx: Queryable,
  environmentId: string,
  permissions: readonly Permission[],
): Promise<number> {
  const rows = await tx`
    insert into permissions
      (environment_id, id, slug, name, description, system, resource_type_slug, created_at, updated_at)
    select ${environmentId}, p.*
    from jsonb_to_recordset(${tx.json(permissions as Permission[])}) as p (
      id text, slug text, name text, description text, system boolean, resource_type_slug text,
      created_at timestamptz, updated_at timestamptz)
    on conflict (environment_id, slug) do nothing
    returning true`
  return rows.length
}

/** Writes what may change. */
export async function updatePermission(tx: Queryable, environmentId: string, p: Permission): Promise<void> {
  await tx`
    update permissions set name = ${p.name}, description = ${p.description}, updated_at = ${p.updated_at}
    where environment_id = ${environmentId} and id = ${p.id}`
}

/** Deletes the permission, and with it what every role held of it. */
export async function deletePermission(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`delete from permissions where environment_id = ${environmentId} and id = ${id}`
}
