import Type from 'typebox'
import { error, id, messageError, model, nullable, oauthError, openEnum, secret } from './core/index.ts'
import { User } from './users.ts'

// What `authenticate` may answer besides tokens. Those of status 403 do not end the sign-in: they say which step is
// next and carry what its call needs.

const pending = {
  pending_authentication_token: secret(Type.String({ description: 'Stands for the steps already taken.' })),
}
const address = { email: Type.String({ description: 'The address of the person who signs in.' }) }
const withUser = { ...pending, user: User }

const OrganizationChoice = model(
  'OrganizationChoice',
  { id: id('org'), name: Type.String({ description: 'What people call it.' }) },
  { description: 'An organization that may be chosen.' },
)
const FactorChoice = model(
  'FactorChoice',
  { id: id('auth_factor'), type: openEnum(['generic_otp', 'sms', 'totp', 'webauthn']) },
  { description: 'A factor that may be challenged.' },
)

export const emailVerificationRequired = error(
  403,
  'email_verification_required',
  'The e-mail address must be verified first. A code was sent to it.',
  { ...pending, ...address, email_verification_id: id('email_verification', 'The code that was sent.') },
)
export const mfaEnrollment = error(403, 'mfa_enrollment', 'A second factor must be set up first.', withUser)
export const mfaChallenge = error(403, 'mfa_challenge', 'A second factor is asked for.', {
  ...withUser,
  authentication_factors: Type.Array(FactorChoice, { description: 'The factors to choose from.' }),
})
export const organizationSelectionRequired = error(
  403,
  'organization_selection_required',
  'An organization must be chosen.',
  { ...withUser, organizations: Type.Array(OrganizationChoice, { description: 'The ones to choose from.' }) },
)
const radarChallengeFields = {
  ...pending,
  ...address,
  radar_challenge_id: id('radar_challenge', 'The code that was sent.'),
}
export const radarChallenge = error(
  403,
  'radar_challenge',
  'This sign-in looks unusual. A code was sent by e-mail.',
  radarChallengeFields,
)
export const radarSignUpChallenge = error(
  403,
  'radar_sign_up_challenge',
  'This sign-up looks unusual. A code was sent by e-mail.',
  radarChallengeFields,
)
export const radarSmsSignInChallenge = error(
  403,
  'radar_sms_sign_in_challenge',
  'This sign-in looks unusual. A phone number is asked for.',
  { ...pending, ...address },
)
export const passkeyProgressiveEnrollment = error(
  403,
  'passkey_progressive_enrollment',
  'A passkey is offered first.',
  withUser,
)
export const authenticationMethodForbidden = error(
  403,
  'authentication_method_not_allowed',
  'This way to sign in is switched off.',
)
export const applicationConsentRequired = error(
  403,
  'application_consent_required',
  'The person must agree to the application first.',
  pending,
)

export const invalidOrganizationId = error(
  400,
  'invalid_organization_id',
  'That organization cannot be chosen.',
)
export const codeChallengeNotFound = error(
  400,
  'code_challenge_not_found',
  'A verifier came, but the sign-in began without a challenge.',
)
export const invalidCredentials = error(
  400,
  'invalid_credentials',
  'The e-mail address or the password is wrong.',
)
export const invalidOneTimeCode = error(400, 'invalid_one_time_code', 'That is not the code.')
export const oneTimeCodePreviouslyUsed = error(
  400,
  'one_time_code_previously_used',
  'The code has been used.',
)
export const oneTimeCodeExpired = error(400, 'one_time_code_expired', 'The code is too old. Ask for another.')
export const oneTimeCodeTooManyAttempts = error(
  400,
  'one_time_code_too_many_attempts',
  'Too many wrong codes. Ask for another.',
)
export const invalidPendingAuthenticationToken = error(
  400,
  'invalid_pending_authentication_token',
  'The sign-in is unknown or took too long. Begin again.',
)
export const userMismatch = error(400, 'user_mismatch', 'The challenge is for another user.')
export const phoneNumberRequired = error(400, 'phone_number_required', 'Give the phone number.')
export const verificationIdRequired = error(
  400,
  'verification_id_required',
  'Give the ID of the verification.',
)

export const invalidRequest = oauthError(
  400,
  'invalid_request',
  'The request lacks something, or says it twice.',
)
export const invalidProfile = oauthError(
  400,
  'invalid_profile',
  'The provider did not say enough about the person.',
)
export const invitationCannotBeUsedForEmail = oauthError(
  400,
  'invitation_cannot_be_used_for_email',
  'The invitation is for another e-mail address.',
)
export const invalidConnection = oauthError(
  400,
  'invalid_connection',
  'The connection is unknown or not active.',
)
export const organizationAuthenticationMethodsRequired = oauthError(
  400,
  'organization_authentication_methods_required',
  'The organization asks for another way to sign in.',
  {
    ...address,
    sso_connection_ids: Type.Array(id('conn'), { description: 'The connections to sign in through.' }),
    auth_methods: model(
      'AllowedAuthenticationMethods',
      {
        apple_oauth: Type.Boolean(),
        github_oauth: Type.Boolean(),
        google_oauth: Type.Boolean(),
        microsoft_oauth: Type.Boolean(),
        password: Type.Boolean(),
        magic_auth: Type.Boolean(),
      },
      { description: 'Which other ways to sign in the organization allows.' },
    ),
  },
)
export const invalidLinkAuthorizationCode = oauthError(
  400,
  'invalid_link_authorization_code',
  'The code that links the account is unknown or too old.',
)
export const extraAttributesRequired = oauthError(
  400,
  'extra_attributes_required',
  'The registration form asks for more.',
)
export const pkceNotSupported = oauthError(400, 'pkce_not_supported', 'The application does not use PKCE.')
export const expiredToken = oauthError(400, 'expired_token', 'The device code is too old. Begin again.')
export const authorizationPending = oauthError(
  400,
  'authorization_pending',
  'Nobody has decided yet. Ask again.',
)
export const slowDown = oauthError(
  400,
  'slow_down',
  'Ask less often: five seconds longer between two questions.',
)
export const accessDenied = oauthError(400, 'access_denied', 'The sign-in was refused.')
export const authenticationOrganizationNotFound = oauthError(
  400,
  'organization_not_found',
  'There is no such organization.',
)
export const authenticationMembershipNotFound = oauthError(
  400,
  'organization_membership_not_found',
  'The user is not a member of the organization.',
)
export const mfaEnrollmentForOrganization = oauthError(
  400,
  'mfa_enrollment',
  'The organization asks for a second factor, which must be set up first.',
)
export const tokenTooBig = oauthError(400, 'token_too_big', 'The JWT template made a token that is too long.')
export const ssoRequired = oauthError(400, 'sso_required', 'The organization asks for single sign-on.', {
  ...address,
  connection_ids: Type.Array(id('conn'), { description: 'The connections to sign in through.' }),
  pending_authentication_token: Type.Optional(nullable(pending.pending_authentication_token)),
})
// Clients of the oldest kind match this sentence: it has no code.
export const ssoRequiredForOrganization = messageError(
  400,
  'sso_required_for_organization',
  'Must use SSO for selected organization',
)
export const tooManyAuthentications = oauthError(429, 'too_many_requests', 'Too many attempts. Wait a while.')
export const authenticationObjectNotFound = messageError(
  404,
  'entity_not_found',
  'Something that the request names does not exist.',
)
