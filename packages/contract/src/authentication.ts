import Type, { type Static } from 'typebox'
import * as errors from './authentication-errors.ts'
import {
  group,
  id,
  literal,
  model,
  oauthError,
  oneOf,
  openEnum,
  operation,
  secret,
  variants,
} from './core/index.ts'
import { dailyQuotaExceeded } from './email-verification.ts'
import { authenticationMethodNotAllowed, invitationInvalid, signUpNotAllowed } from './magic-auth.ts'
import { emailPasswordAuthDisabled } from './password-reset.ts'
import { Impersonator } from './sessions.ts'
import {
  authorizationRequest,
  invalidClient,
  invalidGrant,
  OAuthTokens,
  socialProviders,
  unauthorizedClient,
} from './sso.ts'
import { clientContext, signalsId, User } from './users.ts'

const clientSecret = secret(Type.String({ description: "The application's API key." }))
const publicClient = { client_id: Type.String({ description: 'The application that asks.' }) }
const confidentialClient = { ...publicClient, client_secret: clientSecret }
const anyClient = { ...publicClient, client_secret: Type.Optional(clientSecret) }

const circumstances = {
  ...clientContext,
  device_id: Type.Optional(Type.String({ description: "The person's device, as you know it." })),
}
const invitationToken = Type.Optional(secret(Type.String({ description: 'The invitation they came by.' })))
const attempt = Type.Optional(Type.String({ description: 'An earlier judgement on this attempt.' }))
const pendingToken = secret(Type.String({ description: 'Stands for the steps already taken.' }))
const code = secret(Type.String({ description: 'The code that was sent.' }))
const emailAddress = Type.String({ description: 'Their e-mail address.' })

export const AuthorizationCodeGrant = model(
  'AuthorizationCodeGrant',
  {
    ...anyClient,
    grant_type: literal('authorization_code'),
    code: secret(Type.String({ description: 'The code that came with the redirect.' })),
    code_verifier: Type.Optional(
      secret(Type.String({ description: 'The PKCE verifier, of a public client.' })),
    ),
    invitation_token: invitationToken,
    ...circumstances,
    signals_id: Type.Optional(signalsId),
  },
  { description: 'By the code with which a browser came back.' },
)

export const PasswordGrant = model(
  'PasswordGrant',
  {
    ...confidentialClient,
    grant_type: literal('password'),
    email: emailAddress,
    password: secret(Type.String({ description: 'Their password.' })),
    invitation_token: invitationToken,
    ...circumstances,
    signals_id: Type.Optional(signalsId),
    radar_auth_attempt_id: attempt,
  },
  { description: 'By e-mail address and password.' },
)

export const RefreshTokenGrant = model(
  'RefreshTokenGrant',
  {
    ...anyClient,
    grant_type: literal('refresh_token'),
    refresh_token: secret(Type.String({ description: 'The newest one of the session.' })),
    organization_id: Type.Optional(Type.String({ description: 'The organization to change to.' })),
    ...circumstances,
  },
  { description: 'By the refresh token of a session that lasts.' },
)

export const MagicAuthGrant = model(
  'MagicAuthGrant',
  {
    ...confidentialClient,
    grant_type: literal('urn:workos:oauth:grant-type:magic-auth:code'),
    code,
    email: emailAddress,
    invitation_token: invitationToken,
    link_authorization_code: Type.Optional(
      secret(Type.String({ description: 'Links the account of the sign-in that gave it.' })),
    ),
    ...circumstances,
    radar_auth_attempt_id: attempt,
  },
  { description: 'By a code sent by e-mail.' },
)

export const EmailVerificationGrant = model(
  'EmailVerificationGrant',
  {
    ...confidentialClient,
    grant_type: literal('urn:workos:oauth:grant-type:email-verification:code'),
    code,
    pending_authentication_token: pendingToken,
    ...circumstances,
  },
  { description: 'Goes on with the code that verifies the e-mail address.' },
)

