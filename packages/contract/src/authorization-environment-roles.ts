import Type, { type Static } from 'typebox'
import { permissionNotFound, resourceTypeNotFound } from './authorization-permissions.ts'
import {
  badRequest,
  error,
  events,
  forbidden,
  group,
  id,
  kind,
  list,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  timestamp,
} from './core/index.ts'

const slug = Type.String({
  description: 'The name that code knows it by. Never changes.',
  examples: ['editor'],
})
const resourceTypeSlug = Type.String({
  description: 'The type of resource on which it is given.',
  examples: ['organization'],
})
const permissions = Type.Array(Type.String(), {
  description: 'Slugs of the permissions it grants.',
  examples: [['documents:read', 'documents:write']],
})

export const Role = model(
  'Role',
  {
    object: kind('role'),
    id: id('role'),
    slug,
    name: Type.String({ description: 'What people call it.', examples: ['Editor'] }),
    description: nullable(Type.String({ description: 'Who should have it.' })),
    type: openEnum(['EnvironmentRole', 'OrganizationRole'], {
      description: 'Whether every organization knows the role, or one alone.',
    }),
    resource_type_slug: resourceTypeSlug,
    permissions,
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A named set of permissions that people are given.' },
)
export type Role = Static<typeof Role>

/** A role as another object mentions it. */
export const RoleReference = model(
  'RoleReference',
  { slug: Type.String({ description: "The role's slug.", examples: ['admin'] }) },
  { description: 'A role, by its slug.' },
)
export type RoleReference = Static<typeof RoleReference>

/** A role of the environment as its events store it. */
export const RoleEventData = model(
  'RoleEventData',
  {
    object: kind('role'),
    slug,
    resource_type_slug: resourceTypeSlug,
    permissions: Type.Optional(permissions),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A role of the environment, as its events store it.' },
)

export const roleName = Type.String({ minLength: 1, maxLength: 48, description: 'What people call it.' })
export const roleDescription = nullable(Type.String({ maxLength: 150, description: 'Who should have it.' }))
export const roleResourceType = Type.String({
  maxLength: 48,
  description: 'The type of resource on which it is given. Default: `organization`.',
})

export const UpdateRole = model(
  'UpdateRole',
  {
    name: Type.Optional(roleName),
    description: Type.Optional(roleDescription),
  },
  { description: 'What changes about a role.' },
)

export const SetRolePermissions = model(
  'SetRolePermissions',
  {
    permissions: Type.Array(Type.String(), {
      description: 'Slugs of the permissions it shall grant, and no others.',
    }),
  },
  { description: 'All that a role shall grant.' },
)

export const AddRolePermission = model(
  'AddRolePermission',
  {
    slug: Type.String({ minLength: 1, description: 'Slug of the permission to add.' }),
  },
  { description: 'A permission that a role shall grant, too.' },
)

export const roleNotFound = notFound('Role')
export const roleSlugConflict = error(
  409,
  'role_slug_conflict',
  'Another role in this environment has that slug.',
)

export const environmentRoles = group('authorization', {
  listEnvironmentRoles: operation({
    method: 'GET',
    path: '/authorization/roles',
    summary: 'List the roles of the environment, highest priority first',
    status: 200,
    returns: list(Role),
    throws: [forbidden],
  }),
  createEnvironmentRole: operation({
    method: 'POST',
    path: '/authorization/roles',
    summary: 'Create a role of the environment, at the lowest priority',
    body: model(
      'CreateRole',
      {
        slug: Type.String({
          minLength: 1,
          maxLength: 48,
          pattern: '^[a-z0-9_-]*$',
          description: 'The name that code shall know it by: lower-case letters, digits, `-` and `_`.',
          examples: ['editor'],
        }),
        name: roleName,
        description: Type.Optional(roleDescription),
        resource_type_slug: Type.Optional(roleResourceType),
      },
      { description: 'A role to create.' },
    ),
    status: 201,
    returns: Role,
    throws: [badRequest, forbidden, resourceTypeNotFound, roleSlugConflict],
    emits: ['role.created'],
  }),
  getEnvironmentRole: operation({
    method: 'GET',
    path: '/authorization/roles/{slug}',
    summary: 'Get a role of the environment',
    status: 200,
    returns: Role,
    throws: [forbidden, roleNotFound],
  }),
  updateEnvironmentRole: operation({
    method: 'PATCH',
    path: '/authorization/roles/{slug}',
    summary: 'Update a role of the environment',
    body: UpdateRole,
    status: 200,
    returns: Role,
    throws: [badRequest, forbidden, roleNotFound],
    emits: ['role.updated'],
  }),
  setEnvironmentRolePermissions: operation({
    method: 'PUT',
    path: '/authorization/roles/{slug}/permissions',
    summary: 'Replace the permissions of a role of the environment',
    body: SetRolePermissions,
    status: 200,
    returns: Role,
    throws: [badRequest, forbidden, roleNotFound, permissionNotFound],
    emits: ['role.updated'],
  }),
  addEnvironmentRolePermission: operation({
    method: 'POST',
    path: '/authorization/roles/{slug}/permissions',
    summary: 'Add one permission to a role of the environment',
    body: AddRolePermission,
    status: 200,
    returns: Role,
    throws: [badRequest, forbidden, roleNotFound, permissionNotFound],
    emits: ['role.updated'],
  }),
})

export const roleEvents = events({
  'role.created': { summary: 'A role of the environment was created.', data: RoleEventData },
  'role.updated': { summary: 'A role of the environment, or what it grants, changed.', data: RoleEventData },
  'role.deleted': { summary: 'A role of the environment was deleted.', data: RoleEventData },
})
