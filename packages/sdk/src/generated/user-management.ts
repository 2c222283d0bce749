// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List, ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import type { Secret } from '../secret.ts'
import type {
  Authentication,
  AuthkitOAuthResource,
  AuthorizationCodeGrant,
  AuthorizedApplication,
  CorsOrigin,
  CreatedMagicAuth,
  CreatedUser,
  DeviceAuthorization,
  DeviceCodeGrant,
  EmailChange,
  EmailChangeConfirmation,
  EmailVerification,
  EmailVerificationGrant,
  Identity,
  Invitation,
  JsonWebKeySet,
  JwtTemplate,
  Locale,
  MagicAuth,
  MagicAuthGrant,
  OrganizationSelectionGrant,
  PasswordGrant,
  PasswordReset,
  RadarChallenge,
  RadarEmailChallengeGrant,
  RadarSmsChallengeGrant,
  RadarSmsVerification,
  RedirectUri,
  RefreshTokenGrant,
  Session,
  TotpGrant,
  User,
  UserApiKey,
  UserApiKeyWithValue,
  UserResult,
  Waitlist,
  WaitlistEntry,
} from './models/user-management.ts'
import { OrganizationMemberships } from './organization-memberships.ts'

/** Parameters of `listUsers`. */
export interface ListUsersParams extends ListParams {
  /** Only the user with this e-mail address. */
  email?: string | undefined
  /** Only members of this organization. */
  organizationId?: string | undefined
  /**
   * The same. Superseded by `organizationId`.
   *
   * @deprecated
   */
  organization?: string | undefined
}

/** Parameters of `createUser`. */
export interface CreateUserParams {
  /** Their e-mail address, which no other user has. */
  email: string
  /** Whether you vouch that the e-mail address is theirs. */
  emailVerified?: boolean | null | undefined
  /** The person's first name. */
  firstName?: string | null | undefined
  /** The person's last name. */
  lastName?: string | null | undefined
  /** Their whole name. */
  name?: string | null | undefined
  /** Their password. */
  password?: Secret | null | undefined
  /** A password hash from another system, in the format of its type. */
  passwordHash?: Secret | undefined
  /** How the hash was made. */
  passwordHashType?:
    | 'bcrypt'
    | 'firebase-scrypt'
    | 'ssha'
    | 'ssha256'
    | 'scrypt'
    | 'pbkdf2'
    | 'argon2'
    | undefined
  /** Where the salt stood, for `ssha256`. Default: `suffix`. */
  passwordSaltPosition?: 'prefix' | 'suffix' | undefined
  /** The object's identifier in your own system. */
  externalId?: string | null | undefined
  /** Key-value pairs of your own, at most 50. Merged into what is stored; null removes a key. */
  metadata?: Record<string, string | null> | null | undefined
  /** The person's IP address. */
  ipAddress?: string | null | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | null | undefined
  /** What the signals script in the page collected, by its ID. */
  signalsId?: string | undefined
}

/** Parameters of `updateUser`. */
export interface UpdateUserParams {
  /** Their new e-mail address. It counts as unverified unless you vouch for it. */
  email?: string | undefined
  /** Whether you vouch that the e-mail address is theirs. */
  emailVerified?: boolean | undefined
  /** The person's first name. */
  firstName?: string | undefined
  /** The person's last name. */
  lastName?: string | undefined
  /** Their whole name. */
  name?: string | undefined
  /** Their password. */
  password?: Secret | undefined
  /** A password hash from another system, in the format of its type. */
  passwordHash?: Secret | undefined
  /** How the hash was made. */
  passwordHashType?:
    | 'bcrypt'
    | 'firebase-scrypt'
    | 'ssha'
    | 'ssha256'
    | 'scrypt'
    | 'pbkdf2'
    | 'argon2'
    | undefined
  /** Where the salt stood, for `ssha256`. Default: `suffix`. */
  passwordSaltPosition?: 'prefix' | 'suffix' | undefined
  /** The object's identifier in your own system. */
  externalId?: string | null | undefined
  /** Key-value pairs of your own, at most 50. Merged into what is stored; null removes a key. */
  metadata?: Record<string, string | null> | null | undefined
  /** The language they prefer. */
  locale?: string | null | undefined
}

/** Parameters of `listInvitations`. */
export interface ListInvitationsParams extends ListParams {
  /** Only invitations to this organization. */
  organizationId?: string | undefined
  /** Only invitations to this address. */
  email?: string | undefined
}

/** Parameters of `sendInvitation`. */
export interface SendInvitationParams {
  /** Whom to invite. */
  email: string
  /** The organization to invite them to. */
  organizationId?: string | undefined
  /** The role they shall have in the organization. */
  roleSlug?: string | undefined
  /** How long it lasts: 1 to 30 days. Default: 7. */
  expiresInDays?: number | undefined
  /** The user who invites them. */
  inviterUserId?: string | undefined
  /** A language, as a BCP 47 tag. */
  locale?: Locale | undefined
}

/** Parameters of `resendInvitation`. */
export interface ResendInvitationParams {
  /** A language, as a BCP 47 tag. */
  locale?: Locale | undefined
}

/** Parameters of `authenticate`. */
export type AuthenticateParams =
  | AuthorizationCodeGrant
  | PasswordGrant
  | RefreshTokenGrant
  | MagicAuthGrant
  | EmailVerificationGrant
  | TotpGrant
  | OrganizationSelectionGrant
  | RadarEmailChallengeGrant
  | RadarSmsChallengeGrant
  | DeviceCodeGrant

