import { type Operation, operations } from '@portico/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { servedOperations } from './main.ts'
import { createTenant, type TestServer, testServer } from './testing/index.ts'

// Whatever is sent to whatever is served, the answer is one that the caller can do something about: never a 500.
// PORTICO_FUZZ_RUNS sends more; PORTICO_SEED sends others.
const runs = Number(process.env.PORTICO_FUZZ_RUNS ?? 10)
const seed = Number(process.env.PORTICO_SEED ?? 20_260_115)

type Schema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  examples?: unknown[]
}

const ulids = ['0'.repeat(26), '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'Z'.repeat(26)]

/** Texts that have surprised someone. */
const nastyText = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\0',
      'a\0b',
      '\ud800',
      'a\udfffb',
      '\r\nSet-Cookie: a=b',
      '\u2028',
      '\u202e',
      '💥',
      'İ',
      'ﷺ',
    ],
    ...['x'.repeat(300), 'x'.repeat(5_000), '\u0301'.repeat(500), '9'.repeat(400), '💥'.repeat(200)],
    ...[
      '__proto__',
      'constructor',
      'toString',
      'null',
      'undefined',
      'NaN',
      'true',
      '-0',
      '1e999',
      '0x10',
      '[]',
    ],
    ...["' or 1=1 --", '{{7*7}}', '%s%n', '%', '%00', '%ff', '../../etc/passwd', '<script>', '\\', '"', '{}'],
    ...[
      '2016-12-31T23:59:60Z',
      '9999-12-31T23:59:59.999Z',
      '0000-01-01',
      '+275760-09-13T00:00:00Z',
      '2026-02-30',
    ],
    ...['☃.net', 'xn--', 'xn--a', 'a..b', '.', 'com', 'localhost', '1.1', '0x7f.1', `${'a'.repeat(64)}.com`],
    ...['münchen.de', 'ＡＣＭＥ.com', 'ac\u00admme.com', 'acme.com.', 'a@b.co', '"a b"@b.co', 'a@[::1]'],
    ...[
      'http://',
      'https://a@b',
      'https://[::1]/',
      'javascript:alert(1)',
      'https://x.example/\ud800',
      'http://*',
    ],
    ...[
      'https://127.0.0.1/',
      'https://a.example:99999',
      'https://xn--/',
      'http://localhost:1/*',
      'https://💥.example',
    ],
    ...ulids.flatMap((ulid) => [`org_${ulid}`, `event_${ulid}`, `org_domain_${ulid}`, `x_${ulid}`]),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
)
const nastyNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.1, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, -(2 ** 63), 8.64e15, 8.64e15 + 1),
  fc.integer(),
)
const nesting = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const nastyValue = fc.oneof(
  nastyText,
  nastyNumber,
  fc.constantFrom(null, true, false, [], {}, [null], [[]], { a: { b: [] } }, JSON.parse(nesting(50))),
  fc.array(nastyText, { maxLength: 5 }),
  fc.dictionary(nastyText, nastyText, { maxKeys: 5 }),
)

/** Values that mostly fit the schema, and go wrong anywhere in it. */
function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 20, arbitrary: fittingValue(schema) }, { weight: 1, arbitrary: nastyValue })
}

function fittingValue(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valueFor))
  const types = [schema.type ?? []].flat()
  return types.length > 0 ? fc.oneof(...types.map((type) => valueOfType(type, schema))) : nastyValue
}

function valueOfType(type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return objectFor(schema)
    case 'array':
      return fc.array(valueFor(schema.items ?? {}), { maxLength: 4 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return fc.oneof(
        { weight: 1, arbitrary: nastyText },
        { weight: 2, arbitrary: fc.constantFrom(...(schema.examples ?? fittingTexts)) },
        { weight: 1, arbitrary: fc.constantFrom(...fittingTexts) },
      )
    default:
      return fc.oneof(nastyNumber, fc.integer({ min: 0, max: 100 }))
  }
}

const fittingTexts = [
  'Acme',
  'acme',
  'acme.com',
  'documents:read',
  'project',
  'ada@example.com',
  'https://acme.example/path',
  'http://localhost:3000/callback',
  '2026-01-15T12:00:00.000Z',
  'organization.created',
  '#aabbcc',
  '60',
]

function objectFor({ properties = {}, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valueFor(schema)])),
    { requiredKeys: required.filter((name) => name in properties) },
  )
  const values = typeof additionalProperties === 'object' ? valueFor(additionalProperties) : nastyValue
  const unknown = fc.dictionary(nastyText, values, { maxKeys: 3 })
  return fc.tuple(known, unknown).map(([a, b]) => ({ ...b, ...a }))
}

/** Bodies as text: what JSON cannot say must not hurt either. */
const rawBody = fc.constantFrom(
  ...['', ' ', 'null', '[]', '"text"', '1', '{', '{"name":1e999}', '{"name":"a","name":"b"}', '\ufeff{}'],
  ...[`{"name":"Acme","x":${nesting(40_000)}}`, `{"metadata":${nesting(3_000)}}`, nesting(100_000)],
  ...[
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"name":"\\ud800"}',
    '{"name":"\\u0000"}',
  ],
)

const bodyFor = ({ body }: Operation): fc.Arbitrary<string | undefined> =>
  fc.oneof(
    { weight: 8, arbitrary: valueFor((body ?? {}) as Schema).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: rawBody },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )

