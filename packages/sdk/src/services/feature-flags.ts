import { GeneratedFeatureFlags } from '../generated/feature-flags.ts'
import {
  type FeatureFlagsOptions,
  FeatureFlagsRuntimeClient,
  type FlagAnswer,
} from '../helpers/feature-flags.ts'
import { path } from '../path.ts'
import { isAPIError } from '../predicates.ts'
import { readJson } from '../response.ts'

export type { FlagContext, TypedFlagContext, UserFlagContext } from '../helpers/feature-flag-rules.ts'
export type {
  BootstrapFlags,
  FeatureFlagsEvents,
  FeatureFlagsOptions,
  FeatureFlagsRuntimeClient,
  FeatureFlagsStats,
  FlagLogger,
} from '../helpers/feature-flags.ts'

/** Slugs are the customer's: the flags are read by the client itself. */
const wire = { response: [''] }

/** Operations of `client.featureFlags`. */
export class FeatureFlags extends GeneratedFeatureFlags {
  /**
   * Makes a client that knows all flags and evaluates them here, without a request for each question:
   *
   * ```ts
   * const flags = client.featureFlags.createRuntimeClient()
   * await flags.waitUntilReady()
   * console.log(flags.isEnabled('new-checkout', { organizationId }))
   * ```
   *
   * @throws {ConfigurationError} that names the option that is bad
   */
  createRuntimeClient(options?: FeatureFlagsOptions): FeatureFlagsRuntimeClient {
    const flagsPath = path`/sdk/feature-flags`
    return new FeatureFlagsRuntimeClient(async ({ etag, timeout, signal }): Promise<FlagAnswer> => {
      // Not tried again here: the client has a schedule of its own.
      const request = { timeout, signal, maxRetries: 0, ...(etag && { headers: { 'If-None-Match': etag } }) }
      try {
        const answer = await this.client.requestAnswer('GET', flagsPath, {}, request)
        const flags = readJson(answer, 'GET', flagsPath, wire)
        return { flags, etag: usableTag(answer.headers.get('etag')) }
      } catch (error) {
        // RFC 9110, 15.4.5: nothing is new since the tag.
        if (etag && isAPIError(error) && error.status === 304) return 'unchanged'
        throw error
      }
    }, options)
  }
}

/** A tag that can be sent back: RFC 9110, 8.8.3, without the bytes beyond ASCII that it leaves to old servers. */
function usableTag(etag: string | null): string | undefined {
  return etag !== null && /^(W\/)?"[\x21\x23-\x7e]{0,512}"$/.test(etag) ? etag : undefined
}
