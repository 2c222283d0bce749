import Type, { type Static } from 'typebox'
import {
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
import { emailAlreadyVerified, UserResult, userNotFound } from './users.ts'

const fields = {
  object: kind('email_verification'),
  id: id('email_verification'),
  user_id: id('user', 'Whose address it is.'),
  email: Type.String({ description: 'The address to which the code was sent.' }),
  expires_at: timestamp('Until when the code is good.'),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const EmailVerification = model(
  'EmailVerification',
  { ...fields, code: secret(Type.String({ description: 'The code that was sent.', examples: ['123456'] })) },
  { description: 'A code sent to an e-mail address, to show that it is theirs.' },
)
export type EmailVerification = Static<typeof EmailVerification>

/** An e-mail verification as its event stores it: without the code. */
export const EmailVerificationEventData = model('EmailVerificationEventData', fields, {
  description: 'A code that was sent, without the code.',
})

export const emailVerificationNotFound = notFound('E-mail verification')
export const emailPreviouslyVerified = error(
  400,
  'email_previously_verified',
  'The e-mail address is verified already.',
)
export const emailVerificationCodePreviouslyUsed = error(
  400,
  'email_verification_code_previously_used',
  'The code has been used.',
)
export const emailVerificationCodeExpired = error(
  400,
  'email_verification_code_expired',
  'The code is too old. Ask for another.',
)
export const emailVerificationCodeIncorrect = error(
  400,
  'email_verification_code_incorrect',
  'That is not the code.',
)
export const dailyQuotaExceeded = error(429, 'daily_quota_exceeded', 'No more mail can be sent today.')

export const emailVerifications = group('userManagement', {
  getEmailVerification: operation({
    method: 'GET',
    path: '/user_management/email_verification/{id}',
    summary: 'Get an e-mail verification and its code',
    status: 200,
    returns: EmailVerification,
    throws: [emailVerificationNotFound],
  }),
  sendVerificationEmail: operation({
    method: 'POST',
    path: '/user_management/users/{id}/email_verification/send',
    summary: "Send a code to a user's e-mail address",
    status: 200,
    returns: UserResult,
    throws: [emailAlreadyVerified, userNotFound, dailyQuotaExceeded],
    emits: ['email_verification.created'],
    rateLimit: 'email_verification',
  }),
  verifyEmail: operation({
    method: 'POST',
    path: '/user_management/users/{id}/email_verification/confirm',
    summary: "Verify a user's e-mail address by the code",
    body: model(
      'VerifyEmail',
      {
        code: secret(Type.String({ minLength: 1, description: 'The code from the mail.' })),
      },
      { description: 'Proof that an address is theirs.' },
    ),
    status: 200,
    returns: UserResult,
    throws: [
      emailPreviouslyVerified,
      emailVerificationCodePreviouslyUsed,
      emailVerificationCodeExpired,
      emailVerificationCodeIncorrect,
      userNotFound,
    ],
    invalid: 'parameters',
    emits: [
      'authentication.email_verification_succeeded',
      'authentication.email_verification_failed',
      'user.updated',
    ],
  }),
})

export const emailVerificationEvents = events({
  'email_verification.created': {
    summary: 'A code was made to verify an e-mail address.',
    data: EmailVerificationEventData,
  },
})
