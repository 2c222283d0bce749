import type { RedirectUri } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'

/** What leaves the table, and so all that can reach the wire. */
const columns = (sql: Queryable) => sql`
  'redirect_uri' as object, id, uri, is_default as "default", created_at, updated_at`

/** The application that a path names, by its id or client id; the environment's default when it names none. */
export async function findApplicationId(
  sql: Queryable,
  environmentId: string,
  named: string | undefined,
  lock?: 'for no key update',
): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from applications
    where environment_id = ${environmentId}
      and ${named === undefined ? sql`is_default` : sql`(id = ${named} or client_id = ${named.replace(/^project_/, 'client_')})`}
    ${lock ? sql`for no key update` : sql``}`
  return row?.id
}

/** An application of an environment: whose addresses are meant. */
export type Owner = { environmentId: string; applicationId: string }

export async function listRedirectUris(
  sql: Queryable,
  { environmentId, applicationId }: Owner,
  { where, orderBy }: PageClauses,
): Promise<RedirectUri[]> {
  return sql<RedirectUri[]>`
    select ${columns(sql)} from redirect_uris
    where environment_id = ${environmentId} and application_id = ${applicationId} ${where} ${orderBy}`
}

/** The addresses alone, of which an application has a bounded number. */
export async function listUris(sql: Queryable, { environmentId, applicationId }: Owner): Promise<string[]> {
  const rows = await sql<{ uri: string }[]>`
    select uri from redirect_uris where environment_id = ${environmentId} and application_id = ${applicationId}`
  return rows.map(({ uri }) => uri)
}

export async function findRedirectUri(
  sql: Queryable,
  { environmentId, applicationId }: Owner,
  id: string,
): Promise<RedirectUri | undefined> {
  const [row] = await sql<RedirectUri[]>`
    select ${columns(sql)} from redirect_uris
    where environment_id = ${environmentId} and application_id = ${applicationId} and id = ${id}`
  return row
}

/** A registered address, and whose it is. */
export type RedirectTarget = {
  application_id: string
  uri: string
  /** Of its application. */
  default: boolean
  application_default: boolean
}

/** Every address of an environment, those of its default application first. */
export async function listRedirectTargets(sql: Queryable, environmentId: string): Promise<RedirectTarget[]> {
  return sql<RedirectTarget[]>`
    select r.application_id, r.uri, r.is_default as "default", a.is_default as application_default
    from redirect_uris r
    join applications a on a.environment_id = r.environment_id and a.id = r.application_id
    where r.environment_id = ${environmentId}
    order by a.is_default desc, r.id`
}

/** How many addresses the application has, and whether one is its default. */
export async function summarizeRedirectUris(
  sql: Queryable,
  { environmentId, applicationId }: Owner,
): Promise<{ count: number; has_default: boolean }> {
  const [row] = await sql<{ count: number; has_default: boolean }[]>`
    select count(*)::int as count, coalesce(bool_or(is_default), false) as has_default from redirect_uris
    where environment_id = ${environmentId} and application_id = ${applicationId}`
  return row as { count: number; has_default: boolean }
}

export type NewRedirectUri = { id: string; uri: string; isDefault: boolean; now: Date }

/** Inserts the address, or returns nothing when the application has it. */
export async function insertRedirectUri(
  tx: Queryable,
  { environmentId, applicationId }: Owner,
  { id, uri, isDefault, now }: NewRedirectUri,
): Promise<RedirectUri | undefined> {
  const [row] = await tx<RedirectUri[]>`
    insert into redirect_uris (environment_id, id, application_id, uri, is_default, created_at, updated_at)
    values (${environmentId}, ${id}, ${applicationId}, ${uri}, ${isDefault}, ${now}, ${now})
    on conflict (environment_id, application_id, uri) do nothing
    returning ${columns(tx)}`
  return row
}

/** Leaves the application without a default. */
export async function clearDefault(
  tx: Queryable,
  { environmentId, applicationId }: Owner,
  now: Date,
): Promise<void> {
  await tx`
    update redirect_uris set is_default = false, updated_at = ${now}
    where environment_id = ${environmentId} and application_id = ${applicationId} and is_default`
}

export async function markDefault(
  tx: Queryable,
  { environmentId, applicationId }: Owner,
  id: string,
  now: Date,
): Promise<RedirectUri> {
  const [row] = await tx<RedirectUri[]>`
    update redirect_uris set is_default = true, updated_at = ${now}
    where environment_id = ${environmentId} and application_id = ${applicationId} and id = ${id}
    returning ${columns(tx)}`
  return row as RedirectUri
}

export async function deleteRedirectUri(
  tx: Queryable,
  { environmentId, applicationId }: Owner,
  id: string,
): Promise<void> {
  await tx`
    delete from redirect_uris
    where environment_id = ${environmentId} and application_id = ${applicationId} and id = ${id}`
}
