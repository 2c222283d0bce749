import type { Operation } from '@portico/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kernel } from '../kernel.ts'
import { networkOf } from './client-address.ts'
import type { ApiKeyIdentity } from './context.ts'
import { type ApiKeyLookup, type ApiKeyResolver, bearerToken, requireUsable } from './credentials.ts'
import { rateLimitExceeded } from './errors.ts'
import type { LimitClass, RateLimiter, RateLimitState } from './rate-limit.ts'

/** What admission asks. */
export type AdmissionServices = { resolveApiKey: ApiKeyResolver; limiter: RateLimiter }

/** Whether a request may go on: throws what refuses it. At once when nothing has to be waited for. */
export type Admission = (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>

/**
 * Decides on requests to an operation by their key and their number. The usual case, a cached key counted in memory,
 * makes no promise: this runs before every request.
 */
export function admissionTo(operation: Operation, kernel: Kernel, services: AdmissionServices): Admission {
  const { resolveApiKey, limiter } = services

  /** By environment for user management, as documented; by key for everything else. */
  const subjectOf = (identity: ApiKeyIdentity) =>
    operation.rateLimit.startsWith('user_management') ? identity.environment.id : identity.keyId

  const limitAnonymous = admissionByNetwork(limiter)

  function admit(request: FastifyRequest, reply: FastifyReply, identity: ApiKeyIdentity | undefined) {
    request.identity = requireUsable(identity, kernel.clock.now())
    return limit(limiter, reply, operation.rateLimit, subjectOf(request.identity))
  }

  /** Counted by network first: a key that is not cached costs a look into the database. */
  async function admitUncached(
    request: FastifyRequest,
    reply: FastifyReply,
    lookup: ApiKeyLookup | undefined,
  ): Promise<void> {
    await limitAnonymous(request, reply)
    await admit(request, reply, await lookup?.())
  }

  if (operation.auth !== 'api_key') return limitAnonymous
  return (request, reply) => {
    const key = bearerToken(request)
    const found = key === undefined ? undefined : resolveApiKey(key)
    return found === undefined || typeof found === 'function'
      ? admitUncached(request, reply, found)
      : admit(request, reply, found)
  }
}

/** Decides on requests that bring no key, by their number alone. */
export function admissionByNetwork(limiter: RateLimiter): Admission {
  return (request, reply) => limit(limiter, reply, 'anonymous', networkOf(request.ip))
}

/** Counts a request against a limit, tells the caller how it stands, and throws once it is exceeded. */
export function limit(limiter: RateLimiter, reply: FastifyReply, limitClass: LimitClass, subject: string) {
  const hit = limiter.hit(limitClass, subject)
  return hit instanceof Promise ? hit.then((state) => requireWithin(state, reply)) : requireWithin(hit, reply)
}

function requireWithin(state: RateLimitState, reply: FastifyReply): void {
  reply.header('X-RateLimit-Limit', state.limit)
  reply.header('X-RateLimit-Remaining', state.remaining)
  reply.header('X-RateLimit-Reset', state.resetAt)
  if (state.allowed) return
  // A whole number of seconds: some official clients parse nothing else.
  reply.header('Retry-After', Math.max(1, state.resetAt - Math.floor(Date.now() / 1000)))
  throw rateLimitExceeded()
}
