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
  oauthError,
  operation,
  secret,
  timestamp,
} from './core/index.ts'
import { dailyQuotaExceeded } from './email-verification.ts'
import { clientContext, radarAttempt, signalsId } from './users.ts'

const fields = {
  object: kind('magic_auth'),
  id: id('magic_auth'),
  user_id: id('user', 'Who may sign in with it.'),
  email: Type.String({ description: 'The address to which the code was sent.' }),
  expires_at: timestamp('Until when the code is good.'),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const MagicAuth = model(
  'MagicAuth',
  { ...fields, code: secret(Type.String({ description: 'The code that was sent.', examples: ['123456'] })) },
  { description: 'A code sent by e-mail, to sign in with.' },
)
export type MagicAuth = Static<typeof MagicAuth>

/** A Magic Auth code as its event stores it: without the code. */
export const MagicAuthEventData = model('MagicAuthEventData', fields, {
  description: 'A sign-in code that was sent, without the code.',
})

export const magicAuthNotFound = notFound('Magic Auth')
export const invitationInvalid = oauthError(
  400,
  'invitation_invalid',
  'The invitation is unknown or no longer good.',
)
export const authenticationMethodNotAllowed = oauthError(
  400,
  'authentication_method_not_allowed',
  'This way to sign in is switched off.',
)
export const signUpNotAllowed = oauthError(
  400,
  'sign_up_not_allowed',
  'New users cannot sign up by themselves.',
)
export const emailDomainNotDeliverable = error(
  400,
  'email_domain_not_deliverable',
  'The domain of the e-mail address takes no mail.',
)

export const magicAuths = group('userManagement', {
  createMagicAuth: operation({
    method: 'POST',
    path: '/user_management/magic_auth',
    summary: 'Send a sign-in code by e-mail',
    description: 'A person without an account gets one, where sign-up is open.',
    body: model(
      'CreateMagicAuth',
      {
        email: email('Where to send the code.'),
        invitation_token: Type.Optional(secret(Type.String({ description: 'The invitation they came by.' }))),
        ...clientContext,
        radar_auth_attempt_id: Type.Optional(
          Type.String({ description: 'An earlier judgement on this attempt.' }),
        ),
        signals_id: Type.Optional(signalsId),
      },
      { description: 'A code to send.' },
    ),
    status: 201,
    returns: model(
      'CreatedMagicAuth',
      { ...MagicAuth.properties, ...radarAttempt },
      { description: 'A code that was just sent.' },
    ),
    throws: [
      invitationInvalid,
      authenticationMethodNotAllowed,
      signUpNotAllowed,
      emailDomainNotDeliverable,
      dailyQuotaExceeded,
    ],
    emits: ['magic_auth.created', 'user.created'],
    rateLimit: 'magic_auth',
  }),
  getMagicAuth: operation({
    method: 'GET',
    path: '/user_management/magic_auth/{id}',
    summary: 'Get a Magic Auth and its code',
    status: 200,
    returns: MagicAuth,
    throws: [magicAuthNotFound],
  }),
})

export const magicAuthEvents = events({
  'magic_auth.created': { summary: 'A code to sign in with was made.', data: MagicAuthEventData },
})
