import type { Body, OperationSpec, Params, Query, Returns } from '@portico/contract'
import type { TSchema } from 'typebox'
import type { Queryable, Sql, Tx } from '../database/database.ts'
import type { Actor } from '../events/events.ts'
import type { Kernel } from '../kernel.ts'

/** The environment that a request acts in: every query names it. */
export type Environment = { id: string; name: string; kind: 'sandbox' | 'production' }

/** Who an API key speaks for. */
export type ApiKeyIdentity = {
  environment: Environment
  keyId: string
  keyName: string
  /** After this instant the key is refused. */
  expiresAt: Date | null
}

/** What every operation is handed. */
export type Context = {
  kernel: Kernel
  sql: Sql
  environment: Environment
  actor: Actor
  /** The instant of the request, from the kernel's clock. */
  now: Date
  requestId: string
  clientAddress: string
  userAgent: string | undefined
  /** The Bearer token of a request to what takes no API key: an access token, or whatever else the operation makes of it. */
  bearer: string | undefined
  /** Runs `work` once the change is committed; never when it is rolled back. */
  afterCommit(work: () => void): void
}

/**
 * What mutations are handed: the transaction in which the change, its event and its idempotency record commit. And no
 * other way to the database: one who waits for a second connection while holding the first may wait for himself.
 */
export type MutationContext = Omit<Context, 'sql'> & { tx: Tx }

/** What operations of one statement are handed: the statement itself commits. */
export type StatementContext = Context & { tx: Queryable }

/** The context that the contract gives an operation. */
export type ContextOf<O extends OperationSpec> = O extends { transaction: 'own' } | { method: 'GET' }
  ? Context
  : O extends { transaction: 'statement' }
    ? StatementContext
    : MutationContext

/** A request's parameters, validated by the contract. */
export type Input<O extends OperationSpec> = { params: Params<O>; query: Query<O>; body: Body<O> }

/** The implementation of one operation. It answers what the contract returns, or says that it answers otherwise. */
export type Handler<O extends OperationSpec> = (
  context: ContextOf<O>,
  input: Input<O>,
) => Returns<O> | OtherAnswer | Promise<Returns<O> | OtherAnswer>

/** An answer of success that is not the usual one: another status, or the shape that older clients know. */
export class OtherAnswer {
  readonly status: number
  readonly schema: TSchema
  readonly body: unknown

  /** @param schema by which the body is serialized: what it does not name does not go out */
  constructor(status: number, schema: TSchema, body: unknown) {
    this.status = status
    this.schema = schema
    this.body = body
  }
}
