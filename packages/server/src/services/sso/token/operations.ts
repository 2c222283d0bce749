import { createHash } from 'node:crypto'
import { invalidGrant, type Profile, type ProfileAndToken, profileUnauthorized, sso } from '@portico/contract'
import { randomText } from '../../../kernel/crypto/random.ts'
import type { Queryable } from '../../../kernel/database/database.ts'
import type { Context } from '../../../kernel/http/context.ts'
import { implement } from '../../../kernel/http/implement.ts'
import { authorize } from '../authorize/authorize.ts'
import { inSeconds } from '../flow/records.ts'
import { oauthTokensOf } from '../flow/settle.ts'
import { toWire } from '../profiles/profile.ts'
import { authenticateClient } from './client-authentication.ts'
import * as store from './store.ts'

/** How long an access token reads its profile. */
const tokenLastsSeconds = 600

export default implement(sso, {
  authorize,

  getProfileAndToken: async (context, { body }) => {
    const client = await authenticateClient(context, body)
    const { kernel, sql, now } = context
    const presented: store.Presented = {
      environmentId: client.environmentId,
      applicationId: client.id,
      codeHashes: kernel.keyring.hashes('sso_code', body.code),
      codeChallenge: body.code_verifier === undefined ? null : challengeOf(body.code_verifier),
      redirectUri: body.redirect_uri ?? null,
      now,
    }
    const accessToken = randomText(32)
    const redeemed = await store.redeemCode(sql, presented, {
      hash: kernel.keyring.hash('sso_access_token', accessToken),
      expiresAt: inSeconds(now, tokenLastsSeconds),
    })
    if (!redeemed) return refuseCode(context, presented, body.code)
    return {
      token_type: 'Bearer',
      access_token: accessToken,
      expires_in: tokenLastsSeconds,
      profile: toWire(redeemed),
      ...openTokens(context, client.environmentId, redeemed),
    }
  },

  getProfile: (context) => readProfile(context, context.bearer),

  // By the connection that the request holds: it would wait for a second one for ever, were all of them held so.
  getProfileByAccessToken: async ({ tx, ...context }, { body }) => ({
    profile: await readProfile({ ...context, sql: tx }, body.access_token, context.environment.id),
  }),
})

/** RFC 7636, 4.6, for `S256`. */
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

/**
 * Refuses a code in the same words and with the same work, whatever is wrong with it. One that has been used is in two
 * hands: what its first use gave is taken back (RFC 6749, 4.1.2).
 */
async function refuseCode(
  { kernel, sql, requestId }: Context,
  presented: store.Presented,
  code: string,
): Promise<never> {
  const sessions = await store.revokeRepeated(sql, presented)
  if (sessions.length > 0) {
    kernel.log.warn(
      { sso_session_ids: sessions, request_id: requestId },
      'a code was presented again: its token is revoked',
    )
  }
  throw invalidGrant({ message: `The code '${code.slice(0, 100)}' has expired or is invalid.` })
}

function openTokens(
  { kernel }: Context,
  environmentId: string,
  { session_id, oauth_tokens }: store.Redeemed,
): Pick<ProfileAndToken, 'oauth_tokens'> {
  if (!oauth_tokens) return {}
  const json = kernel.keyring.open(oauth_tokens, oauthTokensOf(environmentId, session_id)).toString()
  return { oauth_tokens: JSON.parse(json) }
}

/** @param environmentId of the API key that asks, where one does */
async function readProfile(
  { kernel, sql, now }: Pick<Context, 'kernel' | 'now'> & { sql: Queryable },
  accessToken: string | undefined,
  environmentId?: string,
): Promise<Profile> {
  if (accessToken === undefined) throw profileUnauthorized()
  const hashes = kernel.keyring.hashes('sso_access_token', accessToken)
  const row = await store.findProfileByToken(sql, hashes, now)
  if (!row || (environmentId !== undefined && row.environment_id !== environmentId))
    throw profileUnauthorized()
  return toWire(row)
}
