import { createHash, type KeyObject, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

/** A key of the provider, under the name that it publishes it by. */
export type OidcKey = { kid: string; privateKey: KeyObject; publicKey: KeyObject }

/** A new key. Two may have one name. */
export async function newOidcKey(kid: string = randomUUID()): Promise<OidcKey> {
  const pair = await generateKeyPair('RS256', { extractable: true })
  return { kid, ...(pair as unknown as { privateKey: KeyObject; publicKey: KeyObject }) }
}

/** How one sign-in differs from what is right. */
export type OidcSignIn = {
  /** Claims over the usual ones; undefined leaves one out. */
  claims?: Record<string, unknown>
  /** Makes the ID token; null gives none. Default: signs with the first key. */
  idToken?: (claims: JWTPayload) => Promise<string | null>
  /** What the userinfo endpoint says. */
  userinfo?: Record<string, unknown>
  /** Members of the token endpoint's answer beside the usual ones. */
  tokens?: Record<string, unknown>
}

/** A request that came to the provider. */
export type OidcRequest = { path: string; headers: IncomingMessage['headers']; form: URLSearchParams }

export type Answering = (response: ServerResponse, request: OidcRequest) => unknown

/** An OpenID provider that says whatever a test wants, over the real protocol. */
export type OidcIdp = {
  issuer: string
  discoveryEndpoint: string
  clientId: string
  clientSecret: string
  /** What is published. The first one signs. */
  keys: OidcKey[]
  /** Members of the configuration in place of the usual ones. */
  metadata: Record<string, unknown>
  /** Answers in place of the usual ones, by path. */
  answers: Map<string, Answering>
  /** All requests, oldest first. */
  requests: OidcRequest[]
  requestsTo(path: string): OidcRequest[]
  /** Signs somebody in who came with an authorization request. @returns where their browser is sent */
  signIn(request: URL, options?: OidcSignIn): URL
  /** Signs claims as they are. */
  sign(claims: JWTPayload, options?: { key?: OidcKey; header?: Record<string, unknown> }): Promise<string>
  close(): Promise<void>
}

type Pending = { request: URLSearchParams; options: OidcSignIn }

export const ada = {
  sub: 'ada-1',
  email: 'ada@acme.example',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Lovelace',
  name: 'Ada Lovelace',
}

/** Starts a provider on loopback. Whoever starts it closes it. @param now the clock that it goes by */
export async function oidcIdp(now: () => Date = () => new Date()): Promise<OidcIdp> {
  const codes = new Map<string, Pending>()
  const tokens = new Map<string, Pending>()
  const server = createServer(async (request, response) => {
    const received = await read(request)
    idp.requests.push(received)
    await (idp.answers.get(received.path) ?? usual[received.path] ?? notFound)(response, received)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const idp: OidcIdp = {
    issuer,
    discoveryEndpoint: `${issuer}/.well-known/openid-configuration`,
    clientId: 'portico',
    clientSecret: 'a secret of 32 characters or more',
    keys: [await newOidcKey()],
    metadata: {},
    answers: new Map(),
    requests: [],
    requestsTo: (path) => idp.requests.filter((one) => one.path === path),
    signIn(request, options = {}) {
      const code = randomUUID()
      codes.set(code, { request: request.searchParams, options })
      const url = new URL(request.searchParams.get('redirect_uri') as string)
      url.searchParams.set('code', code)
      url.searchParams.set('state', request.searchParams.get('state') ?? '')
      return url
    },
    sign(claims, { key = idp.keys[0] as OidcKey, header = {} } = {}) {
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT', ...header })
        .sign(key.privateKey)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  const usual: Record<string, Answering> = {
    '/.well-known/openid-configuration': (response) => sendJson(response, 200, configurationOf(idp)),
    '/jwks': async (response) =>
      sendJson(response, 200, { keys: await Promise.all(idp.keys.map(publicJwk)) }),
    '/userinfo': (response, { headers }) => {
      const pending = tokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '')
      if (!pending) return sendJson(response, 401, { error: 'invalid_token' })
      const { claims: { sub = ada.sub } = {}, userinfo } = pending.options
      return sendJson(response, 200, { ...ada, sub, ...userinfo })
    },
    '/token': async (response, { form }) => {
      const pending = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      if (!pending || !isRedeemable(pending, form)) return sendJson(response, 400, { error: 'invalid_grant' })
      const { access_token = randomUUID() } = pending.options.tokens ?? {}
      tokens.set(String(access_token), pending)
      const id_token = await idTokenFor(idp, pending, now())
      return sendJson(response, 200, {
        access_token,
        token_type: 'Bearer',
        expires_in: 3600,
        ...(id_token !== null && { id_token }),
        ...pending.options.tokens,
      })
    },
    '/revoke': (response) => response.writeHead(200).end(),
  }
  return idp
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const notFound: Answering = (response) => response.writeHead(404).end()

const configurationOf = ({ issuer, metadata }: OidcIdp) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  ...metadata,
})

async function publicJwk({ kid, publicKey }: OidcKey): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' }
}

/** RFC 6749, 4.1.3, and RFC 7636, 4.6. */
function isRedeemable({ request }: Pending, form: URLSearchParams): boolean {
  const challenge = request.get('code_challenge')
  const verifier = form.get('code_verifier')
  if (form.get('redirect_uri') !== request.get('redirect_uri')) return false
  if (challenge === null) return verifier === null
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === challenge
  )
}

async function idTokenFor(idp: OidcIdp, { request, options }: Pending, now: Date): Promise<string | null> {
  const iat = Math.floor(now.getTime() / 1000)
  const nonce = request.get('nonce')
  const claims: JWTPayload = {
    iss: idp.issuer,
    aud: idp.clientId,
    iat,
    exp: iat + 300,
    ...ada,
    ...(nonce !== null && { nonce }),
    ...options.claims,
  }
  return options.idToken ? options.idToken(claims) : idp.sign(claims)
}

async function read(request: IncomingMessage): Promise<OidcRequest> {
  let body = ''
  for await (const chunk of request) body += chunk
  const [path] = (request.url ?? '').split('?', 1) as [string]
  return { path, headers: request.headers, form: new URLSearchParams(body) }
}
