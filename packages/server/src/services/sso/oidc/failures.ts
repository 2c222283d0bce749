import { errors } from 'jose'
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import type { Kernel } from '../../../kernel/kernel.ts'
import { OutboundError } from '../../../kernel/outbound/outbound.ts'
import { Refused, refused } from './refused.ts'

/**
 * Says, in the words of an administrator, what went wrong between here and the identity provider. What is not known to go
 * wrong stands in the log of the server.
 */
export function explain({ log }: Pick<Kernel, 'log'>, error: unknown): Refused {
  const explained = known(error)
  if (explained) return explained
  log.error({ err: error }, 'an identity provider was not understood')
  return refused(
    'unexpected_answer',
    'The identity provider answered something that could not be read. The log of the server has more.',
  )
}

/** As `explain`; nothing for an error that is none of the identity provider's. */
export function known(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error
  if (error instanceof OutboundError) return refused('idp_unreachable', `${error.message} ${reachable}`)
  if (error instanceof AuthorizationResponseError) return deniedBy(error)
  if (error instanceof ResponseBodyError) return tokenRequestRefused(error)
  if (error instanceof WWWAuthenticateChallengeError) return challenged(error)
  if (error instanceof errors.JOSEError) return tokenRefused(error)
  if (error instanceof ClientError) return known(error.cause) ?? answerRefused(error)
  // The libraries throw it for keys that are too short, and for addresses that are none. Its text may quote a secret.
  if (error instanceof TypeError) return refused('configuration_unusable', unusable)
  return undefined
}

const unusable =
  'A key, an address or a token of the identity provider cannot be used. RSA keys need 2,048 bits, addresses need https.'
const reachable =
  'Look whether the address is right, and whether the identity provider can be reached from here.'

/** What people or policies say when they do not want this sign-in: RFC 6749, 4.1.2.1; OpenID Connect Core 1.0, 3.1.2.6. */
const denials = new Set([
  'access_denied',
  'login_required',
  'consent_required',
  'interaction_required',
  'account_selection_required',
  // LinkedIn and Apple, in their own words.
  'user_cancelled_login',
  'user_cancelled_authorize',
])

function deniedBy({ error, error_description }: AuthorizationResponseError): Refused {
  const isDenial = denials.has(error)
  return new Refused({
    error: isDenial ? 'access_denied' : 'server_error',
    code: isDenial ? 'idp_denied' : 'idp_error',
    message: `The identity provider answered ${quoted(error)}${described(error_description)}. Its own log says why.`,
  })
}

const remedies: Readonly<Record<string, string>> = {
  invalid_client:
    'Compare the client ID, the client secret and the token authentication method with what the identity provider has.',
  unauthorized_client: 'Allow the authorization code grant for this client at the identity provider.',
  invalid_grant:
    'The code was used or has expired, or the redirect URI at the identity provider is another than that of the connection.',
  redirect_uri_mismatch: 'Register the redirect URI of the connection at the identity provider.',
}

function tokenRequestRefused({ error, error_description, status }: ResponseBodyError): Refused {
  return refused(
    'token_request_refused',
    `The identity provider refused to redeem the code: ${quoted(error)} (status ${status})${described(error_description)}. ${remedies[error] ?? 'Its own log says why.'}`,
  )
}

function challenged({ status, cause }: WWWAuthenticateChallengeError): Refused {
  const error = cause.find(({ parameters }) => parameters.error)?.parameters.error
  return refused(
    'token_request_refused',
    `The identity provider refused to redeem the code (status ${status}${error ? `, ${quoted(error)}` : ''}). ${remedies.invalid_client}`,
  )
}

