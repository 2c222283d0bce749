import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { admissionByNetwork } from '../../../kernel/http/admission.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { canSignIn, findSignInConnection } from '../../connections/index.ts'
import { sendConsentPage } from '../pages/consent-page.ts'
import { sendErrorPage } from '../pages/error-page.ts'
import { type Arrival, type Claimed, judge, needsConsent, turnAway } from './arrival.ts'
import { signInOf } from './begin.ts'
import { browserOf, isSameBrowser, markBrowser, rememberConsent } from './browser.ts'
import { openSecrets } from './records.ts'
import { refuseOtherBrowser, refuseSignIn } from './refuse.ts'
import { finishTest, settle } from './settle.ts'
import * as store from './store.ts'
import type { Browser } from './types.ts'

const path = '/sso/continue'
const handleForm = /^[A-Za-z0-9]{37}$/

/** Where browsers come, on our own site, for the sign-in that waits for them: to be recognized, and to be asked. */
export function mountContinue(app: FastifyInstance, kernel: Kernel): void {
  const admit = admissionByNetwork(kernel.limiter)
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => admit(request, reply)
  app.get<{ Querystring: { handle?: unknown } }>(path, { onRequest }, (request, reply) =>
    fetchWaiting(browserOf(kernel, request, reply), request.query.handle),
  )
  app.post<{ Body: { handle?: unknown; decision?: unknown } | undefined }>(
    path,
    { onRequest, config: { takesForm: true } },
    (request, reply) => {
      const browser = browserOf(kernel, request, reply)
      // RFC 6749, 10.12: nobody's page but ours presses the button.
      if (!isOwnForm(kernel, request)) return showForeign(browser)
      const { handle, decision } = request.body ?? {}
      return decide(browser, handle, decision)
    },
  )
}

/** Goes on with what waits, or asks the person first. */
async function fetchWaiting(browser: Browser, handle: unknown): Promise<FastifyReply> {
  const arrival = await findArrival(browser, handle)
  if (!arrival) return showOver(browser)
  if (!(await isForThisBrowser(browser, arrival))) {
    return refuseOtherBrowser(browser, arrival.connection, arrival.signIn)
  }
  const judged = await judge(browser, arrival)
  if ('refusal' in judged) return turnAway(browser, arrival, judged)
  if (arrival.signIn.test) return finishTest(browser, arrival, judged)
  if (!needsConsent(arrival, judged)) return settle(browser, arrival, judged)
  const { email } = judged.mapped
  return sendConsentPage(browser, { connection: arrival.connection, email, handle: handle as string })
}

/** What the person answered to the question whether they want to be signed in. */
async function decide(browser: Browser, handle: unknown, decision: unknown): Promise<FastifyReply> {
  const arrival = await findArrival(browser, handle)
  if (!arrival) return showOver(browser)
  const { connection, signIn } = arrival
  if (!isSameBrowser(browser, signIn)) return refuseOtherBrowser(browser, connection, signIn)
  if (decision !== 'allow') {
    const message = 'The person pressed "Do not sign in" when asked whether they wanted to.'
    return refuseSignIn(
      browser,
      { connection, signIn },
      { error: 'signin_consent_denied', code: 'signin_consent_denied', message },
    )
  }
  const judged = await judge(browser, arrival)
  if ('refusal' in judged) return turnAway(browser, arrival, judged)
  return settle(browser, arrival, judged, rememberConsent(browser))
}

async function findArrival(browser: Browser, handle: unknown): Promise<Arrival | undefined> {
  const { kernel, now } = browser.context
  if (typeof handle !== 'string' || !handleForm.test(handle)) return undefined
  const hashes = kernel.keyring.hashes('sso_handle', handle)
  const row = await store.findWaiting(kernel.database.sql, hashes, now)
  const connection = row && (await findSignInConnection(kernel, row.environment_id, row.connection_id))
  // Switched off meanwhile: then nothing comes of what it had said before.
  if (!connection || !canSignIn(connection)) return undefined
  const name = { environmentId: row.environment_id, id: row.id }
  return {
    connection,
    signIn: signInOf(kernel, connection, row),
    claimed: openSecrets<Claimed>(kernel.keyring, name, row.secrets),
    from: 'authorized',
    once: null,
    message: undefined,
  }
}

/** What nobody asked for belongs to the browser that comes for it first, which is the one that brought it. */
async function isForThisBrowser(browser: Browser, { connection, signIn }: Arrival): Promise<boolean> {
  if (signIn.browserHash) return isSameBrowser(browser, signIn)
  const name = { environmentId: connection.environment.id, id: signIn.id }
  return store.claimWaiting(browser.context.kernel.database.sql, name, markBrowser(browser))
}

/** Whether a page of ours sends the form. Every browser says so in a POST; what does not say it is refused. */
function isOwnForm({ config }: Kernel, { headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  return headers.origin === new URL(config.publicUrl).origin
}

const showOver = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 400,
    title: 'This sign-in is over',
    message: 'It has been completed already, or it took too long.',
    code: 'sign_in_over',
  })

const showForeign = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 403,
    title: 'This did not come from our page',
    message: 'The answer to the question whether you want to sign in came from somewhere else.',
    code: 'foreign_form',
  })
