import { expose, type Secret } from '../secret.ts'
import { type LinkOrigin, requireClientId } from './authorization-url.ts'
import { requireAbsoluteUrl, requireText } from './urls.ts'

/** Parameters of a link that ends a session. */
export type LogoutUrlParams = {
  /** The session: `sid` of its access token. */
  sessionId: string
  /** Where the browser goes then. Absolute, and one that the application allows. */
  returnTo?: string | undefined
}

/** The link that ends a session of AuthKit. @throws {ConfigurationError} */
export function logoutUrl({ baseUrl }: LinkOrigin, { sessionId, returnTo }: LogoutUrlParams): string {
  const query = new URLSearchParams({ session_id: requireText('sessionId', sessionId) })
  if (returnTo !== undefined) query.set('return_to', requireAbsoluteUrl('returnTo', returnTo))
  return `${baseUrl}/user_management/sessions/logout?${query}`
}

/** Parameters of a link that signs a person out at their identity provider. */
export type SsoLogoutUrlParams = {
  /** What `sso.authorizeLogout` answered. Good once. */
  logoutToken: Secret
}

/** The link that signs a person out at their identity provider. @throws {ConfigurationError} */
export function ssoLogoutUrl({ baseUrl }: LinkOrigin, { logoutToken }: SsoLogoutUrlParams): string {
  const token = requireText('logoutToken', expose(logoutToken))
  return `${baseUrl}/sso/logout?${new URLSearchParams({ token })}`
}

/** Where the keys are that verify the tokens of an application. @throws {ConfigurationError} */
export function jwksUrl({ baseUrl, clientId }: LinkOrigin, other?: string): string {
  return `${baseUrl}/sso/jwks/${encodeURIComponent(requireClientId(other ?? clientId))}`
}
