import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Reply, testPeer } from '../../test/peer.ts'
import { answer, beta, fakeClock, flag, runtime, until, user } from '../../test/runtime-flags.ts'

fakeClock()

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
})
