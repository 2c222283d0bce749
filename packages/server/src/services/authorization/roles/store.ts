import type { Role } from '@portico/contract'
import type { Queryable } from '../../../kernel/database/database.ts'
import { organizationType } from '../rules.ts'

const columns = (sql: Queryable) => sql`
  'role' as object, r.id, r.slug, r.name, r.description, 'EnvironmentRole' as type, r.resource_type_slug,
  array(
    select p.slug from role_permissions rp
    join permissions p on p.environment_id = rp.environment_id and p.id = rp.permission_id
    where rp.environment_id = r.environment_id and rp.role_id = r.id order by p.slug
  ) as permissions,
  r.created_at, r.updated_at`

/** The roles of the environment, highest priority first. */
export async function listRoles(sql: Queryable, environmentId: string): Promise<Role[]> {
  return sql<Role[]>`
    select ${columns(sql)} from roles r where r.environment_id = ${environmentId} order by r.position`
}

export async function findRole(
  sql: Queryable,
  environmentId: string,
  slug: string,
): Promise<Role | undefined> {
  const [row] = await sql<Role[]>`
    select ${columns(sql)} from roles r where r.environment_id = ${environmentId} and r.slug = ${slug}`
  return row
}

export async function findDefaultRole(sql: Queryable, environmentId: string): Promise<Role | undefined> {
  const [row] = await sql<Role[]>`
    select ${columns(sql)} from roles r
    join authorization_settings s on s.environment_id = r.environment_id and s.default_role_id = r.id
    where r.environment_id = ${environmentId}`
  return row
}

/**
 * Those of the slugs that name roles which are given in an organization as a whole, highest priority (lowest position)
 * first.
 */
export async function findRolesBySlug(
  sql: Queryable,
  environmentId: string,
  slugs: readonly string[],
): Promise<{ slug: string; position: number }[]> {
  if (slugs.length === 0) return []
  return sql<{ slug: string; position: number }[]>`
    select slug, position from roles
    where environment_id = ${environmentId} and resource_type_slug = ${organizationType}
      and slug in ${sql(slugs as string[])}
    order by position`
}

/** The roles that grant the permission, by age. */
export async function listRolesGranting(
  sql: Queryable,
  environmentId: string,
  permissionId: string,
): Promise<Role[]> {
  return sql<Role[]>`
    select ${columns(sql)} from roles r
    where r.environment_id = ${environmentId} and r.id in (
      select role_id from role_permissions
      where environment_id = ${environmentId} and permission_id = ${permissionId})
    order by r.id`
}

/** Inserts the role, without permissions, at the lowest priority. @returns whether its slug was free */
export async function insertRole(tx: Queryable, environmentId: string, r: Role): Promise<boolean> {
  const rows = await tx`
    insert into roles
      (environment_id, id, slug, name, description, resource_type_slug, position, created_at, updated_at)
    select ${environmentId}, ${r.id}, ${r.slug}, ${r.name}, ${r.description}, ${r.resource_type_slug},
           coalesce(max(position), 0) + 1, ${r.created_at}, ${r.updated_at}
    from roles where environment_id = ${environmentId}
    on conflict (environment_id, slug) do nothing
    returning true`
  return rows.length > 0
}

/** Writes what may change, save the permissions. */
export async function updateRole(tx: Queryable, environmentId: string, r: Role): Promise<void> {
  await tx`
    update roles set name = ${r.name}, description = ${r.description}, updated_at = ${r.updated_at}
    where environment_id = ${environmentId} and id = ${r.id}`
}

/** Makes the role grant the permissions that the slugs name, and no others. */
export async function replacePermissions(
  tx: Queryable,
  environmentId: string,
  { id, permissions }: Role,
): Promise<void> {
  await tx`delete from role_permissions where environment_id = ${environmentId} and role_id = ${id}`
  await tx`
    insert into role_permissions (environment_id, role_id, permission_id)
    select environment_id, ${id}, id from permissions
    where environment_id = ${environmentId} and slug = any(${permissions})`
}

/** Notes that what the roles grant has changed. */
export async function touchRoles(
  tx: Queryable,
  environmentId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await tx`
    update roles set updated_at = ${now} where environment_id = ${environmentId} and id = any(${ids as string[]})`
}

export async function deleteRole(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`delete from roles where environment_id = ${environmentId} and id = ${id}`
}

/** Sets the order of priority: the slugs of all roles, highest first. */
export async function orderRoles(
  tx: Queryable,
  environmentId: string,
  slugs: readonly string[],
): Promise<void> {
  await tx`
    update roles r set position = o.position
    from unnest(${slugs as string[]}::text[]) with ordinality as o (slug, position)
    where r.environment_id = ${environmentId} and r.slug = o.slug`
}

export async function setDefaultRole(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`
    insert into authorization_settings (environment_id, default_role_id) values (${environmentId}, ${id})
    on conflict (environment_id) do update set default_role_id = excluded.default_role_id`
}
