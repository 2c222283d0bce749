import { describe, expect, it } from 'vitest'
import { parseRetryAfter, retryDelayMs } from './retry.ts'

describe('the wait before a retry', () => {
  it('doubles from 200 ms to 5 s, half of it at random', () => {
    const range = (attempt: number) => [0, 1].map((random) => retryDelayMs(attempt, undefined, () => random))
    expect(range(1)).toEqual([100, 200])
    expect(range(2)).toEqual([200, 400])
    expect(range(5)).toEqual([1600, 3200])
    expect(range(50)).toEqual([2500, 5000])
  })

  it('is what the server asks for, up to a minute', () => {
    expect(retryDelayMs(1, 7)).toBe(7000)
    expect(retryDelayMs(1, 0)).toBe(0)
    expect(retryDelayMs(1, 3600)).toBe(60_000)
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')

  it.each([
    ['120', 120],
    ['0', 0],
    ['-5', 0],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j seconds', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds)
  })
})
