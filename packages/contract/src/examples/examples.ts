import { type Operation, pathParameters } from '../core/index.ts'
import { operations } from '../index.ts'
import { asSchema, objectOf, type Schema, withoutNull } from './schema.ts'

/** Values to show a call with. They fit the contract; a test holds them against it. */
export type Example = {
  params: Record<string, string>
  query: Record<string, unknown>
  body: Record<string, unknown> | undefined
}

export function exampleOf(operation: Operation): Example {
  const { path, params = {}, query = {}, body } = operation
  const needed = objectOf(query)
  return {
    params: Object.fromEntries(
      pathParameters(path).map((name) => [name, pathExample(operation, name, params[name])]),
    ),
    query: objectExample(needed, body ? [] : alternatives(operation)),
    body: body && (bodyExample(asSchema(body), alternatives(operation)) as Record<string, unknown>),
  }
}

/** The members of the first group, where groups of members exclude each other and one of them is needed. */
function alternatives({ exclusive = [], exclusiveRequired }: Operation): string[] {
  return exclusiveRequired ? (exclusive[0] ?? []).filter((name) => !name.endsWith('?')) : []
}

function bodyExample(schema: Schema, further: readonly string[]): unknown {
  const [first] = schema.anyOf ?? []
  if (first) return bodyExample(first, further)
  const members = objectExample(schema, further)
  if (Object.keys(members).length > 0) return members
  // Nothing is required: what an update could look like.
  const [name, member] =
    Object.entries(schema.properties ?? {}).find(([, member]) => !member.deprecated && isTelling(member)) ??
    []
  return name && member ? { [name]: exampleValue(member) } : {}
}

const isTelling = (schema: Schema) => schema.examples !== undefined || schema.type === 'string'

function objectExample({ properties = {}, required = [] }: Schema, further: readonly string[] = []) {
  const names = [...required, ...further.filter((name) => !required.includes(name))]
  return Object.fromEntries(names.map((name) => [name, exampleValue(properties[name] ?? {}, name)]))
}

/** A value that fits the schema, telling where the contract gives an example. */
export function exampleValue(given: Schema, name = ''): unknown {
  const { schema } = withoutNull(given)
  if (schema.examples?.length) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.default !== undefined) return schema.default
  if (schema.anyOf) return exampleValue(schema.anyOf[0] as Schema, name)
  if (schema.properties) return objectExample(schema)
  if (schema.items)
    return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () =>
      exampleValue(schema.items as Schema, name),
    )
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object' || schema.additionalProperties) return {}
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  return textOf(schema, name)
}

/** Like `exampleValue`, with every member of every object. */
export function wholeExample(given: Schema, name = ''): unknown {
  const { schema } = withoutNull(given)
  if (schema.examples?.length || schema.const !== undefined) return exampleValue(schema, name)
  if (schema.anyOf) return wholeExample(schema.anyOf[0] as Schema, name)
  if (schema.items) return [wholeExample(schema.items, name)]
  if (!schema.properties) return exampleValue(schema, name)
  const shown = Object.entries(schema.properties).filter(([, member]) => !member.deprecated)
  return Object.fromEntries(shown.map(([name, member]) => [name, wholeExample(member, name)]))
}

const formats: Record<string, string> = {
  'date-time': '2026-01-15T12:00:00.000Z',
  email: 'ada@example.com',
  uri: 'https://example.com/callback',
  hostname: 'acme.com',
  uuid: '3f2b8c1e-5d7a-4a8e-9c41-0b6f2d9e7a15',
}

/** Names that say what their text looks like. */
const byName: [RegExp, string][] = [
  [/email/, 'ada@example.com'],
  [/(?:^|_)(?:url|uri)$/, 'https://example.com/callback'],
  [/domain/, 'acme.com'],
  [/slug/, 'billing-admin'],
  [/token|secret|code$|password|assertion/, '…'],
  [/first_name/, 'Ada'],
  [/last_name/, 'Lovelace'],
  [/name/, 'Acme'],
]

function textOf({ format, minLength = 0, pattern, ...schema }: Schema, name: string): string {
  if (format && formats[format]) return formats[format]
  const known = schema['x-secret']
    ? '…'
    : (knownIds().get(name) ?? byName.find(([form]) => form.test(name))?.[1] ?? 'text')
  const fits = known.length >= minLength && (!pattern || new RegExp(pattern, 'u').test(known))
  return fits ? known : 'a'.repeat(Math.max(minLength, 1))
}

/** Examples of identifiers by the name of the member that holds one, such as `organization_id`. */
function knownIds(): Map<string, string> {
  if (!ids) {
    ids = new Map()
    for (const { body, returns, query = {} } of operations) {
      for (const schema of [body, returns, objectOf(query)]) if (schema) collectIds(asSchema(schema), ids)
    }
  }
  return ids
}

let ids: Map<string, string> | undefined

function collectIds(schema: Schema, found: Map<string, string>): void {
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const [example] = member.examples ?? []
    if (member['x-id'] && typeof example === 'string' && name !== 'id' && !found.has(name))
      found.set(name, example)
    collectIds(member, found)
  }
  for (const branch of schema.anyOf ?? []) collectIds(branch, found)
  if (schema.items) collectIds(schema.items, found)
}

/** A value for a parameter of the path: that of the contract, or the identifier that the answer would have. */
function pathExample({ returns, path }: Operation, name: string, declared: unknown): string {
  const [example] = (declared as Schema | undefined)?.examples ?? []
  if (example !== undefined) return String(example)
  const answered = name === 'id' && returns ? asSchema(returns).properties?.id : undefined
  if (answered?.examples) return String(answered.examples[0])
  const before = path.split(`/{${name}}`)[0]?.split('/').at(-1) ?? ''
  return (
    idUnder(before) ??
    knownIds().get(name) ??
    (declared ? String(exampleValue(declared as Schema, name)) : textOf({}, name))
  )
}

/** The identifier of what lies under a collection: `org_…` under `organizations`. */
function idUnder(collection: string): string | undefined {
  if (!collections) {
    collections = new Map()
    for (const { path, returns } of operations) {
      const under = /\/([a-z_]+)\/\{[a-z_]*id\}$/.exec(path)?.[1]
      const example = returns && asSchema(returns).properties?.id?.examples?.[0]
      if (under && typeof example === 'string' && !collections.has(under)) collections.set(under, example)
    }
  }
  return collections.get(collection)
}

let collections: Map<string, string> | undefined
