import type { Operation } from '@portico/contract'
import { isPaged } from '@portico/contract'
import { exampleOf, wholeExample } from './examples.ts'
import { asSchema, type Schema, withoutNull } from './schema.ts'

/** How the operation is called with curl, in a POSIX shell. */
export function curlSnippet(operation: Operation, baseUrl: string): string {
  const { params, query, body } = exampleOf(operation)
  const { method, path, auth, encodings = [] } = operation
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [
      name,
      Array.isArray(value) ? value.join(',') : String(value),
    ]),
  )
  const url = `${baseUrl}${filled}${search.size > 0 ? `?${search}` : ''}`
  const asForm = encodings[0] === 'form' && body !== undefined
  const parts = [
    `curl ${method === 'GET' || (method === 'POST' && body) ? '' : `-X ${method} `}${shell(url)}`,
    ...(auth === 'api_key' ? ['-H "Authorization: Bearer $WORKOS_API_KEY"'] : []),
    ...(auth === 'access_token' ? ['-H "Authorization: Bearer $ACCESS_TOKEN"'] : []),
    ...(body && !asForm ? [`-H 'Content-Type: application/json'`, `-d ${shell(jsonOf(body))}`] : []),
    ...(asForm
      ? Object.entries(body).map(([name, value]) => `--data-urlencode ${shell(`${name}=${value}`)}`)
      : []),
  ]
  return parts.join(' \\\n  ')
}

/** On one line where it is short. */
function jsonOf(body: unknown): string {
  const lines = JSON.stringify(body, null, 2).split('\n')
  const line = lines.map((part) => part.trim()).join(' ')
  return line.length <= 60 ? line : lines.join('\n  ')
}

/** A word for a POSIX shell. */
function shell(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

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

/** The client knows by itself which application it speaks for. */
function withoutClient({ auth }: Operation, body: Record<string, unknown> = {}): Record<string, unknown> {
  if (auth !== 'client_id') return body
  const { client_id: _id, client_secret: _secret, ...rest } = body
  return rest
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

/** What success could answer, where it is JSON. */
export function answerSnippet({ returns, mediaType }: Operation): string | undefined {
  if (!returns || (mediaType && mediaType !== 'application/json')) return undefined
  return JSON.stringify(wholeExample(asSchema(returns)), null, 2)
}
