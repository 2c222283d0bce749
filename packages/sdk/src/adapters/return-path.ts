import { parseUrl } from './url.ts'

/** Longer ones would not fit into the state of a sign-in, which is at most 2,048 bytes. */
const longestPath = 1_024

const home = '/'

/**
 * The path to come back to, if it leads nowhere but into the application; else `/`.
 *
 * Whoever writes a link to the sign-in chooses this value, so that an address elsewhere would make the application's own
 * good name lead people there. Browsers take `//host`, `/\host` and `/<tab>/host` for another host, and drop `/./` before
 * they look: therefore what is judged, and returned, is what a browser would make of it.
 */
export function safeReturnPath(value: unknown): string {
  if (typeof value !== 'string' || value.length > longestPath || !value.startsWith('/')) return home
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\x00-\x20\x7f\\]/.test(value)) return home
  const base = 'https://application.invalid'
  const url = parseUrl(value, base)
  if (!url || url.origin !== base) return home
  const path = `${url.pathname}${url.search}${url.hash}`
  return path.startsWith('//') || path.length > longestPath ? home : path
}

/** The path and query that a request was for. */
export function requestedPath(url: string): string {
  const { pathname, search } = new URL(url)
  return `${pathname}${search}`
}
