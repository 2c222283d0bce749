import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Client, Profile, SecretString } from '@portico/sdk'
import { selectorOf, signInChoices } from './choices.ts'
import { errorPage, type Html, homePage, messagePage, profilePage, styles } from './pages.ts'

/** What the app knows of a browser. It lies in memory, under the random text in the browser's cookie. */
type Session = {
  /** Who is signed in. */
  profile?: Profile
  /** The sign-in that this browser began: what must come back with it, and what redeems its code. */
  attempt?: { state: string; codeVerifier: SecretString }
  /** Somebody whom the identity provider sent here unasked. They have to agree. */
  unsolicited?: Profile
}

type Visit = { client: Client; origin: string; query: URLSearchParams; session: Session }

/** What a visit comes to. A `session` replaces the present one, under a new cookie. */
type Answer = { status: number; session?: Session } & (
  | { page: Html }
  | { location: string }
  | { css: string }
)

const routes: Record<string, (visit: Visit) => Answer | Promise<Answer>> = {
  'GET /': home,
  'GET /sign-in': signIn,
  'GET /callback': callback,
  'POST /accept': accept,
  'POST /sign-out': signOut,
  'GET /style.css': () => ({ status: 200, css: styles }),
}

async function home({ client, session: { profile, unsolicited } }: Visit): Promise<Answer> {
  if (profile) return { status: 200, page: profilePage(profile) }
  return { status: 200, page: homePage(await signInChoices(client), unsolicited) }
}

/** Step 1: send the browser to Portico, which sends it on to the identity provider. */
async function signIn({ client, origin, query, session }: Visit): Promise<Answer> {
  const selector = await selectorOf(client, query)
  if ('problem' in selector) return { status: 404, page: messagePage('That does not work', selector.problem) }
  const redirectUri = `${origin}/callback`
  const { url, state, codeVerifier } = await client.sso.getAuthorizationUrlWithPKCE({
    ...selector,
    redirectUri,
  })
  return { status: 302, location: url, session: { ...session, attempt: { state, codeVerifier } } }
}

/** Step 2: the browser comes back, with a code or with an error. */
async function callback({ client, query, session: { attempt } }: Visit): Promise<Answer> {
  const code = query.get('code')
  if (code === null) return { status: 400, page: errorPage(query) }
  if (!query.has('state')) {
    // The identity provider began this sign-in: it may be anybody's, so the person is asked.
    const { profile } = await client.sso.getProfileAndToken({ code })
    return { status: 302, location: '/', session: { unsolicited: profile } }
  }
  // Else somebody could send their own code here, in a link, and have you work in their account.
  if (query.get('state') !== attempt?.state) {
    return {
      status: 400,
      page: messagePage('That was another browser', 'This sign-in did not begin in this browser.'),
    }
  }
  // Step 3: the code becomes the profile. The code verifier shows that it was this app that began.
  const { codeVerifier } = attempt
  const { profile } = await client.sso.getProfileAndToken({ code, codeVerifier })
  return { status: 302, location: '/', session: { profile } }
}

function accept({ session: { unsolicited } }: Visit): Answer {
  return { status: 303, location: '/', session: unsolicited ? { profile: unsolicited } : {} }
}

/** Ends the session here, and then at the identity provider, where that has a way. */
async function signOut({ client, session: { profile } }: Visit): Promise<Answer> {
  const location = profile && (await logoutUrl(client, profile))
  return { status: 303, location: location ?? '/', session: {} }
}

async function logoutUrl(client: Client, { id }: Profile): Promise<string | undefined> {
  try {
    const { logoutUrl } = await client.sso.authorizeLogout({ profileId: id })
    return logoutUrl.expose()
  } catch (error) {
    // `connection_invalid`: this identity provider cannot be asked to. 404: the profile is gone.
    if ([400, 404].includes((error as { status?: number }).status ?? 0)) return undefined
    throw error
  }
}

/** Starts the app on this machine. */
export async function startDemo(client: Client, { port }: { port: number }) {
  const sessions = new Map<string, Session>()
  let origin = ''
  const server = createServer(async (request, response) => {
    try {
      await serve(request, response)
    } catch (error) {
      console.error(error)
      const said = error instanceof Error ? error.message : 'Something went wrong.'
      send(response, { status: 502, page: messagePage('Portico refused', said) })
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  origin = `http://localhost:${typeof address === 'object' ? address?.port : port}`

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', origin)
    const route = routes[`${request.method} ${pathname}`]
    if (!route)
      return send(response, { status: 404, page: messagePage('Nothing here', 'There is no such page.') })
    // Only this app's own pages may change something.
    if (request.method === 'POST' && request.headers.origin !== origin) {
      return send(response, { status: 403, page: messagePage('Refused', 'Another site asked for this.') })
    }
    const id = cookieOf(request)
    const answer = await route({ client, origin, query, session: sessions.get(id) ?? {} })
    if (answer.session) response.setHeader('Set-Cookie', keep(id, answer.session))
    send(response, answer)
  }

  /** A new name for every new session: whoever knew the old one does not know this one. */
  function keep(formerId: string, session: Session): string {
    const id = randomBytes(32).toString('base64url')
    sessions.delete(formerId)
    sessions.set(id, session)
    const [oldest] = sessions.keys()
    if (sessions.size > 1_000 && oldest) sessions.delete(oldest)
    // Cookies do not tell ports apart, so the name does.
    return `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax`
  }

  const cookieName = `sso_demo_${new URL(origin).port}`
  const cookieOf = ({ headers }: IncomingMessage) =>
    new RegExp(`(?:^|; )${cookieName}=([^;]*)`).exec(headers.cookie ?? '')?.[1] ?? ''

  return { url: origin, stop: () => void server.close().closeAllConnections() }
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    'Content-Type': `text/${'css' in answer ? 'css' : 'html'}; charset=utf-8`,
    ...('location' in answer && { Location: answer.location }),
  })
  response.end('page' in answer ? answer.page.markup : 'css' in answer ? answer.css : '')
}
