import {
  ssoConnectionNotFound,
  ssoInvalidRedirectUri,
  ssoInvalidRequest,
  ssoOrganizationNotFound,
  ssoSelectorRefused,
  ssoUnauthorized,
} from '@portico/contract'
import type { FastifyReply } from 'fastify'
import { limit } from '../../../kernel/http/admission.ts'
import type { ApiKeyIdentity, Context } from '../../../kernel/http/context.ts'
import type { BrowserHandler } from '../../../kernel/http/implement.ts'
import type { QueryValues } from '../../../kernel/http/query-string.ts'
import { type Client, findClient } from '../../applications/index.ts'
import type { SignInConnection } from '../../connections/index.ts'
import { isRegistered } from '../../redirect-uris/index.ts'
import { findApiKey, prefersJson } from '../flow/caller.ts'
import { refuseSignIn } from '../flow/refuse.ts'
import type { Browser } from '../flow/types.ts'
import { sendErrorPage } from '../pages/error-page.ts'
import { protocolOf } from '../protocols.ts'
import {
  ParameterProblem,
  type ReturnParameters,
  readReturnParameters,
  readSignInParameters,
  type SignInParameters,
} from './parameters.ts'
import { SelectorProblem, selectConnection } from './select.ts'

/** Sends a browser to its identity provider; or tells a program the address at which a browser is to begin. */
export const authorize: BrowserHandler = async (context, request, reply) => {
  const browser = { context, request, reply }
  return context.bearer !== undefined || prefersJson(request) ? answerProgram(browser) : sendBrowser(browser)
}

const queryOf = ({ request }: Browser) => request.query as QueryValues

/** A program is told what is wrong by status and code. */
async function answerProgram(browser: Browser): Promise<FastifyReply> {
  const { context, request, reply } = browser
  const { kernel } = context
  const caller = await requireCaller(context)
  if (caller) await limit(kernel.limiter, reply, 'sso', caller.keyId)
  try {
    const { client } = await readRequest(browser, caller)
    await selectConnection(
      { ...context, environmentId: client.environmentId },
      readSelectors(browser, client),
    )
  } catch (error) {
    throw asAnswer(error)
  }
  // The browser has to come here itself: only so can the answer be bound to it.
  const url = `${kernel.config.publicUrl}/sso/authorize${request.url.slice(request.url.indexOf('?'))}`
  return reply.send({ url, link: url })
}

async function requireCaller(context: Context): Promise<ApiKeyIdentity | undefined> {
  if (context.bearer === undefined) return undefined
  const caller = await findApiKey(context, context.bearer)
  if (!caller) throw ssoUnauthorized()
  return caller
}

const readSelectors = (browser: Browser, client: Client) => readWishes(browser, client).selectors

function readWishes(browser: Browser, { kind }: Client): SignInParameters {
  const wishes = readSignInParameters(queryOf(browser))
  // It has no secret, so whoever gets hold of its code could redeem it (RFC 9700, 2.1.1).
  if (kind === 'public' && wishes.codeChallenge === null) {
    throw new ParameterProblem('code_challenge: is missing. A public client needs PKCE.')
  }
  return wishes
}

/** Why a request cannot be answered at the address that it names. */
class ClientProblem extends Error {
  override readonly name = 'ClientProblem'
  readonly code: 'invalid_client' | 'invalid_redirect_uri'
  /** Whose application it is, where there is one. */
  readonly environmentId: string | undefined
  constructor(code: ClientProblem['code'], message: string, environmentId?: string) {
    super(message)
    this.code = code
    this.environmentId = environmentId
  }
}

/** The application, and the address at which it wants its answer: one that it has registered. */
async function readRequest(
  browser: Browser,
  caller?: ApiKeyIdentity,
): Promise<ReturnParameters & { client: Client }> {
  const wanted = readReturnParameters(queryOf(browser))
  const { kernel } = browser.context
  const client = await findClient(kernel, wanted.clientId)
  if (!client || (caller && caller.environment.id !== client.environmentId)) {
    throw new ClientProblem('invalid_client', 'There is no application with this client_id.')
  }
  const owner = { environmentId: client.environmentId, applicationId: client.id }
  if (await isRegistered(kernel, owner, wanted.redirectUri)) return { ...wanted, client }
  throw new ClientProblem(
    'invalid_redirect_uri',
    'The redirect_uri is not registered for this application. Register it letter by letter.',
    client.environmentId,
  )
}

