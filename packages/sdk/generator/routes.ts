import { eventCatalogue, type Operation } from '@portico/contract'
import { toCamelCase } from '../src/naming.ts'
import { docs } from './docs.ts'
import { Imports, renderFile } from './imports.ts'
import type { Models } from './models.ts'
import { literal, quoted } from './names.ts'
import { answers, bodySchema, isList, isPage, isText, mayBeEmpty, querySchema } from './operation.ts'
import { parametersOf } from './parameters.ts'
import { asSchema, members, type Schema } from './schema.ts'
import { generatedClass, type HandWritten, type Service, serviceFile } from './services.ts'
import { eventPaths, irregularNames, opaquePaths, secretPaths, wireNames } from './wire.ts'

/**
 * The file that says of every operation what its route carries. Only `@portico/sdk/testing` has it, which plays the
 * server: what the client itself needs stands with its methods.
 */
export function routesSource(services: readonly Service[], models: Models, handWritten: HandWritten): string {
  const imports = new Imports()
  const classes = services.map(({ name }) => {
    return `  ${quoted(name)}: ${imports.type(serviceFile(name), generatedClass(name, handWritten))}\n`
  })
  const routes = services.flatMap(({ operations }) =>
    operations.map((operation) => `  ${literal(operation.id)}: ${route(operation, models)},\n`),
  )
  const type = imports.type('testing/route.ts', 'Route')
  const code = [
    `${docs(['The class of each service, by its accessor.'])}export interface Services {\n${classes.join('')}}\n`,
    `${docs(['What each operation carries on the wire.'])}export const routes: Readonly<Record<string, ${type}>> = {\n${routes.join('')}}\n`,
  ]
  return renderFile('generated/routes.ts', imports, [...code, eventNotes(imports)].join('\n'))
}

/** What must be known of the data of events, of which `events` of a route says where they are. */
function eventNotes(imports: Imports): string {
  const notes = Object.entries(eventCatalogue).flatMap(([name, { data }]) => {
    const entries = [
      ...paths('opaque', opaquePaths(asSchema(data))),
      ...paths('secret', secretPaths(asSchema(data))),
    ]
    return entries.length > 0 ? [`  ${literal(name)}: { ${entries.join(', ')} },\n`] : []
  })
  const type = imports.type('testing/route.ts', 'EventNotes')
  return `${docs(['What the data of an event holds, where there is something to say of it.'])}export const eventNotes: Readonly<Record<string, ${type}>> = {\n${notes.sort().join('')}}\n`
}

function route(operation: Operation, models: Models): string {
  const { method, path, status, auth } = operation
  const entries = [
    `method: ${literal(method)}`,
    `path: ${literal(path)}`,
    status !== 200 && `status: ${status}`,
    answerKind(operation) !== 'json' && `answers: ${literal(answerKind(operation))}`,
    parametersOf(operation, { models, imports: new Imports() }) && 'params: true',
    auth === 'access_token' && 'token: true',
    ...queryKinds(operation),
    ...requestNotes(operation),
    ...answerNotes(operation),
  ]
  return `{ ${entries.filter(Boolean).join(', ')} }`
}

function answerKind(operation: Operation): 'json' | 'page' | 'list' | 'text' | 'nothing' {
  const answered = answers(operation)
  if (isText(operation)) return 'text'
  if (answered.length === 0) return 'nothing'
  if (answered.some(isPage)) return 'page'
  return answered.every(isList) && !mayBeEmpty(operation) ? 'list' : 'json'
}

/** The parameters of the query that are more than strings. */
function queryKinds(operation: Operation): string[] {
  const kinds = members(querySchema(operation) ?? {}).flatMap(({ name, schema }) => {
    const kind = queryKind(schema)
    return kind ? [`${quoted(toCamelCase(name))}: ${literal(kind)}`] : []
  })
  return kinds.length > 0 ? [`query: { ${kinds.join(', ')} }`] : []
}

function queryKind({ type, anyOf = [], oneOf = [] }: Schema): 'number' | 'boolean' | 'list' | undefined {
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'boolean') return 'boolean'
  if (type === 'array') return 'list'
  return [...anyOf, ...oneOf].map(queryKind).find((kind) => kind !== undefined)
}

function requestNotes(operation: Operation): string[] {
  const body = bodySchema(operation)
  const query = querySchema(operation)
  return [
    ...paths('opaqueRequest', body ? opaquePaths(body) : []),
    ...paths(
      'secretRequest',
      [body, query].flatMap((schema) => (schema ? secretPaths(schema) : [])),
    ),
  ]
}

function answerNotes(operation: Operation): string[] {
  const answered = answers(operation)
  const events = answered.flatMap((answer) => eventPaths(answer))
  const opaque = answered
    .flatMap(opaquePaths)
    .filter((path) => !events.some((event) => path.startsWith(event)))
  // The names in an event would be mixed up with those of others.
  const names = events.length > 0 ? [] : irregularNames([...new Set(answered.flatMap(wireNames))])
  return [
    ...paths('opaqueAnswer', opaque),
    ...paths(
      'secretAnswer',
      answered.flatMap((answer) => secretPaths(answer)),
    ),
    ...paths('events', events),
    ...(names.length > 0
      ? [`names: { ${names.map(([ours, wire]) => `${quoted(ours)}: ${literal(wire)}`).join(', ')} }`]
      : []),
  ]
}

function paths(name: string, values: readonly string[]): string[] {
  const distinct = [...new Set(values)].sort()
  return distinct.length > 0 ? [`${name}: [${distinct.map(literal).join(', ')}]`] : []
}
