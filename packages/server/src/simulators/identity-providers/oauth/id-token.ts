import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { SimulatorKey } from '../keys.ts'
import { currentKey, kidOf, otherKey, rotateKey } from './keys.ts'
import { type AuthorizationPersona, type Claims, type Subject, withoutEmail } from './persona.ts'

export type IdTokenFacts = {
  persona: AuthorizationPersona
  subject: Subject
  issuer: string
  nonce: string | null
  sessionId: string
  authenticatedAt: Date
  now: Date
  misbehave: string | null
}

const lifetimeSeconds = 3_600
export const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1_000)

/** An ID token as the persona issues it, with the one thing wrong that was chosen (OpenID Connect Core, 2). */
export async function issueIdToken(kernel: Kernel, facts: IdTokenFacts): Promise<string> {
  const claims = claimsOf(facts)
  switch (facts.misbehave) {
    case 'unsigned':
      return new UnsecuredJWT(claims).encode()
    case 'hs256_public_key':
      return signedWithPublicKey(claims, await currentKey(kernel, facts.persona))
    case 'rotated_key':
      return signed(claims, await rotateKey(kernel, facts.persona))
    case 'same_kid_other_key': {
      const { id } = await currentKey(kernel, facts.persona)
      return signed(claims, { ...(await otherKey(kernel)), id })
    }
    case 'tampered':
      return tampered(await signed(claims, await currentKey(kernel, facts.persona)))
    default:
      return signed(claims, await currentKey(kernel, facts.persona))
  }
}

function claimsOf({ persona, subject, misbehave, nonce, ...facts }: IdTokenFacts): Claims {
  const { clientId, sub, person } = subject
  const issuedAt = seconds(facts.now) - (misbehave === 'expired' ? 86_400 : 0)
  const claims = {
    iss: misbehave === 'wrong_issuer' ? 'https://another.example' : facts.issuer,
    sub,
    aud: clientId,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    auth_time: seconds(facts.authenticatedAt),
    sid: facts.sessionId,
    ...(nonce !== null && { nonce: misbehave === 'wrong_nonce' ? 'another-nonce' : nonce }),
    ...persona.idToken?.(subject),
    ...(misbehave === 'wrong_audience' && { aud: 'another-client', azp: 'another-client' }),
  }
  return misbehave === 'no_email' ? (withoutEmail(claims, person.email) as Claims) : claims
}

export const signed = (claims: Claims, key: SimulatorKey, typ = 'JWT'): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ, kid: kidOf(key) }).sign(key.privateKey)

/** RFC 8725, 2.1: who takes the algorithm from the token takes the public key for a secret that both know. */
function signedWithPublicKey(claims: Claims, key: SimulatorKey): Promise<string> {
  const header = { alg: 'HS256', typ: 'JWT', kid: kidOf(key) }
  return new SignJWT(claims).setProtectedHeader(header).sign(publicKeyAsSecret(key.privateKey))
}

const publicKeyAsSecret = (privateKey: KeyObject) =>
  createSecretKey(createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }) as string, 'utf8')

function tampered(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const changed = { ...claims, sub: 'intruder', email: 'intruder@acme.example' }
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.')
}
