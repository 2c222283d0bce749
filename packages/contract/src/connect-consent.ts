import Type, { type Static } from 'typebox'
import { ConnectApplication, connectApplicationNotFound } from './connect.ts'
import { group, id, kind, model, operation, page, paging } from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import { userNotFound } from './users.ts'

const consent = {
  object: kind('authorized_connect_application'),
  id: id('authorized_connect_app'),
  granted_scopes: Type.Array(Type.String(), { description: 'What they allowed.' }),
  oauth_resource: Type.Optional(Type.String({ description: 'The resource they allowed it for (RFC 8707).' })),
  application: ConnectApplication,
}

export const AuthorizedApplication = model('AuthorizedApplication', consent, {
  description: 'An application to which a person has agreed.',
})
export type AuthorizedApplication = Static<typeof AuthorizedApplication>

export const OrganizationAuthorizedApplication = model(
  'OrganizationAuthorizedApplication',
  { ...consent, user_id: id('user', 'Who agreed.') },
  { description: 'An application to which a member of an organization has agreed.' },
)

export const userConsents = group('userManagement', {
  listAuthorizedApplications: operation({
    method: 'GET',
    path: '/user_management/users/{user_id}/authorized_applications',
    summary: 'List the applications to which a user has agreed',
    query: paging,
    status: 200,
    returns: page(AuthorizedApplication),
    throws: [userNotFound],
  }),
  deleteAuthorizedApplication: operation({
    method: 'DELETE',
    path: '/user_management/users/{user_id}/authorized_applications/{application_id}',
    summary: 'Withdraw the consent of a user, and the tokens it gave',
    status: 204,
    throws: [userNotFound, connectApplicationNotFound],
  }),
})

export const organizationConsents = group('organizations', {
  listAuthorizedApplications: operation({
    method: 'GET',
    path: '/organizations/{organization_id}/authorized_applications',
    summary: 'List the applications to which members of an organization have agreed',
    query: paging,
    status: 200,
    returns: page(OrganizationAuthorizedApplication),
    throws: [organizationNotFound],
  }),
})
