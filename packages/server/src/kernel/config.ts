import { Resolver } from 'node:dns'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { documentedLimits, type LimitClass, type RateLimit } from './http/rate-limit.ts'
import type { LogLevel } from './telemetry.ts'

/** All that is set from outside. Read once, at the start. */
export type Config = {
  mode: 'development' | 'production'
  host: string
  port: number
  /** Where browsers and API clients reach the server, without a trailing slash. */
  publicUrl: string
  /** Yours; without it development runs an embedded database. */
  databaseUrl: string | undefined
  /** For LISTEN and migrations, where `databaseUrl` leads through a pooler. */
  databaseDirectUrl: string | undefined
  databasePoolSize: number
  redisUrl: string | undefined
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: string[]
  /** `host:port` of the DNS servers that prove domains; the machine's own when empty. */
  dnsServers: string[]
  smtpUrl: string | undefined
  mailFrom: string
  /** Who looks after the installation: told of what needs a person. */
  operatorEmail: string | undefined
  logLevel: LogLevel
  /** Bearer token of `/metrics`; in production nobody reads it without one. */
  metricsToken: string | undefined
  rateLimits: Readonly<Record<LimitClass, RateLimit>>
  bodyLimitBytes: number
}

/** A setting that is missing, malformed or unsafe. The message names each and says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

export type ConfigSource = Readonly<Record<string, string | undefined>>

/** Developers hit limits by hand and in loops; production has the documented ones. */
const developmentLimitFactor = 10

/**
 * Reads the configuration of `portico serve`. Refuses an unsafe setting instead of repairing it.
 *
 * @throws {ConfigError} with all problems at once
 */
