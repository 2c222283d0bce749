import { afterEach, describe, expect, it, vi } from 'vitest'
import { claimsOf, password } from '../../test/issuer.ts'
import type { Reply } from '../../test/peer.ts'
import { application, cookieOf, issuer, stranger } from '../../test/sessions.ts'

const other = 'another-password-of-32-characters'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('authenticate, where there are no keys', () => {
  it('asks for them once, and tries again once', async () => {
    const { authenticate, keyFetches } = await application(() => ({ status: 503 }))
    expect(await authenticate(await cookieOf())).toMatchObject({ reason: 'jwks_unavailable' })
    expect(keyFetches()).toBe(2)
  })
})

describe('authenticate, of a cookie seen before', () => {
  /** What Web Crypto is asked to do from now on. */
  function watchCrypto() {
    const work = [vi.spyOn(crypto.subtle, 'decrypt'), vi.spyOn(crypto.subtle, 'verify')]
    return () => work.reduce((calls, { mock }) => calls + mock.calls.length, 0)
  }

  it('decrypts and verifies nothing again', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    const first = await authenticate(cookie)
    const calls = watchCrypto()
    expect(await authenticate(cookie)).toEqual(first)
    expect(calls()).toBe(0)
  })

  it('looks at the expiry again', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 311_000 })
    expect(await authenticate(cookie)).toMatchObject({ reason: 'expired_jwt' })
  })

  it('looks at what is expected again', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    expect(await authenticate(cookie, password, { issuer: 'elsewhere' })).toMatchObject({
      reason: 'invalid_jwt',
    })
  })

  it('does not open it for another password', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf()
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    expect(await authenticate(cookie, other)).toMatchObject({ reason: 'invalid_session_cookie' })
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
  })

  it('verifies it again when the keys have changed', async () => {
    let keys = [issuer.jwk]
    const { authenticate } = await application(() => ({ json: { keys } }))
    const cookie = await cookieOf({ exp: 4_102_444_800 })
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    keys = [stranger.jwk]
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 })
    expect(await authenticate(cookie)).toMatchObject({ reason: 'invalid_jwt' })
  })

  it('does not remember what a key has verified that was withdrawn meanwhile', async () => {
    let keys = [issuer.jwk]
    const { authenticate, client } = await application(() => ({ json: { keys } }))
    const accessToken = await issuer.sign(claimsOf({ exp: 4_102_444_800 }))
    await client.userManagement.verifyAccessToken(accessToken)
    const cookie = await cookieOf({ exp: 4_102_444_800 })
    const verify = crypto.subtle.verify.bind(crypto.subtle)
    vi.spyOn(crypto.subtle, 'verify').mockImplementation(async (algorithm, ...signed) => {
      if ((algorithm as { name?: string }).name?.startsWith('RSA')) {
        vi.mocked(crypto.subtle.verify).mockRestore()
        keys = [stranger.jwk]
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 })
        await client.userManagement.verifyAccessToken(accessToken)
      }
      return verify(algorithm, ...signed)
    })
    await authenticate(cookie)
    expect(await authenticate(cookie)).toMatchObject({ reason: 'invalid_jwt' })
  })

  it('knows it still while new keys cannot be had', async () => {
    let reply: Reply = { json: { keys: [issuer.jwk] } }
    const { authenticate } = await application(() => reply)
    const cookie = await cookieOf({ exp: 4_102_444_800 })
    await authenticate(cookie)
    reply = { status: 503 }
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 })
    const calls = watchCrypto()
    expect(await authenticate(cookie)).toMatchObject({ authenticated: true })
    expect(calls()).toBe(0)
    vi.setSystemTime(Date.now() + 24 * 60 * 60_000)
    expect(await authenticate(cookie)).toMatchObject({ reason: 'jwks_unavailable' })
  })

  it('gives everyone objects of their own', async () => {
    const { authenticate } = await application()
    const cookie = await cookieOf({ roles: ['member'] })
    for (let i = 0; i < 3; i++) {
      const result = await authenticate(cookie)
      if (!result.authenticated) throw new Error(result.reason)
      expect(result.roles).toEqual(['member'])
      expect(result.user.email).toBe('ann@example.com')
      result.roles?.push('admin')
      result.claims.roles = ['owner']
      result.user.email = 'eve@example.com'
    }
  })

  it('does not remember a cookie that was refused', async () => {
    const { authenticate } = await application()
    const forged = await cookieOf({}, {}, stranger)
    await authenticate(forged)
    const calls = watchCrypto()
    expect(await authenticate(forged)).toMatchObject({ reason: 'invalid_jwt' })
    expect(calls()).toBeGreaterThan(0)
  })
})
