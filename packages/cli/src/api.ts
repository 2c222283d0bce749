import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Client, Transport } from '@portico/sdk'
import type { Context } from './framework/command.ts'
import { Failure } from './framework/failure.ts'
import { option } from './framework/options.ts'

const defaultDataDir = '.portico'

/** Options of the commands that call the API of a running server. */
export const apiOptions = {
  url: option.url('Where the server is.', { fallback: "WORKOS_BASE_URL, else the data directory's" }),
  apiKey: option.text('Key of the environment to work in.', {
    placeholder: 'KEY',
    fallback: "WORKOS_API_KEY, else the data directory's",
  }),
  dataDir: option.text('Data directory of the server that `npm start` runs here.', {
    placeholder: 'DIR',
    fallback: defaultDataDir,
  }),
}

/** Variables that those commands read. */
export const apiEnvironment = {
  WORKOS_BASE_URL: 'Where the server is.',
  WORKOS_API_KEY: 'Key of the environment to work in. Heeded together with WORKOS_BASE_URL only.',
}

export type ApiTarget = { apiKey: string; url: string }
type Given = { url: string | undefined; apiKey: string | undefined; dataDir: string | undefined }

/**
 * Finds the server to call, and a key for it. Both come from one place: a key from the environment alone is that of
 * WorkOS's own API more often than not, and nothing must happen there by accident.
 */
export function findApi(env: Context['env'], { url, apiKey, dataDir }: Given): ApiTarget {
  const stored = storedCredentials(dataDir ?? defaultDataDir)
  // Who names a data directory means its server, whatever the shell holds.
  const fromShell = dataDir === undefined ? env.WORKOS_BASE_URL : undefined
  const server = url ?? fromShell ?? stored?.url
  if (server === undefined) throw nowhere(env, dataDir)
  const key =
    apiKey ??
    (fromShell !== undefined || url !== undefined ? env.WORKOS_API_KEY : undefined) ??
    (stored?.url === server ? stored.apiKey : undefined)
  if (!key) {
    throw new Failure(`There is no API key for ${server}.`, {
      remedy: 'Give one with --api-key, or set WORKOS_API_KEY.',
    })
  }
  return { url: server, apiKey: key }
}

/** What `portico dev` wrote down at its last start. */
function storedCredentials(dataDir: string): ApiTarget | undefined {
  let text: string
  try {
    text = readFileSync(join(dataDir, 'credentials.env'), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Failure(`${join(dataDir, 'credentials.env')} cannot be read (${code}).`, {
      remedy: 'Give --url and --api-key, or set WORKOS_BASE_URL and WORKOS_API_KEY.',
      cause: error,
    })
  }
  const { WORKOS_BASE_URL: url, WORKOS_API_KEY: apiKey } = parseEnv(text)
  return url && apiKey ? { url, apiKey } : undefined
}

function nowhere(env: Context['env'], dataDir: string | undefined): Failure {
  const file = join(dataDir ?? defaultDataDir, 'credentials.env')
  return new Failure(
    env.WORKOS_API_KEY && dataDir === undefined
      ? `WORKOS_API_KEY is set and WORKOS_BASE_URL is not, and there is no ${file}: it is unclear which server is meant.`
      : `There is no ${file}: no server was started here.`,
    { remedy: 'Start `npm start` first, or name a server with --url and --api-key.' },
  )
}

/** Makes a client for the server. The SDK is loaded when it is needed. */
export async function openClient(api: ApiTarget, transport?: Transport): Promise<Client> {
  const { Client } = await import('@portico/sdk')
  return new Client({ apiKey: api.apiKey, baseUrl: api.url, userAgent: 'portico-cli', transport })
}
