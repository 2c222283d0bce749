import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claimsOf, type Issuer, identityServer, newIssuer } from '../test/issuer.ts'
import type { Reply } from '../test/peer.ts'
import { KeySet, KeysUnavailableError } from './jwks.ts'

const first = await newIssuer('key_1')
const second = await newIssuer('key_2', 'ES256')

const minutes = (n: number) => n * 60_000
const passes = (ms: number) => vi.setSystemTime(Date.now() + ms)
const publish = (...issuers: Issuer[]): Reply => ({ json: { keys: issuers.map(({ jwk }) => jwk) } })

/** A server whose answer for the keys can be changed, and what an application makes of tokens. */
async function application(initial: Reply = publish(first)) {
  const server = { answer: initial }
  const { client, keyFetches } = await identityServer(() => server.answer)
  const verify = async (issuer: Issuer) => {
    const result = await client.userManagement.verifyAccessToken(
      await issuer.sign(claimsOf({ exp: 4_102_444_800 })),
    )
    return result.verified ? 'good' : result.reason
  }
  return { client, server, verify, keyFetches }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the keys of an application', () => {
  it('are fetched at the first token, and no more for ten minutes', async () => {
    const { verify, keyFetches } = await application()
    expect(keyFetches()).toBe(0)
    for (let i = 0; i < 3; i++) expect(await verify(first)).toBe('good')
    passes(minutes(10) - 1)
    expect(await verify(first)).toBe('good')
    expect(keyFetches()).toBe(1)
    passes(1)
    expect(await verify(first)).toBe('good')
    expect(keyFetches()).toBe(2)
  })

  it('are fetched once for all that need them at the same time', async () => {
    const { verify, keyFetches } = await application()
    expect(await Promise.all(Array.from({ length: 10 }, () => verify(first)))).toEqual(Array(10).fill('good'))
    expect(keyFetches()).toBe(1)
  })

  it('are fetched without the API key', async () => {
    const { client, received } = await identityServer(() => publish(first))
    await client.userManagement.verifyAccessToken(await first.sign(claimsOf()))
    expect(received[0]!.headers.authorization).toBeUndefined()
  })

  it('are fetched again for a key not seen before, which rotation brings', async () => {
    const { server, verify, keyFetches } = await application()
    await verify(first)
    server.answer = publish(first, second)
    passes(30_000)
    expect(await verify(second)).toBe('good')
    expect(await verify(first)).toBe('good')
    expect(keyFetches()).toBe(2)
  })

  it('are fetched for unknown keys every 30 seconds at most, so that forged tokens cause no flood', async () => {
    const { verify, keyFetches } = await application()
    await verify(first)
    for (let i = 0; i < 5; i++) expect(await verify(second)).toBe('invalid_jwt')
    expect(keyFetches()).toBe(1)
    passes(30_000)
    for (let i = 0; i < 5; i++) expect(await verify(second)).toBe('invalid_jwt')
    expect(keyFetches()).toBe(2)
  })

  it('are refused once they are withdrawn, after ten minutes at the latest', async () => {
    const { server, verify } = await application(publish(first, second))
    await verify(first)
    server.answer = publish(second)
    passes(minutes(10))
    expect(await verify(first)).toBe('invalid_jwt')
    expect(await verify(second)).toBe('good')
  })

  it('are no longer relied on than that where the clock was wrong and is set back', async () => {
    const { server, verify, keyFetches } = await application(publish(first))
    passes(minutes(24 * 60 * 365))
    await verify(first)
    passes(-minutes(24 * 60 * 365))
    server.answer = publish(second)
    expect(await verify(first)).toBe('invalid_jwt')
    expect(await verify(second)).toBe('good')
    expect(keyFetches()).toBe(2)
  })

  it('serve on where the clock is set back while the server cannot be reached', async () => {
    const { server, verify } = await application(publish(first))
    await verify(first)
    passes(-minutes(1))
    server.answer = { status: 503 }
    expect(await verify(first)).toBe('good')
  })

  it('are for one application and one server each', async () => {
    const one = await application(publish(first))
    const another = await application(publish(second))
    expect(await one.verify(first)).toBe('good')
    expect(await another.verify(first)).toBe('invalid_jwt')
  })

  describe('while the server cannot be reached', () => {
    it.each<[string, Reply]>([
      ['fails', { status: 503 }],
      ['is overloaded', { status: 429, headers: { 'retry-after': '0' }, json: { message: 'Slow down.' } }],
      ['breaks off', 'cut'],
      ['answers HTML', { headers: { 'content-type': 'text/html' }, text: '<p>Sign in to the Wi-Fi</p>' }],
      ['answers another document', { json: { hello: 'world' } }],
      ['answers more keys than anyone has', { json: { keys: Array(101).fill(first.jwk) } }],
      ['does not know the application', { status: 404, json: { message: 'Client not found.' } }],
    ])('because it %s: tokens are neither good nor forged', async (_, fault) => {
      const { client, server, verify } = await application(fault)
      const token = await first.sign(claimsOf({ exp: 4_102_444_800 }))
      const result = await client.userManagement.verifyAccessToken(token)
      expect(result).toEqual({ verified: false, reason: 'jwks_unavailable', error: expect.any(Error) })
      server.answer = publish(first)
      expect(await verify(first)).toBe('good')
    })

    it('known keys serve on, and the server is asked every 30 seconds', async () => {
      const { server, verify, keyFetches } = await application()
      await verify(first)
      server.answer = { status: 503 }
      passes(minutes(10))
      for (let i = 0; i < 5; i++) expect(await verify(first)).toBe('good')
      const fetches = keyFetches()
      passes(30_000)
      expect(await verify(first)).toBe('good')
      expect(keyFetches()).toBeGreaterThan(fetches)
    })

    it('unknown keys may be good ones', async () => {
      const { server, verify } = await application()
      await verify(first)
      server.answer = { status: 503 }
      passes(30_000)
      expect(await verify(second)).toBe('jwks_unavailable')
      expect(await verify(second)).toBe('jwks_unavailable')
      expect(await verify(first)).toBe('good')
    })

    it('known keys serve for a day and no longer', async () => {
      const { server, verify } = await application()
      await verify(first)
      server.answer = { status: 503 }
      passes(minutes(24 * 60) - 1)
      expect(await verify(first)).toBe('good')
      passes(1)
      expect(await verify(first)).toBe('jwks_unavailable')
      server.answer = publish(first)
      passes(30_000)
      expect(await verify(first)).toBe('good')
    })
  })
})

