import { webhookResponseExcerptLength } from '@portico/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasFailedTooLong } from './disabling.ts'
import { type AttemptResult, excerptBytes, excerptOf, judge, retryDelaysMs } from './schedule.ts'

const at = new Date('2026-01-15T12:00:00.000Z')
const result = (error: string | null, more: Partial<AttemptResult> = {}): AttemptResult => ({
  attempted_at: at,
  status_code: null,
  duration_ms: 5,
  error,
  response_body: null,
  ...more,
})

describe('judge', () => {
  it('is done when the attempt succeeded', () => {
    expect(judge(3, result(null, { status_code: 200 }), 0.5)).toMatchObject({
      state: 'succeeded',
      failures: 0,
      next_attempt_at: null,
    })
  })

  it('waits as the schedule says, and a tenth longer at most', () => {
    for (const [failures, delay] of retryDelaysMs.entries()) {
      const wait = (random: number) =>
        judge(failures, result('timeout'), random).next_attempt_at!.getTime() - at.getTime()
      expect(wait(0)).toBe(delay)
      expect(Math.abs(wait(1) - delay * 1.1)).toBeLessThan(2)
    }
    expect(retryDelaysMs.reduce((sum, delay) => sum + delay, 0)).toBeLessThan(3 * 86_400_000)
  })

  it('gives up after the last retry, and at once where another can make no difference', () => {
    const givenUp = { state: 'failed', next_attempt_at: null, entry: { next_attempt_at: null } }
    expect(judge(retryDelaysMs.length, result('timeout'), 0)).toMatchObject(givenUp)
    expect(judge(0, result('event_expired', { isFinal: true }), 0)).toMatchObject(givenUp)
  })

  it('writes an entry of the log that holds nothing but what the wire shows', () => {
    expect(judge(0, result('timeout'), 0).entry).toEqual({
      attempted_at: '2026-01-15T12:00:00.000Z',
      status_code: null,
      duration_ms: 5,
      error: 'timeout',
      response_body: null,
      next_attempt_at: '2026-01-15T12:01:00.000Z',
    })
  })
})

describe('hasFailedTooLong', () => {
  const later = (days: number) => new Date(at.getTime() + days * 86_400_000)

  it.each([
    [20, 5, true],
    [19, 5, false],
    [1_000, 4.99, false],
    [0, 100, false],
  ])('after %i failures in %d days: %s', (failed_attempts, days, expected) => {
    expect(hasFailedTooLong({ failing_since: at.toISOString(), failed_attempts }, later(days))).toBe(expected)
  })
})

describe('excerptOf', () => {
  it('keeps the beginning, in whole characters', () => {
    expect(excerptOf(Buffer.from(''))).toBeNull()
    expect(excerptOf(Buffer.from('ok'))).toBe('ok')
    expect(excerptOf(Buffer.from('🚀'.repeat(2_000)))).toBe('🚀'.repeat(webhookResponseExcerptLength))
  })

  it('makes text that PostgreSQL and JSON take of whatever was sent', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: excerptBytes + 10 }), (bytes) => {
        const text = excerptOf(bytes) ?? ''
        expect(text.isWellFormed()).toBe(true)
        expect(text).not.toContain('\0')
        expect([...text].length).toBeLessThanOrEqual(webhookResponseExcerptLength)
      }),
    )
  })
})
