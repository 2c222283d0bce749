// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List, ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Secret } from '../secret.ts'
import type {
  Connection,
  ConnectionAttributeMapsInput,
  ConnectionWithOptions,
  CreateOidcOptions,
  CreateSamlOptions,
  LogoutAuthorization,
  Profile,
  ProfileAndToken,
  ProfileOfAccessToken,
  SamlIdpSigningCertificate,
  SamlSpEncryptionCertificate,
  SamlSpSigningCertificate,
  UpdateOidcOptions,
  UpdateSamlOptions,
} from './models/sso.ts'

/** Parameters of `getProfileAndToken`. */
export interface GetProfileAndTokenParams {
  /** The application that asks. */
  clientId?: string | undefined
  /** Its API key. A public client gives the PKCE verifier instead. */
  clientSecret?: Secret | undefined
  /** Which grant this is. */
  grantType: 'authorization_code'
  /** The code that came with the redirect. */
  code: Secret
  /** The PKCE verifier of a public client. */
  codeVerifier?: Secret | undefined
  /** The redirect URI of the request that led to the code. Compared when it is given. */
  redirectUri?: string | undefined
}

/** Parameters of `getProfile`. */
export interface GetProfileParams {
  /** The token of the signed-in user on whose behalf the call is made. */
  accessToken: Secret
}

/** Parameters of `getProfileByAccessToken`. */
export interface GetProfileByAccessTokenParams {
  /** The token that came with the profile. */
  accessToken: Secret
}

/** Parameters of `authorizeLogout`. */
export interface AuthorizeLogoutParams {
  /** Whom to sign out. */
  profileId: string
}

/** Parameters of `listConnections`. */
export interface ListConnectionsParams extends ListParams {
  /** Only connections of this kind. */
  connectionType?:
    | 'ADFSSAML'
    | 'AdpOidc'
    | 'AppleOAuth'
    | 'Auth0SAML'
    | 'AzureSAML'
    | 'BitbucketOAuth'
    | 'CasSAML'
    | 'ClassLinkSAML'
    | 'CleverOIDC'
    | 'CloudflareSAML'
    | 'CyberArkSAML'
    | 'DiscordOAuth'
    | 'DuoSAML'
    | 'EntraIdOIDC'
    | 'GenericOIDC'
    | 'GenericSAML'
    | 'GitHubOAuth'
    | 'GitLabOAuth'
    | 'GoogleOAuth'
    | 'GoogleOIDC'
    | 'GoogleSAML'
    | 'GrokOAuth'
    | 'XOAuth'
    | 'IntuitOAuth'
    | 'JumpCloudSAML'
    | 'KeycloakSAML'
    | 'LastPassSAML'
    | 'LinkedInOAuth'
    | 'LoginGovOidc'
    | 'MagicLink'
    | 'MicrosoftOAuth'
    | 'MiniOrangeSAML'
    | 'NetIqSAML'
    | 'OktaOIDC'
    | 'OktaSAML'
    | 'OneLoginSAML'
    | 'OracleSAML'
    | 'PingFederateSAML'
    | 'PingOneSAML'
    | 'RipplingSAML'
    | 'SalesforceSAML'
    | 'ShibbolethGenericSAML'
    | 'ShibbolethSAML'
    | 'SimpleSamlPhpSAML'
    | 'SalesforceOAuth'
    | 'SlackOAuth'
    | 'VercelMarketplaceOAuth'
    | 'VercelOAuth'
    | 'VMwareSAML'
    | 'XeroOAuth'
    | 'GithubOAuth'
    | undefined
  /** Only connections of organizations with this domain. */
  domain?: string | undefined
  /** Only connections of this organization. */
  organizationId?: string | undefined
  /** Only connections whose name holds this text. */
  search?: string | undefined
}

