/**
 * Names: `camelCase` here, `snake_case` on the wire. One generic mapping serves every operation; what it must not
 * touch, the contract says and the generator writes down beside the operation.
 */
import { SecretString } from './secret.ts'

/** Where the generic mapping does not apply to an operation. Paths are in wire names: `data[].metadata`. */
export type WireNotes = {
  /** Values of the request whose keys belong to the customer. */
  readonly request?: readonly string[]
  /** Values of the response whose keys belong to the customer. */
  readonly response?: readonly string[]
  /** Names of the request whose spelling on the wire does not follow from ours. */
  readonly names?: Readonly<Record<string, string>>
  /** Values of the response that are secret. */
  readonly secrets?: readonly string[]
  /** Values of the response that are read by a function of their own. */
  readonly readers?: Readonly<Record<string, (value: unknown) => unknown>>
}

/** `external_id` → `externalId`. What is not plain `snake_case` stays as it is. */
export function toCamelCase(name: string): string {
  return remembered(camelNames, name, (plain) =>
    plain.replace(/(?<=[A-Za-z0-9])_([a-z0-9])/g, (_, next: string) => next.toUpperCase()),
  )
}

/** `externalId` → `external_id`. What is `snake_case` already stays as it is. */
export function toSnakeCase(name: string): string {
  return remembered(snakeNames, name, (plain) =>
    plain.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
  )
}

/** Most operations: the mapping applies everywhere. */
const plain: WireNotes = {}

/** Turns what the caller wrote into what the wire carries. */
export function toWire(value: unknown, notes: WireNotes = plain): unknown {
  const { names = {} } = notes
  const rename = (name: string) => (Object.hasOwn(names, name) ? names[name]! : toSnakeCase(name))
  return mapNames(value, { rename, wireName: (_, renamed) => renamed }, treesOf(notes).request)
}

/** Turns what the wire carried into what the caller reads. Members that nobody declared are kept. */
export function fromWire(value: unknown, notes: WireNotes = plain): unknown {
  return mapNames(value, { rename: toCamelCase, wireName: (name) => name }, treesOf(notes).response)
}

/** What is known of a value at one place of a document. */
type Place = {
  /** The value belongs to the customer: hands off. */
  opaque?: true
  secret?: true
  read?: (value: unknown) => unknown
  members?: Map<string, Place>
  items?: Place
  /** The value is a map: its keys stay, its values are mapped. */
  values?: Place
}

type Direction = {
  rename: (name: string) => string
  /** Which of the two is the name on the wire. */
  wireName: (name: string, renamed: string) => string
}

function mapNames(value: unknown, direction: Direction, place?: Place): unknown {
  if (place?.opaque) return value
  if (place?.read) return place.read(value)
  if (place?.secret && typeof value === 'string') return new SecretString(value)
  if (Array.isArray(value)) return value.map((item) => mapNames(item, direction, place?.items))
  if (!isPlainObject(value)) return value
  const mapped: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    if (place?.values) {
      assign(mapped, name, mapNames(member, direction, place.values))
    } else {
      const renamed = direction.rename(name)
      const inside = place?.members?.get(direction.wireName(name, renamed))
      assign(mapped, renamed, mapNames(member, direction, inside))
    }
  }
  return mapped
}

function assign(target: Record<string, unknown>, name: string, value: unknown): void {
  // Assigning to __proto__ would replace the object's prototype instead of adding a member.
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  } else {
    target[name] = value
  }
}

/** Dates, bytes and the like have a form of their own and are not walked into. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

type Trees = { request?: Place | undefined; response?: Place | undefined }
const trees = new WeakMap<WireNotes, Trees>()

/** The notes of one operation as trees, made at its first call. */
function treesOf(notes: WireNotes): Trees {
  let made = trees.get(notes)
  if (!made) {
    made = { request: plant(notes.request), response: plant(notes.response, notes.secrets, notes.readers) }
    trees.set(notes, made)
  }
  return made
}

function plant(
  opaque: readonly string[] = [],
  secrets: readonly string[] = [],
  readers: WireNotes['readers'] = {},
): Place | undefined {
  const root: Place = {}
  for (const path of opaque) placeAt(root, path).opaque = true
  for (const path of secrets) placeAt(root, path).secret = true
  for (const [path, read] of Object.entries(readers)) placeAt(root, path).read = read
  return Object.keys(root).length === 0 ? undefined : root
}

/** The place that a path names; `[]` stands for the items of an array, `{}` for the values of a map. */
function placeAt(root: Place, path: string): Place {
  let place = root
  for (const [step] of path.matchAll(/\[\]|\{\}|[^.[{]+/g)) {
    if (step === '[]') place = place.items ??= {}
    else if (step === '{}') place = place.values ??= {}
    else {
      place.members ??= new Map()
      const next = place.members.get(step) ?? {}
      place.members.set(step, next)
      place = next
    }
  }
  return place
}

const camelNames = new Map<string, string>()
const snakeNames = new Map<string, string>()
/** Far more names than the contract has. Beyond it, names are computed anew: a peer cannot grow the memory. */
const mostRemembered = 5000
const plainName = /^\w+$/

function remembered(names: Map<string, string>, name: string, compute: (name: string) => string): string {
  let result = names.get(name)
  if (result === undefined) {
    result = plainName.test(name) ? compute(name) : name
    if (names.size < mostRemembered) names.set(name, result)
  }
  return result
}
