import type { FastifyReply } from 'fastify'
import { randomText } from '../../../kernel/crypto/random.ts'
import { newId } from '../../../kernel/ids.ts'
import type { SignInConnection } from '../../connections/index.ts'
import { type Arrival, judge, needsConsent, turnAway } from './arrival.ts'
import { isMarked, isSameBrowser } from './browser.ts'
import { circumstancesOf, inSeconds, sealSecrets, signInLastsSeconds } from './records.ts'
import { refuseOtherBrowser } from './refuse.ts'
import { finishTest, refuseRepetition, settle } from './settle.ts'
import { insertSession, type NewSession, unset } from './store.ts'
import { parkIdentity } from './taking.ts'
import type { Browser, LoggedMessage, ReceivedIdentity, SignIn } from './types.ts'

/** Where an identity arrived: the sign-in that it answers, or, where nobody asked for it, where it is to lead. */
export type IdentityTarget = {
  connection: SignInConnection
  signIn: SignIn | null
  /** For what the identity provider began: a registered address, and whose it is. */
  application?: { id: string }
  redirectUri?: string | null
}

/**
 * Takes who somebody is from a protocol that has verified it, and signs them in: once, in the browser that asked, if
 * the rules of the connection and its organization allow it, and if they agree where they are to be asked.
 */
export async function takeIdentity(
  browser: Browser,
  target: IdentityTarget,
  { once, message, ...claimed }: ReceivedIdentity,
): Promise<FastifyReply> {
  const { connection } = target
  const { keyring } = browser.context.kernel
  const signIn = target.signIn ?? (await recordUnsolicited(browser, target))
  const arrival: Arrival = {
    connection,
    signIn,
    claimed,
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
  const session: NewSession = {
    ...unset,
    environmentId: environment.id,
    id,
    connectionId: connection.id,
    organizationId: connection.organizationId,
    state: 'started',
    idpInitiated: true,
    applicationId: application?.id ?? null,
    redirectUri: redirectUri ?? null,
    ipAddress: circumstances.ip_address,
    userAgent: circumstances.user_agent,
    timeoutAt: inSeconds(now, signInLastsSeconds),
    now,
  }
  await insertSession(kernel.database.sql, session, undefined, undefined)
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

/** Keeps the identity under a one-time handle, and sends the browser to fetch it: on our own site it shows its cookies. */
async function park(browser: Browser, arrival: Arrival): Promise<FastifyReply> {
  const { connection, signIn, claimed, once, message } = arrival
  const { kernel, now } = browser.context
  const name = { environmentId: connection.environment.id, id: signIn.id }
  const handle = randomText(37)
  const taken = await parkIdentity(kernel.database.sql, name, {
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
