import Type, { type Static } from 'typebox'
import { Permission } from './authorization-permissions.ts'
import {
  AuthorizationResource,
  resourceNotFound,
  resourceTarget,
  resourceTargetGroups,
} from './authorization-resources.ts'
import { badRequest, forbidden, group, model, oneOf, operation, page, paging } from './core/index.ts'
import { OrganizationMembershipWithUser, organizationMembershipNotFound } from './organization-memberships.ts'
import { organizationNotFound } from './organizations.ts'

export const AuthorizationCheck = model(
  'AuthorizationCheck',
  { authorized: Type.Boolean({ description: 'Whether the member may do it.' }) },
  { description: 'The answer to a check.' },
)
export type AuthorizationCheck = Static<typeof AuthorizationCheck>

const permissionSlug = Type.String({
  description: 'The permission in question.',
  examples: ['documents:read'],
})

const memberFilters = {
  ...paging,
  permission_slug: permissionSlug,
  assignment: Type.Optional(
    oneOf(['direct', 'indirect'], {
      description:
        'Only members who have a role on this very resource (`direct`, the default), or all who have the permission by any way.',
    }),
  ),
}

export const checks = group('authorization', {
  check: operation({
    method: 'POST',
    path: '/authorization/organization_memberships/{organization_membership_id}/check',
    summary: 'Check whether a member has a permission on a resource',
    body: model(
      'CheckAuthorization',
      { permission_slug: permissionSlug, ...resourceTarget },
      { description: 'What a member wants to do, and to what.' },
    ),
    exclusive: resourceTargetGroups,
    exclusiveRequired: true,
    status: 200,
    returns: AuthorizationCheck,
    throws: [forbidden, organizationMembershipNotFound, resourceNotFound],
  }),
  listResourcesForMembership: operation({
    method: 'GET',
    path: '/authorization/organization_memberships/{organization_membership_id}/resources',
    summary: 'List the resources below a parent on which a member has a permission',
    query: {
      ...paging,
      permission_slug: permissionSlug,
      parent_resource_id: Type.Optional(Type.String({ description: 'The parent, by its ID.' })),
      parent_resource_type_slug: Type.Optional(
        Type.String({ description: "The parent's type, with its external ID." }),
      ),
      parent_resource_external_id: Type.Optional(
        Type.String({ description: "The parent's external ID, with its type." }),
      ),
    },
    exclusive: [['parent_resource_id'], ['parent_resource_type_slug', 'parent_resource_external_id']],
    exclusiveRequired: true,
    status: 200,
    returns: page(AuthorizationResource),
    throws: [badRequest, forbidden, organizationMembershipNotFound, resourceNotFound],
  }),
  listEffectivePermissions: operation({
    method: 'GET',
    path: '/authorization/organization_memberships/{organization_membership_id}/resources/{resource_id}/permissions',
    summary: 'List the permissions that a member has on a resource',
    query: paging,
    status: 200,
    returns: page(Permission),
    throws: [forbidden, organizationMembershipNotFound, resourceNotFound],
  }),
  listEffectivePermissionsByExternalId: operation({
    method: 'GET',
    path: '/authorization/organization_memberships/{organization_membership_id}/resources/{resource_type_slug}/{external_id}/permissions',
    summary: 'List the permissions that a member has on a resource named by its external ID',
    query: paging,
    status: 200,
    returns: page(Permission),
    throws: [forbidden, organizationMembershipNotFound, resourceNotFound],
  }),
  listMembershipsForResource: operation({
    method: 'GET',
    path: '/authorization/resources/{resource_id}/organization_memberships',
    summary: 'List the members who have a permission on a resource',
    query: memberFilters,
    status: 200,
    returns: page(OrganizationMembershipWithUser),
    throws: [badRequest, forbidden, resourceNotFound],
  }),
  listMembershipsForResourceByExternalId: operation({
    method: 'GET',
    path: '/authorization/organizations/{organization_id}/resources/{resource_type_slug}/{external_id}/organization_memberships',
    summary: 'List the members who have a permission on a resource named by its external ID',
    query: memberFilters,
    status: 200,
    returns: page(OrganizationMembershipWithUser),
    throws: [badRequest, forbidden, organizationNotFound, resourceNotFound],
  }),
})