function asAnswer(error: unknown): unknown {
  if (error instanceof ParameterProblem) return ssoInvalidRequest({ message: error.message })
  if (error instanceof ClientProblem) {
    return error.code === 'invalid_client'
      ? ssoUnauthorized()
      : ssoInvalidRedirectUri({ message: error.message })
  }
  if (!(error instanceof SelectorProblem)) return error
  const { code, message } = error
  if (code === 'connection_invalid' && error.connection === null) return ssoConnectionNotFound({ message })
  if (code === 'organization_invalid') return ssoOrganizationNotFound({ message })
  // None, or several: for a program that is a parameter like any other.
  if (code === 'invalid_connection_selector') return ssoInvalidRequest({ message })
  return ssoSelectorRefused(code, message)
}

/** A browser is told on a page while there is no address to trust, and by a redirect from then on. */
async function sendBrowser(browser: Browser): Promise<FastifyReply> {
  try {
    const wanted = await readRequest(browser)
    return await begin(browser, wanted)
  } catch (error) {
    if (error instanceof ParameterProblem || error instanceof ClientProblem)
      return showProblem(browser, error)
    throw error
  }
}

function showProblem(browser: Browser, problem: ParameterProblem | ClientProblem) {
  const { code, message } = problem
  const environmentId = problem instanceof ClientProblem ? problem.environmentId : undefined
  const title = 'This sign-in cannot begin'
  return sendErrorPage(browser, {
    status: 400,
    title,
    message,
    code,
    ...(environmentId && { environmentId }),
  })
}

async function begin(
  browser: Browser,
  { client, redirectUri, state }: ReturnParameters & { client: Client },
): Promise<FastifyReply> {
  const back = { signIn: null, redirectUri, state }
  try {
    const { selectors, ...wishes } = readWishes(browser, client)
    const connection = await selectConnection(
      { ...browser.context, environmentId: client.environmentId },
      selectors,
    )
    if (!(await isWithinLimit(browser, connection))) return showBusy(browser, connection)
    const application = { id: client.id, clientId: client.clientId }
    return await protocolOf(connection).begin(browser, connection, {
      application,
      redirectUri,
      state,
      ...wishes,
    })
  } catch (error) {
    if (error instanceof ParameterProblem) {
      const { code, message } = error
      const target = { ...back, connection: null, description: message }
      return refuseSignIn(browser, target, { error: code, code, message })
    }
    if (!(error instanceof SelectorProblem)) throw error
    const { code, message } = error
    const connection = error.connection && (await recordedOf(browser, error.connection))
    return refuseSignIn(browser, { ...back, connection }, { error: code, code, message })
  }
}

/** So that nobody has an identity provider flooded through us. */
async function isWithinLimit({ context, reply }: Browser, { id }: SignInConnection): Promise<boolean> {
  try {
    await limit(context.kernel.limiter, reply, 'sso_authorize', id)
    return true
  } catch (error) {
    if ((error as { status?: number }).status === 429) return false
    throw error
  }
}

/**
 * The connection, if one more refusal is recorded of it. Anybody can ask for one that is switched off, as often as they
 * like: so many are recorded as an administrator needs to see that somebody does.
 */
async function recordedOf(
  { context: { kernel } }: Browser,
  connection: SignInConnection,
): Promise<SignInConnection | null> {
  const { allowed } = await kernel.limiter.hit('authenticate', `authorize ${connection.id}`)
  return allowed ? connection : null
}

const showBusy = (browser: Browser, { environment }: SignInConnection) =>
  sendErrorPage(browser, {
    status: 429,
    title: 'Too many people are signing in',
    message: 'Wait a moment, then try again.',
    code: 'rate_limit_exceeded',
    environmentId: environment.id,
  })
