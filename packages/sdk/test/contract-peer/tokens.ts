import { generateKeyPairSync, sign } from 'node:crypto'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const kid = 'key_of_the_peer'

/** The keys that verify `accessToken`. */
export const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid }] }

/** A token as sign-in issues it: real, and good for five minutes. */
export function accessToken(clientId: string, issuer: string): string {
  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    sub: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
    sid: 'session_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
    org_id: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
    role: 'member',
    permissions: ['posts:read'],
    client_id: clientId,
    iat,
    exp: iat + 300,
  }
  const signed = [{ alg: 'RS256', kid, typ: 'JWT' }, claims].map(base64url).join('.')
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
