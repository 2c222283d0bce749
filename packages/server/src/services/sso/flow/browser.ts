import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomText } from '../../../kernel/crypto/random.ts'
import { readCookie, setCookie } from '../../../kernel/http/cookies.ts'
import { contextOf } from '../../../kernel/http/operations.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { Browser, SignIn } from './types.ts'

// What ties a sign-in to the browser that began it, so that nobody is signed in by an answer that somebody else got
// (RFC 6749, 10.12; SAML has no word for it). And, apart from that, what remembers that a person has agreed.

/** The browser that makes a request. */
export const browserOf = (kernel: Kernel, request: FastifyRequest, reply: FastifyReply): Browser => ({
  context: contextOf(kernel, request),
  request,
  reply,
})

/** What is kept in a cookie: of 37 characters, so 220 random bits. */
type Token = 'sso_browser' | 'sso_consent'

const tokenForm = /^[A-Za-z0-9]{37}$/
const newToken = () => randomText(37)

/** For how long a person's agreement is remembered. */
export const consentLastsSeconds = 365 * 86_400

/** The keyed hash of what the browser holds, after giving it something to hold. */
export function markBrowser({ context: { kernel }, request, reply }: Browser): Buffer {
  const known = tokenOf(kernel, request, 'sso_browser')
  // One for all tabs, and until the browser is closed: a second sign-in does not end the first.
  const token = known ?? newToken()
  if (!known) setCookie(kernel.config, reply, 'sso_browser', token)
  return kernel.keyring.hash('sso_browser', token)
}

/** Whether the browser holds anything at all. After a post from another site it shows nothing: the cookie is Lax. */
export function isMarked({ context: { kernel }, request }: Browser): boolean {
  return tokenOf(kernel, request, 'sso_browser') !== undefined
}

/** Whether the browser is the one that began the sign-in. */
export function isSameBrowser(browser: Browser, { browserHash }: Pick<SignIn, 'browserHash'>): boolean {
  const { kernel } = browser.context
  const token = tokenOf(kernel, browser.request, 'sso_browser')
  if (!token || !browserHash) return false
  return kernel.keyring.hashes('sso_browser', token).some((hash) => kernel.keyring.equal(hash, browserHash))
}

/** The keyed hashes under which the browser's agreements are found; none where it has none. */
export function consentHashes({ context: { kernel }, request }: Browser): Buffer[] {
  const token = tokenOf(kernel, request, 'sso_consent')
  return token === undefined ? [] : kernel.keyring.hashes('sso_consent', token)
}

/** Has the browser remember that its person agreed. @returns the keyed hash to store it under */
export function rememberConsent({ context: { kernel }, request, reply }: Browser): Buffer {
  const token = tokenOf(kernel, request, 'sso_consent') ?? newToken()
  setCookie(kernel.config, reply, 'sso_consent', token, { maxAgeSeconds: consentLastsSeconds })
  return kernel.keyring.hash('sso_consent', token)
}

function tokenOf(kernel: Kernel, request: Browser['request'], name: Token): string | undefined {
  const value = readCookie(kernel.config, request, name)
  return value !== undefined && tokenForm.test(value) ? value : undefined
}
