import Type, { type Static } from 'typebox'
import { Role, roleNotFound } from './authorization-environment-roles.ts'
import { resourceTypeNotFound } from './authorization-permissions.ts'
import { resourceTypeUpdateInProgress } from './authorization-resources.ts'
import {
  error,
  group,
  id,
  kind,
  list,
  messageError,
  model,
  nullable,
  operation,
  timestamp,
} from './core/index.ts'

export const defaultRole = error(
  409,
  'default_role',
  'The default role cannot be deleted. Make another role the default first.',
)
export const incompleteRolePriority = error(
  422,
  'incomplete_role_priority',
  'The list must name every role of the environment exactly once.',
)
export const subResourceRole = error(
  422,
  'sub_resource_scoped_role_not_allowed',
  'The default role must be one that is given on organizations.',
)

export const roleAdministration = group('portico.roles', {
  deleteEnvironmentRole: operation({
    method: 'DELETE',
    path: '/portico/authorization/roles/{slug}',
    origin: 'portico',
    summary: 'Delete a role of the environment',
    description: 'Members who are left without a role get the default one.',
    status: 204,
    throws: [roleNotFound, defaultRole],
    emits: ['role.deleted'],
  }),
  setRolePriority: operation({
    method: 'PUT',
    path: '/portico/authorization/roles/priority',
    origin: 'portico',
    summary: 'Set the order of priority of the roles of the environment',
    description: 'The role that comes first wins where several sources assign one.',
    body: model('SetRolePriority', {
      role_slugs: Type.Array(Type.String({ minLength: 1 }), {
        description: 'Every role of the environment, highest priority first.',
        examples: [['admin', 'editor', 'member']],
      }),
    }),
    status: 200,
    returns: list(Role),
    throws: [incompleteRolePriority],
  }),
  getDefaultRole: operation({
    method: 'GET',
    path: '/portico/authorization/default_role',
    origin: 'portico',
    summary: 'Get the role that new members have',
    status: 200,
    returns: Role,
  }),
  setDefaultRole: operation({
    method: 'PUT',
    path: '/portico/authorization/default_role',
    origin: 'portico',
    summary: 'Choose the role that new members have',
    description:
      'Memberships that exist keep theirs, and so do organizations with a default role of their own.',
    body: model('SetDefaultRole', {
      role_slug: Type.String({ minLength: 1, description: 'Slug of the role.', examples: ['member'] }),
    }),
    status: 200,
    returns: Role,
    throws: [roleNotFound, subResourceRole],
  }),
})

const name = Type.String({ minLength: 1, maxLength: 48, description: 'What people call it.' })
const description = nullable(Type.String({ maxLength: 150, description: 'What such a resource is.' }))
const parents = Type.Array(Type.String({ minLength: 1, maxLength: 48 }), {
  minItems: 1,
  maxItems: 20,
  description: 'Slugs of the types that a resource of this one may lie in.',
  examples: [['organization']],
})

export const ResourceType = model(
  'ResourceType',
  {
    object: kind('resource_type'),
    id: id('resource_type'),
    slug: Type.String({
      description: 'The name that code knows it by. Never changes.',
      examples: ['project'],
    }),
    name: Type.String({ description: 'What people call it.', examples: ['Project'] }),
    description,
    parent_resource_type_slugs: Type.Array(Type.String(), {
      description:
        'Slugs of the types that a resource of this one may lie in; empty for `organization` alone.',
      examples: [['organization']],
    }),
    system: Type.Boolean({ description: 'Whether Portico defines it; such a type cannot be changed.' }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A kind of thing on which roles can be given. Every kind descends from `organization`.' },
)
export type ResourceType = Static<typeof ResourceType>

/** Most levels of resource types, `organization` included. */
export const resourceTypeMaxDepth = 5

export const resourceTypeSlugConflict = error(
  409,
  'resource_type_slug_conflict',
  'Another resource type in this environment has that slug.',
)
export const resourceTypeInUse = error(
  409,
  'resource_type_in_use',
  'The resource type still has resources, roles, permissions or child types.',
)
export const invalidResourceTypeHierarchy = error(
  422,
  'invalid_resource_type_hierarchy',
  `The resource types would form a circle, or be more than ${resourceTypeMaxDepth} levels deep.`,
)
export const systemResourceType = messageError(
  403,
  'system_resource_type',
  'This resource type is defined by Portico and cannot be changed.',
)

export const resourceTypes = group('portico.resourceTypes', {
  listResourceTypes: operation({
    method: 'GET',
    path: '/portico/authorization/resource_types',
    origin: 'portico',
    summary: 'List resource types, parents first',
    status: 200,
    returns: list(ResourceType),
  }),
  createResourceType: operation({
    method: 'POST',
    path: '/portico/authorization/resource_types',
    origin: 'portico',
    summary: 'Create a resource type',
    body: model('CreateResourceType', {
      slug: Type.String({
        minLength: 1,
        maxLength: 48,
        pattern: '^[a-z0-9_-]+$',
        description: 'The name that code shall know it by: lower-case letters, digits, `-` and `_`.',
        examples: ['project'],
      }),
      name,
      description: Type.Optional(description),
      parent_resource_type_slugs: Type.Optional(parents),
    }),
    status: 201,
    returns: ResourceType,
    throws: [
      resourceTypeNotFound,
      resourceTypeSlugConflict,
      resourceTypeUpdateInProgress,
      invalidResourceTypeHierarchy,
    ],
  }),
  getResourceType: operation({
    method: 'GET',
    path: '/portico/authorization/resource_types/{slug}',
    origin: 'portico',
    summary: 'Get a resource type',
    status: 200,
    returns: ResourceType,
    throws: [resourceTypeNotFound],
  }),
  updateResourceType: operation({
    method: 'PATCH',
    path: '/portico/authorization/resource_types/{slug}',
    origin: 'portico',
    summary: 'Update a resource type',
    body: model('UpdateResourceType', {
      name: Type.Optional(name),
      description: Type.Optional(description),
      parent_resource_type_slugs: Type.Optional(parents),
    }),
    status: 200,
    returns: ResourceType,
    throws: [
      resourceTypeNotFound,
      systemResourceType,
      resourceTypeInUse,
      resourceTypeUpdateInProgress,
      invalidResourceTypeHierarchy,
    ],
  }),
  deleteResourceType: operation({
    method: 'DELETE',
    path: '/portico/authorization/resource_types/{slug}',
    origin: 'portico',
    summary: 'Delete a resource type that nothing uses',
    status: 204,
    throws: [resourceTypeNotFound, systemResourceType, resourceTypeInUse, resourceTypeUpdateInProgress],
  }),
})
