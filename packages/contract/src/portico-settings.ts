import Type, { type Static, type TObject, type TProperties } from 'typebox'
import { error, group, kind, model, nullable, oneOf, openEnum, operation, timestamp } from './core/index.ts'
import { locales } from './locales.ts'

/** A switch, with the position it has in a new environment. */
const toggle = (initial: boolean, description: string) => Type.Boolean({ default: initial, description })

export const AuthenticationMethodSettings = model(
  'AuthenticationMethodSettings',
  {
    password: toggle(true, 'E-mail and password.'),
    magic_auth: toggle(true, 'A code sent by e-mail.'),
    passkey: toggle(false, 'Passkeys.'),
    sso: toggle(true, "An organization's own identity provider."),
  },
  { description: 'How people may sign in, unless the policy of their organization says otherwise.' },
)

export const SignUpSettings = model(
  'SignUpSettings',
  {
    enabled: toggle(true, 'Whether people may sign up without an invitation.'),
    waitlist: toggle(false, 'Whether the sign-up form puts people on a waitlist instead.'),
    first_name_required: toggle(false, 'Whether the sign-up form insists on a first name.'),
    last_name_required: toggle(false, 'Whether the sign-up form insists on a last name.'),
  },
  { description: 'Who may create an account, and what they are asked.' },
)

export const PasswordPolicy = model(
  'PasswordPolicy',
  {
    minimum_length: Type.Integer({ minimum: 8, maximum: 64, default: 10, description: 'Fewest characters.' }),
    maximum_length: Type.Integer({
      minimum: 64,
      maximum: 1024,
      default: 256,
      description: 'Most characters.',
    }),
    require_uppercase: toggle(false, 'Whether it needs an upper-case letter.'),
    require_lowercase: toggle(false, 'Whether it needs a lower-case letter.'),
    require_number: toggle(false, 'Whether it needs a digit.'),
    require_symbol: toggle(false, 'Whether it needs a symbol.'),
    reject_breached: toggle(true, 'Whether passwords known from breaches are refused.'),
    minimum_strength: Type.Integer({
      minimum: 0,
      maximum: 4,
      default: 3,
      description: 'Lowest estimated strength, from 0 (any) to 4 (very hard to guess), on the zxcvbn scale.',
    }),
    history: Type.Integer({
      minimum: 0,
      maximum: 10,
      default: 0,
      description: 'How many earlier passwords may not be used again.',
    }),
  },
  { description: 'What a new password must be like. Passwords already set stay valid.' },
)

export const MfaSettings = model(
  'MfaSettings',
  {
    requirement: {
      ...openEnum(['off', 'optional', 'required'], {
        description:
          'Whether a second factor is offered, or asked of everybody. Sign-in through SSO or a user-verified passkey needs none.',
      }),
      default: 'off',
    },
  },
  { description: 'When a second factor is asked for.' },
)

export const PasskeySettings = model(
  'PasskeySettings',
  {
    progressive_enrollment: toggle(
      false,
      'Whether people are invited to add a passkey after they signed in.',
    ),
  },
  { description: 'How people come to have passkeys.' },
)

export const SessionSettings = model(
  'SessionSettings',
  {
    maximum_length_seconds: Type.Integer({
      minimum: 300,
      maximum: 31_536_000,
      default: 2_592_000,
      description: 'How long a session lasts at most, however much it is used.',
    }),
    inactivity_timeout_seconds: nullable(
      Type.Integer({
        minimum: 300,
        maximum: 31_536_000,
        default: null,
        description: 'After how long without a refresh a session ends; null: never.',
      }),
    ),
    access_token_ttl_seconds: Type.Integer({
      minimum: 60,
      maximum: 86_400,
      default: 300,
      description: 'How long an access token is valid.',
    }),
    issuer: nullable(
      Type.String({
        format: 'uri',
        maxLength: 2048,
        default: null,
        description: 'The `iss` of access tokens; null for the base URL of the API with a trailing slash.',
      }),
    ),
  },
  { description: 'How long people stay signed in.' },
)

export const SsoSettings = model(
  'SsoSettings',
  {
    allow_profiles_outside_organization: toggle(
      false,
      "Whether a connection may sign in people whose e-mail domain its organization has not verified. An organization's own setting can allow it too.",
    ),
    domain_selector_allowed: toggle(
      false,
      'Whether `/sso/authorize` may be told a `domain` instead of a connection or organization, as the oldest clients do.',
    ),
    sign_in_consent: toggle(
      true,
      'Whether people confirm the e-mail address before an unsolicited response or a custom connection signs them in for the first time in a browser.',
    ),
    protect_active_connections: toggle(
      false,
      'Whether deleting an active connection is refused until it has been deactivated.',
    ),
    raw_attributes: toggle(
      false,
      'Whether profiles have, as `raw_attributes`, all that the identity provider sent, from the next sign-in on. Otherwise that is empty, and only what is mapped comes through.',
    ),
  },
  { description: 'What holds for all connections.' },
)

export const AuthorizationSettings = model(
  'AuthorizationSettings',
  {
    multiple_roles: toggle(
      false,
      'Whether a membership may hold several roles. When switched off, each membership keeps the one of highest priority.',
    ),
  },
  { description: 'How roles are held.' },
)

