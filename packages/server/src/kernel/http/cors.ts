import type { FastifyReply, FastifyRequest } from 'fastify'

/** Whether a page of the origin may call; `environmentId` is unknown in a preflight, which carries no key. */
export type OriginCheck = (origin: string, environmentId?: string) => Promise<boolean>

const allowedHeaders =
  'Authorization, Content-Type, Idempotency-Key, X-Request-ID, WorkOS-Widgets-Version, WorkOS-Widgets-Type, x-elevated-access-token'
const exposedHeaders =
  'X-Request-ID, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Idempotency-Replayed'

/**
 * Answers a preflight (Fetch Standard, CORS protocol). An origin that no environment lists gets an answer without
 * permission, which browsers take for a refusal.
 */
export async function answerPreflight(request: FastifyRequest, reply: FastifyReply, isAllowed: OriginCheck) {
  const { origin } = request.headers
  reply.header('Vary', 'Origin')
  if (origin && (await isAllowed(origin))) {
    reply.headers({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': allowedHeaders,
      'Access-Control-Max-Age': '600',
    })
  }
  return reply.code(204).send()
}

/** Lets a page of a configured origin read the answer. */
export async function allowOrigin(
  reply: FastifyReply,
  origin: string,
  environmentId: string | undefined,
  isAllowed: OriginCheck,
): Promise<void> {
  reply.header('Vary', 'Origin')
  if (!(await isAllowed(origin, environmentId))) return
  reply.headers({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': exposedHeaders,
  })
}
