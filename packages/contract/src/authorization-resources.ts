import Type, { type Static } from 'typebox'
import { resourceTypeNotFound } from './authorization-permissions.ts'
import {
  badRequest,
  ExternalId,
  error,
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
import { organizationNotFound } from './organizations.ts'

export const AuthorizationResource = model(
  'AuthorizationResource',
  {
    object: kind('authorization_resource'),
    id: id('authz_resource'),
    external_id: Type.String({ description: 'Its identifier in your own system.', examples: ['project_7'] }),
    name: Type.String({ description: 'What people call it.' }),
    description: nullable(Type.String()),
    resource_type_slug: Type.String({ description: 'The type it is of.', examples: ['project'] }),
    organization_id: id('org', 'The organization it belongs to.'),
    parent_resource_id: nullable(id('authz_resource', 'The resource it lies in.')),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A thing in your application on which people are given roles.' },
)
export type AuthorizationResource = Static<typeof AuthorizationResource>

/** A resource as an assignment mentions it. */
export const ResourceReference = model(
  'ResourceReference',
  {
    id: id('authz_resource'),
    external_id: Type.String({ description: 'Its identifier in your own system.' }),
    resource_type_slug: Type.String({ description: 'The type it is of.' }),
  },
  { description: 'A resource, by its identifiers.' },
)

/** Names a resource in a body: by its ID, or by type and external ID. */
export const resourceTarget = {
  resource_id: Type.Optional(Type.String({ description: 'The resource, by its ID.' })),
  resource_external_id: Type.Optional(
    Type.String({ description: 'The resource, by its identifier in your own system. Goes with its type.' }),
  ),
  resource_type_slug: Type.Optional(
    Type.String({ description: "The resource's type, where the external ID names it." }),
  ),
}
export const resourceTargetGroups = [['resource_id'], ['resource_external_id', 'resource_type_slug']] as const

const parentByExternalId = {
  parent_resource_external_id: Type.Optional(
    Type.String({ description: 'The parent, by its identifier in your own system. Goes with its type.' }),
  ),
  parent_resource_type_slug: Type.Optional(
    Type.String({ description: "The parent's type, where the external ID names it." }),
  ),
}
const parentGroups = [
  ['parent_resource_id'],
  ['parent_resource_external_id', 'parent_resource_type_slug'],
] as const

const name = Type.String({ minLength: 1, maxLength: 48, description: 'What people call it.' })
const description = nullable(Type.String({ maxLength: 150 }))

const UpdateResource = model(
  'UpdateAuthorizationResource',
  {
    name: Type.Optional(name),
    description: Type.Optional(description),
    parent_resource_id: Type.Optional(
      Type.String({ description: 'Moves it, and all that lies in it, to this parent.' }),
    ),
    ...parentByExternalId,
  },
  { description: 'What changes about a resource.' },
)

const cascade = {
  cascade_delete: Type.Optional(
    Type.Boolean({ default: false, description: 'Delete what lies in it and its role assignments, too.' }),
  ),
}

export const resourceNotFound = notFound('Resource')
export const lockTimeout = error(
  400,
  'lock_timeout',
  'Another change to these resources is in progress. Try again.',
)
export const resourceExternalIdConflict = error(
  409,
  'authorization_resource_external_id_conflict',
  'The organization has another resource of this type with that external ID.',
)
export const resourceTypeUpdateInProgress = error(
  409,
  'resource_type_update_in_progress',
  'The resource types are being changed. Try again.',
)
export const resourceHasDependents = error(
  409,
  'resource_has_dependents',
  'Other resources lie in it, or people have roles on it. Delete them first, or with it.',
)
export const missingOrganizationIdOrResourceTypeSlug = error(
  400,
  'missing_organization_id_or_resource_type_slug',
  'Name an organization or a resource type.',
)

export const resources = group('authorization', {
  listResources: operation({
    method: 'GET',
    path: '/authorization/resources',
    summary: 'List resources of an organization or of a type',
    query: {
      ...paging,
      organization_id: Type.Optional(Type.String({ description: 'Only resources of this organization.' })),
      resource_type_slug: Type.Optional(Type.String({ description: 'Only resources of this type.' })),
      resource_external_id: Type.Optional(
        Type.String({ description: 'Only resources with this external ID.' }),
      ),
      parent_resource_id: Type.Optional(Type.String({ description: 'Only what lies in this resource.' })),
      parent_resource_type_slug: Type.Optional(
        Type.String({ description: "The parent's type, with its external ID." }),
      ),
      parent_external_id: Type.Optional(
        Type.String({ description: "The parent's external ID, with its type." }),
      ),
    },
    exclusive: [['parent_resource_id'], ['parent_resource_type_slug', 'parent_external_id']],
    status: 200,
    returns: page(AuthorizationResource),
    throws: [missingOrganizationIdOrResourceTypeSlug, forbidden],
  }),
  createResource: operation({
    method: 'POST',
    path: '/authorization/resources',
    summary: 'Register a resource',
    description: 'Without a parent it lies directly in the organization.',
    body: model(
      'CreateAuthorizationResource',
      {
        external_id: ExternalId,
        name,
        description: Type.Optional(description),
        resource_type_slug: Type.String({ description: 'The type it is of.' }),
        organization_id: Type.String({ description: 'The organization it belongs to.' }),
        parent_resource_id: Type.Optional(nullable(Type.String({ description: 'The resource it lies in.' }))),
        ...parentByExternalId,
      },
      { description: 'A resource to register.' },
    ),
    exclusive: parentGroups,
    status: 201,
    returns: AuthorizationResource,
    throws: [
      badRequest,
      lockTimeout,
      forbidden,
      organizationNotFound,
      resourceTypeNotFound,
      resourceNotFound,
      resourceExternalIdConflict,
      resourceTypeUpdateInProgress,
    ],
  }),
  getResource: operation({
    method: 'GET',
    path: '/authorization/resources/{resource_id}',
    summary: 'Get a resource',
    status: 200,
    returns: AuthorizationResource,
    throws: [forbidden, resourceNotFound],
  }),
  updateResource: operation({
    method: 'PATCH',
    path: '/authorization/resources/{resource_id}',
    summary: 'Update or move a resource',
    body: UpdateResource,
    exclusive: parentGroups,
    status: 200,
    returns: AuthorizationResource,
    throws: [lockTimeout, forbidden, resourceNotFound, resourceTypeUpdateInProgress],
  }),
  deleteResource: operation({
    method: 'DELETE',
    path: '/authorization/resources/{resource_id}',
    summary: 'Delete a resource',
    query: cascade,
    status: 204,
    throws: [lockTimeout, forbidden, resourceNotFound, resourceHasDependents, resourceTypeUpdateInProgress],
  }),
  getResourceByExternalId: operation({
    method: 'GET',
    path: '/authorization/organizations/{organization_id}/resources/{resource_type_slug}/{external_id}',
    summary: 'Get a resource by its external ID',
    status: 200,
    returns: AuthorizationResource,
    throws: [forbidden, organizationNotFound, resourceNotFound],
  }),
  updateResourceByExternalId: operation({
    method: 'PATCH',
    path: '/authorization/organizations/{organization_id}/resources/{resource_type_slug}/{external_id}',
    summary: 'Update or move a resource named by its external ID',
    body: UpdateResource,
    exclusive: parentGroups,
    status: 200,
    returns: AuthorizationResource,
    throws: [lockTimeout, forbidden, organizationNotFound, resourceNotFound, resourceTypeUpdateInProgress],
  }),
  deleteResourceByExternalId: operation({
    method: 'DELETE',
    path: '/authorization/organizations/{organization_id}/resources/{resource_type_slug}/{external_id}',
    summary: 'Delete a resource named by its external ID',
    query: cascade,
    status: 204,
    throws: [
      lockTimeout,
      forbidden,
      organizationNotFound,
      resourceNotFound,
      resourceHasDependents,
      resourceTypeUpdateInProgress,
    ],
  }),
})
