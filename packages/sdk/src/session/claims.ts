import { decodeBase64Url, decodeUtf8 } from './encoding.ts'
import { isObject, parsedJson } from './seal.ts'

/** What an access token says (RFC 7519), by its own names. Claims of a JWT template stand beside these. */
export type AccessTokenClaims = {
  /** Who issued it. */
  iss?: string
  /** The user; for a machine, its client ID. */
  sub: string
  /** The session. */
  sid?: string
  /** The organization they are signed in to. */
  org_id?: string
  role?: string
  roles?: string[]
  permissions?: string[]
  entitlements?: string[]
  feature_flags?: string[]
  /** Who acts in their name: an e-mail address. */
  act?: { sub: string }
  /** The application that it was issued to. */
  client_id?: string
  aud?: string | string[]
  jti?: string
  /** Seconds since 1970, as are the instants below. */
  iat?: number
  exp: number
  nbf?: number
  auth_time?: number
  [claim: string]: unknown
}

/** The claims of a token, without any verification. */
export function claimsIn(token: string): { org_id?: unknown; [claim: string]: unknown } | undefined {
  const [, payload = ''] = token.split('.', 3)
  return jsonPart(payload)
}

/** One part of a token that is JSON in base64url. */
export function jsonPart(part: string): Record<string, unknown> | undefined {
  const bytes = decodeBase64Url(part)
  const value = bytes && parsedJson(decodeUtf8(bytes))
  return isObject(value) ? value : undefined
}
