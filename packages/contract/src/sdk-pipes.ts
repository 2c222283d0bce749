import Type from 'typebox'
import {
  error,
  forbidden,
  group,
  list,
  literal,
  model,
  oneOf,
  operation,
  secret,
  timestamp,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import {
  DataIntegration,
  dataIntegrationNotFound,
  dataIntegrations,
  integrationConfig,
  invalidDataIntegration,
} from './pipes.ts'
import {
  accountNotConnectable,
  authMethodMismatch,
  ConnectedAccount,
  connectedAccountExists,
  connectedAccountNotFound,
  DataProvider,
} from './pipes-accounts.ts'
import { userNotFound } from './users.ts'

const owner = {
  user_id: Type.String({
    minLength: 1,
    description: 'The user who owns the account, or who acts for the organization that does.',
  }),
  organization_id: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The organization to which the account is limited, or which owns it.',
    }),
  ),
  connection_owner: Type.Optional(
    oneOf(['user', 'organization'], { description: 'Whose account it becomes. Default: `user`.' }),
  ),
  connection_intent: literal('add', { description: 'Always a further account, never a change of one.' }),
}

const selection = {
  supports_multiple_connections: Type.Optional(
    Type.Boolean({ description: 'Whether you are ready for several accounts at one provider.' }),
  ),
  connected_account_id: Type.Optional(
    Type.String({ description: 'Which account, where there are several.' }),
  ),
}

const tokens = {
  user_id: Type.String({
    minLength: 1,
    description: 'The member of the organization on whose behalf the account is brought in.',
  }),
  access_token: Type.Optional(
    secret(Type.String({ minLength: 1, description: "The provider's access token." })),
  ),
  refresh_token: Type.Optional(
    secret(Type.String({ minLength: 1, description: "The provider's refresh token." })),
  ),
  expires_at: Type.Optional(timestamp('When the access token expires.')),
  scopes: Type.Optional(Type.Array(Type.String(), { description: 'What the provider allows.' })),
  state: Type.Optional(
    oneOf(['connected', 'needs_reauthorization'], { description: 'Default: what the tokens say.' }),
  ),
}

export const multipleConnectionsUnavailable = error(
  404,
  'multiple_connections_unavailable',
  'The owner has an account at this provider already.',
)
const { body: UpdateDataIntegration } = dataIntegrations.operations.updateDataIntegration

export const dataIntegrationCredentials = group('pipes', {
  createDataIntegrationApiKey: operation({
    method: 'POST',
    path: '/data-integrations/{slug}/api-key',
    origin: 'sdk',
    summary: 'Add an account that authenticates by an API key',
    body: model('CreateDataIntegrationApiKey', {
      ...owner,
      secret: secret(Type.String({ minLength: 1, description: "The provider's API key." })),
    }),
    status: 201,
    returns: ConnectedAccount,
    throws: [
      accountNotConnectable,
      forbidden,
      dataIntegrationNotFound,
      userNotFound,
      organizationNotFound,
      multipleConnectionsUnavailable,
      authMethodMismatch,
    ],
    emits: ['pipes.connected_account.connected'],
  }),
  createDataIntegrationClientCredential: operation({
    method: 'POST',
    path: '/data-integrations/{slug}/client-credentials',
    origin: 'sdk',
    summary: 'Add an account that authenticates by client credentials',
    body: model('CreateDataIntegrationClientCredential', {
      ...owner,
      client_id: Type.String({ minLength: 1, description: 'The client ID at the provider.' }),
      client_secret: secret(Type.String({ minLength: 1, description: 'The client secret at the provider.' })),
      config: Type.Optional(integrationConfig),
    }),
    status: 201,
    returns: ConnectedAccount,
    throws: [
      accountNotConnectable,
      forbidden,
      dataIntegrationNotFound,
      userNotFound,
      organizationNotFound,
      multipleConnectionsUnavailable,
      authMethodMismatch,
    ],
    emits: ['pipes.connected_account.connected'],
  }),
})

