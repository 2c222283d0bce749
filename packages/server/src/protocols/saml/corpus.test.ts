import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Case } from './fixtures/case.ts'
import { contentOf, corpus, parametersOf, readCase, toInput } from './fixtures/load.ts'
import { SamlError, verifyResponse } from './index.ts'

function verify(each: Case) {
  return verifyResponse(toInput(readCase(each), parametersOf(each)))
}

function refusalOf(each: Case): unknown {
  try {
    return { accepted: contentOf(verify(each)) }
  } catch (error) {
    return error
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(new URL(`fixtures/${folder}`, import.meta.url)).map((file) => `${folder}/${file}`)
}

describe('a response of a provider', () => {
  it.each(corpus.accepted)('is accepted, and read as it was sent: $title', (each) => {
    expect(contentOf(verify(each))).toEqual(each.content)
  })
})

describe('a hostile response', () => {
  it.each(corpus.refused)('is refused as $code: $title ($file)', (each) => {
    const refusal = refusalOf(each)
    expect(refusal).toBeInstanceOf(SamlError)
    expect(refusal).toMatchObject({ code: each.code })
  })

  it.each(corpus.refused)('differs from the good one in one way alone: $file', (each) => {
    const base = corpus.accepted.find(({ file }) => file === each.base)!
    expect(readCase(each).equals(readCase(base)) && each.parameters === undefined).toBe(false)
    expect(() => verify(base)).not.toThrow()
  })

  it('comes in at least 120 ways', () => {
    expect(corpus.refused.length).toBeGreaterThanOrEqual(120)
  })

  it('tells the administrator what was wrong, on one line, and never what was inside', () => {
    for (const each of corpus.refused) {
      const { message, detail } = refusalOf(each) as SamlError
      expect(message, each.file).toMatch(/^[^\n]{20,1200}$/)
      expect(JSON.stringify([message, detail]), each.file).not.toContain('PRIVATE KEY')
      expect(message, each.file).not.toMatch(/undefined|\[object|ParseError/)
    }
  })
})

describe('the index', () => {
  it('lists every file of the corpus, and no other', () => {
    const listed = [...corpus.accepted, ...corpus.refused].map(({ file }) => file)
    expect(listed.toSorted()).toEqual([...filesIn('good'), ...filesIn('bad')].toSorted())
  })
})
