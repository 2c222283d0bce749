import type { FastifyError, FastifyReply } from 'fastify'
import { readPost, SamlError, type VerifiedAssertion } from '../../../protocols/saml/index.ts'
import { isSwitchedOn, type SamlConnection } from '../../connections/index.ts'
import {
  addressedConnection,
  type Browser,
  findSignIn,
  type LoggedMessage,
  type Refusal,
  refuseSignIn,
  type SignIn,
  sendErrorPage,
  takeIdentity,
} from '../flow/index.ts'
import { identityOf } from './identity.ts'
import { loggedFragment, loggedXml } from './logged-message.ts'
import { encryptedRefusalOf, refusalOf, refusals } from './refusals.ts'
import { findDestination } from './unsolicited.ts'
import { verifiedAssertion } from './verification.ts'

/** What came to the assertion consumer service. */
type Received = {
  connection: SamlConnection
  /** In base64, as the form has it. */
  response: string
  relayState: string | null
}

/**
 * Takes a response (SAML Profiles 2.0, 4.1.4.3). Nothing of it is believed before it is verified, and all that decides
 * is inside of what was signed: the RelayState only says which sign-in a response that is refused was for.
 */
export async function consumeResponse(browser: Browser): Promise<FastifyReply> {
  const connection = await addressedConnection(browser, 'saml')
  if (!connection) return sendNoSuchConnection(browser)
  const received = readForm(browser, connection)
  if (!received) return sendNoResponse(browser)
  return readResponse(browser, received)
}

const kind = 'saml_response'

async function readResponse(browser: Browser, received: Received): Promise<FastifyReply> {
  let message = loggedFragment(kind, received.response)
  let isEncrypted = false
  try {
    const xml = readPost(received.response)
    message = loggedXml('received', kind, xml)
    isEncrypted = Buffer.from(xml).includes('EncryptedAssertion')
    const { connection } = received
    if (!isSwitchedOn(connection)) {
      return await refuse(browser, received, refusals.connectionInactive, message)
    }
    if (!connection.setup) return await refuse(browser, received, refusals.connectionIncomplete, message)
    const { kernel, now } = browser.context
    const assertion = verifiedAssertion(kernel, connection, connection.setup, { xml, now })
    return await takeAssertion(browser, received, assertion, noting(message, assertion))
  } catch (error) {
    if (!(error instanceof SamlError)) throw error
    const refusal = isEncrypted ? encryptedRefusalOf(error) : refusalOf(error)
    return refuse(browser, received, refusal, message, error.detail.in_response_to)
  }
}

/** In the log of the sign-in, too, an exception is to be seen. */
function noting(message: LoggedMessage, { weakAlgorithms }: VerifiedAssertion): LoggedMessage {
  if (weakAlgorithms.length === 0) return message
  const note = `<!-- Accepted by an exception for weak algorithms: ${weakAlgorithms.join(', ')} -->`
  return { ...message, content: `${note}\n${message.content}` }
}

async function takeAssertion(
  browser: Browser,
  received: Received,
  assertion: VerifiedAssertion,
  message: LoggedMessage,
): Promise<FastifyReply> {
  const { connection } = received
  if (assertion.inResponseTo === null) return takeUnsolicited(browser, received, assertion, message)
  const signIn = await findSignIn(browser.context.kernel, connection, assertion.inResponseTo)
  if (!signIn) return refuseUnknown(browser, connection, refusals.inResponseToUnknown, message)
  return takeIdentity(browser, { connection, signIn }, identityOf(assertion, message))
}

/** A sign-in that the identity provider began (SAML Profiles 2.0, 4.1.5). */
async function takeUnsolicited(
  browser: Browser,
  { connection, relayState }: Received,
  assertion: VerifiedAssertion,
  message: LoggedMessage,
): Promise<FastifyReply> {
  const { sql } = browser.context.kernel.database
  const { environment, id, organizationId, settings } = connection
  const destination = await findDestination(sql, environment.id, relayState)
  const target = { connection, signIn: null, idpInitiated: true, ...destination }
  if (!settings.idp_initiated_allowed) {
    const extra = { connection_id: id, ...(organizationId && { organization_id: organizationId }) }
    return refuseSignIn(browser, { ...target, extra }, refusals.unsolicited, message)
  }
  if (!destination) return refuseSignIn(browser, target, refusals.nowhereToGo, message)
  return takeIdentity(browser, target, identityOf(assertion, message))
}