describe('keys that do not come', () => {
  /** Keys as a server sends them that is asked for the first time, and then no longer answers. */
  const answersOnce = () => {
    let asked = 0
    const fetchKeys = () =>
      ++asked === 1 ? Promise.resolve({ keys: [first.jwk] }) : new Promise(() => undefined)
    return { keys: new KeySet(fetchKeys), asked: () => asked }
  }
  const header = { kid: 'key_1', alg: 'RS256' }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  })

  it('hold up one token by a second where old ones will do, and no other', async () => {
    const { keys, asked } = answersOnce()
    await keys.find(header)
    passes(minutes(10))
    const waiting = keys.find(header)
    expect(await keys.find(header)).toBeDefined()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await waiting).toBeDefined()
    expect(asked()).toBe(2)
  })

  it('are asked for again after twelve seconds, though the platform has dropped the first request', async () => {
    let asked = 0
    const keys = new KeySet(() =>
      ++asked === 1 ? new Promise(() => undefined) : Promise.resolve({ keys: [first.jwk] }),
    )
    const dropped = expect(keys.find(header)).rejects.toThrow(KeysUnavailableError)
    await vi.advanceTimersByTimeAsync(12_000)
    await dropped
    expect(await keys.find(header)).toBeDefined()
    expect(asked).toBe(2)
  })

  it('make no token of an unknown key a forged one', async () => {
    const { keys } = answersOnce()
    await keys.find(header)
    passes(30_000)
    const found = expect(keys.find({ kid: 'key_2', alg: 'ES256' })).rejects.toThrow(KeysUnavailableError)
    await vi.advanceTimersByTimeAsync(12_000)
    await found
  })
})

describe('getJWKS', () => {
  it('finds the key of a token for those who verify by other means', async () => {
    const { client } = await application()
    const resolve = await client.userManagement.getJWKS()
    const [header = '', payload = '', signature = ''] = (await first.sign(claimsOf())).split('.')
    const key = await resolve({ alg: 'RS256', kid: 'key_1' })
    const signed = Buffer.from(`${header}.${payload}`)
    expect(
      await crypto.subtle.verify('RSASSA-PKCS1-v1_5', key, Buffer.from(signature, 'base64url'), signed),
    ).toBe(true)
    await expect(resolve({ alg: 'RS256', kid: 'key_9' })).rejects.toThrow('No key')
  })
})
