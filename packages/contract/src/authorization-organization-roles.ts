import Type from 'typebox'
import {
  AddRolePermission,
  Role,
  roleDescription,
  roleName,
  roleNotFound,
  roleResourceType,
  SetRolePermissions,
  UpdateRole,
} from './authorization-environment-roles.ts'
import { permissionNotFound } from './authorization-permissions.ts'
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
  nullable,
  operation,
  timestamp,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'

/** A role of one organization as its events store it. */
export const OrganizationRoleEventData = model(
  'OrganizationRoleEventData',
  {
    object: kind('organization_role'),
    organization_id: id('org', 'The organization whose role it is.'),
    slug: Type.String({ description: 'The name that code knows it by.', examples: ['org-billing'] }),
    name: Type.String({ description: 'What people call it.' }),
    description: nullable(Type.String({ description: 'Who should have it.' })),
    resource_type_slug: Type.String({ description: 'The type of resource on which it is given.' }),
    permissions: Type.Array(Type.String(), { description: 'Slugs of the permissions it grants.' }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A role that one organization alone knows, as its events store it.' },
)

export const organizationRoleSlugConflict = error(
  409,
  'organization_role_slug_conflict',
  'Another role of this organization has that slug.',
)
export const roleHasAssignments = error(409, 'role_has_assignments', 'The role is still given to someone.')
export const roleHasGroupRoleMappings = error(
  409,
  'role_has_group_role_mappings',
  'Groups of a directory or an identity provider are still mapped to the role.',
)

export const organizationRoles = group('authorization', {
  listOrganizationRoles: operation({
    method: 'GET',
    path: '/authorization/organizations/{organizationId}/roles',
    summary: 'List the roles that an organization can give, its own and those of the environment',
    status: 200,
    returns: list(Role),
    throws: [forbidden, organizationNotFound],
  }),
  createOrganizationRole: operation({
    method: 'POST',
    path: '/authorization/organizations/{organizationId}/roles',
    summary: 'Create a role for one organization',
    body: model(
      'CreateOrganizationRole',
      {
        slug: Type.Optional(
          Type.String({
            maxLength: 48,
            description:
              'The name that code shall know it by, beginning with `org-`. Default: made from the name.',
            examples: ['org-billing'],
          }),
        ),
        name: roleName,
        description: Type.Optional(roleDescription),
        resource_type_slug: Type.Optional(roleResourceType),
      },
      { description: 'A role to create for an organization.' },
    ),
    status: 201,
    returns: Role,
    throws: [badRequest, forbidden, organizationNotFound, organizationRoleSlugConflict],
    emits: ['organization_role.created'],
  }),
  getOrganizationRole: operation({
    method: 'GET',
    path: '/authorization/organizations/{organizationId}/roles/{slug}',
    summary: 'Get a role of an organization',
    status: 200,
    returns: Role,
    throws: [forbidden, organizationNotFound, roleNotFound],
  }),
  updateOrganizationRole: operation({
    method: 'PATCH',
    path: '/authorization/organizations/{organizationId}/roles/{slug}',
    summary: 'Update a role of an organization',
    body: UpdateRole,
    status: 200,
    returns: Role,
    throws: [badRequest, forbidden, organizationNotFound, roleNotFound],
    emits: ['organization_role.updated'],
  }),
  deleteOrganizationRole: operation({
    method: 'DELETE',
    path: '/authorization/organizations/{organizationId}/roles/{slug}',
    summary: 'Delete a role of an organization',
    status: 204,
    throws: [
      badRequest,
      forbidden,
      organizationNotFound,
      roleNotFound,
      roleHasAssignments,
      roleHasGroupRoleMappings,
    ],
    emits: ['organization_role.deleted'],
  }),
  setOrganizationRolePermissions: operation({
    method: 'PUT',
    path: '/authorization/organizations/{organizationId}/roles/{slug}/permissions',
    summary: 'Replace the permissions of a role of an organization',
    body: SetRolePermissions,
    status: 200,
    returns: Role,
    throws: [forbidden, organizationNotFound, roleNotFound, permissionNotFound],
    emits: ['organization_role.updated'],
  }),
  addOrganizationRolePermission: operation({
    method: 'POST',
    path: '/authorization/organizations/{organizationId}/roles/{slug}/permissions',
    summary: 'Add one permission to a role of an organization',
    body: AddRolePermission,
    status: 200,
    returns: Role,
    throws: [badRequest, forbidden, organizationNotFound, roleNotFound, permissionNotFound],
    emits: ['organization_role.updated'],
  }),
  removeOrganizationRolePermission: operation({
    method: 'DELETE',
    path: '/authorization/organizations/{organizationId}/roles/{slug}/permissions/{permissionSlug}',
    summary: 'Take one permission from a role of an organization',
    status: 200,
    returns: Role,
    throws: [forbidden, organizationNotFound, roleNotFound, permissionNotFound],
    emits: ['organization_role.updated'],
  }),
})

export const organizationRoleEvents = events({
  'organization_role.created': {
    summary: 'A role of an organization was created.',
    data: OrganizationRoleEventData,
  },
  'organization_role.updated': {
    summary: 'A role of an organization, or what it grants, changed.',
    data: OrganizationRoleEventData,
  },
  'organization_role.deleted': {
    summary: 'A role of an organization was deleted.',
    data: OrganizationRoleEventData,
  },
})
