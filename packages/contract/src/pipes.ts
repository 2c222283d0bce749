import Type, { type Static } from 'typebox'
import {
  forbidden,
  group,
  id,
  kind,
  messageError,
  model,
  notFound,
  nullable,
  oneOf,
  opaqueMap,
  openEnum,
  operation,
  page,
  paging,
  secret,
  timestamp,
} from './core/index.ts'

const methods = ['oauth', 'api_key', 'client_credentials'] as const
const authenticateVia = ['request_body', 'basic_auth_header'] as const

export const integrationConfig = opaqueMap(Type.String(), {
  description: 'Settings that the provider asks for.',
})
export const integrationMethods = Type.Array(openEnum(methods), {
  description: 'How accounts can be connected.',
})
export const integrationScopes = nullable(
  Type.Array(Type.String(), { description: 'What to ask of the provider; null means its usual.' }),
)
export const connectionMethod = openEnum(methods, { description: 'How the account is connected.' })

const DataIntegrationClient = model(
  'DataIntegrationClient',
  {
    type: openEnum(['custom', 'organization'], {
      description: 'Whose client it is: yours, or that of each organization.',
    }),
    client_id: nullable(Type.String({ description: 'The client ID at the provider.' })),
    redacted_client_secret: nullable(Type.String({ description: 'The last characters of the secret.' })),
  },
  { description: 'The OAuth client that a provider knows you by.' },
)

const DataIntegrationInstallation = model(
  'DataIntegrationInstallation',
  {
    id: id('data_installation'),
    user_id: Type.String({ description: 'Whose account it is.' }),
    organization_id: nullable(id('org', 'The organization it was connected for, if for one.')),
    api_key_last_4: nullable(Type.String({ description: 'The last characters of the API key.' })),
  },
  { description: 'An account that was connected with the integration itself.' },
)

const CustomProvider = model(
  'CustomProvider',
  {
    name: Type.String({ description: 'What people call it.' }),
    authorization_url: nullable(Type.String({ description: 'Where people agree.' })),
    token_url: nullable(Type.String({ description: 'Where codes become tokens.' })),
    refresh_token_url: nullable(Type.String({ description: 'Where tokens are renewed, if elsewhere.' })),
    pkce_enabled: Type.Boolean({ description: 'Whether to use PKCE.' }),
    request_scope_separator: Type.String({ description: 'What stands between two scopes.' }),
    scopes_required: Type.Boolean({ description: 'Whether some scope must be asked for.' }),
    client_secret_required: Type.Boolean({ description: 'Whether the client must have a secret.' }),
    additional_authorization_parameters: opaqueMap(Type.String(), {
      description: 'Further parameters to send along when people agree.',
    }),
    token_body_content_type: Type.String({ description: 'The type of body that the token address takes.' }),
    authenticate_via: openEnum(authenticateVia, { description: 'How the client proves itself.' }),
  },
  { description: 'A provider that you have described yourself.' },
)

