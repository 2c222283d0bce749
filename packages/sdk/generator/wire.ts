import { toCamelCase, toSnakeCase } from '../src/naming.ts'
import { children, distinctMembers, mapValues, members, type Schema } from './schema.ts'

/**
 * The places of a document whose keys must not be renamed, as paths in wire names: `data[].metadata`.
 *
 * A map whose values hold no members of ours counts as opaque; one whose values do is `attributes{}`, and what is opaque in
 * them goes on from there.
 */
export function opaquePaths(schema: Schema): string[] {
  const opaque = new Set<string>()
  const mapped = new Set<string>()
  collect(schema, '', opaque, mapped)
  const contradiction = [...opaque].find((path) => !path.endsWith('{}') && mapped.has(path))
  if (contradiction) throw new Error(`'${contradiction}' is opaque in one variant and not in another.`)
  return [...opaque].sort()
}

function collect(schema: Schema, path: string, opaque: Set<string>, mapped: Set<string>): void {
  const values = mapValues(schema)
  if (schema['x-opaque'] || (values && !holdsMembers(values))) {
    opaque.add(path)
    return
  }
  if (schema.properties) mapped.add(path)
  if (values) opaque.add(`${path}{}`)
  for (const inside of placesInside(schema, path)) collect(inside.schema, inside.path, opaque, mapped)
}

function holdsMembers(schema: Schema): boolean {
  if (schema['x-opaque']) return false
  return schema.properties !== undefined || children(schema).some(holdsMembers)
}

/** The places of a document whose values are secret, as paths in wire names: `data[].value`. */
export function secretPaths(schema: Schema): string[] {
  const secret = new Set<string>()
  const plain = new Set<string>()
  collectSecrets(schema, '', secret, plain)
  const contradiction = [...secret].find((path) => plain.has(path))
  if (contradiction) throw new Error(`'${contradiction}' is secret in one variant and not in another.`)
  return [...secret].sort()
}

function collectSecrets(schema: Schema, path: string, secret: Set<string>, plain: Set<string>): void {
  if (schema['x-secret']) secret.add(path)
  else if ([schema.type].flat().includes('string')) plain.add(path)
  for (const inside of placesInside(schema, path)) collectSecrets(inside.schema, inside.path, secret, plain)
}

/** The schemas directly inside, each with the path of its values. What is opaque is not looked into. */
export function placesInside(schema: Schema, path: string): { schema: Schema; path: string }[] {
  if (schema['x-opaque']) return []
  const values = mapValues(schema)
  return [
    ...members(schema).map((member) => ({
      schema: member.schema,
      path: path === '' ? member.name : `${path}.${member.name}`,
    })),
    ...(values ? [{ schema: values, path: `${path}{}` }] : []),
    ...(schema.items ? [schema.items].flat() : []).map((item) => ({ schema: item, path: `${path}[]` })),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].map((part) => ({
      schema: part,
      path,
    })),
  ]
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
  return [...new Set(placesInside(schema, path).flatMap((inside) => eventPaths(inside.schema, inside.path)))]
}