/** Parameters of `createConnection`. */
export interface CreateConnectionParams {
  /** The organization whose people it signs in. */
  organizationId: string
  /** What people call it. */
  name?: string | undefined
  /** The object's identifier in your own system. */
  externalId?: string | undefined
  /** The kind of identity provider. Default: `GenericSAML` or `GenericOIDC`. */
  connectionType?:
    | 'ADFSSAML'
    | 'AdpOidc'
    | 'Auth0SAML'
    | 'AzureSAML'
    | 'CasSAML'
    | 'ClassLinkSAML'
    | 'CleverOIDC'
    | 'CloudflareSAML'
    | 'CyberArkSAML'
    | 'DuoSAML'
    | 'EntraIdOIDC'
    | 'GenericOIDC'
    | 'GenericSAML'
    | 'GoogleOIDC'
    | 'GoogleSAML'
    | 'JumpCloudSAML'
    | 'KeycloakSAML'
    | 'LastPassSAML'
    | 'LoginGovOidc'
    | 'MiniOrangeSAML'
    | 'NetIqSAML'
    | 'OktaOIDC'
    | 'OktaSAML'
    | 'OneLoginSAML'
    | 'OracleSAML'
    | 'PingFederateSAML'
    | 'PingOneSAML'
    | 'RipplingSAML'
    | 'SalesforceSAML'
    | 'ShibbolethGenericSAML'
    | 'ShibbolethSAML'
    | 'SimpleSamlPhpSAML'
    | 'VMwareSAML'
    | undefined
  /** The settings of a SAML connection. */
  samlOptions?: CreateSamlOptions | undefined
  /** The settings of an OpenID Connect connection. */
  oidcOptions?: CreateOidcOptions | undefined
  /** Which attributes or claims fill a profile. */
  attributeMaps?: ConnectionAttributeMapsInput | undefined
}

/** Parameters of `updateConnection`. */
export interface UpdateConnectionParams {
  /** What people call it. */
  name?: string | undefined
  /** The object's identifier in your own system. */
  externalId?: string | null | undefined
  /** May be given, but only as it is: the type never changes. */
  connectionType?: string | undefined
  /** What changes about the settings of a SAML connection. */
  samlOptions?: UpdateSamlOptions | undefined
  /** What changes about the settings of an OpenID Connect connection. */
  oidcOptions?: UpdateOidcOptions | undefined
  /** Which attributes or claims fill a profile. */
  attributeMaps?: ConnectionAttributeMapsInput | undefined
}

/** Parameters of `createConnectionSamlIdpSigningCert`. */
export interface CreateConnectionSamlIdpSigningCertParams {
  /** An X.509 certificate in PEM. */
  value: string
}

