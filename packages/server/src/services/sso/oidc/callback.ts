import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { admissionByNetwork } from '../../../kernel/http/admission.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { isSwitchedOn, type SignInConnection } from '../../connections/index.ts'
import {
  type Browser,
  browserOf,
  findSignIn,
  isSameBrowser,
  type ReceivedIdentity,
  type Refusal,
  refuseOtherBrowser,
  refuseSignIn,
  type SignIn,
  sendErrorPage,
  takeIdentity,
} from '../flow/index.ts'
import { useMessage } from '../logout/store.ts'
import { stateForm } from './begin.ts'
import { explain } from './failures.ts'
import { logged } from './logged.ts'

/** An answer of an authorization endpoint, in the browser that asked for it. */
export type AuthorizationResponse<C extends SignInConnection> = {
  kernel: Kernel
  connection: C
  signIn: SignIn
  parameters: URLSearchParams
  now: Date
}

/** One way to learn from a code who somebody is. */
export type CodeProtocol<C extends SignInConnection> = {
  /** What the log calls the answer. */
  kind: string
  /** The connection that the address is of. */
  connectionAt(browser: Browser): Promise<C | undefined>
  /** Redeems the code. @throws what `explain` explains */
  redeem(response: AuthorizationResponse<C>): Promise<ReceivedIdentity>
}

const maxBodyBytes = 64 * 1024

/** Mounts a redirect URI, for answers in the query and for such as are posted (OAuth 2.0 Form Post Response Mode). */
export function mountCallback<C extends SignInConnection>(
  app: FastifyInstance,
  kernel: Kernel,
  path: string,
  protocol: CodeProtocol<C>,
): void {
  const admit = admissionByNetwork(kernel.limiter)
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => admit(request, reply)
  // Not for HEAD, with which programs look at links: a code is good once.
  app.get(path, { onRequest, exposeHeadRoute: false }, (request, reply) =>
    takeResponse(browserOf(kernel, request, reply), protocol),
  )
  app.post(path, { onRequest, bodyLimit: maxBodyBytes, config: { takesForm: true } }, returnByGet)
}

/**
 * A form that another site posts comes without the cookie that shows the browser: the same answer comes again by GET,
 * which brings it.
 */
async function returnByGet(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const parameters = responseParameters(request.body) ?? new URLSearchParams()
  const [path] = request.url.split('?', 1)
  return reply.header('Cache-Control', 'no-store').redirect(`${path}?${parameters}`, 303)
}

async function takeResponse<C extends SignInConnection>(
  browser: Browser,
  protocol: CodeProtocol<C>,
): Promise<FastifyReply> {
  const connection = await protocol.connectionAt(browser)
  if (!connection) return sendNoSuchConnection(browser)
  const parameters = responseParameters(browser.request.query)
  const state = parameters?.get('state')
  if (!parameters || !state || !stateForm.test(state)) return sendNoResponse(browser)
  const signIn = await findSignIn(browser.context.kernel, connection, state)
  if (!signIn) return refuseUnknown(browser, connection)
  // Before the code is redeemed: what somebody else was given is not to be used up, nor looked at, here.
  if (!isSameBrowser(browser, signIn)) return refuseOtherBrowser(browser, connection, signIn)
  const { kernel, now } = browser.context
  // A code that is redeemed twice takes back what the first time gave (RFC 6749, 4.1.2).
  if (!(await isFirst(kernel, signIn, state, now))) return refuseUnknown(browser, connection)
  return redeemAndTake(browser, protocol, { kernel, connection, signIn, parameters, now })
}

async function redeemAndTake<C extends SignInConnection>(
  browser: Browser,
  { kind, redeem }: CodeProtocol<C>,
  response: AuthorizationResponse<C>,
): Promise<FastifyReply> {
  const { connection, signIn, kernel } = response
  if (!isSwitchedOn(connection))
    return refuseSignIn(browser, { connection, signIn }, refusals.connectionInactive)
  let identity: ReceivedIdentity
  try {
    identity = await redeem(response)
  } catch (error) {
    const { refusal, received } = explain(kernel, error)
    const content = { ...shown(response.parameters), ...(received !== undefined && { claims: received }) }
    return refuseSignIn(browser, { connection, signIn }, refusal, logged('received', kind, content))
  }
  return takeIdentity(browser, { connection, signIn }, identity)
}

/**
 * Refuses what answers no sign-in. Anybody can send that, as often as they like: so many are recorded as an
 * administrator needs to see what is wrong.
 */
async function refuseUnknown(browser: Browser, connection: SignInConnection): Promise<FastifyReply> {
  const { allowed } = await browser.context.kernel.limiter.hit('authenticate', `state ${connection.id}`)
  return refuseSignIn(
    browser,
    { connection: allowed ? connection : null, signIn: null },
    refusals.stateUnknown,
  )
}

/** Whether this is the first answer with its state: also when a second one comes before it is dealt with. */
function isFirst({ keyring, database }: Kernel, { connection }: SignIn, state: string, now: Date) {
  const name = { environmentId: connection.environment.id, connectionId: connection.id }
  const until = new Date(now.getTime() + rememberedMs)
  return useMessage(database.sql, name, keyring.hash('sso_state', state), until)
}

// Longer than a sign-in may take.
const rememberedMs = 15 * 60_000

/** RFC 6749, 4.1.2; RFC 9207; and `user`, in which Apple tells the name. */
const responseNames = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'user']
const longest = 8192

/** What is known of an answer; nothing where a parameter is repeated or longer than any that is meant. */
function responseParameters(values: unknown): URLSearchParams | undefined {
  const given = (values ?? {}) as Record<string, unknown>
  const parameters = new URLSearchParams()
  for (const name of responseNames) {
    const value = given[name]
    if (value === undefined) continue
    if (typeof value !== 'string' || value.length > longest) return undefined
    parameters.set(name, value)
  }
  return parameters
}

/** What of an answer goes into the log: errors, which are for people. */
const shown = (parameters: URLSearchParams) =>
  Object.fromEntries(
    ['iss', 'error', 'error_description', 'error_uri'].flatMap((name) =>
      parameters.has(name) ? [[name, parameters.get(name)]] : [],
    ),
  )

const refusals = {
  stateUnknown: {
    error: 'server_error',
    code: 'state_unknown',
    message:
      'The answer is to a sign-in that this connection has not begun, that was answered already, or that has timed out. Sign in anew from the application; if it happens again, look at how long the identity provider takes.',
  },
  connectionInactive: {
    error: 'connection_unlinked',
    code: 'connection_inactive',
    message: 'The connection was deactivated while somebody was signing in.',
  },
} as const satisfies Record<string, Refusal>

export const sendNoSuchConnection = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 404,
    title: 'There is no such connection',
    message:
      'Nothing signs in at this address. Compare the redirect URI at the identity provider with that of the connection.',
    code: 'connection_not_found',
  })

const sendNoResponse = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 400,
    title: 'This answer cannot be read',
    message:
      'What the identity provider sent the browser back with has no state that was given out here, or a parameter twice.',
    code: 'authorization_response_invalid',
  })
