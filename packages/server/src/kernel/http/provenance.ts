import type { IncomingHttpHeaders } from 'node:http'
import ipaddr from 'ipaddr.js'
import type { Config } from '../config.ts'

// Where a request comes from, as far as its headers and its socket can be believed: for what only the person at this
// machine, or only a page of ours, may do.

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
  return name !== undefined && ['localhost', ...loopbackAddresses, new URL(publicUrl).hostname].includes(name)
}

export const loopbackAddresses = ['127.0.0.1', '[::1]']

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

/** The port that a Host header names, with its colon; nothing where it names none. */
export function portOf(host: string | undefined): string {
  const port = hostForm.exec(host ?? '')?.[2]
  return port ? `:${port}` : ''
}
