import { describe, expect, it } from 'vitest'
import { password } from '../../test/issuer.ts'
import { SessionCache } from './cache.ts'
import { keyringOf } from './passwords.ts'

const keyring = keyringOf(password)
const entry = (payload = '{}') => ({ payload, claims: '{}', keyring, keysVersion: 1 })

describe('the cache of sessions', () => {
  it('keeps the thousand that were used last', () => {
    const cache = new SessionCache()
    for (let i = 0; i < 1_000; i++) cache.set(`cookie-${i}`, entry())
    expect(cache.get('cookie-0', keyring, 1)).toBeDefined()
    cache.set('cookie-1000', entry())
    expect(cache.size).toBe(1_000)
    expect(cache.get('cookie-0', keyring, 1)).toBeDefined()
    expect(cache.get('cookie-1', keyring, 1)).toBeUndefined()
  })

  it('keeps four million characters at most', () => {
    const cache = new SessionCache()
    for (let i = 0; i < 500; i++) cache.set(`cookie-${i}`, entry('x'.repeat(10_000)))
    expect(cache.size).toBe(399)
    for (let i = 0; i < 500; i++) cache.set('cookie-0', entry('x'.repeat(10_000)))
    expect(cache.size).toBe(399)
  })

  it('forgets all when the keys have changed', () => {
    const cache = new SessionCache()
    cache.set('a', entry())
    cache.set('b', entry())
    expect(cache.get('a', keyring, 2)).toBeUndefined()
    expect(cache.size).toBe(0)
  })

  it('gives an entry only for the passwords that opened it', () => {
    const cache = new SessionCache()
    cache.set('a', entry())
    expect(cache.get('a', keyringOf([password]), 1)).toBeDefined()
    expect(cache.get('a', keyringOf({ 1: password }), 1)).toBeUndefined()
    expect(cache.get('a', keyringOf('b'.repeat(32)), 1)).toBeUndefined()
    expect(cache.get('a', keyring, 1)).toBeDefined()
  })
})
