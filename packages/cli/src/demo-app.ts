import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Client } from '@portico/sdk'
import type { DevelopmentOptions } from '@portico/server'

const main = fileURLToPath(new URL('../../../examples/sso-demo/main.ts', import.meta.url))

/**
 * Starts the demo app of `examples/` as a process of its own: it is what a reader would write, and shares nothing with
 * the server. Nothing where Portico was installed without its examples.
 */
export function demoLauncher(): DevelopmentOptions['startDemo'] {
  return existsSync(main) ? startDemo : undefined
}

const patienceMs = 15_000
/** Where the default redirect URI of development leads: what an identity provider begins arrives there. */
const preferredPort = 3000

const startDemo: NonNullable<DevelopmentOptions['startDemo']> = async (api) => {
  const { url, apiKey, clientId } = api
  const [port] = await Promise.all([choosePort(), bringBack(api)])
  const child = fork(main, [], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
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

/** The preferred port, or where somebody has it, any. */
async function choosePort(): Promise<number> {
  const probe = createServer().listen(preferredPort, '127.0.0.1')
  const isFree = await once(probe, 'listening').then(
    () => true,
    () => false,
  )
  if (!isFree) return 0
  await once(probe.close(), 'close')
  return preferredPort
}

/** Makes the demo app the home page of an application that has none: people who have signed out come back to it. */
async function bringBack({ url, apiKey, clientId }: { url: string; apiKey: string; clientId: string }) {
  const { applications } = new Client({ apiKey, baseUrl: url }).portico
  const all = await applications.listApplications().toArray()
  const ours = all.find((application) => application.clientId === clientId)
  // Left by a start under another port, or by nobody.
  if (!ours || !(ours.homepageUrl ?? demoPath).endsWith(demoPath)) return
  await applications.updateApplication(ours.id, { homepageUrl: url + demoPath })
}

const demoPath = '/dev/demo'
