import { ApiError, type Operation, type OperationSpec } from '@portico/contract'
import type { Kernel } from '../kernel.ts'
import type { Context, Handler, Input } from './context.ts'
import { answerFor } from './errors.ts'
import { claimKey, type IdempotencyClaim, type StoredAnswer, storeAnswer } from './idempotency.ts'

/** An operation ready to run: its handler, and its serializer. */
export type RunnableOperation = {
  operation: Operation
  handler: Handler<OperationSpec>
  serialize: (body: unknown) => string
}

/** An answer ready to be sent. */
export type Answer = StoredAnswer & { replayed?: boolean }

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
): Promise<Answer> {
  const call = async (tx: unknown): Promise<Answer> => {
    const body = await handler({ ...context, tx } as never, input)
    return { status: operation.status, json: body === undefined ? undefined : serialize(body) }
  }
  if (operation.method === 'GET') return call(undefined)

  const { database } = kernel
  if (!claim) {
    if (operation.transaction === 'own') return call(undefined)
    if (operation.transaction === 'statement') return call(database.sql)
    return database.transaction(call)
  }

  const claimed = async (tx: Parameters<Parameters<typeof database.transaction>[0]>[0]): Promise<Answer> => {
    const stored = await claimKey(tx, kernel.keyring, claim, context.now)
    if (stored) return { ...stored, replayed: true }
    const answer = await call(operation.transaction === 'own' ? undefined : tx)
    await storeAnswer(tx, kernel.keyring, claim, answer)
    return answer
  }
  try {
    // What calls out must not be repeated by the retry on a serialization failure.
    return operation.transaction === 'own'
      ? ((await database.sql.begin((tx) => claimed(tx as never))) as Answer)
      : await database.transaction(claimed)
  } catch (error) {
    if (error instanceof ApiError && isRepeatable(error))
      await recordRefusal(kernel, operation, context, claim, error)
    throw error
  }
}

/** 5xx and 429 may go another way next time; a used key is not an answer to this request. */
function isRepeatable(error: ApiError): boolean {
  return error.status < 500 && error.status !== 429 && error.code !== 'idempotency_error'
}

async function recordRefusal(
  { database, keyring }: Kernel,
  operation: Operation,
  context: Context,
  claim: IdempotencyClaim,
  error: ApiError,
): Promise<void> {
  const { status, body } = answerFor(error, operation.invalid, context.requestId)
  await database.transaction(async (tx) => {
    const stored = await claimKey(tx, keyring, claim, context.now)
    if (!stored) await storeAnswer(tx, keyring, claim, { status, json: JSON.stringify(body) })
  })
}
