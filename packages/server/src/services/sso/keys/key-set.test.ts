import { createPublicKey, X509Certificate } from 'node:crypto'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { currentSigningKeys } from '../../../kernel/crypto/signing-key-store.ts'
import { signJwt } from '../../../kernel/crypto/signing-keys.ts'
import { createDatabase, createTenant, startServer, testServer } from '../../../testing/index.ts'

type Keys = { keys: Record<string, string>[] }

const keysOf = async (tenant: Awaited<ReturnType<typeof createTenant>>, clientId = tenant.clientId) =>
  (await tenant.request('GET', `/sso/jwks/${clientId}`, { headers: { authorization: '' } })) as {
    status: number
    headers: Headers
    body: Keys
  }

describe('getJwks', () => {
  it('shows the keys that verify tokens of the environment, with their certificates', async () => {
    const own = await testServer()
    const { status, body, headers } = await keysOf(own)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(body).toEqual({
      keys: [
        {
          alg: 'RS256',
          kty: 'RSA',
          use: 'sig',
          kid: expect.any(String),
          n: expect.any(String),
          e: 'AQAB',
          x5c: [expect.any(String)],
          'x5t#S256': expect.stringMatching(/^[\w-]{43}$/),
        },
      ],
    })
    const { keyring, database, clock } = own.server.kernel
    const { signer } = await currentSigningKeys(database.sql, own.environment.id, {
      keyring,
      now: clock.now(),
    })
    const iat = Math.floor(Date.now() / 1000)
    const token = await signJwt(signer, { iss: 'us', iat, exp: iat + 60 })
    expect((await jwtVerify(token, createLocalJWKSet(body as never))).payload.iss).toBe('us')
  })

  it('gives each key a certificate of that key', async () => {
    const own = await testServer()
    const [key] = (await keysOf(own)).body.keys
    const certificate = new X509Certificate(Buffer.from(String(key?.x5c), 'base64'))
    const publicKey = createPublicKey({ key: key as never, format: 'jwk' })
    expect(certificate.publicKey.equals(publicKey)).toBe(true)
    expect(certificate.verify(publicKey)).toBe(true)
  })

  it('is the same on every node, and for every application and alias of the environment', async () => {
    const connection = await createDatabase()
    const [one, two] = [await startServer(connection), await startServer(connection)]
    try {
      const tenant = await createTenant(one)
      const there = { ...tenant, request: (await createTenant(two)).request }
      const [first, second] = await Promise.all([keysOf(tenant), keysOf(there, tenant.clientId)])
      const third = await keysOf(tenant, tenant.clientId.replace('client_', 'project_'))
      expect(second.body).toEqual(first.body)
      expect(third.body).toEqual(first.body)
    } finally {
      await Promise.all([one.stop(), two.stop()])
    }
  })

  it('is of one environment alone', async () => {
    const own = await testServer()
    const [ours, theirs] = [await keysOf(own), await keysOf(own.other)]
    expect(theirs.body.keys[0]?.kid).not.toBe(ours.body.keys[0]?.kid)
  })

  it('does not know an application that is not there', async () => {
    const own = await testServer()
    const { status, body } = await keysOf(own, 'client_unknown')
    expect([status, body]).toEqual([404, { message: "Client not found: 'client_unknown'." }])
  })
})
