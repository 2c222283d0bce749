import { type Cookie, serializeCookie } from './cookies.ts'
import type { SessionHeaders } from './session-cookie.ts'

/** Sends the browser on. Nobody may store the answer: it is for one person, once. */
export function redirect(location: string, cookies: readonly Cookie[], status = 302): Response {
  const response = new Response(null, { status, headers: { location, ...notStored } })
  for (const cookie of cookies) response.headers.append('set-cookie', serializeCookie(cookie))
  return response
}

/** A line of text, with nothing in it that came with the request. */
export function plainText(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...notStored,
      ...headers,
    },
  })
}

/** A refusal for programs. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ code, message }, { status, headers: { ...notStored, ...headers } })
}

const notStored = { 'cache-control': 'private, no-store', vary: 'Cookie' }

/** The response with what it must tell the browser about the session. */
export function withSession(response: Response, { headers, cookies }: SessionHeaders): Response {
  // A change of protocol (a WebSocket) is none that could be copied, and sets no cookies.
  if (response.status === 101) return response
  // A copy, because the headers of some responses cannot be changed.
  const copy = new Response(response.body, response)
  for (const [name, value] of headers) {
    if (name !== 'Cache-Control') copy.headers.append(name, value)
    // A page may say for itself how it is stored, but not one that sets a cookie.
    else if (cookies.length > 0 || !copy.headers.has(name)) copy.headers.set(name, value)
  }
  return copy
}
