import Type, { type Static } from 'typebox'
import { RoleReference, roleNotFound } from './authorization-environment-roles.ts'
import {
  ResourceReference,
  resourceNotFound,
  resourceTarget,
  resourceTargetGroups,
} from './authorization-resources.ts'
import { roleAssignmentNotFound } from './authorization-role-assignments.ts'
import {
  error,
  forbidden,
  group,
  id,
  kind,
  ListMetadata,
  model,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'
import { groupNotFound } from './groups.ts'

export const GroupRoleAssignment = model(
  'GroupRoleAssignment',
  {
    object: kind('group_role_assignment'),
    id: id('gra'),
    group_id: id('group', 'The group whose members have the role.'),
    role: RoleReference,
    resource: ResourceReference,
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A role that the members of a group have on a resource.' },
)
export type GroupRoleAssignment = Static<typeof GroupRoleAssignment>

const assignment = {
  role_slug: Type.String({ description: 'The role, by its slug.', examples: ['editor'] }),
  ...resourceTarget,
}

/** All of a group's assignments at once: it looks like a page, and is not one that can be turned. */
const GroupRoleAssignmentList = model(
  'GroupRoleAssignmentList',
  { object: kind('list'), data: Type.Array(GroupRoleAssignment), list_metadata: ListMetadata },
  { description: 'All roles that a group has.' },
)

export const duplicateGroupRoleAssignment = error(
  409,
  'duplicate_group_role_assignment',
  'The group has that role on the resource already.',
)

export const groupRoleAssignments = group('authorization', {
  listGroupRoleAssignments: operation({
    method: 'GET',
    path: '/authorization/groups/{group_id}/role_assignments',
    summary: 'List the roles of a group',
    query: paging,
    status: 200,
    returns: page(GroupRoleAssignment),
    throws: [forbidden, groupNotFound],
  }),
  createGroupRoleAssignment: operation({
    method: 'POST',
    path: '/authorization/groups/{group_id}/role_assignments',
    summary: 'Give a group a role',
    description: 'Without a resource the role is given on the organization.',
    body: model('CreateGroupRoleAssignment', assignment, {
      description: 'A role to give to a group, and on what.',
    }),
    exclusive: resourceTargetGroups,
    status: 201,
    returns: GroupRoleAssignment,
    throws: [forbidden, groupNotFound, roleNotFound, resourceNotFound, duplicateGroupRoleAssignment],
    emits: ['organization_membership.updated'],
  }),
  replaceGroupRoleAssignments: operation({
    method: 'PUT',
    path: '/authorization/groups/{group_id}/role_assignments',
    summary: 'Replace all roles of a group',
    body: model(
      'ReplaceGroupRoleAssignments',
      {
        role_assignments: Type.Array(
          model('GroupRoleAssignmentEntry', assignment, {
            description: 'A role that a group shall have, and on what.',
          }),
          {
            maxItems: 100,
            description: 'The roles it shall have, and no others.',
          },
        ),
      },
      { description: 'All roles that a group shall have.' },
    ),
    status: 200,
    returns: GroupRoleAssignmentList,
    throws: [forbidden, groupNotFound, roleNotFound, resourceNotFound],
    emits: ['organization_membership.updated'],
  }),
  removeGroupRoleAssignments: operation({
    method: 'DELETE',
    path: '/authorization/groups/{group_id}/role_assignments',
    summary: 'Take a role from a group',
    body: model('RemoveGroupRoleAssignments', assignment, {
      description: 'A role to take from a group, and on what.',
    }),
    exclusive: resourceTargetGroups,
    status: 204,
    throws: [forbidden, groupNotFound, roleAssignmentNotFound],
    emits: ['organization_membership.updated'],
  }),
  getGroupRoleAssignment: operation({
    method: 'GET',
    path: '/authorization/groups/{group_id}/role_assignments/{role_assignment_id}',
    summary: 'Get a role assignment of a group',
    status: 200,
    returns: GroupRoleAssignment,
    throws: [forbidden, groupNotFound, roleAssignmentNotFound],
  }),
  removeGroupRoleAssignment: operation({
    method: 'DELETE',
    path: '/authorization/groups/{group_id}/role_assignments/{role_assignment_id}',
    summary: 'Delete a role assignment of a group',
    status: 204,
    throws: [forbidden, groupNotFound, roleAssignmentNotFound],
    emits: ['organization_membership.updated'],
  }),
})
