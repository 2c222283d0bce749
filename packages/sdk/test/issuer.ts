import type { Client, ClientOptions } from '../src/index.ts'
import { type Received, type Reply, testPeer } from './peer.ts'

type Jwk = Record<string, unknown>
type Algorithm = 'RS256' | 'RS512' | 'PS256' | 'ES256' | 'ES384'

const algorithms = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signs tokens as a server would. */
export type Issuer = {
  /** The public key. */
  jwk: Jwk
  /** A token of these claims; without `header`, one that names the key. */
  sign(claims: object, header?: object): Promise<string>
}

/** Makes a key pair that signs tokens. */
export async function newIssuer(
  kid = 'key_1',
  alg: Algorithm = 'RS256',
  modulusLength = 2048,
): Promise<Issuer> {
  const algorithm = { ...algorithms[alg], modulusLength, publicExponent: new Uint8Array([1, 0, 1]) }
  const usages = ['sign', 'verify'] as const
  // The overloads of Web Crypto tell key pairs by the algorithm's name, which is not known here.
  const pair = (await crypto.subtle.generateKey(algorithm as never, true, usages as never)) as unknown as {
    publicKey: Parameters<typeof crypto.subtle.exportKey>[1]
    privateKey: Parameters<typeof crypto.subtle.sign>[1]
  }
  const exported = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const { key_ops: _, ext: __, ...members } = exported as Jwk
  return {
    jwk: { ...members, alg, use: 'sig', kid },
    async sign(claims, header = { alg, kid, typ: 'JWT' }) {
      const signed = `${encode(header)}.${encode(claims)}`
      const signature = await crypto.subtle.sign(algorithm, pair.privateKey, Buffer.from(signed))
      return `${signed}.${Buffer.from(signature).toString('base64url')}`
    },
  }
}

const seconds = () => Math.floor(Date.now() / 1000)

/** What an access token says that is good for five minutes. */
export const claimsOf = (more: object = {}) => ({
  iss: 'https://api.workos.com/',
  sub: 'user_1',
  sid: 'session_1',
  client_id: 'client_1',
  iat: seconds(),
  exp: seconds() + 300,
  ...more,
})

/** A user as the wire carries it. */
export const user = {
  object: 'user',
  id: 'user_1',
  email: 'ann@example.com',
  email_verified: true,
  first_name: 'Ann',
  last_name: null,
  profile_picture_url: null,
  last_sign_in_at: null,
  external_id: null,
  metadata: { cost_center: 'c1' },
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}

/** The same user as the SDK has it. */
export const userRead = {
  object: 'user' as const,
  id: 'user_1',
  email: 'ann@example.com',
  emailVerified: true,
  firstName: 'Ann',
  lastName: null,
  profilePictureUrl: null,
  lastSignInAt: null,
  externalId: null,
  metadata: { cost_center: 'c1' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}

export const password = 'a-cookie-password-of-32-chars-ok'

/** A server that publishes keys and answers sign-ins as told, and a client of it. */
export async function identityServer(
  keys: () => Reply,
  authenticate: (body: Record<string, string>, n: number) => Reply = () => ({ status: 500 }),
  options: ClientOptions = {},
): Promise<{ client: Client; received: Received[]; baseUrl: string; keyFetches(): number }> {
  let signIns = 0
  const peer = await testPeer(
    ({ url, body }) => {
      if (url.pathname === '/sso/jwks/client_1') return keys()
      if (url.pathname !== '/user_management/authenticate')
        return { status: 404, json: { message: 'Not found' } }
      return authenticate(JSON.parse(body), ++signIns)
    },
    { clientId: 'client_1', maxRetries: 0, ...options },
  )
  const keyFetches = () => peer.received.filter(({ url }) => url.pathname.startsWith('/sso/jwks/')).length
  return { ...peer, keyFetches }
}
