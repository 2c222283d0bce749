import Type, { type Static } from 'typebox'
import { RoleReference } from './authorization-environment-roles.ts'
import {
  csv,
  error,
  events,
  group,
  id,
  kind,
  model,
  notFound,
  oneOf,
  opaqueObject,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import { User, userNotFound } from './users.ts'

const statuses = ['active', 'inactive', 'pending'] as const

const fields = {
  object: kind('organization_membership'),
  id: id('om'),
  user_id: id('user', 'Who the member is.'),
  organization_id: id('org', 'Where they are a member.'),
  status: openEnum(statuses, { description: '`pending` until an invitation is accepted.' }),
  directory_managed: Type.Boolean({ description: 'Whether a directory decides on the membership.' }),
  created_at: timestamp(),
  updated_at: timestamp(),
}
const customAttributes = opaqueObject({
  description: 'What the directory or identity provider says of the member.',
})

const summary = {
  ...fields,
  organization_name: Type.Optional(Type.String({ description: 'What people call the organization.' })),
  custom_attributes: Type.Optional(customAttributes),
}

export const OrganizationMembershipSummary = model('OrganizationMembershipSummary', summary, {
  description: 'A membership without its user and roles, as lists within an organization show it.',
})

export const OrganizationMembershipWithUser = model(
  'OrganizationMembershipWithUser',
  { ...summary, user: User },
  { description: 'A membership with its user and without its roles.' },
)

const role = RoleReference
const roles = Type.Array(RoleReference, { description: 'Every role they have in the organization.' })

export const OrganizationMembership = model(
  'OrganizationMembership',
  { ...summary, role, roles, user: User },
  { description: 'A user as a member of an organization, with the roles they have in it.' },
)
export type OrganizationMembership = Static<typeof OrganizationMembership>

/** A membership as its events store it: without the user. */
export const OrganizationMembershipEventData = model(
  'OrganizationMembershipEventData',
  { ...fields, role, roles: Type.Optional(roles), custom_attributes: customAttributes },
  { description: 'A membership, without its user.' },
)

const roleChoice = {
  role_slug: Type.Optional(Type.String({ description: 'The one role they shall have.' })),
  role_slugs: Type.Optional(
    Type.Array(Type.String(), { description: 'The roles they shall have, where several are switched on.' }),
  ),
}
const roleGroups = [['role_slug'], ['role_slugs']] as const

export const organizationMembershipNotFound = notFound('Organization membership')
export const missingUserIdOrOrganizationId = error(
  400,
  'missing_user_id_or_organization_id',
  'Name a user or an organization.',
)
export const organizationMembershipAlreadyExists = error(
  409,
  'organization_membership_already_exists',
  'The user is a member of the organization already.',
)
export const cannotReactivatePendingOrganizationMembership = error(
  400,
  'cannot_reactivate_pending_organization_membership',
  'The member has not accepted the invitation yet.',
)
export const cannotDeactivatePendingOrganizationMembership = error(
  400,
  'cannot_deactivate_pending_organization_membership',
  'The member has not accepted the invitation yet. Revoke it instead.',
)
export const invalidRole = error(422, 'invalid_role', 'The organization has no such role.')
export const multipleRolesNotEnabled = error(
  422,
  'multiple_roles_not_enabled',
  'A member can have one role only.',
)
export const subResourceScopedRoleNotAllowed = error(
  422,
  'sub_resource_scoped_role_not_allowed',
  'That role is given on resources, not on organizations.',
  { role_slug: Type.String({ description: 'The role in question.' }) },
)

export const organizationMemberships = group('userManagement', {
  listOrganizationMemberships: operation({
    method: 'GET',
    path: '/user_management/organization_memberships',
    summary: 'List the memberships of a user or of an organization',
    query: {
      ...paging,
      user_id: Type.Optional(Type.String({ description: 'Only memberships of this user.' })),
      organization_id: Type.Optional(Type.String({ description: 'Only memberships in this organization.' })),
      statuses: Type.Optional(
        csv(oneOf(statuses), { description: 'Which memberships to show. Default: `active`.' }),
      ),
    },
    status: 200,
    returns: page(OrganizationMembership),
    throws: [missingUserIdOrOrganizationId],
    invalid: 'parameters',
  }),
  createOrganizationMembership: operation({
    method: 'POST',
    path: '/user_management/organization_memberships',
    summary: 'Make a user a member of an organization',
    description: 'An inactive membership becomes active again, with the roles given.',
    body: model(
      'CreateOrganizationMembership',
      {
        user_id: Type.String({ description: 'Who shall be a member.' }),
        organization_id: Type.String({ description: 'Where they shall be one.' }),
        ...roleChoice,
      },
      { description: 'A membership to create.' },
    ),
    exclusive: roleGroups,
    status: 201,
    returns: OrganizationMembership,
    throws: [
      cannotReactivatePendingOrganizationMembership,
      userNotFound,
      organizationNotFound,
      organizationMembershipAlreadyExists,
      invalidRole,
      multipleRolesNotEnabled,
      subResourceScopedRoleNotAllowed,
    ],
    invalid: 'parameters',
    emits: ['organization_membership.created', 'organization_membership.updated'],
  }),
  getOrganizationMembership: operation({
    method: 'GET',
    path: '/user_management/organization_memberships/{id}',
    summary: 'Get a membership',
    status: 200,
    returns: OrganizationMembership,
    throws: [organizationMembershipNotFound],
  }),
  updateOrganizationMembership: operation({
    method: 'PUT',
    path: '/user_management/organization_memberships/{id}',
    summary: 'Change the roles of a member',
    body: model('UpdateOrganizationMembership', roleChoice, {
      description: 'The roles that a member shall have.',
    }),
    exclusive: roleGroups,
    status: 200,
    returns: OrganizationMembership,
    throws: [
      organizationMembershipNotFound,
      invalidRole,
      multipleRolesNotEnabled,
      subResourceScopedRoleNotAllowed,
    ],
    invalid: 'parameters',
    emits: ['organization_membership.updated'],
  }),
  deleteOrganizationMembership: operation({
    method: 'DELETE',
    path: '/user_management/organization_memberships/{id}',
    summary: 'End a membership for good',
    status: 200,
    throws: [organizationMembershipNotFound],
    emits: ['organization_membership.deleted', 'session.revoked', 'api_key.revoked'],
  }),
  deactivateOrganizationMembership: operation({
    method: 'PUT',
    path: '/user_management/organization_memberships/{id}/deactivate',
    summary: 'Suspend a membership and end its sessions',
    status: 200,
    returns: OrganizationMembership,
    throws: [cannotDeactivatePendingOrganizationMembership, organizationMembershipNotFound],
    invalid: 'parameters',
    emits: ['organization_membership.updated', 'session.revoked'],
  }),
  reactivateOrganizationMembership: operation({
    method: 'PUT',
    path: '/user_management/organization_memberships/{id}/reactivate',
    summary: 'Take up a suspended membership again',
    status: 200,
    returns: OrganizationMembership,
    throws: [cannotReactivatePendingOrganizationMembership, organizationMembershipNotFound],
    invalid: 'parameters',
    emits: ['organization_membership.updated'],
  }),
})

export const organizationMembershipEvents = events({
  'organization_membership.created': {
    summary: 'A user became a member of an organization, or was invited to.',
    data: OrganizationMembershipEventData,
  },
  'organization_membership.updated': {
    summary: 'The status, roles or attributes of a member changed.',
    data: OrganizationMembershipEventData,
  },
  'organization_membership.deleted': {
    summary: 'A membership ended.',
    data: OrganizationMembershipEventData,
  },
})
