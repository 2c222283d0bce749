import Type, { type Static } from 'typebox'
import { RoleReference } from './authorization-environment-roles.ts'
import { connectionTypes } from './connection-types.ts'
import {
  csv,
  error,
  group,
  id,
  kind,
  literal,
  messageError,
  model,
  notFound,
  nullable,
  oauthError,
  oneOf,
  opaqueMap,
  opaqueObject,
  openEnum,
  operation,
  secret,
  shapedError,
} from './core/index.ts'

export const Profile = model(
  'Profile',
  {
    object: kind('profile'),
    id: id('prof'),
    organization_id: nullable(id('org', 'The organization whose connection they came through.')),
    connection_id: id('conn', 'The connection they came through.'),
    connection_type: openEnum(connectionTypes, { description: 'The kind of identity provider.' }),
    idp_id: Type.String({ description: 'Their identifier at the identity provider. Never changes.' }),
    email: Type.String({ description: 'Their e-mail address, as the identity provider says.' }),
    first_name: nullable(Type.String()),
    last_name: nullable(Type.String()),
    name: nullable(Type.String({ description: 'Their whole name.' })),
    role: Type.Optional(nullable(RoleReference)),
    roles: Type.Optional(
      nullable(Type.Array(RoleReference, { description: 'Every role their groups give them.' })),
    ),
    groups: Type.Optional(
      Type.Array(Type.String(), { description: 'Their groups at the identity provider.' }),
    ),
    custom_attributes: Type.Optional(opaqueObject({ description: 'The attributes that you have mapped.' })),
    raw_attributes: opaqueObject({
      description:
        'What the identity provider sent, where the settings of the environment say so; otherwise empty.',
    }),
  },
  { description: 'A person as their identity provider describes them.' },
)
export type Profile = Static<typeof Profile>

export const OAuthTokens = model(
  'OAuthTokens',
  {
    provider: Type.String({ description: 'Who issued them.', examples: ['GoogleOAuth'] }),
    access_token: secret(Type.String({ description: "Calls the provider's API in the person's name." })),
    refresh_token: secret(Type.String({ description: 'Gets further access tokens.' })),
    expires_at: Type.Integer({ description: 'When the access token ends, in seconds since 1970.' }),
    scopes: Type.Array(Type.String(), { description: 'What they allow.' }),
  },
  { description: 'Tokens of a social provider, handed on where the connection says so.' },
)

export const ProfileAndToken = model(
  'ProfileAndToken',
  {
    token_type: literal('Bearer'),
    access_token: secret(Type.String({ description: 'Reads the profile again, for a short time.' })),
    expires_in: Type.Integer({ description: 'For how many seconds the access token is good.' }),
    profile: Profile,
    oauth_tokens: Type.Optional(OAuthTokens),
  },
  { description: 'Who signed in, and a token for their profile.' },
)
export type ProfileAndToken = Static<typeof ProfileAndToken>

export const AuthorizationUrl = model(
  'AuthorizationUrl',
  {
    url: Type.String({ format: 'uri', description: 'Where to send the browser.' }),
    link: Type.String({ format: 'uri', description: 'The same, under the name that some clients read.' }),
  },
  { description: 'An address at which sign-in begins, for callers that prefer JSON to a redirect.' },
)

export const LogoutUrl = model(
  'LogoutUrl',
  {
    url: Type.String({ format: 'uri', description: 'Where to send the browser.' }),
    link: Type.String({ format: 'uri', description: 'The same, under the name that some clients read.' }),
  },
  { description: 'An address that signs a person out, for callers that prefer JSON to a redirect.' },
)

export const LogoutAuthorization = model(
  'LogoutAuthorization',
  {
    logout_url: secret(Type.String({ description: 'Where to send the browser.' })),
    logout_token: secret(Type.String({ description: 'The token that the address carries.' })),
  },
  { description: 'Leave to sign a person out at their identity provider.' },
)

/** The social providers through which a sign-in can begin. */
export const socialProviders = [
  'AppleOAuth',
  'BitbucketOAuth',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'IntuitOAuth',
  'LinkedInOAuth',
  'MicrosoftOAuth',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'XeroOAuth',
] as const

