import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fnv1a32, stateCookieName, supersededCookies } from './state.ts'

const { fnv1a32: vectors } = JSON.parse(
  readFileSync(new URL('../../fixtures/state-cookie.json', import.meta.url), 'utf8'),
) as { fnv1a32: Record<string, string> }

describe('the cookie of a state', () => {
  it.each(Object.entries(vectors))('is named by FNV-1a: %j', (text, hash) => {
    expect(fnv1a32(text)).toBe(hash)
    expect(stateCookieName(text)).toBe(`wos-auth-verifier-${hash}`)
  })

  it('makes room for one more, oldest first, whoever set them', () => {
    const names = ['wos-auth-verifier', ...'abcdef'].map((name, n) =>
      n === 0 ? name : `wos-auth-verifier-${name}`,
    )
    const header = [...names, 'wos-auth-verifierX', 'wos-session'].map((name) => `${name}=x`).join('; ')
    expect(supersededCookies(header)).toEqual(names.slice(0, 3))
    expect(supersededCookies('a=1')).toEqual([])
    expect(supersededCookies(null)).toEqual([])
  })

  it('is not dropped with more others than an answer has room for, whoever set so many', () => {
    const names = Array.from({ length: 1000 }, (_, n) => `wos-auth-verifier-${n}`)
    expect(supersededCookies(names.map((name) => `${name}=x`).join('; '))).toEqual(names.slice(0, 10))
  })
})
