import Type, { type Static } from 'typebox'
import {
  group,
  id,
  kind,
  messageError,
  model,
  notFound,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'

export const RedirectUri = model(
  'RedirectUri',
  {
    object: kind('redirect_uri'),
    id: id('redir'),
    uri: Type.String({ description: 'The address itself.', examples: ['https://app.example.com/callback'] }),
    default: Type.Boolean({ description: 'Whether sign-in returns here when the request names no address.' }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'An address to which sign-in may send people back.' },
)
export type RedirectUri = Static<typeof RedirectUri>

export const redirectUriNotFound = notFound('Redirect URI')
export const invalidRedirectUri = messageError(
  400,
  'invalid_redirect_uri',
  'The address may not be registered.',
)
export const duplicateRedirectUri = messageError(
  422,
  'redirect_uri_already_exists',
  'The application has this redirect URI already.',
)

/** Most redirect URIs that an application may have at a time. */
export const redirectUrisMax = 1_000

export const redirectUriLimitReached = messageError(
  400,
  'redirect_uri_limit_reached',
  `An application has at most ${redirectUrisMax} redirect URIs. Delete one first.`,
)
export const redirectUriRequired = messageError(
  409,
  'redirect_uri_required',
  'The default redirect URI, or the last one, cannot be deleted.',
)

export const redirectUris = group('userManagement', {
  listRedirectUris: operation({
    method: 'GET',
    path: '/user_management/redirect_uris',
    summary: 'List redirect URIs',
    query: paging,
    status: 200,
    returns: page(RedirectUri),
  }),
  createRedirectUri: operation({
    method: 'POST',
    path: '/user_management/redirect_uris',
    summary: 'Register a redirect URI',
    description:
      'It becomes the default when there is none, unless it holds a wildcard. A `*` stands for letters, digits, `-` and `_` in the first label of the host, or for the port of a loopback address.',
    body: model(
      'CreateRedirectUri',
      {
        uri: Type.String({
          minLength: 1,
          description: 'The address, written as browsers write it: HTTPS, loopback, or a scheme of your own.',
          examples: ['https://app.example.com/callback'],
        }),
      },
      { description: 'A redirect URI to register.' },
    ),
    status: 201,
    returns: RedirectUri,
    throws: [invalidRedirectUri, redirectUriLimitReached, duplicateRedirectUri],
  }),
  deleteRedirectUri: operation({
    method: 'DELETE',
    path: '/user_management/redirect_uris/{id}',
    summary: 'Delete a redirect URI',
    status: 204,
    throws: [redirectUriNotFound, redirectUriRequired],
  }),
})
