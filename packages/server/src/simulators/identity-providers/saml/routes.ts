import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kernel } from '../../../kernel/kernel.ts'
import { buildIdpMetadata } from '../../../protocols/saml/index.ts'
import { baseOf, requireLocalAddress } from '../addresses.ts'
import { wellBehaved } from '../behaviour.ts'
import { fieldsOf } from '../fields.ts'
import { requireOwnPost } from '../guard.ts'
import { SimulatorProblem } from '../problem.ts'
import { keyOf, pathOf } from '../simulator.ts'
import * as store from '../store.ts'
import { startLogout, takeLogoutMessage } from './logout.ts'
import { type SamlPersona, samlPersonas } from './personas.ts'
import { carriedOn, type ReceivedRequest, receivedByPost, receivedByRedirect } from './request.ts'
import { answerSignIn, refuse, sendResponse, showSignIn, signingKey } from './sign-in.ts'

type Handler = (persona: SamlPersona, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** What SAML identity providers are asked. */
export function mountSaml(app: FastifyInstance, kernel: Kernel): void {
  const at = (suffix: string) => `/simulators/saml/:persona${suffix}`
  const handle = (handler: Handler) => (request: FastifyRequest, reply: FastifyReply) =>
    handler(requirePersona(request), request, reply)
  const takesForm = { takesForm: true }
  const form = { config: takesForm }
  const ownForm = { config: takesForm, onRequest: requireOwnPost }

  app.get(
    at('/metadata'),
    handle((persona, request, reply) => sendMetadata(kernel, persona, request, reply)),
  )
  app.get(
    at('/sso'),
    handle((persona, request, reply) => {
      const received = receivedByRedirect(request.url.split('?', 2)[1] ?? '', request.query)
      return takeRequest(kernel, persona, received, request, reply)
    }),
  )
  app.post(
    at('/sso'),
    form,
    handle((persona, request, reply) =>
      takeRequest(kernel, persona, receivedByPost(request.body, request.query), request, reply),
    ),
  )
  app.get(
    at('/start'),
    handle(async (persona, request, reply) => startAt(persona, request, reply)),
  )
  app.get(
    at('/sign-in'),
    handle((persona, request, reply) => showSignIn(kernel, persona, request, reply)),
  )
  app.post(
    at('/sign-in'),
    ownForm,
    handle((persona, request, reply) => answerSignIn(kernel, persona, request, reply)),
  )
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      method,
      url: at('/slo'),
      ...form,
      handler: handle((persona, request, reply) => takeLogoutMessage(kernel, persona, request, reply)),
    })
  }
  app.post(
    at('/sign-out'),
    ownForm,
    handle((persona, request, reply) =>
      startLogout(kernel, persona, fieldsOf(request.body).required('session', 256), reply),
    ),
  )
}

function requirePersona(request: FastifyRequest): SamlPersona {
  const { persona = '' } = request.params as { persona?: string }
  const found = samlPersonas.get(persona)
  if (found) return found
  throw new SimulatorProblem(
    `No SAML identity provider is called that. There are ${[...samlPersonas.keys()].join(', ')}.`,
    404,
  )
}

async function sendMetadata(
  kernel: Kernel,
  persona: SamlPersona,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const own = `${baseOf(request)}${pathOf(persona)}`
  const { certificatePem } = await signingKey(kernel, persona)
  const xml = buildIdpMetadata({
    entityId: persona.entityId,
    ssoUrl: `${own}/sso`,
    ssoPostUrl: `${own}/sso`,
    sloUrl: `${own}/slo`,
    signingCertificates: [certificatePem],
    nameIdFormats: persona.nameIdFormats,
  })
  return reply.type('application/samlmetadata+xml').send(xml)
}

/** Takes a request on to the page, which can then be reloaded whatever binding the request came by. */
async function takeRequest(
  kernel: Kernel,
  persona: SamlPersona,
  received: ReceivedRequest,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const acsUrl = await answerAddress(kernel, persona, received)
  const { relayState, request: asked } = received
  if (asked.isPassive) {
    // Nobody is ever signed in here beforehand (SAML Core 2.0, 3.4.1).
    const answer = { acsUrl, audience: asked.issuer, inResponseTo: asked.id, nameIdFormat: null, relayState }
    const signIn = {
      persona,
      asked: { ...answer, loginHint: null, logoutAddress: null },
      behaviour: wellBehaved,
    }
    return sendResponse(reply, persona, answer, await refuse(kernel, signIn, 'no_passive'))
  }
  return reply.redirect(
    pathWith(`${pathOf(persona)}/sign-in`, { ...carriedOn(received, acsUrl), ...chosen(request) }),
    303,
  )
}

async function answerAddress(
  kernel: Kernel,
  persona: SamlPersona,
  { request }: ReceivedRequest,
): Promise<string> {
  const known =
    request.acsUrl ??
    (await store.findApplication(kernel.database.sql, keyOf(persona), request.issuer))?.address
  if (known === undefined) {
    throw new SimulatorProblem(
      'The request has no AssertionConsumerServiceURL, and its issuer is not known here.',
    )
  }
  requireLocalAddress(kernel.config, 'AssertionConsumerServiceURL', known)
  return known
}

/** What the address itself chose of how the simulator behaves. */
function chosen(request: FastifyRequest): Record<string, string | null> {
  const fields = fieldsOf(request.query)
  return Object.fromEntries(
    ['misbehave', 'clock_minutes', 'slow_seconds'].map((name) => [name, fields.optional(name, 100)]),
  )
}

/** Begins a sign-in that no application asked for. */
function startAt(persona: SamlPersona, request: FastifyRequest, reply: FastifyReply) {
  const fields = fieldsOf(request.query)
  if (fields.optional('acs') === null) return reply.redirect(pathOf(persona), 303)
  const query = Object.fromEntries(
    ['acs', 'audience', 'slo', 'relay_state', 'login_hint'].map((name) => [
      name,
      fields.optional(name, 4_096),
    ]),
  )
  return reply.redirect(pathWith(`${pathOf(persona)}/sign-in`, { ...query, ...chosen(request) }), 303)
}

function pathWith(path: string, query: Record<string, string | null>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null)
  return `${path}?${new URLSearchParams(given)}`
}
