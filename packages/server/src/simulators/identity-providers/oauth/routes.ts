import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kernel } from '../../../kernel/kernel.ts'
import { fieldsOf } from '../fields.ts'
import { requireOwnPost } from '../guard.ts'
import { OAuthProblem, SimulatorProblem, sendOAuthProblem } from '../problem.ts'
import { pathOf } from '../simulator.ts'
import { answerSignIn, issuerOf, showSignIn } from './authorize.ts'
import { revoke } from './grants.ts'
import { jwks } from './keys.ts'
import { endSession, startLogout } from './logout.ts'
import { oidcPersonas } from './oidc-personas.ts'
import type { AuthorizationPersona } from './persona.ts'
import { oauthPersonas } from './social-personas.ts'
import { redeem, tellUserInfo } from './token.ts'

type Handler = (
  persona: AuthorizationPersona,
  request: FastifyRequest,
  reply: FastifyReply,
) => unknown | Promise<unknown>

/** What providers of OpenID Connect and of OAuth 2.0 are asked. */
export function mountAuthorizationServers(app: FastifyInstance, kernel: Kernel): void {
  mountFamily(app, kernel, 'oidc', oidcPersonas)
  mountFamily(app, kernel, 'oauth', oauthPersonas)
}

function mountFamily(
  app: FastifyInstance,
  kernel: Kernel,
  family: string,
  personas: ReadonlyMap<string, AuthorizationPersona>,
): void {
  const at = (suffix: string) => `/simulators/${family}/:persona${suffix}`
  const handle = (handler: Handler) => (request: FastifyRequest, reply: FastifyReply) =>
    handler(requirePersona(personas, request), request, reply)
  const takesForm = { takesForm: true }
  const form = { config: takesForm }
  const ownForm = { config: takesForm, onRequest: requireOwnPost }

  app.get(at('/.well-known/openid-configuration'), handle(discoveryDocument))
  app.get(
    at('/jwks'),
    handle((persona) => jwks(kernel, persona)),
  )
  app.get(
    at('/authorize'),
    handle((persona, request, reply) => showSignIn(kernel, persona, request, reply)),
  )
  // OpenID Connect Core, 3.1.2.1: both methods. The page can be reloaded, so it has an address.
  app.post(
    at('/authorize'),
    form,
    handle((persona, request, reply) =>
      reply.redirect(withQuery(`${pathOf(persona)}/authorize`, request.body), 303),
    ),
  )
  app.post(
    at('/sign-in'),
    ownForm,
    handle((persona, request, reply) => answerSignIn(kernel, persona, request, reply)),
  )
  app.post(
    at('/token'),
    form,
    handle((persona, request, reply) => asOAuth(reply, () => redeem(kernel, persona, request, reply))),
  )
  for (const [suffix, part] of [
    ['/userinfo', 'userInfo'],
    ['/userinfo/emails', 'emails'],
  ] as const) {
    app.route({
      method: ['GET', 'POST'],
      url: at(suffix),
      ...form,
      handler: handle((persona, request, reply) =>
        asOAuth(reply, () => tellUserInfo(kernel, persona, part, request, reply)),
      ),
    })
  }
  app.post(
    at('/revoke'),
    form,
    handle((persona, request, reply) =>
      asOAuth(reply, async () => {
        await revoke(kernel, persona, fieldsOf(request.body).required('token', 200))
        return {}
      }),
    ),
  )
  app.get(
    at('/end_session'),
    handle((persona, request, reply) => endSession(kernel, persona, fieldsOf(request.query), reply)),
  )
  app.post(
    at('/end_session'),
    form,
    handle((persona, request, reply) => endSession(kernel, persona, fieldsOf(request.body), reply)),
  )
  app.post(
    at('/sign-out'),
    ownForm,
    handle((persona, request, reply) => startLogout(kernel, persona, request, reply)),
  )
}

function requirePersona(
  personas: ReadonlyMap<string, AuthorizationPersona>,
  request: FastifyRequest,
): AuthorizationPersona {
  const { persona = '' } = request.params as { persona?: string }
  const found = personas.get(persona)
  if (found) return found
  throw new SimulatorProblem(
    `No provider is called that here. There are ${[...personas.keys()].join(', ')}.`,
    404,
  )
}

/** Whatever cannot be done is said as clients of OAuth read it. */
async function asOAuth(reply: FastifyReply, work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof OAuthProblem) return sendOAuthProblem(reply, error)
    if (error instanceof SimulatorProblem) {
      return sendOAuthProblem(reply, new OAuthProblem('invalid_request', error.message))
    }
    throw error
  }
}

/** OpenID Connect Discovery, 3. */
function discoveryDocument(persona: AuthorizationPersona, request: FastifyRequest) {
  const issuer = issuerOf(persona, request)
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    ...(persona.userInfo && { userinfo_endpoint: `${issuer}/userinfo` }),
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end_session`,
    revocation_endpoint: `${issuer}/revoke`,
    scopes_supported: ['openid', 'email', 'profile', 'groups', 'offline_access'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: [persona.persona === 'entra' ? 'pairwise' : 'public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256', 'ES256', 'PS256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: persona.issParameter === true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  }
}

function withQuery(path: string, body: unknown): string {
  const given = Object.entries((body ?? {}) as Record<string, unknown>)
  const texts = given.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return `${path}?${new URLSearchParams(texts)}`
}
