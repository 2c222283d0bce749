import Type from 'typebox'
import { events, id, literal, model, nullable } from './core/index.ts'

const denial = {
  action_endpoint_id: id('action_endpoint', 'The endpoint that denied it.'),
  action_execution_id: id('action_execution', 'The call that was answered so.'),
  verdict: literal('Deny', { description: 'What the action answered.' }),
  organization_id: nullable(id('org', 'The organization they meant to sign in to.')),
  email: Type.String({ description: 'Who was turned away.' }),
  ip_address: nullable(Type.String({ description: 'The IP address they came from.' })),
  user_agent: nullable(Type.String({ description: 'The browser they used.' })),
}

export const AuthenticationDenial = model(
  'AuthenticationDenial',
  { ...denial, type: literal('authentication'), user_id: id('user', 'Who was turned away.') },
  { description: 'A sign-in that an action of yours denied.' },
)

export const UserRegistrationDenial = model(
  'UserRegistrationDenial',
  { ...denial, type: literal('user_registration') },
  { description: 'A sign-up that an action of yours denied.' },
)

export const actionEvents = events({
  'action.authentication.denied': {
    summary: 'An action denied a sign-in.',
    data: AuthenticationDenial,
    webhook: false,
  },
  'action.user_registration.denied': {
    summary: 'An action denied a sign-up.',
    data: UserRegistrationDenial,
    webhook: false,
  },
})
