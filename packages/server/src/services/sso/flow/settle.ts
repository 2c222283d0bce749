import type { FastifyReply } from 'fastify'
import { randomText } from '../../../kernel/crypto/random.ts'
import { newId } from '../../../kernel/ids.ts'
import { markConnectionUsed } from '../../connections/index.ts'
import { sendTestResult } from '../pages/test-result-page.ts'
import { rawAttributesOf } from '../profiles/raw-attributes.ts'
import type { Arrival, Judged } from './arrival.ts'
import {
  circumstancesOf,
  inSeconds,
  logoutSubjectHash,
  type SignInName,
  sealSecrets,
  signInEvent,
} from './records.ts'
import { withParameters } from './redirects.ts'
import { refuseSignIn } from './refuse.ts'
import { type Settlement, settleSession, settleTest, type Taken } from './taking.ts'
import type { Browser } from './types.ts'

/** How long a code can be redeemed. */
const codeLastsSeconds = 600

/** Shows what a test received. */
export async function finishTest(
  browser: Browser,
  arrival: Arrival,
  { mapped, policy }: Judged,
): Promise<FastifyReply> {
  const { connection, signIn, claimed, from, once, message } = arrival
  const { kernel, now } = browser.context
  const name = { environmentId: connection.environment.id, id: signIn.id }
  const taken = await settleTest(kernel.database.sql, name, {
    connectionId: connection.id,
    now,
    from,
    once,
    message,
  })
  if (!taken.fresh) return refuseRepetition(browser, arrival, taken)
  return sendTestResult(browser, { connection, sessionId: signIn.id, claimed, mapped, policy })
}

/** Makes the profile and the code, and sends the browser back to the application. */
export async function settle(
  browser: Browser,
  arrival: Arrival,
  { mapped, policy }: Judged,
  consentHash: Buffer | null = null,
): Promise<FastifyReply> {
  const { connection, signIn, claimed, from, once, message } = arrival
  const { kernel, now } = browser.context
  const { keyring } = kernel
  const { environment } = connection
  const name = { environmentId: environment.id, id: signIn.id }
  const code = randomText(32)
  const source = { environment, now }
  const settlement: Settlement = {
    connectionId: connection.id,
    organizationId: connection.organizationId,
    connectionType: connection.type,
    now,
    from,
    once,
    profile: {
      id: newId('prof', now),
      ...mapped,
      roleSlugs: policy.roleSlugs,
      rawAttributes: policy.rawAttributes ? rawAttributesOf(claimed.attributes) : {},
    },
    code: {
      hash: keyring.hash('sso_code', code),
      oauthTokens: claimed.oauthTokens === null ? null : sealOAuthTokens(browser, name, claimed.oauthTokens),
      expiresAt: inSeconds(now, codeLastsSeconds),
    },
    logoutSecrets: claimed.logout && sealSecrets(keyring, name, claimed.logout),
    subjectHash: claimed.logoutSubject === null ? null : logoutSubjectHash(keyring, claimed.logoutSubject),
    consentHash,
    message,
    event: signInEvent(source, circumstancesOf(browser.context), connection, signIn.id, {
      event: 'authentication.sso_succeeded',
      email: mapped.email,
    }),
  }
  const { database } = kernel
  // The first success of a connection makes it active, with the success.
  const taken =
    connection.state === 'active'
      ? await settleSession(database.sql, name, settlement)
      : await database.transaction(async (tx) => {
          const result = await settleSession(tx, name, settlement)
          if (result.fresh) await markConnectionUsed(tx, source, connection)
          return result
        })
  if (!taken.fresh) return refuseRepetition(browser, arrival, taken)
  kernel.events.wake()
  return browser.reply.redirect(
    withParameters(signIn.redirectUri as string, { code, state: signIn.state }),
    302,
  )
}

/** Sealed for the sign-in, since a code is found by its hash alone. */
const sealOAuthTokens = ({ context }: Browser, { environmentId, id }: SignInName, json: string) =>
  context.kernel.keyring.seal(json, oauthTokensOf(environmentId, id))

/** The place for which the tokens of a social provider are sealed. */
export const oauthTokensOf = (environmentId: string, sessionId: string) =>
  `${environmentId}/sso_sessions/${sessionId}/oauth_tokens`

/** Refuses what was taken before: the sign-in has ended since, or its message has been used. */
export function refuseRepetition(
  browser: Browser,
  { connection, signIn, message }: Arrival,
  { found }: Taken,
): Promise<FastifyReply> {
  const refusal = found
    ? {
        code: 'message_replayed',
        message:
          'The message of the identity provider has been used before. Each can be used once: begin the sign-in again. If nobody reloaded a page, somebody may have tried to use what they had intercepted.',
      }
    : {
        code: 'sign_in_over',
        message: 'The sign-in had ended when the answer of the identity provider came, or came again.',
      }
  // Of two posts at once the later one must not end what the earlier one has brought further.
  const { redirectUri, state, idpInitiated } = signIn
  const target = found ? { signIn } : { signIn: null, redirectUri, state, idpInitiated }
  return refuseSignIn(browser, { connection, ...target }, { error: 'server_error', ...refusal }, message)
}
