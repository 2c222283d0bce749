import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kernel } from '../../../kernel/kernel.ts'
import { postForm } from '../../../protocols/saml/index.ts'
import type { Behaviour, samlMisbehaviours } from '../behaviour.ts'
import { fieldsOf } from '../fields.ts'
import { keyNamed } from '../keys.ts'
import { sendSimulatorPage, submittingPage } from '../layout.ts'
import { SimulatorProblem } from '../problem.ts'
import { signInPage } from '../sign-in-page.ts'
import { behaviourIn, everybody, instantOf, keyOf, requirePerson, takeTime } from '../simulator.ts'
import * as store from '../store.ts'
import { findEncryptionCertificate } from './encryption-certificate.ts'
import { type Issued, isRefusal, issueRefusal, issueResponse, type SamlRefusal } from './issue.ts'
import type { SamlPersona } from './personas.ts'
import { type Asked, askedIn, toFields } from './request.ts'

type SamlMisbehaviour = keyof typeof samlMisbehaviours

export const signingKey = (kernel: Kernel, persona: SamlPersona) =>
  keyNamed(kernel, keyOf(persona), `Acme IdP, playing ${persona.plays}`)

/** Shows who can sign in. */
export async function showSignIn(
  kernel: Kernel,
  persona: SamlPersona,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = fieldsOf(request.query)
  const asked = askedIn(kernel.config, fields)
  const page = signInPage({
    simulator: persona,
    request: toFields(asked),
    address: asked.acsUrl,
    people: await everybody(kernel),
    loginHint: asked.loginHint,
    behaviour: await behaviourIn(kernel, persona, fields),
    here: request.url,
  })
  return sendSimulatorPage(reply, page)
}

/** Sends the answer of whoever was chosen through the browser to the service provider. */
export async function answerSignIn(
  kernel: Kernel,
  persona: SamlPersona,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = fieldsOf(request.body)
  const asked = askedIn(kernel.config, fields)
  const behaviour = await behaviourIn(kernel, persona, fields)
  const email = fields.optional('cancel') === null ? fields.required('email', 320) : null
  await takeTime(behaviour.slowSeconds, reply)
  const xml = await responseTo(kernel, { persona, asked, behaviour, email })
  return sendResponse(reply, persona, asked, xml)
}

type SignIn = {
  persona: SamlPersona
  asked: Asked
  behaviour: Behaviour
  /** Null: nobody. */
  email: string | null
}

async function responseTo(kernel: Kernel, { persona, asked, behaviour, email }: SignIn): Promise<string> {
  const misbehave = behaviour.misbehave as SamlMisbehaviour | null
  const refusal = email === null ? 'cancelled' : misbehave
  if (email === null || isRefusal(refusal))
    return refuse(kernel, { persona, asked, behaviour }, refusal as SamlRefusal)
  const application = { id: asked.audience, address: asked.acsUrl, logoutAddress: asked.logoutAddress }
  if (misbehave === 'replay') return replayed(kernel, persona, application)
  const person = await requirePerson(kernel, email)
  const encrypts = misbehave === 'encrypted' || misbehave === 'encrypted_unsigned'
  const issued = issueResponse({
    persona,
    request: asked,
    person,
    misbehave,
    key: await signingKey(kernel, persona),
    otherKey: await keyNamed(kernel, 'saml/another', 'Another identity provider'),
    encryptionCertificate: encrypts ? await findEncryptionCertificate(kernel, asked.acsUrl) : null,
    now: instantOf(kernel, behaviour),
  })
  await remember(kernel, persona, { application, email, misbehave, issued })
  return issued.xml
}

/** A response that says that nobody signed in. */
export async function refuse(
  kernel: Kernel,
  { persona, asked, behaviour }: Omit<SignIn, 'email'>,
  refusal: SamlRefusal,
): Promise<string> {
  const key = await signingKey(kernel, persona)
  const now = instantOf(kernel, behaviour)
  return issueRefusal({ persona, request: asked, misbehave: null, key, now }, refusal)
}

export function sendResponse(
  reply: FastifyReply,
  { look }: SamlPersona,
  { acsUrl, relayState }: Pick<Asked, 'acsUrl' | 'relayState'>,
  xml: string,
): FastifyReply {
  const form = postForm({
    url: acsUrl,
    kind: 'SAMLResponse',
    xml,
    ...(relayState !== null && { relayState }),
  })
  return sendSimulatorPage(reply, submittingPage({ look, ...form }))
}

async function replayed(
  kernel: Kernel,
  persona: SamlPersona,
  application: store.Application,
): Promise<string> {
  const last = await store.findLastResponse(kernel.database.sql, keyOf(persona), application)
  if (last !== undefined) return last
  throw new SimulatorProblem('There is nothing to send once more yet. Sign in at this application first.')
}

type Remembered = {
  application: store.Application
  email: string
  misbehave: SamlMisbehaviour | null
  issued: Issued
}

async function remember(
  kernel: Kernel,
  persona: SamlPersona,
  { application, email, misbehave, issued: { xml, sessionIndex, nameId } }: Remembered,
): Promise<void> {
  const { sql } = kernel.database
  const now = kernel.clock.now()
  await store.saveApplication(sql, keyOf(persona), application, now)
  // What is sent once more is to be wrong for that reason alone.
  if (misbehave === null) await store.saveLastResponse(sql, keyOf(persona), application, xml)
  const session = {
    id: sessionIndex,
    application: application.id,
    address: application.address,
    logoutAddress: application.logoutAddress,
    email,
    nameId: nameId.value,
    nameIdFormat: nameId.format,
  }
  await store.insertSession(sql, keyOf(persona), session, now)
}
