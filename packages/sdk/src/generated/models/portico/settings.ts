// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** What your customers' API keys may be allowed to do. */
export interface ApiKeySettings {
  /**
   * Slugs of the permissions that an API key of an organization may carry; null: every one.
   *
   * Default: `null`.
   */
  organizationPermissions: string[] | null
  /**
   * Slugs of the permissions that an API key of a user may carry; null: every one.
   *
   * Default: `null`.
   */
  userPermissions: string[] | null
}

/** How people may sign in, unless the policy of their organization says otherwise. */
export interface AuthenticationMethodSettings {
  /**
   * E-mail and password.
   *
   * Default: `true`.
   */
  password: boolean
  /**
   * A code sent by e-mail.
   *
   * Default: `true`.
   */
  magicAuth: boolean
  /**
   * Passkeys.
   *
   * Default: `false`.
   */
  passkey: boolean
  /**
   * An organization's own identity provider.
   *
   * Default: `true`.
   */
  sso: boolean
}

/** How roles are held. */
export interface AuthorizationSettings {
  /**
   * Whether a membership may hold several roles. When switched off, each membership keeps the one of highest
   * priority.
   *
   * Default: `false`.
   */
  multipleRoles: boolean
}

/**
 * Which mails Portico sends. Switch one off to send your own: the event that announces it is recorded either
 * way.
 */
export interface EmailSettings {
  /**
   * Invitations.
   *
   * Default: `true`.
   */
  invitation: boolean
  /**
   * Sign-in codes.
   *
   * Default: `true`.
   */
  magicAuth: boolean
  /**
   * Codes that prove an address.
   *
   * Default: `true`.
   */
  emailVerification: boolean
  /**
   * Links to choose a new password.
   *
   * Default: `true`.
   */
  passwordReset: boolean
  /**
   * Codes that prove a new address.
   *
   * Default: `true`.
   */
  emailChange: boolean
}

/** How the environment behaves. The defaults are those of a new environment. */
export interface EnvironmentSettings {
  /** What kind of object this is. */
  object: 'environment_settings'
  /** How people may sign in, unless the policy of their organization says otherwise. */
  authenticationMethods: AuthenticationMethodSettings
  /** Who may create an account, and what they are asked. */
  signUp: SignUpSettings
  /** What a new password must be like. Passwords already set stay valid. */
  passwordPolicy: PasswordPolicy
  /** When a second factor is asked for. */
  mfa: MfaSettings
  /** How people come to have passkeys. */
  passkeys: PasskeySettings
  /** How long people stay signed in. */
  sessions: SessionSettings
  /** What holds for all connections. */
  sso: SsoSettings
  /** How roles are held. */
  authorization: AuthorizationSettings
  /** What your customers' API keys may be allowed to do. */
  apiKeys: ApiKeySettings
  /** Whether operators may act as users. */
  impersonation: ImpersonationSettings
  /**
   * Which mails Portico sends. Switch one off to send your own: the event that announces it is recorded
   * either way.
   */
  emails: EmailSettings
  /** Languages. */
  localization: LocalizationSettings
  /** When it last changed. */
  updatedAt: string
}

/** Whether operators may act as users. */
export interface ImpersonationSettings {
  /**
   * Whether an operator may sign in as a user, for an hour at most and with a reason.
   *
   * Default: `false`.
   */
  enabled: boolean
}

