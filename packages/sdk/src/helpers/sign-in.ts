import type { DeviceAuthorization } from '../generated/models/user-management.ts'
import {
  type AuthenticateParams,
  type CreateDeviceAuthorizationParams,
  GeneratedUserManagement,
} from '../generated/user-management.ts'
import type { RequestOptions } from '../request.ts'
import {
  type Authenticated,
  type AuthenticateWithCodeAndVerifierParams,
  type AuthenticateWithCodeParams,
  type AuthenticateWithDeviceCodeParams,
  type AuthenticateWithEmailVerificationParams,
  type AuthenticateWithMagicAuthParams,
  type AuthenticateWithOrganizationSelectionParams,
  type AuthenticateWithPasswordParams,
  type AuthenticateWithRadarEmailChallengeParams,
  type AuthenticateWithRadarSmsChallengeParams,
  type AuthenticateWithRefreshTokenParams,
  type AuthenticateWithTotpParams,
  authenticate,
  type Seal,
  type SealParams,
} from './authenticate.ts'
import { deviceCodeGrant, pollDeviceCode } from './device.ts'
import { requireVerifier } from './pkce.ts'

/** The ways to sign a person in, each a grant of `POST /user_management/authenticate`. */
export class SignIn extends GeneratedUserManagement {
  /**
   * Redeems the code with which a browser came back. With a verifier (PKCE) the client needs no API key; one that it has,
   * it shows in any case.
   *
   * ```ts
   * const { user, sealedSession } = await client.userManagement.authenticateWithCode({
   *   code: 'the code of the query',
   *   session: { sealSession: true },
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   * @throws {ConfigurationError} there is neither a verifier nor an API key, or the verifier is none
   */
  async authenticateWithCode<S extends Seal | undefined = undefined>(
    params: AuthenticateWithCodeParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    if (params.codeVerifier === undefined) this.client.requireApiKey()
    else requireVerifier(params.codeVerifier)
    return authenticate(this, 'authorization_code', params, options)
  }

  /**
   * Redeems the code of a public application: the verifier stands in for its secret, which is not sent.
   *
   * ```ts
   * const { user } = await client.userManagement.authenticateWithCodeAndVerifier({
   *   code: 'the code of the query',
   *   codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   * @throws {ConfigurationError} the verifier is none
   */
  async authenticateWithCodeAndVerifier<S extends Seal | undefined = undefined>(
    params: AuthenticateWithCodeAndVerifierParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    requireVerifier(params.codeVerifier)
    const api = new GeneratedUserManagement(this.client.withOptions({ apiKey: null }))
    return authenticate(api, 'authorization_code', params, options)
  }

  /**
   * Gets new tokens, for another organization if one is named. A refresh token is good for once: where several requests
   * may refresh one session, `loadSealedSession(…).refresh()` sees to it.
   *
   * ```ts
   * const tokens = await client.userManagement.authenticateWithRefreshToken({
   *   refreshToken: 'the newest refresh token',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   */
  authenticateWithRefreshToken<S extends Seal | undefined = undefined>(
    params: AuthenticateWithRefreshTokenParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    return authenticate(this, 'refresh_token', params, options)
  }

  /**
   * Signs in by e-mail address and password.
   *
   * ```ts
   * const { user } = await client.userManagement.authenticateWithPassword({
   *   email: 'ada@example.com',
   *   password: 'correct horse',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {APIError} what was given is wrong or too old: `code` says what
   * @throws {ConfigurationError} the client has no API key
   */
  authenticateWithPassword<S extends Seal | undefined = undefined>(
    params: AuthenticateWithPasswordParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    return this.#withSecret('password', params, options)
  }

  /**
   * Signs in by the code that `createMagicAuth` sent.
   *
   * ```ts
   * const { user } = await client.userManagement.authenticateWithMagicAuth({
   *   email: 'ada@example.com',
   *   code: '123456',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {APIError} what was given is wrong or too old: `code` says what
   * @throws {ConfigurationError} the client has no API key
   */
  authenticateWithMagicAuth<S extends Seal | undefined = undefined>(
    params: AuthenticateWithMagicAuthParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    return this.#withSecret('urn:workos:oauth:grant-type:magic-auth:code', params, options)
  }

  /**
   * Goes on after `email_verification_required`, with the code that was sent.
   *
   * ```ts
   * const { user } = await client.userManagement.authenticateWithEmailVerification({
   *   code: '123456',
   *   pendingAuthenticationToken: 'the token of the error',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {APIError} what was given is wrong or too old: `code` says what
   * @throws {ConfigurationError} the client has no API key
   */
  authenticateWithEmailVerification<S extends Seal | undefined = undefined>(
    params: AuthenticateWithEmailVerificationParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    return this.#withSecret('urn:workos:oauth:grant-type:email-verification:code', params, options)
  }

