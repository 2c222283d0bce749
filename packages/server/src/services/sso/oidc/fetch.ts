import type { Kernel } from '../../../kernel/kernel.ts'

const timeoutMs = 10_000
const maxBytes = 1024 * 1024

type Request = {
  method?: string
  headers?: Headers | Record<string, string>
  body?: unknown
  signal?: AbortSignal
}

export type Fetch = (url: string, request: Request) => Promise<Response>

/**
 * `fetch` for the libraries, by way of the client that guards against forged requests: an answer takes ten seconds and
 * one megabyte at most, and a redirect is not followed.
 */
export function guardedFetch({ outbound }: Pick<Kernel, 'outbound'>): Fetch {
  return async (url, { method = 'GET', headers, body, signal }) => {
    const sent = Object.fromEntries(new Headers(headers))
    // The libraries' own name tells nobody anything.
    delete sent['user-agent']
    const answer = await outbound.fetch(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers: sent,
      ...(body !== undefined && body !== null && { body: String(body) }),
      timeoutMs,
      maxBytes,
      ...(signal && { signal }),
    })
    return responseOf(answer)
  }
}

const bodiless = new Set([204, 205, 304])

function responseOf(answer: Awaited<ReturnType<Kernel['outbound']['fetch']>>): Response {
  const headers = new Headers()
  for (const name of ['content-type', 'www-authenticate']) {
    const value = answer.headers[name]
    if (value !== undefined) headers.set(name, value)
  }
  const body = bodiless.has(answer.status) ? null : new Uint8Array(answer.body)
  return new Response(body, { status: answer.status, headers })
}
