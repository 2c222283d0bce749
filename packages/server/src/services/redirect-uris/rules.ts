import { parse } from 'tldts'
import type { Environment } from '../../kernel/http/context.ts'

type Kind = Environment['kind']

const maxLength = 2_048

/**
 * Why an address may not be registered as a redirect URI, or nothing when it may.
 *
 * What is registered is compared letter by letter, so it must be spelled as browsers spell it: no two readers of such
 * an address can disagree about where it leads.
 */
export function redirectUriProblem(uri: string, kind: Kind): string | undefined {
  const spelling = characterProblem(uri)
  if (spelling) return spelling
  // RFC 6749, 3.1.2: the endpoint URI must not include a fragment.
  if (uri.includes('#')) return 'It must not have a fragment.'
  if (uri.split('*').length > 2) return 'It may hold one wildcard at most.'

  const anyPort = wildcardPort.test(uri)
  // A port has to be a number to be parsed; 1 is no scheme's default, which would vanish.
  const url = URL.parse(anyPort ? uri.replace(':*', ':1') : uri)
  if (!url) return 'It is not an absolute URI.'
  if (url.username || url.password) return 'It must not hold a user name or password.'
  const spelled = anyPort ? url.href.replace(/:1(?=\/)/, ':*') : url.href
  if (spelled !== withPath(uri)) return `It must be written as browsers write it: ${spelled}`

  return isWeb(url) ? webProblem(url, { kind, anyPort, wildcard: isWildcard(uri) }) : customProblem(uri, url)
}

/** Why an address may not be a page that people are sent to, or nothing when it may. */
export function pageUrlProblem(text: string, kind: Kind): string | undefined {
  const spelling = characterProblem(text)
  if (spelling) return spelling
  const url = URL.parse(text)
  if (!url || !isWeb(url)) return 'It must be an https URL.'
  if (url.username || url.password) return 'It must not hold a user name or password.'
  if (kind === 'production' && url.protocol !== 'https:') return 'In production it must be an https URL.'
  return undefined
}

/** Whether the registered address stands for more than itself. */
export function isWildcard(uri: string): boolean {
  return uri.includes('*')
}

/**
 * Whether sign-in may lead to the candidate. It is the registered address letter by letter, but for its wildcard:
 * that stands for a part of one label of the host, or for a port.
 */
export function matchesRedirectUri(registered: string, candidate: string): boolean {
  const star = registered.indexOf('*')
  if (star < 0) return candidate === registered
  const before = registered.slice(0, star)
  const after = registered.slice(star + 1)
  if (!candidate.startsWith(before) || !candidate.slice(before.length).endsWith(after)) return false
  const inserted = candidate.slice(before.length, candidate.length - after.length)
  return before.endsWith(':') ? isPort(inserted) : labelPart.test(inserted)
}

const labelPart = /^[A-Za-z0-9_-]{1,63}$/
const isPort = (text: string) => /^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65_535

/** Only what a URI is made of (RFC 3986, 2). Browsers drop control characters and turn a backslash into a slash. */
function characterProblem(text: string): string | undefined {
  if (text.length > maxLength) return `It must have at most ${maxLength} characters.`
  if (!/^[\x21-\x7e]+$/.test(text)) return 'It must be ASCII without spaces: write the rest percent-encoded.'
  if (text.includes('\\')) return 'It must not hold a backslash.'
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return 'A percent sign must be followed by two hexadecimal digits.'
  return undefined
}

/** A port that is a wildcard, in the one place where a port can be. */
const wildcardPort = /^https?:\/\/[^/?]*:\*(?=[/?]|$)/

/** `https://acme.com` and `https://acme.com?x=1` have the empty path, which browsers write as a slash. */
const withPath = (uri: string) => uri.replace(/^(https?:\/\/[^/?]+)(?=\?|$)/, '$1/')

const isWeb = ({ protocol }: URL) => protocol === 'https:' || protocol === 'http:'

function webProblem(
  { protocol, hostname }: URL,
  { kind, anyPort, wildcard }: { kind: Kind; anyPort: boolean; wildcard: boolean },
): string | undefined {
  if (/(?:^|\.)(?:\.|$)/.test(hostname)) return 'Its host is not a name.'
  if (anyPort) {
    if (!isLoopback(hostname))
      return 'Only localhost and loopback addresses may have a wildcard for the port.'
  } else if (wildcard) {
    const problem = wildcardHostProblem(hostname)
    if (problem) return problem
  }
  return kind === 'production' ? productionProblem(protocol, hostname) : undefined
}

function productionProblem(protocol: string, hostname: string): string | undefined {
  // RFC 8252, 7.3: native applications listen on a loopback address, where nobody can read along.
  if (hostname === '127.0.0.1') return undefined
  if (protocol !== 'https:') return 'In production it must use https, except on http://127.0.0.1.'
  // Whatever runs on the machine can take that name; RFC 8252, 8.3 advises against it.
  if (isLocalhost(hostname)) return 'In production it cannot be on localhost.'
  return undefined
}

function wildcardHostProblem(hostname: string): string | undefined {
  const [first = '', ...rest] = hostname.split('.')
  if (!first.includes('*')) return 'A wildcard may stand only in the first label of the host.'
  const parent = rest.join('.')
  if (isLocalhost(parent)) return undefined
  // Under a public suffix anyone can have a name: with *.vercel.app, every customer of Vercel could.
  if (parse(parent, { allowPrivateDomains: true }).domain === null) {
    return 'A wildcard may not stand directly under a public suffix, where anyone can have a name.'
  }
  return undefined
}

const isLocalhost = (hostname: string) => hostname === 'localhost' || hostname.endsWith('.localhost')
const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname)

// Schemes that mean something to browsers or systems: what is sent to them is run, shown or mailed, not signed in.
const refusedSchemes = new Set([
  'about',
  'blob',
  'chrome',
  'content',
  'data',
  'file',
  'filesystem',
  'ftp',
  'intent',
  'jar',
  'javascript',
  'mailto',
  'resource',
  'sms',
  'tel',
  'vbscript',
  'view-source',
  'ws',
  'wss',
])

/** A scheme of the customer's own, which an application claims on a phone or a desktop (RFC 8252, 7.1). */
function customProblem(uri: string, { protocol }: URL): string | undefined {
  const scheme = protocol.slice(0, -1)
  if (refusedSchemes.has(scheme)) return `The scheme ${scheme} cannot take part in sign-in.`
  if (!uri.startsWith(`${protocol}/`))
    return 'After its scheme it must go on with a slash, as in com.acme.app:/callback.'
  if (isWildcard(uri)) return 'Only https and http addresses may hold a wildcard.'
  return undefined
}
