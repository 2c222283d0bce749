import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DevelopmentOptions } from '@portico/server'

const main = fileURLToPath(new URL('../../../examples/sso-demo/main.ts', import.meta.url))

/**
 * Starts the demo app of `examples/` as a process of its own, on a free port: it is what a reader would write, and
 * shares nothing with the server. Nothing where Portico was installed without its examples.
 */
export function demoLauncher(): DevelopmentOptions['startDemo'] {
  return existsSync(main) ? startDemo : undefined
}

const patienceMs = 15_000

const startDemo: NonNullable<DevelopmentOptions['startDemo']> = async ({ url, apiKey, clientId }) => {
  const child = fork(main, [], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      WORKOS_API_KEY: apiKey,
      WORKOS_CLIENT_ID: clientId,
      WORKOS_BASE_URL: url,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  try {
    return { url: await addressOf(child, ended), stop: () => void child.kill(), ended }
  } catch (error) {
    child.kill()
    throw error
  }
}

/** The app says where it is, as soon as it listens. */
async function addressOf(child: ReturnType<typeof fork>, ended: Promise<unknown>): Promise<string> {
  const signal = AbortSignal.timeout(patienceMs)
  const said = once(child, 'message', { signal }) as Promise<[{ url: string }]>
  const lost = ended.then(() => Promise.reject(new Error('The demo app ended before it listened.')))
  lost.catch(() => {})
  const [{ url }] = await Promise.race([said, lost])
  return url
}
