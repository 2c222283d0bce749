import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { currentSigningKeys } from '../../../kernel/crypto/signing-key-store.ts'
import { type JwtClaims, JwtError, signJwt, verifyJwt } from '../../../kernel/crypto/signing-keys.ts'
import type { Queryable } from '../../../kernel/database/database.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import * as store from './store.ts'

/** Leave to sign one person out of one sign-in. */
export type LogoutGrant = {
  /** Good once. */
  id: string
  environmentId: string
  profileId: string
  /** Null where no sign-in of theirs had been left. */
  sessionId: string | null
  expiresAt: Date
}

const lifetimeSeconds = 300
// RFC 8725, 3.11: no other token of ours is taken for this one, nor this one for another.
const typ = 'sso-logout+jwt'
const longest = 4096

const audienceOf = ({ config }: Pick<Kernel, 'config'>) => `${config.publicUrl}/sso/logout`

/** Signs a grant with the key of its environment. */
export async function issueLogoutToken(
  kernel: Kernel,
  { environmentId, profileId, sessionId }: Omit<LogoutGrant, 'id' | 'expiresAt'>,
  now: Date,
): Promise<string> {
  const { keyring, config, database } = kernel
  const { signer } = await currentSigningKeys(database.sql, environmentId, { keyring, now })
  const iat = Math.floor(now.getTime() / 1000)
  const claims: JwtClaims = {
    iss: config.publicUrl,
    aud: audienceOf(kernel),
    sub: profileId,
    environment_id: environmentId,
    jti: randomUUID(),
    iat,
    exp: iat + lifetimeSeconds,
    ...(sessionId !== null && { sid: sessionId }),
  }
  return signJwt(signer, claims, { typ })
}

/** The grant that a token holds; nothing for one that is not ours, or has expired. Whether it was used is not said. */
export async function readLogoutToken(
  kernel: Kernel,
  token: string,
  now: Date,
): Promise<(LogoutGrant & { connectionId: string }) | undefined> {
  const claimed = token.length > longest ? undefined : claimedNames(token)
  if (!claimed) return undefined
  const { keyring, config, database } = kernel
  // Says whose keys to look at, and nothing more. Looking makes keys where there are none: not for whom nobody knows.
  const profile = await findProfile(database.sql, claimed)
  if (!profile) return undefined
  const { published } = await currentSigningKeys(database.sql, claimed.environmentId, { keyring, now })
  try {
    const expected = { issuer: config.publicUrl, audience: audienceOf(kernel), typ, now }
    const grant = grantOf(await verifyJwt(token, published, expected))
    return { ...grant, connectionId: profile.connection_id }
  } catch (error) {
    if (error instanceof JwtError) return undefined
    throw error
  }
}

const findProfile = (sql: Queryable, { environmentId, profileId }: ClaimedNames) =>
  store.findSignedIn(sql, environmentId, profileId)

type ClaimedNames = { environmentId: string; profileId: string }

function claimedNames(token: string): ClaimedNames | undefined {
  try {
    const { environment_id, sub } = decodeJwt(token)
    if (typeof environment_id !== 'string' || typeof sub !== 'string') return undefined
    return isName(environment_id) && isName(sub)
      ? { environmentId: environment_id, profileId: sub }
      : undefined
  } catch {
    return undefined
  }
}

const isName = (text: string) => /^[\w-]{1,64}$/.test(text)

function grantOf(claims: JwtClaims): LogoutGrant {
  return {
    id: claims.jti as string,
    environmentId: claims.environment_id as string,
    profileId: claims.sub as string,
    sessionId: (claims.sid as string | undefined) ?? null,
    expiresAt: new Date(claims.exp * 1000),
  }
}
