import { nearest } from '../framework/nearest.ts'

/** A place in a document: `['organizations', 1, 'name']`. */
export type Path = readonly (string | number)[]

/** `organizations[1].name`. */
export function showPath(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('')
}

/** Is told what does not fit, and where; and what is understood but not served. */
export type Report = {
  problem(path: Path, message: string): void
  unserved(path: Path, message: string): void
}

/** Reads a value, reporting what does not fit. What it returns then is not used. */
export type Shape<T> = (value: unknown, path: Path, report: Report) => T

export const text: Shape<string> = (value, path, report) => {
  if (typeof value !== 'string' || value.trim() === '') report.problem(path, `must be text, ${andIs(value)}`)
  return value as string
}

export const flag: Shape<boolean> = (value, path, report) => {
  // YAML 1.2 reads `yes` and `no` as text.
  if (typeof value !== 'boolean') report.problem(path, `must be true or false, ${andIs(value)}`)
  return value as boolean
}

export const choice =
  <const C extends string>(...choices: readonly C[]): Shape<C> =>
  (value, path, report) => {
    if (!choices.includes(value as C))
      report.problem(path, `must be ${choices.join(' or ')}, ${andIs(value)}`)
    return value as C
  }

export const httpUrl: Shape<string> = (value, path, report) => {
  const url = typeof value === 'string' ? URL.parse(value) : null
  if (!url || !/^https?:$/.test(url.protocol)) {
    report.problem(path, `must be an http or https address, ${andIs(value)}`)
  }
  return value as string
}

export const textMap: Shape<Record<string, string>> = (value, path, report) => {
  if (!isObject(value)) {
    report.problem(path, `must be keys with text, ${andIs(value)}`)
    return {}
  }
  for (const [key, member] of Object.entries(value)) text(member, [...path, key], report)
  return value as Record<string, string>
}

export const list =
  <T>(item: Shape<T>): Shape<T[]> =>
  (value, path, report) => {
    if (Array.isArray(value)) return value.map((one, index) => item(one, [...path, index], report))
    report.problem(path, `must be a list, ${andIs(value)}`)
    return []
  }

/** Either of two forms: a short one for text, and the whole. */
export const shortFor =
  <T>(fromText: (value: string) => unknown, whole: Shape<T>): Shape<T> =>
  (value, path, report) =>
    whole(typeof value === 'string' ? fromText(value) : value, path, report)

type Member<T> = { shape: Shape<T>; required?: true; aliases?: readonly string[] }
type Members = Record<string, Member<unknown>>
type Read<M extends Members> = {
  [K in keyof M]: ReturnType<M[K]['shape']> | (M[K] extends { required: true } ? never : undefined)
} & { at: Path }

/** Members that are understood and not served: what is to be said about each. */
type Unserved = Readonly<Record<string, string>>

/** An object with these members, `snake_case` as on the wire. Others are refused: they are typing errors. */
export const object =
  <const M extends Members>(members: M, unserved: Unserved = {}): Shape<Read<M>> =>
  (value, path, report) => {
    if (!isObject(value)) {
      report.problem(path, `must have members, ${andIs(value)}`)
      return { at: path } as Read<M>
    }
    const spellings = new Map<string, string>()
    for (const [name, { aliases = [] }] of Object.entries(members)) {
      for (const spelling of [name, ...aliases]) spellings.set(spelling, name)
    }
    const read: Record<string, unknown> = { at: path }
    for (const [key, member] of Object.entries(value)) {
      const name = spellings.get(key)
      const at = [...path, key]
      if (name === undefined) {
        complain(key, at, member, unserved, [...spellings.keys()], report)
      } else if (name in read) {
        report.problem(at, `says again what another member says`)
      } else if (member !== null && member !== undefined) {
        read[name] = members[name]?.shape(member, at, report)
      }
    }
    for (const [name, { required }] of Object.entries(members)) {
      if (required && !(name in read)) report.problem([...path, name], 'is missing')
    }
    return read as Read<M>
  }

function complain(
  key: string,
  at: Path,
  value: unknown,
  unserved: Unserved,
  known: string[],
  report: Report,
) {
  const words = unserved[key]
  if (words !== undefined) {
    // An empty list asks for nothing.
    if (!(Array.isArray(value) && value.length === 0)) report.unserved(at, words)
    return
  }
  const meant = nearest(key, known)
  report.problem(at, meant ? `is not known; ${meant} is` : `is not known: there are ${known.join(', ')}`)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function andIs(value: unknown): string {
  if (value === null || value === undefined) return 'and is empty'
  if (Array.isArray(value)) return 'and is a list'
  if (typeof value === 'object') return 'and has members'
  return `and is ${JSON.stringify(value)}`
}
