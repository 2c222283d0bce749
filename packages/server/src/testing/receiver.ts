import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request that arrived, whole. */
export type Received = {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
  /** The body, read as JSON. */
  json: { id: string; event: string; data: Record<string, unknown>; created_at: string; context?: unknown }
  at: number
}

export type Answering = (received: Received, response: ServerResponse) => unknown

export type Receiver = {
  url: string
  received: Received[]
  /** How many requests are being answered. */
  readonly open: number
  /** Answers from now on as this says. */
  answer(how: Answering): void
  close(): Promise<void>
}

/** An HTTP server of the test's own that keeps what it receives, and answers 200 until told otherwise. */
export async function startReceiver(
  answering: Answering = (_, response) => response.end('ok'),
): Promise<Receiver> {
  const received: Received[] = []
  let answer = answering
  let open = 0
  const server = createServer(async (request, response) => {
    open++
    response.on('close', () => open--)
    const one = await read(request)
    received.push(one)
    await answer(one, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(close)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    get open() {
      return open
    },
    answer(how) {
      answer = how
    },
    close,
  }
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body,
    json: JSON.parse(body.toString()),
    at: performance.now(),
  }
}
