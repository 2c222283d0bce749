import type { Core } from '../core.ts'
import { environmentVariable } from '../environment.ts'
import { ConfigurationError } from '../errors.ts'
import type { Authentication } from '../generated/models/user-management.ts'
import { requireClientId } from '../helpers/authorization-url.ts'
import { requireAbsoluteUrl } from '../helpers/urls.ts'
import type { ExpectedClaims } from '../session/access-token.ts'
import { type CookiePassword, keyringOf } from '../session/passwords.ts'
import { type CookieAttributes, isToken } from './cookies.ts'
import type { SignInError } from './errors.ts'
import type { AuthRequest } from './request.ts'

/** How the session's cookie is set. */
export type SessionCookieOptions = {
  /**
   * Default: `WORKOS_COOKIE_NAME`, else `wos-session`. With `__Host-wos-session` no other host of your domain can put
   * its own in the place of yours, nor have people complete a sign-in that it began: the cookies of sign-ins then are
   * named so too, and the authkit frameworks do not know them.
   */
  name?: string | undefined
  /** Hosts below it get the cookie too. Default: `WORKOS_COOKIE_DOMAIN`, else this host alone. */
  domain?: string | undefined
  /** Default: `/`. */
  path?: string | undefined
  /** Default: `WORKOS_COOKIE_MAX_AGE`, else 34,560,000 (400 days), the most that browsers grant. */
  maxAgeSeconds?: number | undefined
  /** Default: `WORKOS_COOKIE_SAMESITE`, else `lax`. */
  sameSite?: 'lax' | 'strict' | 'none' | undefined
  /** Default: whether `redirectUri` is `https`. */
  secure?: boolean | undefined
}

/** A sign-in that has just been completed. */
export type CompletedSignIn = {
  /** The user and the tokens. */
  authentication: Authentication
  /** Where the browser goes now. */
  returnTo: string
  /** What `signIn` was given as `state`. */
  state: string | undefined
}

/** How an application signs people in. What is left out comes from the environment, or has the default named. */
export type AuthOptions = Omit<ExpectedClaims, 'clientId'> & {
  /** Speaks to the API. With an API key or without: PKCE shows who began a sign-in. */
  client: Core
  /** Where the browser comes back after the sign-in. Absolute. Default: `WORKOS_REDIRECT_URI`. */
  redirectUri?: string | undefined
  /** Seals the cookies: at least 32 characters; several while they are changed. Default: `WORKOS_COOKIE_PASSWORD`. */
  cookiePassword?: CookiePassword | undefined
  cookie?: SessionCookieOptions | undefined
  /** The path that begins a sign-in. Default: `/login`. */
  signInPath?: string | undefined
  /** The path that the browser comes back to. Default: that of `redirectUri`. */
  callbackPath?: string | undefined
  /** The path that ends the session. Default: `/logout`. */
  signOutPath?: string | undefined
  /** Where the browser goes after the sign-out: an absolute URL that the application allows. */
  signOutReturnTo?: string | undefined
  /** Told of each sign-in before the browser is sent on; if it throws, there is no session. */
  onSignIn?: ((signIn: CompletedSignIn) => unknown) | undefined
  /** Makes the page for a sign-in that was not completed. Default: a line of text. */
  onError?: ((error: SignInError, request: AuthRequest) => Response | Promise<Response>) | undefined
}

/** The options with nothing left open. */
export type AuthSettings = {
  client: Core
  redirectUri: string
  /** The application's own, for telling its requests from others'. */
  origin: string
  cookiePassword: CookiePassword
  cookie: CookieAttributes & { name: string }
  signInPath: string
  callbackPath: string
  signOutPath: string
  signOutReturnTo: string | undefined
  expected: Omit<ExpectedClaims, 'clientId'>
  onSignIn: AuthOptions['onSignIn']
  onError: AuthOptions['onError']
}

