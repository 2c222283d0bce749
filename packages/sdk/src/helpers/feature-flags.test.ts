import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { type Reply, testPeer } from '../../test/peer.ts'
import { answer, beta, fakeClock, runtime, until, user } from '../../test/runtime-flags.ts'
import { Client, type Transport } from '../index.ts'

fakeClock()

describe('the schedule of a runtime client', () => {
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
  it('aborts the request itself', async () => {
    const signals: AbortSignal[] = []
    const transport: Transport = (_, { signal }) => {
      signals.push(signal)
      return new Promise(() => {})
    }
    const flags = new Client({ apiKey: 'sk_test_1', transport }).featureFlags.createRuntimeClient()
    await until(() => signals.length === 1)
    flags.close()
    expect(signals[0]?.aborted).toBe(true)
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
