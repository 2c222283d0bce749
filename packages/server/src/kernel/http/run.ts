import { ApiError, type Operation, type OperationSpec } from '@portico/contract'
import type { Kernel } from '../kernel.ts'
import { type Context, type Handler, type Input, OtherAnswer } from './context.ts'
import { answerFor } from './errors.ts'
import {
  claimKey,
  type IdempotencyClaim,
  inTurn,
  leaseKey,
  releaseKey,
  type StoredAnswer,
  storeAnswer,
} from './idempotency.ts'
import { serializeOther } from './serialize.ts'

/** An operation ready to run: its handler, and its serializer. */
export type RunnableOperation = {
  operation: Operation
  handler: Handler<OperationSpec>
  serialize: (body: unknown) => string
}

/** An answer ready to be sent. */
export type Answer = StoredAnswer & { replayed?: boolean }

/** Work for after the commit, that the operation leaves behind. */
type AfterCommit = (() => void)[]

/**
 * Runs an operation in the transaction that its contract asks for. A mutation, its events and its idempotency record
 * commit together; a refusal rolls the change back and is recorded by itself, so that it is given again as well.
 */
export async function run(
  kernel: Kernel,
  { operation, handler, serialize }: RunnableOperation,
  context: Context,
  input: Input<OperationSpec>,
  claim: IdempotencyClaim | undefined,
  afterCommit: AfterCommit,
): Promise<Answer> {
  const call = async (tx: unknown): Promise<Answer> => {
    // What an earlier attempt left behind was rolled back with it.
    afterCommit.length = 0
    const body = await handler({ ...context, tx } as never, input)
    if (body instanceof OtherAnswer) return { status: body.status, json: serializeOther(body) }
    return { status: operation.status, json: body === undefined ? undefined : serialize(body) }
  }
  if (operation.method === 'GET') return call(undefined)
  const { database } = kernel
  if (claim) {
    const runClaimed = operation.transaction === 'own' ? runUnderLease : runInTransaction
    return inTurn(claim, () => runClaimed(kernel, operation, context, claim, call))
  }
  if (operation.transaction === 'own') return call(undefined)
  if (operation.transaction === 'statement') return call(database.sql)
  return database.transaction(call)
}

type Call = (tx: unknown) => Promise<Answer>

async function runInTransaction(
  { database, keyring, log }: Kernel,
  operation: Operation,
  context: Context,
  claim: IdempotencyClaim,
  call: Call,
): Promise<Answer> {
  try {
    return await database.transaction(async (tx) => {
      const stored = await claimKey(tx, keyring, claim, context.now)
      if (stored) return { ...stored, replayed: true }
      const answer = await call(tx)
      await storeAnswer(tx, keyring, claim, answer)
      return answer
    })
  } catch (error) {
    const refusal = refusalOf(error, operation, context, claim)
    if (refusal) {
      await database
        .transaction(async (tx) => {
          const stored = await claimKey(tx, keyring, claim, context.now)
          if (!stored) await storeAnswer(tx, keyring, claim, refusal)
        })
        .catch((failure) => log.warn({ err: failure, request_id: context.requestId }, unrecorded))
    }
    throw error
  }
}

async function runUnderLease(
  { database: { sql }, keyring, log }: Kernel,
  operation: Operation,
  context: Context,
  claim: IdempotencyClaim,
  call: Call,
): Promise<Answer> {
  // What has happened is answered, recorded or not.
  const warn = (failure: unknown) => log.warn({ err: failure, request_id: context.requestId }, unrecorded)
  const stored = await leaseKey(sql, keyring, claim, context.now)
  if (stored) return { ...stored, replayed: true }
  try {
    const answer = await call(undefined)
    await storeAnswer(sql, keyring, claim, answer).catch(warn)
    return answer
  } catch (error) {
    const refusal = refusalOf(error, operation, context, claim)
    await (refusal ? storeAnswer(sql, keyring, claim, refusal) : releaseKey(sql, claim)).catch(warn)
    throw error
  }
}

const unrecorded = 'an answer could not be recorded under its idempotency key'

/**
 * The refusal that a repetition is to be told. 5xx and 429 may go another way next time; a used key is not an answer to
 * this request. And callers without a key of ours are refused anew: anybody could fill the table.
 */
function refusalOf(
  error: unknown,
  operation: Operation,
  { environment, requestId }: Context,
  { conflict }: IdempotencyClaim,
): Answer | undefined {
  if (!(error instanceof ApiError) || environment.id === '') return undefined
  if (error.status >= 500 || error.status === 429 || error.code === conflict().code) return undefined
  const { status, body } = answerFor(error, operation.invalid, requestId)
  return { status, json: JSON.stringify(body) }
}
