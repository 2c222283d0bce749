import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { Operation } from '@portico/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kernel } from '../kernel.ts'
import { type AdmissionServices, admissionTo } from './admission.ts'
import type { ApiKeyIdentity, Context } from './context.ts'
import { allowOrigin, type OriginCheck } from './cors.ts'
import { bearerToken } from './credentials.ts'
import { notImplemented } from './errors.ts'
import { claimOf, type KeyScope } from './idempotency.ts'
import type { Implementation } from './implement.ts'
import type { QueryValues } from './query-string.ts'
import { type RunnableOperation, run } from './run.ts'
import { serializerOf } from './serialize.ts'
import { validatorOf } from './validate.ts'

/** What the routes need that is not the kernel's: services bring it. */
export type HttpServices = AdmissionServices & { isAllowedOrigin: OriginCheck }

declare module 'fastify' {
  interface FastifyRequest {
    identity: ApiKeyIdentity | undefined
  }
  interface FastifyContextConfig {
    operation?: Operation
    takesForm?: boolean
    /** Stands for the path in logs, where one of its parameters is a secret. */
    shownPath?: string
  }
}

const tracer = trace.getTracer('portico')

/** Mounts an operation at the contract's path. One without a handler authenticates, then answers 501. */
export function mountOperation(
  app: FastifyInstance,
  kernel: Kernel,
  services: HttpServices,
  operation: Operation,
  implementation: Implementation | undefined,
): void {
  const { handler, respond } = implementation ?? {}
  const runnable: RunnableOperation = {
    operation,
    handler: handler ?? refuseAsNotImplemented,
    serialize: serializerOf(operation),
  }
  const validator = validatorOf(operation)
  const takesForm = operation.encodings?.includes('form') === true

  const admit = admissionTo(operation, kernel, services)

  function before(request: FastifyRequest, reply: FastifyReply): void | Promise<void> {
    const { origin } = request.headers
    return origin === undefined ? admit(request, reply) : admitPage(request, reply, origin)
  }

  /** A page may read refusals too: it has to tell a session that has ended from a network that is down. */
  async function admitPage(request: FastifyRequest, reply: FastifyReply, origin: string): Promise<void> {
    const allow = () => allowOrigin(reply, origin, request.identity?.environment.id, services.isAllowedOrigin)
    try {
      await admit(request, reply)
    } catch (error) {
      // Not what there is too much of: the look may be one into the database.
      if (request.identity || (error as { status?: number }).status !== 429) await allow()
      throw error
    }
    await allow()
  }

  app.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{([^}]+)\}/g, ':$1'),
    config: { operation, takesForm, ...(hidesPath(operation) && { shownPath: operation.path }) },
    onRequest: (request, reply, done) => {
      // The first clients read either.
      if (operation.origin === 'legacy') reply.header('Request-ID', request.id)
      const pending = before(request, reply)
      if (pending) pending.then(() => done(), done)
      else done()
    },
    handler: async (request, reply) => {
      if (respond) return traced(operation, async () => respond(contextOf(kernel, request), request, reply))
      if (!handler) throw notImplemented()
      const input = {
        params: request.params as Record<string, string>,
        query: validator.query(request.query as QueryValues) as never,
        body: validator.body(bodyOf(request, operation)) as never,
      }
      const afterCommit: (() => void)[] = []
      const context = contextOf(kernel, request, afterCommit)
      const claim =
        operation.method === 'GET'
          ? undefined
          : claimOf(
              request.headers['idempotency-key'],
              scopeOf(request),
              { method: operation.method, url: request.url, body: request.body },
              operation.idempotencyConflict,
            )
      const answer = await traced(operation, () => run(kernel, runnable, context, input, claim, afterCommit))
      if (!answer.replayed) {
        for (const work of afterCommit) runAfterCommit(kernel, work, request.id)
        if (operation.emits) kernel.events.wake()
      }
      if (answer.replayed) reply.header('Idempotency-Replayed', 'true')
      if (operation.cacheSeconds) reply.header('Cache-Control', `public, max-age=${operation.cacheSeconds}`)
      return send(reply, answer.status, answer.json, operation.mediaType)
    },
  })
}

const hidesPath = ({ params = {} }: Operation) => Object.values(params).some((schema) => 'x-secret' in schema)

/** What the client sent, wherever the operation lets it: the oldest clients put some bodies into the query. */
function bodyOf(request: FastifyRequest, { queryAsBody }: Operation): unknown {
  return queryAsBody
    ? { ...(request.query as object), ...(request.body as object | undefined) }
    : request.body
}

/** Who shares idempotency keys with the caller. Without an environment, only who presents the same credential. */
function scopeOf({ identity, headers, body, query }: FastifyRequest): KeyScope {
  if (identity) return { environmentId: identity.environment.id, credential: '' }
  const { client_id } = { ...(query as object), ...(body as object | undefined) } as { client_id?: unknown }
  return { environmentId: '', credential: JSON.stringify([headers.authorization, client_id]) }
}

/** The change is made: nothing that follows may turn its answer into an error, or end the process. */
function runAfterCommit({ log }: Kernel, work: () => void, requestId: string): void {
  Promise.try(work).catch((error) =>
    log.error({ err: error, request_id: requestId }, 'what follows a change failed'),
  )
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

/** Operations without an API key belong to no environment until they have found their client. */
const noEnvironment = { id: '', name: '', kind: 'sandbox' } as const

/** What a request brings to whoever answers it. */
export function contextOf(
  kernel: Kernel,
  request: FastifyRequest,
  afterCommit: (() => void)[] = [],
): Context {
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
    // Of operations that take an API key nobody needs it again.
    bearer: identity ? undefined : bearerToken(request),
    afterCommit: (work) => void afterCommit.push(work),
  }
}
