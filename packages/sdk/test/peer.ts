import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { Client, type ClientOptions } from '../src/index.ts'

/** A request as it arrived. */
export type Received = { method: string; url: URL; headers: IncomingHttpHeaders; body: string }

/**
 * What to answer: JSON by default, text as it is, or half of it before the connection breaks. `hang` answers nothing,
 * `cut` breaks the connection.
 */
export type Reply =
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string; half?: boolean }
  | 'hang'
  | 'cut'

/**
 * Starts an HTTP server for the current test, and a client that calls it.
 *
 * @param reply says what to answer to the n-th request, counted from one
 */
export async function testPeer(reply: (request: Received, n: number) => Reply, options: ClientOptions = {}) {
  const received: Received[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { method = '', url = '', headers } = incoming
    const request = { method, url: new URL(url, baseUrl), headers, body: Buffer.concat(chunks).toString() }
    const answer = reply(request, received.push(request))
    if (answer === 'hang') return
    if (answer === 'cut') return incoming.socket.destroy()
    const { status = 200, json, text = json === undefined ? '' : JSON.stringify(json) } = answer
    const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' }
    outgoing.writeHead(status, {
      ...type,
      ...answer.headers,
      ...(answer.half && { 'content-length': text.length }),
    })
    if (!answer.half) return outgoing.end(text)
    outgoing.write(text.slice(0, text.length / 2), () => incoming.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { client: new Client({ apiKey: 'sk_test_1', baseUrl, ...options }), received, baseUrl }
}

/** An answer that carries one page. */
export function page(
  data: unknown[],
  { before = null, after = null }: { before?: string | null; after?: string | null } = {},
): Reply {
  return { json: { object: 'list', data, list_metadata: { before, after } } }
}