export const DataIntegration = model(
  'DataIntegration',
  {
    object: kind('data_integration'),
    id: id('data_integration'),
    slug: Type.String({ description: 'The name that code knows it by.', examples: ['github'] }),
    integration_type: Type.String({ description: 'The kind of provider.' }),
    description: nullable(Type.String({ description: 'What it is for.' })),
    enabled: Type.Boolean({ description: 'Whether accounts can be connected.' }),
    state: openEnum(['valid', 'invalid', 'requested'], { description: 'Whether it is set up completely.' }),
    scopes: integrationScopes,
    redirect_uri: Type.String({ description: 'The address to register at the provider.' }),
    auth_methods: integrationMethods,
    credentials: nullable(DataIntegrationClient),
    installation: nullable(DataIntegrationInstallation),
    config: integrationConfig,
    custom_provider: nullable(CustomProvider),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A provider to which users can connect their accounts.' },
)
export type DataIntegration = Static<typeof DataIntegration>

const url = (description: string) => Type.String({ format: 'uri', description })

const customProvider = {
  authorization_url: Type.Optional(url('Where people agree.')),
  token_url: Type.Optional(url('Where codes become tokens.')),
  refresh_token_url: Type.Optional(nullable(url('Where tokens are renewed, if elsewhere.'))),
  pkce_enabled: Type.Optional(Type.Boolean({ description: 'Whether to use PKCE.' })),
  request_scope_separator: Type.Optional(Type.String({ description: 'What stands between two scopes.' })),
  scopes_required: Type.Optional(Type.Boolean({ description: 'Whether some scope must be asked for.' })),
  client_secret_required: Type.Optional(
    Type.Boolean({ description: 'Whether the client must have a secret.' }),
  ),
  additional_authorization_parameters: Type.Optional(
    opaqueMap(Type.String(), { description: 'Further parameters to send along when people agree.' }),
  ),
  token_body_content_type: Type.Optional(
    Type.String({ description: 'The type of body that the token address takes.' }),
  ),
  authenticate_via: Type.Optional(oneOf(authenticateVia, { description: 'How the client proves itself.' })),
}
const providerName = Type.String({ description: 'What people call it.' })

const DataIntegrationClientInput = model(
  'DataIntegrationClientInput',
  {
    type: oneOf(['custom', 'organization'], {
      description: 'Whose client it is: yours, or that of each organization.',
    }),
    client_id: Type.Optional(Type.String({ description: 'The client ID at the provider.' })),
    client_secret: Type.Optional(secret(Type.String({ description: 'Its secret.' }))),
  },
  { description: 'The OAuth client that a provider knows you by.' },
)

const ApiKeyInstallation = model(
  'ApiKeyInstallation',
  {
    secret: secret(Type.String({ minLength: 5, description: 'The API key at the provider.' })),
    user_id: Type.String({ description: 'Whose account it is.' }),
    organization_id: Type.Optional(Type.String({ description: 'The organization to connect it for.' })),
  },
  { description: 'An account to connect by an API key.' },
)

const writable = {
  description: Type.Optional(nullable(Type.String({ description: 'What it is for.' }))),
  enabled: Type.Optional(Type.Boolean({ description: 'Whether accounts can be connected.' })),
  scopes: Type.Optional(integrationScopes),
  credentials: Type.Optional(DataIntegrationClientInput),
  api_key: Type.Optional(ApiKeyInstallation),
}

export const dataIntegrationNotFound = notFound('Data integration')
export const invalidDataIntegration = messageError(
  400,
  'invalid_data_integration',
  'The integration cannot be set up so.',
)
export const dataIntegrationExists = messageError(
  409,
  'data_integration_exists',
  'Another integration has that slug.',
)

export const dataIntegrations = group('pipes', {
  listDataIntegrations: operation({
    method: 'GET',
    path: '/data-integrations',
    summary: 'List data integrations',
    query: paging,
    status: 200,
    returns: page(DataIntegration),
  }),
  createDataIntegration: operation({
    method: 'POST',
    path: '/data-integrations',
    summary: 'Set up a data integration',
    body: model(
      'CreateDataIntegration',
      {
        provider: Type.String({ description: 'The provider, by its slug; for one of your own, a new slug.' }),
        ...writable,
        auth_methods: Type.Optional(
          Type.Array(oneOf(methods), { description: 'How accounts shall be connected.' }),
        ),
        config: Type.Optional(integrationConfig),
        custom_provider: Type.Optional(
          model(
            'CreateCustomProvider',
            { name: providerName, ...customProvider },
            { description: 'A provider of your own.' },
          ),
        ),
      },
      { description: 'A data integration to set up.' },
    ),
    status: 201,
    returns: DataIntegration,
    throws: [invalidDataIntegration, forbidden, dataIntegrationNotFound, dataIntegrationExists],
  }),
  getDataIntegration: operation({
    method: 'GET',
    path: '/data-integrations/{slug}',
    summary: 'Get a data integration',
    status: 200,
    returns: DataIntegration,
    throws: [dataIntegrationNotFound],
  }),
  updateDataIntegration: operation({
    method: 'PUT',
    path: '/data-integrations/{slug}',
    summary: 'Update a data integration',
    body: model(
      'UpdateDataIntegration',
      {
        ...writable,
        custom_provider: Type.Optional(
          model(
            'UpdateCustomProvider',
            { name: Type.Optional(providerName), ...customProvider },
            { description: 'What changes about a provider of your own.' },
          ),
        ),
      },
      { description: 'What changes about a data integration.' },
    ),
    status: 200,
    returns: DataIntegration,
    throws: [invalidDataIntegration, forbidden, dataIntegrationNotFound],
  }),
  deleteDataIntegration: operation({
    method: 'DELETE',
    path: '/data-integrations/{slug}',
    summary: 'Delete a data integration and the accounts connected to it',
    status: 204,
    throws: [dataIntegrationNotFound],
    emits: ['pipes.connected_account.disconnected'],
  }),
})
