/**
 * Names: `camelCase` here, `snake_case` on the wire. One generic mapping serves every operation; what it must not
 * touch, the contract says and the generator writes down beside the operation.
 */
import { SecretString } from './secret.ts'

/**
 * Where the generic mapping does not apply to an operation. Paths are in wire names: `data[].metadata`. One that ends in
 * `{}` names the values of a map: its keys belong to the customer, and the values do not.
 */
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

/** Turns what the caller wrote into what the wire carries. @throws {NestingError} */
export function toWire(value: unknown, notes: WireNotes = plain): unknown {
  const { request, toWireName } = treesOf(notes)
  return mapValue(value, request, toWireName, 0)
}

/** Turns what the wire carried into what the caller reads. Members that nobody declared are kept. @throws {NestingError} */
export function fromWire(value: unknown, notes: WireNotes = plain): unknown {
  return mapValue(value, treesOf(notes).response, fromWireName, 0)
}

/** A value that is nested beyond reason, or contains itself. */
export class NestingError extends RangeError {
  constructor() {
    super(`A value is nested more than ${deepest} deep, or contains itself.`)
  }
}

/** Far deeper than anything that the contract has. What belongs to the customer is not walked and may be deeper. */
const deepest = 100

/** What is known of a value at one place of a document. */
type Place = {
  /** What is done to the value other than mapping it: `opaque` belongs to the customer, hands off. */
  does?: 'opaque' | 'secret' | ((value: unknown) => unknown)
  members?: Map<string, Place>
  items?: Place
  /** The value is a map: its keys stay, its values are mapped. */
  values?: Place
  /** The members of the object that was last met here. */
  shape?: Shape
}

/**
 * The names of an object's members, in order, with what becomes of each. Objects at one place are mostly of one shape, so
 * that each name is looked up once and compared from then on.
 */
type Shape = { names: string[]; renamed: string[]; inside: Place[] }

/** A member's name in the other spelling, and on the wire. */
type Rename = (name: string) => readonly [renamed: string, wire: string]

function mapValue(value: unknown, place: Place, rename: Rename, depth: number): unknown {
  const { does } = place
  if (does !== undefined) {
    if (does === 'opaque') return value
    if (does !== 'secret') return does(value)
    return typeof value === 'string' ? new SecretString(value) : value
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) throw new NestingError()
  if (Array.isArray(value)) {
    place.items ??= {}
    const mapped = new Array(value.length)
    for (let i = 0; i < mapped.length; i++) mapped[i] = mapValue(value[i], place.items, rename, depth + 1)
    return mapped
  }
  return isPlainObject(value) ? mapMembers(value, place, rename, depth) : value
}

function mapMembers(value: Members, place: Place, rename: Rename, depth: number): Members {
  place.shape ??= { names: [], renamed: [], inside: [] }
  const { names, renamed, inside } = place.shape
  const mapped: Members = {}
  const own = Object.keys(value)
  for (let i = 0; i < own.length; i++) {
    const name = own[i]!
    const at = i < longestShape ? i : longestShape
    if (names[at] !== name) learn(place.shape, at, name, place, rename)
    const member = value[name]
    const { does } = inside[at]!
    const isMapped = does !== undefined || (typeof member === 'object' && member !== null)
    assign(mapped, renamed[at]!, isMapped ? mapValue(member, inside[at]!, rename, depth + 1) : member)
  }
  return mapped
}

/** More members than any object of the contract has. What comes after them is looked up each time. */
const longestShape = 100

function learn(shape: Shape, at: number, name: string, place: Place, rename: Rename): void {
  // The keys of a map stay, and its values are of one kind.
  const [renamed, wire] = place.values ? [name, name] : rename(name)
  shape.names[at] = name
  shape.renamed[at] = renamed
  shape.inside[at] = place.values ?? place.members?.get(wire) ?? {}
}

type Members = Record<string, unknown>

function assign(target: Members, name: string, value: unknown): void {
  // Assigning to __proto__ would replace the object's prototype instead of adding a member.
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  } else {
    target[name] = value
  }
}

/** Dates, bytes and the like have a form of their own and are not walked into. */
function isPlainObject(value: object): value is Members {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const fromWireName: Rename = (name) => [toCamelCase(name), name]

function toWireName(names: Readonly<Record<string, string>> = {}): Rename {
  return (name) => {
    const wire = Object.hasOwn(names, name) ? names[name]! : toSnakeCase(name)
    return [wire, wire]
  }
}

type Trees = { request: Place; response: Place; toWireName: Rename }
const trees = new WeakMap<WireNotes, Trees>()

/** The notes of one operation as trees, made at its first call. */
function treesOf(notes: WireNotes): Trees {
  let made = trees.get(notes)
  if (!made) {
    const request = plant(notes.request)
    const response = plant(notes.response, notes.secrets, notes.readers)
    made = { request, response, toWireName: toWireName(notes.names) }
    trees.set(notes, made)
  }
  return made
}

function plant(
  opaque: readonly string[] = [],
  secrets: readonly string[] = [],
  readers: WireNotes['readers'] = {},
): Place {
  const root: Place = {}
  for (const path of opaque) {
    const place = placeAt(root, path)
    // `attributes{}`: the keys are the customer's, the values are ours.
    if (!path.endsWith('{}')) place.does = 'opaque'
  }
  for (const path of secrets) placeAt(root, path).does = 'secret'
  for (const [path, read] of Object.entries(readers)) placeAt(root, path).does = read
  return root
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
