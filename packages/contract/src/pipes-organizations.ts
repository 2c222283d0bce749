import Type, { type Static } from 'typebox'
import {
  group,
  id,
  kind,
  list,
  model,
  nullable,
  openEnum,
  operation,
  secret,
  timestamp,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import {
  dataIntegrationNotFound,
  integrationConfig,
  integrationScopes,
  invalidDataIntegration,
} from './pipes.ts'

const DataIntegrationCredentials = model(
  'DataIntegrationCredentials',
  {
    credentials_type: openEnum(['shared', 'custom', 'organization'], {
      description: 'Whose OAuth client is used.',
    }),
    has_credentials: Type.Boolean({ description: 'Whether there is a client.' }),
    client_id: nullable(Type.String({ description: 'The client ID at the provider.' })),
    client_secret_last_four: nullable(Type.String({ description: 'The last characters of the secret.' })),
    redirect_uri: Type.String({ description: 'The address to register at the provider.' }),
  },
  { description: 'The OAuth client that an organization connects accounts with.' },
)

export const DataIntegrationConfiguration = model(
  'DataIntegrationConfiguration',
  {
    object: kind('data_integration_configuration'),
    id: id('dik'),
    organization_id: id('org', 'The organization whose settings they are.'),
    slug: Type.String({ description: 'The data integration.' }),
    name: Type.String({ description: 'What people call the provider.' }),
    enabled: Type.Boolean({ description: 'Whether members can connect accounts.' }),
    scopes: integrationScopes,
    config: integrationConfig,
    credentials: Type.Optional(DataIntegrationCredentials),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'What one organization does differently with a data integration.' },
)
export type DataIntegrationConfiguration = Static<typeof DataIntegrationConfiguration>

export const dataIntegrationConfigurations = group('pipes', {
  listOrganizationDataIntegrationConfigurations: operation({
    method: 'GET',
    path: '/organizations/{organizationId}/data_integration_configurations',
    summary: 'List what an organization does differently with data integrations',
    status: 200,
    returns: list(DataIntegrationConfiguration),
    throws: [organizationNotFound],
  }),
  updateOrganizationDataIntegrationConfiguration: operation({
    method: 'PUT',
    path: '/organizations/{organizationId}/data_integration_configurations/{slug}',
    summary: 'Set what an organization does differently with a data integration',
    body: model(
      'UpdateDataIntegrationConfiguration',
      {
        enabled: Type.Optional(Type.Boolean({ description: 'Whether members can connect accounts.' })),
        scopes: Type.Optional(integrationScopes),
        client_id: Type.Optional(
          Type.String({ minLength: 1, description: "The organization's own client ID." }),
        ),
        client_secret: Type.Optional(secret(Type.String({ minLength: 1, description: 'Its secret.' }))),
        config: Type.Optional(integrationConfig),
      },
      { description: 'What an organization does differently.' },
    ),
    status: 200,
    returns: DataIntegrationConfiguration,
    throws: [invalidDataIntegration, organizationNotFound, dataIntegrationNotFound],
  }),
})
