import {
  csv,
  error,
  group,
  kind,
  model,
  nullable,
  oneOf,
  opaqueMap,
  opaqueObject,
  openEnum,
  operation,
  page,
  paging,
} from '@portico/contract'
import { formatted } from './files.ts'
import { generate } from './generate.ts'

/** JSON Schema as it is. */
export const schema = (json: object) => json as never

export const string = schema({ type: 'string' })
// As TypeBox marks what may be left out.
export const optionalString = schema(Object.defineProperty({ type: 'string' }, '~optional', { value: true }))
export const boolean = schema({ type: 'boolean' })

export const Robot = model(
  'Robot',
  {
    object: kind('robot'),
    id: string,
    serial_number: nullable(schema({ type: 'string', description: 'As `owner_id` reads it. Ends with */.' })),
    owner_id: optionalString,
    state: openEnum(['asleep', 'awake'], { description: 'What it does.' }),
    parts: csv(string),
    labels: opaqueMap(string),
  },
  { description: 'A machine.' },
)

const robotNotFound = error(404, 'robot_not_found', 'No such robot.')

export const robots = group('robots', {
  listRobots: operation({
    method: 'GET',
    path: '/robots',
    summary: 'List robots',
    query: { ...paging, search: optionalString },
    status: 200,
    returns: page(Robot),
  }),
  updatePart: operation({
    method: 'PUT',
    path: '/robots/{robot_id}/parts/{part}',
    summary: 'Update a part of a robot',
    description: 'Sets `part_number`.',
    params: { part: oneOf(['arm', 'leg'], { description: 'Which one.' }) },
    query: { dry_run: boolean },
    body: model('UpdatePart', { part_number: string, tags: csv(oneOf(['a', 'b'])), labels: opaqueObject() }),
    status: 200,
    returns: Robot,
    throws: [robotNotFound],
  }),
})

/** What is generated where nothing is written by hand. */
export const generated = (groups: readonly object[], handWritten: string[] = []) =>
  generate(groups as never, new Set(handWritten))

/** The text of one generated file. */
export async function text(path: string, ...groups: object[]): Promise<string> {
  const files = generated(groups)
  return (await formatted(new Map([[path, files.get(path) ?? '']]))).get(path)!
}

/** A service of one operation, and what its method reads like. */
export async function methodOf(spec: Parameters<typeof operation>[0]): Promise<string> {
  const service = await text('things.ts', group('things', { doIt: operation(spec) }))
  return service.slice(service.indexOf('  doIt('))
}
