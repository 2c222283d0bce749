// Single logout, as an identity provider takes part in it (SAML Profiles 2.0, 4.4).
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kernel } from '../../../kernel/kernel.ts'
import {
  childrenNamed,
  is,
  requireAttribute,
  requireChild,
  trimmedTextOf,
} from '../../../protocols/saml/elements.ts'
import {
  buildLogoutRequest,
  buildLogoutResponse,
  newMessageId,
  parseXml,
  readPost,
  readRedirect,
  redirectUrl,
  type XmlElement,
} from '../../../protocols/saml/index.ts'
import { namespaces } from '../../../protocols/saml/names.ts'
import { requireLocalAddress } from '../addresses.ts'
import { type Fields, fieldsOf } from '../fields.ts'
import { noticePage, sendSimulatorPage } from '../layout.ts'
import { SimulatorProblem } from '../problem.ts'
import { keyOf } from '../simulator.ts'
import * as store from '../store.ts'
import type { SamlPersona } from './personas.ts'
import { signingKey } from './sign-in.ts'

/** Takes what comes to the address for single logout: a request, or the answer to one of ours. */
export async function takeLogoutMessage(
  kernel: Kernel,
  persona: SamlPersona,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = fieldsOf(request.method === 'GET' ? request.query : request.body)
  if (fields.optional('SAMLResponse', 200_000) !== null) return showSignedOut(persona, reply)
  const { message, relayState } = received(request, fields)
  return answerLogout(kernel, persona, { message, relayState }, reply)
}

function received(request: FastifyRequest, fields: Fields) {
  if (request.method === 'GET') {
    const { xml, relayState } = readRedirect(request.url.split('?', 2)[1] ?? '', 'SAMLRequest')
    return { message: parseXml(xml), relayState }
  }
  const xml = readPost(fields.required('SAMLRequest', 200_000))
  return { message: parseXml(xml), relayState: fields.optional('RelayState', 4_096) }
}

/**
 * Ends the sessions that the request names. Real providers verify its signature by a certificate that somebody gave them;
 * nobody sets anything up here, and there is nothing to protect.
 */
async function answerLogout(
  kernel: Kernel,
  persona: SamlPersona,
  { message, relayState }: { message: XmlElement; relayState: string | null },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { id, issuer, nameId, sessionIndexes } = readLogoutRequest(message)
  const { sql } = kernel.database
  const application = await store.findApplication(sql, keyOf(persona), issuer)
  if (!application?.logoutAddress) {
    throw new SimulatorProblem(
      `Nobody has signed in at ${issuer} from here, so it is not known where the answer goes.`,
      404,
    )
  }
  await store.deleteSessionsOf(sql, keyOf(persona), { application: issuer, nameId, ids: sessionIndexes })
  const xml = buildLogoutResponse({
    ...headerOf(kernel, persona, application.logoutAddress),
    inResponseTo: id,
    status: 'success',
  })
  return redirect(kernel, persona, reply, {
    url: application.logoutAddress,
    kind: 'SAMLResponse',
    xml,
    relayState,
  })
}

function readLogoutRequest(message: XmlElement) {
  if (!is(message, namespaces.protocol, 'LogoutRequest')) {
    throw new SimulatorProblem(`The message is <${message.name}>; here only a LogoutRequest is taken.`)
  }
  return {
    id: requireAttribute(message, 'ID'),
    issuer: trimmedTextOf(requireChild(message, namespaces.assertion, 'Issuer')),
    nameId: trimmedTextOf(requireChild(message, namespaces.assertion, 'NameID')),
    sessionIndexes: childrenNamed(message, namespaces.protocol, 'SessionIndex').map(trimmedTextOf),
  }
}

const headerOf = (kernel: Kernel, { entityId }: SamlPersona, destination: string) => ({
  id: newMessageId(randomBytes(20)),
  issueInstant: kernel.clock.now(),
  destination,
  issuer: entityId,
})

/** Signs somebody out from here: their session ends, and the application is told through the browser. */
export async function startLogout(
  kernel: Kernel,
  persona: SamlPersona,
  sessionId: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const session = await store.deleteSession(kernel.database.sql, keyOf(persona), sessionId)
  if (!session) throw new SimulatorProblem('This session has ended already.', 404)
  const { logoutAddress, nameId, nameIdFormat } = session
  if (logoutAddress === null) return showSignedOut(persona, reply)
  const header = headerOf(kernel, persona, logoutAddress)
  const xml = buildLogoutRequest({
    ...header,
    nameId: { value: nameId, format: nameIdFormat },
    sessionIndexes: [session.id],
    notOnOrAfter: new Date(header.issueInstant.getTime() + 300_000),
  })
  return redirect(kernel, persona, reply, { url: logoutAddress, kind: 'SAMLRequest', xml, relayState: null })
}

async function redirect(
  kernel: Kernel,
  persona: SamlPersona,
  reply: FastifyReply,
  message: { url: string; kind: 'SAMLRequest' | 'SAMLResponse'; xml: string; relayState: string | null },
): Promise<FastifyReply> {
  const { relayState, ...sent } = message
  requireLocalAddress(kernel.config, 'The address for logout', message.url)
  const { privateKey } = await signingKey(kernel, persona)
  const to = redirectUrl({ ...sent, ...(relayState !== null && { relayState }), sign: { privateKey } })
  return reply.redirect(to, 303)
}

const showSignedOut = ({ look }: SamlPersona, reply: FastifyReply) =>
  sendSimulatorPage(
    reply,
    noticePage({ look, title: 'Signed out', message: 'The session has ended at Acme IdP.' }),
  )
