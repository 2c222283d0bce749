import Type, { type Static } from 'typebox'
import { oneTimeCodeTooManyAttempts } from './authentication-errors.ts'
import {
  group,
  id,
  kind,
  literal,
  messageError,
  model,
  notFound,
  oneOf,
  openEnum,
  operation,
  page,
  paging,
  secret,
  timestamp,
} from './core/index.ts'

const Sms = model(
  'SmsFactor',
  { phone_number: Type.String({ description: 'The number that codes are sent to, in E.164.' }) },
  { description: 'A phone that takes codes by SMS.' },
)
const totpFields = {
  issuer: Type.String({ description: 'The name of your application in the authenticator.' }),
  user: Type.String({ description: 'The name of the account in the authenticator.' }),
}
const Totp = model('TotpFactor', totpFields, { description: 'An authenticator that shows codes (RFC 6238).' })
const TotpEnrollment = model(
  'TotpEnrollment',
  {
    ...totpFields,
    secret: secret(Type.String({ description: 'The key that makes the codes, in base32.' })),
    qr_code: secret(Type.String({ description: 'An image of the key to scan, as a data URI.' })),
    uri: secret(Type.String({ description: 'The key as an `otpauth` URI.' })),
  },
  { description: 'What an authenticator needs to be set up. Shown this once.' },
)

const fields = {
  object: kind('authentication_factor'),
  id: id('auth_factor'),
  type: openEnum(['generic_otp', 'sms', 'totp', 'webauthn'], { description: 'What it is.' }),
  user_id: Type.Optional(id('user', 'Whose factor it is.')),
  sms: Type.Optional(Sms),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const AuthenticationFactor = model(
  'AuthenticationFactor',
  { ...fields, totp: Type.Optional(Totp) },
  { description: 'Something that a person has, to prove who they are.' },
)
export type AuthenticationFactor = Static<typeof AuthenticationFactor>

export const EnrolledAuthenticationFactor = model(
  'EnrolledAuthenticationFactor',
  { ...fields, totp: Type.Optional(TotpEnrollment) },
  { description: 'A factor that was just enrolled, with what sets it up.' },
)

export const AuthenticationChallenge = model(
  'AuthenticationChallenge',
  {
    object: kind('authentication_challenge'),
    id: id('auth_challenge'),
    authentication_factor_id: id('auth_factor', 'The factor that is asked for.'),
    expires_at: Type.Optional(timestamp('Until when it can be answered.')),
    code: Type.Optional(
      secret(Type.String({ description: 'The code, where you are to bring it to the person.' })),
    ),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A question to a person that only their factor can answer.' },
)
export type AuthenticationChallenge = Static<typeof AuthenticationChallenge>

export const AuthenticationChallengeVerification = model(
  'AuthenticationChallengeVerification',
  { challenge: AuthenticationChallenge, valid: Type.Boolean({ description: 'Whether the code was right.' }) },
  { description: 'The answer to a challenge, judged.' },
)

export const UserFactorEnrollment = model(
  'UserFactorEnrollment',
  { authentication_factor: EnrolledAuthenticationFactor, authentication_challenge: AuthenticationChallenge },
  { description: 'A factor that was just enrolled, and its first challenge.' },
)

export const authenticationFactorNotFound = notFound('Authentication factor')
export const authenticationChallengeNotFound = notFound('Authentication challenge')
export const challengeNotOpen = messageError(
  422,
  'challenge_not_open',
  'The challenge was answered already, or is too old.',
)
export const factorNotEnrollable = messageError(
  422,
  'factor_not_enrollable',
  'The factor cannot be enrolled like this.',
)

export const multiFactorAuth = group('multiFactorAuth', {
  enrollFactor: operation({
    method: 'POST',
    path: '/auth/factors/enroll',
    summary: 'Enroll a factor',
    body: model(
      'EnrollFactor',
      {
        type: oneOf(['generic_otp', 'sms', 'totp'], { description: 'What it is.' }),
        phone_number: Type.Optional(Type.String({ description: 'For SMS: the number, in E.164.' })),
        totp_issuer: Type.Optional(Type.String({ description: 'For TOTP: the name of your application.' })),
        totp_user: Type.Optional(Type.String({ description: 'For TOTP: the name of the account.' })),
        user_id: Type.Optional(Type.String({ description: 'The user whose factor it shall be.' })),
      },
      { description: 'A factor to enroll.' },
    ),
    status: 201,
    returns: EnrolledAuthenticationFactor,
    throws: [factorNotEnrollable],
  }),
  getFactor: operation({
    method: 'GET',
    path: '/auth/factors/{id}',
    summary: 'Get a factor',
    status: 200,
    returns: AuthenticationFactor,
    throws: [authenticationFactorNotFound],
  }),
  deleteFactor: operation({
    method: 'DELETE',
    path: '/auth/factors/{id}',
    summary: 'Delete a factor',
    status: 204,
    alsoReturns: { 200: null },
    throws: [authenticationFactorNotFound],
  }),
  challengeFactor: operation({
    method: 'POST',
    path: '/auth/factors/{id}/challenge',
    summary: 'Challenge a factor',
    body: model(
      'ChallengeFactor',
      {
        sms_template: Type.Optional(
          Type.String({ description: 'The text of the SMS, with `{{code}}` in it.' }),
        ),
      },
      { description: 'How to challenge a factor.' },
    ),
    status: 201,
    returns: AuthenticationChallenge,
    throws: [authenticationFactorNotFound],
    transaction: 'own',
  }),
  verifyChallenge: operation({
    method: 'POST',
    path: '/auth/challenges/{id}/verify',
    summary: 'Answer a challenge with a code',
    description: 'A wrong code is an answer, too: `valid` is false.',
    body: model(
      'VerifyChallenge',
      {
        code: secret(Type.String({ description: 'The code that the person gave.' })),
      },
      { description: 'The answer to a challenge.' },
    ),
    status: 201,
    returns: AuthenticationChallengeVerification,
    throws: [oneTimeCodeTooManyAttempts, authenticationChallengeNotFound, challengeNotOpen],
  }),
  listUserAuthFactors: operation({
    method: 'GET',
    path: '/user_management/users/{userlandUserId}/auth_factors',
    summary: 'List the factors of a user',
    query: paging,
    status: 200,
    returns: page(AuthenticationFactor),
  }),
  createUserAuthFactor: operation({
    method: 'POST',
    path: '/user_management/users/{userlandUserId}/auth_factors',
    summary: 'Enroll an authenticator for a user',
    body: model(
      'CreateUserAuthFactor',
      {
        type: literal('totp', { description: 'What it is.' }),
        totp_issuer: Type.Optional(
          Type.String({ description: 'The name of your application in the authenticator.' }),
        ),
        totp_user: Type.Optional(
          Type.String({ description: 'The name of the account in the authenticator.' }),
        ),
        totp_secret: Type.Optional(
          secret(Type.String({ description: 'A key that is in use already, in base32.' })),
        ),
      },
      { description: 'An authenticator to enroll.' },
    ),
    status: 201,
    returns: UserFactorEnrollment,
  }),
})
