// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { Branding, UpdateBrandingColors } from '../models/portico/branding.ts'

/** Parameters of `updateBranding`. */
export interface UpdateBrandingParams {
  /** What pages and mails call your product; null for the environment's name. */
  appName?: string | null | undefined
  /** The logo, shown large. */
  logoUrl?: string | null | undefined
  /** The logo as a square icon: at least 160 pixels wide. */
  logoIconUrl?: string | null | undefined
  /** The icon in the browser tab: at least 32 pixels wide. */
  faviconUrl?: string | null | undefined
  /** How round the corners of buttons and fields are, in pixels. */
  cornerRadius?: number | undefined
  /** Family name of a font; null for the browser's own. */
  fontFamily?: string | null | undefined
  /** Your privacy policy. */
  privacyPolicyUrl?: string | null | undefined
  /** Your terms of service. */
  termsOfServiceUrl?: string | null | undefined
  /** Which colours are used; `system` follows the browser. */
  appearance?: 'light' | 'dark' | 'system' | undefined
  /** What changes about the colours of one mode. */
  light?: UpdateBrandingColors | undefined
  /** What changes about the colours of one mode. */
  dark?: UpdateBrandingColors | undefined
}

/**
 * Operations of `client.portico.branding`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoBranding extends Resource {
  /**
   * Get the branding of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const branding = await client.portico.branding.getBranding()
   */
  getBranding(options?: RequestOptions): Promise<Branding> {
    return this.client.request('GET', path`/portico/branding`, {}, options)
  }

  /**
   * Change the branding of the environment.
   *
   * Changes only the members given, within `light` and `dark` too.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_url`: One of the URLs is not allowed in this environment:
   * production takes `https` only.
   * @example
   * const branding = await client.portico.branding.updateBranding({
   *   fontFamily: 'Inter',
   * })
   */
  updateBranding(params?: UpdateBrandingParams, options?: RequestOptions): Promise<Branding> {
    return this.client.request('PATCH', path`/portico/branding`, { body: params }, options)
  }
}
