import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import vectors from '../../fixtures/sessions.json' with { type: 'json' }
import { password } from '../../test/issuer.ts'
import {
  openSignInState,
  pkce,
  SecretString,
  sealData,
  sealSignInState,
  signInStateCookieName,
  signInStateMaxAgeSeconds,
} from '../index.ts'

const codeVerifier = pkce.generateCodeVerifier()

afterEach(() => {
  vi.useRealTimers()
})

describe('the state of a sign-in', () => {
  it('comes back as it was sealed', async () => {
    const more = {
      returnPathname: '/a?b=c',
      customState: 'x',
      redirectUri: 'https://app.example.com/callback',
    }
    const state = await sealSignInState({ codeVerifier, ...more }, password)
    const opened = await openSignInState(state, state, password)
    expect(opened).toEqual({ codeVerifier: expect.any(SecretString), ...more })
    expect(opened?.codeVerifier.expose()).toBe(codeVerifier.expose())
  })

  it('fits into a URL as it is', async () => {
    const state = await sealSignInState({ codeVerifier: codeVerifier.expose() }, password)
    expect(encodeURIComponent(state)).toBe(state)
    expect(await openSignInState(state, state, password)).toHaveProperty('codeVerifier')
  })

  it('is another for every sign-in', async () => {
    const one = await sealSignInState({ codeVerifier }, password)
    expect(await sealSignInState({ codeVerifier }, password)).not.toBe(one)
  })

  it('is refused when it is not the one that this browser keeps', async () => {
    const mine = await sealSignInState({ codeVerifier }, password)
    const theirs = await sealSignInState({ codeVerifier }, password)
    expect(await openSignInState(theirs, mine, password)).toBeUndefined()
    expect(await openSignInState(mine, undefined, password)).toBeUndefined()
    expect(await openSignInState(undefined, mine, password)).toBeUndefined()
    expect(await openSignInState('', '', password)).toBeUndefined()
    expect(await openSignInState(mine, `${mine}x`, password)).toBeUndefined()
    expect(await openSignInState(mine, mine.slice(0, -1), password)).toBeUndefined()
  })

  it.each([
    ['garbage', async () => 'garbage'],
    ['sealed under another password', () => sealSignInState({ codeVerifier }, 'b'.repeat(32))],
    ['a session, not a state', () => sealData({ accessToken: 'at' }, { password })],
    ['of no known age', () => sealData({ codeVerifier: 'v' }, { password })],
    ['from the future', () => sealData({ codeVerifier: 'v', issuedAt: Date.now() + 120_000 }, { password })],
  ])('is refused when it is %s', async (_, sealing) => {
    const state = await sealing()
    expect(await openSignInState(state, state, password)).toBeUndefined()
  })

  it('is good for ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const state = await sealSignInState({ codeVerifier }, password)
    vi.setSystemTime(Date.now() + signInStateMaxAgeSeconds * 1000)
    expect(await openSignInState(state, state, password)).toBeDefined()
    vi.setSystemTime(Date.now() + 1)
    expect(await openSignInState(state, state, password)).toBeUndefined()
  })

  it('is refused where it would not fit into a URL and a cookie', async () => {
    await expect(sealSignInState({ codeVerifier, customState: 'x'.repeat(2_000) }, password)).rejects.toThrow(
      RangeError,
    )
  })
})

describe('signInStateCookieName', () => {
  it.each(Object.entries(vectors.fnv1a32))(
    'names the cookie of %j as the authkit frameworks do',
    (state, hash) => {
      expect(signInStateCookieName(state)).toBe(`wos-auth-verifier-${hash}`)
    },
  )

  it('is always the name of a cookie', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (state) => {
        expect(signInStateCookieName(state)).toMatch(/^wos-auth-verifier-[0-9a-f]{8}$/)
      }),
    )
  })
})
