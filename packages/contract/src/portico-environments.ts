import Type, { type Static } from 'typebox'
import {
  error,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  page,
  paging,
  secret,
  timestamp,
} from './core/index.ts'

// An API key sees its own environment and no other. Environments are made, listed and deleted by the operator on the
// server's machine (`portico environments`), so no operation here names one: the key says which is meant.

export const Environment = model(
  'Environment',
  {
    object: kind('environment'),
    id: id('environment'),
    name: Type.String({ description: 'What people call it.', examples: ['Production'] }),
    kind: openEnum(['sandbox', 'production'], {
      description: 'Whether real people sign in to it. Decided when it is created.',
    }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A world of its own: nothing in it can be seen from another environment.' },
)
export type Environment = Static<typeof Environment>

export const environments = group('portico.environments', {
  getCurrentEnvironment: operation({
    method: 'GET',
    path: '/portico/environment',
    origin: 'portico',
    summary: 'Get the environment of the API key',
    status: 200,
    returns: Environment,
  }),
  updateCurrentEnvironment: operation({
    method: 'PATCH',
    path: '/portico/environment',
    origin: 'portico',
    summary: 'Rename the environment of the API key',
    body: model('UpdateEnvironment', {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'What people call it.' })),
    }),
    status: 200,
    returns: Environment,
  }),
})

const apiKeyFields = {
  object: kind('environment_api_key'),
  id: id('key'),
  name: Type.String({ description: 'What the key is for.', examples: ['Backend'] }),
  obfuscated_value: Type.String({
    description: 'The beginning and the end of the key, to tell it from others.',
    examples: ['sk_test_…x7Qp'],
  }),
  last_used_at: nullable(timestamp('When a request last came with the key; kept to the minute.')),
  expires_at: nullable(timestamp('When the key stops to work; null if it never does.')),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const EnvironmentApiKey = model('EnvironmentApiKey', apiKeyFields, {
  description:
    "A key that your own backend calls the API with. It opens the whole environment. Your customers' keys are `ApiKey`.",
})
export type EnvironmentApiKey = Static<typeof EnvironmentApiKey>

export const EnvironmentApiKeyWithValue = model(
  'EnvironmentApiKeyWithValue',
  {
    ...apiKeyFields,
    value: secret(Type.String({ description: 'The key itself. Shown this once.' })),
  },
  { description: 'An environment API key at the one moment its value can be read.' },
)
export type EnvironmentApiKeyWithValue = Static<typeof EnvironmentApiKeyWithValue>

export const environmentApiKeyNotFound = notFound('API key')
export const environmentApiKeyExpired = error(
  409,
  'api_key_already_expired',
  'This API key has expired already.',
)
export const environmentApiKeyExpiryInPast = error(
  422,
  'expires_at_in_past',
  '`expires_at` must be in the future.',
)
export const lastApiKey = error(
  409,
  'last_api_key',
  'This is the last API key of the environment that still works. Create another one first.',
)

/** How long a replaced key keeps working when the request does not say. */
export const rotatedKeySeconds = 86_400

const apiKeyName = Type.String({ minLength: 1, maxLength: 255, description: 'What the key is for.' })

export const environmentApiKeys = group('portico.apiKeys', {
  listEnvironmentApiKeys: operation({
    method: 'GET',
    path: '/portico/api_keys',
    origin: 'portico',
    summary: 'List the API keys of the environment',
    description: 'Revoked keys are gone; expired ones stay in the list for 30 days.',
    query: paging,
    status: 200,
    returns: page(EnvironmentApiKey),
  }),
  createEnvironmentApiKey: operation({
    method: 'POST',
    path: '/portico/api_keys',
    origin: 'portico',
    summary: 'Create an API key of the environment',
    description: 'The answer holds the key. It is stored as a hash and cannot be read again.',
    body: model('CreateEnvironmentApiKey', {
      name: apiKeyName,
      expires_at: Type.Optional(nullable(timestamp('When the key stops to work. Without it, never.'))),
    }),
    status: 201,
    returns: EnvironmentApiKeyWithValue,
    throws: [environmentApiKeyExpiryInPast],
  }),
  getEnvironmentApiKey: operation({
    method: 'GET',
    path: '/portico/api_keys/{id}',
    origin: 'portico',
    summary: 'Get an API key of the environment',
    status: 200,
    returns: EnvironmentApiKey,
    throws: [environmentApiKeyNotFound],
  }),
  updateEnvironmentApiKey: operation({
    method: 'PATCH',
    path: '/portico/api_keys/{id}',
    origin: 'portico',
    summary: 'Rename an API key of the environment',
    body: model('UpdateEnvironmentApiKey', { name: Type.Optional(apiKeyName) }),
    status: 200,
    returns: EnvironmentApiKey,
    throws: [environmentApiKeyNotFound],
  }),
  rotateEnvironmentApiKey: operation({
    method: 'POST',
    path: '/portico/api_keys/{id}/rotate',
    origin: 'portico',
    summary: 'Replace an API key and let the old one run out',
    description:
      'Creates a key of the same name. The old one keeps working for the given time, or until it would have expired anyway.',
    body: model('RotateEnvironmentApiKey', {
      expires_in_seconds: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 2_592_000,
          default: rotatedKeySeconds,
          description: 'How long the old key keeps working: at most 30 days; 0 ends it at once.',
        }),
      ),
    }),
    status: 201,
    returns: EnvironmentApiKeyWithValue,
    throws: [environmentApiKeyNotFound, environmentApiKeyExpired],
  }),
  revokeEnvironmentApiKey: operation({
    method: 'DELETE',
    path: '/portico/api_keys/{id}',
    origin: 'portico',
    summary: 'Revoke an API key of the environment',
    description:
      'From now on, requests with the key are refused. The last key that works stays, so that nobody is locked out.',
    status: 204,
    throws: [environmentApiKeyNotFound, lastApiKey],
  }),
})
