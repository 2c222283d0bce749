import {
  allowInsecureRequests,
  authorizationCodeGrant,
  type ClientAuth,
  Configuration,
  clockSkew,
  customFetch,
  type ServerMetadata,
} from 'openid-client'
import type { Kernel } from '../../../kernel/kernel.ts'
import { type Fetch, guardedFetch } from './fetch.ts'

/** The provider as a client of it needs to know it, and how the client proves who it is. */
export type Party = { metadata: ServerMetadata; clientId: string; authentication: ClientAuth }

/** What the token endpoint gave for a code. */
export type Tokens = {
  accessToken: string
  refreshToken: string | null
  /** Not verified yet. Null where none came. */
  idToken: string | null
  /** In seconds from now; null where the provider does not say. */
  expiresIn: number | null
  scope: string | null
}

/** openid-client's view of the provider. Cheap: it is made for each request, so that it follows the clock. */
export function configurationOf(
  kernel: Kernel,
  { metadata, clientId, authentication }: Party,
  fetch: Fetch = guardedFetch(kernel),
): Configuration {
  const skew = { [clockSkew]: Math.round(kernel.clock.offsetMs() / 1000) }
  const configuration = new Configuration(metadata, clientId, skew, authentication)
  configuration[customFetch] = fetch
  // Requests have a deadline already.
  configuration.timeout = undefined
  if (allowsHttp(kernel)) allowInsecureRequests(configuration)
  return configuration
}

/** In development identity providers may be on this machine, where there is no TLS. */
export const allowsHttp = ({ config }: Pick<Kernel, 'config'>) => config.mode === 'development'

/**
 * Redeems the code of an authorization response: RFC 6749, 4.1.3, after the checks of RFC 9207 and of the state.
 *
 * @throws what `explain` explains
 */
export async function exchangeCode(
  kernel: Kernel,
  party: Party,
  response: { redirectUri: string; parameters: URLSearchParams },
  checks: { state: string; verifier: string | undefined },
): Promise<Tokens> {
  const taken: { idToken: string | null } = { idToken: null }
  const configuration = configurationOf(kernel, party, withoutIdToken(guardedFetch(kernel), taken))
  const url = new URL(response.redirectUri)
  url.search = response.parameters.toString()
  const answer = await authorizationCodeGrant(configuration, url, {
    expectedState: checks.state,
    ...(checks.verifier !== undefined && { pkceCodeVerifier: checks.verifier }),
  })
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    idToken: taken.idToken,
    expiresIn: typeof answer.expires_in === 'number' ? answer.expires_in : null,
    scope: answer.scope ?? null,
  }
}

/**
 * Takes the ID token out of the answer before openid-client sees it. That would check the claims, but not the signature
 * in every case, and it knows no issuer that differs by tenant: here one place verifies all of it, `id-token.ts`.
 */
function withoutIdToken(fetch: Fetch, taken: { idToken: string | null }): Fetch {
  return async (url, request) => {
    const response = await fetch(url, request)
    const text = await response.text()
    const init = { status: response.status, headers: response.headers }
    const body = jsonObject(text)
    if (typeof body?.id_token !== 'string') return new Response(text, init)
    const { id_token, ...rest } = body
    taken.idToken = id_token as string
    return new Response(JSON.stringify(rest), init)
  }
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
