import type { FastifyRequest } from 'fastify'
import type { ApiKeyIdentity } from './context.ts'
import { unauthorized } from './errors.ts'

/** Finds who an API key speaks for: at once when that is cached, else by a look that the caller may refuse to pay. */
export type ApiKeyResolver = (key: string) => ApiKeyIdentity | ApiKeyLookup | undefined
export type ApiKeyLookup = () => Promise<ApiKeyIdentity | undefined>

const bearer = /^bearer +([\x21-\x7e]+) *$/i

/** The token of `Authorization: Bearer …` (RFC 6750, section 2.1). Nothing when there is none or it has another form. */
export function bearerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  return header === undefined ? undefined : bearer.exec(header)?.[1]
}

/** Refuses a key that is unknown or has expired. The caller is not told which. */
export function requireUsable(identity: ApiKeyIdentity | undefined, now: Date): ApiKeyIdentity {
  if (!identity || (identity.expiresAt && identity.expiresAt <= now)) throw unauthorized()
  return identity
}
