import type { FastifyReply } from 'fastify'

/** A simulator cannot do what it is asked for. The message says what to change; whoever develops reads it. */
export class SimulatorProblem extends Error {
  override readonly name = 'SimulatorProblem'
  readonly status: number
  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

/** An error in the form that clients of OAuth read (RFC 6749, 5.2). */
export class OAuthProblem extends Error {
  override readonly name = 'OAuthProblem'
  readonly error: string
  readonly status: number
  constructor(error: string, description: string, status = 400) {
    super(description)
    this.error = error
    this.status = status
  }
}

export function sendOAuthProblem(
  reply: FastifyReply,
  { status, error, message }: OAuthProblem,
): FastifyReply {
  // RFC 6749, 5.2 and RFC 6750, 3: it says by which scheme who calls is to say who they are.
  if (status === 401) {
    reply.header(
      'WWW-Authenticate',
      error === 'invalid_client' ? 'Basic realm="simulator"' : `Bearer error="${error}"`,
    )
  }
  return reply.code(status).send({ error, error_description: message })
}