export const TotpGrant = model(
  'TotpGrant',
  {
    ...confidentialClient,
    grant_type: literal('urn:workos:oauth:grant-type:mfa-totp'),
    code: secret(Type.String({ description: 'The code that the authenticator shows.' })),
    pending_authentication_token: pendingToken,
    authentication_challenge_id: Type.String({ description: 'The challenge that it answers.' }),
    ...circumstances,
  },
  { description: 'Goes on with a code from an authenticator.' },
)

export const OrganizationSelectionGrant = model(
  'OrganizationSelectionGrant',
  {
    ...confidentialClient,
    grant_type: literal('urn:workos:oauth:grant-type:organization-selection'),
    pending_authentication_token: pendingToken,
    organization_id: Type.String({ description: 'The organization they chose.' }),
    ...circumstances,
  },
  { description: 'Goes on with the organization that was chosen.' },
)

export const RadarEmailChallengeGrant = model(
  'RadarEmailChallengeGrant',
  {
    ...confidentialClient,
    grant_type: literal('urn:workos:oauth:grant-type:radar-email-challenge:code'),
    code,
    radar_challenge_id: Type.String({ description: 'The challenge that it answers.' }),
    pending_authentication_token: pendingToken,
    ...circumstances,
  },
  { description: 'Goes on with a code that Radar sent by e-mail.' },
)

export const RadarSmsChallengeGrant = model(
  'RadarSmsChallengeGrant',
  {
    ...confidentialClient,
    grant_type: literal('urn:workos:oauth:grant-type:radar-sms-challenge:code'),
    code,
    verification_id: Type.Optional(Type.String({ description: 'The verification that it answers.' })),
    phone_number: Type.Optional(Type.String({ description: 'The number it was sent to.' })),
    pending_authentication_token: pendingToken,
    ...circumstances,
  },
  { description: 'Goes on with a code that Radar sent by SMS.' },
)

export const DeviceCodeGrant = model(
  'DeviceCodeGrant',
  {
    ...publicClient,
    grant_type: literal('urn:ietf:params:oauth:grant-type:device_code'),
    device_code: secret(Type.String({ description: 'The code that the device was given.' })),
    ...circumstances,
  },
  { description: 'By the code of a device, once a person has agreed elsewhere (RFC 8628, section 3.4).' },
)

export const Authentication = model(
  'Authentication',
  {
    user: User,
    organization_id: Type.Optional(id('org', 'The organization they are signed in to.')),
    access_token: secret(Type.String({ description: 'A JWT that says who they are, for a short time.' })),
    refresh_token: secret(Type.String({ description: 'Gets the next pair of tokens, once.' })),
    authentication_method: Type.Optional(
      openEnum(
        [
          'SSO',
          'Password',
          'Passkey',
          'AppleOAuth',
          'BitbucketOAuth',
          'CrossAppAuth',
          'DiscordOAuth',
          'ExternalAuth',
          'GitHubOAuth',
          'GitLabOAuth',
          'GoogleOAuth',
          'GrokOAuth',
          'XOAuth',
          'IntuitOAuth',
          'LinkedInOAuth',
          'MicrosoftOAuth',
          'SalesforceOAuth',
          'SlackOAuth',
          'VercelMarketplaceOAuth',
          'VercelOAuth',
          'XeroOAuth',
          'MagicAuth',
          'Impersonation',
          'MigratedSession',
        ],
        { description: 'How they signed in.' },
      ),
    ),
    impersonator: Type.Optional(Impersonator),
    authkit_authorization_code: Type.Optional(
      secret(Type.String({ description: 'Carries the session over to the hosted pages.' })),
    ),
    oauth_tokens: Type.Optional(OAuthTokens),
  },
  { description: 'A person who has signed in, and the tokens of their session.' },
)
export type Authentication = Static<typeof Authentication>

export const DeviceAuthorization = model(
  'DeviceAuthorization',
  {
    device_code: secret(Type.String({ description: 'What the device asks with.' })),
    user_code: secret(Type.String({ description: 'What the person types in.', examples: ['BCDF-GHJK'] })),
    verification_uri: Type.String({ format: 'uri', description: 'Where they type it in.' }),
    verification_uri_complete: Type.Optional(
      secret(Type.String({ format: 'uri', description: 'The same with the code filled in, for a QR code.' })),
    ),
    expires_in: Type.Number({ description: 'For how many seconds the codes are good.' }),
    interval: Type.Optional(Type.Number({ description: 'How many seconds to wait between two questions.' })),
  },
  { description: 'A sign-in on a device without a keyboard (RFC 8628, section 3.2).' },
)
export type DeviceAuthorization = Static<typeof DeviceAuthorization>

