import { type ResourceType, resourceTypeNotFound } from '@portico/contract'
import type { Queryable } from '../../../kernel/database/database.ts'

const columns = (sql: Queryable) => sql`
  'resource_type' as object, t.id, t.slug, t.name, t.description, t.system, t.created_at, t.updated_at,
  array(
    select p.parent_slug from resource_type_parents p
    where p.environment_id = t.environment_id and p.slug = t.slug order by p.parent_slug
  ) as parent_resource_type_slugs`

export async function listResourceTypes(sql: Queryable, environmentId: string): Promise<ResourceType[]> {
  return sql<ResourceType[]>`
    select ${columns(sql)} from resource_types t where t.environment_id = ${environmentId} order by t.id`
}

/** @throws not found */
export async function requireResourceType(
  sql: Queryable,
  environmentId: string,
  slug: string,
): Promise<ResourceType> {
  const [row] = await sql<ResourceType[]>`
    select ${columns(sql)} from resource_types t
    where t.environment_id = ${environmentId} and t.slug = ${slug}`
  if (!row) throw resourceTypeNotFound(slug)
  return row
}

/** Inserts the type without its parents. @returns whether its slug was free */
export async function insertResourceType(
  tx: Queryable,
  environmentId: string,
  t: ResourceType,
): Promise<boolean> {
  const rows = await tx`
    insert into resource_types (environment_id, id, slug, name, description, system, created_at, updated_at)
    values (${environmentId}, ${t.id}, ${t.slug}, ${t.name}, ${t.description}, ${t.system}, ${t.created_at},
            ${t.updated_at})
    on conflict (environment_id, slug) do nothing
    returning true`
  return rows.length > 0
}

/** Writes what may change, save the parents. */
export async function updateResourceType(
  tx: Queryable,
  environmentId: string,
  t: ResourceType,
): Promise<void> {
  await tx`
    update resource_types set name = ${t.name}, description = ${t.description}, updated_at = ${t.updated_at}
    where environment_id = ${environmentId} and id = ${t.id}`
}

export async function replaceParents(
  tx: Queryable,
  environmentId: string,
  { slug, parent_resource_type_slugs }: ResourceType,
): Promise<void> {
  await tx`delete from resource_type_parents where environment_id = ${environmentId} and slug = ${slug}`
  await tx`
    insert into resource_type_parents (environment_id, slug, parent_slug)
    select ${environmentId}, ${slug}, parent from unnest(${parent_resource_type_slugs}::text[]) as parent`
}

/** Whether anything is of the type, or lies in it. */
export async function isUsed(sql: Queryable, environmentId: string, slug: string): Promise<boolean> {
  const [row] = await sql<{ used: boolean }[]>`
    select exists (
      select from resource_type_parents where environment_id = ${environmentId} and parent_slug = ${slug}
      union all
      select from roles where environment_id = ${environmentId} and resource_type_slug = ${slug}
      union all
      select from permissions where environment_id = ${environmentId} and resource_type_slug = ${slug}
    ) as used`
  return row?.used === true
}

export async function deleteResourceType(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`delete from resource_types where environment_id = ${environmentId} and id = ${id}`
}

/** Which types roles are of, and of which types the permissions that they hold. */
export async function listGrantedTypes(
  sql: Queryable,
  environmentId: string,
): Promise<{ role_type: string; permission_type: string }[]> {
  return sql<{ role_type: string; permission_type: string }[]>`
    select distinct r.resource_type_slug as role_type, p.resource_type_slug as permission_type
    from role_permissions rp
    join roles r on r.environment_id = rp.environment_id and r.id = rp.role_id
    join permissions p on p.environment_id = rp.environment_id and p.id = rp.permission_id
    where rp.environment_id = ${environmentId}`
}
