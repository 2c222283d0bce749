import { toCamelCase, toSnakeCase } from '../src/wire.ts'
import { children, distinctMembers, mapValues, members, type Schema } from './schema.ts'

/**
 * The places of a document whose keys must not be renamed, as paths in wire names: `data[].metadata`.
 *
 * A map whose values hold no members of ours counts as opaque; one whose values do is `attributes{}` and goes on.
 */
export function opaquePaths(schema: Schema): string[] {
  const opaque = new Set<string>()
  const mapped = new Set<string>()
  collect(schema, '', opaque, mapped)
  const contradiction = [...opaque].find((path) => mapped.has(path))
  if (contradiction) throw new Error(`'${contradiction}' is opaque in one variant and not in another.`)
  return [...opaque].sort()
}

function collect(schema: Schema, path: string, opaque: Set<string>, mapped: Set<string>): void {
  const values = mapValues(schema)
  if (schema['x-opaque'] || (values && !holdsMembers(values))) {
    opaque.add(path)
    return
  }
  if (values) collect(values, `${path}{}`, opaque, mapped)
  if (schema.properties) mapped.add(path)
  for (const { name, schema: member } of members(schema)) {
    collect(member, path === '' ? name : `${path}.${name}`, opaque, mapped)
  }
  for (const item of schema.items ? [schema.items].flat() : []) collect(item, `${path}[]`, opaque, mapped)
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    collect(part, path, opaque, mapped)
  }
}

function holdsMembers(schema: Schema): boolean {
  if (schema['x-opaque']) return false
  return schema.properties !== undefined || children(schema).some(holdsMembers)
}

/** The names in a document, outside of what is opaque. */
export function wireNames(schema: Schema): string[] {
  if (schema['x-opaque']) return []
  const inside = schema.properties ? distinctMembers(schema).map((member) => member.schema) : children(schema)
  return [...new Set([...distinctMembers(schema).map(({ name }) => name), ...inside.flatMap(wireNames)])]
}

/** The names whose spelling on the wire does not follow from ours: pairs of ours and the wire's. */
export function irregularNames(names: readonly string[]): [ours: string, wire: string][] {
  const wireNameOf = new Map<string, string>()
  for (const name of names) {
    const ours = toCamelCase(name)
    const other = wireNameOf.get(ours) ?? name
    if (other !== name) throw new Error(`'${name}' and '${other}' are both ${ours} here.`)
    wireNameOf.set(ours, name)
  }
  return [...wireNameOf].filter(([ours, name]) => toSnakeCase(ours) !== name).sort()
}

/** The places where an event stands: its data is mapped as its name calls for. */
export function eventPaths(schema: Schema, path = ''): string[] {
  if (schema['x-model'] === 'Event') return [path]
  const inside = [
    ...members(schema).flatMap(({ name, schema: member }) =>
      eventPaths(member, path === '' ? name : `${path}.${name}`),
    ),
    ...(schema.items ? [schema.items].flat() : []).flatMap((item) => eventPaths(item, `${path}[]`)),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((part) =>
      eventPaths(part, path),
    ),
  ]
  return [...new Set(inside)]
}
