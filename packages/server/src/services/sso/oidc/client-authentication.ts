import { type KeyObject, type webcrypto, X509Certificate } from 'node:crypto'
import { type ClientAuth, ClientSecretPost, modifyAssertion, None, PrivateKeyJwt } from 'openid-client'
import { refused } from './refused.ts'

/** What proves to a token endpoint that it is Portico who asks. */
export type ClientCredentials = {
  method: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'
  secret: string | null
  key: { privateKey: KeyObject; certificate: string } | null
  /** Whom the assertion of `private_key_jwt` is for. Default: the issuer. */
  assertionAudience?: string | undefined
}

/** @throws {Refused} when the key is of a kind that signs no assertions */
export async function clientAuthentication(credentials: ClientCredentials): Promise<ClientAuth> {
  const { method, secret } = credentials
  if (method === 'private_key_jwt') return privateKeyJwt(credentials)
  // A public client: PKCE is its only proof (RFC 7636).
  if (secret === null) return None()
  return method === 'client_secret_post' ? ClientSecretPost(secret) : clientSecretBasic(secret)
}

/**
 * RFC 6749, 2.3.1. Form encoding leaves `-`, `_`, `.` and `*` as they are, which openid-client does not: providers that
 * decode nothing, of which there are some, understand the usual secrets only thus.
 */
function clientSecretBasic(secret: string): ClientAuth {
  return (_, { client_id }, __, headers) => {
    const credentials = `${formEncoded(client_id)}:${formEncoded(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`)
  }
}

const formEncoded = (text: string) => new URLSearchParams({ v: text }).toString().slice(2)

async function privateKeyJwt({ key, assertionAudience }: ClientCredentials): Promise<ClientAuth> {
  if (!key) {
    throw refused(
      'connection_incomplete',
      'The connection has no key to sign with, which private_key_jwt takes.',
    )
  }
  // RFC 7515, 4.1.8: providers that know the certificate find it by this.
  const thumbprint = Buffer.from(
    new X509Certificate(key.certificate).fingerprint256.replaceAll(':', ''),
    'hex',
  )
  return PrivateKeyJwt(await signingKey(key.privateKey), {
    [modifyAssertion](header, payload) {
      delete header.kid
      header['x5t#S256'] = thumbprint.toString('base64url')
      if (assertionAudience !== undefined) payload.aud = assertionAudience
    },
  })
}

async function signingKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const algorithm = algorithmOf(key)
  if (algorithm) return key.toCryptoKey(algorithm, false, ['sign'])
  throw refused(
    'configuration_unusable',
    'The signing key of the connection is neither RSA, nor EC, nor Ed25519.',
  )
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject) {
  if (asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  if (asymmetricKeyType === 'ed25519') return { name: 'Ed25519' }
  const namedCurve = curves[asymmetricKeyDetails?.namedCurve ?? '']
  return namedCurve === undefined ? undefined : { name: 'ECDSA', namedCurve }
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
}
