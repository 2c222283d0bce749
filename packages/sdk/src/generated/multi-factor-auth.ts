// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Secret } from '../secret.ts'
import type {
  AuthenticationChallenge,
  AuthenticationChallengeVerification,
  AuthenticationFactor,
  EnrolledAuthenticationFactor,
  UserFactorEnrollment,
} from './models/multi-factor-auth.ts'

/** Parameters of `enrollFactor`. */
export interface EnrollFactorParams {
  /** What it is. */
  type: 'generic_otp' | 'sms' | 'totp'
  /** For SMS: the number, in E.164. */
  phoneNumber?: string | undefined
  /** For TOTP: the name of your application. */
  totpIssuer?: string | undefined
  /** For TOTP: the name of the account. */
  totpUser?: string | undefined
  /** The user whose factor it shall be. */
  userId?: string | undefined
}

/** Parameters of `challengeFactor`. */
export interface ChallengeFactorParams {
  /** The text of the SMS, with `{{code}}` in it. */
  smsTemplate?: string | undefined
}

/** Parameters of `verifyChallenge`. */
export interface VerifyChallengeParams {
  /** The code that the person gave. */
  code: Secret
}

/** Parameters of `createUserAuthFactor`. */
export interface CreateUserAuthFactorParams {
  /** What it is. */
  type: 'totp'
  /** The name of your application in the authenticator. */
  totpIssuer?: string | undefined
  /** The name of the account in the authenticator. */
  totpUser?: string | undefined
  /** A key that is in use already, in base32. */
  totpSecret?: Secret | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  enrollFactor: { secrets: ['totp.uri'] },
  challengeFactor: { secrets: ['code'] },
  verifyChallenge: { secrets: ['challenge.code'] },
  createUserAuthFactor: { secrets: ['authentication_challenge.code', 'authentication_factor.totp.uri'] },
}

/**
 * Operations of `client.multiFactorAuth`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class MultiFactorAuth extends Resource {
  /**
   * Enroll a factor.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} The factor cannot be enrolled like this.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const enrolledAuthenticationFactor = await client.multiFactorAuth.enrollFactor({
   *   type: 'generic_otp',
   * })
   */
  enrollFactor(params: EnrollFactorParams, options?: RequestOptions): Promise<EnrolledAuthenticationFactor> {
    return this.client.request(
      'POST',
      path`/auth/factors/enroll`,
      { body: params, wire: wire.enrollFactor },
      options,
    )
  }

  /**
   * Get a factor.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Authentication factor not found.
   * @example
   * const authenticationFactor = await client.multiFactorAuth.getFactor('auth_factor_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getFactor(id: string, options?: RequestOptions): Promise<AuthenticationFactor> {
    return this.client.request('GET', path`/auth/factors/${id}`, {}, options)
  }

  /**
   * Delete a factor.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Authentication factor not found.
   * @example
   * await client.multiFactorAuth.deleteFactor('auth_factor_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteFactor(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/auth/factors/${id}`, {}, options)
  }

  /**
   * Challenge a factor.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Authentication factor not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const authenticationChallenge = await client.multiFactorAuth.challengeFactor('auth_challenge_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   smsTemplate: 'text',
   * })
   */
  challengeFactor(
    id: string,
    params?: ChallengeFactorParams,
    options?: RequestOptions,
  ): Promise<AuthenticationChallenge> {
    return this.client.request(
      'POST',
      path`/auth/factors/${id}/challenge`,
      { body: params, wire: wire.challengeFactor },
      options,
    )
  }

  /**
   * Answer a challenge with a code.
   *
   * A wrong code is an answer, too: `valid` is false.
   *
   * @throws {APIError} `one_time_code_too_many_attempts`: Too many wrong codes. Ask for another.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Authentication challenge not found.
   * @throws {UnprocessableEntityError} The challenge was answered already, or is too old.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const authenticationChallengeVerification = await client.multiFactorAuth.verifyChallenge('text', {
   *   code: '…',
   * })
   */
  verifyChallenge(
    id: string,
    params: VerifyChallengeParams,
    options?: RequestOptions,
  ): Promise<AuthenticationChallengeVerification> {
    return this.client.request(
      'POST',
      path`/auth/challenges/${id}/verify`,
      { body: params, wire: wire.verifyChallenge },
      options,
    )
  }

  /**
   * List the factors of a user.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.multiFactorAuth.listUserAuthFactors('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listUserAuthFactors(
    userlandUserId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<AuthenticationFactor> {
    return this.client.list(
      path`/user_management/users/${userlandUserId}/auth_factors`,
      { query: params },
      options,
    )
  }

  /**
   * Enroll an authenticator for a user.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const userFactorEnrollment = await client.multiFactorAuth.createUserAuthFactor('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   type: 'totp',
   * })
   */
  createUserAuthFactor(
    userlandUserId: string,
    params: CreateUserAuthFactorParams,
    options?: RequestOptions,
  ): Promise<UserFactorEnrollment> {
    return this.client.request(
      'POST',
      path`/user_management/users/${userlandUserId}/auth_factors`,
      { body: params, wire: wire.createUserAuthFactor },
      options,
    )
  }
}
