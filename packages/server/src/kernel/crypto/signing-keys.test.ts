import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { calculateJwkThumbprint, createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  exportPrivateKey,
  generateSigningKey,
  importSigningKey,
  JwtError,
  type JwtExpectations,
  type KeyLifetime,
  planRotation,
  type SigningKey,
  signJwt,
  verifyJwt,
} from './signing-keys.ts'

const now = new Date('2026-01-15T12:00:00Z')
const iat = now.getTime() / 1000
const claims = { iss: 'https://auth.example/', sub: 'user_1', aud: 'client_1', iat, exp: iat + 300 }
const expected: JwtExpectations = { issuer: 'https://auth.example/', audience: 'client_1', now }

let rsa: SigningKey
let ec: SigningKey
beforeAll(async () => {
  rsa = await generateSigningKey('RS256')
  ec = await generateSigningKey('ES256')
})

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => new Error('accepted'),
    (error: unknown) => error,
  )
  return error instanceof JwtError ? [error.code, error.claim].filter(Boolean).join(' ') : String(error)
}

describe('a signing key', () => {
  it('is published without its private half, under its thumbprint', async () => {
    expect(Object.keys(rsa.publicJwk).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(Object.keys(ec.publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    for (const key of [rsa, ec]) {
      expect(key.publicJwk).toMatchObject({ alg: key.algorithm, use: 'sig', kid: key.id })
      expect(await calculateJwkThumbprint(key.publicJwk)).toBe(key.id)
    }
    expect(rsa.publicJwk).toMatchObject({ kty: 'RSA', e: 'AQAB' })
    expect(ec.publicJwk).toMatchObject({ kty: 'EC', crv: 'P-256' })
    expect(rsa.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
  })

  it('is the same key after it was stored', async () => {
    for (const key of [rsa, ec]) {
      const again = await importSigningKey(key.algorithm, exportPrivateKey(key))
      expect(again.publicJwk).toEqual(key.publicJwk)
      expect(await verifyJwt(await signJwt(again, claims), [key], expected)).toEqual(claims)
    }
  })

  it('is not read as a key for another algorithm', async () => {
    await expect(importSigningKey('ES256', exportPrivateKey(rsa))).rejects.toThrow(TypeError)
    await expect(importSigningKey('RS256', exportPrivateKey(ec))).rejects.toThrow(TypeError)
  })
})

describe('signJwt', () => {
  it('makes a token that any client verifies by the published key set', async () => {
    const keySet = createLocalJWKSet({ keys: [ec.publicJwk, rsa.publicJwk] })
    for (const key of [rsa, ec]) {
      const token = await signJwt(key, claims)
      expect(decodeProtectedHeader(token)).toEqual({ alg: key.algorithm, kid: key.id, typ: 'JWT' })
      expect((await jwtVerify(token, keySet, { currentDate: now })).payload).toEqual(claims)
    }
  })

  it('names the kind of token', async () => {
    expect(decodeProtectedHeader(await signJwt(ec, claims, { typ: 'at+jwt' })).typ).toBe('at+jwt')
  })
})

describe('verifyJwt', () => {
  const verify = async (changed: object, expectations: Partial<JwtExpectations> = {}) =>
    codeOf(
      verifyJwt(await signJwt(ec, { ...claims, ...changed }), [rsa, ec], { ...expected, ...expectations }),
    )

  it('returns the claims of a good token', async () => {
    expect(await verifyJwt(await signJwt(rsa, claims), [ec, rsa], expected)).toEqual(claims)
    expect(await verify({ aud: ['client_2', 'client_1'] })).toBe('Error: accepted')
    expect(await verify({}, { audience: ['client_1', 'client_3'] })).toBe('Error: accepted')
  })

  it('refuses a token that has expired, to the second, but for the tolerance asked for', async () => {
    expect(await verify({ exp: iat })).toBe('expired')
    expect(await verify({ exp: iat + 1 })).toBe('Error: accepted')
    expect(await verify({ exp: iat - 5 }, { clockToleranceSeconds: 10 })).toBe('Error: accepted')
    expect(await verify({ nbf: iat + 60 })).toBe('claim_refused nbf')
  })

  it('refuses a token of another issuer, audience or kind', async () => {
    expect(await verify({ iss: 'https://evil.example/' })).toBe('claim_refused iss')
    expect(await verify({ aud: 'client_2' })).toBe('claim_refused aud')
    expect(await verify({}, { typ: 'at+jwt' })).toBe('claim_refused typ')
  })

  it.each(['iss', 'aud', 'iat', 'exp'])('refuses a token without %s', async (claim) => {
    expect(await verify({ [claim]: undefined })).toBe(`claim_refused ${claim}`)
  })

  it('refuses a token of a key that is not published', async () => {
    expect(await codeOf(verifyJwt(await signJwt(ec, claims), [rsa], expected))).toBe('unknown_key')
    expect(await codeOf(verifyJwt(await signJwt(ec, claims), [], expected))).toBe('unknown_key')
  })

  it('refuses a token with any character changed', async () => {
    const token = await signJwt(ec, claims)
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const other = (text: string) => (text[5] === 'A' ? 'B' : 'A')
    const changed = (text: string) => text.slice(0, 5) + other(text) + text.slice(6)
    for (const forged of [
      `${changed(header)}.${payload}.${signature}`,
      `${header}.${changed(payload)}.${signature}`,
      `${header}.${payload}.${changed(signature)}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      '',
      'a.b.c',
    ]) {
      expect(await codeOf(verifyJwt(forged, [ec], expected))).toMatch(
        /malformed|unknown_key|signature_invalid/,
      )
    }
  })

  it('lets a token choose neither its algorithm nor its key', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const forge = (header: object, sign: (input: string) => string) => {
      const input = `${encode({ typ: 'JWT', kid: rsa.id, ...header })}.${encode(claims)}`
      return codeOf(verifyJwt(`${input}.${sign(input)}`, [rsa, ec], expected))
    }
    // RFC 8725, 2.1: unsigned, or an HMAC whose key is the public key.
    const publicPem = rsa.publicKey.export({ format: 'pem', type: 'spki' })
    const hmac = (input: string) => createHmac('sha256', publicPem).update(input).digest('base64url')
    expect(await forge({ alg: 'none' }, () => '')).toBe('algorithm_refused')
    expect(await forge({ alg: 'HS256' }, hmac)).toBe('algorithm_refused')
    expect(await forge({ alg: 'ES256' }, hmac)).toBe('algorithm_refused')
    expect(await forge({ alg: 'RS256', kid: undefined }, hmac)).toBe('unknown_key')
    expect(await forge({ alg: 'RS256', crit: ['x'], x: 1 }, hmac)).toBe('malformed')
    const stranger = await generateSigningKey('ES256')
    const jwk = { alg: 'ES256', kid: stranger.id, jwk: stranger.publicJwk }
    expect(await forge(jwk, hmac)).toBe('unknown_key')
  })
})

describe('planRotation', () => {
  const day = 86_400
  const policy = { activeForSeconds: 90 * day, overlapSeconds: day }
  const at = (days: number) => new Date(now.getTime() + days * day * 1000)
  const key = (id: string, activates: number, retires?: number): KeyLifetime => ({
    id,
    activatesAt: at(activates),
    retiresAt: retires === undefined ? undefined : at(retires),
  })

  it('makes the first key at once', () => {
    expect(planRotation([], now, policy)).toEqual({
      signer: undefined,
      published: [],
      create: { activatesAt: now },
      retire: [],
      remove: [],
    })
  })

  it('changes nothing while a key is young', () => {
    for (const days of [0, 1, 50, 88.99]) {
      expect(planRotation([key('a', 0)], at(days), policy)).toEqual({
        signer: 'a',
        published: ['a'],
        create: undefined,
        retire: [],
        remove: [],
      })
    }
  })

  it('makes the next key a day before it signs, and lets the old one stay a day after', () => {
    expect(planRotation([key('a', 0)], at(89), policy)).toMatchObject({
      signer: 'a',
      create: { activatesAt: at(90) },
      retire: [{ id: 'a', retiresAt: at(91) }],
    })
    const keys = [key('a', 0, 91), key('b', 90)]
    expect(planRotation(keys, at(89.5), policy)).toMatchObject({
      signer: 'a',
      published: ['a', 'b'],
      create: undefined,
    })
    expect(planRotation(keys, at(90), policy)).toMatchObject({
      signer: 'b',
      published: ['b', 'a'],
      remove: [],
    })
    expect(planRotation(keys, at(91), policy)).toMatchObject({ signer: 'b', published: ['b'], remove: ['a'] })
  })

  it('publishes the next key for as long when it is late', () => {
    expect(planRotation([key('a', 0)], at(500), policy)).toMatchObject({
      signer: 'a',
      create: { activatesAt: at(501) },
      retire: [{ id: 'a', retiresAt: at(502) }],
    })
  })

  it('retires a key whose successor was made by a node that then died', () => {
    const plan = planRotation([key('a', 0), key('b', 90)], at(89.5), policy)
    expect(plan).toMatchObject({ create: undefined, retire: [{ id: 'a', retiresAt: at(91) }] })
    const late = planRotation([key('a', 0), key('b', 90)], at(95), policy)
    expect(late).toMatchObject({ signer: 'b', retire: [{ id: 'a', retiresAt: at(96) }] })
  })

  it('replaces a key that was retired early, at once where no other is published', () => {
    expect(planRotation([key('a', 0, 10)], at(10), policy)).toMatchObject({
      signer: undefined,
      create: { activatesAt: at(10) },
      remove: ['a'],
    })
    // An old key that is only still published does not sign again.
    expect(planRotation([key('a', 0, 91), key('b', 90, 90.5)], at(90.5), policy)).toMatchObject({
      signer: undefined,
      published: ['a'],
      create: { activatesAt: at(90.5) },
    })
  })

  it('lets a published successor sign early when the key before it was retired', () => {
    expect(planRotation([key('a', 0, 89.5), key('b', 90)], at(89.5), policy)).toMatchObject({
      signer: 'b',
      published: ['b'],
      create: undefined,
    })
  })

  it('makes another successor when the waiting one was retired', () => {
    expect(planRotation([key('a', 0, 91), key('b', 90, 89.5)], at(89.5), policy)).toMatchObject({
      signer: 'a',
      create: { activatesAt: at(90.5) },
      remove: ['b'],
    })
  })

  it('works when the clock was set back before all keys', () => {
    expect(planRotation([key('a', 0)], at(-10), policy)).toMatchObject({
      signer: 'a',
      published: ['a'],
      create: undefined,
    })
  })

  it('refuses a policy under which keys would never settle', () => {
    expect(() => planRotation([], now, { activeForSeconds: day, overlapSeconds: day })).toThrow(RangeError)
    expect(() => planRotation([], now, { activeForSeconds: Number.NaN, overlapSeconds: day })).toThrow(
      RangeError,
    )
  })

  it('keeps its promises whenever it is called, and when nodes die halfway', () => {
    const step = fc.record({
      hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 3000 })),
      /** How many rounds of the store's loop are run before the node dies. */
      rounds: fc.constantFrom(1, 1, 2, 5, 5, 5),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let keys: (KeyLifetime & { createdAt: Date })[] = []
        const history: { at: Date; keys: typeof keys; published: readonly string[] }[] = []
        const overlap = policy.overlapSeconds * 1000
        let time = now.getTime()
        let made = 0
        for (const { hours, rounds } of steps) {
          time += hours * 3_600_000
          const instant = new Date(time)
          for (let round = 0; round < rounds || keys.length === 0; round++) {
            const { create, retire, remove } = planRotation(keys, instant, policy)
            if (create)
              keys = [...keys, { id: `key${++made}`, createdAt: instant, retiresAt: undefined, ...create }]
            else
              keys = keys.map((key) => ({
                ...key,
                retiresAt: retire.find(({ id }) => id === key.id)?.retiresAt ?? key.retiresAt,
              }))
            keys = keys.filter(({ id }) => !remove.includes(id))
          }
          const { signer, published } = planRotation(keys, instant, policy)
          const signing = keys.find(({ id }) => id === signer)
          // Something signs, it is published, and will be until its last token has expired.
          if (!signing) throw new Error('nothing signs')
          expect(published[0]).toBe(signer)
          if (signing.retiresAt) expect(signing.retiresAt.getTime()).toBeGreaterThanOrEqual(time + overlap)
          // Only the first key signs without having been published ahead.
          if (signer !== 'key1') expect(time - signing.createdAt.getTime()).toBeGreaterThanOrEqual(overlap)
          history.push({ at: instant, keys, published })
          for (const past of history.filter(({ at }) => time - at.getTime() <= overlap)) {
            // A node that still has that copy signs with a key which everybody can look up,
            expect(published).toContain(planRotation(past.keys, instant, policy).signer)
            // whoever has that copy can verify what is signed now, and what was signed then can be verified now.
            if (past !== history[0]) expect(past.published).toContain(signer)
            expect(published).toContain(past.published[0])
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
