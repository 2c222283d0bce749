// How SAML messages travel: in a URL (HTTP-Redirect) and in a form (HTTP-POST). SAML Bindings 2.0, 3.4 and 3.5.
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { decodeBase64 } from './base64.ts'
import { SamlError } from './error.ts'
import {
  type RedirectSignature,
  type RedirectSigner,
  signatureAlgorithmUri,
  signOctets,
} from './redirect-signature.ts'

export { type RedirectSigner, verifyRedirectSignature } from './redirect-signature.ts'

/** The name under which a message travels: requests and responses may not take each other's place. */
export type MessageKind = 'SAMLRequest' | 'SAMLResponse'

export interface MessageLimits {
  /** How long a message may be as it arrives, in characters. */
  maxCharacters?: number
  /** How large it may be once it is decoded and inflated, in bytes. */
  maxBytes?: number
}

/** A message that came in a URL. What it says is not to be believed before `verifyRedirectSignature`. */
export interface RedirectMessage {
  kind: MessageKind
  xml: string
  relayState: string | null
  signature: RedirectSignature | null
}

const deflateEncoding = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE'
const bindingParameters = new Set([
  'SAMLRequest',
  'SAMLResponse',
  'RelayState',
  'SigAlg',
  'Signature',
  'SAMLEncoding',
])
const maxRelayStateCharacters = 8192

/**
 * The URL that takes a message to the other side through the browser.
 *
 * @param input `url` keeps its own parameters and `extra` adds to them, but neither can bring in a parameter of the
 * binding itself. `sign` signs the parameters as they are sent (3.4.4.1).
 */
export function redirectUrl(input: {
  url: string
  kind: MessageKind
  xml: string
  relayState?: string | undefined
  extra?: Readonly<Record<string, string>> | undefined
  sign?: RedirectSigner | undefined
}): string {
  const url = requireWebUrl(input.url)
  const extra = Object.entries(input.extra ?? {}).map(([name, value]) => parameter(name, value))
  const own = [...parametersOf(url.search), ...extra].filter((raw) => !bindingParameters.has(nameOf(raw)))
  const message = [parameter(input.kind, deflateRawSync(input.xml).toString('base64'))]
  if (input.relayState) message.push(parameter('RelayState', input.relayState))
  if (input.sign) {
    message.push(parameter('SigAlg', signatureAlgorithmUri(input.sign)))
    message.push(parameter('Signature', signOctets(message.join('&'), input.sign)))
  }
  url.search = [...own, ...message].join('&')
  url.hash = ''
  return url.href
}

/**
 * Reads a message from the query of a URL.
 *
 * @param rawQuery as it arrived, with or without `?`: decoding it and encoding it again would break the signature
 * @throws {SamlError} for parameters that stand twice, and for what is not base64, deflated, within bounds and UTF-8
 */
export function readRedirect(
  rawQuery: string,
  kind: MessageKind,
  limits: MessageLimits = {},
): RedirectMessage {
  const { maxCharacters = 64 * 1024, maxBytes = 256 * 1024 } = limits
  requireLength('query', rawQuery.length, maxCharacters)
  const given = bindingParametersOf(rawQuery)
  requireOneMessage(given, kind)
  if (given.has('SAMLEncoding') && decoded(given, 'SAMLEncoding') !== deflateEncoding) {
    throw invalid(`SAMLEncoding asks for another encoding than ${deflateEncoding}.`)
  }
  const relayState = given.has('RelayState') ? decoded(given, 'RelayState') : null
  requireLength('RelayState', relayState?.length ?? 0, maxRelayStateCharacters)
  const deflated = base64Parameter(given, kind)
  return { kind, xml: inflate(deflated, maxBytes), relayState, signature: signatureOf(given, kind) }
}

/** The parameters of the binding with their values as they arrived. Of the others none can stand for one of them. */
function bindingParametersOf(rawQuery: string): Map<string, string> {
  const given = new Map<string, string>()
  for (const raw of parametersOf(rawQuery)) {
    const name = nameOf(raw)
    if (!bindingParameters.has(name)) continue
    if (given.has(name)) throw ambiguous(`The URL has ${name} twice: which was meant cannot be known.`)
    given.set(name, raw.includes('=') ? raw.slice(raw.indexOf('=') + 1) : '')
  }
  return given
}

function requireOneMessage(given: ReadonlyMap<string, string>, kind: MessageKind): void {
  if (!given.has(kind)) throw missing(`The URL has no ${kind}.`)
  const other = kind === 'SAMLRequest' ? 'SAMLResponse' : 'SAMLRequest'
  if (given.has(other)) throw ambiguous('The URL has both a SAMLRequest and a SAMLResponse.')
}

