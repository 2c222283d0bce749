import { Auth, type AuthOptions } from '../src/adapters/auth.ts'
import { type Cookie, parseCookies, serializeCookie } from '../src/adapters/cookies.ts'
import { type AuthApi, authApi } from './auth-api.ts'

/** Where the application is that the tests sign in to. */
export const origin = 'https://app.example.com'
export const cookiePassword = 'a-cookie-password-of-32-chars-ok'

/** A browser's cookies for one application, and the requests that it makes. */
export class CookieJar {
  readonly cookies = new Map<string, string>()

  /** The request that a page makes by a link. */
  request(path: string, headers: Record<string, string> = {}, method = 'GET'): Request {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Request(new URL(path, origin), { method, headers: { ...(cookie && { cookie }), ...headers } })
  }

  /** Keeps what a response sets. */
  keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) this.#set(line)
    return response
  }

  keepAll(cookies: readonly Cookie[]): void {
    for (const cookie of cookies) this.#set(serializeCookie(cookie))
  }

  #set(line: string): void {
    const [pair, ...attributes] = line.split('; ')
    const [[name, value] = ['', '']] = parseCookies(pair)
    this.cookies.delete(name)
    if (!attributes.includes('Max-Age=0')) this.cookies.set(name, value)
  }
}

/** An application made of requests and responses alone, the API that it uses, and a browser. */
export async function webApp(options: Partial<AuthOptions> = {}) {
  const api = await authApi()
  const auth = new Auth({ client: api.client, redirectUri: `${origin}/callback`, cookiePassword, ...options })
  return { api, auth, jar: new CookieJar() }
}

/** Goes through the sign-in page: the address that it sends the browser back to. */
export async function throughSignInPage(begun: Response | { url: string }): Promise<string> {
  const link = begun instanceof Response ? begun.headers.get('location')! : begun.url
  const answer = await fetch(link, { redirect: 'manual' })
  return answer.headers.get('location')!
}

/** Signs in from beginning to end. */
export async function signIn(
  app: { api: AuthApi; auth: Auth; jar: CookieJar },
  path = '/login',
): Promise<Response> {
  const begun = app.jar.keep((await app.auth.handle(app.jar.request(path)))!)
  const back = await throughSignInPage(begun)
  return app.jar.keep((await app.auth.handle(app.jar.request(back)))!)
}