export function productionConfig(env: ConfigSource, flags: { host?: string; port?: number } = {}): Config {
  const problems: string[] = []
  const required = (name: string, what: string) => {
    const value = env[name]?.trim()
    if (!value) problems.push(`${name} is not set: ${what}.`)
    return value ?? ''
  }
  const databaseUrl = required(
    'DATABASE_URL',
    'the URL of your PostgreSQL, postgres://user:password@host:5432/name',
  )
  required('PORTICO_MASTER_KEY', '32 random bytes, made with `openssl rand -base64 32`')
  const publicUrl = required(
    'PORTICO_PUBLIC_URL',
    'the https address at which people reach this server',
  ).replace(/\/+$/, '')
  if (publicUrl && !publicUrl.startsWith('https://')) {
    problems.push('PORTICO_PUBLIC_URL must begin with https://: sessions and keys would travel in the open.')
  } else if (publicUrl && !isPlainAddress(publicUrl)) {
    problems.push('PORTICO_PUBLIC_URL must be an address alone, such as https://id.example.com.')
  }
  requireScheme('DATABASE_URL', databaseUrl, postgresSchemes, problems)
  const config: Config = {
    ...common(env, problems, { limitFactor: 1, logLevel: 'info' }),
    mode: 'production',
    host: flags.host ?? env.HOST ?? '0.0.0.0',
    port: flags.port ?? port(env.PORT, 4100, problems),
    publicUrl,
    databaseUrl,
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** Reads the configuration of `portico dev`: loopback, an embedded database, everything on. */
export function developmentConfig(env: ConfigSource, flags: { host?: string; port?: number } = {}): Config {
  const problems: string[] = []
  const host = flags.host ?? '127.0.0.1'
  const chosen = flags.port ?? port(env.PORT, 4100, problems)
  const config: Config = {
    ...common(env, problems, { limitFactor: developmentLimitFactor, logLevel: 'warn' }),
    mode: 'development',
    host,
    port: chosen,
    publicUrl: `http://localhost:${chosen}`,
    databaseUrl: env.DATABASE_URL || undefined,
  }
  requireScheme('DATABASE_URL', env.DATABASE_URL, postgresSchemes, problems)
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

const postgresSchemes = ['postgres', 'postgresql']

/** The value is not quoted: it may hold a password. */
function requireScheme(name: string, text: string | undefined, schemes: string[], problems: string[]) {
  if (!text || schemes.some((scheme) => text.startsWith(`${scheme}://`))) return
  problems.push(`${name} must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}.`)
}

function isPlainAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && !url.username && !url.password && !url.search && !url.hash
}

type Defaults = { limitFactor: number; logLevel: LogLevel }
type Common = Omit<Config, 'mode' | 'host' | 'port' | 'publicUrl' | 'databaseUrl'>

function common(env: ConfigSource, problems: string[], defaults: Defaults): Common {
  requireScheme('DATABASE_DIRECT_URL', env.DATABASE_DIRECT_URL, postgresSchemes, problems)
  requireScheme('REDIS_URL', env.REDIS_URL, ['redis', 'rediss'], problems)
  requireScheme('PORTICO_SMTP_URL', env.PORTICO_SMTP_URL, ['smtp', 'smtps'], problems)
  return {
    databaseDirectUrl: env.DATABASE_DIRECT_URL || undefined,
    databasePoolSize: integer(env, 'PORTICO_DATABASE_POOL', 20, 1, 1_000, problems),
    redisUrl: env.REDIS_URL || undefined,
    trustedProxies: trustedProxies(env.PORTICO_TRUSTED_PROXIES, problems),
    dnsServers: dnsServers(env.PORTICO_DNS_SERVERS, problems),
    smtpUrl: env.PORTICO_SMTP_URL || undefined,
    mailFrom: env.PORTICO_MAIL_FROM ?? 'Portico <no-reply@localhost>',
    operatorEmail: env.PORTICO_OPERATOR_EMAIL || undefined,
    logLevel: logLevel(env.PORTICO_LOG_LEVEL, defaults.logLevel, problems),
    metricsToken: env.PORTICO_METRICS_TOKEN || undefined,
    rateLimits: rateLimits(env, defaults.limitFactor, problems),
    bodyLimitBytes: integer(env, 'PORTICO_BODY_LIMIT_BYTES', 1_048_576, 1_024, 104_857_600, problems),
  }
}

const proxyGroups = new Set(['loopback', 'linklocal', 'uniquelocal'])

function trustedProxies(text: string | undefined, problems: string[]): string[] {
  const proxies = words(text)
  for (const proxy of proxies) {
    const isNetwork = ipaddr.isValidCIDR(proxy)
    if (isNetwork && ipaddr.parseCIDR(proxy)[1] === 0) {
      problems.push(`PORTICO_TRUSTED_PROXIES has ${proxy}: any client could say any address of itself.`)
    } else if (!isNetwork && isIP(proxy) === 0 && !proxyGroups.has(proxy)) {
      problems.push(
        `PORTICO_TRUSTED_PROXIES has ${JSON.stringify(proxy)}: it must be an address or a network, such as 10.0.0.0/8.`,
      )
    }
  }
  return proxies
}

/** Checked as the resolver itself will. */
function dnsServers(text: string | undefined, problems: string[]): string[] {
  const servers = words(text)
  try {
    new Resolver().setServers(servers)
  } catch {
    problems.push(
      'PORTICO_DNS_SERVERS must be IP addresses, each with a port or without: 192.0.2.53:53, [2001:db8::53]:53.',
    )
  }
  return servers
}

const words = (text: string | undefined) => (text ?? '').split(/[\s,]+/).filter((word) => word !== '')

function port(text: string | undefined, fallback: number, problems: string[]): number {
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value
  problems.push(`PORT is ${JSON.stringify(text)}: it must be a number from 0 to 65535.`)
  return fallback
}

function integer(
  env: ConfigSource,
  name: string,
  fallback: number,
  min: number,
  max: number,
  problems: string[],
) {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  problems.push(`${name} is ${JSON.stringify(text)}: it must be a whole number from ${min} to ${max}.`)
  return fallback
}

const levels: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug']

function logLevel(text: string | undefined, fallback: LogLevel, problems: string[]): LogLevel {
  if (text === undefined || text === '') return fallback
  const level = levels.find((known) => known === text)
  if (!level)
    problems.push(`PORTICO_LOG_LEVEL is ${JSON.stringify(text)}: it must be one of ${levels.join(', ')}.`)
  return level ?? fallback
}

/** `PORTICO_RATE_LIMIT_GENERAL=6000/60` sets 6,000 requests in 60 seconds; one variable for each class. */
function rateLimits(env: ConfigSource, factor: number, problems: string[]): Record<LimitClass, RateLimit> {
  const entries = Object.entries(documentedLimits).map(([name, documented]) => {
    const variable = `PORTICO_RATE_LIMIT_${name.toUpperCase()}`
    const text = env[variable]
    if (text === undefined || text === '') return [name, { ...documented, limit: documented.limit * factor }]
    const match = /^(\d{1,9})\/(\d{1,6})$/.exec(text)
    if (!match || Number(match[1]) < 1 || Number(match[2]) < 1) {
      problems.push(`${variable} is ${JSON.stringify(text)}: it must be REQUESTS/SECONDS, such as 6000/60.`)
      return [name, documented]
    }
    return [name, { limit: Number(match[1]), windowSeconds: Number(match[2]) }]
  })
  return Object.fromEntries(entries) as Record<LimitClass, RateLimit>
}
