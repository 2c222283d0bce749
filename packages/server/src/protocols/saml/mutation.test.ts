import { describe, expect, it } from 'vitest'
import { checkMutants } from './fixtures/mutation-property.ts'

const count = 10_000

describe('a mutant of a signed response', () => {
  it('is refused, or read as what was signed: never with anything changed', () => {
    const verdicts: Record<string, number> = {}
    const result = checkMutants(count, 20_261_122, (verdict) => {
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
    })
    expect(result.failed, String(result.errorInstance)).toBe(false)
    expect(result.numRuns).toBe(count)
    // Mutants that were all broken beyond reading would prove nothing, and neither would some that change nothing.
    expect(verdicts.unchanged).toBeGreaterThan(count / 100)
    expect(verdicts.refused).toBeGreaterThan(count / 2)
  }, 300_000)
})
