import { isPaged, type Operation } from '../core/index.ts'
import { exampleOf } from './examples.ts'
import { asSchema, type Schema, withoutNull } from './schema.ts'

/**
 * How the operation is called with Portico's own client. What a browser opens, as a page to sign in at, has no method
 * there.
 */
export function sdkSnippet(operation: Operation): string | undefined {
  if (operation.status >= 300) return undefined
  const { service, name, auth, body } = operation
  const example = exampleOf(operation)
  const given = Object.values(example.params).map(quote)
  const members = [
    ...(auth === 'access_token' ? ['accessToken'] : []),
    ...codeMembers(example.query, { properties: operation.query as Record<string, Schema> }),
    ...codeMembers(withoutClient(operation, example.body), body ? asSchema(body) : {}),
  ]
  const callWith = (last: string[]) => `client.${service}.${name}(${[...given, ...last].join(', ')})`
  const statement = statementAround(operation)
  if (members.length === 0) return statement(callWith([]))
  const short = statement(callWith([inBraces(members, 0)]))
  return short.split('\n', 1)[0]!.length <= 64 ? short : statement(callWith([inBraces(members, 0, 0)]))
}

/** What is done with the answer: a list is gone through page by page, an object has a name. */
function statementAround(operation: Operation): (call: string) => string {
  if (isPaged(operation) && operation.method === 'GET')
    return (call) => `const pages = ${call}\nfor await (const item of pages) console.log(item)`
  return operation.returns
    ? (call) => `const ${resultName(operation)} = await ${call}`
    : (call) => `await ${call}`
}

/** The client knows by itself which application it speaks for, and which grant it is where there is only one. */
function withoutClient(
  { auth, body: schema }: Operation,
  body: Record<string, unknown> = {},
): Record<string, unknown> {
  if (auth !== 'client_id') return body
  const { client_id: _id, client_secret: _secret, grant_type, ...rest } = body
  const isOnly = asSchema(schema ?? {}).properties?.grant_type?.const !== undefined
  return grant_type === undefined || isOnly ? rest : { grant_type, ...rest }
}

/** What the caller gets, named for the kind of its model where it has one. */
function resultName({ returns }: Operation): string {
  const model = returns && asSchema(returns)['x-model']
  return model ? model.charAt(0).toLowerCase() + model.slice(1) : 'answer'
}

function codeMembers(value: Record<string, unknown>, schema: Schema, depth = 1): string[] {
  const chosen = chosenBranch(schema)
  const keepNames = chosen['x-opaque'] === true
  return Object.entries(value).map(([name, member]) => {
    const inner = keepNames ? { 'x-opaque': true } : (chosen.properties?.[name] ?? {})
    return `${memberName(keepNames ? name : camelCase(name))}: ${codeValue(member, inner, depth)}`
  })
}

/** Examples are made of the first of several possibilities. */
function chosenBranch(given: Schema): Schema {
  const { schema } = withoutNull(given)
  return schema.anyOf?.[0] ? chosenBranch(schema.anyOf[0]) : schema
}

function codeValue(value: unknown, schema: Schema, depth: number): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) {
    const items = chosenBranch(schema).items ?? {}
    return `[${value.map((item) => codeValue(item, items, depth)).join(', ')}]`
  }
  if (typeof value !== 'object' || value === null) return String(value)
  return inBraces(codeMembers(value as Record<string, unknown>, schema, depth + 1), depth)
}

function inBraces(members: readonly string[], depth: number, longest = 60): string {
  if (members.length === 0) return '{}'
  const line = `{ ${members.join(', ')} }`
  if (line.length <= longest && !line.includes('\n')) return line
  const indent = '  '.repeat(depth)
  return `{\n${members.map((member) => `${indent}  ${member},\n`).join('')}${indent}}`
}

/** `external_id` as the client spells it: `externalId`. */
const camelCase = (name: string) =>
  name.replace(/(?<=[A-Za-z0-9])_([a-z0-9])/g, (_, next: string) => next.toUpperCase())
const memberName = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name))
const quote = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
