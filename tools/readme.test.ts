import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readmeWithTable } from './readme.ts'

describe('the table of what works in the README', () => {
  it('is true (npm run generate writes it)', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    expect(readme).toBe(readmeWithTable(readme))
  })
})