/** Parameters that both authorization endpoints take (RFC 6749, section 4.1.1, and RFC 7636). */
export const authorizationRequest = {
  client_id: Type.String({ description: 'The application that asks.' }),
  redirect_uri: Type.String({
    format: 'uri',
    description: 'Where to send the browser afterwards. Must be registered.',
  }),
  response_type: literal('code', { description: 'Only the authorization code flow is offered.' }),
  state: Type.Optional(Type.String({ description: 'Comes back unchanged with the code.' })),
  code_challenge: Type.Optional(Type.String({ description: 'The PKCE challenge of a public client.' })),
  code_challenge_method: Type.Optional(literal('S256', { description: 'How the challenge was made.' })),
  provider_scopes: Type.Optional(
    csv(Type.String(), { description: 'Further scopes to ask for. OAuth and OpenID Connect only.' }),
  ),
  provider_query_params: Type.Optional(
    opaqueMap(Type.String(), { description: 'Further parameters to send to a social provider.' }),
  ),
  domain_hint: Type.Optional(
    Type.String({ description: 'The domain of the account, for providers that ask.' }),
  ),
  login_hint: Type.Optional(
    Type.String({ description: 'The e-mail address or name to fill in beforehand.' }),
  ),
}

export const profileNotFound = notFound('Profile')
export const ssoClientNotFound = notFound('SSO client')
export const invalidClient = oauthError(
  400,
  'invalid_client',
  'The client is unknown, or its secret is wrong.',
)
export const unauthorizedClient = oauthError(400, 'unauthorized_client', 'This client may not do that.')
export const invalidGrant = oauthError(400, 'invalid_grant', 'The code or token is unknown, used or too old.')
export const unsupportedGrantType = oauthError(400, 'unsupported_grant_type', 'There is no such grant type.')
export const connectionInvalid = oauthError(
  400,
  'connection_invalid',
  'The identity provider of this connection cannot sign people out.',
)
export const invalidLogoutToken = messageError(
  404,
  'logout_token_not_found',
  'The token is unknown or too old.',
)
export const ssoInvalidRequest = error(400, 'invalid_request', 'A parameter is missing or has no such form.')
export const ssoInvalidRedirectUri = error(
  400,
  'invalid_redirect_uri',
  'The redirect URI is not registered for this application.',
)
export const ssoUnauthorized = error(401, 'unauthorized', 'The API key or the client ID is unknown.')
export const ssoConnectionNotFound = error(404, 'connection_not_found', 'There is no such connection.')
export const ssoOrganizationNotFound = error(
  404,
  'organization_not_found',
  'There is no such organization, or it has no connection.',
)
export const ssoSessionUnknown = error(404, 'session_not_found', 'There is no such session, or it has ended.')
/** A selector that fits several connections, or one that cannot be used. The code is that of the redirect. */
export const ssoSelectorRefused = (code: string, message: string) => error(400, code, message)()
export const profileUnauthorized = shapedError('error', 401, 'unauthorized', 'Unauthorized')

