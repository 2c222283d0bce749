import type { FastifyReply } from 'fastify'
import { randomText } from '../../../kernel/crypto/random.ts'
import { newId } from '../../../kernel/ids.ts'
import {
  type MappedAttributes,
  mapAttributes,
  markConnectionUsed,
  type SignInConnection,
} from '../../connections/index.ts'
import { sendTestResult } from '../pages/test-result-page.ts'
import { consentHashes, isMarked, isSameBrowser } from './browser.ts'
import { domainOf, findPolicy, isConfirmed, type Policy } from './policy.ts'
import {
  circumstancesOf,
  inSeconds,
  logoutSubjectHash,
  sealSecrets,
  signInEvent,
  signInLastsSeconds,
} from './records.ts'
import { withParameters } from './redirects.ts'
import { recordRefusal, refuseOtherBrowser, refuseSignIn } from './refuse.ts'
import * as store from './store.ts'
import type { Browser, LoggedMessage, ReceivedIdentity, Refusal, SignIn } from './types.ts'

/** How long a code can be redeemed. */
const codeLastsSeconds = 600

/** Where an identity arrived: the sign-in that it answers, or, where nobody asked for it, where it is to lead. */
export type IdentityTarget = {
  connection: SignInConnection
  signIn: SignIn | null
  /** For what the identity provider began: a registered address, and whose it is. */
  application?: { id: string }
  redirectUri?: string | null
}

/** What is known of somebody once their identity provider has spoken. What waits for its browser is this, sealed. */
export type Claimed = Pick<
  ReceivedIdentity,
  'subject' | 'attributes' | 'logout' | 'logoutSubject' | 'oauthTokens'
>

/** A sign-in at the point where its identity is known. */
export type Arrival = {
  connection: SignInConnection
  signIn: SignIn
  claimed: Claimed
  from: 'started' | 'authorized'
  once: store.Once
  message: LoggedMessage | undefined
}

/**
 * Takes who somebody is from a protocol that has verified it, and signs them in: once, in the browser that asked, if
 * the rules of the connection and its organization allow it, and if they agree where they are to be asked.
 */
export async function takeIdentity(
  browser: Browser,
  target: IdentityTarget,
  { once, message, subject, attributes, logout, logoutSubject, oauthTokens }: ReceivedIdentity,
): Promise<FastifyReply> {
  const { connection } = target
  const { keyring } = browser.context.kernel
  const signIn = target.signIn ?? (await recordUnsolicited(browser, target))
  const arrival: Arrival = {
    connection,
    signIn,
    claimed: { subject, attributes, logout, logoutSubject, oauthTokens },
    from: 'started',
    once: once && { hash: keyring.hash('sso_message', once.id), until: once.until },
    message,
  }
  if (signIn.idpInitiated) return proceed(browser, arrival)
  // A post from another site comes without cookies. What it brought waits until the browser comes by itself.
  if (!isMarked(browser)) return park(browser, arrival)
  if (!isSameBrowser(browser, signIn)) return refuseOtherBrowser(browser, connection, signIn, message)
  return proceed(browser, arrival)
}

/** Records the beginning of what nobody asked for, so that it has a log like everything else. */
async function recordUnsolicited(
  { context }: Browser,
  { connection, application, redirectUri }: IdentityTarget,
): Promise<SignIn> {
  const { kernel, now } = context
  const { environment } = connection
  const id = newId('sso_session', now)
  const circumstances = circumstancesOf(context)
  const session: store.NewSession = {
    environmentId: environment.id,
    id,
    connectionId: connection.id,
    organizationId: connection.organizationId,
    state: 'started',
    test: false,
    idpInitiated: true,
    error: null,
    applicationId: application?.id ?? null,
    redirectUri: redirectUri ?? null,
    clientState: null,
    codeChallenge: null,
    requestId: null,
    browserHash: null,
    secrets: null,
    handleHash: null,
    ipAddress: circumstances.ip_address,
    userAgent: circumstances.user_agent,
    timeoutAt: inSeconds(now, signInLastsSeconds),
    now,
  }
  await store.insertSession(kernel.database.sql, session, undefined, undefined)
  return {
    id,
    connection,
    test: false,
    applicationId: session.applicationId,
    redirectUri: session.redirectUri,
    state: null,
    secrets: {},
    browserHash: null,
    idpInitiated: true,
    createdAt: now.toISOString(),
  }
}

/** Signs somebody in whose browser is the right one. */
async function proceed(browser: Browser, arrival: Arrival): Promise<FastifyReply> {
  const judged = await judge(browser, arrival)
  if ('refusal' in judged) return turnAway(browser, arrival, judged)
  if (arrival.signIn.test) return finishTest(browser, arrival, judged)
  if (needsConsent(arrival, judged)) return park(browser, arrival)
  return settle(browser, arrival, judged)
}

