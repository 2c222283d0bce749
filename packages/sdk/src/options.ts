import { environmentAddress, environmentVariable } from './environment.ts'
import { ConfigurationError } from './errors.ts'
import type { Logger } from './logger.ts'
import { isSecret, type Secret } from './secret.ts'
import { fetchTransport, type Transport } from './transport.ts'
import { version } from './version.ts'

/** The program that calls, for `User-Agent`. */
export type AppInfo = {
  /** Such as `crm`. */
  name: string
  /** Such as `2.1.0`. */
  version?: string | undefined
  /** Where to read about it. */
  url?: string | undefined
}

/** What a client is made with. What is left out or undefined comes from the environment, or has the default named. */
export type ClientOptions = {
  /** `sk_…`. Default: `WORKOS_API_KEY`. Null for a client that has none, whatever the environment holds. */
  apiKey?: Secret | null | undefined
  /** `client_…`. Default: `WORKOS_CLIENT_ID`. */
  clientId?: string | undefined
  /**
   * Where the API is. Default: `WORKOS_BASE_URL`, else the host, port and scheme of `WORKOS_API_HOSTNAME`,
   * `WORKOS_API_PORT` and `WORKOS_API_HTTPS`, else `https://api.workos.com`.
   */
  baseUrl?: string | undefined
  /** Milliseconds for each attempt, its body included. Default: 30,000. */
  timeout?: number | undefined
  /**
   * How often to try again when no answer arrives, or 408, 429 or 5xx does: only reads, and writes with an idempotency
   * key. The waits are 200 ms, doubled up to 5 s, half of each at random; or what `Retry-After` says, up to a minute.
   * Default: 3.
   */
  maxRetries?: number | undefined
  /** The longest answer that is read, in bytes of its body: a longer one is a `DecodeError`. Default: 32 MiB. */
  maxResponseBytes?: number | undefined
  /** Carries the requests. Default: `fetch`. */
  transport?: Transport | undefined
  /** Is told of every attempt. Default: none. `console` is one. */
  logger?: Logger | undefined
  /** Stands after this package's name in `User-Agent`. Browsers send their own in its place. */
  userAgent?: string | undefined
  /** Names the program, after `userAgent`. */
  appInfo?: AppInfo | undefined
}

/** The options, each with the value that it has. */
export type Settings = {
  apiKey: string | undefined
  clientId: string | undefined
  baseUrl: string
  timeout: number
  maxRetries: number
  maxResponseBytes: number
  transport: Transport
  logger: Logger | undefined
  /** What every request carries. */
  headers: Readonly<Record<string, string>>
}

const names: readonly string[] = [
  'apiKey',
  'clientId',
  'baseUrl',
  'timeout',
  'maxRetries',
  'maxResponseBytes',
  'transport',
  'logger',
  'userAgent',
  'appInfo',
]

/** Reads the options. @throws {ConfigurationError} that names the one that is bad, without its value: it may be secret */
export function settingsFrom(options: ClientOptions): Settings {
  if (typeof options !== 'object' || options === null) {
    throw new ConfigurationError('options', `must be an object: { ${names.join(', ')} }.`)
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new ConfigurationError(unknown, `is no option. These are: ${names.join(', ')}.`)
  }
  const { timeout = 30_000, maxRetries = 3, maxResponseBytes = 2 ** 25, transport = fetchTransport } = options
  requireTimeout(timeout)
  requireRetries(maxRetries)
  if (!(Number.isSafeInteger(maxResponseBytes) && maxResponseBytes > 0)) {
    throw new ConfigurationError('maxResponseBytes', 'must be a whole number, one or more.')
  }
  if (typeof transport !== 'function') throw new ConfigurationError('transport', 'must be a function.')
  return {
    apiKey: options.apiKey === null ? undefined : given('apiKey', options.apiKey, 'WORKOS_API_KEY'),
    clientId: given('clientId', options.clientId, 'WORKOS_CLIENT_ID'),
    baseUrl: baseUrlFrom(options.baseUrl),
    timeout,
    maxRetries,
    maxResponseBytes,
    transport,
    logger: loggerFrom(options.logger),
    headers: { accept: 'application/json', ...userAgentHeader(options) },
  }
}

/** Checks the time for an attempt. Timers hold no more than 2³¹ ms. */
export function requireTimeout(timeout: unknown): void {
  if (!(typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31)) {
    throw new ConfigurationError('timeout', 'must be a number of milliseconds, more than none.')
  }
}

/** Checks how often to try again. */
export function requireRetries(maxRetries: unknown): void {
  if (!(Number.isInteger(maxRetries) && (maxRetries as number) >= 0)) {
    throw new ConfigurationError('maxRetries', 'must be a whole number, zero or more.')
  }
}

/** The value where a header may hold it: a line break would begin another one. */
export function headerSafe(option: string, value: Secret): string {
  const text: unknown = isSecret(value) ? value.expose() : value
  if (typeof text === 'string' && /^[\x20-\x7e]+$/.test(text)) return text
  throw new ConfigurationError(option, 'must be visible ASCII characters, at least one.')
}

function given(option: string, value: Secret | undefined, variable: string): string | undefined {
  if (value !== undefined) return headerSafe(option, value)
  const found = environmentVariable(variable)
  return found === undefined ? undefined : headerSafe(variable, found)
}

function baseUrlFrom(option: string | undefined): string {
  if (option !== undefined) return address('baseUrl', option)
  const { variable = 'baseUrl', url = 'https://api.workos.com' } = environmentAddress() ?? {}
  return address(variable, url)
}

function address(option: string, value: string): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new ConfigurationError(option, 'must be an http or https address without user, query or fragment.')
  }
  // Looked for from its beginning only: a long row of slashes would be gone through from each.
  return url.href.replace(/(?<![/?#])[/?#]+$/, '')
}

function loggerFrom(logger: unknown): Logger | undefined {
  if (logger === undefined) return undefined
  const { debug, warn } = (logger ?? {}) as Record<string, unknown>
  const isLog = (log: unknown) => log === undefined || typeof log === 'function'
  if (typeof logger === 'object' && logger !== null && isLog(debug) && isLog(warn)) return logger as Logger
  throw new ConfigurationError(
    'logger',
    'must be an object with the functions debug and warn, or one of them.',
  )
}

function userAgentHeader({ userAgent, appInfo }: ClientOptions): { 'user-agent'?: string } {
  const products = [`portico-sdk/${version}`]
  if (userAgent !== undefined) products.push(headerSafe('userAgent', userAgent))
  if (appInfo !== undefined) products.push(productOf(appInfo))
  // A browser says who it is itself. Some let the header be set, and then ask the server's leave for it first.
  const { navigator } = globalThis as { navigator?: { userAgent?: string } }
  return navigator?.userAgent?.startsWith('Mozilla/') ? {} : { 'user-agent': products.join(' ') }
}

/** `crm/2.1.0 (https://example.com/crm)` */
function productOf(appInfo: AppInfo): string {
  const { name, version, url } = appInfo ?? {}
  const product = headerSafe('appInfo.name', name)
  const versioned = version === undefined ? product : `${product}/${headerSafe('appInfo.version', version)}`
  return url === undefined ? versioned : `${versioned} (${headerSafe('appInfo.url', url)})`
}
