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
  operation,
  secret,
  timestamp,
} from './core/index.ts'
import { Directory, directoryNotFound, directoryTypes } from './directories.ts'
import { organizationNotFound } from './organizations.ts'

const name = Type.String({ minLength: 1, maxLength: 255, description: 'What people call it.' })

const tokenFields = {
  object: kind('directory_token'),
  id: id('directory_token'),
  token_suffix: Type.String({ description: 'The last characters of the token.', examples: ['x7Qp'] }),
  last_used_at: nullable(timestamp('When the identity provider last used it.')),
  expires_at: nullable(timestamp('When it stops to work; null if it never does.')),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const ScimToken = model('ScimToken', tokenFields, {
  description: 'A bearer token with which an identity provider writes to a SCIM directory.',
})
export type ScimToken = Static<typeof ScimToken>

export const ScimTokenWithValue = model(
  'ScimTokenWithValue',
  { ...tokenFields, token: secret(Type.String({ description: 'The token itself. Shown this once.' })) },
  { description: 'A directory token at the one moment its value can be read.' },
)
export type ScimTokenWithValue = Static<typeof ScimTokenWithValue>

/** Most tokens that a directory may have at a time: the one in use, and the one that replaces it. */
export const directoryTokensMax = 2

export const directoryTokenNotFound = notFound('Directory token')
export const directoryTokenLimitReached = error(
  409,
  'directory_token_limit_reached',
  `A directory has at most ${directoryTokensMax} tokens. Revoke one first.`,
)
export const notScimDirectory = error(409, 'not_scim_directory', 'Only SCIM directories have tokens.')

export const directoryAdministration = group('portico.directories', {
  createDirectory: operation({
    method: 'POST',
    path: '/portico/directories',
    origin: 'portico',
    summary: 'Create a directory of an organization',
    description:
      'It becomes linked with the first request of its identity provider. A SCIM directory still needs a token.',
    body: model('CreateDirectory', {
      organization_id: Type.String({ minLength: 1, description: 'The organization whose people it lists.' }),
      type: oneOf(directoryTypes, { description: 'Where its people come from.' }),
      name: Type.Optional(name),
    }),
    status: 201,
    returns: Directory,
    throws: [organizationNotFound],
  }),
  updateDirectory: operation({
    method: 'PATCH',
    path: '/portico/directories/{id}',
    origin: 'portico',
    summary: 'Rename a directory',
    body: model('UpdateDirectory', { name: Type.Optional(name) }),
    status: 200,
    returns: Directory,
    throws: [directoryNotFound],
  }),
  activateDirectory: operation({
    method: 'POST',
    path: '/portico/directories/{id}/activate',
    origin: 'portico',
    summary: 'Activate a directory',
    status: 200,
    returns: Directory,
    throws: [directoryNotFound],
    emits: ['dsync.activated'],
  }),
  deactivateDirectory: operation({
    method: 'POST',
    path: '/portico/directories/{id}/deactivate',
    origin: 'portico',
    summary: 'Deactivate a directory',
    description: 'What its identity provider sends is refused until it is activated again.',
    status: 200,
    returns: Directory,
    throws: [directoryNotFound],
    emits: ['dsync.deleted'],
  }),
  listDirectoryTokens: operation({
    method: 'GET',
    path: '/portico/directories/{id}/tokens',
    origin: 'portico',
    summary: 'List the tokens of a directory',
    status: 200,
    returns: list(ScimToken),
    throws: [directoryNotFound],
  }),
  createDirectoryToken: operation({
    method: 'POST',
    path: '/portico/directories/{id}/tokens',
    origin: 'portico',
    summary: 'Create a token of a directory',
    description: 'To rotate, create the new token, hand it to the identity provider, and revoke the old one.',
    body: model('CreateDirectoryToken', {
      expires_at: Type.Optional(nullable(timestamp('When it stops to work. Without it, never.'))),
    }),
    status: 201,
    returns: ScimTokenWithValue,
    throws: [directoryNotFound, notScimDirectory, directoryTokenLimitReached],
  }),
  revokeDirectoryToken: operation({
    method: 'DELETE',
    path: '/portico/directory_tokens/{id}',
    origin: 'portico',
    summary: 'Revoke a token of a directory',
    status: 204,
    throws: [directoryTokenNotFound],
  }),
})
