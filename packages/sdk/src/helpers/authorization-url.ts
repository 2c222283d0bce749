import { ConfigurationError } from '../errors.ts'
import type { SecretString } from '../secret.ts'
import type { OpenEnum } from '../types.ts'
import { generateCodeChallenge, generateCodeVerifier, randomText } from './pkce.ts'
import { type QueryValue, queryText, requireAbsoluteUrl, requireText, sorted } from './urls.ts'

/** A social provider to send people to. */
export type SocialProvider =
  | 'AppleOAuth'
  | 'BitbucketOAuth'
  | 'GitHubOAuth'
  | 'GitLabOAuth'
  | 'GoogleOAuth'
  | 'IntuitOAuth'
  | 'LinkedInOAuth'
  | 'MicrosoftOAuth'
  | 'SalesforceOAuth'
  | 'SlackOAuth'
  | 'VercelMarketplaceOAuth'
  | 'VercelOAuth'
  | 'XeroOAuth'

/** What every sign-in link may say. */
export type AuthorizationUrlBase = {
  /** The application. Default: the client's. */
  clientId?: string | undefined
  /** Where the browser comes back with the code. Absolute, and registered with the application. */
  redirectUri: string
  /** The domain of the person's identity provider, handed on to it. */
  domainHint?: string | undefined
  /** Their e-mail address or name, filled in ahead. */
  loginHint?: string | undefined
  /** What the social provider shall ask consent for, beyond its usual. */
  providerScopes?: readonly string[] | undefined
  /** Further parameters for the social provider. */
  providerQueryParams?: Readonly<Record<string, string | number | boolean | undefined>> | undefined
  /** `login` asks people to sign in again. */
  prompt?: OpenEnum<'login'> | undefined
}

/** What a link carries against forgery: `…WithPKCE` makes it, `getAuthorizationUrl` takes it. */
export type LinkProof = {
  /** Comes back as it is. Compare it, so that nobody signs your user in to another account. At most 2 KB. */
  state?: string | undefined
  /** Made by `pkce.generateCodeChallenge` (RFC 7636). */
  codeChallenge?: string | undefined
  /** The only method there is. Default, with a challenge: `S256`. */
  codeChallengeMethod?: 'S256' | undefined
}

/** What an AuthKit link may say, beside the ways to sign in. */
export type AuthKitUrlParams = AuthorizationUrlBase & {
  /** Which page AuthKit shows first. Only with the provider `authkit`. Default: `sign-in`. */
  screenHint?: 'sign-in' | 'sign-up' | undefined
  /** Seconds since the person last signed in, after which they must again. */
  maxAge?: number | undefined
  /** The invitation they come by. */
  invitationToken?: string | undefined
  /** Binds the sign-in to the claim of an agent. */
  claimNonce?: string | undefined
} & OneOf<{
    /** AuthKit's own pages, or a social provider. */
    provider: OpenEnum<'authkit' | SocialProvider>
    /** The connection to sign in by. */
    connectionId: string
    /** The organization to sign in to, by its connection. */
    organizationId: string
  }>

/** What a single sign-on link may say, beside the ways to sign in. */
export type SsoUrlParams = AuthorizationUrlBase & {
  /** Comes back in the ID token of the provider, against replay. */
  nonce?: string | undefined
} & OneOf<{
    /** A social provider. */
    provider: OpenEnum<SocialProvider>
    /** The connection to sign in by. */
    connection: string
    /** The organization whose connection to sign in by. */
    organization: string
    /**
     * The domain of the organization.
     *
     * @deprecated Give the organization.
     */
    domain: string
  }>

/** At least one of the members. */
type OneOf<T> = { [Key in keyof T]: Pick<T, Key> & { [Other in keyof T]?: T[Other] | undefined } }[keyof T]

/** A link, and what to keep until the browser comes back. */
export type PKCEAuthorizationUrl = {
  url: string
  /** Must come back as it is. */
  state: string
  /** Redeems the code. `expose()` gives the text to store. */
  codeVerifier: SecretString
}

