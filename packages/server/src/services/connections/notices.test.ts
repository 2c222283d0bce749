import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysUntil, nextNoticeAt } from './notices.ts'

const day = 86_400_000
const end = new Date('2027-06-01T12:00:00.000Z')
const at = (days: number) => new Date(end.getTime() - days * day)

describe('the notice of an end', () => {
  it('is given 90, 60, 30, 14, 7, 3 and 1 days before, and every 7 days after', () => {
    const days: number[] = []
    for (let now = at(400); days.length < 10; ) {
      now = nextNoticeAt(end, now)
      days.push(daysUntil(end, now))
    }
    expect(days).toEqual([90, 60, 30, 14, 7, 3, 1, -7, -14, -21])
  })

  it('is one, however many were missed', () => {
    expect(nextNoticeAt(end, at(10))).toEqual(at(7))
    expect(nextNoticeAt(end, at(-100))).toEqual(at(-105))
  })

  it('always lies ahead, and never by more than is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000 * day, max: 1000 * day }), (offset) => {
        const now = new Date(end.getTime() + offset)
        const next = nextNoticeAt(end, now).getTime()
        expect(next).toBeGreaterThan(now.getTime())
        if (offset >= 0) expect(next - now.getTime()).toBeLessThanOrEqual(7 * day)
      }),
    )
  })
})

describe('the days that are left', () => {
  it.each([
    [1.5, 2],
    [0.1, 1],
    [0, 0],
    [-0.5, 0],
    [-7.01, -7],
  ])('of %d are %d', (left, days) => {
    expect(daysUntil(end, at(left))).toBe(days)
  })
})
