/** Receives webhooks and notes when each arrived. Asked over IPC, so that asking does not disturb what is measured. */
import { createServer } from 'node:http'

export type Arrival = { eventId: string; createdAtMs: number; atMs: number }
export type ReceiverRequest = 'count' | 'take'

let arrivals: { body: Buffer; atMs: number }[] = []

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => void parts.push(part))
  request.on('end', () => {
    arrivals.push({ body: Buffer.concat(parts), atMs: Date.now() })
    response.writeHead(200).end()
  })
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The receiver has no port.')
  process.send?.({ url: `http://127.0.0.1:${address.port}` })
})

process.on('message', (request: ReceiverRequest) => {
  if (request === 'count') return void process.send?.(arrivals.length)
  process.send?.(arrivals.map(read))
  arrivals = []
})
process.once('disconnect', () => process.exit())

function read({ body, atMs }: { body: Buffer; atMs: number }): Arrival {
  const { id, created_at } = JSON.parse(body.toString()) as { id: string; created_at: string }
  return { eventId: id, createdAtMs: Date.parse(created_at), atMs }
}
