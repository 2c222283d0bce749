import Type, { type Static } from 'typebox'
import {
  error,
  group,
  id,
  kind,
  list,
  model,
  notFound,
  nullable,
  oneOf,
  openEnum,
  operation,
  page,
  paging,
  secret,
  timestamp,
} from './core/index.ts'
import {
  duplicateRedirectUri,
  invalidRedirectUri,
  RedirectUri,
  redirectUriLimitReached,
  redirectUriNotFound,
  redirectUriRequired,
} from './redirect-uris.ts'

const url = (description: string) => Type.String({ format: 'uri', maxLength: 2048, description })

const urls = {
  homepage_url: nullable(url('The home page: where people go who have nowhere else to go back to.')),
  initiate_login_url: nullable(
    url('Page of the application that begins a sign-in, for people who arrive without one under way.'),
  ),
  user_invitation_url: nullable(url("Page that invitations lead to; null for Portico's own.")),
  password_reset_url: nullable(url("Page that password reset mails lead to; null for Portico's own.")),
  portal_return_url: nullable(url('Where the Admin Portal leads back to.')),
  portal_success_url: nullable(
    url('Where the Admin Portal leads after a finished set-up; null for the return URL.'),
  ),
  logout_redirect_uris: Type.Array(
    Type.String({ minLength: 1, maxLength: 2048, description: 'An address that sign-out may lead to.' }),
    {
      maxItems: 100,
      description:
        'Where sign-out may lead, by the rules of redirect URIs. The first is the default, and holds no wildcard.',
    },
  ),
}

const applicationName = Type.String({ minLength: 1, maxLength: 255, description: 'What people call it.' })

