/**
 * Values that must not be printed: keys, tokens, passwords, codes. Printing them is always an accident (a log line, an
 * error report, a debugger), so a secret shows `<redacted>` wherever it is turned into text without being asked by name.
 */

/** By the registry of symbols, so that a secret made by one copy of the package is known to another. */
const brand = Symbol.for('portico.SecretString')
const redacted = '<redacted>'

/**
 * A string that prints as `<redacted>`: in `console.log`, `util.inspect`, templates, concatenations, errors and
 * `JSON.stringify`. A structured clone of it is empty.
 *
 * `JSON.stringify` redacts too, because objects are logged as JSON more often than they are stored as such; where they
 * are to be stored, `exposeAll` says so. Two secrets look equal to a deep comparison, whatever they hold: compare what
 * `expose()` returns.
 */
export class SecretString {
  readonly #value: string

  /** @throws {TypeError} where the value is not a string */
  constructor(value: string) {
    if (typeof value !== 'string') throw new TypeError('A secret must be a string.')
    this.#value = value
  }

  /** The value itself. */
  expose(): string {
    return this.#value
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }

  [Symbol.toPrimitive](): string {
    return redacted
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted
  }

  get [brand](): true {
    return true
  }
}

/** What the package takes wherever it takes a secret. */
export type Secret = string | SecretString

/** Whether the value is a secret, also one that another copy of the package made. */
export function isSecret(value: unknown): value is SecretString {
  return typeof value === 'object' && value !== null && brand in value
}

/** The value of a secret, or the string that stands in its place. */
export function expose(value: Secret): string {
  return typeof value === 'string' ? value : value.expose()
}

/** A value as `exposeAll` returns it: secrets, and whatever else writes itself to JSON, as what they are written as. */
export type Exposed<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends SecretString
    ? string
    : T extends { toJSON(): infer Written }
      ? Written
      : T extends readonly (infer Item)[]
        ? Exposed<Item>[]
        : T extends object
          ? { [Key in keyof T]: Exposed<T[Key]> }
          : T

/**
 * A copy of the value with every secret in it in clear, for storing. It is what `JSON.parse(JSON.stringify(value))`
 * would be: plain objects and arrays, dates as text, nothing that is `undefined`.
 *
 * @throws {TypeError} where JSON cannot hold the value: a cycle, a `bigint`
 */
export function exposeAll<T>(value: T): Exposed<T> {
  const json = clearJson(value)
  return (json === undefined ? undefined : JSON.parse(json)) as Exposed<T>
}

/** The value as JSON with every secret in clear; nothing where `JSON.stringify` would give nothing. */
export function clearJson(value: unknown): string | undefined {
  return JSON.stringify(value, clear)
}

/** Puts back what `toJSON` has redacted: a replacer is handed the holder as well. */
function clear(this: Readonly<Record<string, unknown>>, key: string, written: unknown): unknown {
  if (written !== redacted) return written
  const original = this[key]
  return isSecret(original) ? original.expose() : written
}
