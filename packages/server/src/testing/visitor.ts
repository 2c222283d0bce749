import type { InjectOptions } from 'fastify'
import type { Server } from '../server.ts'

/** What a browser got. */
export type Visited = {
  status: number
  headers: Headers
  text: string
  /** Where it is sent next. */
  location: URL | null
}

/** Somebody with a browser of their own, without a screen: it keeps cookies as browsers do, and follows nothing by itself. */
export type Visitor = {
  /** Goes to an address: by itself, or by a link on some page. */
  get(address: string | URL, headers?: Record<string, string>): Promise<Visited>
  /** Sends a form. From a page of another site no cookie goes with it, since all are Lax. */
  post(
    address: string | URL,
    fields: Readonly<Record<string, string>> | URLSearchParams | string,
    from?: 'elsewhere' | 'here',
  ): Promise<Visited>
  /** The cookies that are kept, by name. */
  cookies: Map<string, string>
}

/** A browser that nobody has used before, at a server in the same process. */
export function visitorOf({ app, kernel }: Server): Visitor {
  const cookies = new Map<string, string>()
  const origin = new URL(kernel.config.publicUrl).origin
  const pathOf = (address: string | URL) => {
    const { pathname, search } = new URL(address, kernel.config.publicUrl)
    return pathname + search
  }
  const cookieHeader = () =>
    cookies.size > 0 && { cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ') }

  async function visit(options: InjectOptions): Promise<Visited> {
    const answer = await app.inject(options)
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0 || value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) headers.append(name, String(value))
    const { location } = answer.headers
    return {
      status: answer.statusCode,
      headers,
      text: answer.body,
      location: location === undefined ? null : new URL(location, origin),
    }
  }

  return {
    cookies,
    get: (address, headers = {}) =>
      visit({
        method: 'GET',
        url: pathOf(address),
        headers: { accept: 'text/html', ...cookieHeader(), ...headers },
      }),
    post: (address, fields, from = 'elsewhere') =>
      visit({
        method: 'POST',
        url: pathOf(address),
        payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          origin: from === 'here' ? origin : 'https://idp.acme.example',
          'sec-fetch-site': from === 'here' ? 'same-origin' : 'cross-site',
          ...(from === 'here' && cookieHeader()),
        },
      }),
  }
}
