import Type, { type Static } from 'typebox'
import {
  events,
  forbidden,
  group,
  id,
  kind,
  model,
  notFound,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'

/** Where the people of a directory come from. */
export const directoryTypes = [
  'azure scim v2.0',
  'bamboohr',
  'breathe hr',
  'cezanne hr',
  'cyberark scim v2.0',
  'fourth hr',
  'generic scim v2.0',
  'gsuite directory',
  'hibob',
  'sailpoint scim v2.0',
  'jump cloud scim v2.0',
  'okta scim v2.0',
  'onelogin scim v2.0',
  'people hr',
  'personio',
  'pingfederate scim v2.0',
  'rippling scim v2.0',
  's3',
  'sftp',
  'sftp workday',
  'workday',
] as const

const organizationId = id('org', 'The organization whose directory it is.')
const name = Type.String({ description: 'What people call it.', examples: ['Acme (Okta)'] })
const externalKey = Type.String({ description: 'The part of its addresses that tells it from others.' })

const DirectoryUserCounts = model(
  'DirectoryUserCounts',
  {
    active: Type.Integer({ description: 'How many are active.' }),
    inactive: Type.Integer({ description: 'How many are not.' }),
  },
  { description: 'The people in a directory, counted.' },
)

const DirectoryMetadata = model(
  'DirectoryMetadata',
  { users: DirectoryUserCounts, groups: Type.Integer({ description: 'How many groups it has.' }) },
  { description: 'What a directory holds, counted.' },
)

export const Directory = model(
  'Directory',
  {
    object: kind('directory'),
    id: id('directory'),
    organization_id: organizationId,
    external_key: externalKey,
    type: openEnum(directoryTypes, { description: 'Where its people come from.' }),
    state: openEnum(['linked', 'validating', 'invalid_credentials', 'unlinked', 'deleting'], {
      description: 'How far it is set up. People come through a linked one.',
    }),
    name,
    domain: Type.Optional(Type.String({ description: "The organization's domain." })),
    metadata: Type.Optional(DirectoryMetadata),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: "The link to an organization's directory of people and groups." },
)
export type Directory = Static<typeof Directory>

const eventFields = {
  object: kind('directory'),
  id: id('directory'),
  organization_id: Type.Optional(organizationId),
  type: openEnum([...directoryTypes, 'gusto', 'rippling'], { description: 'Where its people come from.' }),
  // The same states as in REST, by older names: `active` is linked and `inactive` unlinked.
  state: openEnum(['active', 'validating', 'invalid_credentials', 'inactive', 'deleting'], {
    description: 'How far it is set up.',
  }),
  name,
  created_at: timestamp(),
  updated_at: timestamp(),
}

const DirectoryDomain = model(
  'DirectoryDomain',
  {
    object: kind('organization_domain'),
    id: id('org_domain'),
    domain: Type.String({ description: 'The domain name, in lower case.' }),
  },
  { description: 'A domain of the organization whose directory it is.' },
)

/** A directory as the event of its activation stores it. */
export const DirectoryEventData = model(
  'DirectoryEventData',
  {
    ...eventFields,
    external_key: externalKey,
    domains: Type.Array(DirectoryDomain, { description: "The organization's domains." }),
  },
  { description: 'A directory that was activated.' },
)

export const DirectoryDeletedEventData = model('DirectoryDeletedEventData', eventFields, {
  description:
    'A directory that was deleted. Its people and groups went with it, without events of their own.',
})

/** A SCIM token as its events store it: without the token. */
export const DirectoryToken = model(
  'DirectoryToken',
  {
    object: kind('directory_token'),
    id: id('directory_token'),
    directory_id: id('directory', 'The directory whose SCIM endpoint it opens.'),
    organization_id: Type.Optional(organizationId),
    token_suffix: Type.String({ description: 'Its last characters, to tell it from others.' }),
    created_at: timestamp(),
  },
  { description: 'A bearer token for a SCIM endpoint, without the token.' },
)

export const directoryNotFound = notFound('Directory')

export const directories = group('directorySync', {
  listDirectories: operation({
    method: 'GET',
    path: '/directories',
    summary: 'List directories',
    query: {
      ...paging,
      organization_id: Type.Optional(Type.String({ description: 'Only directories of this organization.' })),
      search: Type.Optional(Type.String({ description: 'Only directories whose name holds this text.' })),
      domain: Type.Optional(
        Type.String({ description: 'Only directories of organizations with this domain.', deprecated: true }),
      ),
    },
    status: 200,
    returns: page(Directory),
    throws: [forbidden],
  }),
  getDirectory: operation({
    method: 'GET',
    path: '/directories/{id}',
    summary: 'Get a directory',
    status: 200,
    returns: Directory,
    throws: [forbidden, directoryNotFound],
  }),
  deleteDirectory: operation({
    method: 'DELETE',
    path: '/directories/{id}',
    summary: 'Delete a directory with its people and groups',
    status: 202,
    alsoReturns: { 200: null },
    throws: [forbidden, directoryNotFound],
    emits: ['dsync.deleted'],
  }),
})

export const directoryEvents = events({
  'dsync.activated': { summary: 'People come through a directory now.', data: DirectoryEventData },
  'dsync.deleted': { summary: 'A directory was deleted.', data: DirectoryDeletedEventData },
  'dsync.token.created': { summary: 'A SCIM token was made.', data: DirectoryToken, webhook: false },
  'dsync.token.revoked': { summary: 'A SCIM token was revoked.', data: DirectoryToken, webhook: false },
})