/** What has been found out about somebody who may come in. */
export type Judged = { mapped: MappedAttributes; policy: Policy }
/** The same of somebody who may not; as far as it went. */
export type Refused = { refusal: Refusal; mapped?: MappedAttributes; policy?: Policy }

/** Decides whether the rules let somebody in. */
export async function judge(browser: Browser, { connection, claimed }: Arrival): Promise<Judged | Refused> {
  const mapped = mapAttributes(connection, claimed)
  if ('problem' in mapped) {
    return { refusal: { error: 'server_error', ...mapped.problem } }
  }
  const policy = await findPolicy(browser.context.kernel.database.sql, connection, {
    ...mapped,
    consentHashes: consentHashes(browser),
  })
  if (policy.domainAllowed) return { mapped, policy }
  const message = `${domainOf(mapped.email)} is no verified domain of the organization. Verify it, or allow profiles outside the organization's domains in the settings of the organization or the environment.`
  return {
    mapped,
    policy,
    refusal: {
      error: 'profile_not_allowed_outside_organization',
      code: 'profile_not_allowed_outside_organization',
      message,
    },
  }
}

/** Whether the person has to agree before they are signed in. */
export function needsConsent({ connection, signIn }: Arrival, { policy }: Judged): boolean {
  return policy.consentRequired && !policy.consented && isConfirmed(connection, signIn)
}

/** Refuses somebody whose identity is known. */
export async function turnAway(
  browser: Browser,
  { connection, signIn, claimed, message }: Arrival,
  { refusal, mapped, policy }: Refused,
): Promise<FastifyReply> {
  const target = { connection, signIn }
  if (!signIn.test) return refuseSignIn(browser, target, refusal, message)
  await recordRefusal(browser, connection, target, refusal, message)
  return sendTestResult(browser, { connection, sessionId: signIn.id, claimed, mapped, policy, refusal })
}

/** Shows what a test received. */
export async function finishTest(
  browser: Browser,
  arrival: Arrival,
  { mapped, policy }: Judged,
): Promise<FastifyReply> {
  const { connection, signIn, claimed, from, once, message } = arrival
  const { kernel, now } = browser.context
  const name = { environmentId: connection.environment.id, id: signIn.id }
  const taken = await store.settleTest(kernel.database.sql, name, {
    connectionId: connection.id,
    now,
    from,
    once,
    message,
  })
  if (!taken.fresh) return refuseRepetition(browser, arrival, taken)
  return sendTestResult(browser, { connection, sessionId: signIn.id, claimed, mapped, policy })
}

/** Keeps the identity under a one-time handle, and sends the browser to fetch it: on our own site it shows its cookies. */
async function park(browser: Browser, arrival: Arrival): Promise<FastifyReply> {
  const { connection, signIn, claimed, once, message } = arrival
  const { kernel, now } = browser.context
  const name = { environmentId: connection.environment.id, id: signIn.id }
  const handle = randomText(37)
  const taken = await store.parkIdentity(kernel.database.sql, name, {
    connectionId: connection.id,
    now,
    once,
    handleHash: kernel.keyring.hash('sso_handle', handle),
    secrets: sealSecrets(kernel.keyring, name, claimed),
    timeoutAt: inSeconds(now, signInLastsSeconds),
    message: message as LoggedMessage,
  })
  if (!taken.fresh) return refuseRepetition(browser, arrival, taken)
  return browser.reply.redirect(`${kernel.config.publicUrl}/sso/continue?handle=${handle}`, 303)
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
  const settlement: store.Settlement = {
    connectionId: connection.id,
    organizationId: connection.organizationId,
    connectionType: connection.type,
    now,
    from,
    once,
    profile: { id: newId('prof', now), ...mapped, roleSlugs: policy.roleSlugs },
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
      ? await store.settleSession(database.sql, name, settlement)
      : await database.transaction(async (tx) => {
          const result = await store.settleSession(tx, name, settlement)
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
const sealOAuthTokens = (
  { context }: Browser,
  { environmentId, id }: { environmentId: string; id: string },
  json: string,
) => context.kernel.keyring.seal(json, oauthTokensOf(environmentId, id))

/** The place for which the tokens of a social provider are sealed. */
export const oauthTokensOf = (environmentId: string, sessionId: string) =>
  `${environmentId}/sso_sessions/${sessionId}/oauth_tokens`

/** Refuses what was taken before: the sign-in has ended since, or its message has been used. */
function refuseRepetition(
  browser: Browser,
  { connection, signIn, message }: Arrival,
  { found }: store.Taken,
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
