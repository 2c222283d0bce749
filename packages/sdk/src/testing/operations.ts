import type { Services } from '../generated/routes.ts'
import type { List, PagePromise } from '../page.ts'
import type { RequestOptions } from '../request.ts'
import type { Secret, SecretString } from '../secret.ts'

/** The name of an operation: `organizations.createOrganization`, `portico.clock.setClock`. */
export type OperationName = {
  [Service in keyof Services]: `${Service}.${keyof Services[Service] & string}`
}[keyof Services]

/** The method that calls the operation. */
type Method<Name extends OperationName> = Name extends `portico.${infer Service}.${infer Operation}`
  ? MethodOf<`portico.${Service}`, Operation>
  : Name extends `${infer Service}.${infer Operation}`
    ? MethodOf<Service, Operation>
    : never

type MethodOf<Service extends string, Operation extends string> = Service extends keyof Services
  ? Operation extends keyof Services[Service]
    ? Services[Service][Operation]
    : never
  : never

/**
 * What the caller passed to the method, without the options: the parameters of the path, then those of query and body
 * as one object, which is there even when the caller left it out. Secrets are plain strings.
 */
export type Arguments<Name extends OperationName> =
  Method<Name> extends (...args: infer Given) => unknown ? WithoutOptions<Required<Given>> : never

type WithoutOptions<Given extends readonly unknown[]> = Given extends readonly [
  ...infer Own,
  RequestOptions | undefined,
]
  ? { [Index in keyof Own]: Received<NonNullable<Own[Index]>> }
  : never

/**
 * What answers the operation: what the method returns, secrets as plain strings if you like. Of a list, all its items,
 * in the order of the list: the fake makes the pages.
 */
export type Result<Name extends OperationName> =
  Method<Name> extends (...args: never) => infer Returned
    ? Returned extends PagePromise<infer Item>
      ? readonly Answered<Item>[]
      : Returned extends Promise<infer Value>
        ? ResultOf<Value>
        : never
    : never

// Not distributive, so that `List<A> | undefined` stays what it is.
type ResultOf<Value> = [Value] extends [List<infer Item>] ? readonly Answered<Item>[] : Answered<Value>

/** A value as it was sent: secrets in clear. */
export type Received<T> = T extends SecretString
  ? string
  : T extends (...args: never) => unknown
    ? T
    : T extends object
      ? { [Key in keyof T]: Received<T[Key]> }
      : T

/** A value to be answered: secrets may be plain strings. */
export type Answered<T> = T extends SecretString
  ? Secret
  : T extends object
    ? { [Key in keyof T]: Answered<T[Key]> }
    : T
