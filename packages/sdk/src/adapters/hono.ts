/** Sign-in for Hono. */
import type { Handler, MiddlewareHandler } from 'hono'
import { Auth, type AuthOptions, type LoadedSession, withSession } from './auth.ts'
import { webhookHandler as handlerOf, type WebhookOptions } from './webhook.ts'

export * from './auth.ts'
export type { WebhookOptions } from './webhook.ts'

/** The environment of an application that signs people in: `new Hono<AuthEnv>()`. */
export type AuthEnv = {
  Variables: {
    /** Who is signed in. */
    auth: LoadedSession
  }
}

/** Sign-in for an application of Hono. */
export type HonoAuth = {
  /** Answers sign-in, callback and sign-out; for all else, puts the session into `c.get('auth')`. */
  middleware: MiddlewareHandler<AuthEnv>
  /** Lets on only who is signed in: asks others to, and answers 401 where nobody could see that. */
  requireSession: MiddlewareHandler<AuthEnv>
  /** All that is behind it: other ways to begin a sign-in, changing the organization. */
  auth: Auth
}

/**
 * Signs people in to an application of Hono:
 *
 * ```ts
 * const auth = honoAuth({ client: new Client(), redirectUri: 'https://example.com/callback' })
 * const app = new Hono<AuthEnv>()
 * app.use(auth.middleware)
 * app.get('/account', auth.requireSession, (c) => c.text(c.get('auth').session?.user.email ?? ''))
 * ```
 *
 * @throws {ConfigurationError} naming the option, or the environment variable in its place, that is wrong
 */
export function honoAuth(options: AuthOptions): HonoAuth {
  const auth = new Auth(options)
  return {
    auth,
    middleware: async (c, next) => {
      const answer = await auth.handle(c.req.raw)
      if (answer) return answer
      const loaded = await auth.load(c.req.raw)
      c.set('auth', loaded)
      await next()
      const response = withSession(c.res, loaded)
      // Hono would add the headers of the old response to the new one's.
      c.res = undefined
      c.res = response
    },
    requireSession: async (c, next) => {
      const loaded = c.get('auth')
      if (!loaded) throw new Error('requireSession comes after the middleware of honoAuth.')
      if (!loaded.session) return auth.challenge(c.req.raw, loaded)
      await next()
    },
  }
}

/** Makes the handler of a webhook endpoint. It rejects with a `ConfigurationError` where there is no secret. */
export function webhookHandler(options: WebhookOptions): Handler {
  const handle = handlerOf(options)
  return (c) => handle(c.req.raw)
}
