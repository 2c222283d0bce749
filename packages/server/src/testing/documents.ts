import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What is served at a path: text, or another answer. */
export type Document = string | { status?: number; headers?: Record<string, string>; body?: string | Buffer }

export type DocumentServer = {
  url: string
  /** What is served from now on, by path. Other paths answer 404. */
  documents: Map<string, Document>
  /** The paths that were asked for, in order. */
  asked: string[]
  /** Makes the answer to the next request for the path when it comes. */
  answerNext(path: string, answer: () => Promise<Document>): void
}

/** An HTTP server of the test's own that serves documents, as the publisher of metadata or a configuration does. */
export async function serveDocuments(
  documents: (url: string) => Record<string, Document> = () => ({}),
): Promise<DocumentServer> {
  const served = new Map<string, Document>()
  const asked: string[] = []
  const next = new Map<string, () => Promise<Document>>()
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const answer = next.get(path)
    next.delete(path)
    const found = answer ? await answer() : (served.get(path) ?? { status: 404 })
    const { status = 200, headers = {}, body = '' } = typeof found === 'string' ? { body: found } : found
    response.writeHead(status, headers).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const [path, document] of Object.entries(documents(url))) served.set(path, document)
  return { url, documents: served, asked, answerNext: (path, answer) => void next.set(path, answer) }
}
