import type { JWTPayload } from 'jose'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { OidcConnection, OidcSetup } from '../../connections/index.ts'
import type { ReceivedIdentity, SignIn } from '../flow/index.ts'
import { requireSetup } from './begin.ts'
import type { AuthorizationResponse } from './callback.ts'
import { dialectOf } from './dialects.ts'
import { type Discovered, discover, forgettingOldKeys, nameOf } from './discovery.ts'
import { exchangeCode, type Tokens } from './exchange.ts'
import { clockToleranceSeconds, type IdTokenClaims, verifyIdToken } from './id-token.ts'
import { logged } from './logged.ts'
import { logoutSubjectOf } from './logout-subject.ts'
import { partyOf } from './party.ts'
import { refused } from './refused.ts'
import { readResource } from './resource.ts'

/** Redeems the code of an OpenID provider (OpenID Connect Core 1.0, 3.1.3) and says who signed in. */
export async function redeem(response: AuthorizationResponse<OidcConnection>): Promise<ReceivedIdentity> {
  const { kernel, connection, signIn, parameters, now } = response
  const setup = requireSetup(connection)
  const discovered = await discover(kernel, connection, setup)
  const party = await partyOf(connection, setup, discovered.metadata)
  const { nonce, verifier, fresh } = signIn.secrets
  const tokens = await exchangeCode(
    kernel,
    party,
    { redirectUri: setup.redirectUri, parameters },
    { state: parameters.get('state') as string, verifier },
  )
  const claims = await forgettingOldKeys(kernel, nameOf(connection, setup.discoveryEndpoint), () =>
    verifyIdToken(requireIdToken(tokens), keysFor(setup, discovered), {
      issuer: discovered.metadata.issuer,
      clientId: setup.clientId,
      nonce: nonce as string,
      algorithms: algorithmsFor(setup, discovered),
      now,
    }),
  )
  requireClaim(connection, claims)
  if (fresh) requireFresh(connection, claims, signIn)
  const userinfo = await readUserInfo(kernel, connection, setup, discovered, tokens, claims)
  return identityOf(claims, userinfo, tokens, discovered)
}

function requireIdToken({ idToken }: Tokens): string {
  if (idToken !== null) return idToken
  throw refused(
    'id_token_missing',
    'The token endpoint gave no ID token. Allow the scope openid for this client at the identity provider.',
  )
}

/** A shared secret verifies only where the connection says so; by default it is keys that others cannot have. */
export function keysFor({ idTokenSignatureAlgorithm, clientSecret }: OidcSetup, { keys }: Discovered) {
  if (!idTokenSignatureAlgorithm?.startsWith('HS')) return keys
  if (clientSecret !== null) return new TextEncoder().encode(clientSecret)
  throw refused('connection_incomplete', `${idTokenSignatureAlgorithm} takes a client secret.`)
}

export const algorithmsFor = ({ idTokenSignatureAlgorithm }: OidcSetup, { metadata }: Discovered) =>
  idTokenSignatureAlgorithm === null
    ? (metadata.id_token_signing_alg_values_supported ?? [])
    : [idTokenSignatureAlgorithm]

function requireClaim({ type }: OidcConnection, claims: JWTPayload): void {
  const { requiredClaim } = dialectOf(type)
  if (!requiredClaim || typeof claims[requiredClaim.name] === 'string') return
  throw refused(`${requiredClaim.name}_missing`, requiredClaim.problem, claims)
}

/** `prompt=login` is taken out of an address easily; what the provider signs is not. */
function requireFresh({ type }: OidcConnection, claims: JWTPayload, { createdAt }: SignIn): void {
  const { auth_time } = claims
  if (auth_time === undefined && !dialectOf(type).tellsAuthenticationTime) return
  const earliest = Math.floor(Date.parse(createdAt) / 1000) - clockToleranceSeconds
  if (typeof auth_time === 'number' && auth_time >= earliest) return
  throw refused(
    'authentication_too_old',
    'The person was to prove anew who they are, and the claim auth_time of the ID token does not say that they have.',
    claims,
  )
}

/** Claims that the ID token leaves out. Also where nobody has asked for them, if nobody could be signed in without. */
async function readUserInfo(
  kernel: Kernel,
  { attributeMap }: OidcConnection,
  { fetchUserInfo }: OidcSetup,
  { metadata }: Discovered,
  { accessToken }: Tokens,
  claims: IdTokenClaims,
): Promise<Record<string, unknown> | null> {
  const { userinfo_endpoint } = metadata
  if (!fetchUserInfo && claims[attributeMap.standard.email] !== undefined) return null
  if (!userinfo_endpoint) {
    if (!fetchUserInfo) return null
    throw refused(
      'configuration_unusable',
      'The identity provider has no userinfo endpoint. Turn fetch_user_info off.',
    )
  }
  const userinfo = await readResource(kernel, userinfo_endpoint, accessToken)
  // OpenID Connect Core 1.0, 5.3.2: the access token may be somebody else's.
  if (userinfo.sub === claims.sub) return userinfo
  throw refused(
    'userinfo_subject_mismatch',
    'The userinfo endpoint answered about somebody else. Look whether it belongs to this identity provider, and is not cached on its way.',
    claims,
  )
}

function identityOf(
  claims: IdTokenClaims,
  userinfo: Record<string, unknown> | null,
  tokens: Tokens,
  { metadata }: Discovered,
): ReceivedIdentity {
  return {
    subject: claims.sub,
    // What is signed comes first.
    attributes: { ...userinfo, ...claims },
    message: logged('received', 'oidc_token_response', { claims, ...(userinfo && { userinfo }) }),
    once: null,
    logout: logoutSecrets(tokens, metadata),
    logoutSubject: logoutSubjectOf(claims),
    oauthTokens: null,
  }
}

/** Longer than any ID token that fits into an address. */
const longestHint = 6_000

/** What signing out there takes, as far as the provider offers it. */
function logoutSecrets(
  { idToken, accessToken, refreshToken }: Tokens,
  { end_session_endpoint, revocation_endpoint }: Discovered['metadata'],
): Record<string, string> | null {
  if (!end_session_endpoint) return null
  return {
    ...(idToken !== null && idToken.length <= longestHint && { idToken }),
    ...(revocation_endpoint && { token: refreshToken ?? accessToken }),
    ...(revocation_endpoint && { tokenKind: refreshToken === null ? 'access_token' : 'refresh_token' }),
  }
}
