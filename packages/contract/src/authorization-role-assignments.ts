import Type, { type Static } from 'typebox'
import { RoleReference, roleNotFound } from './authorization-environment-roles.ts'
import {
  ResourceReference,
  resourceNotFound,
  resourceTarget,
  resourceTargetGroups,
} from './authorization-resources.ts'
import {
  forbidden,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'
import { organizationMembershipNotFound } from './organization-memberships.ts'
import { organizationNotFound } from './organizations.ts'

const RoleAssignmentSource = model(
  'RoleAssignmentSource',
  {
    type: openEnum(['direct', 'group'], {
      description: 'Whether the member was given the role, or a group of theirs.',
    }),
    group_role_assignment_id: nullable(id('gra', "The group's assignment, where it comes from a group.")),
  },
  { description: 'Where a role assignment comes from.' },
)

export const RoleAssignment = model(
  'RoleAssignment',
  {
    object: kind('role_assignment'),
    id: id('role_assignment'),
    organization_membership_id: id('om', 'The member who has the role.'),
    role: RoleReference,
    resource: ResourceReference,
    source: RoleAssignmentSource,
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A role that a member has on a resource.' },
)
export type RoleAssignment = Static<typeof RoleAssignment>

const roleSlug = Type.String({ description: 'The role, by its slug.', examples: ['editor'] })

const byRole = {
  ...paging,
  role_slug: Type.Optional(Type.String({ description: 'Only assignments of this role.' })),
}

export const roleAssignmentNotFound = notFound('Role assignment')

export const roleAssignments = group('authorization', {
  listRoleAssignments: operation({
    method: 'GET',
    path: '/authorization/organization_memberships/{organization_membership_id}/role_assignments',
    summary: 'List the roles of a member on resources',
    query: {
      ...paging,
      resource_id: Type.Optional(Type.String({ description: 'Only roles on this resource.' })),
      resource_external_id: Type.Optional(
        Type.String({ description: 'Only roles on resources with this external ID.' }),
      ),
      resource_type_slug: Type.Optional(
        Type.String({ description: 'Only roles on resources of this type.' }),
      ),
    },
    status: 200,
    returns: page(RoleAssignment),
    throws: [forbidden, organizationMembershipNotFound],
  }),
  assignRole: operation({
    method: 'POST',
    path: '/authorization/organization_memberships/{organization_membership_id}/role_assignments',
    summary: 'Give a member a role on a resource',
    body: model(
      'AssignRole',
      { role_slug: roleSlug, ...resourceTarget },
      { description: 'A role to give, and on what.' },
    ),
    exclusive: resourceTargetGroups,
    exclusiveRequired: true,
    status: 201,
    returns: RoleAssignment,
    throws: [forbidden, organizationMembershipNotFound, roleNotFound, resourceNotFound],
    emits: ['organization_membership.updated'],
  }),
  removeRole: operation({
    method: 'DELETE',
    path: '/authorization/organization_memberships/{organization_membership_id}/role_assignments',
    summary: 'Take a role on a resource from a member',
    body: model(
      'RemoveRole',
      { role_slug: roleSlug, ...resourceTarget },
      { description: 'A role to take, and on what.' },
    ),
    exclusive: resourceTargetGroups,
    exclusiveRequired: true,
    status: 204,
    throws: [forbidden, organizationMembershipNotFound, roleAssignmentNotFound],
    emits: ['organization_membership.updated'],
  }),
  removeRoleAssignment: operation({
    method: 'DELETE',
    path: '/authorization/organization_memberships/{organization_membership_id}/role_assignments/{role_assignment_id}',
    summary: 'Delete a role assignment of a member',
    status: 204,
    throws: [forbidden, organizationMembershipNotFound, roleAssignmentNotFound],
    emits: ['organization_membership.updated'],
  }),
  listRoleAssignmentsForResource: operation({
    method: 'GET',
    path: '/authorization/resources/{resource_id}/role_assignments',
    summary: 'List the roles that members have on a resource',
    query: byRole,
    status: 200,
    returns: page(RoleAssignment),
    throws: [forbidden, resourceNotFound],
  }),
  listResourceRoleAssignments: operation({
    method: 'GET',
    path: '/authorization/organizations/{organization_id}/resources/{resource_type_slug}/{external_id}/role_assignments',
    summary: 'List the roles that members have on a resource named by its external ID',
    query: byRole,
    status: 200,
    returns: page(RoleAssignment),
    throws: [forbidden, organizationNotFound, resourceNotFound],
  }),
})