export const deviceAuthorizationDisabled = oauthError(
  403,
  'access_denied',
  'Signing in on devices is switched off for this application.',
)

export const authentication = group('userManagement', {
  authorize: operation({
    method: 'GET',
    path: '/user_management/authorize',
    auth: 'none',
    summary: 'Send a browser to sign in, on the hosted pages or at a provider',
    description: 'One of `provider`, `connection_id` and `organization_id` says where.',
    query: {
      ...authorizationRequest,
      provider: Type.Optional(
        oneOf(['authkit', ...socialProviders], { description: 'The hosted pages, or a social provider.' }),
      ),
      connection_id: Type.Optional(Type.String({ description: 'The connection to sign in through.' })),
      organization_id: Type.Optional(Type.String({ description: 'The organization to sign in to.' })),
      screen_hint: Type.Optional({
        ...oneOf(['sign-up', 'sign-in'], { description: 'Which of the hosted pages to begin with.' }),
        default: 'sign-in',
      }),
      invitation_token: Type.Optional(secret(Type.String({ description: 'The invitation they came by.' }))),
      max_age: Type.Optional(
        Type.Integer({ minimum: 0, description: 'How many seconds ago they may have signed in, at most.' }),
      ),
      prompt: Type.Optional(Type.String({ description: '`login` makes them prove who they are anew.' })),
    },
    status: 302,
    alsoReturns: { 200: null },
    rateLimit: 'sso_authorize',
  }),
  authenticate: operation({
    method: 'POST',
    path: '/user_management/authenticate',
    auth: 'client_id',
    summary: 'Sign a person in, or take the next step of it',
    description: 'What the body must hold depends on `grant_type`.',
    encodings: ['json', 'form'],
    body: variants('grant_type', [
      AuthorizationCodeGrant,
      PasswordGrant,
      RefreshTokenGrant,
      MagicAuthGrant,
      EmailVerificationGrant,
      TotpGrant,
      OrganizationSelectionGrant,
      RadarEmailChallengeGrant,
      RadarSmsChallengeGrant,
      DeviceCodeGrant,
    ]),
    status: 200,
    returns: Authentication,
    throws: [
      ...Object.values(errors),
      invalidClient,
      unauthorizedClient,
      invalidGrant,
      invitationInvalid,
      authenticationMethodNotAllowed,
      signUpNotAllowed,
      emailPasswordAuthDisabled,
      dailyQuotaExceeded,
    ],
    invalid: 'parameters',
    emits: [
      'session.created',
      'user.created',
      'user.updated',
      'invitation.accepted',
      'organization_membership.created',
      'organization_membership.updated',
      'email_verification.created',
      'radar.challenge_created',
      'authentication.email_verification_succeeded',
      'authentication.email_verification_failed',
      'authentication.magic_auth_succeeded',
      'authentication.magic_auth_failed',
      'authentication.mfa_succeeded',
      'authentication.mfa_failed',
      'authentication.oauth_succeeded',
      'authentication.oauth_failed',
      'authentication.password_succeeded',
      'authentication.password_failed',
      'authentication.sso_succeeded',
      'authentication.sso_failed',
      'authentication.radar_risk_detected',
      'action.authentication.denied',
      'action.user_registration.denied',
    ],
    rateLimit: 'authenticate',
    transaction: 'own',
  }),
  createDeviceAuthorization: operation({
    method: 'POST',
    path: '/user_management/authorize/device',
    auth: 'client_id',
    summary: 'Begin a sign-in on a device without a keyboard',
    encodings: ['json', 'form'],
    body: model('CreateDeviceAuthorization', publicClient, {
      description: 'The application that a device belongs to.',
    }),
    status: 200,
    returns: DeviceAuthorization,
    throws: [invalidClient, deviceAuthorizationDisabled],
    invalid: 'oauth',
  }),
})