/** A query string: the operation's parameters in every dialect, and others. */
function queryFor({ query = {} }: Operation): fc.Arbitrary<string> {
  const names = [...Object.keys(query), 'limit', 'after', 'x', '__proto__', '']
  const dialects = ['', '[]', '[0]', '[999999999]', '[a]', '[__proto__]', '[', ']']
  const part = fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom('', ...dialects),
      fc.oneof(nastyText, fc.constantFrom(...fittingTexts)),
    )
    .map(([name, dialect, value]) => `${encoded(name + dialect)}=${encoded(value)}`)
  return fc.array(part, { maxLength: 4 }).map((parts) => parts.join('&'))
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

/** What is in the environment, by the collection it is in. */
type Found = Map<string, Set<string>>

const collectionOf = (path: string) =>
  path
    .replaceAll(/\/\{[^}]+\}/g, '')
    .split('/')
    .at(-1) ?? ''

function pathFor(operation: Operation, found: Found): fc.Arbitrary<string> {
  const parts = operation.path.split('/').slice(1)
  const segments = parts.map((part, index) => {
    if (!part.startsWith('{')) return fc.constant(part)
    const known = [...(found.get(parts[index - 1] ?? '') ?? [])].slice(-5)
    const text = nastyText.map((text) => encoded(text) || '%20')
    const raw = fc.constantFrom('%', '%zz', '%ff', '%ed%a0%80', '%00', 'a%2fb', 'x'.repeat(2_000), ':id', '*')
    return fc.oneof(
      { weight: known.length > 0 ? 6 : 0, arbitrary: fc.constantFrom(...known.map(encoded), 'x') },
      { weight: 2, arbitrary: text },
      { weight: 1, arbitrary: raw },
    )
  })
  return fc.tuple(...segments).map((made) => `/${made.join('/')}`)
}

function remember(found: Found, operation: Operation, answer: unknown) {
  const { data, ...object } = (answer ?? {}) as {
    data?: unknown
    id?: unknown
    slug?: unknown
    external_id?: unknown
  }
  // The key that the test calls with must live on.
  const own = operation.name === 'listEnvironmentApiKeys'
  for (const one of own ? [] : [object, ...(Array.isArray(data) ? data : [])]) {
    for (const value of [one?.id, one?.slug, one?.external_id]) {
      if (typeof value !== 'string') continue
      const collection = collectionOf(operation.path)
      found.set(collection, (found.get(collection) ?? new Set()).add(value))
      // Bodies name objects as well.
      if (fittingTexts.push(value) > 40) fittingTexts.splice(12, 1)
    }
  }
}

const served = new Set(servedOperations())
// The clock is everybody's: what moves it has tests of its own.
const fuzzed = operations.filter(({ id, path }) => served.has(id) && !path.startsWith('/portico/clock'))

it('answers no request with a server error, and none with anything but JSON', {
  timeout: 240_000,
}, async () => {
  const test = await testServer({})
  const found: Found = new Map()
  await makeOneOfEach(test, found)
  const failures: string[] = []
  // Twice, since the first time makes what the second finds.
  for (const round of [0, 1]) {
    for (const [index, operation] of fuzzed.entries()) {
      await fuzz(test, operation, found, failures, seed + round * fuzzed.length + index)
    }
  }
  expect(failures).toEqual([])
  expect(await createTenant(test.server)).toMatchObject({ environment: { name: 'Test' } })
})

/** What the first requests find. */
async function makeOneOfEach({ request }: TestServer, found: Found): Promise<void> {
  const makings: [path: string, body: object][] = [
    [
      '/organizations',
      { name: 'Acme', external_id: 'acme', domain_data: [{ domain: 'acme.com', state: 'pending' }] },
    ],
    ['/authorization/roles', { slug: 'editor', name: 'Editor' }],
    ['/authorization/permissions', { slug: 'documents:read', name: 'Read documents' }],
    ['/portico/authorization/resource_types', { slug: 'project', name: 'Project' }],
    ['/webhook_endpoints', { endpoint_url: 'https://example.com/webhooks', events: ['user.created'] }],
    ['/portico/applications', { name: 'App', kind: 'confidential' }],
    ['/user_management/redirect_uris', { uri: 'https://acme.example/callback' }],
    ['/user_management/cors_origins', { origin: 'https://acme.example' }],
  ]
  for (const [path, body] of makings) {
    const { status, body: answer } = await request('POST', path, { body })
    expect([path, status, answer]).toEqual([path, 201, expect.anything()])
    const operation = operations.find((one) => one.method === 'POST' && one.path === path) as Operation
    remember(found, operation, answer)
    const { domains = [] } = answer as { domains?: unknown[] }
    remember(found, { ...operation, path: '/organization_domains' }, { data: domains })
  }
}

async function fuzz(test: TestServer, operation: Operation, found: Found, failures: string[], seed: number) {
  const request = fc.record({
    path: pathFor(operation, found),
    query: queryFor(operation),
    body: bodyFor(operation),
    key: fc.oneof(fc.constant(undefined), fc.uuid(), fc.constantFrom('k1', 'é', 'x'.repeat(255), '')),
  })
  for (const { path, query, body, key } of fc.sample(request, { numRuns: runs, seed })) {
    const url = query ? `${path}?${query}` : path
    const answer = await test.server.app.inject({
      method: operation.method,
      url,
      headers: {
        authorization: `Bearer ${test.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': Buffer.from(key).toString('latin1') }),
      },
      ...(body !== undefined && { payload: body }),
    })
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    if (answer.statusCode >= 500 || (answer.payload !== '' && !isJson)) {
      failures.push(
        `${operation.id} ${operation.method} ${url.slice(0, 300)} ${body?.slice(0, 500)} ${key} → ${answer.statusCode} ${answer.payload.slice(0, 300)}`,
      )
    } else if (answer.statusCode < 300 && isJson) remember(found, operation, JSON.parse(answer.payload))
  }
}
