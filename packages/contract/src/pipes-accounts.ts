import Type, { type Static } from 'typebox'
import {
  error,
  events,
  forbidden,
  group,
  id,
  kind,
  list,
  literal,
  messageError,
  model,
  notFound,
  nullable,
  oneOf,
  opaqueObject,
  openEnum,
  operation,
  secret,
  timestamp,
  variants,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import {
  connectionMethod,
  dataIntegrationNotFound,
  integrationConfig,
  integrationMethods,
  integrationScopes,
} from './pipes.ts'
import { userNotFound } from './users.ts'

const userId = nullable(id('user', 'Whose account it is, if a user connected it.'))
const organizationId = nullable(id('org', 'The organization it was connected for, if for one.'))
const scopes = Type.Array(Type.String(), { description: 'What the provider allows.' })
const states = ['connected', 'needs_reauthorization'] as const
const stateDescription = 'Whether it works.'

const accountFields = {
  object: kind('connected_account'),
  id: id('data_installation'),
  user_id: userId,
  organization_id: organizationId,
  scopes,
  auth_method: Type.Optional(connectionMethod),
  api_key_last_4: Type.Optional(
    nullable(Type.String({ description: 'The last characters of the API key.' })),
  ),
  client_id: Type.Optional(nullable(Type.String({ description: 'The client ID at the provider.' }))),
  client_secret_last_4: Type.Optional(
    nullable(Type.String({ description: 'The last characters of the client secret.' })),
  ),
  config: Type.Optional(integrationConfig),
  state: openEnum([...states, 'disconnected'], { description: stateDescription }),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const ConnectedAccount = model('ConnectedAccount', accountFields, {
  description: 'An account at a provider that a user has connected.',
})
export type ConnectedAccount = Static<typeof ConnectedAccount>

// The oldest clients read some members by another spelling, so both are there.
const copy = (name: string) => ({
  description: `The same as \`${name}\`, which supersedes it.`,
  deprecated: true,
})

const ProviderAccount = model(
  'ProviderAccount',
  {
    ...accountFields,
    userlandUserId: nullable(Type.String(copy('user_id'))),
    organizationId: nullable(Type.String(copy('organization_id'))),
    createdAt: Type.String(copy('created_at')),
    updatedAt: Type.String(copy('updated_at')),
  },
  { description: 'The account that a user has connected to a provider.' },
)

export const DataProvider = model(
  'DataProvider',
  {
    object: kind('data_provider'),
    id: id('data_integration'),
    slug: Type.String({ description: 'The name that code knows it by.' }),
    name: Type.String({ description: 'What people call it.' }),
    description: nullable(Type.String({ description: 'What it is for.' })),
    integration_type: Type.String({ description: 'The kind of provider.' }),
    credentials_type: Type.String({ description: 'Whose OAuth client is used.' }),
    scopes: integrationScopes,
    auth_methods: Type.Optional(integrationMethods),
    ownership: openEnum(['userland_user', 'organization'], { description: 'Who connects accounts.' }),
    connected_account: nullable(ProviderAccount),
    created_at: timestamp(),
    updated_at: timestamp(),
    integrationType: Type.String(copy('integration_type')),
    credentialsType: Type.String(copy('credentials_type')),
    createdAt: Type.String(copy('created_at')),
    updatedAt: Type.String(copy('updated_at')),
  },
  { description: 'A data integration as one user sees it.' },
)
export type DataProvider = Static<typeof DataProvider>

export const DataIntegrationAuthorization = model(
  'DataIntegrationAuthorization',
  { url: secret(Type.String({ description: 'Where to send the browser.' })) },
  { description: 'Where a user connects their account.' },
)

const expiry = nullable(Type.String({ description: 'Until when it is good; null when nobody says.' }))
const missingScopes = Type.Array(Type.String(), { description: 'What was asked for and is not allowed.' })

const ConnectedAccessToken = model(
  'ConnectedAccessToken',
  {
    object: kind('access_token'),
    access_token: secret(Type.String({ description: "Calls the provider's API." })),
    expires_at: expiry,
    scopes,
    missing_scopes: missingScopes,
  },
  { description: 'An access token of a connected account.' },
)

const Unavailable = model(
  'AccountUnavailable',
  {
    active: literal(false),
    error: openEnum(['needs_reauthorization', 'not_installed'], { description: 'Why there is none.' }),
  },
  { description: 'That there is no working account.' },
)

export const AccessTokenResult = variants('active', [
  model(
    'AccessTokenAvailable',
    { active: literal(true), access_token: ConnectedAccessToken },
    { description: 'An access token that is good now.' },
  ),
  Unavailable,
])

const credentialValue = {
  object: kind('credential'),
  value: secret(Type.String({ description: 'What to send to the provider.' })),
}
const grantedScopes = { expires_at: expiry, scopes, missing_scopes: missingScopes }

const Credential = variants('auth_method', [
  model(
    'OAuthCredential',
    { ...credentialValue, auth_method: literal('oauth'), ...grantedScopes },
    { description: 'An access token that a user has agreed to.' },
  ),
  model(
    'ApiKeyCredential',
    { ...credentialValue, auth_method: literal('api_key') },
    { description: 'An API key.' },
  ),
  model(
    'ClientCredentialsCredential',
    {
      ...credentialValue,
      auth_method: literal('client_credentials'),
      ...grantedScopes,
      metadata: opaqueObject({ description: 'What the provider said besides.' }),
    },
    { description: 'An access token got by client credentials.' },
  ),
])

export const CredentialResult = variants('active', [
  model(
    'CredentialAvailable',
    { active: literal(true), credential: Credential },
    { description: 'A credential that is good now.' },
  ),
  Unavailable,
])

export const ConnectedAccountEventData = model(
  'ConnectedAccountEventData',
  {
    object: kind('connected_account'),
    id: id('data_installation'),
    data_integration_id: id('data_integration', 'The data integration.'),
    provider_slug: Type.String({ description: 'The provider.' }),
    user_id: userId,
    organization_id: organizationId,
    scopes,
    state: openEnum(states, { description: stateDescription }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A connected account, as its events store it.' },
)

export const ConnectionFailed = model(
  'ConnectionFailed',
  {
    object: kind('connection_failed'),
    data_integration_id: id('data_integration', 'The data integration.'),
    provider_slug: Type.String({ description: 'The provider.' }),
    user_id: userId,
    organization_id: organizationId,
    error_code: Type.String({ description: 'What went wrong.' }),
    error_reason: nullable(Type.String({ description: 'The same, for people.' })),
    provider_error: nullable(Type.String({ description: 'What the provider called it.' })),
    provider_error_description: nullable(Type.String({ description: 'What the provider said about it.' })),
    created_at: timestamp(),
  },
  { description: 'An attempt to connect an account that failed.' },
)

const owner = {
  user_id: Type.String({ description: 'Whose account it is.' }),
  organization_id: Type.Optional(Type.String({ description: 'The organization that it is for.' })),
}
const forOrganization = {
  organization_id: Type.Optional(Type.String({ description: 'The organization that the account is for.' })),
}

const tokens = {
  access_token: Type.Optional(secret(Type.String({ description: "Calls the provider's API." }))),
  refresh_token: Type.Optional(secret(Type.String({ description: 'Gets further access tokens.' }))),
  expires_at: Type.Optional(timestamp('Until when the access token is good.')),
  scopes: Type.Optional(scopes),
  state: Type.Optional(oneOf(states, { description: stateDescription })),
}

export const connectedAccountNotFound = notFound('Connected account')
export const connectedAccountExists = messageError(
  409,
  'connected_account_exists',
  'An account is connected already.',
)
export const authMethodMismatch = error(
  422,
  'auth_method_mismatch',
  'The account is connected by other means.',
)
export const accountNotConnectable = messageError(
  400,
  'account_not_connectable',
  'The account cannot be connected so.',
)

export const connectedAccounts = group('pipes', {
  authorizeDataIntegration: operation({
    method: 'POST',
    path: '/data-integrations/{slug}/authorize',
    summary: 'Begin to connect an account of a user',
    body: model(
      'AuthorizeDataIntegration',
      {
        ...owner,
        return_to: Type.Optional(
          Type.String({ format: 'uri', description: 'Where to send the browser afterwards.' }),
        ),
        config: Type.Optional(integrationConfig),
      },
      { description: 'Who connects an account, and where to go afterwards.' },
    ),
    status: 200,
    returns: DataIntegrationAuthorization,
    throws: [accountNotConnectable, forbidden, dataIntegrationNotFound, userNotFound],
    invalid: 'message',
  }),
  getAccessToken: operation({
    method: 'POST',
    path: '/data-integrations/{slug}/token',
    summary: 'Get an access token of a connected account',
    body: model('GetAccessToken', owner, { description: 'Whose access token to get.' }),
    status: 200,
    returns: AccessTokenResult,
    throws: [accountNotConnectable, dataIntegrationNotFound, userNotFound, authMethodMismatch],
    emits: ['pipes.connected_account.reauthorization_needed'],
    transaction: 'own',
  }),
  createDataIntegrationCredential: operation({
    method: 'POST',
    path: '/data-integrations/{slug}/credentials',
    summary: 'Get a credential of a connected account, of whatever kind',
    body: model('GetCredential', owner, { description: 'Whose credential to get.' }),
    status: 200,
    returns: CredentialResult,
    throws: [accountNotConnectable, dataIntegrationNotFound, userNotFound],
    emits: ['pipes.connected_account.reauthorization_needed'],
    transaction: 'own',
  }),
  updateDataIntegrationApiKey: operation({
    method: 'PUT',
    path: '/data-integrations/{slug}/api-key',
    summary: 'Connect an account by an API key, or replace the key',
    body: model(
      'ConnectByApiKey',
      {
        ...owner,
        secret: secret(Type.String({ minLength: 1, description: 'The API key at the provider.' })),
      },
      { description: 'An account, and its API key.' },
    ),
    status: 200,
    returns: ConnectedAccount,
    throws: [accountNotConnectable, forbidden, dataIntegrationNotFound, userNotFound, authMethodMismatch],
    emits: ['pipes.connected_account.connected'],
    transaction: 'own',
  }),
  updateDataIntegrationClientCredentials: operation({
    method: 'PUT',
    path: '/data-integrations/{slug}/client-credentials',
    summary: 'Connect an account by client credentials, or replace them',
    body: model(
      'ConnectByClientCredentials',
      {
        ...owner,
        client_id: Type.String({ minLength: 1, description: 'The client ID at the provider.' }),
        client_secret: secret(Type.String({ minLength: 1, description: 'Its secret.' })),
        config: Type.Optional(integrationConfig),
      },
      { description: 'An account, and its client credentials.' },
    ),
    status: 200,
    returns: ConnectedAccount,
    throws: [accountNotConnectable, forbidden, dataIntegrationNotFound, userNotFound, authMethodMismatch],
    emits: ['pipes.connected_account.connected'],
    transaction: 'own',
  }),
  getUserConnectedAccount: operation({
    method: 'GET',
    path: '/user_management/users/{user_id}/connected_accounts/{slug}',
    summary: 'Get the account that a user has connected',
    query: forOrganization,
    status: 200,
    returns: ConnectedAccount,
    throws: [userNotFound, connectedAccountNotFound],
  }),
  createUserConnectedAccount: operation({
    method: 'POST',
    path: '/user_management/users/{user_id}/connected_accounts/{slug}',
    summary: 'Take over an account that a user connected elsewhere',
    query: forOrganization,
    body: model('CreateConnectedAccount', tokens, { description: 'The tokens of an account.' }),
    status: 201,
    returns: ConnectedAccount,
    throws: [userNotFound, dataIntegrationNotFound, organizationNotFound, connectedAccountExists],
    emits: ['pipes.connected_account.connected'],
  }),
  updateUserConnectedAccount: operation({
    method: 'PUT',
    path: '/user_management/users/{user_id}/connected_accounts/{slug}',
    summary: 'Replace the tokens of an account that a user has connected',
    query: forOrganization,
    body: model('UpdateConnectedAccount', tokens, { description: 'New tokens of an account.' }),
    status: 200,
    returns: ConnectedAccount,
    throws: [userNotFound, connectedAccountNotFound],
    emits: ['pipes.connected_account.connected', 'pipes.connected_account.reauthorization_needed'],
  }),
  deleteUserConnectedAccount: operation({
    method: 'DELETE',
    path: '/user_management/users/{user_id}/connected_accounts/{slug}',
    summary: 'Forget an account that a user has connected',
    query: forOrganization,
    status: 204,
    throws: [userNotFound, connectedAccountNotFound],
    emits: ['pipes.connected_account.disconnected'],
  }),
  listUserDataProviders: operation({
    method: 'GET',
    path: '/user_management/users/{user_id}/data_providers',
    summary: 'List data integrations with the accounts that a user has connected',
    query: forOrganization,
    status: 200,
    returns: list(DataProvider),
    throws: [userNotFound],
  }),
})

export const connectedAccountEvents = events({
  'pipes.connected_account.connected': {
    summary: 'An account was connected.',
    data: ConnectedAccountEventData,
  },
  'pipes.connected_account.disconnected': {
    summary: 'An account was forgotten.',
    data: ConnectedAccountEventData,
  },
  'pipes.connected_account.reauthorization_needed': {
    summary: 'The provider of an account asks the user to agree again.',
    data: ConnectedAccountEventData,
  },
  'pipes.connected_account.connection_failed': {
    summary: 'An account could not be connected.',
    data: ConnectionFailed,
  },
})