/** Languages. */
export interface LocalizationSettings {
  /**
   * Language of pages and mails where the one asked for is not to be had.
   *
   * Default: `"en"`.
   */
  fallbackLocale:
    | 'af'
    | 'am'
    | 'ar'
    | 'bg'
    | 'bn'
    | 'bs'
    | 'ca'
    | 'cs'
    | 'da'
    | 'de'
    | 'de-DE'
    | 'el'
    | 'en'
    | 'en-AU'
    | 'en-CA'
    | 'en-GB'
    | 'en-US'
    | 'es'
    | 'es-419'
    | 'es-ES'
    | 'es-US'
    | 'et'
    | 'fa'
    | 'fi'
    | 'fil'
    | 'fr'
    | 'fr-BE'
    | 'fr-CA'
    | 'fr-FR'
    | 'fy'
    | 'gl'
    | 'gu'
    | 'ha'
    | 'he'
    | 'hi'
    | 'hr'
    | 'hu'
    | 'hy'
    | 'id'
    | 'is'
    | 'it'
    | 'it-IT'
    | 'ja'
    | 'jv'
    | 'ka'
    | 'kk'
    | 'km'
    | 'kn'
    | 'ko'
    | 'lt'
    | 'lv'
    | 'mk'
    | 'ml'
    | 'mn'
    | 'mr'
    | 'ms'
    | 'my'
    | 'nb'
    | 'ne'
    | 'nl'
    | 'nl-BE'
    | 'nl-NL'
    | 'nn'
    | 'no'
    | 'pa'
    | 'pl'
    | 'pt'
    | 'pt-BR'
    | 'pt-PT'
    | 'ro'
    | 'ru'
    | 'sk'
    | 'sl'
    | 'sq'
    | 'sr'
    | 'sv'
    | 'sw'
    | 'ta'
    | 'te'
    | 'th'
    | 'tr'
    | 'uk'
    | 'ur'
    | 'uz'
    | 'vi'
    | 'zh'
    | 'zh-CN'
    | 'zh-HK'
    | 'zh-TW'
    | 'zu'
}

/** When a second factor is asked for. */
export interface MfaSettings {
  /**
   * Whether a second factor is offered, or asked of everybody. Sign-in through SSO or a user-verified passkey
   * needs none.
   *
   * Default: `"off"`.
   */
  requirement: OpenEnum<'off' | 'optional' | 'required'>
}

/** How people come to have passkeys. */
export interface PasskeySettings {
  /**
   * Whether people are invited to add a passkey after they signed in.
   *
   * Default: `false`.
   */
  progressiveEnrollment: boolean
}

/** What a new password must be like. Passwords already set stay valid. */
export interface PasswordPolicy {
  /**
   * Fewest characters.
   *
   * Default: `10`.
   */
  minimumLength: number
  /**
   * Most characters.
   *
   * Default: `256`.
   */
  maximumLength: number
  /**
   * Whether it needs an upper-case letter.
   *
   * Default: `false`.
   */
  requireUppercase: boolean
  /**
   * Whether it needs a lower-case letter.
   *
   * Default: `false`.
   */
  requireLowercase: boolean
  /**
   * Whether it needs a digit.
   *
   * Default: `false`.
   */
  requireNumber: boolean
  /**
   * Whether it needs a symbol.
   *
   * Default: `false`.
   */
  requireSymbol: boolean
  /**
   * Whether passwords known from breaches are refused.
   *
   * Default: `true`.
   */
  rejectBreached: boolean
  /**
   * Lowest estimated strength, from 0 (any) to 4 (very hard to guess), on the zxcvbn scale.
   *
   * Default: `3`.
   */
  minimumStrength: number
  /**
   * How many earlier passwords may not be used again.
   *
   * Default: `0`.
   */
  history: number
}

/** How long people stay signed in. */
export interface SessionSettings {
  /**
   * How long a session lasts at most, however much it is used.
   *
   * Default: `2592000`.
   */
  maximumLengthSeconds: number
  /**
   * After how long without a refresh a session ends; null: never.
   *
   * Default: `null`.
   */
  inactivityTimeoutSeconds: number | null
  /**
   * How long an access token is valid.
   *
   * Default: `300`.
   */
  accessTokenTtlSeconds: number
  /**
   * The `iss` of access tokens; null for the base URL of the API with a trailing slash.
   *
   * Default: `null`.
   */
  issuer: string | null
}

/** Who may create an account, and what they are asked. */
export interface SignUpSettings {
  /**
   * Whether people may sign up without an invitation.
   *
   * Default: `true`.
   */
  enabled: boolean
  /**
   * Whether the sign-up form puts people on a waitlist instead.
   *
   * Default: `false`.
   */
  waitlist: boolean
  /**
   * Whether the sign-up form insists on a first name.
   *
   * Default: `false`.
   */
  firstNameRequired: boolean
  /**
   * Whether the sign-up form insists on a last name.
   *
   * Default: `false`.
   */
  lastNameRequired: boolean
}