/** Parameters of `createDeviceAuthorization`. */
export interface CreateDeviceAuthorizationParams {
  /** The application that asks. */
  clientId?: string | undefined
}

/** Parameters of `revokeSession`. */
export interface RevokeSessionParams {
  /** The session to end. */
  sessionId: string
}

/** Parameters of `verifyEmail`. */
export interface VerifyEmailParams {
  /** The code from the mail. */
  code: Secret
}

/** Parameters of `sendEmailChange`. */
export interface SendEmailChangeParams {
  /** The address they want. */
  newEmail: string
}

/** Parameters of `confirmEmailChange`. */
export interface ConfirmEmailChangeParams {
  /** The code from the mail. */
  code: Secret
}

/** Parameters of `createMagicAuth`. */
export interface CreateMagicAuthParams {
  /** Where to send the code. */
  email: string
  /** The invitation they came by. */
  invitationToken?: Secret | undefined
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
  /** An earlier judgement on this attempt. */
  radarAuthAttemptId?: string | undefined
  /** What the signals script in the page collected, by its ID. */
  signalsId?: string | undefined
}

/** Parameters of `createPasswordReset`. */
export interface CreatePasswordResetParams {
  /** The user's address. */
  email: string
}

/** Parameters of `resetPassword`. */
export interface ResetPasswordParams {
  /** The token from the link. */
  token: Secret
  /** The password they want. */
  newPassword: Secret
}

/** Parameters of `sendRadarSmsChallenge`. */
export interface SendRadarSmsChallengeParams {
  /** Who has to answer. */
  userId: string
  /** Stands for the steps already taken. */
  pendingAuthenticationToken: Secret
  /** Where to send the code, in E.164. */
  phoneNumber: string
  /** The person's IP address. */
  ipAddress?: string | undefined
  /** The person's browser, as its User-Agent says. */
  userAgent?: string | undefined
}

/** Parameters of `listUserApiKeys`. */
export interface ListUserApiKeysParams extends ListParams {
  /** Only keys for this organization. */
  organizationId?: string | undefined
}

/** Parameters of `createUserApiKey`. */
export interface CreateUserApiKeyParams {
  /** What people shall call it. */
  name: string
  /** Slugs of the permissions it shall have. */
  permissions?: readonly string[] | undefined
  /** Until when it shall be good. Default: for ever. */
  expiresAt?: string | undefined
  /** The organization in which they shall own it. */
  organizationId: string
}

/** Parameters of `updateJwtTemplate`. */
export interface UpdateJwtTemplateParams {
  /** The template. Tokens may not grow beyond 3,072 bytes of such claims. */
  content: string
}

/** Parameters of `createRedirectUri`. */
export interface CreateRedirectUriParams {
  /** The address, written as browsers write it: HTTPS, loopback, or a scheme of your own. */
  uri: string
}

/** Parameters of `createCorsOrigin`. */
export interface CreateCorsOriginParams {
  /** Scheme, host and port, without a path. */
  origin: string
}

/** Parameters of `listWaitlistEntries`. */
export interface ListWaitlistEntriesParams extends ListParams {
  /** Only entries in this state. */
  state?: 'pending' | 'approved' | 'denied' | undefined
  /** Only the entry of this address. */
  email?: string | undefined
}

/** Parameters of `createWaitlistEntry`. */
export interface CreateWaitlistEntryParams {
  /** The address of the person. */
  email: string
  /** What else the form asked for. People typed it: do not trust it. */
  additionalFields?: Record<string, string> | undefined
  /**
   * Whether to tell the person by e-mail.
   *
   * Default: `false`.
   */
  sendConfirmationEmail?: boolean | undefined
}

/** Parameters of `createAuthkitOAuthResource`. */
export interface CreateAuthkitOAuthResourceParams {
  /** The resource indicator. May hold one `*`: in the first host label or as the last path segment. */
  uri: string
  /**
   * Whether it becomes the default. One with a wildcard cannot.
   *
   * Default: `false`.
   */
  default?: boolean | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  getEmailVerification: { secrets: ['code'] },
  createMagicAuth: { secrets: ['code'] },
  getMagicAuth: { secrets: ['code'] },
  createPasswordReset: { secrets: ['password_reset_url'] },
  getPasswordReset: { secrets: ['password_reset_url'] },
  getRadarChallenge: { secrets: ['code'] },
  createUserApiKey: { secrets: ['value'] },
}

