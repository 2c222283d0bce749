import type { FastifyReply } from 'fastify'
import { newId } from '../../../kernel/ids.ts'
import type { SignInConnection } from '../../connections/index.ts'
import { sendErrorPage } from '../pages/error-page.ts'
import { sendTestResult } from '../pages/test-result-page.ts'
import { circumstancesOf, signInEvent } from './records.ts'
import { errorDescriptions, withParameters } from './redirects.ts'
import * as store from './store.ts'
import type { Browser, LoggedMessage, Refusal, SignIn } from './types.ts'

/** Where a refusal belongs, and where it leads. */
export type RefusalTarget = {
  /** Null where it is not known: then nothing is recorded. */
  connection: SignInConnection | null
  signIn: SignIn | null
  /** Where to redirect, if it is not where the sign-in would have led. Must be registered. */
  redirectUri?: string | null
  state?: string | null
  /** Further parameters of the redirect. */
  extra?: Record<string, string>
  /** What the application is told, where that is more than the error says. */
  description?: string
  /** Whether the identity provider began it, where there is no `signIn`. */
  idpInitiated?: boolean
  /** Shown on a page even where a redirect were possible: this browser is not the one that the application knows. */
  page?: boolean
}

/**
 * Ends a sign-in without signing anybody in: records why, for administrators, and tells the application what it may
 * know; or shows a page where there is no address that is safe to redirect to.
 */
export async function refuseSignIn(
  browser: Browser,
  target: RefusalTarget,
  refusal: Refusal,
  message?: LoggedMessage,
): Promise<FastifyReply> {
  const { connection, signIn, extra = {} } = target
  if (connection) await recordRefusal(browser, connection, target, refusal, message)
  const testId = signIn?.test ? signIn.id : browser.testSessionId
  if (connection && testId !== undefined) {
    return sendTestResult(browser, { connection, sessionId: testId, refusal })
  }
  const redirectUri = target.redirectUri ?? signIn?.redirectUri
  if (!redirectUri || target.page) return showRefusal(browser, connection, refusal)
  return browser.reply.redirect(
    withParameters(redirectUri, {
      error: refusal.error,
      error_description: target.description ?? errorDescriptions[refusal.error],
      state: target.state ?? signIn?.state,
      ...extra,
    }),
    302,
  )
}

function showRefusal(browser: Browser, connection: SignInConnection | null, { error, code }: Refusal) {
  return sendErrorPage(browser, {
    status: 400,
    title: 'You were not signed in',
    message: errorDescriptions[error],
    code,
    ...(connection && { environmentId: connection.environment.id }),
  })
}

/** Records why a sign-in ended: in its own log, or, where there is none under way, in one that begins and ends here. */
export async function recordRefusal(
  browser: Browser,
  connection: SignInConnection,
  { signIn, redirectUri, idpInitiated = false }: RefusalTarget,
  refusal: Refusal,
  message: LoggedMessage | undefined,
): Promise<void> {
  const { kernel, now } = browser.context
  const { sql } = kernel.database
  const { environment } = connection
  const source = { environment, now }
  const circumstances = circumstancesOf(browser.context)
  const eventOf = (id: string) =>
    signInEvent(source, circumstances, connection, id, { event: 'authentication.sso_failed', refusal })
  const error = { code: refusal.code, message: refusal.message }
  const isTest = signIn?.test ?? browser.testSessionId !== undefined
  const underWay = signIn?.id ?? browser.testSessionId
  if (underWay !== undefined) {
    const event = isTest ? undefined : eventOf(underWay)
    const name = { environmentId: environment.id, id: underWay }
    if (await store.failSession(sql, name, { error, message, event, now })) {
      kernel.events.wake()
      return
    }
  }
  const id = newId('sso_session', now)
  const session: store.NewSession = {
    ...store.unset,
    environmentId: environment.id,
    id,
    connectionId: connection.id,
    organizationId: connection.organizationId,
    state: 'failed',
    test: isTest,
    idpInitiated: signIn?.idpInitiated ?? idpInitiated,
    error,
    applicationId: signIn?.applicationId ?? null,
    redirectUri: redirectUri ?? signIn?.redirectUri ?? null,
    ipAddress: circumstances.ip_address,
    userAgent: circumstances.user_agent,
    now,
  }
  await store.insertSession(sql, session, message, isTest ? undefined : eventOf(id))
  kernel.events.wake()
}

/**
 * Refuses an answer that comes from another browser than the question. It is shown, not redirected: that the
 * application of one browser is told of a sign-in in another is what the check is there to prevent.
 */
export function refuseOtherBrowser(
  browser: Browser,
  connection: SignInConnection,
  signIn: SignIn,
  message?: LoggedMessage,
): Promise<FastifyReply> {
  return refuseSignIn(
    browser,
    { connection, signIn, page: true },
    {
      error: 'server_error',
      code: 'browser_mismatch',
      message:
        'The answer of the identity provider came from another browser than the one that began the sign-in, or from one that keeps no cookies. Begin again, in one browser. If nobody changed browsers, somebody may have tried to pass a sign-in of theirs on to somebody else.',
    },
    message,
  )
}
