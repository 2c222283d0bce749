import { decodeTime } from 'ulid'
import { describe, expect, it } from 'vitest'
import { firstIdAt, newId } from './ids.ts'

const timeOf = (id: string) => decodeTime(id.slice(id.indexOf('_') + 1))
// Later than what any other test has made here, so that none of it is in the way.
const base = Date.now() + 10 * 365 * 86_400_000
const at = (offsetMs: number) => new Date(base + offsetMs)

describe('newId', () => {
  it('tells the instant behind its prefix', () => {
    const id = newId('org_domain', at(0))
    expect(id).toMatch(/^org_domain_[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(timeOf(id.replace('org_domain', 'x'))).toBe(base)
  })

  it('ascends within a millisecond, and when the machine corrects its clock', () => {
    const ids = [1_000, 1_000, 1_000, 700, 1_000, 1_001].map((offset) => newId('x', at(offset)))
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('follows a clock that was moved back', () => {
    newId('x', at(366 * 86_400_000))
    const ids = [5_000, 5_000, 5_002].map((offset) => newId('x', at(offset)))
    expect(ids.map(timeOf)).toEqual([base + 5_000, base + 5_000, base + 5_002])
    expect(ids.toSorted()).toEqual(ids)
  })
})

describe('firstIdAt', () => {
  it('comes before every identifier of its instant, and after all of earlier ones', () => {
    const [earlier, id] = [newId('x', at(9_000)), newId('x', at(9_001))]
    expect(firstIdAt('x', at(9_001)) <= id).toBe(true)
    expect(firstIdAt('x', at(9_001)) > earlier).toBe(true)
  })
})
