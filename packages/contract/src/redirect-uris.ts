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
    body: model(
      'CreateRedirectUri',
      {
        uri: Type.String({
          minLength: 1,
          description: 'The address: HTTPS, or loopback. Its first label may hold one `*`.',
          examples: ['https://app.example.com/callback'],
        }),
      },
      { description: 'A redirect URI to register.' },
    ),
    status: 201,
    returns: RedirectUri,
    throws: [invalidRedirectUri],
  }),
  deleteRedirectUri: operation({
    method: 'DELETE',
    path: '/user_management/redirect_uris/{id}',
    summary: 'Delete a redirect URI',
    status: 204,
    throws: [redirectUriNotFound, redirectUriRequired],
  }),
})
