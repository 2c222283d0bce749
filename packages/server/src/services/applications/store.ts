import type { Application } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'
import { clientIdOf } from './rules.ts'

/** What leaves the table, and so all that can reach the wire. */
const columns = (sql: Queryable) => sql`
  'application' as object, a.id, a.name, a.client_id, 'project_' || substr(a.client_id, 8) as project_id, a.kind,
  a.is_default as "default", a.homepage_url, a.initiate_login_url, a.user_invitation_url, a.password_reset_url,
  a.portal_return_url, a.portal_success_url, a.logout_redirect_uris, a.created_at, a.updated_at`

/** Inserts the application, or returns nothing when its client id is taken. */
export async function insertApplication(
  tx: Queryable,
  environmentId: string,
  a: Omit<Application, 'object' | 'project_id'>,
): Promise<Application | undefined> {
  const [row] = await tx<Application[]>`
    insert into applications as a
      (environment_id, id, client_id, name, kind, is_default, homepage_url, initiate_login_url, user_invitation_url,
       password_reset_url, portal_return_url, portal_success_url, logout_redirect_uris, created_at, updated_at)
    values
      (${environmentId}, ${a.id}, ${a.client_id}, ${a.name}, ${a.kind}, ${a.default}, ${a.homepage_url},
       ${a.initiate_login_url}, ${a.user_invitation_url}, ${a.password_reset_url}, ${a.portal_return_url},
       ${a.portal_success_url}, ${a.logout_redirect_uris}, ${a.created_at}, ${a.updated_at})
    on conflict (client_id) do nothing
    returning ${columns(tx)}`
  return row
}

export async function listApplications(
  sql: Queryable,
  environmentId: string,
  { where, orderBy }: PageClauses,
): Promise<Application[]> {
  return sql<Application[]>`
    select ${columns(sql)} from applications a where a.environment_id = ${environmentId} ${where} ${orderBy}`
}

/** @param named the id, client id or project id of the application */
export async function findApplication(
  sql: Queryable,
  environmentId: string,
  named: string,
  lock?: 'for no key update',
): Promise<Application | undefined> {
  const [row] = await sql<Application[]>`
    select ${columns(sql)} from applications a
    where a.environment_id = ${environmentId} and (a.id = ${named} or a.client_id = ${clientIdOf(named)})
    ${lock ? sql`for no key update` : sql``}`
  return row
}

/** An application as sign-in needs it: of it, what stays as it is for as long as there is one. */
export type Client = {
  id: string
  clientId: string
  environmentId: string
  kind: Application['kind']
  /** Whether it is the environment's own, for which API keys speak. */
  default: boolean
}

export async function findClient(sql: Queryable, clientId: string): Promise<Client | undefined> {
  const [row] = await sql<Client[]>`
    select id, client_id as "clientId", environment_id as "environmentId", kind, is_default as "default"
    from applications where client_id = ${clientId}`
  return row
}

export async function listClientIds(sql: Queryable, environmentId: string): Promise<string[]> {
  const rows = await sql<{ client_id: string }[]>`
    select client_id from applications where environment_id = ${environmentId}`
  return rows.map(({ client_id }) => client_id)
}

export async function findDefaultClientId(
  sql: Queryable,
  environmentId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ client_id: string }[]>`
    select client_id from applications where environment_id = ${environmentId} and is_default`
  return row?.client_id
}

export async function setDefaultClientId(
  tx: Queryable,
  environmentId: string,
  { clientId, now }: { clientId: string; now: Date },
): Promise<void> {
  await tx`
    update applications set client_id = ${clientId}, updated_at = ${now}
    where environment_id = ${environmentId} and is_default`
}

/** Writes every column that may change. */
export async function updateApplication(
  tx: Queryable,
  environmentId: string,
  a: Application,
): Promise<Application> {
  const [row] = await tx<Application[]>`
    update applications a
    set name = ${a.name}, homepage_url = ${a.homepage_url}, initiate_login_url = ${a.initiate_login_url},
        user_invitation_url = ${a.user_invitation_url}, password_reset_url = ${a.password_reset_url},
        portal_return_url = ${a.portal_return_url}, portal_success_url = ${a.portal_success_url},
        logout_redirect_uris = ${a.logout_redirect_uris}, updated_at = ${a.updated_at}
    where a.environment_id = ${environmentId} and a.id = ${a.id}
    returning ${columns(tx)}`
  return row as Application
}

export async function deleteApplication(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`delete from applications where environment_id = ${environmentId} and id = ${id}`
}
