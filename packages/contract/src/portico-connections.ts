import Type, { type Static } from 'typebox'
import { Connection, connectionNotFound } from './connections.ts'
import {
  csv,
  error,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  opaqueMap,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'

import { ConnectionWithOptions } from './sdk-connections.ts'

// Creating a connection, and changing what its protocol needs, is `sso.createConnection` and `sso.updateConnection`.

const settings = {
  idp_initiated_allowed: Type.Boolean({
    description: 'Whether the identity provider may begin a sign-in by itself. SAML only.',
  }),
  sign_in_consent: nullable(
    Type.Boolean({ description: 'Whether people confirm the first sign-in; null follows the environment.' }),
  ),
  signed_responses_required: Type.Boolean({
    description: 'Whether the response must be signed as well as the assertion in it. SAML only.',
  }),
  oauth_tokens_returned: Type.Boolean({
    description: "Whether the provider's own tokens are handed to the application. OAuth only.",
  }),
  request_binding: openEnum(['redirect', 'post'], {
    description: 'How sign-in requests go to the identity provider: in its address, or as a form. SAML only.',
  }),
  name_id_format: nullable(
    Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'The format of NameID to ask for; null leaves it to the identity provider. SAML only.',
      examples: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    }),
  ),
  idp_logout_url: nullable(
    Type.String({
      format: 'uri',
      maxLength: 2048,
      description:
        'Where the identity provider takes logout requests, where its metadata do not say so. SAML only.',
    }),
  ),
  weak_algorithms: nullable(
    model(
      'WeakAlgorithmsException',
      {
        algorithms: Type.Array(
          openEnum(['sha1', 'aes_cbc', 'rsa_pkcs1'], {
            description: 'What is accepted although it is weak.',
          }),
          { minItems: 1, maxItems: 3, description: 'The algorithms.' },
        ),
        expires_at: timestamp('When the exception ends. 90 days ahead at most.'),
      },
      {
        description: 'An exception for an identity provider that cannot do better yet. Every use is logged.',
      },
    ),
  ),
  scopes: Type.Array(
    Type.String({ minLength: 1, maxLength: 255, pattern: '^[\\x21\\x23-\\x5B\\x5D-\\x7E]+$' }),
    {
      maxItems: 50,
      description: 'Scopes to ask for beside those that a profile takes. OpenID Connect only.',
    },
  ),
  authorization_parameters: opaqueMap(Type.String({ maxLength: 1024 }), {
    maxProperties: 20,
    description: 'Further parameters of the sign-in request, such as `acr_values`. OpenID Connect only.',
  }),
  group_roles: Type.Array(
    model(
      'ConnectionGroupRole',
      {
        group: Type.String({
          minLength: 1,
          maxLength: 1024,
          description: 'The group, as the identity provider sends it.',
        }),
        role_slug: Type.String({ minLength: 1, maxLength: 48, description: 'The role its people get.' }),
      },
      { description: 'The role that a group of the identity provider gives.' },
    ),
    {
      maxItems: 500,
      description: 'Which groups give which roles. Who is in none of them gets the default role.',
    },
  ),
}

export const ConnectionSettings = model(
  'ConnectionSettings',
  {
    object: kind('connection_settings'),
    connection_id: id('conn', 'The connection.'),
    ...settings,
    idp_metadata_read_at: nullable(
      timestamp("When the identity provider's metadata were last read at their address."),
    ),
    idp_metadata_problem: nullable(
      Type.String({
        description:
          'Why they could not be read since then. What is known goes on to hold, and they are asked for again.',
      }),
    ),
    updated_at: timestamp(),
  },
  { description: 'How a connection behaves, whatever its protocol.' },
)
export type ConnectionSettings = Static<typeof ConnectionSettings>

export const ConnectionTest = model(
  'ConnectionTest',
  {
    object: kind('connection_test'),
    sso_session_id: id('sso_session', 'The sign-in, to be read in the log.'),
    url: Type.String({ description: 'Open it in a browser to sign in.' }),
    expires_at: timestamp('When the address stops to work.'),
  },
  { description: 'A sign-in that shows whether a connection works, and signs nobody in.' },
)
export type ConnectionTest = Static<typeof ConnectionTest>

const SsoSessionState = openEnum(
  ['started', 'authorized', 'successful', 'failed', 'timed_out', 'terminated'],
  {
    description: 'How far the sign-in came.',
  },
)

