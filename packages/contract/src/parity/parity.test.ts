import { existsSync, readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type EventSpec, eventCatalogue, type Operation, operations } from '../index.ts'
import { deliberate } from './differences.ts'
import { covers, declaredKey, errorKeys, furtherMembers, impliedKeys } from './errors.ts'
import { differences, type Shape, shapeOf } from './shape.ts'

const file = (name: string) => new URL(`../../../../../shared/reference/${name}`, import.meta.url)
const present = existsSync(file('openapi.yaml'))

type Parameter = { name: string; in: string; required?: boolean; schema: unknown }
type Content = Record<string, { schema: unknown }>
type SpecOperation = {
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { content?: Content }>
}
type Exclusive = {
  optional: boolean
  variants: Record<string, string[]>
}
type Spec = { paths: Record<string, Record<string, SpecOperation>> }
type ReferenceEvent = { event: string; webhook: boolean; data: Record<string, unknown> }

describe.skipIf(!present)(
  present
    ? 'the contract and the specification'
    : 'the contract and the specification (not at hand: skipped)',
  () => {
    const spec = (
      present ? parse(readFileSync(file('openapi.yaml'), 'utf8'), { maxAliasCount: -1 }) : { paths: {} }
    ) as Spec
    const reference = present ? JSON.parse(readFileSync(file('events.json'), 'utf8')) : { events: [] }

    const resolve = (ref: string) =>
      ref
        .slice(2)
        .split('/')
        .reduce((part: unknown, name) => (part as Record<string, unknown>)[name], spec)
    const shape = (schema: unknown) => shapeOf(schema, resolve)

    const theirs = new Map(
      Object.entries(spec.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(
          ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
        ),
      ),
    )
    const ours = operations.filter(({ origin }) => origin === 'spec')

    const found = [
      ...ours.flatMap((operation) =>
        [...compare(operation, theirs, shape)].map((line) => `${operation.id} ${line}`),
      ),
      ...compareEvents(spec, reference.events, resolve, shape),
    ]
    const matches = deliberate.map(({ where }) => found.filter((line) => matchesPattern(line, where)))

    it('have the same operations', () => {
      expect(ours.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...theirs.keys()].sort())
    })

    it('differ only where it is meant', () => {
      const meant = new Set(matches.flat())
      expect(found.filter((line) => !meant.has(line))).toEqual([])
    })

    it('still differ wherever it is said that they do', () => {
      expect(deliberate.filter((_, index) => matches[index]?.length === 0)).toEqual([])
    })

    it('share no sentence: the words of the contract are our own', () => {
      const known = new Set(words(spec).flatMap(sentences))
      const own = [
        ...words(
          operations.map(({ summary, description, params, query, body, returns, alsoReturns }) => [
            { summary, description },
            params,
            query,
            body,
            returns,
            alsoReturns,
          ]),
        ),
        ...words(Object.values(eventCatalogue)),
        ...operations.flatMap(({ throws = [] }) => throws.map(({ message }) => message)),
      ]
      expect([...new Set(own.flatMap(sentences))].filter((sentence) => known.has(sentence))).toEqual([])
    })

    it('summarize operations differently', () => {
      const known = new Set(words(spec))
      const copied = ours.filter(({ summary }) => known.has(summary) && summary.split(' ').length > 4)
      expect(copied.map(({ id }) => id)).toEqual([])
    })
  },
)

function* compare(
  operation: Operation,
  theirs: Map<string, SpecOperation>,
  shape: (schema: unknown) => Shape,
): Generator<string> {
  const counterpart = theirs.get(`${operation.method} ${operation.path}`)
  if (!counterpart) return
  yield* compareParameters(operation, counterpart, shape)
  yield* compareBodies(operation, counterpart, shape)
  yield* compareExclusive(operation, counterpart)
  yield* compareSuccess(operation, counterpart, shape)
  yield* compareErrors(operation, counterpart, shape)
}

function* compareParameters(
  operation: Operation,
  { parameters = [] }: SpecOperation,
  shape: (s: unknown) => Shape,
) {
  const path = Object.fromEntries(
    [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => [
      name,
      operation.params?.[name as string] ?? Type.String(),
    ]),
  )
  for (const [place, properties] of [
    ['query', operation.query ?? {}],
    ['path', path],
  ] as const) {
    const their = parameters.filter((parameter) => parameter.in === place)
    yield* differences(
      shape({
        type: 'object',
        properties: Object.fromEntries(their.map(({ name, schema }) => [name, schema])),
        required: their.filter(({ required }) => required).map(({ name }) => name),
      }),
      shape(Type.Object(properties)),
      place,
    )
  }
  // The kernel takes an idempotency key with every mutation.
  const headers = parameters.filter(({ in: place, name }) => place === 'header' && name !== 'idempotency-key')
  for (const { name } of headers) yield `header.${name}: missing`
}

