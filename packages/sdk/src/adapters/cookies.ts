/** Cookies (RFC 6265), as far as a session needs them. */

/** What a cookie is set with, beside its value. */
export type CookieAttributes = {
  domain?: string | undefined
  path: string
  /** Seconds; zero deletes the cookie. */
  maxAge: number
  sameSite: 'lax' | 'strict' | 'none'
  secure: boolean
  /** Scripts never see the cookie. */
  httpOnly: true
}

/** A cookie to be set. */
export type Cookie = CookieAttributes & { name: string; value: string }

/** Far above what servers take of all headers together. */
const longestHeader = 65_536

/**
 * The cookies of the header `Cookie`, in the order in which they came: names may repeat, since a browser sends cookies
 * of several paths and domains alike. What is no cookie is passed over.
 */
export function parseCookies(header: string | null | undefined): [name: string, value: string][] {
  if (!header || header.length > longestHeader) return []
  return header.split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    const name = pair.slice(0, Math.max(at, 0)).trim()
    return isToken(name) ? [[name, decoded(unquoted(pair.slice(at + 1).trim()))] as [string, string]] : []
  })
}

/** Every value that came under a name. */
export function cookieValues(header: string | null | undefined, name: string): string[] {
  return parseCookies(header).flatMap(([other, value]) => (other === name ? [value] : []))
}

/**
 * The header `Set-Cookie` for a cookie.
 *
 * @throws {TypeError} the name or the value cannot stand in one
 */
export function serializeCookie(cookie: Cookie): string {
  const { name, value, domain, path, maxAge, sameSite, secure } = cookie
  if (!isToken(name) || !/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(value)) {
    throw new TypeError('The cookie holds characters that no cookie can.')
  }
  return [
    `${name}=${value}`,
    `Path=${path}`,
    `Max-Age=${maxAge}`,
    // Some proxies and old browsers know no Max-Age, and would keep what is to go.
    ...(maxAge === 0 ? ['Expires=Thu, 01 Jan 1970 00:00:00 GMT'] : []),
    ...(domain === undefined ? [] : [`Domain=${domain}`]),
    'HttpOnly',
    ...(secure ? ['Secure'] : []),
    `SameSite=${sameSite[0]!.toUpperCase()}${sameSite.slice(1)}`,
  ].join('; ')
}

/** Whether the text may be a cookie's name (RFC 9110, section 5.6.2). */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)
}

const unquoted = (value: string) => (/^".*"$/.test(value) ? value.slice(1, -1) : value)

/** Frameworks escape what other languages seal in base64. No seal holds a `%` of its own. */
function decoded(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
