import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import type { Config } from '../../kernel/config.ts'

/**
 * Who may see these pages. They show an API key and let the clock be moved, and there is no sign-in: what protects
 * them is that only browsers and programs on this machine get through, and of those only what the person at the
 * machine does, not what some site does in their browser.
 */

const hostForm = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i

/** The host that a request names, without its port. */
export function hostname(host: string | undefined): string | undefined {
  return hostForm.exec(host ?? '')?.[1]?.toLowerCase()
}

/**
 * Whether the request names this machine. A site whose DNS name is made to point here ("rebinding") has the browser
 * send that name. Ports are not compared: they may be forwarded, and no site can choose another name by one.
 */
export function isKnownHost(host: string | undefined, { publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  const name = hostname(host)
  return name !== undefined && ['localhost', ...loopback, new URL(publicUrl).hostname].includes(name)
}

const loopback = ['127.0.0.1', '[::1]']

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** Whether the request comes from this machine, and was not passed on from elsewhere by a proxy or a tunnel. */
export function isFromThisMachine(address: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (forwardingHeaders.some((name) => headers[name] !== undefined)) return false
  return ipaddr.isValid(address ?? '') && ipaddr.process(address as string).range() === 'loopback'
}

/**
 * Whether a page of another origin makes the request. Following a link to here is fine: the other page learns nothing
 * of what is shown. (Fetch Metadata; browsers that do not send it still apply the same-origin policy.)
 */
export function isForeignRead(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return false
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document'
}

/** Whether a page of ours makes the request. Every browser says so in a POST; what does not say it is refused. */
export function isOwnPost(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  return headers.host !== undefined && headers.origin === `http://${headers.host}`
}

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
  if (isRead && loopback.includes(hostname(headers.host) ?? '')) {
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

function portOf(host: string | undefined): string {
  const port = hostForm.exec(host ?? '')?.[2]
  return port ? `:${port}` : ''
}

function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`)
}
