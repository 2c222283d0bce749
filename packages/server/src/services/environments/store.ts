import type { Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'

export type NewEnvironment = Environment & { now: Date }

export async function insertEnvironment(
  tx: Queryable,
  { id, name, kind, now }: NewEnvironment,
): Promise<void> {
  await tx`
    insert into environments (id, name, kind, created_at, updated_at) values (${id}, ${name}, ${kind}, ${now}, ${now})`
}

export async function findFirstEnvironment(
  sql: Queryable,
  kind: Environment['kind'],
): Promise<Environment | undefined> {
  const [row] = await sql<
    Environment[]
  >`select id, name, kind from environments where kind = ${kind} order by id limit 1`
  return row
}

export type NewApiKey = {
  id: string
  name: string
  keyHash: Buffer
  sealedValue: Buffer | null
  obfuscatedValue: string
  expiresAt: Date | null
  now: Date
}

/** Inserts the key, or returns nothing when a key of this text exists. */
export async function insertApiKey(tx: Queryable, environmentId: string, key: NewApiKey): Promise<boolean> {
  const rows = await tx`
    insert into environment_api_keys
      (environment_id, id, name, key_hash, sealed_value, obfuscated_value, expires_at, created_at, updated_at)
    values
      (${environmentId}, ${key.id}, ${key.name}, ${key.keyHash}, ${key.sealedValue}, ${key.obfuscatedValue},
       ${key.expiresAt}, ${key.now}, ${key.now})
    on conflict (key_hash) do nothing
    returning true`
  return rows.length > 0
}

export type FoundApiKey = {
  id: string
  name: string
  expires_at: string | null
  environment: Environment
}

/** Looks a key up under every hash that it may be stored under, and notes that it was used. */
export async function findApiKeyByHash(
  sql: Queryable,
  hashes: Buffer[],
  now: Date,
): Promise<FoundApiKey | undefined> {
  const [row] = await sql<FoundApiKey[]>`
    with found as (
      select k.environment_id, k.id, k.name, k.expires_at,
             jsonb_build_object('id', e.id, 'name', e.name, 'kind', e.kind) as environment
      from environment_api_keys k join environments e on e.id = k.environment_id
      where k.key_hash in ${sql(hashes)}
    ), noted as (
      update environment_api_keys k set last_used_at = ${now}
      from found f
      where k.environment_id = f.environment_id and k.id = f.id
        and (k.last_used_at is null or k.last_used_at < ${new Date(now.getTime() - 60_000)})
    )
    select id, name, expires_at, environment from found`
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

export type NewApplication = {
  id: string
  clientId: string
  name: string
  kind: 'public' | 'confidential'
  isDefault: boolean
  now: Date
}

export async function insertApplication(
  tx: Queryable,
  environmentId: string,
  a: NewApplication,
): Promise<void> {
  await tx`
    insert into applications (environment_id, id, client_id, name, kind, is_default, created_at, updated_at)
    values (${environmentId}, ${a.id}, ${a.clientId}, ${a.name}, ${a.kind}, ${a.isDefault}, ${a.now}, ${a.now})`
}

export async function findDefaultClientId(
  sql: Queryable,
  environmentId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ client_id: string }[]>`
    select client_id from applications where environment_id = ${environmentId} and is_default`
  return row?.client_id
}
