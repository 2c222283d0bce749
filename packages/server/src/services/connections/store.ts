import { domainToASCII } from 'node:url'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'
import type { SamlOptions, StoredConnection } from './stored.ts'

const columns = (sql: Queryable) => sql`
  c.id, c.organization_id, c.connection_type, c.protocol, c.name, c.state, c.external_key, c.external_id, c.options,
  c.client_secret, c.attribute_map, c.settings, c.metadata_read_at, c.metadata_due_at, c.metadata_problem,
  c.metadata_failures, c.created_at, c.updated_at,
  coalesce((
    select json_agg(json_build_object('object', 'connection_domain', 'id', d.id, 'domain', d.domain) order by d.id)
    from organization_domains d
    where d.environment_id = c.environment_id and d.organization_id = c.organization_id
  ), '[]'::json) as domains,
  (
    select s.certificate from connection_certificates s
    where s.environment_id = c.environment_id and s.connection_id = c.id and s.purpose = 'sp_signing'
    limit 1
  ) as signing_cert`

/** The name of the index that keeps an external ID to one connection of an organization. */
export const externalIdIndex = 'connections_external_id'

/** Inserts the connection. @throws a unique violation for an external ID, or a social provider, that is taken */
export async function insertConnection(
  tx: Queryable,
  environmentId: string,
  c: StoredConnection,
): Promise<void> {
  await tx`
    insert into connections
      (environment_id, id, organization_id, connection_type, protocol, name, state, external_key, external_id, options,
       client_secret, attribute_map, settings, metadata_read_at, metadata_due_at, created_at, updated_at)
    values
      (${environmentId}, ${c.id}, ${c.organization_id}, ${c.connection_type}, ${c.protocol}, ${c.name}, ${c.state},
       ${c.external_key}, ${c.external_id}, ${tx.json(c.options)}, ${c.client_secret},
       ${tx.json(c.attribute_map as never)}, ${tx.json(c.settings as never)}, ${c.metadata_read_at},
       ${c.metadata_due_at}, ${c.created_at}, ${c.updated_at})`
}

export type ConnectionFilter = {
  connectionType: string | undefined
  domain: string | undefined
  organizationId: string | undefined
  search: string | undefined
}

/** The connections that the filter lets through, as a query. */
export function connectionsQuery(
  sql: Queryable,
  environmentId: string,
  { connectionType, domain, organizationId, search }: ConnectionFilter,
  { where, orderBy }: PageClauses,
) {
  return sql<StoredConnection[]>`
    select ${columns(sql)} from connections c
    where c.environment_id = ${environmentId}
      ${connectionType === undefined ? sql`` : sql`and c.connection_type = ${connectionType}`}
      ${organizationId === undefined ? sql`` : sql`and c.organization_id = ${organizationId}`}
      ${
        domain === undefined
          ? sql``
          : sql`and c.organization_id = (
        select organization_id from organization_domains
        where environment_id = ${environmentId} and domain = ${storedDomain(domain)})`
      }
      ${search === undefined ? sql`` : sql`and c.name ilike ${likePattern(search)}`}
      ${where} ${orderBy}`
}

/** A domain as its row has it: in ASCII and lower case, however it is written. */
const storedDomain = (domain: string) => domainToASCII(domain.toLowerCase())

/** Matches the text anywhere; its own wildcards stand for themselves. */
const likePattern = (text: string) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

export async function findConnection(
  sql: Queryable,
  environmentId: string,
  id: string,
  lock?: 'for update',
): Promise<StoredConnection | undefined> {
  const [row] = await sql<StoredConnection[]>`
    select ${columns(sql)} from connections c
    where c.environment_id = ${environmentId} and c.id = ${id} ${lock ? sql`for update of c` : sql``}`
  return row
}

export async function findByExternalId(
  sql: Queryable,
  environmentId: string,
  organizationId: string,
  externalId: string,
): Promise<StoredConnection | undefined> {
  const [row] = await sql<StoredConnection[]>`
    select ${columns(sql)} from connections c
    where c.environment_id = ${environmentId} and c.organization_id = ${organizationId}
      and c.external_id = ${externalId}`
  return row
}

/** The social provider of the environment. */
export async function findByProvider(
  sql: Queryable,
  environmentId: string,
  provider: string,
  lock?: 'for update',
): Promise<StoredConnection | undefined> {
  const [row] = await sql<StoredConnection[]>`
    select ${columns(sql)} from connections c
    where c.environment_id = ${environmentId} and c.organization_id is null and c.connection_type = ${provider}
    ${lock ? sql`for update of c` : sql``}`
  return row
}

export async function listProviders(sql: Queryable, environmentId: string): Promise<StoredConnection[]> {
  return sql<StoredConnection[]>`
    select ${columns(sql)} from connections c
    where c.environment_id = ${environmentId} and c.organization_id is null order by c.connection_type`
}

