import type { ClientSecret } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'

/** What leaves the table, and so all that can reach the wire. */
const columns = (sql: Queryable) => sql`
  'client_secret' as object, id, secret_hint, last_used_at, created_at, updated_at`

export type NewClientSecret = {
  id: string
  applicationId: string
  secretHash: Buffer
  secretHint: string
  now: Date
}

export async function insertClientSecret(
  tx: Queryable,
  environmentId: string,
  s: NewClientSecret,
): Promise<ClientSecret> {
  const [row] = await tx<ClientSecret[]>`
    insert into client_secrets (environment_id, id, application_id, secret_hash, secret_hint, created_at, updated_at)
    values (${environmentId}, ${s.id}, ${s.applicationId}, ${s.secretHash}, ${s.secretHint}, ${s.now}, ${s.now})
    returning ${columns(tx)}`
  return row as ClientSecret
}

/** The secrets of an application, newest first. */
export async function listClientSecrets(
  sql: Queryable,
  environmentId: string,
  applicationId: string,
): Promise<ClientSecret[]> {
  return sql<ClientSecret[]>`
    select ${columns(sql)} from client_secrets
    where environment_id = ${environmentId} and application_id = ${applicationId} order by id desc`
}

/** @returns whether there was such a secret */
export async function deleteClientSecret(tx: Queryable, environmentId: string, id: string): Promise<boolean> {
  const rows = await tx`
    delete from client_secrets where environment_id = ${environmentId} and id = ${id} returning true`
  return rows.length > 0
}

/**
 * Whether the application has a secret with one of the hashes, of which the first is under the current master key.
 * Notes that it was used, and stores it under the first.
 */
export async function useClientSecret(
  sql: Queryable,
  { environmentId, applicationId }: { environmentId: string; applicationId: string },
  hashes: Buffer[],
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    update client_secrets set last_used_at = ${now}, secret_hash = ${hashes[0] as Buffer}
    where environment_id = ${environmentId} and application_id = ${applicationId}
      and secret_hash in ${sql(hashes)}
    returning true`
  return rows.length > 0
}
