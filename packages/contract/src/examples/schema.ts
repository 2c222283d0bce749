import type { TProperties, TSchema } from 'typebox'

/** A schema of the contract, as far as its readers here look into it. */
export type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  maxProperties?: number
  description?: string
  deprecated?: boolean
  'x-model'?: string
  'x-discriminator'?: string
  'x-open-enum'?: boolean
  'x-opaque'?: boolean
  'x-secret'?: boolean
  'x-page'?: boolean
  'x-id'?: string
  'x-event-data'?: boolean
}

export const asSchema = (schema: TSchema): Schema => schema as Schema

/** Parameters of a path or query as the members of one object. */
export function objectOf(properties: TProperties): Schema {
  const required = Object.keys(properties).filter((name) => !('~optional' in (properties[name] as TSchema)))
  return { type: 'object', properties: properties as Record<string, Schema>, required }
}

/** The schema without null, and whether null was allowed. */
export function withoutNull(schema: Schema): { schema: Schema; nullable: boolean } {
  const { type, anyOf } = schema
  if (Array.isArray(type)) {
    const types = type.filter((name) => name !== 'null')
    const values = schema.enum?.filter((value) => value !== null)
    const core = {
      ...schema,
      type: types.length === 1 ? (types[0] as string) : types,
      ...(values && { enum: values }),
    }
    return { schema: core, nullable: types.length < type.length }
  }
  const branches = anyOf?.filter((branch) => branch.type !== 'null')
  if (!anyOf || !branches || branches.length === anyOf.length) return { schema, nullable: false }
  const { anyOf: _, ...rest } = schema
  const [only] = branches
  return {
    schema: branches.length === 1 && only ? { ...only, ...rest } : { ...schema, anyOf: branches },
    nullable: true,
  }
}
