import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ApiError } from '@portico/contract'
import type { Keyring } from '../crypto/keyring.ts'
import type { Queryable } from '../database/database.ts'
import { idempotencyError, invalidField, requestInProgress } from './errors.ts'

/** How long an answer is kept. */
export const idempotencyWindowHours = 24
const maxKeyLength = 255

/** Who shares keys: an environment, or, before one is known, whoever presents the same credential. */
export type KeyScope = { environmentId: string; credential: string }

/** A key as it is looked up: by hashes only, since keys and bodies may hold anything. */
export type IdempotencyClaim = {
  environmentId: string
  keyHash: Buffer
  requestHash: Buffer
  /** Makes the refusal of a key that was used with another request. */
  conflict: () => ApiError
}

/** An answer that was given before. `json` is absent for a status without body. */
export type StoredAnswer = { status: number; json: string | undefined }

/** Reads the header, or returns nothing when there is none. */
export function claimOf(
  header: string | string[] | undefined,
  { environmentId, credential }: KeyScope,
  request: { method: string; url: string; body: unknown },
  conflict: (key: string) => ApiError = () => idempotencyError(),
): IdempotencyClaim | undefined {
  if (header === undefined) return undefined
  const key = String(header)
  if (key === '' || key.length > maxKeyLength) {
    throw invalidField('Idempotency-Key', 'invalid', `Must have 1 to ${maxKeyLength} characters.`)
  }
  return {
    environmentId,
    keyHash: sha256(credential === '' ? key : `${credential}\n${key}`),
    requestHash: sha256(`${request.method} ${request.url}\n${JSON.stringify(request.body) ?? ''}`),
    conflict: () => conflict(key),
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
const associatedData = ({ environmentId, keyHash }: IdempotencyClaim) =>
  `${environmentId}/idempotency_keys/${keyHash.toString('hex')}/answer`

/** The requests that run in this process, by their key. */
const running = new Map<string, Promise<unknown>>()

/**
 * Runs requests of one key one after another. In the database each would hold a connection while it waits for the
 * first: as many repetitions as the pool has connections, and nobody else is served.
 */
export async function inTurn<T>(
  { environmentId, keyHash }: IdempotencyClaim,
  work: () => Promise<T>,
): Promise<T> {
  const key = `${environmentId} ${keyHash.toString('base64')}`
  const mine = running.get(key)?.then(work, work) ?? work()
  running.set(key, mine)
  try {
    return await mine
  } finally {
    if (running.get(key) === mine) running.delete(key)
  }
}

/**
 * Claims the key for the request that runs in `tx`, or returns the answer that was given before. While another
 * request with the key is running, on any node, this waits for its transaction.
 *
 * @throws the claim's `conflict` when the key came with another request
 */
export async function claimKey(
  tx: Queryable,
  keyring: Keyring,
  claim: IdempotencyClaim,
  now: Date,
): Promise<StoredAnswer | undefined> {
  const [claimed] = await tx`
    insert into idempotency_keys as k (environment_id, key_hash, request_hash, created_at)
    values (${claim.environmentId}, ${claim.keyHash}, ${claim.requestHash}, ${now})
    on conflict (environment_id, key_hash) do update
      set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, answer = null
      where k.created_at <= ${expiredBefore(now)}
    returning true`
  if (claimed) return undefined
  const stored = await findAnswer(tx, keyring, claim)
  if (stored === 'running') throw requestInProgress()
  return stored
}

/** How long an operation outside of any transaction may run, and how long a repetition waits for it. */
const leaseSeconds = 60
const patienceMs = 15_000
const pollMs = 50

/**
 * As `claimKey`, for a request that runs outside of any transaction, since one that is open meanwhile would keep a
 * connection, and every event behind it from its readers. The claim is a lease: when the node dies the key is free
 * again after a while, and what the operation did by then may be done twice.
 *
 * @throws `request_in_progress` when another request with the key takes longer than anybody waits
 */
export async function leaseKey(
  sql: Queryable,
  keyring: Keyring,
  claim: IdempotencyClaim,
  now: Date,
): Promise<StoredAnswer | undefined> {
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await wait(pollMs)) {
    const [leased] = await sql`
      insert into idempotency_keys as k (environment_id, key_hash, request_hash, created_at, leased_until)
      values (${claim.environmentId}, ${claim.keyHash}, ${claim.requestHash}, ${now},
              now() + ${leaseSeconds} * interval '1 second')
      on conflict (environment_id, key_hash) do update
        set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, answer = null,
            leased_until = excluded.leased_until
        where k.created_at <= ${expiredBefore(now)}
          or (k.status is null and k.leased_until <= now() and k.request_hash = excluded.request_hash)
      returning true`
    if (leased) return undefined
    const stored = await findAnswer(sql, keyring, claim)
    if (stored !== 'running') return stored
  }
  throw requestInProgress()
}

/** Gives a leased key back: the request came to nothing that a repetition should be told. */
export async function releaseKey(sql: Queryable, claim: IdempotencyClaim): Promise<void> {
  await sql`
    delete from idempotency_keys
    where environment_id = ${claim.environmentId} and key_hash = ${claim.keyHash} and status is null`
}

const expiredBefore = (now: Date) => new Date(now.getTime() - idempotencyWindowHours * 3_600_000)

async function findAnswer(
  sql: Queryable,
  keyring: Keyring,
  claim: IdempotencyClaim,
): Promise<StoredAnswer | 'running'> {
  const [row] = await sql<{ request_hash: Buffer; status: number | null; answer: Buffer | null }[]>`
    select request_hash, status, answer from idempotency_keys
    where environment_id = ${claim.environmentId} and key_hash = ${claim.keyHash}`
  // Given back since: the next look takes it.
  if (!row) return 'running'
  if (!keyring.equal(row.request_hash, claim.requestHash)) throw claim.conflict()
  if (row.status === null) return 'running'
  return {
    status: row.status,
    json: row.answer ? keyring.open(row.answer, associatedData(claim)).toString() : undefined,
  }
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
    where created_at <= ${expiredBefore(now)}`
}
