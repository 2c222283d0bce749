import Type, { type Static } from 'typebox'
import { error, group, kind, model, operation, secret, timestamp } from './core/index.ts'
import { dailyQuotaExceeded } from './email-verification.ts'
import { User, userNotFound } from './users.ts'

export const EmailChange = model(
  'EmailChange',
  {
    object: kind('email_change'),
    user: User,
    new_email: Type.String({ description: 'The address they want, to which the code was sent.' }),
    expires_at: timestamp('Until when the code is good.'),
    created_at: timestamp(),
  },
  { description: 'A change of e-mail address that waits for its code.' },
)
export type EmailChange = Static<typeof EmailChange>

export const EmailChangeConfirmation = model(
  'EmailChangeConfirmation',
  { object: kind('email_change_confirmation'), user: User },
  { description: 'A change of e-mail address that was carried out.' },
)

export const emailChangeNotNeeded = error(409, 'email_change_not_needed', 'That is their address already.')
export const noPendingEmailChange = error(
  409,
  'no_pending_email_change',
  'No change of address waits for a code.',
)
export const newEmailNotAvailable = error(409, 'email_not_available', 'Another user has that e-mail address.')
export const managedEmailChange = error(
  409,
  'email_change_not_allowed',
  'The e-mail address is managed elsewhere and cannot be changed here.',
)
export const emailChangeCodePreviouslyUsed = error(
  409,
  'email_change_code_previously_used',
  'The code has been used.',
)
export const emailChangeCodeExpired = error(
  400,
  'email_change_code_expired',
  'The code is too old. Begin again.',
)
export const emailChangeCodeIncorrect = error(400, 'email_change_code_incorrect', 'That is not the code.')
export const emailChangeTooManyAttempts = error(
  429,
  'email_change_too_many_attempts',
  'Too many wrong codes. Begin again.',
)
export const invalidNewEmail = error(422, 'invalid_email', 'That is not an e-mail address.')

export const emailChanges = group('userManagement', {
  sendEmailChange: operation({
    method: 'POST',
    path: '/user_management/users/{id}/email_change/send',
    summary: "Begin to change a user's e-mail address, with a code sent to the new one",
    body: model(
      'SendEmailChange',
      {
        new_email: Type.String({ minLength: 1, description: 'The address they want.' }),
      },
      { description: 'A change of address to begin.' },
    ),
    status: 200,
    returns: EmailChange,
    throws: [
      userNotFound,
      emailChangeNotNeeded,
      newEmailNotAvailable,
      managedEmailChange,
      invalidNewEmail,
      dailyQuotaExceeded,
    ],
    invalid: 'parameters',
    rateLimit: 'email_verification',
  }),
  confirmEmailChange: operation({
    method: 'POST',
    path: '/user_management/users/{id}/email_change/confirm',
    summary: "Change a user's e-mail address by the code",
    body: model(
      'ConfirmEmailChange',
      {
        code: secret(Type.String({ minLength: 1, description: 'The code from the mail.' })),
      },
      { description: 'Proof that the new address is theirs.' },
    ),
    status: 200,
    returns: EmailChangeConfirmation,
    throws: [
      emailChangeCodeExpired,
      emailChangeCodeIncorrect,
      userNotFound,
      noPendingEmailChange,
      emailChangeCodePreviouslyUsed,
      newEmailNotAvailable,
      managedEmailChange,
      invalidNewEmail,
      emailChangeTooManyAttempts,
    ],
    invalid: 'parameters',
    emits: ['user.updated'],
  }),
})
