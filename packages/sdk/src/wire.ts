/**
 * Names: `camelCase` here, `snake_case` on the wire. One generic mapping serves every operation; what it must not
 * touch, the contract says and the generator writes down beside the operation.
 */
import { opaqueNames, secretNames } from './generated/common-names.ts'
import { toCamelCase, toSnakeCase } from './naming.ts'
import { SecretString } from './secret.ts'

/**
 * Where the generic mapping does not apply to an operation, beside the names that mean the same everywhere. Paths are in
 * wire names: `data[].metadata`. One that ends in `{}` names the values of a map: its keys belong to the customer, and
 * the values do not.
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

/** Most operations: the mapping applies everywhere. */
const plain: WireNotes = {}

/** Turns what the caller wrote into what the wire carries. @throws {NestingError} */
export function toWire(value: unknown, notes: WireNotes = plain): unknown {
  const { request, toWireName } = treesOf(notes)
  return mapValue(value, request, toWireName, 0)
}

/** Turns names on the wire into ours. Members that nobody declared are kept. @throws {NestingError} */
export function fromWire(value: unknown, notes: WireNotes = plain): unknown {
  return mapValue(value, treesOf(notes).response, fromWireName, 0)
}

/**
 * Turns an answer into what the caller reads: names as `fromWire` does, and what is secret wrapped, be it noted here or
 * secret wherever it stands.
 *
 * @param operation stands for what answered, so that what was learned of its answers is not mixed up with others
 * @throws {NestingError}
 */
export function fromAnswer(value: unknown, notes: WireNotes = plain, operation: object = notes): unknown {
  return mapValue(value, treesOf(notes, operation).answer, fromAnswerName, 0)
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
  /** What was learned of the members of the object that was last met here, in their order. */
  learned?: Member[]
}

/** A member's name in both spellings, and what is known of its value. */
type Member = { name: string; renamed: string; place: Place; isPlain: boolean }

/** A member's name in the other spelling, and on the wire. */
type Rename = (name: string) => readonly [renamed: string, wire: string]

function mapValue(value: unknown, place: Place, rename: Rename, depth: number): unknown {
  const { does } = place
  if (does === 'opaque') return value
  if (does === 'secret' && typeof value === 'string') return new SecretString(value)
  if (typeof does === 'function') return does(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) throw new NestingError()
  if (Array.isArray(value)) {
    place.items ??= {}
    const mapped: unknown[] = []
    for (let i = 0; i < value.length; i++) mapped.push(mapValue(value[i], place.items, rename, depth + 1))
    return mapped
  }
  return isPlainObject(value) ? mapMembers(value, place, rename, depth) : value
}

/**
 * Maps the members of an object. Objects at one place are mostly of one shape, so that each name is looked up once and
 * compared from then on: half the time for a long list.
 */
function mapMembers(value: Members, place: Place, rename: Rename, depth: number): Members {
  place.learned ??= []
  const mapped: Members = {}
  let i = 0
  for (const name in value) {
    let member = place.learned[i]
    if (member?.name !== name) {
      if (!Object.hasOwn(value, name)) continue
      member = learn(name, place, rename)
      if (i < mostLearned) place.learned[i] = member
    }
    i++
    const given = value[name]
    const isMapped = !member.isPlain || (typeof given === 'object' && given !== null)
    const result = isMapped ? mapValue(given, member.place, rename, depth + 1) : given
    if (name === '__proto__') defineMember(mapped, name, result)
    else mapped[member.renamed] = result
  }
  return mapped
}

/** More members than any object of the contract has. What comes after them is looked up each time. */
const mostLearned = 100

function learn(name: string, place: Place, rename: Rename): Member {
  // The keys of a map stay, and its values are of one kind.
  const [renamed, wire] = place.values ? [name, name] : rename(name)
  const within = place.values ?? place.members?.get(wire) ?? commonPlace(wire, rename)
  return { name, renamed, place: within, isPlain: within.does === undefined }
}

/** What is known of a member by its name alone. */
function commonPlace(wire: string, rename: Rename): Place {
  if (opaqueNames.has(wire)) return { does: 'opaque' }
  return rename === fromAnswerName && secretNames.has(wire) ? { does: 'secret' } : {}
}

type Members = Record<string, unknown>

/** Assigning to __proto__ would replace the object's prototype instead of adding a member. */
function defineMember(target: Members, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
}

/** Dates, bytes and the like have a form of their own and are not walked into. */
function isPlainObject(value: object): value is Members {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const fromWireName: Rename = (name) => [toCamelCase(name), name]
const fromAnswerName: Rename = (name) => fromWireName(name)

function toWireName(names: Readonly<Record<string, string>> = {}): Rename {
  return (name) => {
    const wire = Object.hasOwn(names, name) ? names[name]! : toSnakeCase(name)
    return [wire, wire]
  }
}

type Trees = { request: Place; response: Place; answer: Place; toWireName: Rename }
const trees = new WeakMap<object, Trees>()

/** The notes of one operation as trees, made at its first call. */
function treesOf(notes: WireNotes, operation: object = notes): Trees {
  let made = trees.get(operation)
  if (!made) {
    const response = () => plant(notes.response, notes.secrets, notes.readers)
    made = {
      request: plant(notes.request),
      response: response(),
      answer: response(),
      toWireName: toWireName(notes.names),
    }
    trees.set(operation, made)
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
