import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { claimsOf, type Issuer, identityServer, newIssuer } from '../../test/issuer.ts'
import { Client, SecretString } from '../index.ts'

const issuer = await newIssuer()
const stranger = await newIssuer()

/** Verifies tokens as an application does that trusts one issuer. */
async function application(...trusted: Issuer[]) {
  const keys = trusted.length > 0 ? trusted : [issuer]
  const { client } = await identityServer(() => ({ json: { keys: keys.map(({ jwk }) => jwk) } }))
  return client.userManagement
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const genuine = await issuer.sign(claimsOf())
const [header = '', payload = '', signature = ''] = genuine.split('.')
const n = String(issuer.jwk.n)
const hmacHeader = encode({ alg: 'HS256', kid: 'key_1' })
const hmac = createHmac('sha256', n).update(`${hmacHeader}.${payload}`).digest('base64url')
const forged: [string, string][] = [
  ['signed by another key of the same name', await stranger.sign(claimsOf())],
  ['of other claims', `${header}.${encode(claimsOf({ sub: 'user_2' }))}.${signature}`],
  ['without a signature', `${header}.${payload}.`],
  ['by alg none', `${encode({ alg: 'none', kid: 'key_1' })}.${payload}.`],
  ['by alg none, signature kept', `${encode({ alg: 'none', kid: 'key_1' })}.${payload}.${signature}`],
  ['by HMAC under the public key', `${hmacHeader}.${payload}.${hmac}`],
  ['by another algorithm than the key is for', await issuer.sign(claimsOf(), { alg: 'RS512', kid: 'key_1' })],
  ['of an unknown key', await issuer.sign(claimsOf(), { alg: 'RS256', kid: 'key_9' })],
  ['of a key that is no text', await issuer.sign(claimsOf(), { alg: 'RS256', kid: ['key_1'] })],
  ['with a critical header', await issuer.sign(claimsOf(), { alg: 'RS256', kid: 'key_1', crit: ['b64'] })],
  ['that brings its own key', await stranger.sign(claimsOf(), { alg: 'RS256', jwk: stranger.jwk, kid: 'x' })],
  ['with a part too many', `${genuine}.x`],
  ['with a part too few', `${header}.${payload}`],
  ['with a line break', `${genuine}\n`],
  ['with other unused bits', `${genuine.slice(0, -1)}${flipUnusedBit(genuine.at(-1)!)}`],
  ['that is garbage', 'garbage'],
  ['that is empty', ''],
  ['whose header is a list', `${encode([])}.${payload}.${signature}`],
  ['that names a member of every object', await issuer.sign(claimsOf(), { alg: 'toString', kid: 'key_1' })],
]

afterEach(() => {
  vi.useRealTimers()
})

describe('verifyAccessToken', () => {
  it('returns what a genuine token says, claims of the customer included', async () => {
    const claims = claimsOf({ org_id: 'org_1', 'urn:plan': { tier: 'gold' } })
    const { verifyAccessToken } = bound(await application())
    expect(await verifyAccessToken(await issuer.sign(claims))).toEqual({ verified: true, claims })
  })

  it('takes the token as a secret', async () => {
    const { verifyAccessToken } = bound(await application())
    const token = new SecretString(await issuer.sign(claimsOf()))
    expect(await verifyAccessToken(token)).toMatchObject({ verified: true })
  })

  it('needs no API key', async () => {
    const { baseUrl } = await identityServer(() => ({ json: { keys: [issuer.jwk] } }))
    const { userManagement } = new Client({ clientId: 'client_1', baseUrl })
    const result = await userManagement.verifyAccessToken(await issuer.sign(claimsOf()))
    expect(result.verified).toBe(true)
  })

  it.each(['RS256', 'RS512', 'PS256', 'ES256', 'ES384'] as const)('knows %s', async (alg) => {
    const signer = await newIssuer('key_2', alg)
    const { verifyAccessToken } = bound(await application(issuer, signer))
    expect(await verifyAccessToken(await signer.sign(claimsOf()))).toMatchObject({ verified: true })
  })

  it.each(['JWT', 'jwt', 'at+jwt', 'application/at+jwt', undefined])(
    'takes tokens of the type %s',
    async (typ) => {
      const { verifyAccessToken } = bound(await application())
      const token = await issuer.sign(claimsOf(), { alg: 'RS256', kid: 'key_1', typ })
      expect(await verifyAccessToken(token)).toMatchObject({ verified: true })
    },
  )

  it.each(['logout+jwt', 'secevent+jwt', 'JWT+x', 1])('takes no tokens of the type %s', async (typ) => {
    const { verifyAccessToken } = bound(await application())
    const token = await issuer.sign(claimsOf(), { alg: 'RS256', kid: 'key_1', typ })
    expect(await verifyAccessToken(token)).toEqual({ verified: false, reason: 'invalid_jwt' })
  })

  it('takes a key that names no algorithm for RS256', async () => {
    const { verifyAccessToken } = bound(
      await application({ ...issuer, jwk: { ...issuer.jwk, alg: undefined } }),
    )
    expect(await verifyAccessToken(await issuer.sign(claimsOf()))).toMatchObject({ verified: true })
    const pss = await issuer.sign(claimsOf(), { alg: 'PS256', kid: 'key_1' })
    expect(await verifyAccessToken(pss)).toMatchObject({ reason: 'invalid_jwt' })
  })

  it('takes a token that names no key for one of the only key there is', async () => {
    const token = await issuer.sign(claimsOf(), { alg: 'RS256' })
    const alone = bound(await application())
    expect(await alone.verifyAccessToken(token)).toMatchObject({ verified: true })
    const several = bound(await application(issuer, await newIssuer('key_2', 'ES256')))
    expect(await several.verifyAccessToken(token)).toMatchObject({ reason: 'invalid_jwt' })
  })

  describe('tells a forged token', () => {
    it.each(forged)('%s', async (_, token) => {
      const { verifyAccessToken } = bound(await application())
      expect(await verifyAccessToken(token)).toEqual({ verified: false, reason: 'invalid_jwt' })
    })

    it('of more than 16,000 characters, without fetching a key', async () => {
      const { client, keyFetches } = await identityServer(() => ({ json: { keys: [issuer.jwk] } }))
      const token = await issuer.sign(claimsOf({ padding: 'x'.repeat(16_000) }))
      expect(await client.userManagement.verifyAccessToken(token)).toMatchObject({ reason: 'invalid_jwt' })
      expect(keyFetches()).toBe(0)
    })

    it.each([
      ['without an expiry', { exp: undefined }],
      ['with an expiry in words', { exp: '4102444800' }],
      ['with an expiry of no number', { exp: null }],
      ['without a subject', { sub: undefined }],
      ['with a start in words', { nbf: 'now' }],
    ])('%s', async (_, change) => {
      const { verifyAccessToken } = bound(await application())
      const token = await issuer.sign(claimsOf(change))
      expect(await verifyAccessToken(token)).toEqual({ verified: false, reason: 'invalid_jwt' })
    })
  })

  describe('does not use', () => {
    it.each([
      ['keys for encryption', { use: 'enc' }],
      ['keys for other operations', { key_ops: ['encrypt'] }],
      ['keys of another type', { kty: 'EC' }],
      ['symmetric keys', { kty: 'oct', k: 'c2VjcmV0', alg: 'HS256' }],
      ['keys that are broken', { n: 'x' }],
      ['keys of an unknown algorithm', { alg: 'none' }],
    ])('%s', async (_, change) => {
      const { verifyAccessToken } = bound(await application({ ...issuer, jwk: { ...issuer.jwk, ...change } }))
      expect(await verifyAccessToken(await issuer.sign(claimsOf()))).toMatchObject({ reason: 'invalid_jwt' })
    })

    it('RSA keys of less than 2,048 bits', async () => {
      const weak = await newIssuer('key_1', 'RS256', 1024)
      const { verifyAccessToken } = bound(await application(weak))
      expect(await verifyAccessToken(await weak.sign(claimsOf()))).toMatchObject({ reason: 'invalid_jwt' })
    })
  })

  describe('looks at the clock', () => {
    it('and tells an expired token from a forged one', async () => {
      const { verifyAccessToken } = bound(await application())
      const claims = claimsOf({ exp: claimsOf().iat - 60 })
      expect(await verifyAccessToken(await issuer.sign(claims))).toEqual({
        verified: false,
        reason: 'expired_jwt',
        claims,
      })
      expect(await verifyAccessToken(await stranger.sign(claims))).toMatchObject({ reason: 'invalid_jwt' })
    })

    it('with ten seconds of leeway on both sides, or as many as are given', async () => {
      const { verifyAccessToken } = bound(await application())
      const now = 1_800_000_000
      vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 })
      const reasonAt = async (change: object, leewaySeconds?: number) => {
        const token = await issuer.sign(claimsOf(change))
        const result = await verifyAccessToken(token, { leewaySeconds })
        return result.verified ? 'good' : result.reason
      }
      expect(await reasonAt({ exp: now - 9 })).toBe('good')
      expect(await reasonAt({ exp: now - 10 })).toBe('expired_jwt')
      expect(await reasonAt({ iat: now + 10 })).toBe('good')
      expect(await reasonAt({ iat: now + 11 })).toBe('not_yet_valid_jwt')
      expect(await reasonAt({ nbf: now + 11 })).toBe('not_yet_valid_jwt')
      expect(await reasonAt({ exp: now }, 0)).toBe('expired_jwt')
      expect(await reasonAt({ exp: now + 1, iat: now, nbf: now }, 0)).toBe('good')
      expect(await reasonAt({ iat: now + 200 }, 300)).toBe('good')
    })

    it.each([-1, 301, Number.NaN])('refuses a leeway of %d seconds', async (leewaySeconds) => {
      const { verifyAccessToken } = bound(await application())
      await expect(verifyAccessToken('x', { leewaySeconds })).rejects.toMatchObject({
        option: 'leewaySeconds',
      })
    })
  })

  describe('expects', () => {
    const cases: [string, object, object, boolean][] = [
      ['any issuer by default', { iss: 'https://elsewhere.example' }, {}, true],
      ['the issuer given', { iss: 'https://a.example' }, { issuer: 'https://a.example' }, true],
      [
        'one of the issuers given',
        { iss: 'https://a.example' },
        { issuer: ['b', 'https://a.example'] },
        true,
      ],
      ['no other issuer', { iss: 'https://a.example/x' }, { issuer: 'https://a.example' }, false],
      ['an issuer where one is given', { iss: undefined }, { issuer: 'https://a.example' }, false],
      ['one of the audiences', { aud: ['a', 'b'] }, { audience: ['b'] }, true],
      ['no other audience', { aud: 'a' }, { audience: 'b' }, false],
      ['its own application', { client_id: 'client_2' }, {}, false],
      [
        'another application where it is named',
        { client_id: 'client_2' },
        { clientId: ['client_1', 'client_2'] },
        true,
      ],
      ['no application in tokens that name none', { client_id: undefined }, {}, true],
    ]
    it.each(cases)('%s', async (_, claims, expected, good) => {
      const { verifyAccessToken } = bound(await application())
      const result = await verifyAccessToken(await issuer.sign(claimsOf(claims)), expected)
      expect(result.verified ? 'good' : result.reason).toBe(good ? 'good' : 'invalid_jwt')
    })

    it('no expired token of another application', async () => {
      const { verifyAccessToken } = bound(await application())
      const token = await issuer.sign(claimsOf({ client_id: 'client_2', exp: 1 }))
      expect(await verifyAccessToken(token)).toEqual({ verified: false, reason: 'invalid_jwt' })
    })
  })

  it('needs a client ID', async () => {
    const { userManagement } = new Client({ apiKey: 'sk_test_1', baseUrl: 'http://127.0.0.1:1' })
    await expect(userManagement.verifyAccessToken('x')).rejects.toMatchObject({ option: 'clientId' })
  })
})

function bound(userManagement: Client['userManagement']) {
  return { verifyAccessToken: userManagement.verifyAccessToken.bind(userManagement) }
}

/** 256 bytes leave four bits of the last character unused. */
function flipUnusedBit(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet.charAt(alphabet.indexOf(character) ^ 1)
}
