import { type AuthenticateCode, isAuthenticateCode } from '../authenticate-error.ts'
import type { Core } from '../core.ts'
import { APIError, DecodeError, NetworkError, PorticoError, TimeoutError } from '../errors.ts'
import type { Authentication } from '../generated/models/user-management.ts'
import { GeneratedUserManagement } from '../generated/user-management.ts'
import { patiently } from '../patience.ts'
import { expose } from '../secret.ts'
import { claimsIn } from './claims.ts'
import type { SignedIn } from './results.ts'

/** A session with new tokens. Its cookie is to be set anew: the refresh token in the old one is used up. */
export type Refreshed = SignedIn & {
  /** The new value of the cookie. */
  sealedSession: string
  /** What the server answered. */
  session: Authentication
}

/**
 * Why a session was not refreshed. With `retryable`, the session is kept as it was: keep the cookie, serve the page as
 * `authenticate()` says, and try again later (after `retryAfter` seconds where the server says so). Without, the person
 * has to sign in again, or to do what `reason` says; `error` then holds what it takes, such as the pending token.
 */
export type RefreshFailure =
  | {
      authenticated: false
      reason: 'no_session_cookie_provided' | 'invalid_session_cookie'
      retryable: false
    }
  | { authenticated: false; reason: RefusedRefresh; retryable: false; error: APIError }
  | {
      authenticated: false
      reason: 'rate_limit_exceeded' | 'server_error' | 'timeout' | 'network_error' | 'invalid_response'
      retryable: true
      /** Seconds to wait. */
      retryAfter?: number
      error: Error
    }

/** Reasons of the server, by its own codes, besides those that ask for a further step. */
const refusals = [
  'authentication_method_not_allowed',
  'invalid_grant',
  'invalid_organization_id',
  'organization_membership_not_found',
  'organization_not_found',
] as const

/** Reasons of the server; `refused` where it gives none that is listed here: see the error's `code` and `message`. */
export type RefusedRefresh = AuthenticateCode | (typeof refusals)[number] | 'refused'

/**
 * What an error of a refresh means for the session.
 *
 * @throws the error itself where the application is at fault, not the session: its key or its client ID is wrong
 */
export function refreshFailure(error: unknown): RefreshFailure {
  const passing = passingFault(error)
  if (passing)
    return {
      authenticated: false,
      reason: passing,
      retryable: true,
      ...retryAfterOf(error),
      error: error as Error,
    }
  if (!(error instanceof APIError) || isOfApplication(error)) throw error
  return { authenticated: false, reason: refusalOf(error), retryable: false, error }
}

function refusalOf({ code }: APIError): RefusedRefresh {
  return isAuthenticateCode(code) ? code : (refusals.find((known) => known === code) ?? 'refused')
}

type PassingFault = Extract<RefreshFailure, { retryable: true }>['reason']

function passingFault(error: unknown): PassingFault | undefined {
  if (error instanceof TimeoutError) return 'timeout'
  if (error instanceof NetworkError) return 'network_error'
  if (error instanceof DecodeError || error instanceof InvalidAnswerError) return 'invalid_response'
  if (!(error instanceof APIError)) return undefined
  if (error.status === 429) return 'rate_limit_exceeded'
  if (error.status === 408) return 'timeout'
  if (error.status >= 500) return 'server_error'
  // A proxy's page is no word of the API's on the session.
  return Object.keys(error.body).length > 0 ? undefined : 'invalid_response'
}

/** A success of a form that nothing can be done with. */
class InvalidAnswerError extends PorticoError {
  override get name() {
    return 'InvalidAnswerError'
  }
}

function requireSession(answer: Authentication): Authentication {
  const { user, accessToken = '', refreshToken = '' } = answer ?? {}
  const { sub, sid } = claimsIn(expose(accessToken)) ?? {}
  if (expose(refreshToken) !== '' && typeof sid === 'string' && user && user.id === sub) return answer
  throw new InvalidAnswerError('The server answered a refresh with something that is no session.')
}

function retryAfterOf(error: unknown): { retryAfter?: number } {
  const retryAfter = error instanceof APIError ? error.retryAfter : undefined
  return retryAfter === undefined ? {} : { retryAfter }
}

function isOfApplication({ status, code }: APIError): boolean {
  return status === 401 || code === 'invalid_client' || code === 'unauthorized_client'
}

/**
 * How long an answer serves those who come with the token that it used up. A browser sends several requests with one
 * cookie; those that the server gets to after the first has been answered would be refused, and sign the person out.
 */
const reuseMs = 10_000
const mostFlights = 1_000
/** How long a request waits for the answer that another has asked for. */
const patienceMs = 15_000
/** What has not been answered by then never will be: the platform has dropped it. */
const longestFlightMs = 120_000

type Flight = {
  organizationId: string | undefined
  startedAt: number
  answer: Promise<Authentication>
  /** When the answer was there. */
  endedAt?: number
}

const flightsOf = new WeakMap<Core, Map<string, Flight>>()

/**
 * Redeems a refresh token. It is good for once, so all that come with the same one share the answer; whoever wants
 * another organization than was asked for takes the next token for that. Who only wants the session to go on does not:
 * of two new cookies the browser might keep the one whose token is used up, and undo the change of organization.
 *
 * @param wanted the organization to change to, if any
 * @param current the one they are signed in to
 */
export async function refreshOnce(
  client: Core,
  refreshToken: string,
  wanted: string | undefined,
  current: string | undefined,
): Promise<Authentication> {
  const flights = flightsOf.get(client) ?? new Map<string, Flight>()
  flightsOf.set(client, flights)
  dropOld(flights)
  const known = flights.get(refreshToken)
  if (!known) return takeOff(client, flights, refreshToken, wanted ?? current)
  const answer = await patiently(known.answer, patienceMs)
  if (wanted === undefined || wanted === known.organizationId || wanted === answer.organizationId)
    return answer
  return refreshOnce(client, expose(answer.refreshToken), wanted, current)
}

function takeOff(
  client: Core,
  flights: Map<string, Flight>,
  refreshToken: string,
  organizationId: string | undefined,
): Promise<Authentication> {
  const answer = new GeneratedUserManagement(client)
    .authenticate({
      grantType: 'refresh_token',
      refreshToken,
      ...(organizationId !== undefined && { organizationId }),
    })
    .then(requireSession)
  const flight: Flight = { organizationId, startedAt: Date.now(), answer }
  flights.set(refreshToken, flight)
  answer.then(
    () => {
      flight.endedAt = Date.now()
    },
    () => {
      if (flights.get(refreshToken) === flight) flights.delete(refreshToken)
    },
  )
  return answer
}

/** Oldest first, as they stand. One in the air is not dropped: another would use its token again. */
function dropOld(flights: Map<string, Flight>): void {
  const now = Date.now()
  for (const [token, { startedAt, endedAt }] of flights) {
    const isOver = endedAt === undefined ? now - startedAt >= longestFlightMs : now - endedAt >= reuseMs
    const isTooMany = endedAt !== undefined && flights.size > mostFlights
    if (isOver || isTooMany) flights.delete(token)
    else if (endedAt !== undefined) break
  }
}
