import Type, { type Static } from 'typebox'
import {
  email,
  error,
  events,
  group,
  id,
  kind,
  model,
  notFound,
  operation,
  secret,
  timestamp,
} from './core/index.ts'
import { dailyQuotaExceeded } from './email-verification.ts'
import { passwordResetError, UserResult, userNotFound } from './users.ts'

const fields = {
  object: kind('password_reset'),
  id: id('password_reset'),
  user_id: id('user', 'Whose password it is.'),
  email: Type.String({ description: 'The address to which the link was sent.' }),
  expires_at: timestamp('Until when the token is good.'),
  created_at: timestamp(),
}

export const PasswordReset = model(
  'PasswordReset',
  {
    ...fields,
    password_reset_token: secret(Type.String({ description: 'The token that allows a new password, once.' })),
    password_reset_url: secret(Type.String({ description: 'The link with the token.' })),
  },
  { description: 'Leave to set a new password, sent by e-mail.' },
)
export type PasswordReset = Static<typeof PasswordReset>

/** A password reset as its events store it: without the token. */
export const PasswordResetEventData = model('PasswordResetEventData', fields, {
  description: 'A password reset, without its token.',
})

export const passwordResetNotFound = notFound('Password reset')
export const emailPasswordAuthDisabled = error(
  403,
  'email_password_auth_disabled',
  'Signing in with a password is switched off.',
)
export const passwordResetNotAllowed = error(
  403,
  'password_reset_not_allowed',
  'This user signs in by other means and has no password here.',
)

export const passwordResets = group('userManagement', {
  createPasswordReset: operation({
    method: 'POST',
    path: '/user_management/password_reset',
    summary: 'Send a link to set a new password',
    body: model(
      'CreatePasswordReset',
      { email: email("The user's address.") },
      { description: 'Whose password to reset.' },
    ),
    status: 201,
    returns: PasswordReset,
    throws: [emailPasswordAuthDisabled, passwordResetNotAllowed, userNotFound, dailyQuotaExceeded],
    invalid: 'parameters',
    emits: ['password_reset.created'],
    rateLimit: 'password_reset',
  }),
  getPasswordReset: operation({
    method: 'GET',
    path: '/user_management/password_reset/{id}',
    summary: 'Get a password reset and its token',
    status: 200,
    returns: PasswordReset,
    throws: [passwordResetNotFound],
  }),
  resetPassword: operation({
    method: 'POST',
    path: '/user_management/password_reset/confirm',
    summary: 'Set a new password by the token',
    description: 'Verifies the e-mail address, and ends every session of the user.',
    body: model(
      'ResetPassword',
      {
        token: secret(Type.String({ minLength: 1, description: 'The token from the link.' })),
        new_password: secret(Type.String({ description: 'The password they want.' })),
      },
      { description: 'A new password, and leave to set it.' },
    ),
    status: 200,
    returns: UserResult,
    throws: [passwordResetError, emailPasswordAuthDisabled, passwordResetNotFound],
    invalid: 'parameters',
    emits: ['password_reset.succeeded', 'user.updated', 'session.revoked'],
    transaction: 'own',
  }),
})

export const passwordResetEvents = events({
  'password_reset.created': { summary: 'Someone asked to set a new password.', data: PasswordResetEventData },
  'password_reset.succeeded': { summary: 'A new password was set.', data: PasswordResetEventData },
})
