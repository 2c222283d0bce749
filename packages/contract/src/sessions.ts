import Type, { type Static } from 'typebox'
import {
  events,
  group,
  id,
  kind,
  literal,
  messageError,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'
import { userNotFound } from './users.ts'

export const Impersonator = model(
  'Impersonator',
  {
    email: Type.String({ description: 'Who acts in their name.' }),
    reason: nullable(Type.String({ description: 'Why they do.' })),
  },
  { description: 'A member of your team who is signed in as somebody else.' },
)

export const Session = model(
  'Session',
  {
    object: kind('session'),
    id: id('session'),
    user_id: id('user', 'Who is signed in.'),
    organization_id: Type.Optional(id('org', 'The organization they are signed in to.')),
    status: openEnum(['active', 'expired', 'revoked'], { description: 'Whether it lasts, or how it ended.' }),
    auth_method: openEnum(
      [
        'cross_app_auth',
        'external_auth',
        'impersonation',
        'magic_code',
        'migrated_session',
        'oauth',
        'passkey',
        'password',
        'sso',
        'unknown',
      ],
      { description: 'How they signed in.' },
    ),
    impersonator: Type.Optional(Impersonator),
    ip_address: nullable(Type.String({ description: 'The IP address they signed in from.' })),
    user_agent: nullable(Type.String({ description: 'The browser they signed in with.' })),
    expires_at: timestamp('When it ends at the latest.'),
    ended_at: nullable(timestamp('When it ended.')),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'The time from a sign-in until the person signs out.' },
)
export type Session = Static<typeof Session>

export const JsonWebKey = model(
  'JsonWebKey',
  {
    alg: literal('RS256', { description: 'The algorithm that the key is for (RFC 7517, section 4.4).' }),
    kty: literal('RSA', { description: 'The family of the algorithm (RFC 7517, section 4.1).' }),
    use: literal('sig', { description: 'What it is for: signatures (RFC 7517, section 4.2).' }),
    kid: Type.String({ description: 'The name of the key, which tokens carry in their header.' }),
    n: Type.String({ description: 'The modulus (RFC 7518, section 6.3.1.1).' }),
    e: Type.String({ description: 'The exponent (RFC 7518, section 6.3.1.2).' }),
    x5c: Type.Array(Type.String(), { description: 'The certificate chain of the key.' }),
    'x5t#S256': Type.String({ description: 'The SHA-256 thumbprint of the certificate.' }),
  },
  { description: 'A public key that verifies tokens (RFC 7517).' },
)

export const JsonWebKeySet = model(
  'JsonWebKeySet',
  { keys: Type.Array(JsonWebKey, { description: 'Every key in use, and those about to be.' }) },
  { description: 'The public keys that verify the tokens of an application.' },
)
export type JsonWebKeySet = Static<typeof JsonWebKeySet>

export const clientNotFound = notFound('Client')
export const sessionEnded = messageError(400, 'session_ended', 'The session is unknown or has ended.')

export const sessions = group('userManagement', {
  listSessions: operation({
    method: 'GET',
    path: '/user_management/users/{id}/sessions',
    summary: 'List the active sessions of a user',
    query: paging,
    status: 200,
    returns: page(Session),
    throws: [userNotFound],
    invalid: 'parameters',
  }),
  revokeSession: operation({
    method: 'POST',
    path: '/user_management/sessions/revoke',
    summary: 'End a session',
    body: model(
      'RevokeSession',
      {
        session_id: Type.String({ minLength: 1, description: 'The session to end.' }),
      },
      { description: 'A session to end.' },
    ),
    status: 200,
    throws: [sessionEnded],
    emits: ['session.revoked'],
  }),
  logout: operation({
    method: 'GET',
    path: '/user_management/sessions/logout',
    auth: 'none',
    summary: 'Sign a person out in their browser and send them on',
    query: {
      session_id: Type.String({
        minLength: 1,
        description: 'The session to end: claim `sid` of the access token.',
      }),
      return_to: Type.Optional(
        Type.String({ description: 'Where to send them. Must be a registered sign-out address.' }),
      ),
    },
    status: 302,
    alsoReturns: { 200: null },
    emits: ['session.revoked'],
  }),
})

export const jsonWebKeySets = group('userManagement', {
  getJwks: operation({
    method: 'GET',
    path: '/sso/jwks/{clientId}',
    auth: 'none',
    summary: 'Get the public keys that verify the tokens of an application',
    status: 200,
    returns: JsonWebKeySet,
    cacheSeconds: 300,
    throws: [clientNotFound],
  }),
})

export const sessionEvents = events({
  'session.created': { summary: 'A person signed in.', data: Session },
  'session.revoked': { summary: 'A session was ended before its time.', data: Session },
})
