import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Received, type Reply, testPeer } from '../../test/peer.ts'
import type { FeatureFlagsOptions } from '../helpers/feature-flags.ts'

const flag = (slug: string, users: string[] = []) => ({
  slug,
  enabled: true,
  default_value: false,
  targets: { users: users.map((id) => ({ id, enabled: true })), organizations: [] },
})
const beta = { beta: flag('beta', ['user_1']) }
const user = { userId: 'user_1' }
const answer = (flags: object, etag?: string): Reply => ({ json: flags, ...(etag && { headers: { etag } }) })

/** A client of a server that answers as it is told, and what the client tells. */
async function runtime(reply: (request: Received, n: number) => Reply, options: FeatureFlagsOptions = {}) {
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
async function until(condition: () => boolean) {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 100_000) throw new Error('It did not come about.')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  // No jitter, unless a test wants it.
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('client.featureFlags.getFeatureFlagRules', () => {
  it('leaves slugs as they are', async () => {
    const { client } = await testPeer(() => answer({ new_checkout: flag('new_checkout') }))
    const rules = await client.featureFlags.getFeatureFlagRules()
    expect(rules.new_checkout).toMatchObject({ slug: 'new_checkout', defaultValue: false })
  })
})

describe('client.featureFlags.createRuntimeClient', () => {
  it('asks once, with the API key, and then answers from memory', async () => {
    const { flags, received } = await runtime(() => answer({ ...beta, alpha: flag('alpha') }))
    await flags.waitUntilReady()
    expect(received.map(({ method, url, headers }) => [method, url.pathname, headers.authorization])).toEqual(
      [['GET', '/sdk/feature-flags', 'Bearer sk_test_1']],
    )
    expect(flags.isEnabled('beta', user)).toBe(true)
    expect(flags.isEnabled('beta', { user: { id: 'user_1' } })).toBe(true)
    expect(flags.isEnabled('beta')).toBe(false)
    expect(flags.getAllFlags(user)).toEqual({ beta: true, alpha: false })
    expect(flags.getFlag('beta')).toMatchObject({ slug: 'beta', enabled: true, defaultValue: false })
    expect(received).toHaveLength(1)
  })

  it('answers the given default for a flag that nobody knows, `__proto__` too', async () => {
    const { flags } = await runtime(() => answer(beta))
    await flags.waitUntilReady()
    for (const key of ['gamma', '__proto__', 'constructor']) {
      expect(flags.isEnabled(key, user)).toBe(false)
      expect(flags.isEnabled(key, user, true)).toBe(true)
      expect(flags.getFlag(key)).toBeUndefined()
    }
  })

  it('keeps what it hands out from being changed', async () => {
    const { flags } = await runtime(() => answer(beta))
    await flags.waitUntilReady()
    expect(() => {
      flags.getFlag('beta')!.enabled = false
    }).toThrow(TypeError)
    expect(flags.isEnabled('beta', user)).toBe(true)
  })

  it('is ready at once with the flags that it is given, and asks all the same', async () => {
    const { flags, polled } = await runtime(() => answer({}), { bootstrapFlags: beta })
    await flags.waitUntilReady()
    expect(flags.isEnabled('beta', user)).toBe(true)
    await polled(1)
    expect(flags.getAllFlags()).toEqual({})
  })

  it.each([
    [0, 27_000],
    [0.5, 30_000],
    [0.999_999_9, 33_000],
  ])('asks again after half a minute, give or take a tenth (%s: %s ms)', async (random, delay) => {
    vi.mocked(Math.random).mockReturnValue(random)
    const { flags, polled } = await runtime(() => answer(beta))
    await polled(1)
    vi.advanceTimersByTime(delay - 5)
    expect(flags.getStats().pollCount).toBe(1)
    vi.advanceTimersByTime(10)
    expect(flags.getStats().pollCount).toBe(2)
  })

  it('sends the tag of what it knows, and takes "not modified" for an answer', async () => {
    const { flags, received, told, polled } = await runtime((_, n) =>
      n === 1 ? answer(beta, '"v1"') : { status: 304, headers: { etag: '"v1"' } },
    )
    await polled(1)
    vi.advanceTimersByTime(30_000)
    await polled(2)
    expect(received.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"'])
    expect(flags.isEnabled('beta', user)).toBe(true)
    expect(flags.getStats()).toMatchObject({ pollCount: 2, pollErrorCount: 0, cacheAge: 0 })
    expect(told).toEqual([])
  })

  it.each(['é', '"é"', '"a b"', 'v1', `"${'x'.repeat(600)}"`])(
    'does without a tag that cannot be sent back: %s',
    async (etag) => {
      const { received, told, polled } = await runtime(() => answer(beta, etag))
      await polled(1)
      vi.advanceTimersByTime(30_000)
      await polled(2)
      expect(received[1]?.headers['if-none-match']).toBeUndefined()
      expect(told).toEqual([])
    },
  )

  it('tells what has changed, and nothing at the first answer', async () => {
    const answers = [
      { ...beta, alpha: flag('alpha') },
      { beta: flag('beta', ['user_2']), gamma: flag('gamma') },
      { gamma: flag('gamma'), beta: flag('beta', ['user_2']) },
    ]
    const { told, polled } = await runtime((_, n) => answer(answers[n - 1]!))
    await polled(1)
    expect(told).toEqual([])
    vi.advanceTimersByTime(30_000)
    await polled(2)
    const slug = (name: string) => expect.objectContaining({ slug: name })
    const changes = [
      ['change', { key: 'beta', previous: slug('beta'), current: slug('beta') }],
      ['change', { key: 'alpha', previous: slug('alpha'), current: null }],
      ['change', { key: 'gamma', previous: null, current: slug('gamma') }],
    ]
    expect(told).toEqual(changes)
    vi.advanceTimersByTime(30_000)
    await polled(3)
    expect(told).toEqual(changes)
  })

  it('outlasts whatever the server does, keeps what it knows, and recovers', async () => {
    const garbage: Reply[] = [
      { status: 500, json: { message: 'no' } },
      { status: 403, json: { message: 'no' } },
      'cut',
      { text: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } },
      { text: '{"beta":', headers: { 'content-type': 'application/json' } },
      { json: ['beta'] },
      { json: { beta: { enabled: 'perhaps' } } },
      { json: null },
      { status: 304 },
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
    ]
    const { flags, told, polled } = await runtime((_, n) => garbage[n - 2] ?? answer(beta))
    await polled(1)
    const next = () => {
      const { pollCount } = flags.getStats()
      while (flags.getStats().pollCount === pollCount) vi.advanceTimersByTime(500)
    }
    for (const n of garbage.keys()) {
      next()
      await polled(n + 2)
      expect(flags.isEnabled('beta', user)).toBe(true)
    }
    // One that cannot be read stays what it was, and is a warning; a tag was never sent.
    expect(told.map(([name]) => name)).toEqual(Array(9).fill('error'))
    expect(flags.getStats()).toMatchObject({ pollCount: 11, pollErrorCount: 9 })
    next()
    await polled(12)
    expect(flags.getStats()).toMatchObject({ pollErrorCount: 9, cacheAge: 0, flagCount: 1 })
  })

  it('does not need a listener to outlast a failure', async () => {
    const { client } = await testPeer(() => ({ status: 500 }))
    const failures: unknown[] = []
    const flags = client.featureFlags.createRuntimeClient({
      logger: { error: (text) => failures.push(text) },
    })
    onTestFinished(() => flags.close())
    await until(() => failures.length === 1)
    expect(flags.isEnabled('beta', user, true)).toBe(true)
  })

  it('outlasts listeners and loggers that throw', async () => {
    const { flags, polled } = await runtime((_, n) => (n === 2 ? { status: 500 } : answer(beta)))
    flags.on('error', () => {
      throw new Error('mine')
    })
    await polled(1)
    vi.advanceTimersByTime(30_000)
    // The failed listener is logged, too.
    await polled(3)
    vi.advanceTimersByTime(30_000)
    await polled(4)
    expect(flags.getStats()).toMatchObject({ pollCount: 3, pollErrorCount: 1 })
  })

  it('waits longer after each failure, up to a minute', async () => {
    const { flags, polled } = await runtime((_, n) => (n === 1 ? answer(beta) : { status: 503 }), {
      pollingIntervalMs: 5_000,
    })
    await polled(1)
    for (const [n, delay] of [5_000, 5_000, 5_000, 5_000, 8_000, 16_000, 32_000, 60_000, 60_000].entries()) {
      vi.advanceTimersByTime(delay - 1)
      expect(flags.getStats().pollCount).toBe(n + 1)
      vi.advanceTimersByTime(1)
      await polled(n + 2)
    }
  })

  it('tries again soon while nothing is known', async () => {
    const { flags, polled } = await runtime((_, n) => (n < 4 ? { status: 503 } : answer(beta)))
    const ready = flags.waitUntilReady()
    for (const [n, delay] of [1_000, 2_000, 4_000].entries()) {
      await polled(n + 1)
      vi.advanceTimersByTime(delay)
    }
    await ready
    expect(flags.isEnabled('beta', user)).toBe(true)
  })

  it('waits as long as the server asks', async () => {
    const { flags, polled } = await runtime((_, n) =>
      n === 1 ? answer(beta) : { status: 429, headers: { 'retry-after': '120' } },
    )
    await polled(1)
    vi.advanceTimersByTime(30_000)
    await polled(2)
    vi.advanceTimersByTime(119_999)
    expect(flags.getStats().pollCount).toBe(2)
    vi.advanceTimersByTime(1)
    expect(flags.getStats().pollCount).toBe(3)
  })

  it('stops for good where the API key is not good, and says so to who waits', async () => {
    const { flags, received, told } = await runtime(() => ({ status: 401, json: { message: 'no' } }))
    await expect(flags.waitUntilReady()).rejects.toMatchObject({ name: 'AuthenticationError', status: 401 })
    await expect(flags.waitUntilReady()).rejects.toMatchObject({ status: 401 })
    expect(told.map(([name]) => name)).toEqual(['error', 'failed'])
    vi.advanceTimersByTime(10_000_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(received).toHaveLength(1)
  })

  it('keeps what it knew where the API key is no longer good', async () => {
    const { flags, told, polled } = await runtime((_, n) => (n === 1 ? answer(beta) : { status: 401 }))
    await polled(1)
    vi.advanceTimersByTime(30_000)
    await polled(2)
    expect(told.map(([name]) => name)).toEqual(['error', 'failed'])
    await flags.waitUntilReady()
    expect(flags.isEnabled('beta', user)).toBe(true)
  })

  it('says that there is no API key', async () => {
    const { client } = await testPeer(() => answer(beta), { apiKey: null })
    const flags = client.featureFlags.createRuntimeClient()
    await expect(flags.waitUntilReady()).rejects.toMatchObject({
      name: 'ConfigurationError',
      option: 'apiKey',
    })
  })

  it('gives up a request that takes too long, and hangs up', async () => {
    const { received, told, polled } = await runtime(() => 'hang', { requestTimeoutMs: 2_000 })
    await until(() => received.length === 1)
    vi.advanceTimersByTime(2_000)
    await polled(1)
    expect(told).toEqual([['error', expect.objectContaining({ name: 'TimeoutError' })]])
  })

  it('lets who waits go after the time they give', async () => {
    const { flags } = await runtime(() => 'hang')
    const ready = expect(flags.waitUntilReady({ timeoutMs: 100 })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    vi.advanceTimersByTime(100)
    await ready
  })

  it('leaves no timer and no request behind when it is closed, once or twice', async () => {
    const { flags, received, told } = await runtime(() => 'hang')
    await until(() => received.length === 1)
    const ready = expect(flags.waitUntilReady()).rejects.toThrow('closed')
    flags.close()
    flags.close()
    await ready
    expect(vi.getTimerCount()).toBe(0)
    await expect(flags.waitUntilReady()).rejects.toThrow('closed')
    expect(told).toEqual([])
  })

  it('asks nothing where it is closed before its first request, and answers what it knew after it', async () => {
    const { flags, received } = await runtime(() => answer({}), { bootstrapFlags: beta })
    flags.close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(received).toEqual([])
    expect(flags.isEnabled('beta', user)).toBe(true)
  })

  it('is closed at the end of its block', async () => {
    const { client } = await testPeer(() => answer(beta))
    let kept: ReturnType<typeof client.featureFlags.createRuntimeClient>
    {
      using flags = client.featureFlags.createRuntimeClient()
      kept = flags
    }
    await expect(kept.waitUntilReady()).rejects.toThrow('closed')
  })

  it('warns of a bad context once, however often it is asked', async () => {
    const { flags, warnings } = await runtime(() => answer(beta))
    await flags.waitUntilReady()
    for (let n = 0; n < 1_000; n++)
      flags.isEnabled('beta', { userId: 'user_1', team: { id: 'blue' } } as never)
    expect(warnings).toHaveLength(1)
    for (let n = 0; n < 1_000; n++) flags.isEnabled('beta', { [`Team${n}`]: { id: 'blue' } })
    expect(warnings.length).toBeLessThanOrEqual(100)
  })

  it.each([
    ['pollingIntervalMs', 4_999],
    ['pollingIntervalMs', Number.NaN],
    ['pollingIntervalMs', 2 ** 31],
    ['requestTimeoutMs', 0],
    ['bootstrapFlags', { beta: true }],
    ['bootstrapFlags', null],
  ])('refuses %s: %s', async (option, value) => {
    const { client } = await testPeer(() => answer(beta))
    expect(() => client.featureFlags.createRuntimeClient({ [option]: value })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', option }),
    )
  })
})

describe('a process', () => {
  const index = JSON.stringify(new URL('../index.ts', import.meta.url).href)
  const run = async (reply: (n: number) => Reply, program: string) => {
    vi.useRealTimers()
    const { baseUrl } = await testPeer((_, n) => reply(n))
    const code = `
      import { Client } from ${index}
      const client = new Client({ apiKey: 'sk_test_1', baseUrl: ${JSON.stringify(baseUrl)} })
      const flags = client.featureFlags.createRuntimeClient()
      ${program}`
    const flags = ['--experimental-strip-types', '--no-warnings', '--input-type=module', '-e', code]
    const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 20_000 })
    return stdout.trim()
  }

  it('is not kept alive between requests', async () => {
    expect(await run(() => answer(beta), `await flags.waitUntilReady(); console.log('ready')`)).toBe('ready')
  })

  it('is not killed by a request that fails while nobody listens', async () => {
    expect(await run(() => ({ status: 500 }), `console.log(flags.isEnabled('beta'))`)).toBe('false')
  })

  it('is kept alive while it waits for the flags', async () => {
    const program = `await flags.waitUntilReady(); console.log(flags.isEnabled('beta', { userId: 'user_1' }))`
    expect(await run((n) => (n === 1 ? { status: 500 } : answer(beta)), program)).toBe('true')
  })
})
