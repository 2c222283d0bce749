import type { Queryable } from '../database/database.ts'
import type { Keyring } from './keyring.ts'
import {
  defaultRotation,
  exportPrivateKey,
  generateSigningKey,
  importSigningKey,
  type KeyLifetime,
  planRotation,
  type RotationPlan,
  type RotationPolicy,
  type SigningAlgorithm,
  type SigningKey,
} from './signing-keys.ts'

export interface SigningKeyOptions {
  readonly keyring: Keyring
  readonly now: Date
  /** Default `RS256`. */
  readonly algorithm?: SigningAlgorithm
  /** Default: a new key every 90 days, with a day of overlap. */
  readonly policy?: RotationPolicy
}

export interface SigningKeySet {
  readonly signer: SigningKey
  /** Every key whose tokens are still good, the signer first: what the key set endpoint shows. */
  readonly published: readonly SigningKey[]
}

interface StoredKey extends KeyLifetime {
  readonly key: SigningKey
  readonly generation: number
}

/**
 * Returns the environment's keys, after making, retiring and deleting those whose time has come: so the first call makes
 * the first key, and calling it regularly is all there is to rotation. Any number of nodes may call it at once and get the
 * same signer.
 *
 * The caller may keep the answer, but for less than the overlap of the policy. Not for a transaction of isolation
 * `repeatable read` or stricter, which would not see the key that another node made first.
 *
 * @throws {SealedDataError} when a key was sealed under a master key that is no longer known
 */
export async function currentSigningKeys(
  sql: Queryable,
  environmentId: string,
  options: SigningKeyOptions,
): Promise<SigningKeySet> {
  const { keyring, now, algorithm = 'RS256', policy = defaultRotation } = options
  // Twice is the rule: once to change what is due, once to read the result, which may be another node's.
  for (let attempt = 0; attempt < 5; attempt++) {
    const keys = await listSigningKeys(sql, environmentId, algorithm, keyring)
    const plan = planRotation(keys, now, policy)
    if (!plan.create && plan.retire.length === 0 && plan.remove.length === 0) return keySetOf(keys, plan)
    await carryOut(sql, environmentId, { keys, plan, keyring, now, algorithm })
  }
  throw new Error('The signing keys keep changing.')
}

function keySetOf(keys: StoredKey[], { signer, published }: RotationPlan): SigningKeySet {
  const find = (id: string | undefined) => keys.find((key) => key.id === id)!.key
  return { signer: find(signer), published: published.map(find) }
}

interface Rotation {
  keys: StoredKey[]
  plan: RotationPlan
  keyring: Keyring
  now: Date
  algorithm: SigningAlgorithm
}

async function carryOut(
  sql: Queryable,
  environmentId: string,
  { keys, plan, keyring, now, algorithm }: Rotation,
) {
  if (plan.create) {
    const { activatesAt } = plan.create
    const key = await generateSigningKey(algorithm)
    const privateKey = keyring.seal(exportPrivateKey(key), identityOf(environmentId, key.id))
    const generation = Math.max(0, ...keys.map((key) => key.generation)) + 1
    await sql`
      insert into signing_keys (environment_id, id, algorithm, generation, private_key, created_at, activates_at)
      values (${environmentId}, ${key.id}, ${algorithm}, ${generation}, ${privateKey}, ${now}, ${activatesAt})
      on conflict (environment_id, algorithm, generation) do nothing`
    // Its predecessor is retired on the next round, from the successor's row: that may be another node's.
    return
  }
  for (const { id, retiresAt } of plan.retire) {
    await sql`
      update signing_keys set retires_at = ${retiresAt}
      where environment_id = ${environmentId} and id = ${id} and retires_at is null`
  }
  if (plan.remove.length > 0) {
    await sql`
      delete from signing_keys
      where environment_id = ${environmentId} and id in ${sql(plan.remove as string[])} and retires_at <= ${now}`
  }
}

async function listSigningKeys(
  sql: Queryable,
  environmentId: string,
  algorithm: SigningAlgorithm,
  keyring: Keyring,
): Promise<StoredKey[]> {
  const rows = await sql<Row[]>`
    select id, generation, private_key, activates_at, retires_at from signing_keys
    where environment_id = ${environmentId} and algorithm = ${algorithm}
    order by generation`
  return await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      generation: row.generation,
      activatesAt: new Date(row.activates_at),
      retiresAt: row.retires_at === null ? undefined : new Date(row.retires_at),
      key: await importSigningKey(
        algorithm,
        keyring.open(row.private_key, identityOf(environmentId, row.id)),
      ),
    })),
  )
}

interface Row {
  id: string
  generation: number
  private_key: Buffer
  activates_at: string
  retires_at: string | null
}

/**
 * Takes a key out of publication at once, for when it was compromised: every token it signed stops being good. The next
 * `currentSigningKeys` makes another. Copies that nodes and clients keep have to run out or be dropped.
 *
 * @returns whether there was such a key
 */
export async function retireSigningKey(
  sql: Queryable,
  environmentId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const { count } = await sql`
    update signing_keys set retires_at = ${now}
    where environment_id = ${environmentId} and id = ${id} and (retires_at is null or retires_at > ${now})`
  return count > 0
}

/**
 * Seals the environment's private keys under the current master key, after the master key was rotated. Running it again is
 * harmless.
 *
 * @returns how many were under another
 */
export async function resealSigningKeys(
  sql: Queryable,
  environmentId: string,
  keyring: Keyring,
): Promise<number> {
  const rows = await sql<{ id: string; private_key: Buffer }[]>`
    select id, private_key from signing_keys
    where environment_id = ${environmentId} and substring(private_key for 9) <> ${keyring.currentPrefix}`
  for (const { id, private_key } of rows) {
    const resealed = keyring.reseal(private_key, identityOf(environmentId, id))
    await sql`
      update signing_keys set private_key = ${resealed}
      where environment_id = ${environmentId} and id = ${id} and private_key = ${private_key}`
  }
  return rows.length
}

const identityOf = (environmentId: string, id: string) => `${environmentId}/signing_key/${id}/private_key`
