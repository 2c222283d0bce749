import Type, { type Static } from 'typebox'
import {
  email,
  group,
  id,
  kind,
  literal,
  model,
  notFound,
  operation,
  secret,
  timestamp,
} from './core/index.ts'
import { invalidRedirectUri } from './redirect-uris.ts'

export const PasswordlessSession = model(
  'PasswordlessSession',
  {
    object: kind('passwordless_session'),
    id: id('passwordless_session'),
    email: Type.String({ description: 'The address that the link signs in.', examples: ['ada@example.com'] }),
    link: secret(Type.String({ description: 'The link. Whoever follows it is signed in.' })),
    expires_at: timestamp('When the link stops to work.'),
  },
  { description: 'A link that signs in whoever receives it. Superseded by Magic Auth.' },
)
export type PasswordlessSession = Static<typeof PasswordlessSession>

export const PasswordlessSessionSent = model(
  'PasswordlessSessionSent',
  {
    success: Type.Boolean({ description: 'Whether the mail is on its way.' }),
  },
  { description: 'Whether the mail was sent.' },
)

export const passwordlessSessionNotFound = notFound('Passwordless session')
export const passwordlessConnectionNotFound = notFound('Connection')

export const passwordless = group('passwordless', {
  createSession: operation({
    method: 'POST',
    path: '/passwordless/sessions',
    origin: 'sdk',
    summary: 'Create a link that signs somebody in',
    description: 'The link leads to the redirect URI with a code, to be exchanged as after single sign-on.',
    deprecated: true,
    body: model('CreatePasswordlessSession', {
      type: literal('MagicLink', { description: 'The only type there is.' }),
      email: email('The address that the link signs in.'),
      redirect_uri: Type.Optional(
        Type.String({
          minLength: 1,
          description: 'Where the link leads. Default: the default redirect URI.',
        }),
      ),
      state: Type.Optional(Type.String({ description: 'Handed back to the redirect URI as it is.' })),
      connection: Type.Optional(Type.String({ description: 'The Magic Link connection to sign in with.' })),
      expires_in: Type.Optional(
        Type.Integer({
          minimum: 900,
          maximum: 86_400,
          default: 900,
          description: 'How long the link works, in seconds.',
        }),
      ),
    }),
    status: 201,
    returns: PasswordlessSession,
    throws: [invalidRedirectUri, passwordlessConnectionNotFound],
  }),
  sendSession: operation({
    method: 'POST',
    path: '/passwordless/sessions/{id}/send',
    origin: 'sdk',
    summary: 'Send the link of a passwordless session by e-mail',
    deprecated: true,
    status: 200,
    returns: PasswordlessSessionSent,
    throws: [passwordlessSessionNotFound],
  }),
})
