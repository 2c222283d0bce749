import type { Operation } from '@portico/contract'
import fastJson from 'fast-json-stringify'
import type { TSchema } from 'typebox'
import type { OtherAnswer } from './context.ts'

/**
 * The serializer of an operation's answer, compiled when first used. Only what the contract names goes out; a required
 * member that is missing is an error of ours and answers 500.
 */
export function serializerOf(operation: Operation): (body: unknown) => string {
  const { returns } = operation
  if (!returns) return JSON.stringify
  let serialize: ((body: unknown) => string) | undefined
  return (body) => {
    serialize ??= compile(returns)
    return serialize(body)
  }
}

const others = new WeakMap<TSchema, (body: unknown) => string>()

/** Serializes an answer that is not the operation's usual one. */
export function serializeOther({ schema, body }: OtherAnswer): string {
  let serialize = others.get(schema)
  if (!serialize) {
    serialize = compile(schema)
    others.set(schema, serialize)
  }
  return serialize(body)
}

const compile = (schema: TSchema) =>
  // A copy, because the compiler writes into what it is given.
  fastJson(structuredClone(schema) as fastJson.Schema) as (body: unknown) => string
