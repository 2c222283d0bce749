import { Core } from './core.ts'
import { ConfigurationError } from './errors.ts'
import type { Profile, ProfileAndToken } from './generated/models/sso.ts'
import type { Authentication, DeviceAuthorization } from './generated/models/user-management.ts'
import { GeneratedSso, type GetProfileParams } from './generated/sso.ts'
import { type CreateDeviceAuthorizationParams, GeneratedUserManagement } from './generated/user-management.ts'
import type {
  AuthenticateWithCodeAndVerifierParams,
  AuthenticateWithDeviceCodeParams,
  AuthenticateWithRefreshTokenParams,
} from './helpers/authenticate.ts'
import {
  type AuthKitUrlParams,
  authKitUrl,
  type PKCEAuthorizationUrl,
  type SsoUrlParams,
  ssoUrl,
  withPKCE,
} from './helpers/authorization-url.ts'
import { deviceCodeGrant, pollDeviceCode } from './helpers/device.ts'
import { jwksUrl, type LogoutUrlParams, logoutUrl } from './helpers/links.ts'
import { pkce, requireVerifier } from './helpers/pkce.ts'
import type { ClientOptions } from './options.ts'
import type { RequestOptions } from './request.ts'
import type { Secret } from './secret.ts'

/** What a public client is made with: everything but an API key. */
export type PublicClientOptions = Omit<ClientOptions, 'apiKey'>

/** Parameters of `sso.getProfileAndToken` of a public client. */
export type PublicSsoCodeParams = {
  /** The code that came with the redirect. */
  code: Secret
  /** As `getAuthorizationUrlWithPKCE` made it. */
  codeVerifier: Secret
  /** The application. Default: the client's. */
  clientId?: string | undefined
}

/**
 * A client for programs that cannot keep a secret: pages, apps and command lines. It signs people in by PKCE (RFC 7636)
 * or device code (RFC 8628), and has nothing that would need an API key.
 *
 * ```ts
 * const client = new PublicClient({ clientId: 'client_123' })
 * const { url, state, codeVerifier } = await client.userManagement.getAuthorizationUrlWithPKCE({
 *   provider: 'authkit',
 *   redirectUri: 'https://example.com/callback',
 * })
 * ```
 */
export class PublicClient {
  readonly userManagement: PublicUserManagement
  readonly sso: PublicSso
  readonly pkce = pkce

  /** @throws {ConfigurationError} that names the option that is bad: without a client ID there is no client */
  constructor(options: PublicClientOptions = {}) {
    const core = publicCore(options)
    this.userManagement = new PublicUserManagement(core)
    this.sso = new PublicSso(core)
  }
}

/** A core that has no API key, though the environment hold one. */
function publicCore(options: ClientOptions): Core {
  if (options.apiKey !== undefined && options.apiKey !== null) throw secretGiven('apiKey')
  const core = new Core({ ...options, apiKey: null })
  if (!core.clientId) {
    throw new ConfigurationError('clientId', 'is required. Pass one, or set WORKOS_CLIENT_ID.')
  }
  return core
}

const secretGiven = (option: string) =>
  new ConfigurationError(option, 'a public client has none: whoever has the program could read it.')

/** The parameters, which users of JavaScript may have given a secret. @throws {ConfigurationError} */
function withoutSecret<T extends object>(params: T): T {
  if ('clientSecret' in params) throw secretGiven('clientSecret')
  return params
}

/** What `userManagement` has without a secret. */
export class PublicUserManagement {
  readonly #core: Core
  readonly #api: GeneratedUserManagement

  constructor(core: Core) {
    this.#core = core
    this.#api = new GeneratedUserManagement(core)
  }

  /**
   * The link that begins a sign-in, with the verifier and the state to keep until the browser comes back.
   *
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationUrlWithPKCE(params: AuthKitUrlParams): Promise<PKCEAuthorizationUrl> {
    return withPKCE((proof) => authKitUrl(this.#core, { ...params, ...proof }))
  }

  /**
   * Redeems the code with which the browser came back. The verifier shows who began the sign-in.
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   * @throws {ConfigurationError} the verifier is none
   */
  async authenticateWithCodeAndVerifier(
    params: AuthenticateWithCodeAndVerifierParams,
    options?: RequestOptions,
  ): Promise<Authentication> {
    requireVerifier(params.codeVerifier)
    return this.#api.authenticate({ ...withoutSecret(params), grantType: 'authorization_code' }, options)
  }

  /**
   * Gets new tokens, for another organization if one is named. A refresh token is good for once.
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   */
  async authenticateWithRefreshToken(
    params: AuthenticateWithRefreshTokenParams,
    options?: RequestOptions,
  ): Promise<Authentication> {
    return this.#api.authenticate({ ...withoutSecret(params), grantType: 'refresh_token' }, options)
  }

  /** Begins a sign-in on a device without a browser: shows the person a code and where to type it in (RFC 8628). */
  async authorizeDevice(
    params: CreateDeviceAuthorizationParams = {},
    options?: RequestOptions,
  ): Promise<DeviceAuthorization> {
    return this.#api.createDeviceAuthorization(withoutSecret(params), options)
  }

  /**
   * Waits until the person has signed in with the code that `authorizeDevice` gave, and redeems it.
   *
   * @throws {DeviceCodeExpiredError} nobody signed in in time
   * @throws {APIError} `access_denied`: the person said no
   */
  authenticateWithDeviceCode(
    params: AuthenticateWithDeviceCodeParams,
    options?: RequestOptions,
  ): Promise<Authentication> {
    const { clientId, deviceCode, ipAddress, userAgent, deviceId } = params
    const grant = {
      clientId,
      deviceCode,
      ipAddress,
      userAgent,
      deviceId,
      grantType: deviceCodeGrant,
    } as const
    return pollDeviceCode(params, options, (once) => this.#api.authenticate(grant, once))
  }

  /** The link that ends a session. Makes no request. @throws {ConfigurationError} */
  getLogoutUrl(params: LogoutUrlParams): string {
    return logoutUrl(this.#core, params)
  }

  /** Where the keys are that verify the tokens of an application, by default the client's own. */
  getJwksUrl(clientId?: string): string {
    return jwksUrl(this.#core, clientId)
  }
}

/** What `sso` has without a secret. */
export class PublicSso {
  readonly #core: Core
  readonly #api: GeneratedSso

  constructor(core: Core) {
    this.#core = core
    this.#api = new GeneratedSso(core)
  }

  /**
   * The link that begins single sign-on, with the verifier and the state to keep until the browser comes back.
   *
   * @throws {ConfigurationError} naming the option that is missing or wrong
   */
  getAuthorizationUrlWithPKCE(params: SsoUrlParams): Promise<PKCEAuthorizationUrl> {
    return withPKCE((proof) => ssoUrl(this.#core, { ...params, ...proof }))
  }

  /**
   * Redeems the code with which the browser came back. The verifier shows who began the sign-in.
   *
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   * @throws {ConfigurationError} the verifier is none
   */
  async getProfileAndToken(params: PublicSsoCodeParams, options?: RequestOptions): Promise<ProfileAndToken> {
    const { code, codeVerifier, clientId } = withoutSecret(params)
    requireVerifier(codeVerifier)
    const grant = { grantType: 'authorization_code', code, codeVerifier, clientId } as const
    return this.#api.getProfileAndToken(grant, options)
  }

  /** The profile that an access token was issued for. @throws {AuthenticationError} Unauthorized */
  getProfile(params: GetProfileParams, options?: RequestOptions): Promise<Profile> {
    return this.#api.getProfile(params, options)
  }
}