/** Whether the organization has a connection to that identity provider already. */
export async function hasIdentityProvider(
  tx: Queryable,
  environmentId: string,
  organizationId: string,
  { connectionType, idpEntityId }: { connectionType: string; idpEntityId: string },
): Promise<boolean> {
  const rows = await tx`
    select true from connections
    where environment_id = ${environmentId} and organization_id = ${organizationId}
      and connection_type = ${connectionType} and options ->> 'idp_entity_id' = ${idpEntityId}
    limit 1`
  return rows.length > 0
}

/** Makes creations in an organization take turns until the transaction ends. @returns whether there is one */
export async function lockOrganization(tx: Queryable, environmentId: string, id: string): Promise<boolean> {
  const rows = await tx`
    select true from organizations where environment_id = ${environmentId} and id = ${id} for no key update`
  return rows.length > 0
}

export async function organizationExists(
  sql: Queryable,
  environmentId: string,
  id: string,
): Promise<boolean> {
  const rows =
    await sql`select true from organizations where environment_id = ${environmentId} and id = ${id}`
  return rows.length > 0
}

/** Writes every column that may change. */
export async function updateConnection(
  tx: Queryable,
  environmentId: string,
  c: StoredConnection,
): Promise<void> {
  await tx`
    update connections
    set name = ${c.name}, state = ${c.state}, external_id = ${c.external_id}, options = ${tx.json(c.options)},
        client_secret = ${c.client_secret}, attribute_map = ${tx.json(c.attribute_map as never)},
        settings = ${tx.json(c.settings as never)}, metadata_read_at = ${c.metadata_read_at},
        metadata_due_at = ${c.metadata_due_at}, metadata_problem = ${c.metadata_problem},
        metadata_failures = ${c.metadata_failures}, updated_at = ${c.updated_at}
    where environment_id = ${environmentId} and id = ${c.id}`
}

export async function deleteConnection(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`delete from connections where environment_id = ${environmentId} and id = ${id}`
}

/** Makes the connection active if it waits for its first sign-in. @returns it, when that was so */
export async function activateWaiting(
  tx: Queryable,
  environmentId: string,
  id: string,
  now: Date,
): Promise<StoredConnection | undefined> {
  const [row] = await tx<StoredConnection[]>`
    update connections c set state = 'active', updated_at = ${now}
    where c.environment_id = ${environmentId} and c.id = ${id} and c.state = 'validating'
    returning ${columns(tx)}`
  return row
}

/** What the organization's people may be sent to. */
export type OrganizationConnection = Pick<
  StoredConnection,
  'id' | 'state' | 'connection_type' | 'organization_id'
>

/** The connections of the organization, oldest first. */
export async function listOrganizationConnections(
  sql: Queryable,
  environmentId: string,
  organizationId: string,
): Promise<OrganizationConnection[]> {
  return sql<OrganizationConnection[]>`
    select id, state, connection_type, organization_id from connections
    where environment_id = ${environmentId} and organization_id = ${organizationId} order by id`
}

/** The connections of the organization that has verified the domain, oldest first. */
export async function findConnectionByDomain(
  sql: Queryable,
  environmentId: string,
  domain: string,
): Promise<OrganizationConnection[]> {
  return sql<OrganizationConnection[]>`
    select c.id, c.state, c.connection_type, c.organization_id
    from organization_domains d
    join connections c on c.environment_id = d.environment_id and c.organization_id = d.organization_id
    where d.environment_id = ${environmentId} and d.domain = ${storedDomain(domain)}
      and d.state in ('verified', 'legacy_verified')
    order by c.id`
}

/** The ID of the connection to a social provider. */
export async function findProviderConnection(
  sql: Queryable,
  environmentId: string,
  provider: string,
): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from connections
    where environment_id = ${environmentId} and organization_id is null and connection_type = ${provider}`
  return row?.id
}

/** A connection whose metadata are to be read again, of whichever environment. */
export type DueConnection = { environment: Environment; id: string; options: SamlOptions }

/** Takes connections whose metadata are due, so that no other node does before `leaseEndsAt`. */
export async function claimDueMetadata(
  sql: Queryable,
  { now, leaseEndsAt, limit }: { now: Date; leaseEndsAt: Date; limit: number },
): Promise<DueConnection[]> {
  return sql<DueConnection[]>`
    with due as (
      select environment_id, id from connections
      where metadata_due_at <= ${now} order by metadata_due_at limit ${limit} for update skip locked
    )
    update connections c set metadata_due_at = ${leaseEndsAt}
    from due join environments e on e.id = due.environment_id
    where c.environment_id = due.environment_id and c.id = due.id
    returning json_build_object('id', e.id, 'name', e.name, 'kind', e.kind) as environment, c.id, c.options`
}

/** Makes the set-up of social providers in an environment take turns until the transaction ends. */
export async function lockEnvironment(tx: Queryable, environmentId: string): Promise<void> {
  await tx`select true from environments where id = ${environmentId} for no key update`
}
