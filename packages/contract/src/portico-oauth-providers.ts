import Type, { type Static } from 'typebox'
import { activeConnectionProtected } from './connections.ts'
import {
  error,
  group,
  id,
  kind,
  list,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  secret,
  timestamp,
} from './core/index.ts'

/** Every social provider that an environment can be set up for. */
export const oauthProviders = [
  'AppleOAuth',
  'BitbucketOAuth',
  'DiscordOAuth',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GrokOAuth',
  'IntuitOAuth',
  'LinkedInOAuth',
  'MicrosoftOAuth',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'XeroOAuth',
  'XOAuth',
] as const

const endpoint = (description: string) =>
  nullable(
    Type.String({
      format: 'uri',
      maxLength: 2048,
      description: `${description}; null for the provider's own.`,
    }),
  )

const fields = {
  client_id: Type.String({
    minLength: 1,
    maxLength: 1024,
    description: 'What the provider calls your application.',
  }),
  scopes: Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
    maxItems: 50,
    description: 'Scopes to ask for beside those that a profile takes.',
  }),
  oauth_tokens_returned: Type.Boolean({
    description: "Whether the provider's own tokens are handed to your application.",
  }),
  authorization_endpoint: endpoint('Where people sign in'),
  token_endpoint: endpoint('Where the code is redeemed'),
  userinfo_endpoint: endpoint('Where the profile is read'),
  jwks_uri: endpoint('Where the keys of ID tokens are'),
  issuer: nullable(
    Type.String({ maxLength: 2048, description: "Who issues ID tokens; null for the provider's own name." }),
  ),
}

export const OAuthProvider = model(
  'OAuthProvider',
  {
    object: kind('oauth_provider'),
    provider: openEnum(oauthProviders, { description: 'Which provider.' }),
    connection_id: id('conn', 'The connection that people sign in through.'),
    ...fields,
    redirect_uri: Type.String({ format: 'uri', description: 'To be registered with the provider.' }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A social provider that is set up for the environment.' },
)
export type OAuthProvider = Static<typeof OAuthProvider>

export const oauthProviderNotFound = notFound('OAuth provider')
export const invalidOAuthProvider = error(
  422,
  'invalid_oauth_provider',
  'The provider cannot be set up like that. The message says why.',
)

const path = '/portico/oauth_providers/{provider}' as const

export const oauthProviderAdministration = group('portico.oauthProviders', {
  listOAuthProviders: operation({
    method: 'GET',
    path: '/portico/oauth_providers',
    origin: 'portico',
    summary: 'List the social providers of the environment',
    status: 200,
    returns: list(OAuthProvider),
  }),
  getOAuthProvider: operation({
    method: 'GET',
    path,
    origin: 'portico',
    summary: 'Get a social provider',
    status: 200,
    returns: OAuthProvider,
    throws: [oauthProviderNotFound],
  }),
  setOAuthProvider: operation({
    method: 'PUT',
    path,
    origin: 'portico',
    summary: 'Set up a social provider, or change it',
    description: 'People can sign in through it at once. What is not given goes back to its default.',
    body: model('SetOAuthProvider', {
      client_id: fields.client_id,
      client_secret: Type.Optional(
        secret(
          Type.String({
            minLength: 1,
            maxLength: 8192,
            description:
              'Its secret. Never read back; without one the present secret stays. It has to be given when `token_endpoint` leads to another host than before.',
          }),
        ),
      ),
      apple_team_id: Type.Optional(
        Type.String({ minLength: 1, maxLength: 32, description: 'The team. Apple only.' }),
      ),
      apple_key_id: Type.Optional(
        Type.String({ minLength: 1, maxLength: 32, description: 'The key. Apple only.' }),
      ),
      apple_private_key: Type.Optional(
        secret(
          Type.String({
            minLength: 1,
            maxLength: 8192,
            description:
              'The key itself, as PEM: Apple takes a signature in place of a secret. It has to be given when `token_endpoint` leads to another host than before.',
          }),
        ),
      ),
      scopes: Type.Optional(fields.scopes),
      oauth_tokens_returned: Type.Optional(fields.oauth_tokens_returned),
      authorization_endpoint: Type.Optional(fields.authorization_endpoint),
      token_endpoint: Type.Optional(fields.token_endpoint),
      userinfo_endpoint: Type.Optional(fields.userinfo_endpoint),
      jwks_uri: Type.Optional(fields.jwks_uri),
      issuer: Type.Optional(fields.issuer),
    }),
    status: 200,
    returns: OAuthProvider,
    throws: [oauthProviderNotFound, invalidOAuthProvider],
    emits: ['connection.activated'],
  }),
  deleteOAuthProvider: operation({
    method: 'DELETE',
    path,
    origin: 'portico',
    summary: 'Remove a social provider and its connection',
    status: 204,
    throws: [oauthProviderNotFound, activeConnectionProtected],
    emits: ['connection.deleted'],
  }),
})
