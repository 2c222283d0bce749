import type { Queryable } from '../../../kernel/database/database.ts'
import { type ProfileRow, profileColumns } from '../profiles/profile.ts'

/** A code as a client presents it: whose it must be, and what it must be bound to. */
export type Presented = {
  environmentId: string
  applicationId: string
  codeHashes: Buffer[]
  /** Of the verifier that came with it; null when none came. */
  codeChallenge: string | null
  /** Null when none was repeated. */
  redirectUri: string | null
  now: Date
}

export type Redeemed = ProfileRow & { session_id: string; oauth_tokens: Buffer | null }

/** The connection of the profile `p`, unless it was switched off: then nothing that came through it is good any more. */
const usableConnection = (sql: Queryable) => sql`
  connections c on c.environment_id = p.environment_id and c.id = p.connection_id
    and c.state in ('active', 'validating')`

/** Takes the code, once, and gives its token, in one statement. Nothing when it is not there to be taken. */
export async function redeemCode(
  sql: Queryable,
  c: Presented,
  token: { hash: Buffer; expiresAt: Date },
): Promise<Redeemed | undefined> {
  const [row] = await sql<Redeemed[]>`
    with code as (
      update sso_codes set used_at = ${c.now}
      where code_hash in ${sql(c.codeHashes)} and environment_id = ${c.environmentId}
        and application_id = ${c.applicationId} and used_at is null and expires_at > ${c.now}
        and code_challenge is not distinct from ${c.codeChallenge}::text
        and (${c.redirectUri}::text is null or redirect_uri = ${c.redirectUri}::text)
        and exists (
          select from sso_profiles p join ${usableConnection(sql)}
          where p.environment_id = sso_codes.environment_id and p.id = sso_codes.profile_id)
      returning code_hash, session_id, profile_id, oauth_tokens
    ), token as (
      insert into sso_access_tokens
        (token_hash, environment_id, session_id, profile_id, code_hash, expires_at, created_at)
      select ${token.hash}::bytea, ${c.environmentId}, session_id, profile_id, code_hash,
             ${token.expiresAt}::timestamptz, ${c.now}::timestamptz
      from code
    )
    select ${profileColumns(sql)}, code.session_id, code.oauth_tokens
    from code join sso_profiles p on p.environment_id = ${c.environmentId} and p.id = code.profile_id`
  return row
}

/** Takes back what the first use of a code gave. @returns the sign-ins whose code came again */
export async function revokeRepeated(
  sql: Queryable,
  { environmentId, applicationId, codeHashes }: Presented,
): Promise<string[]> {
  const rows = await sql<{ session_id: string }[]>`
    with repeated as (
      select code_hash, session_id from sso_codes
      where code_hash in ${sql(codeHashes)} and environment_id = ${environmentId}
        and application_id = ${applicationId} and used_at is not null
    ), revoked as (
      delete from sso_access_tokens where code_hash in (select code_hash from repeated)
    )
    select session_id from repeated`
  return rows.map(({ session_id }) => session_id)
}

/** The profile that a token was issued for, while it lasts. */
export async function findProfileByToken(
  sql: Queryable,
  tokenHashes: Buffer[],
  now: Date,
): Promise<(ProfileRow & { environment_id: string }) | undefined> {
  const [row] = await sql<(ProfileRow & { environment_id: string })[]>`
    select p.environment_id, ${profileColumns(sql)}
    from sso_access_tokens t
    join sso_profiles p on p.environment_id = t.environment_id and p.id = t.profile_id
    join ${usableConnection(sql)}
    where t.token_hash in ${sql(tokenHashes)} and t.expires_at > ${now}`
  return row
}
