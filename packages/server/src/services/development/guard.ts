import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../kernel/config.ts'
import {
  hostname,
  isForeignRead,
  isFromThisMachine,
  isKnownHost,
  isOwnPost,
  loopbackAddresses,
  portOf,
} from '../../kernel/http/provenance.ts'

/**
 * Who may see these pages. They show an API key and let the clock be moved, and there is no sign-in: what protects
 * them is that only browsers and programs on this machine get through, and of those only what the person at the
 * machine does, not what some site does in their browser.
 */

/** Refuses what may not come through, before anything else is looked at. */
export async function guard(config: Config, request: FastifyRequest, reply: FastifyReply) {
  const { headers, method } = request
  if (!isKnownHost(headers.host, config)) {
    return refuse(reply, 421, `This page answers at ${config.publicUrl} only: it shows credentials.`)
  }
  const isRead = method === 'GET'
  if (isRead ? isForeignRead(headers) : !isOwnPost(headers)) {
    return refuse(reply, 403, 'This was asked for by a page of another origin.')
  }
  if (isRead && loopbackAddresses.includes(hostname(headers.host) ?? '')) {
    // Simulators play the outside world under the machine's address. What runs there is another origin than these
    // pages, and stays one.
    return reply.redirect(`http://localhost${portOf(headers.host)}${request.url}`, 307)
  }
}

/** Lets only programs on this machine through. */
export async function guardPrivate(request: FastifyRequest, reply: FastifyReply) {
  if (!isLocal(request))
    return refuse(reply, 403, 'This page is shown on the machine that Portico runs on only.')
}

export function isLocal({ socket, headers }: FastifyRequest): boolean {
  return isFromThisMachine(socket.remoteAddress, headers)
}

function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`)
}