  /**
   * Goes on after `mfa_challenge`, with the code that the authenticator app shows.
   *
   * ```ts
   * const { user } = await client.userManagement.authenticateWithTotp({
   *   code: '123456',
   *   authenticationChallengeId: 'auth_challenge_01',
   *   pendingAuthenticationToken: 'the token of the error',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {APIError} what was given is wrong or too old: `code` says what
   * @throws {ConfigurationError} the client has no API key
   */
  authenticateWithTotp<S extends Seal | undefined = undefined>(
    params: AuthenticateWithTotpParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    return this.#withSecret('urn:workos:oauth:grant-type:mfa-totp', params, options)
  }

  /**
   * Goes on after `organization_selection_required`, with the organization that was chosen.
   *
   * ```ts
   * const { user } = await client.userManagement.authenticateWithOrganizationSelection({
   *   organizationId: 'org_01',
   *   pendingAuthenticationToken: 'the token of the error',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {APIError} what was given is wrong or too old: `code` says what
   * @throws {ConfigurationError} the client has no API key
   */
  authenticateWithOrganizationSelection<S extends Seal | undefined = undefined>(
    params: AuthenticateWithOrganizationSelectionParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    return this.#withSecret('urn:workos:oauth:grant-type:organization-selection', params, options)
  }

  /**
   * Goes on after `radar_challenge` or `radar_sign_up_challenge`, with the code that was sent by e-mail.
   *
   * ```ts
   * const { user } = await client.userManagement.authenticateWithRadarEmailChallenge({
   *   code: '123456',
   *   radarChallengeId: 'radar_challenge_01',
   *   pendingAuthenticationToken: 'the token of the error',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {APIError} what was given is wrong or too old: `code` says what
   * @throws {ConfigurationError} the client has no API key
   */
  authenticateWithRadarEmailChallenge<S extends Seal | undefined = undefined>(
    params: AuthenticateWithRadarEmailChallengeParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    return this.#withSecret('urn:workos:oauth:grant-type:radar-email-challenge:code', params, options)
  }

  /**
   * Goes on after `radar_sms_sign_in_challenge`, with the code that was sent by SMS.
   *
   * ```ts
   * const { user } = await client.userManagement.authenticateWithRadarSmsChallenge({
   *   code: '123456',
   *   verificationId: 'the verification of sendRadarSmsChallenge',
   *   phoneNumber: '+15551234567',
   *   pendingAuthenticationToken: 'the token of the error',
   * })
   * ```
   *
   * @throws {AuthenticateError} a further step is asked for: `code` says which
   * @throws {APIError} what was given is wrong or too old: `code` says what
   * @throws {ConfigurationError} the client has no API key
   */
  authenticateWithRadarSmsChallenge<S extends Seal | undefined = undefined>(
    params: AuthenticateWithRadarSmsChallengeParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    return this.#withSecret('urn:workos:oauth:grant-type:radar-sms-challenge:code', params, options)
  }

  /**
   * Begins a sign-in on a device without a browser: shows the person a code and where to type it in (RFC 8628).
   *
   * ```ts
   * const { verificationUri, userCode } = await client.userManagement.authorizeDevice()
   * console.log(`Open ${verificationUri} and type in ${userCode.expose()}`)
   * ```
   */
  authorizeDevice(
    params?: CreateDeviceAuthorizationParams,
    options?: RequestOptions,
  ): Promise<DeviceAuthorization> {
    return this.createDeviceAuthorization(params, options)
  }

  /**
   * Waits until the person has signed in with the code that `authorizeDevice` gave, and redeems it. The client's secret
   * is never sent.
   *
   * ```ts
   * const device = await client.userManagement.authorizeDevice()
   * console.log(`Open ${device.verificationUri} and type in ${device.userCode.expose()}`)
   * const { user } = await client.userManagement.authenticateWithDeviceCode(device)
   * ```
   *
   * @throws {DeviceCodeExpiredError} nobody signed in in time
   * @throws {APIError} `access_denied`: the person said no
   */
  async authenticateWithDeviceCode<S extends Seal | undefined = undefined>(
    params: AuthenticateWithDeviceCodeParams & SealParams<S>,
    options?: RequestOptions,
  ): Promise<Authenticated<S>> {
    const { clientId, deviceCode, ipAddress, userAgent, deviceId, session } = params
    const grant = { clientId, deviceCode, ipAddress, userAgent, deviceId, session }
    return pollDeviceCode(params, options, (once) => authenticate(this, deviceCodeGrant, grant, once))
  }

  /** A grant that the client must show its secret for. */
  async #withSecret<S extends Seal | undefined>(
    grantType: AuthenticateParams['grantType'],
    params: SealParams<S>,
    options: RequestOptions | undefined,
  ): Promise<Authenticated<S>> {
    this.client.requireApiKey()
    return authenticate(this, grantType, params, options)
  }
}
