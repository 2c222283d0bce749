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
  /** How people may sign in, unless the policy of their organization says otherwise. */
  authenticationMethods?: UpdateAuthenticationMethodSettings | undefined
  /** Who may create an account, and what they are asked. */
  signUp?: UpdateSignUpSettings | undefined
  /** What a new password must be like. Passwords already set stay valid. */
  passwordPolicy?: UpdatePasswordPolicy | undefined
  /** When a second factor is asked for. */
  mfa?: UpdateMfaSettings | undefined
  /** How people come to have passkeys. */
  passkeys?: UpdatePasskeySettings | undefined
  /** How long people stay signed in. */
  sessions?: UpdateSessionSettings | undefined
  /** What holds for all connections. */
  sso?: UpdateSsoSettings | undefined
  /** How roles are held. */
  authorization?: UpdateAuthorizationSettings | undefined
  /** What your customers' API keys may be allowed to do. */
  apiKeys?: UpdateApiKeySettings | undefined
  /** Whether operators may act as users. */
  impersonation?: UpdateImpersonationSettings | undefined
  /**
   * Which mails Portico sends. Switch one off to send your own: the event that announces it is recorded
   * either way.
   */
  emails?: UpdateEmailSettings | undefined
  /** Languages. */
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
