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
import { OrganizationMembershipSummary, organizationMembershipNotFound } from './organization-memberships.ts'
import { organizationNotFound } from './organizations.ts'

/** A group. Its name on the wire is `Group`, which here is the word for a set of operations. */
export const OrganizationGroup = model(
  'Group',
  {
    object: kind('group'),
    id: id('group'),
    organization_id: id('org', 'The organization whose members it gathers.'),
    name: Type.String({ description: 'What people call it.', examples: ['Engineering'] }),
    description: nullable(Type.String({ description: 'Who belongs in it.' })),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'Members of an organization who are given roles together.' },
)
export type OrganizationGroup = Static<typeof OrganizationGroup>

/** A membership of a group as its events store it. */
export const GroupMemberEventData = model(
  'GroupMemberEventData',
  {
    group_id: id('group', 'The group.'),
    organization_membership_id: id('om', 'The member.'),
  },
  { description: 'A member and a group.' },
)

const name = Type.String({ minLength: 1, maxLength: 256, description: 'What people call it.' })
const description = nullable(Type.String({ maxLength: 150, description: 'Who belongs in it.' }))

export const groupNotFound = notFound('Group')
export const groupMembershipLimitExceeded = error(
  400,
  'group_membership_limit_exceeded',
  'The group has as many members as a group may have.',
)

export const organizationGroups = group('groups', {
  listGroups: operation({
    method: 'GET',
    path: '/organizations/{organizationId}/groups',
    summary: 'List the groups of an organization',
    query: paging,
    status: 200,
    returns: page(OrganizationGroup),
    throws: [forbidden, organizationNotFound],
  }),
  createGroup: operation({
    method: 'POST',
    path: '/organizations/{organizationId}/groups',
    summary: 'Create a group in an organization',
    body: model(
      'CreateGroup',
      { name, description: Type.Optional(description) },
      { description: 'A group to create.' },
    ),
    status: 201,
    returns: OrganizationGroup,
    throws: [badRequest, forbidden, organizationNotFound],
    emits: ['group.created'],
  }),
  getGroup: operation({
    method: 'GET',
    path: '/organizations/{organizationId}/groups/{groupId}',
    summary: 'Get a group',
    status: 200,
    returns: OrganizationGroup,
    throws: [forbidden, organizationNotFound, groupNotFound],
  }),
  updateGroup: operation({
    method: 'PATCH',
    path: '/organizations/{organizationId}/groups/{groupId}',
    summary: 'Update a group',
    body: model(
      'UpdateGroup',
      { name: Type.Optional(name), description: Type.Optional(description) },
      { description: 'What changes about a group.' },
    ),
    status: 200,
    returns: OrganizationGroup,
    throws: [badRequest, forbidden, organizationNotFound, groupNotFound],
    emits: ['group.updated'],
  }),
  deleteGroup: operation({
    method: 'DELETE',
    path: '/organizations/{organizationId}/groups/{groupId}',
    summary: 'Delete a group and the roles it gave',
    status: 204,
    throws: [forbidden, organizationNotFound, groupNotFound],
    emits: ['group.deleted', 'organization_membership.updated'],
  }),
  listOrganizationMemberships: operation({
    method: 'GET',
    path: '/organizations/{organizationId}/groups/{groupId}/organization-memberships',
    summary: 'List the members of a group',
    query: paging,
    status: 200,
    returns: page(OrganizationMembershipSummary),
    throws: [forbidden, organizationNotFound, groupNotFound],
  }),
  addOrganizationMembership: operation({
    method: 'POST',
    path: '/organizations/{organizationId}/groups/{groupId}/organization-memberships',
    summary: 'Put a member into a group',
    body: model(
      'AddGroupMember',
      {
        organization_membership_id: Type.String({
          description: 'The member to add, from the same organization.',
        }),
      },
      { description: 'A member to put into a group.' },
    ),
    status: 200,
    returns: OrganizationGroup,
    throws: [
      groupMembershipLimitExceeded,
      forbidden,
      organizationNotFound,
      groupNotFound,
      organizationMembershipNotFound,
    ],
    emits: ['group.member_added', 'organization_membership.updated'],
  }),
  removeOrganizationMembership: operation({
    method: 'DELETE',
    path: '/organizations/{organizationId}/groups/{groupId}/organization-memberships/{omId}',
    summary: 'Take a member out of a group',
    status: 204,
    throws: [forbidden, organizationNotFound, groupNotFound, organizationMembershipNotFound],
    emits: ['group.member_removed', 'organization_membership.updated'],
  }),
})

export const membershipGroups = group('userManagement', {
  listGroupsForOrganizationMembership: operation({
    method: 'GET',
    path: '/user_management/organization_memberships/{omId}/groups',
    summary: 'List the groups that a member is in',
    query: paging,
    status: 200,
    returns: page(OrganizationGroup),
    throws: [organizationMembershipNotFound],
  }),
})

export const groupEvents = events({
  'group.created': { summary: 'A group was created.', data: OrganizationGroup },
  'group.updated': { summary: 'The name or description of a group changed.', data: OrganizationGroup },
  'group.deleted': { summary: 'A group was deleted.', data: OrganizationGroup },
  'group.member_added': { summary: 'A member was added to a group.', data: GroupMemberEventData },
  'group.member_removed': { summary: 'A member was removed from a group.', data: GroupMemberEventData },
})
