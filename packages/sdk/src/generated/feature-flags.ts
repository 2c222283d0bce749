// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { FeatureFlag, FeatureFlagRules } from './models/feature-flags.ts'

/** Where names are not mapped as everywhere else. */
const wire = {
  getFeatureFlagRules: { response: ['{}'] },
}

/**
 * Operations of `client.featureFlags`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedFeatureFlags extends Resource {
  /**
   * List feature flags.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.featureFlags.listFeatureFlags()
   * for await (const item of pages) console.log(item)
   */
  listFeatureFlags(params?: ListParams, options?: RequestOptions): PagePromise<FeatureFlag> {
    return this.client.list(path`/feature-flags`, { query: params }, options)
  }

  /**
   * Get a feature flag.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Feature flag not found.
   * @example
   * const featureFlag = await client.featureFlags.getFeatureFlag('billing-admin')
   */
  getFeatureFlag(slug: string, options?: RequestOptions): Promise<FeatureFlag> {
    return this.client.request('GET', path`/feature-flags/${slug}`, {}, options)
  }

  /**
   * Put a feature flag into effect.
   *
   * Events: `flag.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Feature flag not found.
   * @example
   * const featureFlag = await client.featureFlags.enableFeatureFlag('billing-admin')
   */
  enableFeatureFlag(slug: string, options?: RequestOptions): Promise<FeatureFlag> {
    return this.client.request('PUT', path`/feature-flags/${slug}/enable`, {}, options)
  }

  /**
   * Switch a feature flag off for all.
   *
   * Events: `flag.updated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Feature flag not found.
   * @example
   * const featureFlag = await client.featureFlags.disableFeatureFlag('billing-admin')
   */
  disableFeatureFlag(slug: string, options?: RequestOptions): Promise<FeatureFlag> {
    return this.client.request('PUT', path`/feature-flags/${slug}/disable`, {}, options)
  }

  /**
   * Switch a feature flag on for a user or an organization.
   *
   * Events: `flag.rule_updated`.
   *
   * @throws {APIError} `invalid_resource_id_format`: A target is a user or an organization.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Feature flag not found.
   * @throws {NotFoundError} Target not found.
   * @example
   * await client.featureFlags.addFlagTarget('billing-admin', 'text')
   */
  addFlagTarget(slug: string, resourceId: string, options?: RequestOptions): Promise<void> {
    return this.client.send('POST', path`/feature-flags/${slug}/targets/${resourceId}`, {}, options)
  }

  /**
   * Let the default of a feature flag hold again for a user or an organization.
   *
   * Events: `flag.rule_updated`.
   *
   * @throws {APIError} `invalid_resource_id_format`: A target is a user or an organization.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Feature flag not found.
   * @throws {NotFoundError} Target not found.
   * @example
   * await client.featureFlags.removeFlagTarget('billing-admin', 'text')
   */
  removeFlagTarget(slug: string, resourceId: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/feature-flags/${slug}/targets/${resourceId}`, {}, options)
  }

  /**
   * List the feature flags that are on for an organization.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.featureFlags.listOrganizationFeatureFlags('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listOrganizationFeatureFlags(
    organizationId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<FeatureFlag> {
    return this.client.list(path`/organizations/${organizationId}/feature-flags`, { query: params }, options)
  }

  /**
   * List the feature flags that are on for a user or one of their organizations.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.featureFlags.listUserFeatureFlags('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listUserFeatureFlags(
    userId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<FeatureFlag> {
    return this.client.list(path`/user_management/users/${userId}/feature-flags`, { query: params }, options)
  }

  /**
   * Get the rules of all feature flags, by slug.
   *
   * For clients that evaluate flags themselves and ask again every half minute.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const answer = await client.featureFlags.getFeatureFlagRules()
   */
  getFeatureFlagRules(options?: RequestOptions): Promise<Record<string, FeatureFlagRules>> {
    return this.client.request('GET', path`/sdk/feature-flags`, { wire: wire.getFeatureFlagRules }, options)
  }
}
