import { createHmac } from 'node:crypto'
import { exportJWK, exportSPKI, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestServer, testServer, type Visited } from '../../../testing/index.ts'
import { newOidcKey, type OidcIdp, type OidcSignIn, oidcIdp } from '../../../testing/oidc-idp.ts'
import { type CodeTenant, oidcTenant, ownOidcTenant } from '../../../testing/oidc-tenant.ts'

let world: TestServer
let idp: OidcIdp
let acme: CodeTenant

beforeAll(async () => {
  world = await testServer()
  idp = await oidcIdp()
  acme = await oidcTenant(world.server, world, idp)
})
afterAll(() => idp.close())

const now = () => Math.floor(world.server.kernel.clock.now().getTime() / 1000)
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const errorOf = ({ location }: Visited) => location?.searchParams.get('error')
const codeOf = ({ location }: Visited) => location?.searchParams.get('code')

/** A sign-in that the application hears failed, and the log says why. */
async function refusedWith(options: OidcSignIn): Promise<string | null> {
  const answer = await acme.signIn(options, { state: 'of-the-app' })
  expect(errorOf(answer)).toBe('server_error')
  expect(answer.location?.searchParams.get('state')).toBe('of-the-app')
  expect(codeOf(answer)).toBeNull()
  return (await acme.logged()).error_code
}