/** What holds for all connections. */
export interface SsoSettings {
  /**
   * Whether a connection may sign in people whose e-mail domain its organization has not verified. An
   * organization's own setting can allow it too.
   *
   * Default: `false`.
   */
  allowProfilesOutsideOrganization: boolean
  /**
   * Whether `/sso/authorize` may be told a `domain` instead of a connection or organization, as the oldest
   * clients do.
   *
   * Default: `false`.
   */
  domainSelectorAllowed: boolean
  /**
   * Whether people confirm the e-mail address before an unsolicited response or a custom connection signs
   * them in for the first time in a browser.
   *
   * Default: `true`.
   */
  signInConsent: boolean
  /**
   * Whether deleting an active connection is refused until it has been deactivated.
   *
   * Default: `false`.
   */
  protectActiveConnections: boolean
  /**
   * Whether profiles have, as `rawAttributes`, all that the identity provider sent, from the next sign-in on.
   * Otherwise that is empty, and only what is mapped comes through.
   *
   * Default: `false`.
   */
  rawAttributes: boolean
}

/** What your customers' API keys may be allowed to do. */
export interface UpdateApiKeySettings {
  /** Slugs of the permissions that an API key of an organization may carry; null: every one. */
  organizationPermissions?: readonly string[] | null | undefined
  /** Slugs of the permissions that an API key of a user may carry; null: every one. */
  userPermissions?: readonly string[] | null | undefined
}

/** How people may sign in, unless the policy of their organization says otherwise. */
export interface UpdateAuthenticationMethodSettings {
  /** E-mail and password. */
  password?: boolean | undefined
  /** A code sent by e-mail. */
  magicAuth?: boolean | undefined
  /** Passkeys. */
  passkey?: boolean | undefined
  /** An organization's own identity provider. */
  sso?: boolean | undefined
}

/** How roles are held. */
export interface UpdateAuthorizationSettings {
  /**
   * Whether a membership may hold several roles. When switched off, each membership keeps the one of highest
   * priority.
   */
  multipleRoles?: boolean | undefined
}

/**
 * Which mails Portico sends. Switch one off to send your own: the event that announces it is recorded either
 * way.
 */
export interface UpdateEmailSettings {
  /** Invitations. */
  invitation?: boolean | undefined
  /** Sign-in codes. */
  magicAuth?: boolean | undefined
  /** Codes that prove an address. */
  emailVerification?: boolean | undefined
  /** Links to choose a new password. */
  passwordReset?: boolean | undefined
  /** Codes that prove a new address. */
  emailChange?: boolean | undefined
}

/** Whether operators may act as users. */
export interface UpdateImpersonationSettings {
  /** Whether an operator may sign in as a user, for an hour at most and with a reason. */
  enabled?: boolean | undefined
}

/** Languages. */
export interface UpdateLocalizationSettings {
  /** Language of pages and mails where the one asked for is not to be had. */
  fallbackLocale?:
    | 'af'
    | 'am'
    | 'ar'
    | 'bg'
    | 'bn'
    | 'bs'
    | 'ca'
    | 'cs'
    | 'da'
    | 'de'
    | 'de-DE'
    | 'el'
    | 'en'
    | 'en-AU'
    | 'en-CA'
    | 'en-GB'
    | 'en-US'
    | 'es'
    | 'es-419'
    | 'es-ES'
    | 'es-US'
    | 'et'
    | 'fa'
    | 'fi'
    | 'fil'
    | 'fr'
    | 'fr-BE'
    | 'fr-CA'
    | 'fr-FR'
    | 'fy'
    | 'gl'
    | 'gu'
    | 'ha'
    | 'he'
    | 'hi'
    | 'hr'
    | 'hu'
    | 'hy'
    | 'id'
    | 'is'
    | 'it'
    | 'it-IT'
    | 'ja'
    | 'jv'
    | 'ka'
    | 'kk'
    | 'km'
    | 'kn'
    | 'ko'
    | 'lt'
    | 'lv'
    | 'mk'
    | 'ml'
    | 'mn'
    | 'mr'
    | 'ms'
    | 'my'
    | 'nb'
    | 'ne'
    | 'nl'
    | 'nl-BE'
    | 'nl-NL'
    | 'nn'
    | 'no'
    | 'pa'
    | 'pl'
    | 'pt'
    | 'pt-BR'
    | 'pt-PT'
    | 'ro'
    | 'ru'
    | 'sk'
    | 'sl'
    | 'sq'
    | 'sr'
    | 'sv'
    | 'sw'
    | 'ta'
    | 'te'
    | 'th'
    | 'tr'
    | 'uk'
    | 'ur'
    | 'uz'
    | 'vi'
    | 'zh'
    | 'zh-CN'
    | 'zh-HK'
    | 'zh-TW'
    | 'zu'
    | undefined
}

