import type { FastifyInstance } from 'fastify'

/** An answer other than success. */
class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  constructor(call: string, status: number, body: { message?: string }) {
    super(`${call} was answered ${status}: ${body.message ?? ''}`)
    this.status = status
  }
}

/** Calls the server as its users do. */
export type Api = <T = unknown>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: object,
) => Promise<T>

/** The API of a server in this process, with an API key. @throws {Refused} by every call that is */
export function apiOf(app: FastifyInstance, apiKey: string): Api {
  return async <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object) => {
    const headers = { authorization: `Bearer ${apiKey}` }
    const answer = await app.inject({ method, url, headers, ...(body && { payload: body }) })
    if (answer.statusCode < 300) return (answer.body === '' ? undefined : answer.json()) as T
    throw new Refused(`${method} ${url}`, answer.statusCode, answer.json())
  }
}

/** What `call` comes to, or nothing where the server refuses it for one of these reasons. */
export async function unless<T>(statuses: readonly number[], call: Promise<T>): Promise<T | undefined> {
  return call.catch((error) => {
    if (error instanceof Refused && statuses.includes(error.status)) return undefined
    throw error
  })
}
