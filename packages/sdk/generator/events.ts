import { eventCatalogue, Event as eventModel } from '@portico/contract'
import { type CommonNames, isCommon } from './common-names.ts'
import { docs } from './docs.ts'
import { Imports, renderFile } from './imports.ts'
import type { Models } from './models.ts'
import { literal } from './names.ts'
import { asSchema, type Schema } from './schema.ts'
import { opaquePaths, secretPaths } from './wire.ts'

export const eventTypesFile = 'generated/event-types.ts'

/** The service whose file holds the models that only events use. */
const home = 'events'

/** The envelope without the two members that depend on the event's name. */
function envelope(): Schema {
  const { event: _event, data: _data, ...properties } = asSchema(eventModel).properties ?? {}
  return { ...asSchema(eventModel), 'x-model': '', properties }
}

export function registerEventModels(models: Models): void {
  models.register(envelope(), 'output', home)
  for (const { data } of Object.values(eventCatalogue)) models.register(asSchema(data), 'output', home)
}

/** What the mapping of names must know of an event with this data. */
function notesOf(data: Schema, common: CommonNames): string {
  const inData = (paths: readonly string[], names: ReadonlySet<string>) =>
    paths.filter((path) => !isCommon(path, names)).map((path) => literal(`data.${path}`))
  const response = inData(opaquePaths(data), common.opaque)
  const secrets = inData(secretPaths(data), common.secret)
  const entries = [
    ...(response.length > 0 ? [`response: [${response.join(', ')}]`] : []),
    ...(secrets.length > 0 ? [`secrets: [${secrets.join(', ')}]`] : []),
  ]
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : 'plain'
}

/** The file that types every event and reads it from the wire. */
export function eventTypes(models: Models, common: CommonNames): string {
  const imports = new Imports()
  imports.value('event-reader.ts', 'eventReader')
  const wireNotes = imports.type('wire.ts', 'WireNotes')
  const events = Object.entries(eventCatalogue).sort(([a], [b]) => (a < b ? -1 : 1))
  const data = events.map(
    ([name, { summary, data }]) =>
      `${docs([summary], '  ')}  ${literal(name)}: ${models.type(asSchema(data), 'output', imports)}\n`,
  )
  const notes = events.map(([name, { data }]) => `  ${literal(name)}: ${notesOf(asSchema(data), common)},\n`)
  const body = `/** The data of each event, by the event's name. */
export interface EventData {
${data.join('')}}

/** The name of an event. */
export type EventName = keyof EventData

${docs([asSchema(eventModel).description])}export interface EventOf<Name extends EventName> {
  /** What happened. */
  event: Name
  /** What the event is about, as its name calls for. */
  data: EventData[Name]
${models.memberLines(envelope(), 'output', imports)}}

/** Any event: \`event\` tells which, and so the type of \`data\`. */
export type Event = { [Name in EventName]: EventOf<Name> }[EventName]

const plain: ${wireNotes} = {}

/** Where names of each event are not mapped as everywhere else, and what is secret in it. */
const notes: Record<EventName, ${wireNotes}> = {
${notes.join('')}}

/** Whether this version of the package knows the event, so that its \`data\` has the type that its name calls for. */
export function isKnownEvent(event: { event: string }): event is Event {
  return Object.hasOwn(notes, event.event)
}

/** Reads an event from the wire. The data of one that this version does not know stays as it came. */
export const readEvent = /* @__PURE__ */ eventReader(notes, { response: ['data'] })
`
  return renderFile(eventTypesFile, imports, body)
}
