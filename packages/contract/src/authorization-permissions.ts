import Type, { type Static } from 'typebox'
import {
  badRequest,
  error,
  events,
  forbidden,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'

export const Permission = model(
  'Permission',
  {
    object: kind('permission'),
    id: id('perm'),
    slug: Type.String({
      description: 'The name that code checks. Never changes.',
      examples: ['documents:read'],
    }),
    name: Type.String({ description: 'What people call it.', examples: ['Read documents'] }),
    description: nullable(Type.String({ description: 'What it lets people do.' })),
    system: Type.Boolean({ description: 'Whether Portico defines it; such a permission cannot be changed.' }),
    resource_type_slug: Type.String({
      description: 'The type of resource it applies to.',
      examples: ['organization'],
    }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'Something that people may be allowed to do. Roles hand it out.' },
)
export type Permission = Static<typeof Permission>

const name = Type.String({ minLength: 1, maxLength: 48, description: 'What people call it.' })
const description = nullable(Type.String({ maxLength: 150, description: 'What it lets people do.' }))

export const permissionNotFound = notFound('Permission')
export const resourceTypeNotFound = notFound('Resource type')
export const permissionSlugConflict = error(
  409,
  'permission_slug_conflict',
  'Another permission in this environment has that slug.',
)

export const permissions = group('authorization', {
  listPermissions: operation({
    method: 'GET',
    path: '/authorization/permissions',
    summary: 'List permissions',
    query: paging,
    status: 200,
    returns: page(Permission),
  }),
  createPermission: operation({
    method: 'POST',
    path: '/authorization/permissions',
    summary: 'Create a permission',
    body: model(
      'CreatePermission',
      {
        slug: Type.String({
          minLength: 1,
          maxLength: 48,
          pattern: '^[a-z0-9_:.*-]*$',
          description: 'The name that code checks: lower-case letters, digits and `-`, `_`, `:`, `.`, `*`.',
          examples: ['documents:read'],
        }),
        name,
        description: Type.Optional(description),
        resource_type_slug: Type.Optional(
          Type.String({
            maxLength: 48,
            description: 'The type of resource it applies to. Default: `organization`.',
          }),
        ),
      },
      { description: 'A permission to create.' },
    ),
    status: 201,
    returns: Permission,
    throws: [badRequest, resourceTypeNotFound, permissionSlugConflict],
    emits: ['permission.created'],
  }),
  getPermission: operation({
    method: 'GET',
    path: '/authorization/permissions/{slug}',
    summary: 'Get a permission',
    status: 200,
    returns: Permission,
    throws: [permissionNotFound],
  }),
  updatePermission: operation({
    method: 'PATCH',
    path: '/authorization/permissions/{slug}',
    summary: 'Update a permission',
    body: model(
      'UpdatePermission',
      {
        name: Type.Optional(name),
        description: Type.Optional(description),
      },
      { description: 'What changes about a permission.' },
    ),
    status: 200,
    returns: Permission,
    throws: [forbidden, permissionNotFound],
    emits: ['permission.updated'],
  }),
  deletePermission: operation({
    method: 'DELETE',
    path: '/authorization/permissions/{slug}',
    summary: 'Delete a permission and take it from every role',
    status: 204,
    throws: [forbidden, permissionNotFound],
    emits: ['permission.deleted', 'role.updated', 'organization_role.updated'],
  }),
})

export const permissionEvents = events({
  'permission.created': { summary: 'A permission was created.', data: Permission },
  'permission.updated': { summary: 'The name or description of a permission changed.', data: Permission },
  'permission.deleted': { summary: 'A permission was deleted.', data: Permission },
})
