import { createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { type ClientAuth, ClientSecretPost } from 'openid-client'
import { refused } from '../oidc/refused.ts'

/** The key with which Apple's developers sign what others call a client secret. */
export type AppleKey = { teamId: string; keyId: string; privateKey: string }

// Apple allows six months. One is made for every request.
const lifetimeSeconds = 300

/** The client secret, signed. @throws {Refused} when the key is none */
export async function appleAuthentication(
  { teamId, keyId, privateKey }: AppleKey,
  { clientId, audience, now }: { clientId: string; audience: string; now: Date },
): Promise<ClientAuth> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  const jwt = new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
  return ClientSecretPost(await jwt.sign(readKey(privateKey)))
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw refused(
      'configuration_unusable',
      'The private key is not PEM. Paste the whole file that Apple gave (.p8).',
    )
  }
}

type Name = { first_name?: string; last_name?: string }

/**
 * The name that Apple posts beside the code, only when somebody signs in for the first time. It comes by way of the
 * browser and is signed by nobody: nothing else of it is read, least of all the e-mail address.
 */
export function appleName(user: string | null): Name {
  const { firstName, lastName } = nameIn(user)
  return {
    ...(typeof firstName === 'string' && { first_name: firstName }),
    ...(typeof lastName === 'string' && { last_name: lastName }),
  }
}

function nameIn(user: string | null): { firstName?: unknown; lastName?: unknown } {
  try {
    return JSON.parse(user ?? '{}')?.name ?? {}
  } catch {
    return {}
  }
}
