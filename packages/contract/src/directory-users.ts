import Type, { type Static } from 'typebox'
import { RoleReference } from './authorization-environment-roles.ts'
import {
  events,
  forbidden,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  opaqueObject,
  openEnum,
  operation,
  page,
  paging,
  shapedError,
  timestamp,
} from './core/index.ts'
import { directoryNotFound } from './directories.ts'

const groupFields = {
  object: kind('directory_group'),
  id: id('directory_group'),
  directory_id: id('directory', 'The directory it is in.'),
  organization_id: id('org', 'The organization whose directory it is.'),
  idp_id: Type.String({ description: 'Its identifier in the directory. Stays when it is renamed.' }),
  name: Type.String({ description: 'What people call it.' }),
  raw_attributes: Type.Optional(opaqueObject({ description: 'What the directory sent, as it sent it.' })),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const DirectoryGroup = model('DirectoryGroup', groupFields, {
  description: 'A group of people in a directory.',
})
export type DirectoryGroup = Static<typeof DirectoryGroup>

const DirectoryUserEmail = model(
  'DirectoryUserEmail',
  {
    primary: Type.Optional(Type.Boolean({ description: 'Whether it is the main one.' })),
    type: Type.Optional(Type.String({ description: 'What it is for.', examples: ['work'] })),
    value: Type.Optional(nullable(Type.String({ description: 'The address.' }))),
  },
  { description: 'An e-mail address of a person in a directory.' },
)

const userFields = {
  object: kind('directory_user'),
  id: id('directory_user'),
  directory_id: id('directory', 'The directory they are in.'),
  organization_id: id('org', 'The organization whose directory it is.'),
  idp_id: Type.String({ description: 'Their identifier in the directory. Never changes.' }),
  email: nullable(Type.String({ description: 'Their main e-mail address.' })),
  first_name: Type.Optional(nullable(Type.String())),
  last_name: Type.Optional(nullable(Type.String())),
  name: Type.Optional(nullable(Type.String({ description: 'Their whole name.' }))),
  state: openEnum(['active', 'suspended', 'inactive'], {
    description: 'Whether the directory lets them in.',
  }),
  custom_attributes: opaqueObject({ description: 'The attributes that you have mapped.' }),
  role: Type.Optional(RoleReference),
  roles: Type.Optional(Type.Array(RoleReference, { description: 'Every role their groups give them.' })),
  emails: Type.Optional(
    Type.Array(DirectoryUserEmail, {
      description: 'All their addresses. Superseded by `custom_attributes`.',
      deprecated: true,
    }),
  ),
  job_title: Type.Optional(
    nullable(
      Type.String({ description: 'Their position. Superseded by `custom_attributes`.', deprecated: true }),
    ),
  ),
  username: Type.Optional(
    nullable(
      Type.String({ description: 'Their login. Superseded by `custom_attributes`.', deprecated: true }),
    ),
  ),
  raw_attributes: opaqueObject({
    description: 'What the directory sent, as it sent it. Superseded by `custom_attributes`.',
    deprecated: true,
  }),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const DirectoryUser = model('DirectoryUser', userFields, { description: 'A person in a directory.' })
export type DirectoryUser = Static<typeof DirectoryUser>

export const DirectoryUserWithGroups = model(
  'DirectoryUserWithGroups',
  {
    ...userFields,
    groups: Type.Array(DirectoryGroup, {
      description: 'The groups they are in. Superseded by the list of groups by user.',
      deprecated: true,
    }),
  },
  { description: 'A person in a directory, with their groups.' },
)
export type DirectoryUserWithGroups = Static<typeof DirectoryUserWithGroups>

const previous = {
  previous_attributes: Type.Optional(opaqueObject({ description: 'What changed, as it was before.' })),
}

/** A directory user as the event of their change stores them. */
export const DirectoryUserUpdatedEventData = model(
  'DirectoryUserUpdatedEventData',
  { ...userFields, ...previous },
  { description: 'A person in a directory who changed.' },
)

/** A directory group as the event of its change stores it. */
export const DirectoryGroupUpdatedEventData = model(
  'DirectoryGroupUpdatedEventData',
  { ...groupFields, ...previous },
  { description: 'A group in a directory that changed.' },
)

/** A directory user and a group, as the events of membership store them. */
export const DirectoryGroupMemberEventData = model(
  'DirectoryGroupMemberEventData',
  {
    directory_id: id('directory', 'The directory that both are in.'),
    user: DirectoryUser,
    group: DirectoryGroup,
  },
  { description: 'A person and a group in a directory.' },
)

export const directoryUserNotFound = notFound('Directory user')
export const directoryGroupNotFound = notFound('Directory group')
/** The body is the bare string, which clients of this route know. */
export const directoryUsersRateLimited = shapedError('text', 429, 'rate_limited', 'Ratelimited')

export const directoryUsers = group('directorySync', {
  listUsers: operation({
    method: 'GET',
    path: '/directory_users',
    summary: 'List the people of a directory or of a directory group',
    query: {
      ...paging,
      directory: Type.Optional(Type.String({ description: 'Only people of this directory.' })),
      group: Type.Optional(Type.String({ description: 'Only people in this group.' })),
      idp_id: Type.Optional(
        Type.String({ description: 'Only the one with this identifier in the directory.' }),
      ),
      email: Type.Optional(Type.String({ description: 'Only those with this e-mail address.' })),
    },
    status: 200,
    returns: page(DirectoryUserWithGroups),
    throws: [forbidden, directoryNotFound, directoryGroupNotFound, directoryUsersRateLimited],
    rateLimit: 'directory_users',
  }),
  getUser: operation({
    method: 'GET',
    path: '/directory_users/{id}',
    summary: 'Get a person of a directory',
    status: 200,
    returns: DirectoryUserWithGroups,
    throws: [forbidden, directoryUserNotFound],
  }),
  listGroups: operation({
    method: 'GET',
    path: '/directory_groups',
    summary: 'List the groups of a directory, or of a person in it',
    query: {
      ...paging,
      directory: Type.Optional(Type.String({ description: 'Only groups of this directory.' })),
      user: Type.Optional(Type.String({ description: 'Only groups that this person is in.' })),
    },
    status: 200,
    returns: page(DirectoryGroup),
    throws: [forbidden, directoryNotFound, directoryUserNotFound],
  }),
  getGroup: operation({
    method: 'GET',
    path: '/directory_groups/{id}',
    summary: 'Get a group of a directory',
    status: 200,
    returns: DirectoryGroup,
    throws: [forbidden, directoryGroupNotFound],
  }),
})

export const directoryUserEvents = events({
  'dsync.user.created': { summary: 'A person was added to a directory.', data: DirectoryUser },
  'dsync.user.updated': { summary: 'A person in a directory changed.', data: DirectoryUserUpdatedEventData },
  'dsync.user.deleted': { summary: 'A person was removed from a directory.', data: DirectoryUser },
  'dsync.group.created': { summary: 'A group was added to a directory.', data: DirectoryGroup },
  'dsync.group.updated': { summary: 'A group in a directory changed.', data: DirectoryGroupUpdatedEventData },
  'dsync.group.deleted': { summary: 'A group was removed from a directory.', data: DirectoryGroup },
  'dsync.group.user_added': {
    summary: 'A person was added to a group of their directory.',
    data: DirectoryGroupMemberEventData,
  },
  'dsync.group.user_removed': {
    summary: 'A person was removed from a group of their directory.',
    data: DirectoryGroupMemberEventData,
  },
})