const apiKeyPermissions = (owner: string) =>
  nullable(
    Type.Array(Type.String({ minLength: 1, maxLength: 48 }), {
      default: null,
      description: `Slugs of the permissions that an API key of ${owner} may carry; null: every one.`,
    }),
  )

export const ApiKeySettings = model(
  'ApiKeySettings',
  {
    organization_permissions: apiKeyPermissions('an organization'),
    user_permissions: apiKeyPermissions('a user'),
  },
  { description: "What your customers' API keys may be allowed to do." },
)

export const ImpersonationSettings = model(
  'ImpersonationSettings',
  {
    enabled: toggle(
      false,
      'Whether an operator may sign in as a user, for an hour at most and with a reason.',
    ),
  },
  { description: 'Whether operators may act as users.' },
)

export const EmailSettings = model(
  'EmailSettings',
  {
    invitation: toggle(true, 'Invitations.'),
    magic_auth: toggle(true, 'Sign-in codes.'),
    email_verification: toggle(true, 'Codes that prove an address.'),
    password_reset: toggle(true, 'Links to choose a new password.'),
    email_change: toggle(true, 'Codes that prove a new address.'),
  },
  {
    description:
      'Which mails Portico sends. Switch one off to send your own: the event that announces it is recorded either way.',
  },
)

export const LocalizationSettings = model(
  'LocalizationSettings',
  {
    fallback_locale: {
      ...oneOf(locales, {
        description: 'Language of pages and mails where the one asked for is not to be had.',
      }),
      default: 'en',
    },
  },
  { description: 'Languages.' },
)

const sections = {
  authentication_methods: AuthenticationMethodSettings,
  sign_up: SignUpSettings,
  password_policy: PasswordPolicy,
  mfa: MfaSettings,
  passkeys: PasskeySettings,
  sessions: SessionSettings,
  sso: SsoSettings,
  authorization: AuthorizationSettings,
  api_keys: ApiKeySettings,
  impersonation: ImpersonationSettings,
  emails: EmailSettings,
  localization: LocalizationSettings,
}

export const EnvironmentSettings = model(
  'EnvironmentSettings',
  { object: kind('environment_settings'), ...sections, updated_at: timestamp() },
  { description: 'How the environment behaves. The defaults are those of a new environment.' },
)
export type EnvironmentSettings = Static<typeof EnvironmentSettings>

type SettingSections = Omit<EnvironmentSettings, 'object' | 'updated_at'>

/** How an environment behaves before anybody has changed it: the defaults of the sections' members. */
export const defaultSettings = Object.fromEntries(
  Object.entries(sections).map(([name, section]) => [
    name,
    Object.fromEntries(
      Object.entries(section.properties).map(([member, schema]) => [
        member,
        (schema as { default?: unknown }).default,
      ]),
    ),
  ]),
) as Readonly<SettingSections>

/** What of a section changes: any of its members. Defaults say what is new, so they have no place here. */
function changes<P extends TProperties>(name: string, section: TObject<P>) {
  const members = Object.entries(section.properties).map(([key, schema]) => {
    const { default: _, ...rest } = schema as { default?: unknown }
    return [key, rest]
  })
  const { description } = section as { description?: string }
  return Type.Optional(
    Type.Partial(model(name, Object.fromEntries(members) as P), {
      'x-model': name,
      ...(description && { description }),
    }),
  )
}

export const unknownPermissions = error(422, 'unknown_permissions', 'One of the permissions does not exist.')
export const invalidPasswordLengths = error(
  422,
  'invalid_password_lengths',
  'The minimum length of a password must not exceed the maximum.',
)

export const settings = group('portico.settings', {
  getSettings: operation({
    method: 'GET',
    path: '/portico/settings',
    origin: 'portico',
    summary: 'Get the settings of the environment',
    status: 200,
    returns: EnvironmentSettings,
  }),
  updateSettings: operation({
    method: 'PATCH',
    path: '/portico/settings',
    origin: 'portico',
    summary: 'Change settings of the environment',
    description:
      'Changes only the members given, section by section. New sessions and tokens follow at once.',
    body: model('UpdateSettings', {
      authentication_methods: changes('UpdateAuthenticationMethodSettings', AuthenticationMethodSettings),
      sign_up: changes('UpdateSignUpSettings', SignUpSettings),
      password_policy: changes('UpdatePasswordPolicy', PasswordPolicy),
      mfa: changes('UpdateMfaSettings', MfaSettings),
      passkeys: changes('UpdatePasskeySettings', PasskeySettings),
      sessions: changes('UpdateSessionSettings', SessionSettings),
      sso: changes('UpdateSsoSettings', SsoSettings),
      authorization: changes('UpdateAuthorizationSettings', AuthorizationSettings),
      api_keys: changes('UpdateApiKeySettings', ApiKeySettings),
      impersonation: changes('UpdateImpersonationSettings', ImpersonationSettings),
      emails: changes('UpdateEmailSettings', EmailSettings),
      localization: changes('UpdateLocalizationSettings', LocalizationSettings),
    }),
    status: 200,
    returns: EnvironmentSettings,
    throws: [unknownPermissions, invalidPasswordLengths],
  }),
})
