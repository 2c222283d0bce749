import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kernel } from '../../../kernel/kernel.ts'
import { backChannelAddress, baseOf } from '../addresses.ts'
import type { Behaviour } from '../behaviour.ts'
import { fieldsOf } from '../fields.ts'
import { sendSimulatorPage, submittingPage } from '../layout.ts'
import { signInPage } from '../sign-in-page.ts'
import { behaviourIn, everybody, keyOf, pathOf, requirePerson, takeTime } from '../simulator.ts'
import * as store from '../store.ts'
import { issueGrant } from './grants.ts'
import type { AuthorizationPersona } from './persona.ts'
import { type Asked, askedIn, scopesOf, toFields } from './request.ts'

export const issuerOf = (persona: AuthorizationPersona, request: FastifyRequest): string =>
  `${baseOf(request)}${pathOf(persona)}`

type Answer = Record<string, string>

/** Shows who can sign in, or says at once that the request cannot be met (RFC 6749, 4.1.2.1). */
export async function showSignIn(
  kernel: Kernel,
  persona: AuthorizationPersona,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = fieldsOf(request.query)
  const asked = askedIn(kernel.config, fields)
  const refused = refusalOf(asked)
  if (refused) return sendAnswer(reply, persona, asked, { error: refused, ...issOf(persona, request, null) })
  const page = signInPage({
    simulator: persona,
    request: toFields(asked),
    address: asked.redirectUri,
    people: await everybody(kernel),
    loginHint: asked.loginHint,
    behaviour: await behaviourIn(kernel, persona, fields),
    here: request.url,
  })
  return sendSimulatorPage(reply, page)
}

function refusalOf({ responseType, prompt }: Asked): string | undefined {
  if (responseType !== 'code') return 'unsupported_response_type'
  // Nobody is ever signed in here beforehand.
  return prompt === 'none' ? 'login_required' : undefined
}

/** Sends the answer of whoever was chosen through the browser to the client. */
export async function answerSignIn(
  kernel: Kernel,
  persona: AuthorizationPersona,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = fieldsOf(request.body)
  const asked = askedIn(kernel.config, fields)
  const behaviour = await behaviourIn(kernel, persona, fields)
  const email = fields.optional('cancel') === null ? fields.required('email', 320) : null
  await takeTime(behaviour.slowSeconds, reply)
  const answer = await answerOf(kernel, persona, { asked, behaviour, email })
  return sendAnswer(reply, persona, wrongly(asked, behaviour), {
    ...answer,
    ...issOf(persona, request, behaviour.misbehave),
  })
}

type SignIn = {
  asked: Asked
  behaviour: Behaviour
  /** Null: nobody. */
  email: string | null
}

async function answerOf(
  kernel: Kernel,
  persona: AuthorizationPersona,
  { asked, behaviour, email }: SignIn,
): Promise<Answer> {
  const { misbehave } = behaviour
  if (email === null || misbehave === 'access_denied') {
    return { error: 'access_denied', error_description: 'The person did not sign in.' }
  }
  if (misbehave === 'server_error') return { error: 'server_error' }
  return issueCode(kernel, persona, { asked, behaviour, email })
}

const wrongly = (asked: Asked, { misbehave }: Behaviour): Asked =>
  misbehave === 'wrong_state' ? { ...asked, state: 'another-state' } : asked

/** RFC 9207: so that a client knows which of its providers answers. */
function issOf(persona: AuthorizationPersona, request: FastifyRequest, misbehave: string | null): Answer {
  if (misbehave === 'wrong_iss') return { iss: 'https://another.example' }
  return persona.issParameter ? { iss: issuerOf(persona, request) } : {}
}

async function issueCode(
  kernel: Kernel,
  persona: AuthorizationPersona,
  { asked, behaviour, email }: SignIn & { email: string },
): Promise<Answer> {
  const person = await requirePerson(kernel, email)
  const { clientId, redirectUri, scope, nonce, codeChallenge } = asked
  const { misbehave, clockMinutes, slowSeconds } = behaviour
  const sessionId = randomUUID()
  const sub = persona.sub(person, clientId)
  await remember(kernel, persona, asked, { id: sessionId, email, sub })
  const code = await issueGrant(kernel, persona, 'code', {
    sessionId,
    data: {
      email,
      clientId,
      redirectUri,
      scope,
      nonce,
      codeChallenge,
      offline: scopesOf(scope).has('offline_access') || asked.accessType === 'offline',
      misbehave,
      clockMinutes,
      slowSeconds,
      authenticatedAt: kernel.clock.now().toISOString(),
    },
  })
  const subject = { person, sub, clientId, scopes: scopesOf(scope), verified: true }
  return { code, ...(persona.user && { user: JSON.stringify(persona.user(subject)) }) }
}

async function remember(
  kernel: Kernel,
  persona: AuthorizationPersona,
  { clientId, redirectUri }: Asked,
  { id, email, sub }: { id: string; email: string; sub: string },
): Promise<void> {
  const { sql } = kernel.database
  const now = kernel.clock.now()
  const logoutAddress = backChannelAddress(new URL(redirectUri))
  const application = { id: clientId, address: redirectUri, logoutAddress }
  await store.saveApplication(sql, keyOf(persona), application, now)
  const session = {
    id,
    application: clientId,
    address: redirectUri,
    logoutAddress,
    email,
    nameId: sub,
    nameIdFormat: null,
  }
  await store.insertSession(sql, keyOf(persona), session, now)
}

function sendAnswer(
  reply: FastifyReply,
  { look }: AuthorizationPersona,
  asked: Asked,
  answer: Answer,
): FastifyReply {
  const fields = { ...answer, ...(asked.state !== null && { state: asked.state }) }
  if (asked.responseMode === 'form_post') {
    return sendSimulatorPage(reply, submittingPage({ look, action: asked.redirectUri, fields }))
  }
  const url = new URL(asked.redirectUri)
  for (const [name, value] of Object.entries(fields)) url.searchParams.append(name, value)
  return reply.redirect(url.href, 303)
}
