import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export type Answer = { status: number; location: string | undefined; cookies: string[]; body: string }

/** One request over a connection that is kept, without following redirects. */
export function ask(
  method: 'GET' | 'POST',
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const sent = request(url, {
    method,
    agent,
    headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
  })
  sent.once('error', reject)
  sent.once('response', (answer) => {
    const chunks: Buffer[] = []
    answer.on('data', (chunk: Buffer) => void chunks.push(chunk))
    answer.once('error', reject)
    answer.once('end', () =>
      resolve({
        status: answer.statusCode ?? 0,
        location: answer.headers.location,
        cookies: (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0] ?? ''),
        body: Buffer.concat(chunks).toString(),
      }),
    )
  })
  sent.end(body)
  return promise
}

export const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** Where an answer redirects to. Throws when it does not: figures of refusals would say nothing. */
export function locationOf({ status, location, body }: Answer): string {
  if (status < 300 || status > 399 || !location)
    throw new Error(`Not a redirect: ${status} ${body.slice(0, 500)}`)
  return location
}

/** The body of a success. */
export function jsonOf<T>({ status, body }: Answer): T {
  if (status !== 200) throw new Error(`Not a success: ${status} ${body.slice(0, 500)}`)
  return JSON.parse(body) as T
}
