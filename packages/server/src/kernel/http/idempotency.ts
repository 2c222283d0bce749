import { createHash } from 'node:crypto'
import type { Keyring } from '../crypto/keyring.ts'
import type { Queryable } from '../database/database.ts'
import { idempotencyError, invalidField } from './errors.ts'

/** How long an answer is kept. */
export const idempotencyWindowHours = 24
const maxKeyLength = 255

/** A key as it is looked up: hashes only, since keys and bodies may hold anything. */
export type IdempotencyClaim = { environmentId: string; keyHash: Buffer; requestHash: Buffer }

/** An answer that was given before. `json` is absent for a status without body. */
export type StoredAnswer = { status: number; json: string | undefined }

/** Reads the header, or returns nothing when there is none. */
export function claimOf(
  header: string | string[] | undefined,
  environmentId: string,
  request: { method: string; url: string; body: unknown },
): IdempotencyClaim | undefined {
  if (header === undefined) return undefined
  const key = String(header)
  if (key === '' || key.length > maxKeyLength) {
    throw invalidField('Idempotency-Key', 'invalid', `Must have 1 to ${maxKeyLength} characters.`)
  }
  return {
    environmentId,
    keyHash: sha256(key),
    requestHash: sha256(`${request.method} ${request.url}\n${JSON.stringify(request.body) ?? ''}`),
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
const associatedData = ({ environmentId, keyHash }: IdempotencyClaim) =>
  `${environmentId}/idempotency_keys/${keyHash.toString('hex')}/answer`

/**
 * Claims the key for the request that runs in `tx`, or returns the answer that was given before. While another
 * request with the key is running, on any node, this waits for its transaction.
 *
 * @throws `idempotency_error` when the key came with another request
 */
export async function claimKey(
  tx: Queryable,
  keyring: Keyring,
  claim: IdempotencyClaim,
  now: Date,
): Promise<StoredAnswer | undefined> {
  const expiredBefore = new Date(now.getTime() - idempotencyWindowHours * 3_600_000)
  const [claimed] = await tx`
    insert into idempotency_keys as k (environment_id, key_hash, request_hash, created_at)
    values (${claim.environmentId}, ${claim.keyHash}, ${claim.requestHash}, ${now})
    on conflict (environment_id, key_hash) do update
      set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, answer = null
      where k.created_at <= ${expiredBefore}
    returning true`
  if (claimed) return undefined

  const [row] = await tx<{ request_hash: Buffer; status: number; answer: Buffer | null }[]>`
    select request_hash, status, answer from idempotency_keys
    where environment_id = ${claim.environmentId} and key_hash = ${claim.keyHash}`
  if (!row || !keyring.equal(row.request_hash, claim.requestHash)) throw idempotencyError()
  const json = row.answer ? keyring.open(row.answer, associatedData(claim)).toString() : undefined
  return { status: row.status, json }
}

/** Keeps the answer, encrypted: it may show a secret that is shown once. */
export async function storeAnswer(
  tx: Queryable,
  keyring: Keyring,
  claim: IdempotencyClaim,
  answer: StoredAnswer,
): Promise<void> {
  const sealed = answer.json === undefined ? null : keyring.seal(answer.json, associatedData(claim))
  await tx`
    update idempotency_keys set status = ${answer.status}, answer = ${sealed}
    where environment_id = ${claim.environmentId} and key_hash = ${claim.keyHash}`
}

/** Removes answers older than the window. */
export async function deleteExpiredKeys(sql: Queryable, now: Date): Promise<void> {
  await sql`
    delete from idempotency_keys
    where created_at <= ${new Date(now.getTime() - idempotencyWindowHours * 3_600_000)}`
}
