import { ConfigurationError } from '../errors.ts'

/** What a query may hold. Lists repeat their name, objects have theirs in brackets; what is absent is left out. */
export type QueryValue =
  | string
  | number
  | boolean
  | undefined
  | readonly string[]
  | Readonly<Record<string, string | number | boolean | undefined>>

/** The query as official SDKs write it in links, in the order given. */
export function queryText(query: Readonly<Record<string, QueryValue>>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => parameters(name, value))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')
}

/** The same object with its names in order. */
export function sorted<T>(query: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function parameters(name: string, value: QueryValue): [string, string][] {
  if (value === undefined || value === '') return []
  if (typeof value !== 'object') return [[name, String(value)]]
  if (Array.isArray(value)) return value.map((item) => [name, String(item)])
  return Object.entries(sorted(value as Readonly<Record<string, string | number | boolean | undefined>>))
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [`${name}[${key}]`, String(item)])
}

function encode(text: string): string {
  // Half a surrogate pair cannot be encoded, and people type in what ends up here.
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replace(/[!'*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The value, if it is a text that is not empty. @throws {ConfigurationError} */
export function requireText(option: string, value: string | undefined): string {
  if (typeof value !== 'string' || value === '') throw new ConfigurationError(option, 'must not be empty.')
  return value
}

/**
 * An address that a browser may be sent to: absolute, by its scheme and a slash. `localhost:3000/callback` would be of
 * the scheme `localhost`, and a script is no address.
 *
 * @throws {ConfigurationError}
 */
export function requireAbsoluteUrl(option: string, value: string | undefined): string {
  if (typeof value !== 'string' || !/^[a-z][a-z0-9+.-]*:\//i.test(value) || !URL.canParse(value)) {
    throw new ConfigurationError(option, 'must be an absolute URL, such as https://example.com/callback.')
  }
  return value
}
