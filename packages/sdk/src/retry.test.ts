import { WorkOS } from '@workos-inc/node'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import vectors from '../fixtures/retry.json' with { type: 'json' }
import { Client } from './index.ts'
import { exponential, immediate, jittered, readRetryAfter, retryDelayMs, sleep } from './retry.ts'

const attempts = fc.integer({ min: 1, max: 1000 })
const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

describe('the wait before a retry', () => {
  it('doubles from 200 ms to 5 s', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1000].map((attempt) => exponential(attempt))).toEqual([
      200, 400, 800, 1600, 3200, 5000, 5000, 5000,
    ])
  })

  it('is half fixed and half at random with jitter, and never more than without', () => {
    fc.assert(
      fc.property(attempts, chance, (attempt, random) => {
        const [wait, most] = [jittered(attempt, () => random), exponential(attempt)]
        return wait >= most / 2 && wait <= most
      }),
    )
    expect([0, 1].map((random) => jittered(2, () => random))).toEqual([200, 400])
  })

  it('is what the server asks for in place of any schedule, up to a minute', () => {
    fc.assert(
      fc.property(attempts, fc.integer({ min: 0, max: 1e6 }), (attempt, seconds) => {
        return [exponential, jittered, immediate].every(
          (backoff) => retryDelayMs(attempt, backoff, seconds) === Math.min(seconds * 1000, 60_000),
        )
      }),
    )
  })

  it('ends with the reason of a signal, at once where that is aborted already', async () => {
    const aborter = new AbortController()
    const waiting = sleep(60_000, aborter.signal)
    aborter.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await expect(sleep(60_000, aborter.signal)).rejects.toThrow('enough')
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')

  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['0', 0],
    ['1.5', 1.5],
    ['-5', 0],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30],
    ['Thursday, 01-Jan-26 00:00:30 GMT', 30],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    ['wait 1', undefined],
    ['1e9', undefined],
    ['', undefined],
  ])('%j is %j seconds', (value, seconds) => {
    expect(readRetryAfter(new Headers({ 'retry-after': value }), now)).toBe(seconds)
  })

  it('is not there where the answer has none', () => {
    expect(readRetryAfter(new Headers(), now)).toBeUndefined()
  })

  it('as a date goes by the clock of the server, where it says what that shows', () => {
    const headers = { 'retry-after': 'Thu, 01 Jan 2026 05:00:30 GMT', date: 'Thu, 01 Jan 2026 05:00:00 GMT' }
    expect(readRetryAfter(new Headers(headers), now)).toBe(30)
  })
})

describe('beside the official SDK, whose waits the vectors hold', () => {
  /** The waits of a call that is answered 503 every time, with chance in the middle. */
  async function waitsOf(call: () => Promise<unknown>): Promise<number[]> {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const ended = call().catch(() => {})
    await vi.runAllTimersAsync()
    await ended
    // The longest timers are those that end an attempt.
    return timers.mock.calls.map(([, ms = 0]) => ms).filter((ms) => ms > 0 && ms < 30_000)
  }

  afterEach(() => {
    // In this order: the spy stands on the fake timer, and puts it back.
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  const answer = async () => new Response('{}', { status: 503 })

  it('theirs are those', async () => {
    const official = new WorkOS('sk_test_1', { fetchFn: answer })
    expect(await waitsOf(() => official.organizations.getOrganization('org_1'))).toEqual(
      vectors.node_retry_delays_ms_at_jitter_1,
    )
  })

  it('ours come sooner, and are as many', async () => {
    const client = new Client({ apiKey: 'sk_test_1', transport: answer })
    const waits = await waitsOf(() => client.organizations.getOrganization('org_1'))
    expect(waits).toEqual([150, 300, 600])
  })
})
