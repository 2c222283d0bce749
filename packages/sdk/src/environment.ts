import { ConfigurationError } from './errors.ts'

type Runtime = {
  process?: { env?: Record<string, string | undefined> }
  Deno?: { env: { get(name: string): string | undefined } }
}

/**
 * Reads an environment variable: from `process.env` (Node, Bun, edge runtimes), `Deno.env`, or the global of that name,
 * as Cloudflare binds them to service workers. Where there is none, or reading is not permitted, there is no value.
 */
export function environmentVariable(name: string): string | undefined {
  try {
    const { process, Deno } = globalThis as Runtime
    const bound = (globalThis as Record<string, unknown>)[name]
    return process?.env?.[name] || Deno?.env.get(name) || (typeof bound === 'string' && bound) || undefined
  } catch {
    return undefined
  }
}

/**
 * The address that the environment names: `WORKOS_BASE_URL`, or the host, port and scheme of `WORKOS_API_HOSTNAME`,
 * `WORKOS_API_PORT` and `WORKOS_API_HTTPS`. The last two count beside a host name only.
 */
export function environmentAddress(): { variable: string; url: string } | undefined {
  const url = environmentVariable('WORKOS_BASE_URL')
  if (url !== undefined) return { variable: 'WORKOS_BASE_URL', url }
  const host = environmentVariable('WORKOS_API_HOSTNAME')
  if (host === undefined) return undefined
  const port = environmentVariable('WORKOS_API_PORT')
  const https = environmentVariable('WORKOS_API_HTTPS') ?? 'true'
  // A slash, an @ or a colon would make another address of it than it looks like.
  if (!/^([\w.-]+|\[[\da-f:.]+\])$/i.test(host)) {
    throw new ConfigurationError('WORKOS_API_HOSTNAME', 'must be the name of a host, and nothing else.')
  }
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 65_536)) {
    throw new ConfigurationError('WORKOS_API_PORT', 'must be a number from 1 to 65535.')
  }
  if (https !== 'true' && https !== 'false') {
    throw new ConfigurationError('WORKOS_API_HTTPS', 'must be true or false.')
  }
  const scheme = https === 'true' ? 'https' : 'http'
  return {
    variable: 'WORKOS_API_HOSTNAME',
    url: `${scheme}://${host}${port === undefined ? '' : `:${port}`}`,
  }
}
