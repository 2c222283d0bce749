import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../kernel/config.ts'
import { hostname, isKnownHost, isOwnPost, portOf } from '../../kernel/http/provenance.ts'

/**
 * Lets only those through who name this machine: a site whose DNS name is made to point here could otherwise have a
 * browser sign in at what runs on it.
 */
export async function requireKnownHost(config: Config, request: FastifyRequest, reply: FastifyReply) {
  if (isKnownHost(request.headers.host, config)) return
  return refuse(reply, 421, 'The simulators answer on this machine only, as 127.0.0.1 or localhost.')
}

/**
 * Shows the pages that people open by hand at the machine's address, which browsers take for another site than Portico's:
 * what is true in the field is true here. What a protocol asks for is answered wherever it is asked for.
 */
export async function showElsewhere(request: FastifyRequest, reply: FastifyReply) {
  const { host } = request.headers
  if (hostname(host) === 'localhost')
    return reply.redirect(`http://127.0.0.1${portOf(host)}${request.url}`, 307)
}

/** For the forms of the simulators' own pages. What comes by a protocol comes from other sites, and does not pass here. */
export async function requireOwnPost(request: FastifyRequest, reply: FastifyReply) {
  if (isOwnPost(request.headers)) return
  return refuse(reply, 403, 'This was sent by a page of another origin. Send `Origin` as browsers do.')
}

/** For changes by API: programs send no `Sec-Fetch-Site`, and pages of other sites cannot leave it out. */
export async function requireNoForeignPage({ headers }: FastifyRequest, reply: FastifyReply) {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return
  return refuse(reply, 403, 'This was asked for by a page of another origin.')
}

function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`)
}
