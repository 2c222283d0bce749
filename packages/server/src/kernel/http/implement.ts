import type { Group, Operation, OperationSpec } from '@portico/contract'
import type { Handler } from './context.ts'

/** An operation of the contract with the function that serves it. */
export type Implementation = { operation: Operation; handler: Handler<OperationSpec> }

/**
 * Binds functions to the operations of a group. Does not compile while a declared operation is missing or returns
 * another shape than the contract's.
 */
export function implement<O extends Record<string, OperationSpec>>(
  group: Group<O>,
  handlers: { [N in keyof O & string]: Handler<O[N]> },
): Implementation[] {
  return Object.entries<Operation>(group.operations).map(([name, operation]) => ({
    operation,
    handler: handlers[name as keyof O & string] as unknown as Handler<OperationSpec>,
  }))
}
