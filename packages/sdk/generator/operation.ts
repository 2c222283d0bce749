import type { Operation } from '@portico/contract'
import { asSchema, isObject, type Schema, withOptional } from './schema.ts'

/** Whether the operation becomes a method: not steps of Portico's own pages, nor addresses that a browser is sent to. */
export function isMethod({ audience, status }: Operation): boolean {
  return audience !== 'hosted' && status < 300
}

/** The query as one object, if the operation takes any. */
export function querySchema({ query }: Operation): Schema | undefined {
  const properties = Object.entries(query ?? {})
  if (properties.length === 0) return undefined
  // Of single properties, TypeBox marks the optional ones with a hidden member.
  const required = properties.filter(([, schema]) => !('~optional' in schema)).map(([name]) => name)
  return { type: 'object', properties: query as Record<string, Schema>, required }
}

const pagingNames = ['before', 'after', 'limit', 'order']

/** Whether a query has the parameters that `ListParams` declares. */
export function isPagedQuery(query: Schema | undefined): boolean {
  return pagingNames.every((name) => Object.hasOwn(query?.properties ?? {}, name))
}

/** The query without the parameters that `ListParams` declares. */
export function ownQuery(operation: Operation): Schema | undefined {
  const query = querySchema(operation)
  if (!query || !isPagedQuery(query)) return query
  const own = Object.entries(query.properties ?? {}).filter(([name]) => !pagingNames.includes(name))
  return { ...query, properties: Object.fromEntries(own) }
}

/** The body as the caller gives it: the client knows its own ID and secret. */
export function bodySchema({ auth, body }: Operation): Schema | undefined {
  if (!body) return undefined
  return auth === 'client_id' ? withOptional(asSchema(body), ['client_id', 'client_secret']) : asSchema(body)
}

/** Whether the members of the body are the method's parameters; the variants of a union cannot be. */
export function isFlat(body: Schema): boolean {
  return isObject(body) && !body.allOf && !body.anyOf && !body.oneOf
}

/** Every body that success may have. */
export function answers({ returns, alsoReturns = {} }: Operation): Schema[] {
  return [returns, ...Object.values(alsoReturns)].filter((schema) => schema != null).map(asSchema)
}

/** Whether success may come without a body. */
export function mayBeEmpty({ returns, alsoReturns = {} }: Operation): boolean {
  return !returns || Object.values(alsoReturns).includes(null)
}

/** Whether success is text other than JSON. */
export function isText({ mediaType }: Operation): boolean {
  return mediaType !== undefined && mediaType !== 'application/json'
}

/** Whether the answer is one page of a list. */
export function isPage(answer: Schema): boolean {
  return answer['x-page'] === true
}

/** Whether the answer is a list that is never paged: `{object: 'list', data}`. */
export function isList(answer: Schema): boolean {
  const { object, data, ...others } = answer.properties ?? {}
  return object?.const === 'list' && data?.items !== undefined && Object.keys(others).length === 0
}

/** What a list holds, paged or not. */
export function itemsOf(list: Schema): Schema {
  const items = list.properties?.data?.items
  if (!items || Array.isArray(items)) throw new Error('A list must have items of one kind in `data`.')
  return items as Schema
}

/** Whether the answer is an object to which the contract gives no name. */
export function isUnnamed(answer: Schema): boolean {
  return isObject(answer) && !answer['x-model'] && !isPage(answer) && !isList(answer)
}
