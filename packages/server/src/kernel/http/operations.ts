import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { Operation, OperationSpec } from '@portico/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kernel } from '../kernel.ts'
import { networkOf } from './client-address.ts'
import type { ApiKeyIdentity, Context, Handler } from './context.ts'
import { allowOrigin, type OriginCheck } from './cors.ts'
import { type ApiKeyResolver, bearerToken, requireUsable } from './credentials.ts'
import { notImplemented, rateLimitExceeded } from './errors.ts'
import { claimOf } from './idempotency.ts'
import type { QueryValues } from './query-string.ts'
import type { LimitClass, RateLimiter, RateLimitState } from './rate-limit.ts'
import { type RunnableOperation, run } from './run.ts'
import { serializerOf } from './serialize.ts'
import { validatorOf } from './validate.ts'

/** What the routes need that is not the kernel's: services bring it. */
export type HttpServices = {
  resolveApiKey: ApiKeyResolver
  isAllowedOrigin: OriginCheck
  limiter: RateLimiter
}

declare module 'fastify' {
  interface FastifyRequest {
    identity: ApiKeyIdentity | undefined
  }
  interface FastifyContextConfig {
    operation?: Operation
    takesForm?: boolean
  }
}

const tracer = trace.getTracer('portico')

/** Mounts an operation at the contract's path. One without a handler authenticates, then answers 501. */
export function mountOperation(
  app: FastifyInstance,
  kernel: Kernel,
  services: HttpServices,
  operation: Operation,
  handler: Handler<OperationSpec> | undefined,
): void {
  const runnable: RunnableOperation = {
    operation,
    handler: handler ?? refuseAsNotImplemented,
    serialize: serializerOf(operation),
  }
  const validator = validatorOf(operation)
  const takesForm = operation.encodings?.includes('form') === true

  app.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{([^}]+)\}/g, ':$1'),
    config: { operation, takesForm },
    onRequest: async (request, reply) => {
      if (operation.auth === 'api_key') await authenticate(kernel, services, request, reply, operation)
      else await limit(services, reply, 'anonymous', networkOf(request.ip))
      const { origin } = request.headers
      if (origin) await allowOrigin(reply, origin, request.identity?.environment.id, services.isAllowedOrigin)
    },
    handler: async (request, reply) => {
      if (!handler) throw notImplemented()
      const input = {
        params: request.params as Record<string, string>,
        query: validator.query(request.query as QueryValues) as never,
        body: validator.body(request.body ?? undefined) as never,
      }
      const afterCommit: (() => void)[] = []
      const context = contextOf(kernel, request, afterCommit)
      const claim =
        operation.method === 'GET'
          ? undefined
          : claimOf(request.headers['idempotency-key'], context.environment.id, {
              method: operation.method,
              url: request.url,
              body: request.body,
            })
      const answer = await traced(operation, () => run(kernel, runnable, context, input, claim))
      for (const work of afterCommit) work()
      if (operation.emits && !answer.replayed) kernel.events.wake()
      if (answer.replayed) reply.header('Idempotency-Replayed', 'true')
      return send(reply, answer.status, answer.json, operation.mediaType)
    },
  })
}

const refuseAsNotImplemented = () => {
  throw notImplemented()
}

function send(reply: FastifyReply, status: number, json: string | undefined, mediaType?: string) {
  reply.code(status)
  // A status without body has no content type: official clients try to parse whatever is labelled JSON.
  if (json === undefined) return reply.send()
  return reply.header('Content-Type', mediaType ?? 'application/json; charset=utf-8').send(json)
}

async function traced<T>(operation: Operation, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(operation.id, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

async function authenticate(
  kernel: Kernel,
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
) {
  const key = bearerToken(request)
  const found = key === undefined ? undefined : services.resolveApiKey(key)
  const identity = found instanceof Promise ? await limitThenWait(services, request, reply, found) : found
  if (!identity) await limit(services, reply, 'anonymous', networkOf(request.ip))
  request.identity = requireUsable(identity, kernel.clock.now())
  await limit(services, reply, operation.rateLimit, limitSubject(operation, request.identity))
}

/** A key that is not cached costs a look into the database, so wrong ones are counted by network. */
async function limitThenWait<T>(
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Promise<T>,
): Promise<T> {
  found.catch(() => {})
  await limit(services, reply, 'anonymous', networkOf(request.ip))
  return found
}

/** User management is counted by environment, as documented; everything else by key. */
function limitSubject(operation: Operation, identity: ApiKeyIdentity): string {
  return operation.rateLimit.startsWith('user_management') ? identity.environment.id : identity.keyId
}

async function limit(
  services: HttpServices,
  reply: FastifyReply,
  limitClass: LimitClass,
  subject: string,
): Promise<void> {
  const hit = services.limiter.hit(limitClass, subject)
  const state: RateLimitState = hit instanceof Promise ? await hit : hit
  reply.headers({
    'X-RateLimit-Limit': state.limit,
    'X-RateLimit-Remaining': state.remaining,
    'X-RateLimit-Reset': state.resetAt,
  })
  if (state.allowed) return
  // A whole number of seconds: some official clients parse nothing else.
  reply.header('Retry-After', Math.max(1, state.resetAt - Math.floor(Date.now() / 1000)))
  throw rateLimitExceeded()
}

/** Operations without an API key belong to no environment until they have found their client. */
const noEnvironment = { id: '', name: '', kind: 'sandbox' } as const

function contextOf(kernel: Kernel, request: FastifyRequest, afterCommit: (() => void)[]): Context {
  const { identity } = request
  return {
    kernel,
    sql: kernel.database.sql,
    environment: identity?.environment ?? noEnvironment,
    actor: { id: identity?.keyId ?? '', source: 'api', name: identity?.keyName ?? null },
    now: kernel.clock.now(),
    requestId: request.id,
    clientAddress: request.ip,
    userAgent: request.headers['user-agent'],
    afterCommit: (work) => void afterCommit.push(work),
  }
}