function signatureOf(given: ReadonlyMap<string, string>, kind: MessageKind): RedirectSignature | null {
  if (!given.has('Signature') && !given.has('SigAlg')) return null
  if (!given.has('Signature')) throw missing('The URL names an algorithm (SigAlg), but has no Signature.')
  if (!given.has('SigAlg'))
    throw missing('The URL has a Signature, but does not name its algorithm (SigAlg).')
  const signed = [kind, 'RelayState', 'SigAlg'].filter((name) => given.has(name))
  return {
    algorithm: decoded(given, 'SigAlg'),
    value: base64Parameter(given, 'Signature'),
    octets: signed.map((name) => `${name}=${given.get(name)}`).join('&'),
  }
}

const parametersOf = (query: string) => query.replace(/^\?/, '').split('&').filter(Boolean)

function nameOf(raw: string): string {
  const end = raw.indexOf('=')
  return decode(end < 0 ? raw : raw.slice(0, end)) ?? ''
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

function decoded(given: ReadonlyMap<string, string>, name: string): string {
  const value = decode(given.get(name) ?? '')
  if (value === undefined) throw invalid(`${name} is not properly escaped for a URL.`)
  return value
}

function base64Parameter(given: ReadonlyMap<string, string>, name: string): Buffer {
  // Some senders leave the plus signs of base64 unescaped. A form's blank cannot be meant where base64 has none.
  const value = decode((given.get(name) ?? '').replaceAll('+', '%2B'))
  const bytes = value === undefined ? undefined : decodeBase64(value)
  if (!bytes || bytes.length === 0) throw new SamlError('malformed_base64', `${name} is not base64.`)
  return bytes
}

/** Inflates (RFC 1951) no further than the bound, so that a few bytes cannot become a memory full. */
function inflate(deflated: Buffer, maxBytes: number): string {
  let inflated: { buffer: Buffer; engine: { bytesWritten: number } }
  try {
    // With `info` the answer is another than the types say.
    inflated = inflateRawSync(deflated, { maxOutputLength: maxBytes, info: true }) as never
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge('message', maxBytes)
    throw new SamlError('malformed_deflate', 'The message is not deflated (RFC 1951), as HTTP-Redirect asks.')
  }
  if (inflated.engine.bytesWritten !== deflated.length) {
    throw new SamlError('malformed_deflate', 'Something follows the deflated message.')
  }
  return utf8(inflated.buffer)
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new SamlError('xml_encoding', 'The message is not UTF-8.')
  }
}

/**
 * Reads a message from the field of a form.
 *
 * @throws {SamlError} for what is not base64 or too long. Line breaks are fine: many identity providers wrap lines.
 */
export function readPost(
  value: string,
  { maxCharacters, maxBytes = 512 * 1024 }: MessageLimits = {},
): Uint8Array {
  // Four characters for three bytes, and room for the line breaks.
  requireLength('message', value.length, maxCharacters ?? maxBytes * 2)
  const bytes = decodeBase64(value)
  if (!bytes || bytes.length === 0) throw new SamlError('malformed_base64', 'The message is not base64.')
  if (bytes.length > maxBytes) throw tooLarge('message', maxBytes)
  return bytes
}

/** The form that takes a message to the other side through the browser. Its page is made elsewhere. */
export function postForm(input: {
  url: string
  kind: MessageKind
  xml: string
  relayState?: string | undefined
}): { action: string; fields: Record<string, string> } {
  const message = { [input.kind]: Buffer.from(input.xml, 'utf8').toString('base64') }
  const fields = input.relayState ? { ...message, RelayState: input.relayState } : message
  return { action: requireWebUrl(input.url).href, fields }
}

// Escapes as RFC 3986 has it, also what `encodeURIComponent` leaves: a signature covers the one spelling that is sent.
const escapeParameter = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const parameter = (name: string, value: string) => `${escapeParameter(name)}=${escapeParameter(value)}`

/** Whoever follows it runs no code: http and https only. @throws {TypeError} for anything else, which is no input */
function requireWebUrl(text: string): URL {
  const url = URL.parse(text)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new TypeError(`Messages go to http and https URLs, and ${JSON.stringify(text)} is none.`)
  }
  return url
}

function requireLength(what: string, length: number, bound: number): void {
  if (length > bound) throw tooLarge(what, bound)
}

const missing = (message: string) => new SamlError('parameter_missing', message)
const ambiguous = (message: string) => new SamlError('duplicate_parameter', message)
const invalid = (message: string) => new SamlError('parameter_invalid', message)
const tooLarge = (what: string, bound: number) =>
  new SamlError('too_large', `The ${what} is larger than ${bound} allows.`, { limit: bound })
