import { isIP } from 'node:net'
import { type AddressPolicy, refuseAddress } from './address.ts'

/** Which URLs may be registered and requested. */
export interface UrlPolicy extends AddressPolicy {
  /** Refuse plain http, to any host. */
  readonly requireHttps?: boolean | undefined
}

export interface UrlRefusal {
  readonly code: 'invalid_url' | 'address_not_allowed'
  /** A sentence for whoever typed the URL. */
  readonly reason: string
}

const MAX_LENGTH = 8192

/** Names of cloud metadata services. Their addresses are refused as well; this refuses them before they are looked up. */
const metadataHosts = new Set(['metadata.google.internal', 'metadata.goog', 'instance-data.ec2.internal'])

/**
 * Says why a URL cannot be registered, in a sentence for whoever typed it, or nothing when it can. It asks no DNS: a name
 * that leads to a forbidden address is refused when it is requested, by `createOutbound`.
 *
 * The URL is judged as the WHATWG URL Standard reads it, so `http://2130706433/` and `http://0x7f.1/` are loopback.
 * Besides forbidden addresses it refuses other schemes than http and https, user names and passwords, host names that end
 * in a dot, and the characters that parsers read differently (spaces, control characters, backslashes).
 */
export function checkUrl(url: string, policy: UrlPolicy): string | undefined {
  const result = readUrl(url, policy)
  return result instanceof URL ? undefined : result.reason
}

/** Reads a URL that requests may go to, or says why they may not. */
export function readUrl(text: string, policy: UrlPolicy): URL | UrlRefusal {
  const invalid = (reason: string): UrlRefusal => ({ code: 'invalid_url', reason })
  const notAllowed = (reason: string): UrlRefusal => ({ code: 'address_not_allowed', reason })

  if (text.length > MAX_LENGTH) return invalid(`The URL is longer than ${MAX_LENGTH} characters.`)
  // The URL parser drops tabs and newlines and turns backslashes around: what is stored must be what is requested.
  if (/[\p{Cc}\s\\]/u.test(text)) return invalid('The URL holds a space, a control character or a backslash.')
  if (!URL.canParse(text))
    return invalid('This is not a URL. Write it whole, such as https://example.com/path.')
  const url = new URL(text)

  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return invalid('The URL must start with https://.')
  if (url.protocol === 'http:' && policy.requireHttps) return invalid('The URL must start with https://.')
  if (url.username || url.password) return invalid('The URL holds a user name or password. Leave them out.')
  if (url.hostname.endsWith('.')) return invalid('The host name ends in a dot. Leave it out.')

  const host = hostOf(url)
  if (isIP(host)) {
    const kind = refuseAddress(host, policy)
    return kind ? notAllowed(`${host} is ${kind}, which requests may not go to.`) : url
  }
  if (metadataHosts.has(host))
    return notAllowed(`${host} is a cloud metadata service, which requests may not go to.`)
  // RFC 6761, 6.3: localhost and all names below it are loopback.
  if (!policy.allowPrivate && /(^|\.)localhost$/.test(host)) {
    return notAllowed(`${host} is this machine, which requests may not go to.`)
  }
  return url
}

/** The host of a URL, an IPv6 address without its brackets. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')