/** Whose link it is: what every client knows of itself. */
export type LinkOrigin = { baseUrl: string; clientId: string | undefined }

/** The link to AuthKit. @throws {ConfigurationError} naming the option that is missing or wrong */
export function authKitUrl(origin: LinkOrigin, params: AuthKitUrlParams & LinkProof): string {
  requireSelector(params, ['provider', 'connectionId', 'organizationId'])
  if (params.screenHint !== undefined && params.provider !== 'authkit') {
    throw new ConfigurationError('screenHint', "only goes with the provider 'authkit'.")
  }
  return authorizationUrl(origin, '/user_management/authorize', params, {
    claim_nonce: params.claimNonce,
    connection_id: params.connectionId,
    invitation_token: params.invitationToken,
    max_age: params.maxAge,
    organization_id: params.organizationId,
    provider: params.provider,
    screen_hint: params.screenHint,
  })
}

/** The link for single sign-on. @throws {ConfigurationError} naming the option that is missing or wrong */
export function ssoUrl(origin: LinkOrigin, params: SsoUrlParams & LinkProof): string {
  requireSelector(params, ['connection', 'organization', 'provider', 'domain'])
  const { connection, organization, provider, domain, nonce } = params
  return authorizationUrl(origin, '/sso/authorize', params, {
    connection,
    domain,
    nonce,
    organization,
    provider,
  })
}

/** Makes the link with a proof of its own. */
export async function withPKCE(link: (proof: LinkProof) => string): Promise<PKCEAuthorizationUrl> {
  const codeVerifier = generateCodeVerifier()
  const state = randomText(43)
  const codeChallenge = await generateCodeChallenge(codeVerifier)
  return { url: link({ codeChallenge, codeChallengeMethod: 'S256', state }), state, codeVerifier }
}

function authorizationUrl(
  { baseUrl, clientId }: LinkOrigin,
  path: string,
  params: AuthorizationUrlBase & LinkProof,
  own: Readonly<Record<string, QueryValue>>,
): string {
  const query = sorted<QueryValue>({
    ...own,
    ...challengeQuery(params),
    client_id: requireClientId(params.clientId ?? clientId),
    domain_hint: params.domainHint,
    login_hint: params.loginHint,
    prompt: params.prompt,
    provider_query_params: params.providerQueryParams,
    provider_scopes: params.providerScopes,
    redirect_uri: requireAbsoluteUrl('redirectUri', params.redirectUri),
    response_type: 'code',
    state: requireState(params.state),
  })
  return `${baseUrl}${path}?${queryText(query)}`
}

function challengeQuery({ codeChallenge, codeChallengeMethod = 'S256' }: LinkProof) {
  if (codeChallenge === undefined) return {}
  if (codeChallengeMethod !== 'S256') {
    throw new ConfigurationError('codeChallengeMethod', "must be 'S256': 'plain' shows the verifier.")
  }
  // SHA-256 in base64url.
  if (!/^[A-Za-z0-9_-]{43}$/.test(codeChallenge)) {
    throw new ConfigurationError('codeChallenge', 'must be what pkce.generateCodeChallenge made.')
  }
  return { code_challenge: codeChallenge, code_challenge_method: codeChallengeMethod }
}

function requireSelector(params: object, names: readonly string[]): void {
  if (!names.some((name) => (params as Record<string, unknown>)[name])) {
    throw new ConfigurationError(names[0] as string, `one of ${names.join(', ')} is needed.`)
  }
}

/** The application that a link is for. @throws {ConfigurationError} */
export function requireClientId(clientId: string | undefined): string {
  if (!clientId) {
    throw new ConfigurationError(
      'clientId',
      'this link needs a client ID. Pass one, or set WORKOS_CLIENT_ID.',
    )
  }
  return requireText('clientId', clientId)
}

function requireState(state: string | undefined): string | undefined {
  if (state !== undefined && typeof state !== 'string') {
    throw new ConfigurationError('state', 'must be a text. Encode an object yourself, as JSON for example.')
  }
  return state
}
