import type { Authentication, Impersonator, User } from '../generated/models/user-management.ts'
import { expose, type Secret, SecretString } from '../secret.ts'
import { fromWire } from '../wire.ts'
import { claimsIn } from './claims.ts'
import { type CookiePassword, keyringOf, passwordOr } from './passwords.ts'
import { isObject, openSeal, parsedJson, sealData } from './seal.ts'

/** What a session cookie holds. */
export type SessionPayload = {
  /** The organization they are signed in to. */
  organizationId?: string
  user?: User
  accessToken: SecretString
  /** Gets the next pair of tokens, once. */
  refreshToken?: SecretString
  /** How they signed in. */
  authenticationMethod?: NonNullable<Authentication['authenticationMethod']>
  /** Who acts in their name. */
  impersonator?: Impersonator
}

/** What a session cookie is made of: the answer to a sign-in. Further members are left out of the cookie. */
export type SealableSession = {
  user: User
  accessToken: Secret
  refreshToken: Secret
  authenticationMethod?: Authentication['authenticationMethod'] | undefined
  impersonator?: Impersonator | undefined
}

/**
 * Seals a session as the official Node SDK does, so that it and the authkit frameworks open it. Anything that
 * `authenticateWith…` returns is a session.
 *
 * Browsers drop cookies above 4,096 bytes, name included; a user with much metadata or a token with many claims gets
 * there. Nothing is cut: look at the length of what is returned.
 *
 * @param password at least 32 characters; several while they are changed. Default: `WORKOS_COOKIE_PASSWORD`
 * @throws {ConfigurationError} the password is missing or too short
 */
export async function sealSession(session: SealableSession, password?: CookiePassword): Promise<string> {
  const { user, accessToken, refreshToken, authenticationMethod, impersonator } = session
  const organizationId = claimsIn(expose(accessToken))?.org_id
  const payload = { organizationId, user, accessToken, refreshToken, authenticationMethod, impersonator }
  return sealData(payload, { password: passwordOr(password) })
}

/**
 * What a session cookie holds. **The access token in it has not been verified**, and may have expired: to know who is
 * signed in, `authenticate()`.
 *
 * @returns nothing where the cookie is empty or does not open
 * @throws {ConfigurationError} the password is missing or too short
 */
export async function openSession(
  sessionData: string | undefined,
  cookiePassword?: CookiePassword,
): Promise<SessionPayload | undefined> {
  const keyring = keyringOf(passwordOr(cookiePassword))
  return sessionData ? payloadIn(await openSeal(sessionData, keyring)) : undefined
}

/** Metadata has keys of the customer's own. */
const payloadNotes = { response: ['user.metadata'] }

/** Reads the payload that was sealed: in our names, or in those of the wire as every language but Node writes them. */
export function payloadIn(text: string | undefined): SessionPayload | undefined {
  const sealed = parsedJson(text)
  if (!isObject(sealed)) return undefined
  const { organizationId, user, accessToken, refreshToken, authenticationMethod, impersonator } = (
    'access_token' in sealed ? fromWire(sealed, payloadNotes) : sealed
  ) as Record<string, unknown>
  if (!isText(accessToken)) return undefined
  return {
    ...(isText(organizationId) && { organizationId }),
    ...(isObject(user) && { user: user as unknown as User }),
    accessToken: new SecretString(accessToken),
    ...(isText(refreshToken) && { refreshToken: new SecretString(refreshToken) }),
    ...(isText(authenticationMethod) && { authenticationMethod }),
    ...(isObject(impersonator) && { impersonator: impersonator as unknown as Impersonator }),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
