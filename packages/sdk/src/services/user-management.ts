import { UserManagement as GeneratedUserManagement } from '../generated/user-management.ts'
import {
  type AuthKitUrlParams,
  authKitUrl,
  type LinkProof,
  type PKCEAuthorizationUrl,
  withPKCE,
} from '../helpers/authorization-url.ts'
import { jwksUrl, type LogoutUrlParams, logoutUrl } from '../helpers/links.ts'

/** Operations of `client.userManagement`. */
export class UserManagement extends GeneratedUserManagement {
  /**
   * The link that begins a sign-in: at AuthKit, a social provider or an organization's connection. Makes no request.
   *
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationUrl(params: AuthKitUrlParams & LinkProof): string {
    return authKitUrl(this.client, params)
  }

  /**
   * The same with PKCE (RFC 7636): makes the verifier and the state, to be kept until the browser comes back.
   *
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationUrlWithPKCE(params: AuthKitUrlParams): Promise<PKCEAuthorizationUrl> {
    return withPKCE((proof) => authKitUrl(this.client, { ...params, ...proof }))
  }

  /** The link that ends a session. Makes no request. @throws {ConfigurationError} */
  getLogoutUrl(params: LogoutUrlParams): string {
    return logoutUrl(this.client, params)
  }

  /**
   * Where the keys are that verify the tokens of an application.
   *
   * @param clientId the application; by default the client's own
   * @throws {ConfigurationError} where neither is known
   */
  getJwksUrl(clientId?: string): string {
    return jwksUrl(this.client, clientId)
  }
}
