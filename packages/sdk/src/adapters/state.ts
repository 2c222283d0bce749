import { ConfigurationError } from '../errors.ts'
import { expose, type Secret } from '../secret.ts'
import type { CookiePassword } from '../session/passwords.ts'
import { isObject, sealData, unsealData } from '../session/seal.ts'
import { parseCookies } from './cookies.ts'

/**
 * The state of a sign-in that is under way, as the authkit frameworks have it, so that one of them can complete what was
 * begun here and the other way round: sealed, it is both the `state` of the link and the value of a cookie. Only the
 * browser that began the sign-in has the cookie, and nobody can read the verifier in either.
 */
export type SignInState = {
  /** As it stands in the link and in the cookie. */
  sealed: string
  codeVerifier: string
  /** Not to be believed before it is looked at: another application may have sealed it. */
  returnTo: string
  /** The application's own. */
  state: string | undefined
}

/** How long a sign-in may take. */
export const stateSeconds = 600

/** Sign-ins that a browser may have under way at once: tabs. Cookies of more would fill the request's headers. */
const mostPending = 5

/** So many are dropped by one answer: another host of the domain may have set any number, and proxies limit headers. */
const mostDropped = 10

/** Providers hand back no more. */
const longestState = 2_048

const clockSkewMs = 60_000

/** Makes the state. @throws {ConfigurationError} the application's own state is too long */
export async function sealState(signIn: NewSignIn, password: CookiePassword): Promise<string> {
  const sealed = await seal(signIn, password)
  if (sealed.length <= longestState) return sealed
  // A path that does not fit beside the application's own state comes from a link that anybody may have written.
  const shorter = await seal({ ...signIn, returnTo: '/' }, password)
  if (shorter.length <= longestState) return shorter
  throw new ConfigurationError('state', 'is too long: some 500 characters fit.')
}

type NewSignIn = Pick<SignInState, 'returnTo' | 'state'> & { codeVerifier: Secret }

function seal({ codeVerifier, returnTo, state }: NewSignIn, password: CookiePassword): Promise<string> {
  const payload = {
    nonce: crypto.randomUUID(),
    codeVerifier: expose(codeVerifier),
    issuedAt: Date.now(),
    returnPathname: returnTo,
    customState: state,
  }
  return sealData(payload, { password, ttlSeconds: stateSeconds })
}

/** What became of a state that came back. */
export type OpenedState = SignInState | 'state_missing' | 'state_mismatch' | 'state_expired'

/**
 * Opens the state that came back, if this browser began the sign-in.
 *
 * @param state what the link brought
 * @param cookieHeader what the browser keeps
 * @param prefix of the cookie's name
 */
export async function openState(
  state: string | null,
  cookieHeader: string | null,
  password: CookiePassword,
  prefix: NamePrefix = '',
): Promise<OpenedState> {
  if (!state) return 'state_missing'
  if (state.length > longestState) return 'state_mismatch'
  if (!(await holdsState(cookieHeader, stateCookieName(state, prefix), state))) return 'state_mismatch'
  const payload = await unsealData(state, { password })
  if (!isObject(payload)) return 'state_expired'
  const { codeVerifier, issuedAt, returnPathname, customState } = payload
  if (typeof codeVerifier !== 'string' || typeof issuedAt !== 'number') return 'state_mismatch'
  const age = Date.now() - issuedAt
  if (!(age >= -clockSkewMs && age <= stateSeconds * 1000)) return 'state_expired'
  return {
    sealed: state,
    codeVerifier,
    returnTo: typeof returnPathname === 'string' ? returnPathname : '/',
    state: typeof customState === 'string' ? customState : undefined,
  }
}

async function holdsState(cookieHeader: string | null, name: string, state: string): Promise<boolean> {
  for (const [other, value] of parseCookies(cookieHeader)) {
    if (other === name && (await isSameText(value, state))) return true
  }
  return false
}

/** Compares in constant time. */
async function isSameText(a: string, b: string): Promise<boolean> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(a))
  return crypto.subtle.verify('HMAC', key, mac, encoder.encode(b))
}

const ownName = 'wos-auth-verifier'

/**
 * What the name of the session's cookie begins with, where that binds it to its host. The states' then do too, or another
 * host of the domain could have somebody complete a sign-in of its own. The authkit frameworks have none.
 */
export type NamePrefix = '' | '__Host-'

/** The name of the cookie that holds a state: each has its own, so that tabs do not disturb one another. */
export function stateCookieName(state: string, prefix: NamePrefix = ''): string {
  return `${prefix}${ownName}-${fnv1a32(state)}`
}

/** The cookies to delete, so that those pending and one more are not too many. Browsers send the oldest first. */
export function supersededCookies(cookieHeader: string | null, prefix: NamePrefix = ''): string[] {
  const own = `${prefix}${ownName}`
  const names = parseCookies(cookieHeader).map(([name]) => name)
  const pending = [...new Set(names)].filter((name) => name === own || name.startsWith(`${own}-`))
  return pending.slice(0, Math.min(mostDropped, Math.max(0, pending.length - mostPending + 1)))
}

/** FNV-1a of 32 bits, in hex. It tells states apart and proves nothing. */
export function fnv1a32(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
