// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { Secret, SecretString } from '../../secret.ts'
import type { OpenEnum } from '../../types.ts'
import type { M2MApplication, OAuthApplication } from './connect.ts'

/** A person who has signed in, and the tokens of their session. */
export interface Authentication {
  /** A person who signs in to your application. */
  user: User
  /** The organization they are signed in to. */
  organizationId?: string
  /** A JWT that says who they are, for a short time. */
  accessToken: SecretString
  /** Gets the next pair of tokens, once. */
  refreshToken: SecretString
  /** How they signed in. */
  authenticationMethod?: OpenEnum<
    | 'SSO'
    | 'Password'
    | 'Passkey'
    | 'AppleOAuth'
    | 'BitbucketOAuth'
    | 'CrossAppAuth'
    | 'DiscordOAuth'
    | 'ExternalAuth'
    | 'GitHubOAuth'
    | 'GitLabOAuth'
    | 'GoogleOAuth'
    | 'GrokOAuth'
    | 'XOAuth'
    | 'IntuitOAuth'
    | 'LinkedInOAuth'
    | 'MicrosoftOAuth'
    | 'SalesforceOAuth'
    | 'SlackOAuth'
    | 'VercelMarketplaceOAuth'
    | 'VercelOAuth'
    | 'XeroOAuth'
    | 'MagicAuth'
    | 'Impersonation'
    | 'MigratedSession'
  >
  /** A member of your team who is signed in as somebody else. */
  impersonator?: Impersonator
  /** Carries the session over to the hosted pages. */
  authkitAuthorizationCode?: SecretString
  /** Tokens of a social provider, handed on where the connection says so. */
  oauthTokens?: OAuthTokens
}

/** A resource, such as an MCP server, for which AuthKit issues access tokens. */
export interface AuthkitOAuthResource {
  /** What kind of object this is. */
  object: 'authkit_oauth_resource'
  /** Its identifier. */
  id: string
  /** The resource indicator. */
  uri: string
  /** Whether tokens are for it when the request names no resource. */
  default: boolean
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** By the code with which a browser came back. */
export interface AuthorizationCodeGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'authorization_code'
  /** The code that came with the redirect. */
  code: Secret
  /** The PKCE verifier, of a public client. */
  codeVerifier?: Secret | undefined
  /** The invitation they came by. */
  invitationToken?: Secret | undefined
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
  /** What the signals script in the page collected, by its ID. */
  signalsId?: string | undefined
}

/** An application to which a person has agreed. */
export interface AuthorizedApplication {
  /** What kind of object this is. */
  object: 'authorized_connect_application'
  /** Its identifier. */
  id: string
  /** What they allowed. */
  grantedScopes: string[]
  /** The resource they allowed it for (RFC 8707). */
  oauthResource?: string
  /** An application in which people sign in with their account in yours. */
  application: OAuthApplication | M2MApplication
}

/** A web origin whose pages may call Portico from the browser. */
export interface CorsOrigin {
  /** What kind of object this is. */
  object: 'cors_origin'
  /** Its identifier. */
  id: string
  /** Scheme, host and port. */
  origin: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A code that was just sent. */
export interface CreatedMagicAuth {
  /** What kind of object this is. */
  object: 'magic_auth'
  /** Its identifier. */
  id: string
  /** Who may sign in with it. */
  userId: string
  /** The address to which the code was sent. */
  email: string
  /** Until when the code is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The code that was sent. */
  code: SecretString
  /** The judgement on this attempt, where Radar made one. */
  radarAuthAttemptId?: string
}

/** A user who was just created. */
export interface CreatedUser {
  /** What kind of object this is. */
  object: 'user'
  /** Its identifier. */
  id: string
  /** Their e-mail address, in lower case. */
  email: string
  /** Whether they have shown that the address is theirs. */
  emailVerified: boolean
  /** The person's first name. */
  firstName: string | null
  /** The person's last name. */
  lastName: string | null
  /** Their whole name. */
  name?: string | null
  /** Where their picture is. */
  profilePictureUrl: string | null
  /** The language they prefer. */
  locale?: string | null
  /** When they last signed in. */
  lastSignInAt: string | null
  /** Their identifier in your own system. */
  externalId: string | null
  /** The customer's own key-value pairs. */
  metadata?: Record<string, string>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The judgement on this attempt, where Radar made one. */
  radarAuthAttemptId?: string
}

/** A sign-in on a device without a keyboard (RFC 8628, section 3.2). */
export interface DeviceAuthorization {
  /** What the device asks with. */
  deviceCode: SecretString
  /** What the person types in. */
  userCode: SecretString
  /** Where they type it in. */
  verificationUri: string
  /** The same with the code filled in, for a QR code. */
  verificationUriComplete?: SecretString
  /** For how many seconds the codes are good. */
  expiresIn: number
  /** How many seconds to wait between two questions. */
  interval?: number
}

/** By the code of a device, once a person has agreed elsewhere (RFC 8628, section 3.4). */
export interface DeviceCodeGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** Which grant this is. */
  grantType: 'urn:ietf:params:oauth:grant-type:device_code'
  /** The code that the device was given. */
  deviceCode: Secret
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
}

