import type { Config } from '../../../kernel/config.ts'
import { requireLocalAddress } from '../addresses.ts'
import type { Fields } from '../fields.ts'
import { SimulatorProblem } from '../problem.ts'

/** What a client asked for (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2.1). */
export type Asked = {
  clientId: string
  redirectUri: string
  responseType: string | null
  responseMode: string
  scope: string
  state: string | null
  nonce: string | null
  codeChallenge: string | null
  accessType: string | null
  prompt: string | null
  loginHint: string | null
}

/** @throws {SimulatorProblem} where nothing can be sent back */
export function askedIn(config: Pick<Config, 'publicUrl'>, fields: Fields): Asked {
  const method = fields.optional('code_challenge_method', 20)
  if (method !== null && method !== 'S256') {
    throw new SimulatorProblem('code_challenge_method must be S256 (RFC 7636, 4.3).')
  }
  const redirectUri = fields.required('redirect_uri')
  requireLocalAddress(config, 'redirect_uri', redirectUri)
  return {
    clientId: fields.required('client_id', 1_024),
    // As it was given: the token request is compared with it.
    redirectUri,
    responseType: fields.optional('response_type', 100),
    responseMode: responseMode(fields.optional('response_mode', 20)),
    scope: fields.optional('scope', 4_096) ?? '',
    state: fields.optional('state', 4_096),
    nonce: fields.optional('nonce', 1_024),
    codeChallenge: fields.optional('code_challenge', 128),
    accessType: fields.optional('access_type', 20),
    prompt: fields.optional('prompt', 100),
    loginHint: fields.optional('login_hint', 320),
  }
}

function responseMode(given: string | null): string {
  if (given === null || given === 'query' || given === 'form_post') return given ?? 'query'
  throw new SimulatorProblem('response_mode must be query or form_post.')
}

export const scopesOf = (scope: string): ReadonlySet<string> => new Set(scope.split(/[\s,]+/).filter(Boolean))

/** What the page of the simulator carries on, by the names that `askedIn` reads. */
export const toFields = (asked: Asked): Record<string, string | null> => ({
  client_id: asked.clientId,
  redirect_uri: asked.redirectUri,
  response_mode: asked.responseMode,
  scope: asked.scope || null,
  state: asked.state,
  nonce: asked.nonce,
  code_challenge: asked.codeChallenge,
  access_type: asked.accessType,
})