/** Refuses what cannot be believed: in the sign-in that it was for, where that is known. */
async function refuse(
  browser: Browser,
  { connection, relayState }: Received,
  refusal: Refusal,
  message: LoggedMessage,
  inResponseTo?: string | number,
): Promise<FastifyReply> {
  const signIn =
    (await failedSignIn(browser, connection, relayState)) ??
    (await failedSignIn(browser, connection, inResponseTo))
  if (!signIn) return refuseUnknown(browser, connection, refusal, message)
  return refuseSignIn(browser, { connection, signIn }, refusal, message)
}

/**
 * The sign-in that a response was for which cannot be believed. Knowing the ID of its request shows that the message
 * came by way of its browser: nobody else was told.
 */
async function failedSignIn(
  { context: { kernel } }: Browser,
  connection: SamlConnection,
  requestId: unknown,
): Promise<SignIn | undefined> {
  if (typeof requestId !== 'string' || !/^_[0-9a-f]{40}$/.test(requestId)) return undefined
  return findSignIn(kernel, connection, requestId)
}

/** More than anybody reads; the rest of it is in the message at the identity provider. */
const maxUnaskedCharacters = 8_192

/**
 * Refuses what answers no sign-in. Anybody can send that, as often as they like: so many are recorded as an
 * administrator needs to see what is wrong, and no more than the log and its readers can bear.
 */
async function refuseUnknown(
  browser: Browser,
  connection: SamlConnection,
  refusal: Refusal,
  { content, ...message }: LoggedMessage,
): Promise<FastifyReply> {
  const { allowed } = await browser.context.kernel.limiter.hit('authenticate', `saml ${connection.id}`)
  const target = { connection: allowed ? connection : null, signIn: null }
  const cut = { ...message, content: content.slice(0, maxUnaskedCharacters) }
  return refuseSignIn(browser, target, refusal, cut)
}

function readForm({ request }: Browser, connection: SamlConnection): Received | undefined {
  const { SAMLResponse, RelayState } = (request.body ?? {}) as Record<string, unknown>
  if (typeof SAMLResponse !== 'string' || SAMLResponse === '') return undefined
  const relayState = typeof RelayState === 'string' && RelayState !== '' ? RelayState : null
  return { connection, response: SAMLResponse, relayState }
}

/** People reload the page that a response was posted to. */
export async function explainAddress(browser: Browser): Promise<FastifyReply> {
  if (!(await addressedConnection(browser, 'saml'))) return sendNoSuchConnection(browser)
  return sendErrorPage(browser, {
    status: 405,
    title: 'Begin again at the application',
    message: 'This is where identity providers send their answers. There is nothing to see here.',
    code: 'method_not_allowed',
  })
}

/** A form that was not read: too large, or of another type. */
export async function refuseForm(browser: Browser, error: FastifyError): Promise<void> {
  const status = error.statusCode
  if (status !== 413 && status !== 415) throw error
  await sendErrorPage(browser, {
    status,
    title: 'The answer of the identity provider cannot be read',
    message:
      status === 413
        ? 'It is larger than any answer that is accepted. Often it lists too many groups: an administrator of the identity provider can filter them.'
        : 'It did not come as a form.',
    code: status === 413 ? 'too_large' : 'unsupported_media_type',
  })
}

const sendNoSuchConnection = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 404,
    title: 'There is no such connection',
    message:
      'Nothing signs in at this address. Compare the ACS URL at the identity provider with that of the connection.',
    code: 'connection_not_found',
  })

const sendNoResponse = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 400,
    title: 'No response of an identity provider',
    message: 'The form must hold exactly one SAMLResponse. Begin again at the application.',
    code: 'saml_response_missing',
  })