/** A change of e-mail address that waits for its code. */
export interface EmailChange {
  /** What kind of object this is. */
  object: 'email_change'
  /** A person who signs in to your application. */
  user: User
  /** The address they want, to which the code was sent. */
  newEmail: string
  /** Until when the code is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
}

/** A change of e-mail address that was carried out. */
export interface EmailChangeConfirmation {
  /** What kind of object this is. */
  object: 'email_change_confirmation'
  /** A person who signs in to your application. */
  user: User
}

/** A code sent to an e-mail address, to show that it is theirs. */
export interface EmailVerification {
  /** What kind of object this is. */
  object: 'email_verification'
  /** Its identifier. */
  id: string
  /** Whose address it is. */
  userId: string
  /** The address to which the code was sent. */
  email: string
  /** Until when the code is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The code that was sent. */
  code: SecretString
}

/** Goes on with the code that verifies the e-mail address. */
export interface EmailVerificationGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'urn:workos:oauth:grant-type:email-verification:code'
  /** The code that was sent. */
  code: Secret
  /** Stands for the steps already taken. */
  pendingAuthenticationToken: Secret
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
}

/** An account at a social provider that a user signs in with. */
export interface Identity {
  /** The user's identifier at the provider. */
  idpId: string
  /** The kind of provider. */
  type: 'OAuth'
  /** The provider they sign in with. */
  provider: OpenEnum<
    | 'AppleOAuth'
    | 'BitbucketOAuth'
    | 'DiscordOAuth'
    | 'GithubOAuth'
    | 'GitLabOAuth'
    | 'GoogleOAuth'
    | 'GrokOAuth'
    | 'XOAuth'
    | 'IntuitOAuth'
    | 'LinkedInOAuth'
    | 'MicrosoftOAuth'
    | 'SalesforceOAuth'
    | 'SlackOAuth'
    | 'VercelMarketplaceOAuth'
    | 'VercelOAuth'
    | 'XeroOAuth'
  >
}

/** A member of your team who is signed in as somebody else. */
export interface Impersonator {
  /** Who acts in their name. */
  email: string
  /** Why they do. */
  reason: string | null
}

/** A request to a person to become a user, or a member of an organization. */
export interface Invitation {
  /** What kind of object this is. */
  object: 'invitation'
  /** Its identifier. */
  id: string
  /** Who is invited. */
  email: string
  /** What has become of it. */
  state: OpenEnum<'pending' | 'accepted' | 'expired' | 'revoked'>
  /** When it was accepted. */
  acceptedAt: string | null
  /** When it was revoked. */
  revokedAt: string | null
  /** Until when it can be accepted. */
  expiresAt: string
  /** The organization they are invited to, if to one. */
  organizationId: string | null
  /** Who invited them. */
  inviterUserId: string | null
  /** Who accepted it. */
  acceptedUserId: string | null
  /** The role they shall have in the organization. */
  roleSlug: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The token that accepts it. */
  token: SecretString
  /** The link with the token. */
  acceptInvitationUrl: SecretString
}

/** A public key that verifies tokens (RFC 7517). */
export interface JsonWebKey {
  /** The algorithm that the key is for (RFC 7517, section 4.4). */
  alg: 'RS256'
  /** The family of the algorithm (RFC 7517, section 4.1). */
  kty: 'RSA'
  /** What it is for: signatures (RFC 7517, section 4.2). */
  use: 'sig'
  /** The name of the key, which tokens carry in their header. */
  kid: string
  /** The modulus (RFC 7518, section 6.3.1.1). */
  n: string
  /** The exponent (RFC 7518, section 6.3.1.2). */
  e: string
  /** The certificate chain of the key. */
  x5c: string[]
  /** The SHA-256 thumbprint of the certificate. */
  'x5t#S256': string
}

/** The public keys that verify the tokens of an application. */
export interface JsonWebKeySet {
  /** Every key in use, and those about to be. */
  keys: JsonWebKey[]
}

