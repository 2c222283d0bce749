import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Client } from '../src/index.ts'
import { listen } from './listen.ts'

/**
 * Plays the API for sign-in over real HTTP: a sign-in page at which everybody is Ada, codes bound to their challenge,
 * refresh tokens that are good once, RS256 tokens and their keys, sign-out.
 */
export type AuthApi = {
  client: Client
  baseUrl: string
  /** What was asked of it: method and path, and for tokens the grant. */
  calls: string[]
  /** Seconds that access tokens live from now on. Negative: they have expired when they are issued. */
  tokenSeconds: number
  /** What it answers to every token request, instead. */
  fault: { status: number; body: unknown; headers?: Record<string, string> } | undefined
  /** Claims beside the usual. */
  claims: Record<string, unknown>
  /** Members of the user beside the usual. */
  user: Record<string, unknown>
  /** Sessions that were ended by signing out. */
  ended: string[]
  /** What the link to the sign-in page held last. */
  authorized: URLSearchParams | undefined
  /** Ends all sessions, as an administrator does. */
  revokeAll(): void
}

type Grant = { userId: string; sessionId: string; organizationId: string | undefined }

const clientId = 'client_123'
const keyPair = await crypto.subtle.generateKey(
  {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
  true,
  ['sign', 'verify'],
)
const jwk = {
  ...(await crypto.subtle.exportKey('jwk', keyPair.publicKey)),
  kid: 'key_1',
  use: 'sig',
  alg: 'RS256',
}

/** Starts the API for the current test. */
export async function authApi(): Promise<AuthApi> {
  const codes = new Map<string, Grant & { challenge: string; redirectUri: string }>()
  const refreshTokens = new Map<string, Grant>()
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)))
  })
  const baseUrl = await listen(server)
  const api: AuthApi = {
    client: new Client({ apiKey: 'sk_test_1', clientId, baseUrl, maxRetries: 0 }),
    baseUrl,
    calls: [],
    tokenSeconds: 300,
    fault: undefined,
    claims: {},
    user: {},
    ended: [],
    authorized: undefined,
    revokeAll: () => refreshTokens.clear(),
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, baseUrl)
    const path = url.pathname
    if (path !== '/user_management/authenticate') api.calls.push(`${request.method} ${path}`)
    if (path === '/user_management/authorize') return redirect(response, authorize(url.searchParams))
    if (path === '/user_management/sessions/logout') return redirect(response, logOut(url.searchParams))
    if (path === `/sso/jwks/${clientId}`) return json(response, 200, { keys: [jwk] })
    if (path !== '/user_management/authenticate') return json(response, 404, { message: 'Not found' })
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = JSON.parse(Buffer.concat(chunks).toString())
    api.calls.push(body.grant_type)
    if (api.fault) return json(response, api.fault.status, api.fault.body, api.fault.headers)
    const grant = body.grant_type === 'refresh_token' ? redeemRefreshToken(body) : redeemCode(body)
    if (!grant) return json(response, 400, { error: 'invalid_grant', error_description: 'Used or unknown.' })
    return json(response, 200, await tokensFor(grant))
  }

  function authorize(query: URLSearchParams): string {
    api.authorized = query
    const code = randomUUID()
    const redirectUri = query.get('redirect_uri')!
    codes.set(code, {
      userId: 'user_ada',
      sessionId: `session_${randomUUID()}`,
      organizationId: query.get('organization_id') ?? undefined,
      challenge: query.get('code_challenge')!,
      redirectUri,
    })
    const back = new URL(redirectUri)
    back.search = String(new URLSearchParams({ code, state: query.get('state')! }))
    return back.href
  }

  function logOut(query: URLSearchParams): string {
    api.ended.push(query.get('session_id')!)
    return query.get('return_to') ?? `${baseUrl}/signed-out`
  }

  function redeemCode({ code, code_verifier }: Record<string, string>): Grant | undefined {
    const found = codes.get(code!)
    codes.delete(code!)
    const challenge = createHash('sha256')
      .update(code_verifier ?? '')
      .digest('base64url')
    return found?.challenge === challenge ? found : undefined
  }

  function redeemRefreshToken({ refresh_token, organization_id }: Record<string, string>): Grant | undefined {
    const found = refreshTokens.get(refresh_token!)
    refreshTokens.delete(refresh_token!)
    return found && { ...found, organizationId: organization_id ?? found.organizationId }
  }

  async function tokensFor(grant: Grant) {
    const { userId, sessionId, organizationId } = grant
    const now = Math.floor(Date.now() / 1000)
    const refreshToken = randomUUID()
    refreshTokens.set(refreshToken, grant)
    const times = { iat: now + Math.min(0, api.tokenSeconds) - 1, exp: now + api.tokenSeconds }
    const claims = {
      sub: userId,
      sid: sessionId,
      org_id: organizationId,
      client_id: clientId,
      jti: randomUUID(),
    }
    return {
      user: { object: 'user', id: userId, email: 'ada@example.com', email_verified: true, ...api.user },
      organization_id: organizationId,
      access_token: await signed({ ...claims, ...times, ...api.claims }),
      refresh_token: refreshToken,
      authentication_method: 'Password',
    }
  }

  return api
}

/** Signs a token with the key that the API publishes. */
async function signed(claims: object): Promise<string> {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', typ: 'JWT', kid: 'key_1' })}.${part(claims)}`
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', keyPair.privateKey, Buffer.from(text))
  return `${text}.${Buffer.from(signature).toString('base64url')}`
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function redirect(response: ServerResponse, location: string) {
  response.writeHead(302, { location }).end()
}
