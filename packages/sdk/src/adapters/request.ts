import { parseUrl } from './url.ts'

/** What is read of a request. A `Request` is one. */
export type AuthRequest = {
  readonly method: string
  /** Absolute. Its host is not believed. */
  readonly url: string
  readonly headers: { get(name: string): string | null }
}

/**
 * Whether the request was made by a page of the application itself, or by the person, who typed its address.
 *
 * Cookies that are `SameSite=Lax` come along when any page in the world links here. Browsers say where a request comes
 * from in `Sec-Fetch-Site`; those that do not (and all of them, over plain http) say it in `Origin`, or in `Referer`.
 *
 * @param origin the application's own
 */
export function isOfApplication({ headers }: AuthRequest, origin: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const from = headers.get('origin') ?? headers.get('referer')
  return from !== null && parseUrl(from)?.origin === origin
}

/** Whether the browser fetches ahead what nobody has asked for yet. */
export function isPrefetch({ headers }: AuthRequest): boolean {
  const purpose = `${headers.get('sec-purpose')} ${headers.get('purpose')} ${headers.get('x-purpose')}`
  return /\b(prefetch|preview)\b/i.test(purpose) || headers.get('next-router-prefetch') !== null
}

/** Whether a person is to see the answer as a page. A script that fetches could make nothing of a sign-in page. */
export function isNavigation({ method, headers }: AuthRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const mode = headers.get('sec-fetch-mode')
  return mode === null ? /\btext\/html\b/i.test(headers.get('accept') ?? '') : mode === 'navigate'
}
