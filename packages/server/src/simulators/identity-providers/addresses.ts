import type { FastifyRequest } from 'fastify'
import type { Config } from '../../kernel/config.ts'
import { hostname } from '../../kernel/http/provenance.ts'
import { SimulatorProblem } from './problem.ts'

/** Where the request reached the server: what simulators say of their own addresses follows it. */
export const baseOf = (request: FastifyRequest): string => `http://${request.headers.host}`

/**
 * An address that an answer may be sent to. Simulators sign in anybody as anybody, so what they say is to reach nothing
 * but this machine and this server.
 *
 * @throws {SimulatorProblem} for any other, and for what is no http or https address
 */
export function requireLocalAddress(config: Pick<Config, 'publicUrl'>, name: string, address: string): URL {
  const url = URL.parse(address)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new SimulatorProblem(`${name} must be an http or https address.`)
  }
  if (url.username || url.password || url.hash) {
    throw new SimulatorProblem(`${name} must have neither a user, nor a password, nor a fragment.`)
  }
  if (!isLoopback(url.hostname) && url.origin !== new URL(config.publicUrl).origin) {
    throw new SimulatorProblem(
      `${name} is at ${url.host}. Simulators answer to this machine and to ${config.publicUrl} only.`,
    )
  }
  return url
}

function isLoopback(host: string): boolean {
  const name = hostname(host)
  return (
    name === 'localhost' ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name ?? '') ||
    /\.localhost$/.test(name ?? '')
  )
}

// What is known of an application is where it takes answers. Portico's other addresses follow from that one.
const acsPath = /^(.*\/sso\/saml\/)acs(\/[^/]+)$/
const callbackPath = /^(.*\/sso\/oidc\/)([^/]+)\/callback$/

/** Where a service provider takes logout messages, where that follows from where it takes responses. */
export const sloAddress = (acsUrl: URL): string | null => rewritten(acsUrl, acsPath, '$1slo$2')

/** Where a service provider publishes its metadata, where that follows. */
export const metadataAddress = (acsUrl: URL): string | null => rewritten(acsUrl, acsPath, '$1metadata$2')

/** Where a relying party is told that somebody signed out, where that follows. */
export const backChannelAddress = (redirectUri: URL): string | null =>
  rewritten(redirectUri, callbackPath, '$1idp-logout/$2')

function rewritten(url: URL, pattern: RegExp, replacement: string): string | null {
  return pattern.test(url.pathname) ? url.origin + url.pathname.replace(pattern, replacement) : null
}
