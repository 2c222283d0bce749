import type { Kernel } from '../../../kernel/kernel.ts'
import type { OAuthConnection } from '../../connections/index.ts'
import type { ReceivedIdentity } from '../flow/index.ts'
import type { AuthorizationResponse } from '../oidc/callback.ts'
import { forgettingOldKeys, nameOf } from '../oidc/discovery.ts'
import { exchangeCode, type Tokens } from '../oidc/exchange.ts'
import { known } from '../oidc/failures.ts'
import { type IdTokenClaims, verifyIdToken } from '../oidc/id-token.ts'
import { asymmetricAlgorithms } from '../oidc/keys.ts'
import { logged } from '../oidc/logged.ts'
import { Refused, refused } from '../oidc/refused.ts'
import { readJson, readResource } from '../oidc/resource.ts'
import { appleName } from './apple.ts'
import type { EmailList, ProviderDeclaration } from './declaration.ts'
import { issuerName, keysOf, partyOf, requireSetup } from './party.ts'
import { attributesOf, primaryEmail } from './profile.ts'
import { declarationOf } from './providers.ts'

type Response = AuthorizationResponse<OAuthConnection>

/** Redeems the code of a social provider and reads who signed in. */
export async function redeem(response: Response): Promise<ReceivedIdentity> {
  try {
    return await identityBy(response)
  } catch (error) {
    throw failed(error)
  }
}

/** What is no decision about the person is a failure of the exchange. */
function failed(error: unknown): unknown {
  const cause = known(error)
  if (cause?.refusal.error !== 'server_error') return error
  return new Refused({ ...cause.refusal, error: 'oauth_failed' }, cause.received)
}

async function identityBy(response: Response): Promise<ReceivedIdentity> {
  const { connection, kernel } = response
  const declaration = declarationOf(requireSetup(connection))
  const tokens = await redeemCode(response, declaration)
  const claims = await claimsOf(response, declaration, tokens)
  const profile = await profileOf(kernel, declaration, tokens, claims)
  const { id, ...attributes } = attributesOf(declaration.profile, profile)
  const name = declaration.authentication === 'apple' ? appleName(response.parameters.get('user')) : {}
  return {
    subject: id as string,
    attributes: { ...attributes, id, ...name },
    message: logged('received', 'oauth_profile', { profile }),
    once: null,
    logout: null,
    logoutSubject: null,
    oauthTokens: connection.settings.oauth_tokens_returned ? handedOn(response, tokens) : null,
  }
}

async function redeemCode(
  { kernel, connection, signIn, parameters, now }: Response,
  declaration: ProviderDeclaration,
): Promise<Tokens> {
  const setup = requireSetup(connection)
  const received = new URLSearchParams(parameters)
  // Who it means by its name is not known. That the redirect URI is of this connection alone says the same.
  if (issuerName(declaration) === undefined) received.delete('iss')
  return exchangeCode(
    kernel,
    await partyOf(setup, declaration, now),
    { redirectUri: setup.redirectUri, parameters: received },
    { state: parameters.get('state') as string, verifier: signIn.secrets.verifier },
  )
}

async function claimsOf(
  { kernel, connection, signIn, now }: Response,
  declaration: ProviderDeclaration,
  { idToken }: Tokens,
): Promise<IdTokenClaims | undefined> {
  const keys = await keysOf(kernel, connection, declaration)
  if (!keys || !declaration.idToken) return undefined
  if (idToken === null) throw refused('id_token_missing', 'The token endpoint gave no ID token.')
  const { issuer, nonce, jwksUri } = declaration.idToken
  const expected = {
    issuer,
    clientId: requireSetup(connection).clientId,
    nonce: nonce ? (signIn.secrets.nonce as string) : null,
    algorithms: asymmetricAlgorithms,
    now,
  }
  return forgettingOldKeys(kernel, nameOf(connection, jwksUri), () => verifyIdToken(idToken, keys, expected))
}

/** All that the provider says of the person: what is signed comes first. */
async function profileOf(
  kernel: Kernel,
  { userinfoEndpoint, profile: { emails } }: ProviderDeclaration,
  { accessToken }: Tokens,
  claims: IdTokenClaims | undefined,
): Promise<Record<string, unknown>> {
  if (userinfoEndpoint === null) return { ...claims }
  const [userinfo, email] = await Promise.all([
    readResource(kernel, userinfoEndpoint, accessToken),
    emails ? readEmail(kernel, userinfoEndpoint, emails, accessToken) : {},
  ])
  // OpenID Connect Core 1.0, 5.3.2: the access token may be somebody else's.
  if (claims && userinfo.sub !== claims.sub) {
    throw refused(
      'userinfo_subject_mismatch',
      'The userinfo endpoint answered about somebody else. Look whether it belongs to this identity provider, and is not cached on its way.',
      claims,
    )
  }
  if (!emails) return { ...userinfo, ...claims }
  // The address of a public profile is whatever its owner writes there.
  const { email: _, verified: __, ...rest } = userinfo
  return { ...rest, ...email }
}

async function readEmail(kernel: Kernel, userinfoEndpoint: string, emails: EmailList, accessToken: string) {
  const url = new URL(userinfoEndpoint)
  url.pathname += emails.path
  return primaryEmail(emails, await readJson(kernel, url.href, accessToken))
}

/** The provider's own tokens, as applications are handed them. */
function handedOn({ connection, signIn, now }: Response, tokens: Tokens): string {
  const { accessToken, refreshToken, expiresIn, scope } = tokens
  return JSON.stringify({
    provider: connection.type,
    access_token: accessToken,
    refresh_token: refreshToken ?? '',
    // 0: it does not expire, or the provider does not say when.
    expires_at: expiresIn === null ? 0 : Math.floor(now.getTime() / 1000 + expiresIn),
    scopes: (scope ?? signIn.secrets.scope ?? '').split(/[\s,]+/).filter((one) => one !== ''),
  })
}
