// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { RadarListNotice, RadarVerdict } from './models/radar.ts'

/** Parameters of `createAttempt`. */
export interface CreateAttemptParams {
  /** The person's IP address. */
  ipAddress: string
  /** The person's browser, as its User-Agent says. */
  userAgent: string
  /** The address they gave. */
  email: string
  /** How they sign in. */
  authMethod: 'Password' | 'Passkey' | 'Authenticator' | 'SMS_OTP' | 'Email_OTP' | 'Social' | 'SSO' | 'Other'
  /** What they try. */
  action: 'sign-up' | 'sign-in'
  /** What the signals script in the page collected, by its ID. */
  signalsId?: string | undefined
}

/** Parameters of `updateAttempt`. */
export interface UpdateAttemptParams {
  /** They passed the challenge. */
  challengeStatus?: 'success' | undefined
  /** They got in. */
  attemptStatus?: 'success' | undefined
}

/** Parameters of `addListEntry`. */
export interface AddListEntryParams {
  /** The address, domain or other thing itself. */
  entry: string
}

/** Parameters of `removeListEntry`. */
export interface RemoveListEntryParams {
  /** The address, domain or other thing itself. */
  entry: string
}

/**
 * Operations of `client.radar`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class Radar extends Resource {
  /**
   * Have an attempt to sign in or up judged.
   *
   * @throws {APIError} The attempt cannot be judged.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const radarVerdict = await client.radar.createAttempt({
   *   ipAddress: 'text',
   *   userAgent: 'text',
   *   email: 'ada@example.com',
   *   authMethod: 'Password',
   *   action: 'sign-up',
   * })
   */
  createAttempt(params: CreateAttemptParams, options?: RequestOptions): Promise<RadarVerdict> {
    return this.client.request('POST', path`/radar/attempts`, { body: params }, options)
  }

  /**
   * Report how an attempt ended.
   *
   * @throws {APIError} The attempt cannot be judged.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Radar attempt not found.
   * @example
   * await client.radar.updateAttempt('text', {
   *   challengeStatus: 'success',
   * })
   */
  updateAttempt(id: string, params?: UpdateAttemptParams, options?: RequestOptions): Promise<void> {
    return this.client.send('PUT', path`/radar/attempts/${id}`, { body: params }, options)
  }

  /**
   * Add an entry to a list of who is always blocked or allowed.
   *
   * @param type What the entry is.
   * @param action What happens to those on the list.
   * @throws {APIError} The entry is not of that type.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * await client.radar.addListEntry('ip_address', 'block', {
   *   entry: 'text',
   * })
   */
  addListEntry(
    type: 'ip_address' | 'domain' | 'email' | 'device' | 'user_agent' | 'device_fingerprint' | 'country',
    action: 'block' | 'allow',
    params: AddListEntryParams,
    options?: RequestOptions,
  ): Promise<RadarListNotice | undefined> {
    return this.client.request(
      'POST',
      path`/radar/lists/${type}/${action}`,
      { body: params, mayBeEmpty: true },
      options,
    )
  }

  /**
   * Remove an entry from a list of who is always blocked or allowed.
   *
   * @param type What the entry is.
   * @param action What happens to those on the list.
   * @throws {APIError} The entry is not of that type.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Radar list entry not found.
   * @example
   * await client.radar.removeListEntry('ip_address', 'block', {
   *   entry: 'text',
   * })
   */
  removeListEntry(
    type: 'ip_address' | 'domain' | 'email' | 'device' | 'user_agent' | 'device_fingerprint' | 'country',
    action: 'block' | 'allow',
    params: RemoveListEntryParams,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send('DELETE', path`/radar/lists/${type}/${action}`, { body: params }, options)
  }
}
