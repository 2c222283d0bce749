import Type, { type Static } from 'typebox'
import { error, group, id, kind, model, notFound, operation, page, paging, timestamp } from './core/index.ts'

export const AuthkitOAuthResource = model(
  'AuthkitOAuthResource',
  {
    object: kind('authkit_oauth_resource'),
    id: id('authkit_oauth_resource'),
    uri: Type.String({ description: 'The resource indicator.', examples: ['https://mcp.example.com'] }),
    default: Type.Boolean({ description: 'Whether tokens are for it when the request names no resource.' }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A resource, such as an MCP server, for which AuthKit issues access tokens.' },
)
export type AuthkitOAuthResource = Static<typeof AuthkitOAuthResource>

export const authkitOAuthResourceNotFound = notFound('OAuth resource')
export const authkitOAuthResourceExists = error(
  409,
  'oauth_resource_already_exists',
  'This resource exists already.',
)
export const invalidResourceUri = error(422, 'invalid_uri', 'The URI cannot be a resource indicator.')

export const authkitOAuthResources = group('userManagement', {
  listAuthkitOAuthResources: operation({
    method: 'GET',
    path: '/user_management/authkit_oauth_resources',
    origin: 'sdk',
    summary: 'List the resources that AuthKit issues tokens for',
    query: paging,
    status: 200,
    returns: page(AuthkitOAuthResource),
  }),
  createAuthkitOAuthResource: operation({
    method: 'POST',
    path: '/user_management/authkit_oauth_resources',
    origin: 'sdk',
    summary: 'Register a resource that AuthKit issues tokens for',
    body: model('CreateAuthkitOAuthResource', {
      uri: Type.String({
        minLength: 1,
        maxLength: 2048,
        description:
          'The resource indicator. May hold one `*`: in the first host label or as the last path segment.',
      }),
      default: Type.Optional(
        Type.Boolean({
          default: false,
          description: 'Whether it becomes the default. One with a wildcard cannot.',
        }),
      ),
    }),
    status: 201,
    returns: AuthkitOAuthResource,
    throws: [authkitOAuthResourceExists, invalidResourceUri],
  }),
  deleteAuthkitOAuthResource: operation({
    method: 'DELETE',
    path: '/user_management/authkit_oauth_resources/{id}',
    origin: 'sdk',
    summary: 'Delete a resource that AuthKit issues tokens for',
    status: 204,
    throws: [authkitOAuthResourceNotFound],
  }),
})
