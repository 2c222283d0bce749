import Type, { type Static } from 'typebox'
import {
  csv,
  error,
  group,
  id,
  kind,
  literal,
  Metadata,
  model,
  notFound,
  nullable,
  oneOf,
  operation,
  page,
  paging,
  secret,
  shapedError,
  timestamp,
  variants,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import { emailChangeNotAllowed, emailNotAvailable, invalidEmail } from './users.ts'

const ConnectRedirectUri = model(
  'ConnectRedirectUri',
  {
    uri: Type.String({ format: 'uri', description: 'The address itself.' }),
    default: Type.Boolean({ description: 'Whether it is taken when a request names no address.' }),
  },
  { description: 'An address to which an OAuth application may have people sent back.' },
)

const head = { object: kind('connect_application'), id: id('conn_app') }
const rest = {
  client_id: id('client', 'What the application calls itself in OAuth requests.'),
  name: Type.String({ description: 'What people call it.' }),
  description: nullable(Type.String({ description: 'What it is for.' })),
  scopes: Type.Array(Type.String(), { description: 'What it may ask for.' }),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const OAuthApplication = model(
  'OAuthApplication',
  {
    ...head,
    application_type: literal('oauth'),
    ...rest,
    redirect_uris: Type.Array(ConnectRedirectUri, { description: 'Where people may be sent back.' }),
    uses_pkce: Type.Boolean({ description: 'Whether it is a public client, which proves itself by PKCE.' }),
    is_first_party: Type.Boolean({
      description: 'Whether it is yours. Others need the consent of each person.',
    }),
    was_dynamically_registered: Type.Optional(
      Type.Boolean({ description: 'Whether it registered itself; said of applications that are not yours.' }),
    ),
    organization_id: Type.Optional(id('org', 'The organization that made it, where one did.')),
  },
  { description: 'An application in which people sign in with their account in yours.' },
)

export const M2MApplication = model(
  'M2MApplication',
  {
    ...head,
    application_type: literal('m2m'),
    ...rest,
    organization_id: id('org', 'The organization in whose name it acts.'),
  },
  { description: 'A program that calls your API in the name of an organization.' },
)

export const ConnectApplication = variants('application_type', [OAuthApplication, M2MApplication])
export type ConnectApplication = Static<typeof ConnectApplication>

const secretFields = {
  object: kind('connect_application_secret'),
  id: id('secret'),
  secret_hint: Type.String({ description: 'Its last characters, to tell it from others.' }),
  last_used_at: nullable(timestamp('When it was last used.')),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const ConnectApplicationSecret = model('ConnectApplicationSecret', secretFields, {
  description: 'A client secret of an application, without the secret.',
})

export const ConnectApplicationSecretWithValue = model(
  'ConnectApplicationSecretWithValue',
  { ...secretFields, secret: secret(Type.String({ description: 'The secret itself, shown this once.' })) },
  { description: 'A client secret of an application, with the secret.' },
)

const RedirectUriInput = model(
  'RedirectUriInput',
  {
    uri: Type.String({ description: 'The address itself.' }),
    default: Type.Optional(
      nullable(Type.Boolean({ description: 'Take it when a request names no address.' })),
    ),
  },
  { description: 'An address to which people may be sent back.' },
)

const writable = {
  description: Type.Optional(nullable(Type.String({ description: 'What it is for.' }))),
  scopes: Type.Optional(
    nullable(Type.Array(Type.String(), { description: 'Permissions it may ask for, by their slugs.' })),
  ),
}
const name = Type.String({ minLength: 1, description: 'What people shall call it.' })
const redirectUris = Type.Optional(
  nullable(Type.Array(RedirectUriInput, { description: 'Where people may be sent back.' })),
)

export const CreateOAuthApplication = model(
  'CreateOAuthApplication',
  {
    application_type: literal('oauth'),
    name,
    ...writable,
    redirect_uris: redirectUris,
    uses_pkce: Type.Optional(nullable(Type.Boolean({ description: 'Whether it is a public client.' }))),
    is_first_party: Type.Boolean({ description: 'Whether it is yours.' }),
    organization_id: Type.Optional(
      nullable(Type.String({ description: 'The organization that makes it. Needed where it is not yours.' })),
    ),
  },
  { description: 'An application for people to sign in to.' },
)

export const CreateM2MApplication = model(
  'CreateM2MApplication',
  {
    application_type: literal('m2m'),
    name,
    ...writable,
    organization_id: Type.String({ description: 'The organization in whose name it shall act.' }),
  },
  { description: 'A program without people.' },
)

const ExternalUser = model(
  'ExternalUser',
  {
    id: Type.String({ description: 'Their identifier in your own system.' }),
    email: Type.String({ description: 'Their e-mail address.' }),
    first_name: Type.Optional(Type.String()),
    last_name: Type.Optional(Type.String()),
    name: Type.Optional(Type.String({ description: 'Their whole name.' })),
    metadata: Type.Optional(Metadata),
  },
  { description: 'A person whom your application has signed in.' },
)

const UserConsentOption = model(
  'UserConsentOption',
  {
    claim: Type.String({ description: 'The claim in which access tokens carry the choice.' }),
    type: literal('enum'),
    label: Type.String({ description: 'What the consent page calls it.' }),
    choices: Type.Array(
      model(
        'UserConsentChoice',
        {
          value: Type.Optional(Type.String({ description: 'What the claim will hold.' })),
          label: Type.Optional(Type.String({ description: 'What the consent page calls it.' })),
        },
        { description: 'One of the answers to choose from.' },
      ),
      { description: 'What there is to choose from.' },
    ),
  },
  { description: 'A question that the consent page asks.' },
)

export const ExternalAuthCompletion = model(
  'ExternalAuthCompletion',
  { redirect_uri: secret(Type.String({ description: 'Where to send the browser next.' })) },
  { description: 'Where an OAuth request goes on.' },
)

export const connectApplicationNotFound = notFound('Application')
export const connectSecretNotFound = notFound('Client secret')
export const externalAuthNotFound = notFound('External authentication')
export const externalAuthSessionAlreadyCompleted = error(
  400,
  'external_auth_session_already_completed',
  'The sign-in was completed already.',
)
export const userConsentOptionsNotSupported = error(
  400,
  'user_consent_options_not_supported',
  'This request asks no one for consent.',
)

export const reservedClaim = shapedError(
  'error_message',
  400,
  'bad_request',
  'A consent option cannot be named like a claim of the standard.',
)

export const connect = group('connect', {
  listApplications: operation({
    method: 'GET',
    path: '/connect/applications',
    summary: 'List Connect applications',
    query: {
      ...paging,
      organization_id: Type.Optional(Type.String({ description: 'Only applications of this organization.' })),
      registration_types: Type.Optional(
        csv(oneOf(['dynamic', 'authenticated']), {
          description: 'Only applications that registered themselves, or only others.',
        }),
      ),
    },
    status: 200,
    returns: page(ConnectApplication),
  }),
  createApplication: operation({
    method: 'POST',
    path: '/connect/applications',
    summary: 'Create a Connect application',
    body: variants('application_type', [CreateOAuthApplication, CreateM2MApplication]),
    status: 201,
    returns: ConnectApplication,
    throws: [organizationNotFound],
  }),
  getApplication: operation({
    method: 'GET',
    path: '/connect/applications/{id}',
    summary: 'Get a Connect application by its ID or its client ID',
    status: 200,
    returns: ConnectApplication,
    throws: [connectApplicationNotFound],
  }),
  updateApplication: operation({
    method: 'PUT',
    path: '/connect/applications/{id}',
    summary: 'Update a Connect application',
    body: model(
      'UpdateConnectApplication',
      {
        name: Type.Optional(name),
        ...writable,
        redirect_uris: redirectUris,
      },
      { description: 'What changes about an application.' },
    ),
    status: 200,
    returns: ConnectApplication,
    throws: [connectApplicationNotFound],
  }),
  deleteApplication: operation({
    method: 'DELETE',
    path: '/connect/applications/{id}',
    summary: 'Delete a Connect application',
    status: 204,
    throws: [connectApplicationNotFound],
  }),
  listApplicationClientSecrets: operation({
    method: 'GET',
    path: '/connect/applications/{id}/client_secrets',
    summary: 'List the client secrets of an application',
    status: 200,
    returns: Type.Array(ConnectApplicationSecret),
    throws: [connectApplicationNotFound],
  }),
  createApplicationClientSecret: operation({
    method: 'POST',
    path: '/connect/applications/{id}/client_secrets',
    summary: 'Create a client secret for an application',
    body: model(
      'CreateApplicationClientSecret',
      {},
      { description: 'Nothing: a secret is made without being told how.' },
    ),
    status: 201,
    returns: ConnectApplicationSecretWithValue,
    throws: [connectApplicationNotFound],
  }),
  deleteClientSecret: operation({
    method: 'DELETE',
    path: '/connect/client_secrets/{id}',
    summary: 'Delete a client secret',
    status: 204,
    throws: [connectSecretNotFound],
  }),
  completeOAuth2: operation({
    method: 'POST',
    path: '/authkit/oauth2/complete',
    summary: 'Go on with an OAuth request after your application has signed the person in',
    body: model(
      'CompleteOAuth2',
      {
        external_auth_id: Type.String({ description: 'The request, as your login address was told.' }),
        user: ExternalUser,
        user_consent_options: Type.Optional(
          Type.Array(UserConsentOption, { description: 'What to ask on the consent page.' }),
        ),
      },
      { description: 'Who signed in, and for which request.' },
    ),
    status: 200,
    returns: ExternalAuthCompletion,
    throws: [
      externalAuthSessionAlreadyCompleted,
      userConsentOptionsNotSupported,
      emailChangeNotAllowed,
      emailNotAvailable,
      invalidEmail,
      reservedClaim,
      externalAuthNotFound,
    ],
    emits: ['user.created', 'user.updated'],
  }),
})
