import { isDeepStrictEqual } from 'node:util'
import { toCamelCase } from '../src/naming.ts'

/** JSON Schema with the contract's annotations, as the generator reads it. */
export type Schema = {
  type?: string | readonly string[]
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema | readonly Schema[]
  additionalProperties?: boolean | Schema
  patternProperties?: Readonly<Record<string, Schema>>
  $ref?: string
  $id?: string
  description?: string
  deprecated?: boolean
  default?: unknown
  'x-model'?: string
  'x-opaque'?: boolean
  'x-secret'?: boolean
  'x-open-enum'?: boolean
  'x-page'?: boolean
  'x-event-data'?: boolean
}

/** A schema of the contract, as the generator reads it. */
export function asSchema(schema: object): Schema {
  return schema
}

export type Member = { name: string; schema: Schema; required: boolean }

/** The members of an object, each with whether it must be there. */
export function members(schema: Schema): Member[] {
  return Object.entries(schema.properties ?? {}).map(([name, member]) => ({
    name,
    schema: member,
    required: schema.required?.includes(name) ?? false,
  }))
}

/**
 * The members of an object as we see them: where the wire has one in two spellings, the one to write. That is the one
 * not deprecated, else the one that is spelled like ours, which is not there for consistency.
 */
export function distinctMembers(schema: Schema): Member[] {
  const chosen = new Map<string, Member>()
  for (const member of members(schema)) {
    const ours = toCamelCase(member.name)
    const other = chosen.get(ours)
    if (!other || other.schema.deprecated || (member.name === ours && !member.schema.deprecated)) {
      chosen.set(ours, member)
    }
  }
  return [...chosen.values()]
}

/** The object, or the variants of the union, with these members no longer required. */
export function withOptional(schema: Schema, names: readonly string[]): Schema {
  const change = (one: Schema) => withOptional(one, names)
  return {
    ...schema,
    ...(schema.required && { required: schema.required.filter((name) => !names.includes(name)) }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map(change) }),
    ...(schema.oneOf && { oneOf: schema.oneOf.map(change) }),
  }
}

/** Whether the object, or a variant of the union, has a member of that name. */
export function hasMember(schema: Schema, name: string): boolean {
  return alternatives(schema).some((one) => Object.hasOwn(one.properties ?? {}, name))
}

/** The alternatives of a union; the schema alone where it is none. */
export function alternatives(schema: Schema): readonly Schema[] {
  return schema.anyOf ?? schema.oneOf ?? [schema]
}

/** Whether the schema describes an object by its members. */
export function isObject(schema: Schema): boolean {
  return schema.properties !== undefined
}

/** The schema of a map's values, where the schema is a map: an object whose keys are not declared. */
export function mapValues(schema: Schema): Schema | undefined {
  if (schema.properties || ![schema.type].flat().includes('object')) return undefined
  const [pattern] = Object.values(schema.patternProperties ?? {})
  if (pattern) return pattern
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {}
}

/** The schemas directly inside. */
export function children(schema: Schema): Schema[] {
  const values = mapValues(schema)
  return [
    ...Object.values(schema.properties ?? {}),
    ...(values ? [values] : []),
    ...(schema.items ? [schema.items].flat() : []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.allOf ?? []),
  ]
}

/** Whether two schemas accept the same values: their descriptions may differ. */
export function sameShape(a: Schema, b: Schema): boolean {
  return isDeepStrictEqual(shape(a), shape(b))
}

const annotations = new Set(['description', 'examples', 'deprecated', 'default'])

function shape(value: unknown, isMemberMap = false): unknown {
  if (Array.isArray(value)) return value.map((item) => shape(item))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => isMemberMap || !annotations.has(key))
  return Object.fromEntries(kept.map(([key, member]) => [key, shape(member, key === 'properties')]))
}
