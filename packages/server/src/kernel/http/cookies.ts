import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

/** A cookie of ours. They are for the server alone: no script reads them, and no other site causes them to be sent. */
export type CookieOptions = {
  /** Until when the browser keeps it. Without: until it is closed. */
  maxAgeSeconds?: number
  /** The part of the server that gets it. Default: all of it. */
  path?: string
}

/**
 * The name under which browsers keep a cookie. Browsers do not tell ports of a host apart, so in development, where
 * several servers share `localhost`, the name does. Over https the prefix keeps other hosts of the domain from setting
 * it (RFC 6265bis, 4.1.3.2).
 */
export function cookieName({ publicUrl }: Pick<Config, 'publicUrl'>, name: string, path = '/'): string {
  const { protocol, port } = new URL(publicUrl)
  if (protocol !== 'https:') return `portico_${name}_${port || '80'}`
  return `${path === '/' ? '__Host-' : '__Secure-'}portico_${name}`
}

export function setCookie(
  config: Pick<Config, 'publicUrl'>,
  reply: FastifyReply,
  name: string,
  value: string,
  { maxAgeSeconds, path = '/' }: CookieOptions = {},
): void {
  const header = stringifySetCookie({
    name: cookieName(config, name, path),
    value,
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
    ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
  })
  reply.header('Set-Cookie', header)
}

/** The value of a cookie of ours. Two of the same name have been set by somebody else as well: neither is believed. */
export function readCookie(
  config: Pick<Config, 'publicUrl'>,
  request: FastifyRequest,
  name: string,
  { path = '/' }: Pick<CookieOptions, 'path'> = {},
): string | undefined {
  const { cookie } = request.headers
  if (cookie === undefined) return undefined
  const full = cookieName(config, name, path)
  const count = cookie.split(';').filter((pair) => pair.split('=', 1)[0]?.trim() === full).length
  return count === 1 ? parseCookie(cookie)[full] : undefined
}

export function clearCookie(
  config: Pick<Config, 'publicUrl'>,
  reply: FastifyReply,
  name: string,
  { path = '/' }: Pick<CookieOptions, 'path'> = {},
): void {
  setCookie(config, reply, name, '', { path, maxAgeSeconds: 0 })
}
