// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** How hosted pages and mails look in this environment. */
export interface Branding {
  /** What kind of object this is. */
  object: 'branding'
  /** What pages and mails call your product; null for the environment's name. */
  appName: string | null
  /** The logo, shown large. */
  logoUrl: string | null
  /** The logo as a square icon: at least 160 pixels wide. */
  logoIconUrl: string | null
  /** The icon in the browser tab: at least 32 pixels wide. */
  faviconUrl: string | null
  /** How round the corners of buttons and fields are, in pixels. */
  cornerRadius: number
  /** Family name of a font; null for the browser's own. */
  fontFamily: string | null
  /** Your privacy policy. */
  privacyPolicyUrl: string | null
  /** Your terms of service. */
  termsOfServiceUrl: string | null
  /** Which colours are used; `system` follows the browser. */
  appearance: OpenEnum<'light' | 'dark' | 'system'>
  /** The colours of the hosted pages in one mode. */
  light: BrandingColors
  /** The colours of the hosted pages in one mode. */
  dark: BrandingColors
  /** When it last changed. */
  updatedAt: string
}

/** The colours of the hosted pages in one mode. */
export interface BrandingColors {
  /** Behind everything. */
  pageBackground: string
  /** Of the main button. */
  buttonBackground: string
  /** On the main button. */
  buttonText: string
  /** Of links. */
  link: string
}

/** What changes about the colours of one mode. */
export interface UpdateBrandingColors {
  /** Behind everything. */
  pageBackground?: string | undefined
  /** Of the main button. */
  buttonBackground?: string | undefined
  /** On the main button. */
  buttonText?: string | undefined
  /** Of links. */
  link?: string | undefined
}
