import { afterEach, beforeEach, onTestFinished, vi } from 'vitest'
import type { FeatureFlagsOptions } from '../src/index.ts'
import { type Received, type Reply, testPeer } from './peer.ts'

/** A flag as the server sends it, on for the users named. */
export const flag = (slug: string, users: string[] = []) => ({
  slug,
  enabled: true,
  default_value: false,
  targets: { users: users.map((id) => ({ id, enabled: true })), organizations: [] },
})
export const beta = { beta: flag('beta', ['user_1']) }
export const user = { userId: 'user_1' }
export const answer = (flags: object, etag?: string): Reply => ({
  json: flags,
  ...(etag && { headers: { etag } }),
})

/** A client of a server that answers as it is told, and what the client tells. */
export async function runtime(
  reply: (request: Received, n: number) => Reply,
  options: FeatureFlagsOptions = {},
) {
  const { client, received } = await testPeer(reply)
  let finished = 0
  const warnings: string[] = []
  const logger = {
    debug: () => finished++,
    error: () => finished++,
    warn: (text: string) => warnings.push(text),
  }
  const flags = client.featureFlags.createRuntimeClient({ logger, ...options })
  onTestFinished(() => flags.close())
  const told: [name: string, event: unknown][] = []
  flags.on('change', (event) => told.push(['change', event]))
  flags.on('error', (event) => told.push(['error', event]))
  flags.on('failed', (event) => told.push(['failed', event]))
  return { flags, received, told, warnings, polled: (count: number) => until(() => finished === count) }
}

/** Waits for the network, which no faked clock moves. */
export async function until(condition: () => boolean) {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 100_000) throw new Error('It did not come about.')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Fakes the clock for every test of the file, and leaves the network as it is. */
export function fakeClock() {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    // No jitter, unless a test wants it.
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
}