// `organization` at the end of these paths is a word, not an ID: the integration that organizations connect to, as
// opposed to the one that users connect to.
export const organizationDataIntegrations = group('pipes', {
  getOrganizationDataIntegration: operation({
    method: 'GET',
    path: '/data-integrations/{slug}/organization',
    origin: 'sdk',
    summary: 'Get the integration that organizations connect to',
    status: 200,
    returns: DataIntegration,
    throws: [dataIntegrationNotFound],
  }),
  updateOrganizationDataIntegration: operation({
    method: 'PUT',
    path: '/data-integrations/{slug}/organization',
    origin: 'sdk',
    summary: 'Update the integration that organizations connect to',
    body: UpdateDataIntegration,
    status: 200,
    returns: DataIntegration,
    throws: [invalidDataIntegration, forbidden, dataIntegrationNotFound],
  }),
  deleteOrganizationDataIntegration: operation({
    method: 'DELETE',
    path: '/data-integrations/{slug}/organization',
    origin: 'sdk',
    summary: 'Delete the integration that organizations connect to, with their accounts',
    status: 204,
    throws: [dataIntegrationNotFound],
    emits: ['pipes.connected_account.disconnected'],
  }),
})

export const organizationConnectedAccounts = group('pipes', {
  getOrganizationConnectedAccount: operation({
    method: 'GET',
    path: '/organizations/{organization_id}/connected_accounts/{slug}',
    origin: 'sdk',
    summary: 'Get the account of an organization at a provider',
    query: selection,
    status: 200,
    returns: ConnectedAccount,
    throws: [organizationNotFound, connectedAccountNotFound],
  }),
  createOrganizationConnectedAccount: operation({
    method: 'POST',
    path: '/organizations/{organization_id}/connected_accounts/{slug}',
    origin: 'sdk',
    summary: 'Bring in the account of an organization at a provider',
    body: model('CreateOrganizationConnectedAccount', {
      ...tokens,
      connection_intent: Type.Optional(
        literal('add', { description: 'Says outright that it is a further account.' }),
      ),
    }),
    status: 201,
    returns: ConnectedAccount,
    throws: [
      forbidden,
      organizationNotFound,
      dataIntegrationNotFound,
      userNotFound,
      multipleConnectionsUnavailable,
      connectedAccountExists,
    ],
    emits: ['pipes.connected_account.connected'],
  }),
  updateOrganizationConnectedAccount: operation({
    method: 'PUT',
    path: '/organizations/{organization_id}/connected_accounts/{slug}',
    origin: 'sdk',
    summary: 'Update the account of an organization at a provider',
    query: {
      ...selection,
      connection_intent: Type.Optional(
        literal('reauthorize', {
          description: 'Goes with `connected_account_id`: changes just that account.',
        }),
      ),
    },
    body: model('UpdateOrganizationConnectedAccount', tokens),
    status: 200,
    returns: ConnectedAccount,
    throws: [forbidden, organizationNotFound, connectedAccountNotFound, userNotFound],
    emits: ['pipes.connected_account.connected', 'pipes.connected_account.reauthorization_needed'],
  }),
  deleteOrganizationConnectedAccount: operation({
    method: 'DELETE',
    path: '/organizations/{organization_id}/connected_accounts/{slug}',
    origin: 'sdk',
    summary: 'Disconnect an organization from a provider',
    description: 'Deletes the tokens here; the provider is not told.',
    query: selection,
    status: 204,
    throws: [organizationNotFound, connectedAccountNotFound],
    emits: ['pipes.connected_account.disconnected'],
  }),
  listOrganizationDataProviders: operation({
    method: 'GET',
    path: '/organizations/{organization_id}/data_providers',
    origin: 'sdk',
    summary: 'List the providers that an organization can connect to, with its accounts',
    query: { supports_multiple_connections: selection.supports_multiple_connections },
    status: 200,
    returns: list(DataProvider),
    throws: [organizationNotFound],
  }),
})
