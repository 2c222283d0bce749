import type { Operation } from '@portico/contract'
import fastJson from 'fast-json-stringify'

/**
 * The serializer of an operation's answer, compiled when first used. Only what the contract names goes out; a required
 * member that is missing is an error of ours and answers 500.
 */
export function serializerOf(operation: Operation): (body: unknown) => string {
  if (!operation.returns) return JSON.stringify
  let serialize: ((body: unknown) => string) | undefined
  return (body) => {
    // A copy, because the compiler writes into what it is given.
    serialize ??= fastJson(structuredClone(operation.returns) as fastJson.Schema) as (body: unknown) => string
    return serialize(body)
  }
}