/**
 * Operations of `client.sso`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedSso extends Resource {
  /**
   * Exchange an authorization code for the profile of the person who signed in.
   *
   * @throws {OAuthError} `invalid_client`: The client is unknown, or its secret is wrong.
   * @throws {OAuthError} `invalid_grant`: The code or token is unknown, used or too old.
   * @throws {OAuthError} `invalid_request`: A parameter does not fit.
   * @throws {OAuthError} `unauthorized_client`: This client may not do that.
   * @throws {OAuthError} `unsupported_grant_type`: There is no such grant type.
   * @throws {AuthenticationError} `unauthorized`: The API key or the client ID is unknown.
   * @throws {NotFoundError} SSO client not found.
   * @example
   * const profileAndToken = await client.sso.getProfileAndToken({
   *   code: '…',
   * })
   */
  getProfileAndToken(params: GetProfileAndTokenParams, options?: RequestOptions): Promise<ProfileAndToken> {
    return this.client.request(
      'POST',
      path`/sso/token`,
      { body: params, credential: 'clientSecret' },
      options,
    )
  }

  /**
   * Get the profile that an access token was issued for.
   *
   * @throws {AuthenticationError} Unauthorized
   * @throws {NotFoundError} Profile not found.
   * @example
   * const profile = await client.sso.getProfile({ accessToken })
   */
  getProfile(params: GetProfileParams, options?: RequestOptions): Promise<Profile> {
    const { accessToken } = params
    return this.client.request('GET', path`/sso/profile`, { credential: { accessToken } }, options)
  }

  /**
   * Get the profile that an access token was issued for, by API key.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthenticationError} Unauthorized
   * @throws {NotFoundError} Profile not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const profileOfAccessToken = await client.sso.getProfileByAccessToken({
   *   accessToken: '…',
   * })
   */
  getProfileByAccessToken(
    params: GetProfileByAccessTokenParams,
    options?: RequestOptions,
  ): Promise<ProfileOfAccessToken> {
    return this.client.request('POST', path`/sso/profile`, { body: params }, options)
  }

  /**
   * Prepare to sign a person out at their identity provider.
   *
   * @throws {OAuthError} `connection_invalid`: The identity provider of this connection cannot sign people
   * out.
   * @throws {OAuthError} `unauthorized_client`: This client may not do that.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Profile not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const logoutAuthorization = await client.sso.authorizeLogout({
   *   profileId: 'prof_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  authorizeLogout(params: AuthorizeLogoutParams, options?: RequestOptions): Promise<LogoutAuthorization> {
    return this.client.request('POST', path`/sso/logout/authorize`, { body: params }, options)
  }

  /**
   * List connections.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.sso.listConnections()
   * for await (const item of pages) console.log(item)
   */
  listConnections(params?: ListConnectionsParams, options?: RequestOptions): PagePromise<Connection> {
    return this.client.list(path`/connections`, { query: params }, options)
  }

  /**
   * Get a connection.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Connection not found.
   * @example
   * const connection = await client.sso.getConnection('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getConnection(id: string, options?: RequestOptions): Promise<Connection> {
    return this.client.request('GET', path`/connections/${id}`, {}, options)
  }

  /**
   * Delete a connection.
   *
   * Events: `connection.deleted`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Connection not found.
   * @throws {ConflictError} `conflict`: This environment protects active connections: deactivate it first.
   * @example
   * await client.sso.deleteConnection('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteConnection(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/connections/${id}`, {}, options)
  }

  /**
   * Create a connection of an organization.
   *
   * It becomes active with the first sign-in that succeeds. When the organization has a connection with that
   * external ID, it is answered as it is.
   *
   * Takes exactly one of: `samlOptions`; `oidcOptions`.
   *
   * @throws {APIError} `connection_already_exists_for_organization`: The organization has another connection
   * already.
   * @throws {APIError} `custom_attribute_not_found`: One of the custom attributes is not defined in this
   * environment.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} `invalid_identity_provider`: The metadata, certificate or
   * configuration of the identity provider cannot be used. The message says why.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectionWithOptions = await client.sso.createConnection({
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   samlOptions: {},
   * })
   */
  createConnection(params: CreateConnectionParams, options?: RequestOptions): Promise<ConnectionWithOptions> {
    return this.client.request('POST', path`/connections`, { body: params }, options)
  }

  /**
   * Update a connection.
   *
   * Changes only the members given; null goes back to the default.
   *
   * Takes at most one of: `samlOptions`; `oidcOptions`.
   *
   * Events: `connection.deactivated`, `connection.saml_certificate_renewed`.
   *
   * @throws {APIError} `custom_attribute_not_found`: One of the custom attributes is not defined in this
   * environment.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Connection not found.
   * @throws {UnprocessableEntityError} `invalid_identity_provider`: The metadata, certificate or
   * configuration of the identity provider cannot be used. The message says why.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectionWithOptions = await client.sso.updateConnection('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'text',
   * })
   */
  updateConnection(
    id: string,
    params?: UpdateConnectionParams,
    options?: RequestOptions,
  ): Promise<ConnectionWithOptions> {
    return this.client.request('PATCH', path`/connections/${id}`, { body: params }, options)
  }

  /**
   * List the certificates of a connection's identity provider, oldest first.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @example
   * const answer = await client.sso.listConnectionSamlIdpSigningCerts('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listConnectionSamlIdpSigningCerts(
    connectionId: string,
    options?: RequestOptions,
  ): Promise<List<SamlIdpSigningCertificate>> {
    return this.client.request('GET', path`/connections/${connectionId}/saml_idp_signing_certs`, {}, options)
  }

  /**
   * Add a certificate of the identity provider.
   *
   * Those before it keep working until they expire or are deleted.
   *
   * Events: `connection.saml_certificate_renewed`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {ConflictError} `certificate_limit_reached`: The connection has as many certificates as it can.
   * Delete one that is no longer used.
   * @throws {UnprocessableEntityError} `invalid_identity_provider`: The metadata, certificate or
   * configuration of the identity provider cannot be used. The message says why.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const samlIdpSigningCertificate = await client.sso.createConnectionSamlIdpSigningCert('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   value: 'text',
   * })
   */
  createConnectionSamlIdpSigningCert(
    connectionId: string,
    params: CreateConnectionSamlIdpSigningCertParams,
    options?: RequestOptions,
  ): Promise<SamlIdpSigningCertificate> {
    return this.client.request(
      'POST',
      path`/connections/${connectionId}/saml_idp_signing_certs`,
      { body: params },
      options,
    )
  }

  /**
   * Delete a certificate of the identity provider.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {NotFoundError} SAML certificate not found.
   * @throws {ConflictError} `last_certificate`: The last signing certificate cannot be deleted.
   * @example
   * await client.sso.deleteConnectionSamlIdpSigningCert('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  deleteConnectionSamlIdpSigningCert(
    connectionId: string,
    certificateId: string,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/connections/${connectionId}/saml_idp_signing_certs/${certificateId}`,
      {},
      options,
    )
  }

  /**
   * List the certificates with which responses may be encrypted, oldest first.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @example
   * const answer = await client.sso.listConnectionSamlSpEncryptionCerts('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listConnectionSamlSpEncryptionCerts(
    connectionId: string,
    options?: RequestOptions,
  ): Promise<List<SamlSpEncryptionCertificate>> {
    return this.client.request(
      'GET',
      path`/connections/${connectionId}/saml_sp_encryption_certs`,
      {},
      options,
    )
  }

  /**
   * Make a key pair with which responses may be encrypted.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {ConflictError} `certificate_limit_reached`: The connection has as many certificates as it can.
   * Delete one that is no longer used.
   * @example
   * const samlSpEncryptionCertificate = await client.sso.createConnectionSamlSpEncryptionCert('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  createConnectionSamlSpEncryptionCert(
    connectionId: string,
    options?: RequestOptions,
  ): Promise<SamlSpEncryptionCertificate> {
    return this.client.request(
      'POST',
      path`/connections/${connectionId}/saml_sp_encryption_certs`,
      {},
      options,
    )
  }

  /**
   * Delete a key pair with which responses are encrypted.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {NotFoundError} SAML certificate not found.
   * @example
   * await client.sso.deleteConnectionSamlSpEncryptionCert('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  deleteConnectionSamlSpEncryptionCert(
    connectionId: string,
    certificateId: string,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/connections/${connectionId}/saml_sp_encryption_certs/${certificateId}`,
      {},
      options,
    )
  }

  /**
   * Get the certificate that verifies requests.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {NotFoundError} SAML certificate not found.
   * @example
   * const samlSpSigningCertificate = await client.sso.getConnectionSamlSpSigningCert('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getConnectionSamlSpSigningCert(
    connectionId: string,
    options?: RequestOptions,
  ): Promise<SamlSpSigningCertificate> {
    return this.client.request('GET', path`/connections/${connectionId}/saml_sp_signing_cert`, {}, options)
  }

  /**
   * Make a key pair that signs requests.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {ConflictError} `signing_certificate_exists`: The connection has a signing certificate. Delete it
   * before you create another.
   * @example
   * const samlSpSigningCertificate = await client.sso.createConnectionSamlSpSigningCert('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  createConnectionSamlSpSigningCert(
    connectionId: string,
    options?: RequestOptions,
  ): Promise<SamlSpSigningCertificate> {
    return this.client.request('POST', path`/connections/${connectionId}/saml_sp_signing_cert`, {}, options)
  }

  /**
   * Delete the key pair that signs requests, which are unsigned from then on.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {NotFoundError} SAML certificate not found.
   * @example
   * await client.sso.deleteConnectionSamlSpSigningCert('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  deleteConnectionSamlSpSigningCert(
    connectionId: string,
    certificateId: string,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/connections/${connectionId}/saml_sp_signing_cert/${certificateId}`,
      {},
      options,
    )
  }

  /**
   * Turn a draft into a connection.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Draft connection not found.
   * @example
   * const connection = await client.sso.promoteDraftConnection('…')
   * @deprecated
   */
  promoteDraftConnection(token: string, options?: RequestOptions): Promise<Connection> {
    return this.client.request('POST', path`/draft_connections/${token}/activate`, {}, options)
  }
}
