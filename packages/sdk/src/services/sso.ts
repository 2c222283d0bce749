import type { Profile, ProfileAndToken } from '../generated/models/sso.ts'
import {
  type GetProfileAndTokenParams as GeneratedCodeParams,
  GeneratedSso,
  type GetProfileParams,
} from '../generated/sso.ts'
import {
  type LinkProof,
  type PKCEAuthorizationUrl,
  type SsoUrlParams,
  ssoUrl,
  withPKCE,
} from '../helpers/authorization-url.ts'
import {
  type LegacyAuthorizationUrlParams,
  type LegacyProfileParams,
  legacyAuthorizationUrl,
  legacyClientId,
} from '../helpers/legacy-sso.ts'
import { type SsoLogoutUrlParams, ssoLogoutUrl } from '../helpers/links.ts'
import { requireVerifier } from '../helpers/pkce.ts'
import type { RequestOptions } from '../request.ts'

/** Parameters of `sso.getProfileAndToken`. */
export type SsoCodeParams = Pick<GeneratedCodeParams, 'code' | 'codeVerifier' | 'clientId'>

/** Operations of `client.sso`. */
export class Sso extends GeneratedSso {
  /**
   * The link that begins single sign-on: by connection, organization or social provider. Makes no request.
   *
   * ```ts
   * const url = client.sso.getAuthorizationUrl({
   *   organization: 'org_01',
   *   redirectUri: 'https://app.example.com/callback',
   *   state: 'compared when it comes back',
   * })
   * ```
   *
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationUrl(params: SsoUrlParams & LinkProof): string {
    return ssoUrl(this.client, params)
  }

  /**
   * The same with PKCE (RFC 7636): makes the verifier and the state, to be kept until the browser comes back.
   *
   * ```ts
   * const { url, state, codeVerifier } = await client.sso.getAuthorizationUrlWithPKCE({
   *   connection: 'conn_01',
   *   redirectUri: 'https://app.example.com/callback',
   * })
   * ```
   *
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationUrlWithPKCE(params: SsoUrlParams): Promise<PKCEAuthorizationUrl> {
    return withPKCE((proof) => ssoUrl(this.client, { ...params, ...proof }))
  }

  /**
   * The link that signs a person out at their identity provider.
   *
   * ```ts
   * const { logoutToken } = await client.sso.authorizeLogout({ profileId: 'prof_01' })
   * const url = client.sso.getLogoutUrl({ logoutToken })
   * ```
   *
   * @throws {ConfigurationError}
   */
  getLogoutUrl(params: SsoLogoutUrlParams): string {
    return ssoLogoutUrl(this.client, params)
  }

  /**
   * Redeems the code that came with the redirect. With an API key, the client shows that too; without one, the verifier
   * alone shows who began the sign-in.
   *
   * ```ts
   * const { profile } = await client.sso.getProfileAndToken({ code: 'the code of the query' })
   * ```
   *
   * @throws {ConfigurationError} where there is neither a verifier nor an API key, or the verifier is none
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   * @throws {OAuthError} `invalid_client`: The client is unknown, or its secret is wrong.
   */
  override async getProfileAndToken(
    { code, codeVerifier, clientId }: SsoCodeParams,
    options?: RequestOptions,
  ): Promise<ProfileAndToken> {
    if (codeVerifier === undefined) this.client.requireApiKey()
    else requireVerifier(codeVerifier)
    const params = { grantType: 'authorization_code', code, codeVerifier, clientId } as const
    return super.getProfileAndToken(params, options)
  }

  /**
   * The profile that an access token was issued for.
   *
   * ```ts
   * const { email } = await client.sso.getProfile({ accessToken })
   * ```
   *
   * @throws {AuthenticationError} Unauthorized
   * @throws {NotFoundError} Profile not found.
   */
  override getProfile(params: GetProfileParams, options?: RequestOptions): Promise<Profile>
  /**
   * Redeems the code that came with the redirect, as the Node SDK of 2020 did.
   *
   * @deprecated Use `getProfileAndToken`.
   */
  override getProfile(params: LegacyProfileParams, options?: RequestOptions): Promise<Profile>
  override async getProfile(
    params: GetProfileParams | LegacyProfileParams,
    options?: RequestOptions,
  ): Promise<Profile> {
    if (!('code' in params)) return super.getProfile(params, options)
    const { code, ...project } = params
    const answer = await this.getProfileAndToken({ code, clientId: legacyClientId(project) }, options)
    return answer.profile
  }

  /**
   * The sign-in link as the SDKs of 2020 wrote it, byte for byte.
   *
   * ```ts
   * const url = client.sso.getAuthorizationURL({
   *   domain: 'example.com',
   *   projectId: 'project_01',
   *   redirectURI: 'https://app.example.com/callback',
   * })
   * ```
   *
   * @deprecated Use `getAuthorizationUrl` with an organization.
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationURL(params: LegacyAuthorizationUrlParams): string {
    return legacyAuthorizationUrl(this.client, params)
  }
}