function* compareBodies(operation: Operation, { requestBody }: SpecOperation, shape: (s: unknown) => Shape) {
  if (!requestBody) {
    if (operation.body) yield 'body: added'
    return
  }
  if (!operation.body) yield 'body: missing'
  else
    yield* differences(shape(requestBody.content['application/json']?.schema), shape(operation.body), 'body')
}

function* compareExclusive({ exclusive, exclusiveRequired }: Operation, counterpart: SpecOperation) {
  const groups = Object.entries(counterpart).find(([name]) => name.startsWith('x-mutually-exclusive'))?.[1] as
    | Record<string, Exclusive>
    | undefined
  const group = Object.values(groups ?? {})[0]
  const expected = group && {
    groups: Object.values(group.variants),
    required: !group.optional,
  }
  const actual = exclusive && { groups: exclusive, required: exclusiveRequired ?? false }
  if (JSON.stringify(expected) !== JSON.stringify(actual))
    yield `exclusive: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`
}

function* compareSuccess(operation: Operation, { responses }: SpecOperation, shape: (s: unknown) => Shape) {
  const our = new Map<string, unknown>([
    [String(operation.status), operation.returns],
    ...Object.entries(operation.alsoReturns ?? {}),
  ])
  const their = Object.entries(responses).filter(([status]) => status < '400')
  for (const [status, { content }] of their) {
    if (!our.has(status)) {
      yield `${status}: missing`
      continue
    }
    const [schema, own] = [content?.['application/json']?.schema, our.get(status)]
    if (schema && own) yield* differences(shape(schema), shape(own), status)
    else if (schema || own) yield `${status}: a body on ${own ? 'our' : 'their'} side only`
  }
  for (const status of our.keys()) if (!responses[status]) yield `${status}: added`
}

function* compareErrors(operation: Operation, { responses }: SpecOperation, shape: (s: unknown) => Shape) {
  const their = new Set(
    Object.entries(responses)
      .filter(([status]) => status >= '400')
      .flatMap(([status, { content }]) =>
        content
          ? Object.values(content).flatMap(({ schema }) => errorKeys(status, shape(schema)))
          : [`${status} none`],
      ),
  )
  const declared = new Set((operation.throws ?? []).map(declaredKey))
  const known = [...declared, ...impliedKeys(operation)]
  for (const key of their) if (!known.some((own) => covers(key, own))) yield `error: lacks ${key}`
  for (const [status, { content }] of Object.entries(responses)) {
    if (status < '400') continue
    for (const [key, names] of furtherMembers(shape(content?.['application/json']?.schema))) {
      const own = operation.throws?.find((error) => declaredKey(error) === `${status} ${key}`)
      for (const name of own ? names : [])
        if (!own?.fields?.[name]) yield `error: ${status} ${key} lacks ${name}`
    }
  }
  for (const key of declared) if (![...their].some((other) => covers(other, key))) yield `error: adds ${key}`
}

function* compareEvents(
  spec: Spec,
  reference: ReferenceEvent[],
  resolve: (ref: string) => unknown,
  shape: (s: unknown) => Shape,
): Generator<string> {
  const catalogue = eventCatalogue as Record<string, EventSpec>
  for (const { event, webhook, data } of reference) {
    const own = catalogue[event]
    if (own) yield* compareMembers(event, data, own)
    if (!own) yield `event ${event}: missing`
    else if ((own.webhook ?? true) !== webhook) yield `event ${event}: webhook is ${own.webhook ?? true}`
  }
  for (const event of Object.keys(catalogue))
    if (!reference.some((other) => other.event === event)) yield `event ${event}: added`
  if (!('components' in spec)) return
  const schema = resolve('#/components/schemas/EventSchema') as {
    allOf: { oneOf: { properties: Record<string, { const?: string }> }[] }[]
  }
  for (const { properties } of schema.allOf[1]?.oneOf ?? []) {
    const event = properties.event?.const
    const own = event && catalogue[event]
    if (own) yield* differences(shape(properties.data), shape(own.data), `event ${event}`)
  }
}

/** Compares the members of an event, `?` marking the optional ones. */
function* compareMembers(event: string, data: Record<string, unknown>, { data: schema }: EventSpec) {
  const { properties = {}, required = [] } = schema as { properties?: object; required?: string[] }
  const own = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
  for (const name of Object.keys(data)) if (!own.includes(name)) yield `event ${event}: lacks ${name}`
  for (const name of own) if (!(name in data)) yield `event ${event}: adds ${name}`
}

function matchesPattern(line: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(line)
}

/** Every description, summary and message in a tree. */
function words(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(words)
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string'
      ? ['description', 'summary', 'title', 'message'].includes(name)
        ? [value]
        : []
      : words(value),
  )
}

/** The sentences of six words or more, without the marks. */
function sentences(text: string): string[] {
  return text
    .split(/[.!?:;](?:\s|$)|\n/)
    .map((sentence) =>
      sentence
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim(),
    )
    .filter((sentence) => sentence.split(' ').length >= 6)
}
