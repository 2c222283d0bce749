import type { EnvironmentApiKey } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'

/** What leaves the table, and so all that can reach the wire. */
const columns = (sql: Queryable) => sql`
  'environment_api_key' as object, id, name, obfuscated_value, last_used_at, expires_at, created_at, updated_at`

export type NewApiKey = {
  id: string
  name: string
  keyHash: Buffer
  sealedValue: Buffer | null
  obfuscatedValue: string
  expiresAt: Date | null
  now: Date
}

export async function insertApiKey(
  tx: Queryable,
  environmentId: string,
  key: NewApiKey,
): Promise<EnvironmentApiKey> {
  const [row] = await tx<EnvironmentApiKey[]>`
    insert into environment_api_keys
      (environment_id, id, name, key_hash, sealed_value, obfuscated_value, expires_at, created_at, updated_at)
    values
      (${environmentId}, ${key.id}, ${key.name}, ${key.keyHash}, ${key.sealedValue}, ${key.obfuscatedValue},
       ${key.expiresAt}, ${key.now}, ${key.now})
    returning ${columns(tx)}`
  return row as EnvironmentApiKey
}

/** Names a key on every node. */
export type ApiKeyName = { environment_id: string; id: string }

/**
 * Finds the key that has one of the hashes, of which the first is under the current master key. One found by another
 * is stored again under the first, so that old master keys can be put away.
 */
export async function findApiKeyName(sql: Queryable, hashes: Buffer[]): Promise<ApiKeyName | undefined> {
  const [current] = hashes as [Buffer]
  const [row] = await sql<(ApiKeyName & { key_hash: Buffer })[]>`
    select environment_id, id, key_hash from environment_api_keys where key_hash in ${sql(hashes)}`
  if (!row) return undefined
  const { environment_id, id, key_hash } = row
  if (!key_hash.equals(current)) {
    await sql`
      update environment_api_keys set key_hash = ${current} where environment_id = ${environment_id} and id = ${id}`
  }
  return { environment_id, id }
}

export type IdentityRow = { name: string; expires_at: string | null; environment: Environment }

/** Reads whom a key speaks for, and notes that it was used. */
export async function findIdentity(
  sql: Queryable,
  { environment_id, id }: ApiKeyName,
  now: Date,
): Promise<IdentityRow | undefined> {
  const [row] = await sql<IdentityRow[]>`
    with found as (
      select k.name, k.expires_at, jsonb_build_object('id', e.id, 'name', e.name, 'kind', e.kind) as environment
      from environment_api_keys k join environments e on e.id = k.environment_id
      where k.environment_id = ${environment_id} and k.id = ${id}
    ), noted as (
      update environment_api_keys set last_used_at = ${now}
      where environment_id = ${environment_id} and id = ${id}
        and (expires_at is null or expires_at > ${now})
        and (last_used_at is null or last_used_at < ${new Date(now.getTime() - 60_000)})
    )
    select * from found`
  return row
}

/** The oldest key of a sandbox whose text can still be read. */
export async function findReadableApiKey(
  sql: Queryable,
  environmentId: string,
  now: Date,
): Promise<{ id: string; sealed_value: Buffer } | undefined> {
  const [row] = await sql<{ id: string; sealed_value: Buffer }[]>`
    select id, sealed_value from environment_api_keys
    where environment_id = ${environmentId} and sealed_value is not null
      and (expires_at is null or expires_at > ${now})
    order by id limit 1`
  return row
}

/** Keys that work, and those that expired not long ago. */
export async function listApiKeys(
  sql: Queryable,
  environmentId: string,
  shownSince: Date,
  { where, orderBy }: PageClauses,
): Promise<EnvironmentApiKey[]> {
  return sql<EnvironmentApiKey[]>`
    select ${columns(sql)} from environment_api_keys
    where environment_id = ${environmentId} and (expires_at is null or expires_at > ${shownSince})
      ${where} ${orderBy}`
}

export async function findApiKey(
  sql: Queryable,
  environmentId: string,
  id: string,
  shownSince: Date,
  lock?: 'for update',
): Promise<EnvironmentApiKey | undefined> {
  const [row] = await sql<EnvironmentApiKey[]>`
    select ${columns(sql)} from environment_api_keys
    where environment_id = ${environmentId} and id = ${id} and (expires_at is null or expires_at > ${shownSince})
    ${lock ? sql`for update` : sql``}`
  return row
}

/** Writes every column that may change. */
export async function updateApiKey(
  tx: Queryable,
  environmentId: string,
  { id, name, expiresAt, now }: { id: string; name: string; expiresAt: Date | string | null; now: Date },
): Promise<EnvironmentApiKey> {
  const [row] = await tx<EnvironmentApiKey[]>`
    update environment_api_keys set name = ${name}, expires_at = ${expiresAt}, updated_at = ${now}
    where environment_id = ${environmentId} and id = ${id}
    returning ${columns(tx)}`
  return row as EnvironmentApiKey
}

/** Lets the key work for ever, if it did not. */
export async function removeExpiry(
  tx: Queryable,
  { environment_id, id }: ApiKeyName,
  now: Date,
): Promise<void> {
  await tx`
    update environment_api_keys set expires_at = null, updated_at = ${now}
    where environment_id = ${environment_id} and id = ${id} and expires_at is not null`
}

export async function hasOtherWorkingKey(
  tx: Queryable,
  environmentId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const rows = await tx`
    select true from environment_api_keys
    where environment_id = ${environmentId} and id <> ${id} and (expires_at is null or expires_at > ${now}) limit 1`
  return rows.length > 0
}

export async function deleteApiKey(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`delete from environment_api_keys where environment_id = ${environmentId} and id = ${id}`
}

export async function listApiKeyNames(sql: Queryable, environmentId: string): Promise<ApiKeyName[]> {
  return sql<ApiKeyName[]>`
    select environment_id, id from environment_api_keys where environment_id = ${environmentId}`
}

/** Deletes the keys of all environments that expired before the instant. */
export async function deleteKeysExpiredBefore(sql: Queryable, instant: Date): Promise<void> {
  await sql`delete from environment_api_keys where expires_at <= ${instant}`
}
