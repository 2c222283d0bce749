import { type ClientOptions, type Refreshed, type RefreshFailure, sealSession } from '../src/index.ts'
import { claimsOf, identityServer, password, user, userRead } from './issuer.ts'
import type { Reply } from './peer.ts'
import { issuer } from './sessions.ts'

/** Tokens of the organizations that the tests change to, made beforehand: the server answers at once. */
const tokens = new Map<string | undefined, string>()
for (const org_id of [undefined, 'org_1', 'org_2']) {
  tokens.set(org_id, await issuer.sign(claimsOf({ org_id, exp: 4_102_444_800 })))
}
const expired = await issuer.sign(claimsOf({ exp: 1, org_id: 'org_1' }))

/** What the server answers to a refresh token that is good. */
export const granted = (
  organizationId: string | undefined,
  refreshToken: string,
  more: object = {},
): Reply => ({
  json: {
    user,
    organization_id: organizationId ?? null,
    access_token: tokens.get(organizationId),
    refresh_token: refreshToken,
    ...more,
  },
})

/** A server as the real one is: a refresh token is good for once, and the answer names the next. */
export function singleUse() {
  const used = new Set<string>()
  return ({ refresh_token: token = '', organization_id: organizationId }: Record<string, string>): Reply => {
    if (used.has(token)) {
      return {
        status: 400,
        json: { error: 'invalid_grant', error_description: 'Session has already been used.' },
      }
    }
    used.add(token)
    return granted(organizationId, `${token}+`)
  }
}

/** An application with its server. `refreshes` are the bodies of the requests to refresh. */
export async function refreshingApplication(
  reply: (body: Record<string, string>, n: number) => Reply,
  options?: ClientOptions,
) {
  const keys = (): Reply => ({ json: { keys: [issuer.jwk] } })
  const server = await identityServer(keys, reply, options)
  const refreshes = () =>
    server.received.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body))
  const load = (sessionData: string, cookiePassword: string = password) =>
    server.client.userManagement.loadSealedSession({ sessionData, cookiePassword })
  return { ...server, load, refreshes }
}

/** The cookie of a session whose access token has expired. */
export const expiredCookie = (more: object = {}) =>
  sealSession({ user: userRead, accessToken: expired, refreshToken: 'rt_1', ...more }, password)

/** The result, where it is a success. */
export function succeeded(result: Refreshed | RefreshFailure): Refreshed {
  if (!result.authenticated) throw new Error(result.reason)
  return result
}
