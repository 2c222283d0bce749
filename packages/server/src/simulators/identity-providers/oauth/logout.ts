import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { decodeJwt } from 'jose'
import type { Kernel } from '../../../kernel/kernel.ts'
import { OutboundError } from '../../../kernel/outbound/outbound.ts'
import { requireLocalAddress } from '../addresses.ts'
import { type Fields, fieldsOf } from '../fields.ts'
import { noticePage, sendSimulatorPage } from '../layout.ts'
import { SimulatorProblem } from '../problem.ts'
import { keyOf } from '../simulator.ts'
import * as store from '../store.ts'
import { issuerOf } from './authorize.ts'
import { seconds, signed } from './id-token.ts'
import { currentKey } from './keys.ts'
import type { AuthorizationPersona } from './persona.ts'

/** Signs somebody out because the client asks for it (OpenID Connect RP-Initiated Logout 1.0). */
export async function endSession(
  kernel: Kernel,
  persona: AuthorizationPersona,
  fields: Fields,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const sessionId = sessionOfHint(fields.optional('id_token_hint', 16_384))
  if (sessionId !== undefined) await end(kernel, persona, sessionId)
  const back = fields.optional('post_logout_redirect_uri')
  if (back === null) return tell(persona, reply, 'The session has ended at Acme IdP.')
  const url = requireLocalAddress(kernel.config, 'post_logout_redirect_uri', back)
  const state = fields.optional('state', 4_096)
  if (state !== null) url.searchParams.set('state', state)
  return reply.redirect(url.href, 303)
}

/** The session that an ID token names. It need not be valid any more, and ending a session takes no more than its name. */
function sessionOfHint(token: string | null): string | undefined {
  if (token === null) return undefined
  try {
    const { sid } = decodeJwt(token)
    return typeof sid === 'string' ? sid : undefined
  } catch {
    throw new SimulatorProblem('id_token_hint is no ID token.')
  }
}

async function end(kernel: Kernel, persona: AuthorizationPersona, sessionId: string) {
  const { sql } = kernel.database
  await store.deleteGrantsOfSession(sql, keyOf(persona), sessionId)
  return store.deleteSession(sql, keyOf(persona), sessionId)
}

/** Signs somebody out from here, and tells the client behind their back (OpenID Connect Back-Channel Logout 1.0). */
export async function startLogout(
  kernel: Kernel,
  persona: AuthorizationPersona,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const session = await end(kernel, persona, fieldsOf(request.body).required('session', 256))
  if (!session) throw new SimulatorProblem('This session has ended already.', 404)
  if (session.logoutAddress === null) {
    return tell(
      persona,
      reply,
      'The session has ended at Acme IdP. The application has no address to be told at.',
    )
  }
  const token = await logoutToken(kernel, persona, issuerOf(persona, request), session)
  return tell(persona, reply, await deliver(kernel, session.logoutAddress, token))
}

async function logoutToken(
  kernel: Kernel,
  persona: AuthorizationPersona,
  issuer: string,
  { application, nameId, id }: store.Session,
): Promise<string> {
  const now = seconds(kernel.clock.now())
  const claims = {
    iss: issuer,
    aud: application,
    sub: nameId,
    sid: id,
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  }
  return signed(claims, await currentKey(kernel, persona), 'logout+jwt')
}

/** @returns what came of it, for the page */
async function deliver(kernel: Kernel, address: string, token: string): Promise<string> {
  requireLocalAddress(kernel.config, 'The address for logout', address)
  try {
    const { status } = await kernel.outbound.fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token: token }).toString(),
    })
    return `The session has ended at Acme IdP. The application was told, and answered ${status}.`
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return `The session has ended at Acme IdP. The application could not be told: ${error.message}`
  }
}

const tell = ({ look }: AuthorizationPersona, reply: FastifyReply, message: string) =>
  sendSimulatorPage(reply, noticePage({ look, title: 'Signed out', message }))
