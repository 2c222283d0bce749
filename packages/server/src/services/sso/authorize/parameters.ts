import type { QueryValues } from '../../../kernel/http/query-string.ts'
import type { AuthorizationRequest } from '../flow/types.ts'

/** A parameter that cannot be what it is. The sentence goes to whoever wrote the request. */
export class ParameterProblem extends Error {
  override readonly name = 'ParameterProblem'
  readonly code: 'invalid_request' | 'unsupported_response_type'

  constructor(message: string, code: ParameterProblem['code'] = 'invalid_request') {
    super(message)
    this.code = code
  }
}

/** What decides where an answer may go: read first, since everything else that is wrong can be told there. */
export type ReturnParameters = { clientId: string; redirectUri: string; state: string | null }

/** Which connection is meant. */
export type Selector = { by: 'connection' | 'organization' | 'provider' | 'domain'; value: string }

/** What is asked of the identity provider and of the answer. */
export type SignInParameters = { selectors: Selector[] } & Omit<
  AuthorizationRequest,
  'application' | 'redirectUri' | 'state' | 'testSessionId'
>

const longestState = 8_192
const longestAddress = 2_048
const longestText = 1_024
const mostScopes = 50
const mostFurther = 20

/** @throws {ParameterProblem} */
export function readReturnParameters(query: QueryValues): ReturnParameters {
  return {
    clientId: required(query, 'client_id', 200),
    redirectUri: required(query, 'redirect_uri', longestAddress),
    state: optional(query, 'state', longestState),
  }
}

/** @throws {ParameterProblem} */
export function readSignInParameters(query: QueryValues): SignInParameters {
  requireResponseType(query)
  return {
    selectors: readSelectors(query),
    codeChallenge: readCodeChallenge(query),
    loginHint: optional(query, 'login_hint', longestText),
    domainHint: optional(query, 'domain_hint', longestText),
    nonce: optional(query, 'nonce', longestText),
    forceAuthentication: readPrompt(query),
    providerScopes: readScopes(query),
    providerQueryParams: readFurther(query),
  }
}

function requireResponseType(query: QueryValues): void {
  const type = required(query, 'response_type', longestText)
  if (type === 'code') return
  throw new ParameterProblem(
    'response_type: only "code" is offered, the authorization code flow.',
    'unsupported_response_type',
  )
}

/** Every selector that was given, under either spelling. How many there may be is for the caller to judge. */
function readSelectors(query: QueryValues): Selector[] {
  const spellings = {
    connection: ['connection', 'connection_id'],
    organization: ['organization', 'organization_id'],
    provider: ['provider'],
    domain: ['domain'],
  } as const
  return Object.entries(spellings).flatMap(([by, names]) => {
    const values = names.flatMap((name) => optional(query, name, longestText) ?? [])
    // Both spellings of the same are one selector.
    return [...new Set(values)].map((value) => ({ by: by as Selector['by'], value }))
  })
}

/** RFC 7636, 4.3. `plain` would hand the verifier to whoever reads the address. */
function readCodeChallenge(query: QueryValues): string | null {
  const challenge = optional(query, 'code_challenge', longestText)
  const method = optional(query, 'code_challenge_method', longestText)
  if (challenge === null && method === null) return null
  if (method !== 'S256') throw new ParameterProblem('code_challenge_method: must be "S256".')
  if (challenge !== null && /^[A-Za-z0-9_-]{43,128}$/.test(challenge)) return challenge
  throw new ParameterProblem(
    'code_challenge: must be the SHA-256 of the verifier in base64url, of 43 characters.',
  )
}

function readPrompt(query: QueryValues): boolean {
  const prompt = optional(query, 'prompt', longestText)
  if (prompt === null || prompt === 'login') return prompt === 'login'
  throw new ParameterProblem('prompt: only "login" is offered.')
}

/** RFC 6749, 3.3: what a scope is made of. */
const scopeForm = /^[\x21\x23-\x5b\x5d-\x7e]{1,255}$/

function readScopes({ provider_scopes: given }: QueryValues): string[] {
  if (given === undefined || given === '') return []
  const texts = typeof given === 'string' ? [given] : given
  if (!Array.isArray(texts)) throw new ParameterProblem('provider_scopes: must be a list of scopes.')
  const scopes = texts.flatMap((text) => text.split(/[ ,]/)).filter((scope) => scope !== '')
  if (scopes.length <= mostScopes && scopes.every((scope) => scopeForm.test(scope)))
    return [...new Set(scopes)]
  throw new ParameterProblem(
    `provider_scopes: must be ${mostScopes} scopes at most, each as RFC 6749 has it.`,
  )
}

function readFurther({ provider_query_params: given }: QueryValues): Record<string, string> {
  if (given === undefined || given === '') return {}
  const entries = typeof given === 'object' && !Array.isArray(given) ? Object.entries(given) : undefined
  const fits = ([name, value]: [string, string]) =>
    /^[\w.-]{1,100}$/.test(name) && value.length <= longestAddress && !hasControl(value)
  if (entries && entries.length <= mostFurther && entries.every(fits)) return Object.fromEntries(entries)
  throw new ParameterProblem(
    `provider_query_params: must be written provider_query_params[name]=value, ${mostFurther} at most.`,
  )
}

function required(query: QueryValues, name: string, longest: number): string {
  const value = optional(query, name, longest)
  if (value !== null) return value
  throw new ParameterProblem(`${name}: is missing.`)
}

/** Clients that have no value for a parameter send it empty. RFC 6749, 3.1: none may come twice. */
function optional(query: QueryValues, name: string, longest: number): string | null {
  const value = query[name]
  if (value === undefined || value === '') return null
  if (typeof value !== 'string') throw new ParameterProblem(`${name}: must be given once, as text.`)
  if (value.length > longest) throw new ParameterProblem(`${name}: must have ${longest} characters at most.`)
  if (hasControl(value)) throw new ParameterProblem(`${name}: must not hold control characters.`)
  return value
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hasControl = (text: string) => /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)
