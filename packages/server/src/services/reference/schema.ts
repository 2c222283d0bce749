import { type Schema, withoutNull } from '@portico/contract/examples'

/** The model that a schema is, where it is one that is worth a section of its own: an object, or one of several. */
export function modelOf(schema: Schema): string | undefined {
  return schema.properties || schema.anyOf ? schema['x-model'] : undefined
}

/** A part of a type in words: text, or the name of a model. */
export type TypePart = string | { model: string }

/** The type in words: `list of` Organization. */
export function typeOf(given: Schema): TypePart[] {
  const { schema } = withoutNull(given)
  const model = modelOf(schema)
  if (model) return [{ model }]
  if (schema.const !== undefined) return [JSON.stringify(schema.const)]
  if (schema.anyOf) {
    return schema.anyOf.flatMap((branch, index) => [...(index > 0 ? [' or '] : []), ...typeOf(branch)])
  }
  if (schema.items) return ['list of ', ...typeOf(schema.items)]
  if (typeof schema.additionalProperties === 'object') {
    return ['map of ', ...typeOf(schema.additionalProperties)]
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any value')
  return [schema.format ? `${type} (${schema.format})` : type]
}

/** What is in a member that has no name of its own to look it up under. */
export function insideOf(given: Schema): Schema | undefined {
  const { schema } = withoutNull(given)
  const inner = schema.items ? withoutNull(schema.items).schema : schema
  return inner.properties && !modelOf(inner) ? inner : undefined
}

/** Every model that the schema mentions, itself and those within models included. */
export function modelsIn(schema: Schema, found = new Map<string, Schema>()): Map<string, Schema> {
  const { schema: core } = withoutNull(schema)
  const name = modelOf(core)
  if (name) {
    if (found.has(name)) return found
    found.set(name, core)
  }
  for (const part of partsOf(core)) modelsIn(part, found)
  return found
}

function partsOf({ properties = {}, items, anyOf = [], additionalProperties }: Schema): Schema[] {
  return [
    ...Object.values(properties),
    ...anyOf,
    ...(items ? [items] : []),
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
  ]
}

/** What a value must keep to, in words. */
export function limitsOf(given: Schema): string[] {
  const { schema } = withoutNull(given)
  const { pattern, default: fallback, propertyNames, items } = schema
  return [
    range(schema.minLength, schema.maxLength, 'character'),
    range(schema.minimum, schema.maximum),
    range(schema.minItems, schema.maxItems, 'item'),
    range(undefined, schema.maxProperties, 'pair'),
    propertyNames?.maxLength !== undefined &&
      `keys of at most ${count(propertyNames.maxLength, 'character')}`,
    items &&
      !insideOf(schema) &&
      limitsOf(items)
        .map((limit) => `each ${limit}`)
        .join(', '),
    pattern !== undefined && `matches \`${pattern}\``,
    fallback !== undefined && `default \`${JSON.stringify(fallback)}\``,
  ].filter((limit) => typeof limit === 'string' && limit !== '') as string[]
}

function range(min: number | undefined, max: number | undefined, unit?: string): string | undefined {
  if (min === undefined && max === undefined) return undefined
  if (min === undefined || (unit === 'item' && min === 0)) return `at most ${count(max as number, unit)}`
  if (max === undefined) return `at least ${count(min, unit)}`
  return min === max ? count(min, unit) : `${min.toLocaleString('en')} to ${count(max, unit)}`
}

function count(number: number, unit?: string): string {
  const figure = number.toLocaleString('en')
  return unit ? `${figure} ${unit}${number === 1 ? '' : 's'}` : figure
}

/** The values that it may have, where they can be listed. */
export function valuesOf(given: Schema): { values: unknown[]; open: boolean } | undefined {
  const { schema } = withoutNull(given)
  const listed = schema.items ? withoutNull(schema.items).schema : schema
  return listed.enum && { values: listed.enum, open: listed['x-open-enum'] === true }
}
