import Type, { type Static } from 'typebox'
import {
  error,
  events,
  group,
  id,
  kind,
  literal,
  messageError,
  model,
  notFound,
  nullable,
  operation,
  page,
  paging,
  secret,
  shapedError,
  timestamp,
  variants,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import { userNotFound } from './users.ts'

export const OrganizationOwner = model(
  'OrganizationOwner',
  { type: literal('organization'), id: id('org') },
  { description: 'An organization that owns an API key.' },
)
export const UserOwner = model(
  'UserOwner',
  {
    type: literal('user'),
    id: id('user'),
    organization_id: id('org', 'The organization in which they own it.'),
  },
  { description: 'A member of an organization who owns an API key.' },
)

const head = { object: kind('api_key'), id: id('api_key') }
const name = { name: Type.String({ description: 'What people call it.', examples: ['Deployment'] }) }
const rest = {
  obfuscated_value: Type.String({
    description: 'Its last characters, to tell it from others.',
    examples: ['sk_...Xy9Z'],
  }),
  last_used_at: nullable(timestamp('When it was last used.')),
  expires_at: nullable(timestamp('Until when it is good; null means for ever.')),
  permissions: Type.Array(Type.String(), { description: 'Slugs of the permissions it has.' }),
  created_at: timestamp(),
  updated_at: timestamp(),
}
const value = { value: secret(Type.String({ description: 'The key itself, shown this once.' })) }

const fields = { ...head, owner: variants('type', [OrganizationOwner, UserOwner]), ...name, ...rest }

export const ApiKey = model('ApiKey', fields, {
  description: 'A key that a customer of yours calls your API with. It opens nothing in this one.',
})
export type ApiKey = Static<typeof ApiKey>

const organizationFields = { ...head, owner: OrganizationOwner, ...name, ...rest }
export const OrganizationApiKey = model('OrganizationApiKey', organizationFields, {
  description: 'An API key that an organization owns.',
})
export const OrganizationApiKeyWithValue = model(
  'OrganizationApiKeyWithValue',
  { ...organizationFields, ...value },
  { description: 'An API key that an organization owns, with its value.' },
)

const userFields = { ...head, owner: UserOwner, ...name, ...rest }
export const UserApiKey = model('UserApiKey', userFields, { description: 'An API key that a user owns.' })
export const UserApiKeyWithValue = model(
  'UserApiKeyWithValue',
  { ...userFields, ...value },
  { description: 'An API key that a user owns, with its value.' },
)

export const ApiKeyValidation = model(
  'ApiKeyValidation',
  {
    api_key: nullable(ApiKey),
    agent_registration_id: Type.Optional(id('agent_reg', 'The agent that the key was issued to, if to one.')),
  },
  { description: 'The key that a value belongs to; null when it is not good.' },
)
export type ApiKeyValidation = Static<typeof ApiKeyValidation>

/** An API key as the event of its change stores it. */
export const ApiKeyUpdatedEventData = model(
  'ApiKeyUpdatedEventData',
  {
    ...fields,
    previous_attributes: model(
      'ApiKeyPreviousAttributes',
      { expires_at: nullable(timestamp('Until when it was good.')) },
      { description: 'What changed, as it was before.' },
    ),
  },
  { description: 'An API key whose expiry changed.' },
)

const writable = {
  name: Type.String({ minLength: 1, description: 'What people shall call it.' }),
  permissions: Type.Optional(
    Type.Array(Type.String(), { description: 'Slugs of the permissions it shall have.' }),
  ),
  expires_at: Type.Optional(timestamp('Until when it shall be good. Default: for ever.')),
}

const invalidFields = {
  errors: Type.Array(
    model(
      'InvalidField',
      {
        field: Type.String({ description: 'The member in question.' }),
        code: Type.String({ description: 'What is wrong with it.' }),
      },
      { description: 'A member that is wrong.' },
    ),
    { description: 'Each member that is wrong.' },
  ),
}

export const apiKeyNotFound = notFound('API key')
export const apiKeyAlreadyExpired = error(409, 'api_key_already_expired', 'The API key has expired already.')
export const invalidApiKeyPermissions = shapedError(
  'message',
  422,
  'invalid_permissions',
  'API keys of this kind may not have those permissions.',
  invalidFields,
)
export const invalidUserApiKey = shapedError(
  'message',
  400,
  'invalid_user_api_key',
  'The user cannot have such a key.',
  invalidFields,
)
export const invalidExpiry = messageError(422, 'invalid_expires_at', 'The expiry lies in the past.')

export const apiKeys = group('apiKeys', {
  createValidation: operation({
    method: 'POST',
    path: '/api_keys/validations',
    summary: 'Find out whose key a value is, and whether it is good',
    body: model(
      'ValidateApiKey',
      {
        value: secret(Type.String({ description: 'The key that came with a request to your API.' })),
      },
      { description: 'A value that may be an API key.' },
    ),
    status: 200,
    returns: ApiKeyValidation,
  }),
  deleteApiKey: operation({
    method: 'DELETE',
    path: '/api_keys/{id}',
    summary: 'Revoke an API key',
    status: 204,
    throws: [apiKeyNotFound],
    emits: ['api_key.revoked'],
  }),
  expireApiKey: operation({
    method: 'POST',
    path: '/api_keys/{id}/expire',
    summary: 'Let an API key expire, now or later',
    body: model(
      'ExpireApiKey',
      {
        expires_at: Type.Optional(nullable(timestamp('When. Default: now. Null lets it last for ever.'))),
      },
      { description: 'When an API key shall expire.' },
    ),
    status: 200,
    returns: ApiKey,
    throws: [apiKeyNotFound, apiKeyAlreadyExpired],
    emits: ['api_key.updated'],
  }),
  listOrganizationApiKeys: operation({
    method: 'GET',
    path: '/organizations/{organizationId}/api_keys',
    summary: 'List the API keys of an organization',
    query: paging,
    status: 200,
    returns: page(OrganizationApiKey),
    throws: [organizationNotFound],
  }),
  createOrganizationApiKey: operation({
    method: 'POST',
    path: '/organizations/{organizationId}/api_keys',
    summary: 'Create an API key that an organization owns',
    body: model('CreateOrganizationApiKey', writable, {
      description: 'An API key to create for an organization.',
    }),
    status: 201,
    returns: OrganizationApiKeyWithValue,
    throws: [organizationNotFound, invalidApiKeyPermissions, invalidExpiry],
    emits: ['api_key.created'],
  }),
})

export const userApiKeys = group('userManagement', {
  listUserApiKeys: operation({
    method: 'GET',
    path: '/user_management/users/{userId}/api_keys',
    summary: 'List the API keys of a user',
    query: {
      ...paging,
      organization_id: Type.Optional(Type.String({ description: 'Only keys for this organization.' })),
    },
    status: 200,
    returns: page(UserApiKey),
    throws: [userNotFound],
  }),
  createUserApiKey: operation({
    method: 'POST',
    path: '/user_management/users/{userId}/api_keys',
    summary: 'Create an API key that a user owns',
    body: model(
      'CreateUserApiKey',
      {
        ...writable,
        organization_id: Type.String({ description: 'The organization in which they shall own it.' }),
      },
      { description: 'An API key to create for a user.' },
    ),
    status: 201,
    returns: UserApiKeyWithValue,
    throws: [invalidUserApiKey, userNotFound, organizationNotFound, invalidExpiry],
    emits: ['api_key.created'],
  }),
})

export const apiKeyEvents = events({
  'api_key.created': { summary: 'An API key was created.', data: ApiKey },
  'api_key.updated': { summary: 'The expiry of an API key changed.', data: ApiKeyUpdatedEventData },
  'api_key.revoked': { summary: 'An API key was revoked.', data: ApiKey },
})
