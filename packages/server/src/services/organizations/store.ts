import { constantFragment, type Queryable } from '../../kernel/database/database.ts'
import { insertEvents, type NewEvent } from '../../kernel/events/events.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'
import { domainsOfOrganization, insertDomains, type StoredDomain } from '../organization-domains/index.ts'
import type { OrganizationRow } from './rules.ts'

/** What leaves the table, and so all that can reach the wire. */
const columns = constantFragment(
  (sql) => sql`
  'organization' as object, o.id, o.name, o.metadata, o.external_id, o.stripe_customer_id,
  o.allow_profiles_outside_organization, o.created_at, o.updated_at, ${domainsOfOrganization(sql)}`,
)

/** Names of the indexes that a caller's value can collide with. */
export const externalIdIndex = 'organizations_external_id'
export const stripeCustomerIdIndex = 'organizations_stripe_customer_id'

/**
 * Inserts the organization, its domains and their events in one statement, so that one round trip commits all.
 *
 * @throws a unique violation when the external ID or a domain is taken
 */
export async function insertOrganization(
  sql: Queryable,
  environmentId: string,
  o: OrganizationRow,
  domains: readonly StoredDomain[],
  events: readonly NewEvent[],
): Promise<void> {
  await sql`
    with organization as (
      insert into organizations
        (environment_id, id, name, metadata, external_id, stripe_customer_id, allow_profiles_outside_organization,
         created_at, updated_at)
      values
        (${environmentId}, ${o.id}, ${o.name}, ${sql.json(o.metadata)}, ${o.external_id}, ${o.stripe_customer_id},
         ${o.allow_profiles_outside_organization ?? false}, ${o.created_at}, ${o.updated_at})
    )
    ${domains.length > 0 ? sql`, domains as (${insertDomains(sql, environmentId, domains)})` : sql``}
    ${insertEvents(sql, events)}`
}

export async function findOrganization(sql: Queryable, environmentId: string, id: string) {
  const [row] = await sql<OrganizationRow[]>`
    select ${columns(sql)} from organizations o where o.environment_id = ${environmentId} and o.id = ${id}`
  return row
}

/** As `findOrganization`, and keeps others from changing it until the transaction ends. */
export async function lockOrganization(tx: Queryable, environmentId: string, id: string) {
  await tx`select true from organizations where environment_id = ${environmentId} and id = ${id} for update`
  // A statement of its own: the one that waited for the lock would still show the domains of before it waited.
  return findOrganization(tx, environmentId, id)
}

export async function findOrganizationByExternalId(
  sql: Queryable,
  environmentId: string,
  externalId: string,
) {
  const [row] = await sql<OrganizationRow[]>`
    select ${columns(sql)} from organizations o
    where o.environment_id = ${environmentId} and o.external_id = ${externalId}`
  return row
}

export type OrganizationFilter = { domains: string[] | undefined; search: string | undefined }

export async function listOrganizations(
  sql: Queryable,
  environmentId: string,
  { domains, search }: OrganizationFilter,
  { where, orderBy }: PageClauses,
) {
  return sql<OrganizationRow[]>`
    select ${columns(sql)} from organizations o
    where o.environment_id = ${environmentId}
      ${
        domains === undefined
          ? sql``
          : sql`and o.id in (
        select organization_id from organization_domains
        where environment_id = ${environmentId} and domain in ${sql(domains)})`
      }
      ${
        search === undefined
          ? sql``
          : sql`and (
        o.name ilike ${likePattern(search)} or o.id in (
          select organization_id from organization_domains
          where environment_id = ${environmentId} and domain like ${likePattern(search.toLowerCase())}))`
      }
      ${where} ${orderBy}`
}

/** Matches the text anywhere; its own wildcards stand for themselves. */
const likePattern = (text: string) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Writes every column that may change. */
export async function updateOrganization(
  tx: Queryable,
  environmentId: string,
  o: OrganizationRow,
): Promise<void> {
  await tx`
    update organizations
    set name = ${o.name}, metadata = ${tx.json(o.metadata)}, external_id = ${o.external_id},
        stripe_customer_id = ${o.stripe_customer_id},
        allow_profiles_outside_organization = ${o.allow_profiles_outside_organization ?? false},
        updated_at = ${o.updated_at}
    where environment_id = ${environmentId} and id = ${o.id}`
}

export async function deleteOrganization(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`delete from organizations where environment_id = ${environmentId} and id = ${id}`
}
