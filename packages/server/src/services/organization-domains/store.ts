import type { Queryable } from '../../kernel/database/database.ts'
import type { StoredDomain } from './rules.ts'

/** The insertion of domains as a query: await it, or make it a branch of a larger statement. */
export function insertDomains(sql: Queryable, environmentId: string, domains: readonly StoredDomain[]) {
  const column = <K extends keyof StoredDomain>(name: K) => domains.map((domain) => domain[name])
  const instants = (name: 'verification_expires_at' | 'next_check_at') =>
    domains.map((domain) => domain[name]?.toISOString() ?? null)
  return sql`
    insert into organization_domains
      (environment_id, id, organization_id, domain, state, verification_prefix, verification_token,
       verification_strategy, verification_expires_at, next_check_at, created_at, updated_at)
    select ${environmentId}, d.*
    from unnest(
      ${column('id')}::text[], ${column('organization_id')}::text[], ${column('domain')}::text[],
      ${column('state')}::text[], ${column('verification_prefix') as string[]}::text[],
      ${column('verification_token') as string[]}::text[], ${column('verification_strategy')}::text[],
      ${instants('verification_expires_at') as string[]}::timestamptz[],
      ${instants('next_check_at') as string[]}::timestamptz[],
      ${column('created_at')}::timestamptz[], ${column('updated_at')}::timestamptz[]
    ) as d`
}

/** The name of the index that keeps a domain to one organization of an environment. */
export const domainIndex = 'organization_domains_domain'

/** A subquery: the domains of the organization `o`, as the wire nests them. */
export function domainsOfOrganization(sql: Queryable) {
  return sql`
    coalesce((
      select json_agg(json_strip_nulls(json_build_object(
        'object', 'organization_domain', 'id', d.id, 'organization_id', d.organization_id, 'domain', d.domain,
        'state', d.state, 'verification_prefix', d.verification_prefix, 'verification_token', d.verification_token,
        'verification_strategy', d.verification_strategy, 'created_at', iso(d.created_at),
        'updated_at', iso(d.updated_at))) order by d.id)
      from organization_domains d
      where d.environment_id = o.environment_id and d.organization_id = o.id
    ), '[]'::json) as domains`
}

const columns = (sql: Queryable) => sql`
  'organization_domain' as object, id, organization_id, domain, state, verification_prefix, verification_token,
  verification_strategy, verification_expires_at, next_check_at, created_at, updated_at`

type DomainRow = Omit<StoredDomain, 'verification_expires_at' | 'next_check_at'> & {
  verification_expires_at: string | null
  next_check_at: string | null
}

function fromRow(row: DomainRow): StoredDomain {
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...row,
    verification_expires_at: instant(row.verification_expires_at),
    next_check_at: instant(row.next_check_at),
  }
}

export async function findDomain(
  sql: Queryable,
  environmentId: string,
  id: string,
  lock?: 'for update',
): Promise<StoredDomain | undefined> {
  const [row] = await sql<DomainRow[]>`
    select ${columns(sql)} from organization_domains
    where environment_id = ${environmentId} and id = ${id} ${lock ? sql`for update` : sql``}`
  return row && fromRow(row)
}

/** The domains of an organization, which nobody else changes until the transaction ends. */
export async function lockDomains(
  tx: Queryable,
  environmentId: string,
  organizationId: string,
): Promise<StoredDomain[]> {
  const rows = await tx<DomainRow[]>`
    select ${columns(tx)} from organization_domains
    where environment_id = ${environmentId} and organization_id = ${organizationId} order by id for update`
  return rows.map(fromRow)
}

export async function organizationExists(
  sql: Queryable,
  environmentId: string,
  id: string,
): Promise<boolean> {
  const rows = await sql`
    select true from organizations where environment_id = ${environmentId} and id = ${id} for key share`
  return rows.length > 0
}

/** Writes the state of a verification. */
export async function updateDomain(tx: Queryable, environmentId: string, d: StoredDomain): Promise<void> {
  await tx`
    update organization_domains
    set state = ${d.state}, verification_prefix = ${d.verification_prefix},
        verification_token = ${d.verification_token}, verification_strategy = ${d.verification_strategy},
        verification_expires_at = ${d.verification_expires_at}, next_check_at = ${d.next_check_at},
        updated_at = ${d.updated_at}
    where environment_id = ${environmentId} and id = ${d.id}`
}

export async function deleteDomains(
  tx: Queryable,
  environmentId: string,
  ids: readonly string[],
): Promise<void> {
  await tx`delete from organization_domains where environment_id = ${environmentId} and id = any(${ids as string[]})`
}

/** Sets when DNS is asked next, which is not a change that anyone sees. */
export async function scheduleCheck(
  tx: Queryable,
  environmentId: string,
  id: string,
  nextCheckAt: Date,
): Promise<void> {
  await tx`
    update organization_domains set next_check_at = ${nextCheckAt}
    where environment_id = ${environmentId} and id = ${id}`
}

/** A domain whose turn it is, of whichever environment. */
export type DueDomain = StoredDomain & { environment_id: string }

/** Takes pending domains whose turn it is, so that no other node does before `leaseEndsAt`. */
export async function claimDueDomains(
  sql: Queryable,
  now: Date,
  leaseEndsAt: Date,
  limit: number,
): Promise<DueDomain[]> {
  const rows = await sql<(DomainRow & { environment_id: string })[]>`
    with due as (
      select environment_id, id from organization_domains
      where state = 'pending' and next_check_at <= ${now}
      order by next_check_at limit ${limit} for update skip locked
    )
    update organization_domains d set next_check_at = ${leaseEndsAt}
    from due
    where d.environment_id = due.environment_id and d.id = due.id
    returning d.environment_id, 'organization_domain' as object, d.id, d.organization_id, d.domain, d.state,
      d.verification_prefix, d.verification_token, d.verification_strategy, d.verification_expires_at,
      d.next_check_at, d.created_at, d.updated_at`
  return rows.map((row) => ({ ...fromRow(row), environment_id: row.environment_id }))
}
