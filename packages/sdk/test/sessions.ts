import { type CookiePassword, sealSession } from '../src/index.ts'
import { claimsOf, type Issuer, identityServer, newIssuer, password, userRead } from './issuer.ts'
import type { Reply } from './peer.ts'

/** Signs the tokens of the tests; its key is the one that is published. */
export const issuer = await newIssuer()
/** Signs tokens under the same name, with a key of its own. */
export const stranger = await newIssuer()

/** An application with its server. Its methods take the value of a cookie. */
export async function application(keys: () => Reply = () => ({ json: { keys: [issuer.jwk] } })) {
  const server = await identityServer(keys)
  const load = (
    sessionData: string | undefined,
    cookiePassword: CookiePassword = password,
    more: object = {},
  ) => server.client.userManagement.loadSealedSession({ sessionData, cookiePassword, ...more })
  const authenticate = (...given: Parameters<typeof load>) => load(...given).authenticate()
  return { ...server, load, authenticate }
}

/** The cookie of a session whose token says this besides the usual. */
export async function cookieOf(
  claims: object = {},
  more: object = {},
  signer: Issuer = issuer,
): Promise<string> {
  const accessToken = await signer.sign(claimsOf(claims))
  return sealSession({ user: userRead, accessToken, refreshToken: 'rt_1', ...more }, password)
}
