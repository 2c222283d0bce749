import Type, { type Static } from 'typebox'
import { error, group, kind, model, nullable, oneOf, openEnum, operation, timestamp } from './core/index.ts'

const image = (description: string) => nullable(Type.String({ format: 'uri', maxLength: 2048, description }))

const color = (description: string, example: string) =>
  Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description, examples: [example] })

const colors = {
  page_background: color('Behind everything.', '#ffffff'),
  button_background: color('Of the main button.', '#111827'),
  button_text: color('On the main button.', '#ffffff'),
  link: color('Of links.', '#2563eb'),
}

export const BrandingColors = model('BrandingColors', colors, {
  description: 'The colours of the hosted pages in one mode.',
})

const UpdateBrandingColors = model(
  'UpdateBrandingColors',
  {
    page_background: Type.Optional(colors.page_background),
    button_background: Type.Optional(colors.button_background),
    button_text: Type.Optional(colors.button_text),
    link: Type.Optional(colors.link),
  },
  { description: 'What changes about the colours of one mode.' },
)

const appearances = ['light', 'dark', 'system'] as const
const appearance = { description: 'Which colours are used; `system` follows the browser.' }

const fields = {
  app_name: nullable(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: "What pages and mails call your product; null for the environment's name.",
    }),
  ),
  logo_url: image('The logo, shown large.'),
  logo_icon_url: image('The logo as a square icon: at least 160 pixels wide.'),
  favicon_url: image('The icon in the browser tab: at least 32 pixels wide.'),
  corner_radius: Type.Integer({
    minimum: 0,
    maximum: 32,
    description: 'How round the corners of buttons and fields are, in pixels.',
  }),
  font_family: nullable(
    Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '^[A-Za-z0-9 -]+$',
      description: "Family name of a font; null for the browser's own.",
      examples: ['Inter'],
    }),
  ),
  privacy_policy_url: nullable(
    Type.String({ format: 'uri', maxLength: 2048, description: 'Your privacy policy.' }),
  ),
  terms_of_service_url: nullable(
    Type.String({ format: 'uri', maxLength: 2048, description: 'Your terms of service.' }),
  ),
}

export const Branding = model(
  'Branding',
  {
    object: kind('branding'),
    ...fields,
    appearance: openEnum(appearances, appearance),
    light: BrandingColors,
    dark: BrandingColors,
    updated_at: timestamp(),
  },
  { description: 'How hosted pages and mails look in this environment.' },
)
export type Branding = Static<typeof Branding>

/** How an environment looks before anybody has changed it. */
export const defaultBranding: Readonly<Omit<Branding, 'object' | 'updated_at'>> = {
  app_name: null,
  logo_url: null,
  logo_icon_url: null,
  favicon_url: null,
  corner_radius: 8,
  font_family: null,
  privacy_policy_url: null,
  terms_of_service_url: null,
  appearance: 'system',
  light: {
    page_background: '#ffffff',
    button_background: '#111827',
    button_text: '#ffffff',
    link: '#2563eb',
  },
  dark: {
    page_background: '#111827',
    button_background: '#f9fafb',
    button_text: '#111827',
    link: '#93c5fd',
  },
}

export const invalidBrandingUrl = error(
  422,
  'invalid_url',
  'One of the URLs is not allowed in this environment: production takes `https` only.',
)

export const branding = group('portico.branding', {
  getBranding: operation({
    method: 'GET',
    path: '/portico/branding',
    origin: 'portico',
    summary: 'Get the branding of the environment',
    status: 200,
    returns: Branding,
  }),
  updateBranding: operation({
    method: 'PATCH',
    path: '/portico/branding',
    origin: 'portico',
    summary: 'Change the branding of the environment',
    description: 'Changes only the members given, within `light` and `dark` too.',
    body: model('UpdateBranding', {
      app_name: Type.Optional(fields.app_name),
      logo_url: Type.Optional(fields.logo_url),
      logo_icon_url: Type.Optional(fields.logo_icon_url),
      favicon_url: Type.Optional(fields.favicon_url),
      corner_radius: Type.Optional(fields.corner_radius),
      font_family: Type.Optional(fields.font_family),
      privacy_policy_url: Type.Optional(fields.privacy_policy_url),
      terms_of_service_url: Type.Optional(fields.terms_of_service_url),
      appearance: Type.Optional(oneOf(appearances, appearance)),
      light: Type.Optional(UpdateBrandingColors),
      dark: Type.Optional(UpdateBrandingColors),
    }),
    status: 200,
    returns: Branding,
    throws: [invalidBrandingUrl],
  }),
})