/**
 * Operations of `client.userManagement`.
 *
 * Those of `client.organizationMemberships` are here too.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedUserManagement extends OrganizationMemberships {
  /**
   * List users.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listUsers()
   * for await (const item of pages) console.log(item)
   */
  listUsers(params?: ListUsersParams, options?: RequestOptions): PagePromise<User> {
    return this.client.list(path`/user_management/users`, { query: params }, options)
  }

  /**
   * Create a user.
   *
   * Events: `user.created`.
   *
   * @throws {APIError} `external_id_already_used`: Another organization in this environment has that external
   * ID.
   * @throws {APIError} `invalid_metadata`: The metadata breaks a limit.
   * @throws {APIError} `invalid_password_hash`: The password hash is not of its type.
   * @throws {APIError} `password_and_password_hash_provided`: Give a password or a password hash.
   * @throws {APIError} `password_and_password_hash_type_provided`: A password hash type goes with a password
   * hash.
   * @throws {APIError} `password_salt_position_requires_password_hash`: A salt position goes with a password
   * hash.
   * @throws {APIError} `password_strength_error`: The password is not strong enough.
   * @throws {APIError} `user_creation_error`: The user was not created.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const createdUser = await client.userManagement.createUser({
   *   email: 'ada@example.com',
   * })
   */
  createUser(params: CreateUserParams, options?: RequestOptions): Promise<CreatedUser> {
    return this.client.request('POST', path`/user_management/users`, { body: params }, options)
  }

  /**
   * Get a user.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @example
   * const user = await client.userManagement.getUser('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getUser(id: string, options?: RequestOptions): Promise<User> {
    return this.client.request('GET', path`/user_management/users/${id}`, {}, options)
  }

  /**
   * Get a user by their external ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @example
   * const user = await client.userManagement.getUserByExternalId('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getUserByExternalId(externalId: string, options?: RequestOptions): Promise<User> {
    return this.client.request('GET', path`/user_management/users/external_id/${externalId}`, {}, options)
  }

  /**
   * Update a user.
   *
   * Changes only the members given.
   *
   * Events: `user.updated`.
   *
   * @throws {APIError} `email_already_verified`: The e-mail address is verified already.
   * @throws {APIError} `email_change_not_allowed`: The e-mail address is managed elsewhere and cannot be
   * changed here.
   * @throws {APIError} `email_not_available`: Another user has that e-mail address.
   * @throws {APIError} `external_id_already_used`: Another organization in this environment has that external
   * ID.
   * @throws {APIError} `invalid_email`: That is not an e-mail address.
   * @throws {APIError} `invalid_locale`: That is not a known locale.
   * @throws {APIError} `invalid_metadata`: The metadata breaks a limit.
   * @throws {APIError} `invalid_password_hash`: The password hash is not of its type.
   * @throws {APIError} `password_and_password_hash_provided`: Give a password or a password hash.
   * @throws {APIError} `password_and_password_hash_type_provided`: A password hash type goes with a password
   * hash.
   * @throws {APIError} `password_salt_position_requires_password_hash`: A salt position goes with a password
   * hash.
   * @throws {APIError} `password_strength_error`: The password is not strong enough.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const user = await client.userManagement.updateUser('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   email: 'ada@example.com',
   * })
   */
  updateUser(id: string, params?: UpdateUserParams, options?: RequestOptions): Promise<User> {
    return this.client.request('PUT', path`/user_management/users/${id}`, { body: params }, options)
  }

  /**
   * Delete a user, their memberships and their sessions.
   *
   * Events: `user.deleted`, `organization_membership.deleted`, `session.revoked`, `api_key.revoked`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {ConflictError} `user_deletion_not_allowed`: The user is managed by a directory. Remove them
   * there.
   * @example
   * await client.userManagement.deleteUser('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteUser(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/user_management/users/${id}`, {}, options)
  }

  /**
   * List the social accounts of a user.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @example
   * const answer = await client.userManagement.getUserIdentities('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getUserIdentities(id: string, options?: RequestOptions): Promise<Identity[]> {
    return this.client.request('GET', path`/user_management/users/${id}/identities`, {}, options)
  }

  /**
   * List invitations.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listInvitations()
   * for await (const item of pages) console.log(item)
   */
  listInvitations(params?: ListInvitationsParams, options?: RequestOptions): PagePromise<Invitation> {
    return this.client.list(path`/user_management/invitations`, { query: params }, options)
  }

  /**
   * Invite a person by e-mail.
   *
   * Events: `invitation.created`, `organization_membership.created`.
   *
   * @throws {APIError} `email_already_invited`: An invitation was sent to that address and still waits.
   * @throws {APIError} `email_already_invited_to_organization`: An invitation to the organization was sent to
   * that address and still waits.
   * @throws {APIError} `email_domain_not_deliverable`: The domain of the e-mail address takes no mail.
   * @throws {APIError} `expires_in_days_too_long`: An invitation lasts 30 days at most.
   * @throws {APIError} `expires_in_days_too_short`: An invitation lasts one day at least.
   * @throws {APIError} `invalid_role`: The organization has no such role.
   * @throws {APIError} `organization_blocked_from_sending_invites`: The organization may not send
   * invitations.
   * @throws {APIError} `user_already_exists`: A user with that address exists already.
   * @throws {APIError} `user_already_organization_member`: The user is a member of the organization already.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const invitation = await client.userManagement.sendInvitation({
   *   email: 'ada@example.com',
   * })
   */
  sendInvitation(params: SendInvitationParams, options?: RequestOptions): Promise<Invitation> {
    return this.client.request('POST', path`/user_management/invitations`, { body: params }, options)
  }

  /**
   * Get an invitation.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Invitation not found.
   * @example
   * const invitation = await client.userManagement.getInvitation('invitation_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getInvitation(id: string, options?: RequestOptions): Promise<Invitation> {
    return this.client.request('GET', path`/user_management/invitations/${id}`, {}, options)
  }

  /**
   * Get an invitation by its token.
   *
   * @param token The token from the link.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Invitation not found.
   * @example
   * const invitation = await client.userManagement.findInvitationByToken('…')
   */
  findInvitationByToken(token: Secret, options?: RequestOptions): Promise<Invitation> {
    return this.client.request('GET', path`/user_management/invitations/by_token/${token}`, {}, options)
  }

  /**
   * Accept an invitation on behalf of the person invited.
   *
   * Only for a caller who has made sure that the person is who was invited.
   *
   * Events: `invitation.accepted`, `organization_membership.created`, `organization_membership.updated`.
   *
   * @throws {APIError} `invalid_invite`: The invitation cannot be accepted.
   * @throws {APIError} `invite_has_accepted_user_id`: A user has accepted it already.
   * @throws {APIError} `invite_not_pending`: The invitation waits no longer.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Invitation not found.
   * @example
   * const invitation = await client.userManagement.acceptInvitation('invitation_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  acceptInvitation(id: string, options?: RequestOptions): Promise<Invitation> {
    return this.client.request('POST', path`/user_management/invitations/${id}/accept`, {}, options)
  }

  /**
   * Send an invitation again.
   *
   * Events: `invitation.resent`.
   *
   * @throws {APIError} `email_domain_not_deliverable`: The domain of the e-mail address takes no mail.
   * @throws {APIError} `invite_accepted`: The invitation was accepted.
   * @throws {APIError} `invite_expired`: The invitation has expired.
   * @throws {APIError} `invite_revoked`: The invitation was revoked.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Invitation not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const invitation = await client.userManagement.resendInvitation('invitation_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   locale: 'af',
   * })
   */
  resendInvitation(
    id: string,
    params?: ResendInvitationParams,
    options?: RequestOptions,
  ): Promise<Invitation> {
    return this.client.request(
      'POST',
      path`/user_management/invitations/${id}/resend`,
      { body: params },
      options,
    )
  }

  /**
   * Revoke an invitation.
   *
   * Events: `invitation.revoked`, `organization_membership.deleted`.
   *
   * @throws {APIError} `invite_not_pending`: The invitation waits no longer.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Invitation not found.
   * @example
   * const invitation = await client.userManagement.revokeInvitation('invitation_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  revokeInvitation(id: string, options?: RequestOptions): Promise<Invitation> {
    return this.client.request('POST', path`/user_management/invitations/${id}/revoke`, {}, options)
  }

  /**
   * Sign a person in, or take the next step of it.
   *
   * What the body must hold depends on `grantType`.
   *
   * Events: `session.created`, `user.created`, `user.updated`, `invitation.accepted`,
   * `organization_membership.created`, `organization_membership.updated`, `email_verification.created`,
   * `radar.challenge_created`, `authentication.email_verification_succeeded`,
   * `authentication.email_verification_failed`, `authentication.magic_auth_succeeded`,
   * `authentication.magic_auth_failed`, `authentication.mfa_succeeded`, `authentication.mfa_failed`,
   * `authentication.oauth_succeeded`, `authentication.oauth_failed`, `authentication.password_succeeded`,
   * `authentication.password_failed`, `authentication.sso_succeeded`, `authentication.sso_failed`,
   * `authentication.radar_risk_detected`, `action.authentication.denied`, `action.user_registration.denied`.
   *
   * @throws {OAuthError} `access_denied`: The sign-in was refused.
   * @throws {OAuthError} `authentication_method_not_allowed`: This way to sign in is switched off.
   * @throws {OAuthError} `authorization_pending`: Nobody has decided yet. Ask again.
   * @throws {APIError} `code_challenge_not_found`: A verifier came, but the sign-in began without a
   * challenge.
   * @throws {OAuthError} `expired_token`: The device code is too old. Begin again.
   * @throws {OAuthError} `extra_attributes_required`: The registration form asks for more.
   * @throws {OAuthError} `invalid_client`: The client is unknown, or its secret is wrong.
   * @throws {OAuthError} `invalid_connection`: The connection is unknown or not active.
   * @throws {APIError} `invalid_credentials`: The e-mail address or the password is wrong.
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   * @throws {OAuthError} `invalid_link_authorization_code`: The code that links the account is unknown or too
   * old.
   * @throws {APIError} `invalid_one_time_code`: That is not the code.
   * @throws {APIError} `invalid_organization_id`: That organization cannot be chosen.
   * @throws {APIError} `invalid_pending_authentication_token`: The sign-in is unknown or took too long. Begin
   * again.
   * @throws {OAuthError} `invalid_profile`: The provider did not say enough about the person.
   * @throws {OAuthError} `invalid_request`: The request lacks something, or says it twice.
   * @throws {OAuthError} `invitation_cannot_be_used_for_email`: The invitation is for another e-mail address.
   * @throws {OAuthError} `invitation_invalid`: The invitation is unknown or no longer good.
   * @throws {AuthenticateError} `mfa_enrollment`: The organization asks for a second factor, which must be
   * set up first.
   * @throws {APIError} `one_time_code_expired`: The code is too old. Ask for another.
   * @throws {APIError} `one_time_code_previously_used`: The code has been used.
   * @throws {APIError} `one_time_code_too_many_attempts`: Too many wrong codes. Ask for another.
   * @throws {AuthenticateError} `organization_authentication_methods_required`: The organization asks for
   * another way to sign in.
   * @throws {OAuthError} `organization_membership_not_found`: The user is not a member of the organization.
   * @throws {OAuthError} `organization_not_found`: There is no such organization.
   * @throws {APIError} `phone_number_required`: Give the phone number.
   * @throws {OAuthError} `pkce_not_supported`: The application does not use PKCE.
   * @throws {OAuthError} `sign_up_not_allowed`: New users cannot sign up by themselves.
   * @throws {OAuthError} `slow_down`: Ask less often: five seconds longer between two questions.
   * @throws {AuthenticateError} `sso_required`: The organization asks for single sign-on.
   * @throws {APIError} Must use SSO for selected organization
   * @throws {OAuthError} `token_too_big`: The JWT template made a token that is too long.
   * @throws {OAuthError} `unauthorized_client`: This client may not do that.
   * @throws {APIError} `user_mismatch`: The challenge is for another user.
   * @throws {APIError} `verification_id_required`: Give the ID of the verification.
   * @throws {AuthenticateError} `application_consent_required`: The person must agree to the application
   * first.
   * @throws {AuthorizationError} `authentication_method_not_allowed`: This way to sign in is switched off.
   * @throws {AuthorizationError} `email_password_auth_disabled`: Signing in with a password is switched off.
   * @throws {AuthenticateError} `email_verification_required`: The e-mail address must be verified first. A
   * code was sent to it.
   * @throws {AuthenticateError} `mfa_challenge`: A second factor is asked for.
   * @throws {AuthenticateError} `mfa_enrollment`: A second factor must be set up first.
   * @throws {AuthenticateError} `organization_selection_required`: An organization must be chosen.
   * @throws {AuthenticateError} `passkey_progressive_enrollment`: A passkey is offered first.
   * @throws {AuthenticateError} `radar_challenge`: This sign-in looks unusual. A code was sent by e-mail.
   * @throws {AuthenticateError} `radar_sign_up_challenge`: This sign-up looks unusual. A code was sent by
   * e-mail.
   * @throws {AuthenticateError} `radar_sms_sign_in_challenge`: This sign-in looks unusual. A phone number is
   * asked for.
   * @throws {NotFoundError} Something that the request names does not exist.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {RateLimitExceededError} `daily_quota_exceeded`: No more mail can be sent today.
   * @throws {RateLimitExceededError} `too_many_requests`: Too many attempts. Wait a while.
   * @example
   * const authentication = await client.userManagement.authenticate({
   *   grantType: 'authorization_code',
   *   code: '…',
   * })
   */
  authenticate(params: AuthenticateParams, options?: RequestOptions): Promise<Authentication> {
    return this.client.request(
      'POST',
      path`/user_management/authenticate`,
      { body: params, credential: 'clientSecret' },
      options,
    )
  }

  /**
   * Begin a sign-in on a device without a keyboard.
   *
   * @throws {OAuthError} `invalid_client`: The client is unknown, or its secret is wrong.
   * @throws {OAuthError} `invalid_request`: A parameter does not fit.
   * @throws {AuthorizationError} `access_denied`: Signing in on devices is switched off for this application.
   * @example
   * const deviceAuthorization = await client.userManagement.createDeviceAuthorization()
   */
  createDeviceAuthorization(
    params?: CreateDeviceAuthorizationParams,
    options?: RequestOptions,
  ): Promise<DeviceAuthorization> {
    return this.client.request(
      'POST',
      path`/user_management/authorize/device`,
      { body: params, credential: 'clientId' },
      options,
    )
  }

  /**
   * List the active sessions of a user.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listSessions('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listSessions(id: string, params?: ListParams, options?: RequestOptions): PagePromise<Session> {
    return this.client.list(path`/user_management/users/${id}/sessions`, { query: params }, options)
  }

  /**
   * End a session.
   *
   * Events: `session.revoked`.
   *
   * @throws {APIError} The session is unknown or has ended.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * await client.userManagement.revokeSession({ sessionId: 'text' })
   */
  revokeSession(params: RevokeSessionParams, options?: RequestOptions): Promise<void> {
    return this.client.send('POST', path`/user_management/sessions/revoke`, { body: params }, options)
  }

  /**
   * Get the public keys that verify the tokens of an application.
   *
   * @throws {NotFoundError} Client not found.
   * @example
   * const jsonWebKeySet = await client.userManagement.getJwks('text')
   */
  getJwks(clientId: string, options?: RequestOptions): Promise<JsonWebKeySet> {
    return this.client.request('GET', path`/sso/jwks/${clientId}`, { credential: 'none' }, options)
  }

  /**
   * Get an e-mail verification and its code.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} E-mail verification not found.
   * @example
   * const emailVerification = await client.userManagement.getEmailVerification('email_verification_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getEmailVerification(id: string, options?: RequestOptions): Promise<EmailVerification> {
    return this.client.request(
      'GET',
      path`/user_management/email_verification/${id}`,
      { wire: wire.getEmailVerification },
      options,
    )
  }

  /**
   * Send a code to a user's e-mail address.
   *
   * Events: `email_verification.created`.
   *
   * @throws {APIError} `email_already_verified`: The e-mail address is verified already.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {RateLimitExceededError} `daily_quota_exceeded`: No more mail can be sent today.
   * @example
   * const userResult = await client.userManagement.sendVerificationEmail('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  sendVerificationEmail(id: string, options?: RequestOptions): Promise<UserResult> {
    return this.client.request(
      'POST',
      path`/user_management/users/${id}/email_verification/send`,
      {},
      options,
    )
  }

  /**
   * Verify a user's e-mail address by the code.
   *
   * Events: `authentication.email_verification_succeeded`, `authentication.email_verification_failed`,
   * `user.updated`.
   *
   * @throws {APIError} `email_previously_verified`: The e-mail address is verified already.
   * @throws {APIError} `email_verification_code_expired`: The code is too old. Ask for another.
   * @throws {APIError} `email_verification_code_incorrect`: That is not the code.
   * @throws {APIError} `email_verification_code_previously_used`: The code has been used.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const userResult = await client.userManagement.verifyEmail('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   code: '…',
   * })
   */
  verifyEmail(id: string, params: VerifyEmailParams, options?: RequestOptions): Promise<UserResult> {
    return this.client.request(
      'POST',
      path`/user_management/users/${id}/email_verification/confirm`,
      { body: params },
      options,
    )
  }

  /**
   * Begin to change a user's e-mail address, with a code sent to the new one.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {ConflictError} `email_change_not_allowed`: The e-mail address is managed elsewhere and cannot be
   * changed here.
   * @throws {ConflictError} `email_change_not_needed`: That is their address already.
   * @throws {ConflictError} `email_not_available`: Another user has that e-mail address.
   * @throws {UnprocessableEntityError} `invalid_email`: That is not an e-mail address.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {RateLimitExceededError} `daily_quota_exceeded`: No more mail can be sent today.
   * @example
   * const emailChange = await client.userManagement.sendEmailChange('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   newEmail: 'ada@example.com',
   * })
   */
  sendEmailChange(id: string, params: SendEmailChangeParams, options?: RequestOptions): Promise<EmailChange> {
    return this.client.request(
      'POST',
      path`/user_management/users/${id}/email_change/send`,
      { body: params },
      options,
    )
  }

  /**
   * Change a user's e-mail address by the code.
   *
   * Events: `user.updated`.
   *
   * @throws {APIError} `email_change_code_expired`: The code is too old. Begin again.
   * @throws {APIError} `email_change_code_incorrect`: That is not the code.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {ConflictError} `email_change_code_previously_used`: The code has been used.
   * @throws {ConflictError} `email_change_not_allowed`: The e-mail address is managed elsewhere and cannot be
   * changed here.
   * @throws {ConflictError} `email_not_available`: Another user has that e-mail address.
   * @throws {ConflictError} `no_pending_email_change`: No change of address waits for a code.
   * @throws {UnprocessableEntityError} `invalid_email`: That is not an e-mail address.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {RateLimitExceededError} `email_change_too_many_attempts`: Too many wrong codes. Begin again.
   * @example
   * const emailChangeConfirmation = await client.userManagement.confirmEmailChange('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   code: '…',
   * })
   */
  confirmEmailChange(
    id: string,
    params: ConfirmEmailChangeParams,
    options?: RequestOptions,
  ): Promise<EmailChangeConfirmation> {
    return this.client.request(
      'POST',
      path`/user_management/users/${id}/email_change/confirm`,
      { body: params },
      options,
    )
  }

  /**
   * Send a sign-in code by e-mail.
   *
   * A person without an account gets one, where sign-up is open.
   *
   * Events: `magic_auth.created`, `user.created`.
   *
   * @throws {OAuthError} `authentication_method_not_allowed`: This way to sign in is switched off.
   * @throws {APIError} `email_domain_not_deliverable`: The domain of the e-mail address takes no mail.
   * @throws {OAuthError} `invitation_invalid`: The invitation is unknown or no longer good.
   * @throws {OAuthError} `sign_up_not_allowed`: New users cannot sign up by themselves.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {RateLimitExceededError} `daily_quota_exceeded`: No more mail can be sent today.
   * @example
   * const createdMagicAuth = await client.userManagement.createMagicAuth({
   *   email: 'ada@example.com',
   * })
   */
  createMagicAuth(params: CreateMagicAuthParams, options?: RequestOptions): Promise<CreatedMagicAuth> {
    return this.client.request(
      'POST',
      path`/user_management/magic_auth`,
      { body: params, wire: wire.createMagicAuth },
      options,
    )
  }

  /**
   * Get a Magic Auth and its code.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Magic Auth not found.
   * @example
   * const magicAuth = await client.userManagement.getMagicAuth('magic_auth_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getMagicAuth(id: string, options?: RequestOptions): Promise<MagicAuth> {
    return this.client.request(
      'GET',
      path`/user_management/magic_auth/${id}`,
      { wire: wire.getMagicAuth },
      options,
    )
  }

  /**
   * Send a link to set a new password.
   *
   * Events: `password_reset.created`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} `email_password_auth_disabled`: Signing in with a password is switched off.
   * @throws {AuthorizationError} `password_reset_not_allowed`: This user signs in by other means and has no
   * password here.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {RateLimitExceededError} `daily_quota_exceeded`: No more mail can be sent today.
   * @example
   * const passwordReset = await client.userManagement.createPasswordReset({
   *   email: 'ada@example.com',
   * })
   */
  createPasswordReset(params: CreatePasswordResetParams, options?: RequestOptions): Promise<PasswordReset> {
    return this.client.request(
      'POST',
      path`/user_management/password_reset`,
      { body: params, wire: wire.createPasswordReset },
      options,
    )
  }

  /**
   * Get a password reset and its token.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Password reset not found.
   * @example
   * const passwordReset = await client.userManagement.getPasswordReset('password_reset_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getPasswordReset(id: string, options?: RequestOptions): Promise<PasswordReset> {
    return this.client.request(
      'GET',
      path`/user_management/password_reset/${id}`,
      { wire: wire.getPasswordReset },
      options,
    )
  }

  /**
   * Set a new password by the token.
   *
   * Verifies the e-mail address, and ends every session of the user.
   *
   * Events: `password_reset.succeeded`, `user.updated`, `session.revoked`.
   *
   * @throws {APIError} `password_reset_error`: The password was not reset.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} `email_password_auth_disabled`: Signing in with a password is switched off.
   * @throws {NotFoundError} Password reset not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const userResult = await client.userManagement.resetPassword({
   *   token: '…',
   *   newPassword: '…',
   * })
   */
  resetPassword(params: ResetPasswordParams, options?: RequestOptions): Promise<UserResult> {
    return this.client.request(
      'POST',
      path`/user_management/password_reset/confirm`,
      { body: params },
      options,
    )
  }

  /**
   * Send a code by SMS to a person whose sign-in looked unusual.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const radarSmsVerification = await client.userManagement.sendRadarSmsChallenge({
   *   userId: 'user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   pendingAuthenticationToken: '…',
   *   phoneNumber: 'text',
   * })
   */
  sendRadarSmsChallenge(
    params: SendRadarSmsChallengeParams,
    options?: RequestOptions,
  ): Promise<RadarSmsVerification> {
    return this.client.request('POST', path`/user_management/radar_challenges`, { body: params }, options)
  }

  /**
   * Get a Radar challenge and its code.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Radar challenge not found.
   * @example
   * const radarChallenge = await client.userManagement.getRadarChallenge('radar_challenge_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getRadarChallenge(id: string, options?: RequestOptions): Promise<RadarChallenge> {
    return this.client.request(
      'GET',
      path`/user_management/radar_challenges/${id}`,
      { wire: wire.getRadarChallenge },
      options,
    )
  }

  /**
   * List the API keys of a user.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listUserApiKeys('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listUserApiKeys(
    userId: string,
    params?: ListUserApiKeysParams,
    options?: RequestOptions,
  ): PagePromise<UserApiKey> {
    return this.client.list(path`/user_management/users/${userId}/api_keys`, { query: params }, options)
  }

  /**
   * Create an API key that a user owns.
   *
   * Events: `api_key.created`.
   *
   * @throws {APIError} The user cannot have such a key.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} The expiry lies in the past.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const userApiKeyWithValue = await client.userManagement.createUserApiKey('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'Acme',
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  createUserApiKey(
    userId: string,
    params: CreateUserApiKeyParams,
    options?: RequestOptions,
  ): Promise<UserApiKeyWithValue> {
    return this.client.request(
      'POST',
      path`/user_management/users/${userId}/api_keys`,
      { body: params, wire: wire.createUserApiKey },
      options,
    )
  }

  /**
   * List the applications to which a user has agreed.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} User not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listAuthorizedApplications('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listAuthorizedApplications(
    userId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<AuthorizedApplication> {
    return this.client.list(
      path`/user_management/users/${userId}/authorized_applications`,
      { query: params },
      options,
    )
  }

  /**
   * Withdraw the consent of a user, and the tokens it gave.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {NotFoundError} User not found.
   * @example
   * await client.userManagement.deleteAuthorizedApplication('user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  deleteAuthorizedApplication(
    userId: string,
    applicationId: string,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/user_management/users/${userId}/authorized_applications/${applicationId}`,
      {},
      options,
    )
  }

  /**
   * Get the JWT template of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} JWT template not found.
   * @example
   * const jwtTemplate = await client.userManagement.getJwtTemplate()
   */
  getJwtTemplate(options?: RequestOptions): Promise<JwtTemplate> {
    return this.client.request('GET', path`/user_management/jwt_template`, {}, options)
  }

  /**
   * Set the JWT template of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const jwtTemplate = await client.userManagement.updateJwtTemplate({
   *   content: 'text',
   * })
   */
  updateJwtTemplate(params: UpdateJwtTemplateParams, options?: RequestOptions): Promise<JwtTemplate> {
    return this.client.request('PUT', path`/user_management/jwt_template`, { body: params }, options)
  }

  /**
   * List redirect URIs.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listRedirectUris()
   * for await (const item of pages) console.log(item)
   */
  listRedirectUris(params?: ListParams, options?: RequestOptions): PagePromise<RedirectUri> {
    return this.client.list(path`/user_management/redirect_uris`, { query: params }, options)
  }

  /**
   * Register a redirect URI.
   *
   * It becomes the default when there is none, unless it holds a wildcard. A `*` stands for letters, digits,
   * `-` and `_` in the first label of the host, or for the port of a loopback address.
   *
   * @throws {APIError} The address may not be registered.
   * @throws {APIError} An application has at most 1000 redirect URIs. Delete one first.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} The application has this redirect URI already.
   * @example
   * const redirectUri = await client.userManagement.createRedirectUri({
   *   uri: 'https://app.example.com/callback',
   * })
   */
  createRedirectUri(params: CreateRedirectUriParams, options?: RequestOptions): Promise<RedirectUri> {
    return this.client.request('POST', path`/user_management/redirect_uris`, { body: params }, options)
  }

  /**
   * Delete a redirect URI.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Redirect URI not found.
   * @throws {ConflictError} The default redirect URI, or the last one, cannot be deleted.
   * @example
   * await client.userManagement.deleteRedirectUri('text')
   */
  deleteRedirectUri(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/user_management/redirect_uris/${id}`, {}, options)
  }

  /**
   * List the origins that browsers may call from.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listCorsOrigins()
   * for await (const item of pages) console.log(item)
   */
  listCorsOrigins(params?: ListParams, options?: RequestOptions): PagePromise<CorsOrigin> {
    return this.client.list(path`/user_management/cors_origins`, { query: params }, options)
  }

  /**
   * Allow an origin to call from the browser.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {ConflictError} `duplicate_cors_origin`: This origin is allowed already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const corsOrigin = await client.userManagement.createCorsOrigin({
   *   origin: 'https://app.example.com',
   * })
   */
  createCorsOrigin(params: CreateCorsOriginParams, options?: RequestOptions): Promise<CorsOrigin> {
    return this.client.request('POST', path`/user_management/cors_origins`, { body: params }, options)
  }

  /**
   * List the waitlists of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const answer = await client.userManagement.listWaitlists()
   */
  listWaitlists(options?: RequestOptions): Promise<List<Waitlist>> {
    return this.client.request('GET', path`/user_management/waitlists`, {}, options)
  }

  /**
   * Get a waitlist.
   *
   * `default` is accepted in place of an ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Waitlist not found.
   * @example
   * const waitlist = await client.userManagement.getWaitlist('waitlist_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getWaitlist(id: string, options?: RequestOptions): Promise<Waitlist> {
    return this.client.request('GET', path`/user_management/waitlists/${id}`, {}, options)
  }

  /**
   * List the people on a waitlist.
   *
   * `default` is accepted in place of an ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Waitlist not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listWaitlistEntries('waitlist_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listWaitlistEntries(
    id: string,
    params?: ListWaitlistEntriesParams,
    options?: RequestOptions,
  ): PagePromise<WaitlistEntry> {
    return this.client.list(path`/user_management/waitlists/${id}/entries`, { query: params }, options)
  }

  /**
   * Put a person on a waitlist.
   *
   * `default` is accepted in place of an ID. An address that is on the list already is answered with its
   * entry, unchanged.
   *
   * Events: `waitlist_user.created`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Waitlist not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const waitlistEntry = await client.userManagement.createWaitlistEntry('wl_user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   email: 'ada@example.com',
   * })
   */
  createWaitlistEntry(
    id: string,
    params: CreateWaitlistEntryParams,
    options?: RequestOptions,
  ): Promise<WaitlistEntry> {
    return this.client.request(
      'POST',
      path`/user_management/waitlists/${id}/entries`,
      { body: params },
      options,
    )
  }

  /**
   * Get a person on a waitlist.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Waitlist entry not found.
   * @example
   * const waitlistEntry = await client.userManagement.getWaitlistEntry('wl_user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getWaitlistEntry(id: string, options?: RequestOptions): Promise<WaitlistEntry> {
    return this.client.request('GET', path`/user_management/waitlist_entries/${id}`, {}, options)
  }

  /**
   * Let a person in and send the invitation.
   *
   * An entry that was denied can still be approved.
   *
   * Events: `waitlist_user.approved`, `invitation.created`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Waitlist entry not found.
   * @throws {UnprocessableEntityError} `invalid_state`: The entry is in a state that does not allow this.
   * @throws {UnprocessableEntityError} `invitation_email_not_sent`: The invitation could not be sent to this
   * address.
   * @example
   * const waitlistEntry = await client.userManagement.approveWaitlistEntry('wl_user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  approveWaitlistEntry(id: string, options?: RequestOptions): Promise<WaitlistEntry> {
    return this.client.request('POST', path`/user_management/waitlist_entries/${id}/approve`, {}, options)
  }

  /**
   * Turn a person on a waitlist down.
   *
   * Events: `waitlist_user.denied`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Waitlist entry not found.
   * @throws {UnprocessableEntityError} `invalid_state`: The entry is in a state that does not allow this.
   * @example
   * const waitlistEntry = await client.userManagement.denyWaitlistEntry('wl_user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  denyWaitlistEntry(id: string, options?: RequestOptions): Promise<WaitlistEntry> {
    return this.client.request('POST', path`/user_management/waitlist_entries/${id}/deny`, {}, options)
  }

  /**
   * Take a person off a waitlist.
   *
   * An invitation that was sent stays valid.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Waitlist entry not found.
   * @example
   * await client.userManagement.deleteWaitlistEntry('wl_user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteWaitlistEntry(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/user_management/waitlist_entries/${id}`, {}, options)
  }

  /**
   * List the resources that AuthKit issues tokens for.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.userManagement.listAuthkitOAuthResources()
   * for await (const item of pages) console.log(item)
   */
  listAuthkitOAuthResources(
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<AuthkitOAuthResource> {
    return this.client.list(path`/user_management/authkit_oauth_resources`, { query: params }, options)
  }

  /**
   * Register a resource that AuthKit issues tokens for.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {ConflictError} `oauth_resource_already_exists`: This resource exists already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_uri`: The URI cannot be a resource indicator.
   * @example
   * const authkitOAuthResource = await client.userManagement.createAuthkitOAuthResource({
   *   uri: 'https://example.com/callback',
   * })
   */
  createAuthkitOAuthResource(
    params: CreateAuthkitOAuthResourceParams,
    options?: RequestOptions,
  ): Promise<AuthkitOAuthResource> {
    return this.client.request(
      'POST',
      path`/user_management/authkit_oauth_resources`,
      { body: params },
      options,
    )
  }

  /**
   * Delete a resource that AuthKit issues tokens for.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} OAuth resource not found.
   * @example
   * await client.userManagement.deleteAuthkitOAuthResource('text')
   */
  deleteAuthkitOAuthResource(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/user_management/authkit_oauth_resources/${id}`, {}, options)
  }
}