/** What access tokens say besides the standard claims. */
export interface JwtTemplate {
  /** What kind of object this is. */
  object: 'jwt_template'
  /** JSON whose members become claims, with `{{ … }}` for values of the user and the organization. */
  content: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A language, as a BCP 47 tag. */
export type Locale =
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

/** A code sent by e-mail, to sign in with. */
export interface MagicAuth {
  /** What kind of object this is. */
  object: 'magic_auth'
  /** Its identifier. */
  id: string
  /** Who may sign in with it. */
  userId: string
  /** The address to which the code was sent. */
  email: string
  /** Until when the code is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The code that was sent. */
  code: SecretString
}

/** By a code sent by e-mail. */
export interface MagicAuthGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'urn:workos:oauth:grant-type:magic-auth:code'
  /** The code that was sent. */
  code: Secret
  /** Their e-mail address. */
  email: string
  /** The invitation they came by. */
  invitationToken?: Secret | undefined
  /** Links the account of the sign-in that gave it. */
  linkAuthorizationCode?: Secret | undefined
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
  /** An earlier judgement on this attempt. */
  radarAuthAttemptId?: string | undefined
}

/** Tokens of a social provider, handed on where the connection says so. */
export interface OAuthTokens {
  /** Who issued them. */
  provider: string
  /** Calls the provider's API in the person's name. */
  accessToken: SecretString
  /** Gets further access tokens. */
  refreshToken: SecretString
  /** When the access token ends, in seconds since 1970. */
  expiresAt: number
  /** What they allow. */
  scopes: string[]
}

/** A user as a member of an organization, with the roles they have in it. */
export interface OrganizationMembership {
  /** What kind of object this is. */
  object: 'organization_membership'
  /** Its identifier. */
  id: string
  /** Who the member is. */
  userId: string
  /** Where they are a member. */
  organizationId: string
  /** `pending` until an invitation is accepted. */
  status: OpenEnum<'active' | 'inactive' | 'pending'>
  /** Whether a directory decides on the membership. */
  directoryManaged: boolean
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** What people call the organization. */
  organizationName?: string
  /** What the directory or identity provider says of the member. */
  customAttributes?: Record<string, unknown>
  /** A role, by its slug. */
  role: RoleReference
  /** Every role they have in the organization. */
  roles: RoleReference[]
  /** A person who signs in to your application. */
  user: User
}

/** Goes on with the organization that was chosen. */
export interface OrganizationSelectionGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'urn:workos:oauth:grant-type:organization-selection'
  /** Stands for the steps already taken. */
  pendingAuthenticationToken: Secret
  /** The organization they chose. */
  organizationId: string
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
}

/** By e-mail address and password. */
export interface PasswordGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'password'
  /** Their e-mail address. */
  email: string
  /** Their password. */
  password: Secret
  /** The invitation they came by. */
  invitationToken?: Secret | undefined
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
  /** What the signals script in the page collected, by its ID. */
  signalsId?: string | undefined
  /** An earlier judgement on this attempt. */
  radarAuthAttemptId?: string | undefined
}

/** Leave to set a new password, sent by e-mail. */
export interface PasswordReset {
  /** What kind of object this is. */
  object: 'password_reset'
  /** Its identifier. */
  id: string
  /** Whose password it is. */
  userId: string
  /** The address to which the link was sent. */
  email: string
  /** Until when the token is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** The token that allows a new password, once. */
  passwordResetToken: SecretString
  /** The link with the token. */
  passwordResetUrl: SecretString
}

/** A code sent to a person whose sign-in looked unusual. */
export interface RadarChallenge {
  /** What kind of object this is. */
  object: 'radar_challenge'
  /** Its identifier. */
  id: string
  /** How the code was sent. */
  type: 'email'
  /** Who has to answer. */
  userId: string
  /** The address to which the code was sent. */
  email: string
  /** The code that was sent. */
  code: SecretString
  /** Until when the code is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Goes on with a code that Radar sent by e-mail. */
export interface RadarEmailChallengeGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'urn:workos:oauth:grant-type:radar-email-challenge:code'
  /** The code that was sent. */
  code: Secret
  /** The challenge that it answers. */
  radarChallengeId: string
  /** Stands for the steps already taken. */
  pendingAuthenticationToken: Secret
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
}

/** Goes on with a code that Radar sent by SMS. */
export interface RadarSmsChallengeGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'urn:workos:oauth:grant-type:radar-sms-challenge:code'
  /** The code that was sent. */
  code: Secret
  /** The verification that it answers. */
  verificationId?: string | undefined
  /** The number it was sent to. */
  phoneNumber?: string | undefined
  /** Stands for the steps already taken. */
  pendingAuthenticationToken: Secret
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
}

/** A code sent by SMS to a person whose sign-in looked unusual. */
export interface RadarSmsVerification {
  /** The verification, to answer it by. */
  verificationId: string
  /** The number to which the code was sent. */
  phoneNumber: string
}