const sessionFields = {
  object: kind('sso_session'),
  id: id('sso_session'),
  connection_id: id('conn', 'The connection.'),
  organization_id: nullable(id('org', 'The organization.')),
  profile_id: nullable(id('prof', 'Who signed in, once that is known.')),
  state: SsoSessionState,
  test: Type.Boolean({ description: 'Whether it was a test.' }),
  idp_initiated: Type.Boolean({ description: 'Whether the identity provider began it.' }),
  error: nullable(
    model(
      'SsoSessionError',
      {
        code: Type.String({ description: 'Which check failed.', examples: ['signature_invalid'] }),
        message: Type.String({ description: 'The same, for people.' }),
      },
      { description: 'What went wrong in an SSO session.' },
    ),
  ),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const SsoSession = model('SsoSession', sessionFields, {
  description:
    'A sign-in through a connection, or a logout message that was refused: its `error` says so. Kept for 90 days.',
})
export type SsoSession = Static<typeof SsoSession>

export const SsoSessionWithMessages = model(
  'SsoSessionWithMessages',
  {
    ...sessionFields,
    messages: Type.Array(
      model(
        'SsoSessionMessage',
        {
          direction: openEnum(['sent', 'received'], { description: 'As seen from Portico.' }),
          kind: Type.String({ description: 'What it is.', examples: ['saml_response'] }),
          content: Type.String({ description: 'The message as it was, without secrets.' }),
          created_at: timestamp(),
        },
        { description: 'A message that went back or forth in an SSO session.' },
      ),
      { description: 'What went over the wire, in order.' },
    ),
  },
  { description: 'A sign-in through a connection, with all its messages.' },
)
export type SsoSessionWithMessages = Static<typeof SsoSessionWithMessages>

export const ssoSessionNotFound = notFound('SSO session')
export const connectionIncomplete = error(
  409,
  'connection_incomplete',
  'The connection lacks what its identity provider must tell. The message says what.',
)

export const invalidConnectionSettings = error(
  422,
  'invalid_connection_settings',
  'One of the settings cannot be had. The message says which, and why.',
)

export const connectionAdministration = group('portico.connections', {
  getConnectionWithOptions: operation({
    method: 'GET',
    path: '/portico/connections/{id}',
    origin: 'portico',
    summary: 'Get a connection with its whole set-up',
    status: 200,
    returns: ConnectionWithOptions,
    throws: [connectionNotFound],
  }),
  getConnectionSettings: operation({
    method: 'GET',
    path: '/portico/connections/{id}/settings',
    origin: 'portico',
    summary: 'Get the settings of a connection',
    status: 200,
    returns: ConnectionSettings,
    throws: [connectionNotFound],
  }),
  updateConnectionSettings: operation({
    method: 'PATCH',
    path: '/portico/connections/{id}/settings',
    origin: 'portico',
    summary: 'Change settings of a connection',
    body: model('UpdateConnectionSettings', {
      idp_initiated_allowed: Type.Optional(settings.idp_initiated_allowed),
      sign_in_consent: Type.Optional(settings.sign_in_consent),
      signed_responses_required: Type.Optional(settings.signed_responses_required),
      oauth_tokens_returned: Type.Optional(settings.oauth_tokens_returned),
      request_binding: Type.Optional(settings.request_binding),
      name_id_format: Type.Optional(settings.name_id_format),
      idp_logout_url: Type.Optional(settings.idp_logout_url),
      weak_algorithms: Type.Optional(settings.weak_algorithms),
      scopes: Type.Optional(settings.scopes),
      authorization_parameters: Type.Optional(settings.authorization_parameters),
      group_roles: Type.Optional(settings.group_roles),
    }),
    status: 200,
    returns: ConnectionSettings,
    throws: [connectionNotFound, invalidConnectionSettings],
  }),
  activateConnection: operation({
    method: 'POST',
    path: '/portico/connections/{id}/activate',
    origin: 'portico',
    summary: 'Activate a connection without waiting for a sign-in',
    status: 200,
    returns: Connection,
    throws: [connectionNotFound, connectionIncomplete],
    emits: ['connection.activated'],
  }),
  deactivateConnection: operation({
    method: 'POST',
    path: '/portico/connections/{id}/deactivate',
    origin: 'portico',
    summary: 'Deactivate a connection',
    description: 'Nobody signs in through it until it is activated again.',
    status: 200,
    returns: Connection,
    throws: [connectionNotFound],
    emits: ['connection.deactivated'],
  }),
})

export const ssoSessionLog = group('portico.connections', {
  testConnection: operation({
    method: 'POST',
    path: '/portico/connections/{id}/test',
    origin: 'portico',
    summary: 'Begin a sign-in that tests a connection',
    status: 201,
    returns: ConnectionTest,
    throws: [connectionNotFound, connectionIncomplete],
    transaction: 'own',
  }),
  listSsoSessions: operation({
    method: 'GET',
    path: '/portico/connections/{id}/sso_sessions',
    origin: 'portico',
    summary: 'List the sign-ins through a connection',
    query: {
      ...paging,
      states: Type.Optional(csv(SsoSessionState, { description: 'Only sign-ins in these states.' })),
    },
    status: 200,
    returns: page(SsoSession),
    throws: [connectionNotFound],
  }),
  getSsoSession: operation({
    method: 'GET',
    path: '/portico/sso_sessions/{id}',
    origin: 'portico',
    summary: 'Get a sign-in through a connection, with all its messages',
    status: 200,
    returns: SsoSessionWithMessages,
    throws: [ssoSessionNotFound],
  }),
})