const clocks = 'Compare the clock of the identity provider with the right time.'
const tokenProblems: Readonly<Record<string, readonly [code: string, remedy: string]>> = {
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: [
    'signature_invalid',
    'The key that the identity provider publishes has not made it. If it has changed its key under the same name, the next sign-in works; if not, this may be an attack.',
  ],
  ERR_JWKS_NO_MATCHING_KEY: [
    'key_unknown',
    'Its key is none of those that the identity provider publishes for this algorithm.',
  ],
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: [
    'key_ambiguous',
    'The identity provider publishes several keys and does not say (kid) which of them it used.',
  ],
  ERR_JWKS_TIMEOUT: ['idp_unreachable', 'The keys of the identity provider could not be read in time.'],
  ERR_JWKS_INVALID: ['keys_invalid', 'What the identity provider publishes as its keys is no key set.'],
  ERR_JOSE_ALG_NOT_ALLOWED: [
    'algorithm_not_allowed',
    'Let the identity provider sign as its configuration says, or set the algorithm of the connection.',
  ],
  ERR_JOSE_NOT_SUPPORTED: ['id_token_unsupported', 'It uses what is not supported.'],
  // Only of what is read at the address of the keys.
  ERR_JOSE_GENERIC: ['keys_invalid', 'What the identity provider publishes as its keys is no key set.'],
  ERR_JWT_EXPIRED: ['id_token_expired', clocks],
}

const claimProblems: Readonly<Record<string, readonly [code: string, remedy: string]>> = {
  aud: ['audience_mismatch', 'It was made for another client: compare the client ID of the connection.'],
  nbf: ['id_token_not_yet_valid', clocks],
  iat: ['id_token_not_yet_valid', clocks],
}

function tokenRefused(error: errors.JOSEError): Refused {
  const { code, message } = error
  const claim = error instanceof errors.JWTClaimValidationFailed ? claimProblems[error.claim] : undefined
  const [name, remedy] = claim ?? tokenProblems[code] ?? ['id_token_invalid', 'It is not as it has to be.']
  return refused(name, `The ID token was refused: ${printable(message)}. ${remedy}`, payloadOf(error))
}

const payloadOf = (error: errors.JOSEError) =>
  error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired
    ? error.payload
    : undefined

const answerProblems: Readonly<Record<string, string>> = {
  OAUTH_PARSE_ERROR: 'answer_malformed',
  OAUTH_INVALID_RESPONSE: 'answer_invalid',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'answer_invalid',
  OAUTH_RESPONSE_IS_NOT_JSON: 'answer_malformed',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'issuer_mismatch',
  OAUTH_INVALID_SERVER_METADATA: 'configuration_unusable',
  OAUTH_MISSING_SERVER_METADATA: 'configuration_unusable',
  OAUTH_UNSUPPORTED_OPERATION: 'unsupported',
  OAUTH_TIMEOUT: 'idp_unreachable',
}

function answerRefused({ code = '', cause, message }: ClientError): Refused {
  const reason = cause instanceof Error ? cause.message : message
  return refused(
    answerProblems[code] ?? 'answer_invalid',
    `The answer of the identity provider cannot be used: ${printable(reason)}${statusIn(cause)}${errorIn(cause)}. Look in its own log, and whether the discovery endpoint and the other addresses are those of this identity provider.`,
  )
}

/** What the response itself was, where that is what cannot be used. */
function statusIn(cause: unknown): string {
  const { status } = ((cause as { cause?: unknown } | undefined)?.cause ?? {}) as { status?: unknown }
  return typeof status === 'number' && status !== 200 ? ` (${status})` : ''
}

/** Some providers answer errors with the status of success. */
function errorIn(cause: unknown): string {
  const body = (cause as { cause?: { body?: unknown } } | undefined)?.cause?.body as
    | { error?: unknown; error_description?: unknown }
    | undefined
  return body?.error === undefined
    ? ''
    : `. It says ${quoted(body.error)}${described(body.error_description)}`
}

const described = (description: unknown) => (description ? ` (${printable(String(description))})` : '')
const quoted = (text: unknown) => JSON.stringify(printable(String(text)))

/** What others wrote, as a part of one of our sentences: on one line, bounded, and nothing that the database refuses. */
const printable = (text: string) =>
  text
    .slice(0, 500)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[.\s]+$/, '')