/** An address to which sign-in may send people back. */
export interface RedirectUri {
  /** What kind of object this is. */
  object: 'redirect_uri'
  /** Its identifier. */
  id: string
  /** The address itself. */
  uri: string
  /** Whether sign-in returns here when the request names no address. */
  default: boolean
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** By the refresh token of a session that lasts. */
export interface RefreshTokenGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'refresh_token'
  /** The newest one of the session. */
  refreshToken: Secret
  /** The organization to change to. */
  organizationId?: string | undefined
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
}

/** A role, by its slug. */
export interface RoleReference {
  /** The role's slug. */
  slug: string
}

/** The time from a sign-in until the person signs out. */
export interface Session {
  /** What kind of object this is. */
  object: 'session'
  /** Its identifier. */
  id: string
  /** Who is signed in. */
  userId: string
  /** The organization they are signed in to. */
  organizationId?: string
  /** Whether it lasts, or how it ended. */
  status: OpenEnum<'active' | 'expired' | 'revoked'>
  /** How they signed in. */
  authMethod: OpenEnum<
    | 'cross_app_auth'
    | 'external_auth'
    | 'impersonation'
    | 'magic_code'
    | 'migrated_session'
    | 'oauth'
    | 'passkey'
    | 'password'
    | 'sso'
    | 'unknown'
  >
  /** A member of your team who is signed in as somebody else. */
  impersonator?: Impersonator
  /** The IP address they signed in from. */
  ipAddress: string | null
  /** The browser they signed in with. */
  userAgent: string | null
  /** When it ends at the latest. */
  expiresAt: string
  /** When it ended. */
  endedAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Goes on with a code from an authenticator. */
export interface TotpGrant {
  /** The application that asks. */
  clientId?: string | undefined
  /** The application's API key. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'urn:workos:oauth:grant-type:mfa-totp'
  /** The code that the authenticator shows. */
  code: Secret
  /** Stands for the steps already taken. */
  pendingAuthenticationToken: Secret
  /** The challenge that it answers. */
  authenticationChallengeId: string
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** The person's device, as you know it. */
  deviceId?: string | undefined
}

/** A person who signs in to your application. */
export interface User {
  /** What kind of object this is. */
  object: 'user'
  /** Its identifier. */
  id: string
  /** Their e-mail address, in lower case. */
  email: string
  /** Whether they have shown that the address is theirs. */
  emailVerified: boolean
  /** The person's first name. */
  firstName: string | null
  /** The person's last name. */
  lastName: string | null
  /** Their whole name. */
  name?: string | null
  /** Where their picture is. */
  profilePictureUrl: string | null
  /** The language they prefer. */
  locale?: string | null
  /** When they last signed in. */
  lastSignInAt: string | null
  /** Their identifier in your own system. */
  externalId: string | null
  /** The customer's own key-value pairs. */
  metadata?: Record<string, string>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** An API key that a user owns. */
export interface UserApiKey {
  /** What kind of object this is. */
  object: 'api_key'
  /** Its identifier. */
  id: string
  /** A member of an organization who owns an API key. */
  owner: UserOwner
  /** What people call it. */
  name: string
  /** Its last characters, to tell it from others. */
  obfuscatedValue: string
  /** When it was last used. */
  lastUsedAt: string | null
  /** Until when it is good; null means for ever. */
  expiresAt: string | null
  /** Slugs of the permissions it has. */
  permissions: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** An API key that a user owns, with its value. */
export interface UserApiKeyWithValue {
  /** What kind of object this is. */
  object: 'api_key'
  /** Its identifier. */
  id: string
  /** A member of an organization who owns an API key. */
  owner: UserOwner
  /** What people call it. */
  name: string
  /** Its last characters, to tell it from others. */
  obfuscatedValue: string
  /** When it was last used. */
  lastUsedAt: string | null
  /** Until when it is good; null means for ever. */
  expiresAt: string | null
  /** Slugs of the permissions it has. */
  permissions: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The key itself, shown this once. */
  value: SecretString
}

/** A member of an organization who owns an API key. */
export interface UserOwner {
  /** Which kind it is. */
  type: 'user'
  /** Its identifier. */
  id: string
  /** The organization in which they own it. */
  organizationId: string
}

/** The user, as they now are. */
export interface UserResult {
  /** A person who signs in to your application. */
  user: User
}

/** A list of people who wait to be let in. Each environment has one. */
export interface Waitlist {
  /** What kind of object this is. */
  object: 'waitlist'
  /** Its identifier. */
  id: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A person on a waitlist. */
export interface WaitlistEntry {
  /** What kind of object this is. */
  object: 'waitlist_entry'
  /** Its identifier. */
  id: string
  /** The address of the person. */
  email: string
  /** Whether the person was let in. */
  state: OpenEnum<'pending' | 'approved' | 'denied'>
  /** When the person was let in. */
  approvedAt: string | null
  /** What else the form asked for. People typed it: do not trust it. */
  additionalFields?: Record<string, string>
  /** The list. */
  waitlistId?: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}
