import { SecretString } from '../secret.ts'
import { encodeHex, utf8 } from './encoding.ts'
import { type CookiePassword, keyringOf, passwordOr } from './passwords.ts'
import { isObject, openSeal, parsedJson, sealData } from './seal.ts'

/**
 * What a sign-in leaves with the browser until it comes back, as the authkit frameworks do: a sealed text that is both
 * the `state` of the authorization URL and a cookie. That the two are equal shows that the sign-in was begun here, in
 * this browser (RFC 6749, section 10.12).
 */
export type SignInState = {
  /** The verifier of the challenge in the URL. */
  codeVerifier: SecretString
  /** Where to send the browser once they are signed in. */
  returnPathname?: string
  /** What the application wants to have back. */
  customState?: string
  /** Where the browser comes back to. */
  redirectUri?: string
}

/** Seconds that a sign-in may take, and that its cookie is to live. */
export const signInStateMaxAgeSeconds = 600
/** For the clocks of servers that sign in for one another. */
const clockSkewMs = 60_000
/** Longer ones do not fit into every URL, nor beside other cookies. */
const longestState = 2_048

type WithText<T> = { [Key in keyof T]: T[Key] extends SecretString ? SecretString | string : T[Key] }

/**
 * Seals what a sign-in needs when it comes back. The text goes into the URL as `state`, and into the cookie that
 * `signInStateCookieName` names (HttpOnly, SameSite=Lax, for ten minutes).
 *
 * @throws {ConfigurationError} the password is missing or too short
 * @throws {RangeError} what is sealed comes to more than 2,048 characters
 */
export async function sealSignInState(
  state: WithText<SignInState>,
  cookiePassword?: CookiePassword,
): Promise<string> {
  const { codeVerifier, returnPathname, customState, redirectUri } = state
  const nonce = encodeHex(crypto.getRandomValues(new Uint8Array(16)))
  const sealed = await sealData(
    { nonce, codeVerifier, issuedAt: Date.now(), returnPathname, customState, redirectUri },
    { password: passwordOr(cookiePassword) },
  )
  if (sealed.length > longestState) throw new RangeError('The state of a sign-in is too long to be sealed.')
  return sealed
}

/**
 * Opens the state that came back.
 *
 * @param returned `state` as the browser brought it in the URL
 * @param kept the cookie, which only the browser that began the sign-in has
 * @returns nothing where the two differ, the seal does not open, or ten minutes have passed: the sign-in was not begun
 * here, or is to be begun anew
 * @throws {ConfigurationError} the password is missing or too short
 */
export async function openSignInState(
  returned: string | undefined,
  kept: string | undefined,
  cookiePassword?: CookiePassword,
): Promise<SignInState | undefined> {
  const keyring = keyringOf(passwordOr(cookiePassword))
  if (!returned || !kept || returned.length > longestState || !isSame(returned, kept)) return undefined
  const state = parsedJson(await openSeal(returned, keyring))
  if (!isObject(state) || typeof state.codeVerifier !== 'string' || !isRecent(state.issuedAt))
    return undefined
  return {
    codeVerifier: new SecretString(state.codeVerifier),
    ...text('returnPathname', state.returnPathname),
    ...text('customState', state.customState),
    ...text('redirectUri', state.redirectUri),
  }
}

/** The name of the cookie that keeps a state: sign-ins in two tabs have a cookie each. */
export function signInStateCookieName(sealedState: string): string {
  return `wos-auth-verifier-${fnv1a32(sealedState)}`
}

/** FNV-1a in 32 bits, as eight hexadecimal digits. Not for secrets: it names things apart. */
function fnv1a32(value: string): string {
  let hash = 0x811c9dc5
  for (const byte of utf8(value)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** Whether two texts are equal, in a time that does not say where they differ. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

function isRecent(issuedAt: unknown): boolean {
  if (typeof issuedAt !== 'number') return false
  const ageMs = Date.now() - issuedAt
  return ageMs >= -clockSkewMs && ageMs <= signInStateMaxAgeSeconds * 1000
}

const text = <Name extends string>(name: Name, value: unknown): { [Key in Name]?: string } =>
  (typeof value === 'string' ? { [name]: value } : {}) as { [Key in Name]?: string }
