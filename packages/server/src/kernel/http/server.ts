import { randomUUID } from 'node:crypto'
import type { InvalidShape } from '@portico/contract'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import type { Config } from '../config.ts'
import { type Migration, pendingMigrations } from '../database/migrate.ts'
import type { Kernel } from '../kernel.ts'
import type { Admission } from './admission.ts'
import { readBodies } from './bodies.ts'
import { answerPreflight, type OriginCheck } from './cors.ts'
import { bearerToken } from './credentials.ts'
import { answerFor, routeNotFound, unauthorized } from './errors.ts'
import { parseQueryString } from './query-string.ts'

const requestIdForm = /^[\w.:-]{1,128}$/

/** Makes the HTTP server with all that is the same for every route: ids, bodies, errors, headers, health. */
export function createHttpServer(
  kernel: Kernel,
  options: { migrations: readonly Migration[]; isAllowedOrigin: OriginCheck; admitAnybody: Admission },
): FastifyInstance {
  const { config } = kernel
  const setHeaders = headersOf(config)
  const app = fastify({
    bodyLimit: config.bodyLimitBytes,
    logger: false,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    exposeHeadRoutes: false,
    // Node closes idle connections after this; longer than the usual load balancer's, so that it never races one.
    keepAliveTimeout: 75_000,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 1_024, ignoreTrailingSlash: true },
    // A path that cannot be read comes to no route, and so to no hook.
    frameworkErrors: (error, request, reply) => {
      setHeaders(request as FastifyRequest, reply as unknown as FastifyReply)
      answerError(kernel, error, request as FastifyRequest, reply as unknown as FastifyReply)
    },
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && requestIdForm.test(given) ? given : `req_${randomUUID()}`
    },
  })
  app.decorateRequest('identity', undefined)
  readBodies(app)
  app.addHook('onRequest', (request, reply, done) => {
    setHeaders(request, reply)
    done()
  })
  addErrors(app, kernel, options.admitAnybody)
  addHealth(app, kernel, options.migrations)
  app.options('/*', async (request, reply) => {
    // Anybody can send these, and each may cost a look into the database.
    await options.admitAnybody(request, reply)
    return answerPreflight(request, reply, options.isAllowedOrigin)
  })
  return app
}

/** The headers of every answer. */
function headersOf(config: Config) {
  const headers: Record<string, string> = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Resource-Policy': 'same-site',
    ...(config.mode === 'production' && {
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    }),
  }
  return (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(headers)
    reply.header('X-Request-ID', request.id)
  }
}

function addErrors(app: FastifyInstance, kernel: Kernel, admit: Admission) {
  app.setErrorHandler((error, request, reply) => answerError(kernel, error, request, reply))
  app.setNotFoundHandler(async (request, reply) => {
    await admit(request, reply)
    throw routeNotFound()
  })
  app.addHook('onResponse', (request, reply, done) => {
    observe(kernel, request, reply)
    done()
  })
}

function answerError({ log }: Kernel, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const invalid: InvalidShape = request.routeOptions.config?.operation?.invalid ?? 'fields'
  const { status, body, unexpected } = answerFor(error, invalid, request.id)
  if (unexpected) log.error({ err: error, request_id: request.id }, 'a request failed')
  else if ((error as Error).cause) {
    log.info({ cause: (error as Error).cause, request_id: request.id }, 'a request was refused')
  }
  if (status === 503) reply.header('Retry-After', 1)
  return reply
    .code(status)
    .header('Content-Type', 'application/json; charset=utf-8')
    .send(JSON.stringify(body))
}

/** One line a request. The query may hold codes and tokens, so only the path is written. */
function observe(
  { accessLog, metrics, requests, clock }: Kernel,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { operation, shownPath } = request.routeOptions.config
  const name = operation?.id ?? 'page'
  const durationMs = Math.round(reply.elapsedTime * 100) / 100
  const status = reply.statusCode
  const path = shownPath ?? (request.url.split('?', 1)[0] as string)
  metrics.observeRequest(name, status, durationMs / 1000)
  accessLog.info({
    request_id: request.id,
    operation: name,
    method: request.method,
    path,
    status,
    duration_ms: durationMs,
    environment_id: request.identity?.environment.id,
    address: request.ip,
  })
  for (const observer of requests) {
    observer({
      at: clock.now(),
      requestId: request.id,
      environmentId: request.identity?.environment.id,
      operation: name,
      method: request.method,
      path,
      status,
      durationMs,
    })
  }
}

/** Liveness, readiness and metrics: for load balancers and monitors, without a key. */
function addHealth(app: FastifyInstance, kernel: Kernel, migrations: readonly Migration[]) {
  app.get('/health', () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    const problem = await readinessProblem(kernel, migrations)
    kernel.metrics.ready.set(problem ? 0 : 1)
    return problem ? reply.code(503).send({ status: 'not_ready', reason: problem }) : { status: 'ok' }
  })
  app.get('/metrics', async (request, reply) => {
    const { metricsToken, mode } = kernel.config
    const given = bearerToken(request) ?? ''
    const allowed = metricsToken ? kernel.keyring.equal(given, metricsToken) : mode === 'development'
    if (!allowed) throw unauthorized()
    return reply.type(kernel.metrics.registry.contentType).send(await kernel.metrics.registry.metrics())
  })
}

async function readinessProblem({ database, log }: Kernel, migrations: readonly Migration[]) {
  try {
    const missing = await pendingMigrations(database.sql, migrations)
    return missing.length > 0
      ? `${missing.length} migrations are not applied; run portico migrate`
      : undefined
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return 'the database cannot be reached'
  }
}