describe('an ID token', () => {
  const forgeries: Record<string, [(claims: JWTPayload) => Promise<string | null>, string]> = {
    'without a signature (alg none)': [
      async (claims) => `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`,
      'algorithm_not_allowed',
    ],
    'without a signature, under the name of a real algorithm': [
      async (claims) => `${base64url({ alg: 'RS256', kid: idp.keys[0]?.kid })}.${base64url(claims)}.`,
      'signature_invalid',
    ],
    'signed by HS256 with the public key as the secret': [
      async (claims) => {
        const pem = await exportSPKI(idp.keys[0]?.publicKey as never)
        const input = `${base64url({ alg: 'HS256', kid: idp.keys[0]?.kid })}.${base64url(claims)}`
        return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`
      },
      'algorithm_not_allowed',
    ],
    'signed by HS256 with the client secret': [
      async (claims) => {
        const input = `${base64url({ alg: 'HS256' })}.${base64url(claims)}`
        return `${input}.${createHmac('sha256', idp.clientSecret).update(input).digest('base64url')}`
      },
      'algorithm_not_allowed',
    ],
    'signed with another key': [
      async (claims) => idp.sign(claims, { key: await newOidcKey(), header: {} }),
      'key_unknown',
    ],
    'that brings its own key': [
      async (claims) => {
        const key = await newOidcKey(idp.keys[0]?.kid)
        return idp.sign(claims, { key, header: { jwk: await exportJWK(key.publicKey) } })
      },
      'signature_invalid',
    ],
    'that says where its key is': [
      async (claims) => idp.sign(claims, { key: await newOidcKey(), header: { jku: `${idp.issuer}/evil` } }),
      'key_unknown',
    ],
    'with an extension that has to be understood': [
      async (claims) => {
        const input = `${base64url({ alg: 'RS256', kid: idp.keys[0]?.kid, crit: ['exp'], exp: 1 })}.${base64url(claims)}`
        return `${input}.${Buffer.alloc(256).toString('base64url')}`
      },
      'id_token_unsupported',
    ],
    'changed after it was signed': [
      async (claims) => {
        const [header, , signature] = (await idp.sign(claims)).split('.')
        return `${header}.${base64url({ ...claims, email: 'eve@acme.example' })}.${signature}`
      },
      'signature_invalid',
    ],
    'that is encrypted': [async () => 'a.b.c.d.e', 'id_token_invalid'],
    'that is no token at all': [async () => 'ada', 'id_token_invalid'],
    'that is missing': [async () => null, 'id_token_missing'],
  }
  it.each(Object.entries(forgeries))('%s is refused', async (_, [idToken, code]) => {
    expect(await refusedWith({ idToken })).toBe(code)
  })

  const wrongs: Record<string, [Record<string, unknown>, string]> = {
    'of another issuer': [{ iss: 'https://evil.example' }, 'issuer_mismatch'],
    'of the issuer with a slash': [{ iss: 'http://127.0.0.1/' }, 'issuer_mismatch'],
    'without an issuer': [{ iss: undefined }, 'id_token_invalid'],
    'for another client': [{ aud: 'another' }, 'audience_mismatch'],
    'for several, of whom another asked': [
      { aud: ['portico', 'another'], azp: 'another' },
      'authorized_party_mismatch',
    ],
    'for several, of whom nobody is said to have asked': [
      { aud: ['portico', 'another'] },
      'authorized_party_mismatch',
    ],
    'for us, that another asked for': [{ azp: 'another' }, 'authorized_party_mismatch'],
    'with another nonce': [{ nonce: 'of-another-sign-in' }, 'nonce_mismatch'],
    'without a nonce': [{ nonce: undefined }, 'nonce_mismatch'],
    'with a list as its nonce': [{ nonce: ['a'] }, 'nonce_mismatch'],
    'that has expired': [{ exp: 1_700_000_000 }, 'id_token_expired'],
    'that never expires': [{ exp: undefined }, 'id_token_invalid'],
    'whose expiry is no number': [{ exp: 'never' }, 'id_token_invalid'],
    'that is not valid yet': [{ nbf: 4_000_000_000 }, 'id_token_not_yet_valid'],
    'that is issued in the future': [{ iat: 4_000_000_000, exp: 4_000_000_300 }, 'id_token_not_yet_valid'],
    'that was issued long ago': [{ iat: 1_700_000_000 }, 'id_token_expired'],
    'about nobody': [{ sub: undefined }, 'id_token_invalid'],
    'about the empty name': [{ sub: '' }, 'subject_invalid'],
    'about a number': [{ sub: 1 }, 'subject_invalid'],
    'about a name of 2,000 characters': [{ sub: 'a'.repeat(2000) }, 'subject_invalid'],
  }
  it.each(Object.entries(wrongs))('%s is refused', async (_, [claims, code]) => {
    expect(await refusedWith({ claims })).toBe(code)
  })

  it('is taken with clocks a little apart, and no more', async () => {
    const at = (seconds: number) => ({ claims: { iat: now() + seconds, exp: now() + seconds + 300 } })
    expect(codeOf(await acme.signIn(at(45)))).toBeTruthy()
    expect(await refusedWith(at(90))).toBe('id_token_not_yet_valid')
    expect(codeOf(await acme.signIn({ claims: { exp: now() - 45 } }))).toBeTruthy()
    expect(await refusedWith({ claims: { exp: now() - 90 } })).toBe('id_token_expired')
  })

  it('that is refused stands in the log by its claims, with what was expected', async () => {
    await refusedWith({ claims: { iss: 'https://evil.example', sub: 'eve' } })
    const { error_message, messages } = await acme.logged()
    expect(error_message).toContain('"https://evil.example"')
    expect(error_message).toContain(idp.issuer)
    expect(messages.at(-1)?.content).toContain('"sub": "eve"')
  })
})

describe('the keys of a provider', () => {
  it('may rotate from one sign-in to the next', async () => {
    const rotating = await ownOidcTenant(world.server)
    expect(codeOf(await rotating.signIn())).toBeTruthy()
    rotating.idp.keys.unshift(await newOidcKey())
    expect(codeOf(await rotating.signIn())).toBeTruthy()
    rotating.idp.keys.pop()
    expect(codeOf(await rotating.signIn())).toBeTruthy()
  })

  it('that change under their name are refused, and believed once they have been read anew', async () => {
    const changing = await ownOidcTenant(world.server)
    expect(codeOf(await changing.signIn())).toBeTruthy()
    changing.idp.keys[0] = await newOidcKey(changing.idp.keys[0]?.kid)
    expect(errorOf(await changing.signIn())).toBe('server_error')
    expect((await changing.logged()).error_code).toBe('signature_invalid')
    expect(codeOf(await changing.signIn())).toBeTruthy()
  })

  it('are read once for many sign-ins', async () => {
    const steady = await ownOidcTenant(world.server)
    for (let i = 0; i < 3; i++) expect(codeOf(await steady.signIn())).toBeTruthy()
    expect(steady.idp.requestsTo('/jwks')).toHaveLength(1)
  })
})
