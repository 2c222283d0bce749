/** Sign-in for Fastify 4 and 5. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Auth, type AuthOptions, type LoadedSession } from './auth.ts'
import { authRequest, rawBody, requireSecret, setHeaders } from './node.ts'
import { notStored } from './session-cookie.ts'
import { answerWebhook, type WebhookOptions } from './webhook.ts'

export * from './auth.ts'
export type { WebhookOptions } from './webhook.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in. There once `fastifyAuth` is registered. */
    auth: LoadedSession
  }
  interface FastifyInstance {
    /** A hook that lets on only who is signed in: asks others to, and answers 401 where nobody could see that. */
    requireSession(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>
  }
}

/**
 * Signs people in to an application of Fastify. Register it at the root: it answers sign-in, callback and sign-out, and
 * puts the session into `request.auth` of every other request.
 *
 * ```ts
 * const app = fastify()
 * await app.register(fastifyAuth, { client: new Client(), redirectUri: 'https://example.com/callback' })
 * app.get('/account', { onRequest: app.requireSession }, async (request) => request.auth.session?.user.email)
 * ```
 *
 * @throws {ConfigurationError} naming the option, or the environment variable in its place, that is wrong
 */
export const fastifyAuth = /* @__PURE__ */ Object.assign(register, {
  // What it adds is for the application that registers it, not for it alone: Fastify asks for it by this name.
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: '@portico/sdk/fastify',
})

async function register(app: FastifyInstance, options: AuthOptions): Promise<void> {
  const auth = new Auth(options)
  app.decorateRequest('auth', null as never)
  app.decorate('requireSession', async (request, reply) => {
    const loaded = request.auth
    return loaded.session ? undefined : send(reply, await auth.challenge(asked(request), loaded))
  })
  app.addHook('onRequest', async (request, reply) => {
    const answer = await auth.handle(asked(request))
    if (answer) return send(reply, answer)
    request.auth = await auth.load(asked(request))
    setHeaders(headersOf(reply), request.auth.headers)
  })
  app.addHook('onSend', async (request, reply) => {
    // A page may say for itself how it is stored, but not one that sets a cookie.
    if (request.auth?.cookies.length) reply.header('Cache-Control', notStored)
  })
}

/** A webhook endpoint of Fastify. */
export type FastifyWebhookOptions = WebhookOptions & {
  /** The path of the endpoint. */
  path: string
}

/**
 * Adds a webhook endpoint. Its body stays as it was received, while the application parses others' as it likes:
 *
 * ```ts
 * const app = fastify()
 * await app.register(webhookEndpoint, { path: '/webhooks', secret: 'whsec_…', onEvent: (event) => {} })
 * ```
 *
 * @throws {ConfigurationError} there is no secret
 */
export async function webhookEndpoint(app: FastifyInstance, options: FastifyWebhookOptions): Promise<void> {
  requireSecret(options)
  app.removeAllContentTypeParsers()
  // The limit is kept while the body is read.
  app.addContentTypeParser('*', async (_: FastifyRequest, payload: AsyncIterable<unknown>) =>
    rawBody(payload, options.maxBytes),
  )
  app.post(options.path, async (request, reply) => {
    const signature = asked(request).headers.get('workos-signature')
    return send(reply, await answerWebhook(request.body as Uint8Array | undefined, signature, options))
  })
}

const asked = ({ method, originalUrl, headers }: FastifyRequest) =>
  authRequest({ method, originalUrl, headers })

/** Fastify adds cookies to those that are there by itself. */
const headersOf = (reply: FastifyReply) => ({
  getHeader: (name: string) => (/^set-cookie$/i.test(name) ? undefined : reply.getHeader(name)),
  setHeader: (name: string, value: string | readonly string[]) => reply.header(name, value),
})

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  const body = new Uint8Array(await answer.arrayBuffer())
  setHeaders(headersOf(reply), answer.headers)
  return reply.code(answer.status).send(body.length > 0 ? body : '')
}
