import type { FastifyReply } from 'fastify'
import { type MappedAttributes, mapAttributes, type SignInConnection } from '../../connections/index.ts'
import { sendTestResult } from '../pages/test-result-page.ts'
import { consentHashes } from './browser.ts'
import { domainOf, findPolicy, isConfirmed, type Policy } from './policy.ts'
import { recordRefusal, refuseSignIn } from './refuse.ts'
import type { Once } from './taking.ts'
import type { Browser, LoggedMessage, ReceivedIdentity, Refusal, SignIn } from './types.ts'

/** What is known of somebody once their identity provider has spoken. What waits for its browser is this, sealed. */
export type Claimed = Pick<
  ReceivedIdentity,
  'subject' | 'subjectIsTransient' | 'attributes' | 'logout' | 'logoutSubject' | 'oauthTokens'
>

/** A sign-in at the point where its identity is known. */
export type Arrival = {
  connection: SignInConnection
  signIn: SignIn
  claimed: Claimed
  from: 'started' | 'authorized'
  once: Once
  message: LoggedMessage | undefined
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
