import type { InjectOptions } from 'fastify'
import type { Server } from '../server.ts'

type Init = { method: string; headers: Record<string, string>; body?: string }

/** Carries requests to a server in the same process, through everything but the socket. */
export function transportTo({ app }: Server): (url: string, init: Init) => Promise<Response> {
  return async (address, { method, headers: sent, body }) => {
    const url = new URL(address)
    const answer = await app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: url.pathname + url.search,
      headers: sent,
      ...(body !== undefined && { payload: Buffer.from(body) }),
    })
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined) headers.append(name, String(one))
    }
    const empty = answer.statusCode === 204 || answer.statusCode === 304
    return new Response(empty ? null : answer.rawPayload, { status: answer.statusCode, headers })
  }
}
