// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { FeatureFlag } from '../models/feature-flags.ts'

/** Parameters of `createFeatureFlag`. */
export interface CreateFeatureFlagParams {
  /** The name that code shall know it by. Never changes. */
  slug: string
  /** What people call it. */
  name: string
  /** What it switches. */
  description?: string | null | undefined
  /** Labels to find it by. */
  tags?: readonly string[] | undefined
  /**
   * Whether it is on.
   *
   * Default: `false`.
   */
  enabled?: boolean | undefined
  /**
   * What it is worth to those who are no target.
   *
   * Default: `false`.
   */
  defaultValue?: boolean | undefined
}

/** Parameters of `updateFeatureFlag`. */
export interface UpdateFeatureFlagParams {
  /** What people call it. */
  name?: string | undefined
  /** What it switches. */
  description?: string | null | undefined
  /** Labels to find it by. */
  tags?: readonly string[] | undefined
  /** What it is worth to those who are no target. */
  defaultValue?: boolean | undefined
}

/**
 * Operations of `client.portico.featureFlags`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoFeatureFlags extends Resource {
  /**
   * Create a feature flag.
   *
   * Events: `flag.created`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {ConflictError} `feature_flag_slug_conflict`: Another feature flag in this environment has that
   * slug.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const featureFlag = await client.portico.featureFlags.createFeatureFlag({
   *   slug: 'advanced-analytics',
   *   name: 'Acme',
   * })
   */
  createFeatureFlag(params: CreateFeatureFlagParams, options?: RequestOptions): Promise<FeatureFlag> {
    return this.client.request('POST', path`/portico/feature-flags`, { body: params }, options)
  }

  /**
   * Update a feature flag.
   *
   * Targets are changed by `featureFlags.addFlagTarget` and `removeFlagTarget`.
   *
   * Events: `flag.updated`, `flag.rule_updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Feature flag not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const featureFlag = await client.portico.featureFlags.updateFeatureFlag('billing-admin', {
   *   name: 'text',
   * })
   */
  updateFeatureFlag(
    slug: string,
    params?: UpdateFeatureFlagParams,
    options?: RequestOptions,
  ): Promise<FeatureFlag> {
    return this.client.request('PATCH', path`/portico/feature-flags/${slug}`, { body: params }, options)
  }

  /**
   * Delete a feature flag.
   *
   * Events: `flag.deleted`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Feature flag not found.
   * @example
   * await client.portico.featureFlags.deleteFeatureFlag('billing-admin')
   */
  deleteFeatureFlag(slug: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/feature-flags/${slug}`, {}, options)
  }
}
