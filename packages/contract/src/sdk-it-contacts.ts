import Type, { type Static } from 'typebox'
import {
  email,
  error,
  forbidden,
  group,
  id,
  kind,
  model,
  notFound,
  oneOf,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'

export const ItContact = model(
  'ItContact',
  {
    object: kind('it_contact'),
    id: id('it_contact'),
    email: Type.String({ description: 'The address of the person.', examples: ['it@acme.com'] }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: "A person in an organization's IT department, who sets up its connections." },
)
export type ItContact = Static<typeof ItContact>

export const itContactNotFound = notFound('IT contact')
export const itContactExists = error(
  409,
  'it_contact_already_exists',
  'The organization has this IT contact already.',
)
export const itContactInvited = error(
  409,
  'active_invitation_exists',
  'The organization has an open invitation already.',
)

export const itContacts = group('organizations', {
  listItContacts: operation({
    method: 'GET',
    path: '/organizations/{organization_id}/it_contacts',
    origin: 'sdk',
    summary: 'List the IT contacts of an organization',
    query: paging,
    status: 200,
    returns: page(ItContact),
    throws: [forbidden, organizationNotFound],
  }),
  createItContact: operation({
    method: 'POST',
    path: '/organizations/{organization_id}/it_contacts',
    origin: 'sdk',
    summary: 'Add an IT contact to an organization',
    description: 'Sends nothing. From now on, the contact is told when a certificate is about to expire.',
    body: model('CreateItContact', {
      email: email('The address of the person.'),
    }),
    status: 201,
    returns: ItContact,
    throws: [forbidden, organizationNotFound, itContactExists],
  }),
  deleteItContact: operation({
    method: 'DELETE',
    path: '/organizations/{organization_id}/it_contacts/{contact_id}',
    origin: 'sdk',
    summary: 'Remove an IT contact and the setup links sent to it',
    status: 204,
    throws: [forbidden, organizationNotFound, itContactNotFound],
  }),
  inviteItContact: operation({
    method: 'POST',
    path: '/organizations/{organization_id}/it_contacts/{contact_id}/invite',
    origin: 'sdk',
    summary: 'Send an IT contact a link to the Admin Portal',
    body: model('InviteItContact', {
      intents: Type.Array(
        oneOf(['sso', 'directory_sync', 'log_streams', 'domain_verification', 'bring_your_own_key']),
        { minItems: 1, description: 'What the contact may set up.' },
      ),
    }),
    status: 204,
    throws: [forbidden, organizationNotFound, itContactNotFound, itContactInvited],
  }),
  revokeItContact: operation({
    method: 'POST',
    path: '/organizations/{organization_id}/it_contacts/{contact_id}/revoke',
    origin: 'sdk',
    summary: 'Revoke the link sent to an IT contact',
    status: 204,
    throws: [forbidden, organizationNotFound, itContactNotFound],
  }),
})
