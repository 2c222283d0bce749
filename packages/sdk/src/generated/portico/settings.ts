// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type {
  EnvironmentSettings,
  UpdateApiKeySettings,
  UpdateAuthenticationMethodSettings,
  UpdateAuthorizationSettings,
  UpdateEmailSettings,
  UpdateImpersonationSettings,
  UpdateLocalizationSettings,
  UpdateMfaSettings,
  UpdatePasskeySettings,
  UpdatePasswordPolicy,
  UpdateSessionSettings,
  UpdateSignUpSettings,
  UpdateSsoSettings,
} from '../models/portico/settings.ts'

/** Parameters of `updateSettings`. */
export interface UpdateSettingsParams {
  authenticationMethods?: UpdateAuthenticationMethodSettings | undefined
  signUp?: UpdateSignUpSettings | undefined
  passwordPolicy?: UpdatePasswordPolicy | undefined
  mfa?: UpdateMfaSettings | undefined
  passkeys?: UpdatePasskeySettings | undefined
  sessions?: UpdateSessionSettings | undefined
  sso?: UpdateSsoSettings | undefined
  authorization?: UpdateAuthorizationSettings | undefined
  apiKeys?: UpdateApiKeySettings | undefined
  impersonation?: UpdateImpersonationSettings | undefined
  emails?: UpdateEmailSettings | undefined
  localization?: UpdateLocalizationSettings | undefined
}

/**
 * Operations of `client.portico.settings`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoSettings extends Resource {
  /**
   * Get the settings of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const environmentSettings = await client.portico.settings.getSettings()
   */
  getSettings(options?: RequestOptions): Promise<EnvironmentSettings> {
    return this.client.request('GET', path`/portico/settings`, {}, options)
  }

  /**
   * Change settings of the environment.
   *
   * Changes only the members given, section by section. New sessions and tokens follow at once.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} `invalid_password_lengths`: The minimum length of a password must not
   * exceed the maximum.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `unknown_permissions`: One of the permissions does not exist.
   * @example
   * const environmentSettings = await client.portico.settings.updateSettings()
   */
  updateSettings(params?: UpdateSettingsParams, options?: RequestOptions): Promise<EnvironmentSettings> {
    return this.client.request('PATCH', path`/portico/settings`, { body: params }, options)
  }
}
