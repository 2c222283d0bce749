import type { Group, Operation, OperationSpec } from '@portico/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context, Handler } from './context.ts'

/**
 * Answers a browser: with a redirect, a page, or whatever the caller asked for. It reads the request by itself, since
 * what a browser brings wrong is shown on a page, and is handed no transaction.
 */
export type BrowserHandler = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
) => FastifyReply | Promise<FastifyReply>

/** An operation of the contract with the function that serves it. */
export type Implementation = { operation: Operation } & (
  | { handler: Handler<OperationSpec>; respond?: never }
  | { respond: BrowserHandler; handler?: never }
)

/** Operations whose success is a redirect: a browser is at the other end. */
type BrowserOperation<O extends OperationSpec> = O extends { status: 302 } ? true : false

/**
 * Binds functions to the operations of a group. Does not compile while a declared operation is missing or returns
 * another shape than the contract's. Operations that redirect have a `BrowserHandler`.
 */
export function implement<O extends Record<string, OperationSpec>>(
  group: Group<O>,
  handlers: {
    [N in keyof O & string]: BrowserOperation<O[N]> extends true ? BrowserHandler : Handler<O[N]>
  },
): Implementation[] {
  return Object.entries<Operation>(group.operations).map(([name, operation]) => {
    const given = handlers[name as keyof O & string] as unknown
    return operation.status === 302
      ? { operation, respond: given as BrowserHandler }
      : { operation, handler: given as Handler<OperationSpec> }
  })
}
