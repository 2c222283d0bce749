import type { Operation } from '@portico/contract'
import { isCommon } from './common-names.ts'
import { eventTypesFile } from './events.ts'
import { literal, quoted } from './names.ts'
import { answers, bodySchema, querySchema } from './operation.ts'
import type { Context } from './parameters.ts'
import { eventPaths, irregularNames, opaquePaths, secretPaths, wireNames } from './wire.ts'

/** What the generic mapping of names must know of the operation, as an object; nothing for most operations. */
export function wireNotes(operation: Operation, { imports, common }: Context): string | undefined {
  const body = bodySchema(operation)
  const sent = [querySchema(operation), body].filter((schema) => schema !== undefined)
  const answered = answers(operation)
  const events = distinct(answered.flatMap((answer) => eventPaths(answer)))
  const request = (body ? opaquePaths(body) : []).filter((path) => !isCommon(path, common.opaque))
  const outsideOfEvents = (path: string) => !events.some((event) => isInside(path, event))
  const response = distinct(answered.flatMap(opaquePaths))
    .filter(outsideOfEvents)
    .filter((path) => !isCommon(path, common.opaque))
  const secrets = distinct(answered.flatMap(secretPaths))
    .filter(outsideOfEvents)
    .filter((path) => !isCommon(path, common.secret))
  const names = irregularNames(distinct(sent.flatMap(wireNames)))
  const entries = [
    request.length > 0 && `request: [${request.map(literal).join(', ')}]`,
    response.length > 0 && `response: [${response.map(literal).join(', ')}]`,
    secrets.length > 0 && `secrets: [${secrets.map(literal).join(', ')}]`,
    names.length > 0 &&
      `names: { ${names.map(([ours, wire]) => `${quoted(ours)}: ${literal(wire)}`).join(', ')} }`,
    events.length > 0 &&
      `readers: { ${events.map((path) => `${literal(path)}: ${imports.value(eventTypesFile, 'readEvent')}`).join(', ')} }`,
  ].filter(Boolean)
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : undefined
}

function isInside(path: string, outer: string): boolean {
  return outer === '' || path.startsWith(`${outer}.`)
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}