export const sso = group('sso', {
  authorize: operation({
    method: 'GET',
    path: '/sso/authorize',
    auth: 'none',
    summary: 'Send a browser to an identity provider to sign in',
    description: 'Exactly one of `connection`, `organization` and `provider` says to which.',
    query: {
      ...authorizationRequest,
      connection: Type.Optional(Type.String({ description: 'The connection to sign in through.' })),
      connection_id: Type.Optional(
        Type.String({ description: 'The same as `connection`.', deprecated: true }),
      ),
      organization: Type.Optional(Type.String({ description: 'The organization whose connection to take.' })),
      organization_id: Type.Optional(
        Type.String({ description: 'The same as `organization`.', deprecated: true }),
      ),
      provider: Type.Optional(
        oneOf(socialProviders, { description: 'The social provider to sign in with.' }),
      ),
      domain: Type.Optional(
        Type.String({
          description: 'The domain whose connection to take. Superseded by `organization`.',
          deprecated: true,
        }),
      ),
      nonce: Type.Optional(
        Type.String({
          description:
            'Taken, and not needed: a code works once, and `state` and PKCE bind it to the request. Towards the identity provider Portico uses a nonce of its own.',
        }),
      ),
      prompt: Type.Optional(literal('login', { description: 'Makes the person prove who they are anew.' })),
    },
    status: 302,
    alsoReturns: { 200: AuthorizationUrl },
    throws: [
      ssoInvalidRequest,
      ssoInvalidRedirectUri,
      ssoUnauthorized,
      ssoConnectionNotFound,
      ssoOrganizationNotFound,
    ],
    rateLimit: 'sso_authorize',
  }),
  getProfileAndToken: operation({
    method: 'POST',
    path: '/sso/token',
    auth: 'client_id',
    summary: 'Exchange an authorization code for the profile of the person who signed in',
    encodings: ['json', 'form'],
    queryAsBody: true,
    body: model(
      'GetProfileAndToken',
      {
        client_id: Type.String({ description: 'The application that asks.' }),
        client_secret: Type.Optional(
          secret(
            Type.String({ description: 'Its API key. A public client gives the PKCE verifier instead.' }),
          ),
        ),
        grant_type: literal('authorization_code'),
        code: secret(Type.String({ description: 'The code that came with the redirect.' })),
        code_verifier: Type.Optional(
          secret(Type.String({ description: 'The PKCE verifier of a public client.' })),
        ),
        redirect_uri: Type.Optional(
          Type.String({
            description: 'The redirect URI of the request that led to the code. Compared when it is given.',
          }),
        ),
      },
      { description: 'A code to exchange, and who asks.' },
    ),
    status: 200,
    returns: ProfileAndToken,
    throws: [
      invalidClient,
      unauthorizedClient,
      invalidGrant,
      unsupportedGrantType,
      ssoUnauthorized,
      ssoClientNotFound,
    ],
    invalid: 'oauth',
    transaction: 'own',
  }),
  getProfile: operation({
    method: 'GET',
    path: '/sso/profile',
    auth: 'access_token',
    summary: 'Get the profile that an access token was issued for',
    status: 200,
    returns: Profile,
    throws: [profileUnauthorized, profileNotFound],
    rateLimit: 'sso',
  }),
  getProfileByAccessToken: operation({
    method: 'POST',
    path: '/sso/profile',
    origin: 'sdk',
    summary: 'Get the profile that an access token was issued for, by API key',
    body: model(
      'GetProfileByAccessToken',
      {
        access_token: secret(
          Type.String({ minLength: 1, description: 'The token that came with the profile.' }),
        ),
      },
      { description: 'Whose profile to get.' },
    ),
    status: 200,
    returns: model(
      'ProfileOfAccessToken',
      { profile: Profile },
      { description: 'The profile that an access token was issued for.' },
    ),
    throws: [profileUnauthorized, profileNotFound],
    rateLimit: 'sso',
    // It only reads.
    transaction: 'statement',
  }),
})

export const ssoLogout = group('sso', {
  authorizeLogout: operation({
    method: 'POST',
    path: '/sso/logout/authorize',
    summary: 'Prepare to sign a person out at their identity provider',
    body: model(
      'AuthorizeLogout',
      {
        profile_id: Type.String({
          description: 'Whom to sign out.',
          examples: ['prof_01KA9Z3V8Q4M7T2R5W6X0Y1B3C'],
        }),
      },
      { description: 'Whom to sign out.' },
    ),
    status: 200,
    returns: LogoutAuthorization,
    throws: [connectionInvalid, unauthorizedClient, profileNotFound],
    // It may have to ask the identity provider whether it signs people out at all.
    transaction: 'own',
  }),
  logout: operation({
    method: 'GET',
    path: '/sso/logout',
    auth: 'none',
    summary: 'Send a browser to its identity provider to sign out',
    description:
      'With a logout token. A caller with an API key gives the ID of an SSO session instead, and is told the address.',
    query: {
      token: Type.Optional(secret(Type.String({ description: 'The logout token.' }))),
      session_id: Type.Optional(Type.String({ description: 'The SSO session to end. Takes an API key.' })),
    },
    status: 302,
    alsoReturns: { 200: LogoutUrl },
    throws: [ssoInvalidRequest, ssoUnauthorized, ssoSessionUnknown, invalidLogoutToken],
    transaction: 'own',
  }),
})
