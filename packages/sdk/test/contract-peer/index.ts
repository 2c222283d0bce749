import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Issuer, newIssuer } from '../issuer.ts'
import { type Answer, answerTo } from './answers.ts'
import { complaintsAbout } from './complaints.ts'
import { matchOperation } from './route.ts'

export type ContractPeer = {
  baseUrl: string
  /** What the contract objected to in the requests since the last time it was asked. */
  takeComplaints(): string[]
  close(): void
}

/** An HTTP server that answers every operation with what the contract says it answers, and remembers none. */
export async function startContractPeer(): Promise<ContractPeer> {
  const complaints: string[] = []
  const issuer = await newIssuer()
  const server = createServer(async (incoming, outgoing) => {
    const { status, body } = await answer(incoming, issuer, complaints)
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    outgoing.writeHead(status, { ...type, 'x-request-id': 'req_of_the_peer' })
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    baseUrl,
    takeComplaints() {
      return complaints.splice(0)
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function answer(incoming: IncomingMessage, issuer: Issuer, complaints: string[]): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = fieldsOf(incoming, Buffer.concat(chunks).toString())
  const { pathname, searchParams: search } = new URL(incoming.url ?? '/', 'http://localhost')
  const match = matchOperation(incoming.method ?? '', pathname)
  if (!match) {
    complaints.push(`there is no ${incoming.method} ${pathname}`)
    return { status: 404, body: { message: 'No such route.' } }
  }
  const objections = complaintsAbout(match, { headers: incoming.headers, search, body })
  complaints.push(...objections)
  if (objections.length > 0) return { status: 422, body: { message: objections.join('; ') } }
  return answerTo(match, { issuer, clientId: String(body.client_id) })
}

/** The members of a body, in either of the encodings that clients use. */
function fieldsOf({ headers }: IncomingMessage, body: string): Record<string, unknown> {
  if (headers['content-type']?.includes('form')) return Object.fromEntries(new URLSearchParams(body))
  return body === '' ? {} : JSON.parse(body)
}
