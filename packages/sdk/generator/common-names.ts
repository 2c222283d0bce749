import { eventCatalogue, type Operation } from '@portico/contract'
import { toCamelCase } from '../src/naming.ts'
import { docs } from './docs.ts'
import { Imports, renderFile } from './imports.ts'
import { literal } from './names.ts'
import { answers, bodySchema, querySchema } from './operation.ts'
import { asSchema, type Schema } from './schema.ts'
import { opaquePaths, placesInside, secretPaths, wireNames } from './wire.ts'

export const commonNamesFile = 'generated/common-names.ts'

/** Members that mean the same wherever they stand, so that no operation need note where they do. */
export type CommonNames = { opaque: ReadonlySet<string>; secret: ReadonlySet<string> }

export function commonNamesOf(operations: readonly Operation[]): CommonNames {
  const received = [
    ...operations.flatMap(answers),
    ...Object.values(eventCatalogue).map(({ data }) => asSchema(data)),
  ]
  const sent = operations.flatMap((operation) => [querySchema(operation) ?? {}, bodySchema(operation) ?? {}])
  return {
    opaque: alwaysSo([...received, ...sent], opaquePaths, (member, path, opaque) => {
      // An exception does no harm where a note leads through it, or where nothing in it is mapped.
      return isOpaque(member) || opaque.some((other) => other.startsWith(`${path}.`)) || isUnmapped(member)
    }),
    // Only texts are wrapped: an object that holds a secret may have its name.
    secret: alwaysSo(received, secretPaths, (member) => Boolean(member['x-secret']) || !mayBeText(member)),
  }
}

/** The names that a document notes somewhere, and that every other place of any document agrees with. */
function alwaysSo(
  documents: readonly Schema[],
  pathsOf: (document: Schema) => string[],
  agrees: (member: Schema, path: string, noted: readonly string[]) => boolean,
): Set<string> {
  const names = new Set<string>()
  const others = new Set<string>()
  for (const document of documents) {
    const noted = pathsOf(document)
    for (const path of noted) names.add(lastName(path))
    const visit = (schema: Schema, path: string) => {
      const name = lastName(path)
      if (path !== '' && path.endsWith(name) && !agrees(schema, path, noted)) others.add(name)
      for (const inside of placesInside(schema, path)) visit(inside.schema, inside.path)
    }
    visit(document, '')
  }
  return new Set([...names].filter((name) => /^\w+$/.test(name) && !others.has(name)))
}

const isOpaque = (schema: Schema) => opaquePaths(schema).includes('')
const isUnmapped = (schema: Schema) =>
  wireNames(schema).every((name) => toCamelCase(name) === name) && secretPaths(schema).length === 0
const mayBeText = (schema: Schema) =>
  !schema['x-secret'] &&
  [schema, ...(schema.anyOf ?? [])].some(({ type }) => [type].flat().includes('string'))

/** `data[].metadata` → `metadata` */
const lastName = (path: string) => path.slice(path.lastIndexOf('.') + 1)

/** Whether the place that a path names is one of those members, and no note need lead through another of them. */
export function isCommon(path: string, names: ReadonlySet<string>): boolean {
  const [name = '', ...ancestors] = path.split('.').reverse()
  return names.has(name) && !ancestors.some((ancestor) => names.has(ancestor.replace(/[[{].*/, '')))
}

export function commonNamesSource({ opaque, secret }: CommonNames): string {
  const constant = (name: string, comment: string, names: ReadonlySet<string>) =>
    `${docs([comment])}export const ${name}: ReadonlySet<string> = /* @__PURE__ */ new Set([${[...names].sort().map(literal).join(', ')}])\n`
  return renderFile(
    commonNamesFile,
    new Imports(),
    [
      constant('opaqueNames', "Members whose keys are the customer's own, wherever they stand.", opaque),
      constant('secretNames', 'Members of an answer that are secret, wherever they stand.', secret),
    ].join('\n'),
  )
}