export const Application = model(
  'Application',
  {
    object: kind('application'),
    id: id('app'),
    name: Type.String({ description: 'What people call it.', examples: ['Dashboard'] }),
    client_id: id('client', 'What the application calls itself in sign-in requests.'),
    project_id: id('project', 'The same, as the oldest clients write it. Both are accepted.'),
    kind: openEnum(['public', 'confidential'], {
      description:
        '`confidential` runs on a server and has client secrets; `public` runs in browsers and on phones, has none, and must use PKCE.',
    }),
    default: Type.Boolean({
      description:
        "Whether it is the environment's default application, for which an API key of the environment is a client secret too.",
    }),
    ...urls,
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A program of yours that people sign in to: it owns a client ID and redirect URIs.' },
)
export type Application = Static<typeof Application>

const writableUrls = {
  homepage_url: Type.Optional(urls.homepage_url),
  initiate_login_url: Type.Optional(urls.initiate_login_url),
  user_invitation_url: Type.Optional(urls.user_invitation_url),
  password_reset_url: Type.Optional(urls.password_reset_url),
  portal_return_url: Type.Optional(urls.portal_return_url),
  portal_success_url: Type.Optional(urls.portal_success_url),
  logout_redirect_uris: Type.Optional(urls.logout_redirect_uris),
}

export const applicationNotFound = notFound('Application')
export const defaultApplication = error(
  409,
  'default_application',
  'The default application of an environment cannot be deleted.',
)
export const invalidApplicationUrl = error(
  422,
  'invalid_url',
  'One of the URLs is not allowed in this environment: production takes `https` only.',
)

export const applications = group('portico.applications', {
  listApplications: operation({
    method: 'GET',
    path: '/portico/applications',
    origin: 'portico',
    summary: 'List applications',
    query: paging,
    status: 200,
    returns: page(Application),
  }),
  createApplication: operation({
    method: 'POST',
    path: '/portico/applications',
    origin: 'portico',
    summary: 'Create an application',
    body: model('CreateApplication', {
      name: applicationName,
      kind: oneOf(['public', 'confidential'], {
        description: 'Whether it can keep a secret. Cannot be changed later.',
      }),
      ...writableUrls,
    }),
    status: 201,
    returns: Application,
    throws: [invalidApplicationUrl],
  }),
  getApplication: operation({
    method: 'GET',
    path: '/portico/applications/{id}',
    origin: 'portico',
    summary: 'Get an application',
    description:
      'Wherever a path names an application, its client ID and project ID are taken as well as its ID.',
    status: 200,
    returns: Application,
    throws: [applicationNotFound],
  }),
  updateApplication: operation({
    method: 'PATCH',
    path: '/portico/applications/{id}',
    origin: 'portico',
    summary: 'Update an application',
    description: 'Changes only the members given. `logout_redirect_uris` replaces the whole list.',
    body: model('UpdateApplication', { name: Type.Optional(applicationName), ...writableUrls }),
    status: 200,
    returns: Application,
    throws: [applicationNotFound, invalidApplicationUrl],
  }),
  deleteApplication: operation({
    method: 'DELETE',
    path: '/portico/applications/{id}',
    origin: 'portico',
    summary: 'Delete an application with its client secrets and redirect URIs',
    status: 204,
    throws: [applicationNotFound, defaultApplication],
  }),
})

const clientSecretFields = {
  object: kind('client_secret'),
  id: id('secret'),
  secret_hint: Type.String({ description: 'The last characters of the secret.', examples: ['x7Qp'] }),
  last_used_at: nullable(timestamp('When the application last identified itself with it.')),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const ClientSecret = model('ClientSecret', clientSecretFields, {
  description: 'A secret by which a confidential application proves who it is.',
})
export type ClientSecret = Static<typeof ClientSecret>

export const ClientSecretWithValue = model(
  'ClientSecretWithValue',
  {
    ...clientSecretFields,
    secret: secret(Type.String({ description: 'The secret itself. Shown this once.' })),
  },
  { description: 'A client secret at the one moment its value can be read.' },
)
export type ClientSecretWithValue = Static<typeof ClientSecretWithValue>

/** Most client secrets that an application may have at a time. */
export const clientSecretsMax = 5

export const clientSecretNotFound = notFound('Client secret')
export const publicApplication = error(
  409,
  'public_application',
  'A public application has no client secrets.',
)
export const clientSecretLimitReached = error(
  409,
  'client_secret_limit_reached',
  `An application has at most ${clientSecretsMax} client secrets. Revoke one first.`,
)

export const clientSecrets = group('portico.clientSecrets', {
  listClientSecrets: operation({
    method: 'GET',
    path: '/portico/applications/{id}/client_secrets',
    origin: 'portico',
    summary: 'List the client secrets of an application',
    status: 200,
    returns: list(ClientSecret),
    throws: [applicationNotFound],
  }),
  createClientSecret: operation({
    method: 'POST',
    path: '/portico/applications/{id}/client_secrets',
    origin: 'portico',
    summary: 'Create a client secret for a confidential application',
    description: 'The answer holds the secret. It is stored as a hash and cannot be read again.',
    status: 201,
    returns: ClientSecretWithValue,
    throws: [applicationNotFound, publicApplication, clientSecretLimitReached],
  }),
  revokeClientSecret: operation({
    method: 'DELETE',
    path: '/portico/client_secrets/{id}',
    origin: 'portico',
    summary: 'Revoke a client secret',
    status: 204,
    throws: [clientSecretNotFound],
  }),
})

export const wildcardRedirectUri = error(
  409,
  'wildcard_redirect_uri',
  'A redirect URI with a wildcard cannot be the default.',
)

// `/user_management/redirect_uris` is the same for the default application.
export const applicationRedirectUris = group('portico.redirectUris', {
  listApplicationRedirectUris: operation({
    method: 'GET',
    path: '/portico/applications/{id}/redirect_uris',
    origin: 'portico',
    summary: 'List the redirect URIs of an application',
    query: paging,
    status: 200,
    returns: page(RedirectUri),
    throws: [applicationNotFound],
  }),
  createApplicationRedirectUri: operation({
    method: 'POST',
    path: '/portico/applications/{id}/redirect_uris',
    origin: 'portico',
    summary: 'Register a redirect URI for an application',
    description:
      'It becomes the default when there is none, unless it holds a wildcard. A `*` stands for letters, digits, `-` and `_` in the first label of the host, or for the port of a loopback address.',
    body: model('CreateApplicationRedirectUri', {
      uri: Type.String({
        minLength: 1,
        maxLength: 2048,
        description: 'The address, written as browsers write it: HTTPS, loopback, or a scheme of your own.',
        examples: ['https://app.example.com/callback'],
      }),
      default: Type.Optional(
        Type.Boolean({ description: 'Whether sign-in returns here when the request names no address.' }),
      ),
    }),
    status: 201,
    returns: RedirectUri,
    throws: [
      applicationNotFound,
      invalidRedirectUri,
      redirectUriLimitReached,
      duplicateRedirectUri,
      wildcardRedirectUri,
    ],
  }),
  setDefaultApplicationRedirectUri: operation({
    method: 'PUT',
    path: '/portico/applications/{id}/redirect_uris/{redirect_uri_id}/default',
    origin: 'portico',
    summary: 'Make a redirect URI the default of its application',
    status: 200,
    returns: RedirectUri,
    throws: [applicationNotFound, redirectUriNotFound, wildcardRedirectUri],
  }),
  deleteApplicationRedirectUri: operation({
    method: 'DELETE',
    path: '/portico/applications/{id}/redirect_uris/{redirect_uri_id}',
    origin: 'portico',
    summary: 'Delete a redirect URI of an application',
    status: 204,
    throws: [applicationNotFound, redirectUriNotFound, redirectUriRequired],
  }),
})

export const corsOriginNotFound = notFound('CORS origin')

export const corsOriginDeletion = group('portico.corsOrigins', {
  deleteCorsOrigin: operation({
    method: 'DELETE',
    path: '/portico/cors_origins/{id}',
    origin: 'portico',
    summary: 'No longer allow an origin to call from the browser',
    status: 204,
    throws: [corsOriginNotFound],
  }),
})
