import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import {
  buildLogoutResponse,
  newMessageId,
  redirectUrl,
  SamlError,
  type VerifiedLogoutRequest,
  verifyLogoutRequest,
  verifyLogoutResponse,
} from '../../../protocols/saml/index.ts'
import type { LogoutSource } from '../../../protocols/saml/logout.ts'
import type { SamlConnection, SamlSetup } from '../../connections/index.ts'
import {
  addressedConnection,
  type Browser,
  type LoggedMessage,
  recordRefusedLogout,
  type SignInSecrets,
  sendErrorPage,
} from '../flow/index.ts'
import { endSessionsIn } from '../logout/ending.ts'
import * as store from '../logout/store.ts'
import { logoutResponseUrlOf, signerOf, singleLogoutUrlOf } from './logout-addresses.ts'
import { type ReceivedLogout, readLogoutMessage } from './logout-message.ts'
import { logWeakAlgorithms, trustOf } from './verification.ts'

/**
 * Single logout (SAML Profiles 2.0, 4.4): takes the identity provider's requests to sign somebody out, and its answers
 * to ours. An inactive connection takes them too: it must be possible to sign out of what was signed in to.
 */
export async function singleLogout(browser: Browser): Promise<FastifyReply> {
  const connection = await addressedConnection(browser, 'saml')
  const setup = connection?.setup
  if (!connection || !setup) return sendNoSuchConnection(browser)
  const received = readLogoutMessage(browser.request)
  if (!received) return sendNoMessage(browser)
  try {
    const take = received.kind === 'SAMLRequest' ? obeyRequest : takeAnswer
    return await take(browser, connection, setup, received)
  } catch (error) {
    if (error instanceof SamlError || error instanceof LogoutRefused) {
      return refuse(browser, connection, received, error)
    }
    throw error
  }
}

async function obeyRequest(
  browser: Browser,
  connection: SamlConnection,
  setup: SamlSetup,
  { source, message }: ReceivedLogout,
): Promise<FastifyReply> {
  const { kernel } = browser.context
  const request = verifyLogoutRequest(expectations(browser, connection, setup, source))
  logWeakAlgorithms(kernel, connection, request.weakAlgorithms)
  const ended = await endMeant(browser, connection, request, message)
  const name = { environment_id: connection.environment.id, connection_id: connection.id }
  kernel.log.info({ ...name, sessions: ended.length }, 'an identity provider signed somebody out')
  return answer(browser, connection, setup, request)
}

/** Ends what the request names, and remembers the request, together: what failed can be tried again. */
function endMeant(
  { context: { kernel, now } }: Browser,
  connection: SamlConnection,
  request: VerifiedLogoutRequest,
  message: LoggedMessage,
): Promise<string[]> {
  const name = { environmentId: connection.environment.id, connectionId: connection.id }
  const hash = kernel.keyring.hash('saml_logout_request', request.id)
  return kernel.database.transaction(async (tx) => {
    const isNew = await store.useMessage(tx, name, hash, request.replayableUntil)
    if (!isNew) throw replayed()
    const include = (secrets: SignInSecrets) => isMeant(secrets, request.sessionIndexes)
    return endSessionsIn(tx, kernel, connection, [request.nameId.value], { include, now, message })
  })
}

/** SAML Core 2.0, 3.7.1: without a session index all of the person's. What came without one cannot be told apart. */
function isMeant({ sessionIndex }: SignInSecrets, sessionIndexes: readonly string[]): boolean {
  return sessionIndexes.length === 0 || sessionIndex === undefined || sessionIndexes.includes(sessionIndex)
}

/** What cannot be said of a message alone: that takes a store. */
class LogoutRefused extends Error {
  override readonly name = 'LogoutRefused'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const replayed = () => new LogoutRefused('logout_request_replayed', 'This logout request was obeyed before.')

function answer(
  browser: Browser,
  connection: SamlConnection,
  setup: SamlSetup,
  request: VerifiedLogoutRequest,
): FastifyReply {
  const destination = logoutResponseUrlOf(connection)
  if (!destination) return browser.reply.redirect('/sso/logout/done', 303)
  const xml = buildLogoutResponse({
    id: newMessageId(randomBytes(20)),
    issueInstant: browser.context.now,
    destination,
    issuer: setup.spEntityId,
    inResponseTo: request.id,
    status: 'success',
  })
  const relayState = request.relayState ?? undefined
  const url = redirectUrl({ url: destination, kind: 'SAMLResponse', xml, relayState, sign: signerOf(setup) })
  return browser.reply.redirect(url, 303)
}

/** The session ended here before the identity provider was asked. What it says is for the log. */
async function takeAnswer(
  browser: Browser,
  connection: SamlConnection,
  setup: SamlSetup,
  { source, message, relayState }: ReceivedLogout,
): Promise<FastifyReply> {
  const { kernel, now } = browser.context
  const name = { environmentId: connection.environment.id, connectionId: connection.id }
  const requestId = relayState ?? ''
  if (!(await store.awaitsAnswer(kernel.database.sql, name, requestId))) throw unasked()
  const input = expectations(browser, connection, setup, source)
  const response = verifyLogoutResponse({
    ...input,
    expected: { ...input.expected, inResponseTo: requestId },
  })
  logWeakAlgorithms(kernel, connection, response.weakAlgorithms)
  if (!(await store.takeAnswer(kernel.database.sql, name, { requestId, message, now }))) throw unasked()
  return browser.reply.redirect('/sso/logout/done', 303)
}

const unasked = () =>
  new LogoutRefused(
    'in_response_to_unknown',
    'This answers no logout request of this connection, or one that was answered before.',
  )

function expectations(
  { context: { kernel, now } }: Browser,
  connection: SamlConnection,
  setup: SamlSetup,
  source: LogoutSource,
) {
  const destination = singleLogoutUrlOf(kernel.config, connection)
  return {
    ...source,
    ...trustOf(connection, setup, now),
    expected: { issuer: setup.idpEntityId, destination },
  }
}

async function refuse(
  browser: Browser,
  connection: SamlConnection,
  { kind, message }: ReceivedLogout,
  error: SamlError | LogoutRefused,
): Promise<FastifyReply> {
  const idpInitiated = kind === 'SAMLRequest'
  await recordRefusedLogout(browser, connection, error, message, { idpInitiated })
  return sendErrorPage(browser, {
    status: 400,
    title: 'This sign-out could not be verified',
    message: `Nobody was signed out by it. ${error.message}`,
    code: error.code,
    environmentId: connection.environment.id,
  })
}

const sendNoSuchConnection = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 404,
    title: 'There is no such connection',
    message: 'Nobody is signed out at this address. Compare it with the metadata of the connection.',
    code: 'connection_not_found',
  })

const sendNoMessage = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 400,
    title: 'No logout message',
    message: 'Exactly one SAMLRequest or SAMLResponse must be given.',
    code: 'saml_message_missing',
  })
