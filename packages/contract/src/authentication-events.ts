import Type, { type TProperties } from 'typebox'
import { events, id, literal, model, nullable } from './core/index.ts'

const circumstances = {
  ip_address: nullable(Type.String({ description: 'The IP address they came from.' })),
  user_agent: nullable(Type.String({ description: 'The browser they used.' })),
}
const knownUser = {
  user_id: id('user', 'Who signed in.'),
  email: Type.String({ description: 'Their e-mail address.' }),
}
const maybeUser = {
  user_id: nullable(id('user', 'Who it was, where that is known.')),
  email: nullable(Type.String({ description: 'The e-mail address they gave, where they gave one.' })),
}
// SSO and social sign-in succeed before there is a user, so their events may lack one.
const arrivingUser = { ...maybeUser, email: knownUser.email }

const AuthenticationFailure = model(
  'AuthenticationFailure',
  {
    code: Type.String({ description: 'What went wrong.', examples: ['invalid_credentials'] }),
    message: Type.String({ description: 'The same, for people.' }),
  },
  { description: 'Why a sign-in did not succeed.' },
)

const SsoContext = model(
  'SsoContext',
  {
    organization_id: nullable(id('org', 'The organization whose connection it is.')),
    connection_id: nullable(id('conn', 'The connection.')),
    session_id: nullable(Type.String({ description: 'The entry in the log of SSO sessions.' })),
  },
  { description: 'The connection through which a person signs in.' },
)

/** The model of an event about one way to sign in, and how that went. */
function attempt<const T extends string, const S extends string, P extends TProperties>(
  name: string,
  type: T,
  status: S,
  members: P,
) {
  const description = `A sign-in step of type \`${type}\` that is at \`${status}\`.`
  return model(
    name,
    { type: literal(type), status: literal(status), ...circumstances, ...members },
    { description },
  )
}

const failed = { ...maybeUser, error: AuthenticationFailure }

export const authenticationEvents = events({
  'authentication.email_verification_succeeded': {
    summary: 'A person verified their e-mail address with a code.',
    data: attempt('EmailVerificationSucceeded', 'email_verification', 'succeeded', knownUser),
  },
  'authentication.email_verification_failed': {
    summary: 'A code to verify an e-mail address was wrong.',
    data: attempt('EmailVerificationFailed', 'email_verification', 'failed', failed),
    webhook: false,
  },
  'authentication.magic_auth_succeeded': {
    summary: 'A person signed in with a code sent by e-mail.',
    data: attempt('MagicAuthSucceeded', 'magic_auth', 'succeeded', knownUser),
  },
  'authentication.magic_auth_failed': {
    summary: 'A sign-in with a code sent by e-mail failed.',
    data: attempt('MagicAuthFailed', 'magic_auth', 'failed', failed),
  },
  'authentication.mfa_succeeded': {
    summary: 'A person passed the challenge of their second factor.',
    data: attempt('MfaSucceeded', 'mfa', 'succeeded', knownUser),
  },
  'authentication.mfa_failed': {
    summary: 'A person did not pass the challenge of their second factor.',
    data: attempt('MfaFailed', 'mfa', 'failed', failed),
    webhook: false,
  },
  'authentication.oauth_succeeded': {
    summary: 'A person signed in with a social provider.',
    data: attempt('OAuthSucceeded', 'oauth', 'succeeded', arrivingUser),
  },
  'authentication.oauth_failed': {
    summary: 'A sign-in with a social provider failed.',
    data: attempt('OAuthFailed', 'oauth', 'failed', failed),
  },
  'authentication.passkey_succeeded': {
    summary: 'A person signed in with a passkey.',
    data: attempt('PasskeySucceeded', 'passkey', 'succeeded', knownUser),
  },
  'authentication.passkey_failed': {
    summary: 'A sign-in with a passkey failed.',
    data: attempt('PasskeyFailed', 'passkey', 'failed', failed),
  },
  'authentication.password_succeeded': {
    summary: 'A person signed in with their password.',
    data: attempt('PasswordSucceeded', 'password', 'succeeded', knownUser),
  },
  'authentication.password_failed': {
    summary: 'A sign-in with a password failed.',
    data: attempt('PasswordFailed', 'password', 'failed', failed),
  },
  'authentication.reauthentication_succeeded': {
    summary: 'A person who was signed in proved again who they are.',
    data: attempt('ReauthenticationSucceeded', 'reauthentication', 'succeeded', knownUser),
  },
  'authentication.sso_started': {
    summary: 'A person was sent to their identity provider.',
    data: attempt('SsoStarted', 'sso', 'started', { ...maybeUser, sso: SsoContext }),
  },
  'authentication.sso_succeeded': {
    summary: 'A person signed in through their identity provider.',
    data: attempt('SsoSucceeded', 'sso', 'succeeded', { ...arrivingUser, sso: SsoContext }),
  },
  'authentication.sso_failed': {
    summary: 'A sign-in through an identity provider failed.',
    data: attempt('SsoFailed', 'sso', 'failed', { ...failed, sso: SsoContext }),
  },
  'authentication.sso_timed_out': {
    summary: 'A person did not come back from their identity provider.',
    data: attempt('SsoTimedOut', 'sso', 'timed_out', { ...failed, sso: SsoContext }),
  },
})