/** When a second factor is asked for. */
export interface UpdateMfaSettings {
  /**
   * Whether a second factor is offered, or asked of everybody. Sign-in through SSO or a user-verified passkey
   * needs none.
   */
  requirement?: 'off' | 'optional' | 'required' | undefined
}

/** How people come to have passkeys. */
export interface UpdatePasskeySettings {
  /** Whether people are invited to add a passkey after they signed in. */
  progressiveEnrollment?: boolean | undefined
}

/** What a new password must be like. Passwords already set stay valid. */
export interface UpdatePasswordPolicy {
  /** Fewest characters. */
  minimumLength?: number | undefined
  /** Most characters. */
  maximumLength?: number | undefined
  /** Whether it needs an upper-case letter. */
  requireUppercase?: boolean | undefined
  /** Whether it needs a lower-case letter. */
  requireLowercase?: boolean | undefined
  /** Whether it needs a digit. */
  requireNumber?: boolean | undefined
  /** Whether it needs a symbol. */
  requireSymbol?: boolean | undefined
  /** Whether passwords known from breaches are refused. */
  rejectBreached?: boolean | undefined
  /** Lowest estimated strength, from 0 (any) to 4 (very hard to guess), on the zxcvbn scale. */
  minimumStrength?: number | undefined
  /** How many earlier passwords may not be used again. */
  history?: number | undefined
}

/** How long people stay signed in. */
export interface UpdateSessionSettings {
  /** How long a session lasts at most, however much it is used. */
  maximumLengthSeconds?: number | undefined
  /** After how long without a refresh a session ends; null: never. */
  inactivityTimeoutSeconds?: number | null | undefined
  /** How long an access token is valid. */
  accessTokenTtlSeconds?: number | undefined
  /** The `iss` of access tokens; null for the base URL of the API with a trailing slash. */
  issuer?: string | null | undefined
}

/** Who may create an account, and what they are asked. */
export interface UpdateSignUpSettings {
  /** Whether people may sign up without an invitation. */
  enabled?: boolean | undefined
  /** Whether the sign-up form puts people on a waitlist instead. */
  waitlist?: boolean | undefined
  /** Whether the sign-up form insists on a first name. */
  firstNameRequired?: boolean | undefined
  /** Whether the sign-up form insists on a last name. */
  lastNameRequired?: boolean | undefined
}

/** What holds for all connections. */
export interface UpdateSsoSettings {
  /**
   * Whether a connection may sign in people whose e-mail domain its organization has not verified. An
   * organization's own setting can allow it too.
   */
  allowProfilesOutsideOrganization?: boolean | undefined
  /**
   * Whether `/sso/authorize` may be told a `domain` instead of a connection or organization, as the oldest
   * clients do.
   */
  domainSelectorAllowed?: boolean | undefined
  /**
   * Whether people confirm the e-mail address before an unsolicited response or a custom connection signs
   * them in for the first time in a browser.
   */
  signInConsent?: boolean | undefined
  /** Whether deleting an active connection is refused until it has been deactivated. */
  protectActiveConnections?: boolean | undefined
  /**
   * Whether profiles have, as `rawAttributes`, all that the identity provider sent, from the next sign-in on.
   * Otherwise that is empty, and only what is mapped comes through.
   */
  rawAttributes?: boolean | undefined
}
