/** Sign-in for Express 4 and 5, and whatever takes its middleware. */
import { Auth, type AuthOptions, type LoadedSession } from './auth.ts'
import {
  authRequest,
  keepUnstored,
  type NodeBody,
  type NodeRequest,
  type NodeResponse,
  rawBody,
  requireSecret,
  sendResponse,
  setHeaders,
} from './node.ts'
import { answerWebhook, type WebhookOptions } from './webhook.ts'

export * from './auth.ts'
export type { WebhookOptions } from './webhook.ts'

declare global {
  namespace Express {
    interface Request {
      /** Who is signed in. There once the middleware of `expressAuth` has run. */
      auth?: LoadedSession
    }
  }
}

/** A middleware, as Express takes it. */
export type ExpressMiddleware = (
  request: NodeRequest & { auth?: LoadedSession },
  response: NodeResponse,
  next: (error?: unknown) => void,
) => void

/** Sign-in for an application of Express. */
export type ExpressAuth = {
  /** Answers sign-in, callback and sign-out; for all else, puts the session into `request.auth`. */
  middleware: ExpressMiddleware
  /** Lets on only who is signed in: asks others to, and answers 401 where nobody could see that. */
  requireSession: ExpressMiddleware
  /** All that is behind it: other ways to begin a sign-in, changing the organization. */
  auth: Auth
}

/**
 * Signs people in to an application of Express:
 *
 * ```ts
 * const auth = expressAuth({ client: new Client(), redirectUri: 'https://example.com/callback' })
 * const app = express()
 * app.use(auth.middleware)
 * app.get('/account', auth.requireSession, (req, res) => res.send(req.auth?.session?.user.email))
 * ```
 *
 * @throws {ConfigurationError} naming the option, or the environment variable in its place, that is wrong
 */
export function expressAuth(options: AuthOptions): ExpressAuth {
  const auth = new Auth(options)
  const middleware = middlewareOf(async (request, response) => {
    const asked = authRequest(request)
    const answer = await auth.handle(asked)
    if (answer) return answer
    request.auth = await auth.load(asked)
    setHeaders(response, request.auth.headers)
    if (request.auth.cookies.length > 0) keepUnstored(response)
    return undefined
  })
  const requireSession = middlewareOf(async (request) => {
    const loaded = request.auth
    if (!loaded) throw new Error('requireSession comes after the middleware of expressAuth.')
    return loaded.session ? undefined : auth.challenge(authRequest(request), loaded)
  })
  return { middleware, requireSession, auth }
}

/**
 * Makes the handler of a webhook endpoint. It needs the body as it was received: mount it ahead of `express.json()`.
 *
 * @throws {ConfigurationError} there is no secret
 */
export function webhookHandler(options: WebhookOptions) {
  requireSecret(options)
  return (request: NodeRequest & NodeBody, response: NodeResponse, next: (error?: unknown) => void) => {
    const answered = async () => {
      const signature = authRequest(request).headers.get('workos-signature')
      const answer = await answerWebhook(await rawBody(request, options.maxBytes), signature, options)
      await sendResponse(response, answer)
    }
    answered().catch(next)
  }
}

/** What has no answer of its own goes on to the next. */
function middlewareOf(
  step: (...args: [Parameters<ExpressMiddleware>[0], NodeResponse]) => Promise<Response | undefined>,
): ExpressMiddleware {
  return (request, response, next) => {
    const answered = async () => {
      const answer = await step(request, response)
      if (answer) await sendResponse(response, answer)
      return answer !== undefined
    }
    answered().then((done) => done || next(), next)
  }
}
