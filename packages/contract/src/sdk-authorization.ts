import { Permission } from './authorization-permissions.ts'
import { resourceNotFound } from './authorization-resources.ts'
import { forbidden, group, operation, page, paging } from './core/index.ts'
import { organizationMembershipNotFound } from './organization-memberships.ts'

export const resourcePermissions = group('authorization', {
  listEffectivePermissionsOnResource: operation({
    method: 'GET',
    path: '/authorization/resources/{resource_id}/organization_memberships/{organization_membership_id}/permissions',
    origin: 'sdk',
    summary: 'List the permissions that a member has on a resource',
    description: 'The same as `listEffectivePermissions`, at the path that the official Node SDK calls.',
    query: paging,
    status: 200,
    returns: page(Permission),
    throws: [forbidden, organizationMembershipNotFound, resourceNotFound],
  }),
})