/** Completes the options. @throws {ConfigurationError} naming the option, or the variable in its place, that is wrong */
export function settingsOf(options: AuthOptions): AuthSettings {
  const { client, issuer, audience, leewaySeconds, onSignIn, onError } = options
  if (typeof client?.request !== 'function') throw new ConfigurationError('client', 'must be a Client.')
  requireClientId(client.clientId)
  const redirectUri = optionOr('redirectUri', options.redirectUri, 'WORKOS_REDIRECT_URI')
  const { protocol, origin, pathname } = new URL(requireAbsoluteUrl(redirectUri.name, redirectUri.value))
  const cookiePassword = (options.cookiePassword ??
    environmentVariable('WORKOS_COOKIE_PASSWORD')) as CookiePassword
  keyringOf(cookiePassword)
  const { signOutReturnTo } = options
  if (signOutReturnTo !== undefined) requireAbsoluteUrl('signOutReturnTo', signOutReturnTo)
  return {
    client,
    redirectUri: redirectUri.value!,
    origin,
    cookiePassword,
    cookie: cookieOf(options.cookie ?? {}, protocol === 'https:'),
    signInPath: pathOf('signInPath', options.signInPath ?? '/login'),
    callbackPath: pathOf('callbackPath', options.callbackPath ?? pathname),
    signOutPath: pathOf('signOutPath', options.signOutPath ?? '/logout'),
    signOutReturnTo,
    expected: { issuer, audience, leewaySeconds },
    onSignIn,
    onError,
  }
}

/** The most that browsers grant. */
const days400 = 34_560_000

function cookieOf(options: SessionCookieOptions, https: boolean): AuthSettings['cookie'] {
  const { path = '/', secure = https } = options
  const name = optionOr('cookie.name', options.name, 'WORKOS_COOKIE_NAME', 'wos-session')
  const domain = optionOr('cookie.domain', options.domain, 'WORKOS_COOKIE_DOMAIN')
  const maxAge = optionOr('cookie.maxAgeSeconds', options.maxAgeSeconds, 'WORKOS_COOKIE_MAX_AGE', days400)
  const sameSite = optionOr('cookie.sameSite', options.sameSite, 'WORKOS_COOKIE_SAMESITE', 'lax')
  const seconds = Number(maxAge.value)
  const site = String(sameSite.value).toLowerCase()
  refuseUnless(isToken(String(name.value)), name.name, "must be letters, digits and !#$%&'*+-.^_`|~.")
  refuseUnless(/^\/[\x21-\x3a\x3c-\x7e]*$/.test(path), 'cookie.path', 'must begin with a slash.')
  refuseUnless(
    domain.value === undefined || /^\.?[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain.value),
    domain.name,
    'must be the name of a host.',
  )
  refuseUnless(
    Number.isInteger(seconds) && seconds > 0,
    maxAge.name,
    'must be a whole number of seconds above zero.',
  )
  refuseUnless(isSameSite(site), sameSite.name, "must be 'lax', 'strict' or 'none'.")
  requirePrefix(String(name.value), {
    name: name.name,
    secure,
    bound: path === '/' && domain.value === undefined,
  })
  refuseUnless(site !== 'none' || secure, sameSite.name, "'none' needs a secure cookie.")
  return {
    name: String(name.value),
    domain: domain.value,
    path,
    maxAge: seconds,
    sameSite: site,
    secure,
    httpOnly: true,
  }
}

const isSameSite = (text: string): text is CookieAttributes['sameSite'] =>
  ['lax', 'strict', 'none'].includes(text)

/** Browsers drop a cookie that does not keep what its name promises (RFC 6265bis, section 4.1.3). */
function requirePrefix(
  cookie: string,
  { name, secure, bound }: { name: string; secure: boolean; bound: boolean },
) {
  const kept = /^__Host-/i.test(cookie) ? secure && bound : !/^__Secure-/i.test(cookie) || secure
  refuseUnless(kept, name, '__Host- needs a secure cookie of path / and no domain; __Secure- a secure one.')
}

/** An option, the variable that stands in for it, or the default; with the name of where it came from. */
function optionOr<T extends string | number>(
  option: string,
  value: T | undefined,
  variable: string,
  fallback?: T,
): { name: string; value: T | string | undefined } {
  if (value !== undefined) return { name: option, value }
  const fromEnvironment = environmentVariable(variable)
  if (fromEnvironment !== undefined) return { name: variable, value: fromEnvironment }
  return { name: option, value: fallback }
}

function pathOf(option: string, path: string): string {
  refuseUnless(/^\/(?!\/)[\x21-\x7e]*$/.test(path), option, 'must be a path that begins with one slash.')
  return path
}

function refuseUnless(holds: boolean, option: string, complaint: string): asserts holds {
  if (!holds) throw new ConfigurationError(option, complaint)
}
