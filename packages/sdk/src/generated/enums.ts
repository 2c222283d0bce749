// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** Known values of `AccountUnavailable.error`. */
export const accountUnavailableError = ['needs_reauthorization', 'not_installed'] as const

/** Known values of `AgentClaimView.status`. */
export const agentClaimViewStatus = ['unverified', 'verified', 'expired', 'revoked'] as const

/** Known values of `AgentInstanceSession.status`. */
export const agentInstanceSessionStatus = ['active', 'revoked', 'expired'] as const

/** Known values of `AgentInstance.type`. */
export const agentInstanceType = ['delegated', 'autonomous'] as const

/** Known values of `AgentRegistrationCreated.kind`. */
export const agentRegistrationCreatedKind = ['anonymous', 'service_auth', 'identity_assertion'] as const

/** Known values of `AgentRegistrationCreated.method`. */
export const agentRegistrationCreatedMethod = ['anonymous', 'service_auth', 'id_jag'] as const

/** Known values of `AgentRegistrationCreated.status`. */
export const agentRegistrationCreatedStatus = ['unverified', 'verified', 'expired', 'revoked'] as const

/** Known values of `AgentRegistration.kind`. */
export const agentRegistrationKind = ['anonymous', 'service_auth', 'identity_assertion'] as const

/** Known values of `AgentRegistration.status`. */
export const agentRegistrationStatus = ['unverified', 'verified', 'expired', 'revoked'] as const

/** Known values of `Application.kind`. */
export const applicationKind = ['public', 'confidential'] as const

/** Known values of `AuditLogConfiguration.state`. */
export const auditLogConfigurationState = ['active', 'inactive', 'disabled'] as const

/** Known values of `AuditLogExport.state`. */
export const auditLogExportState = ['pending', 'ready', 'error', 'expired'] as const

/** Known values of `AuditLogStream.state`. */
export const auditLogStreamState = ['active', 'inactive', 'error', 'invalid'] as const

/** Known values of `AuditLogStream.type`. */
export const auditLogStreamType = [
  'AzureSentinel',
  'Datadog',
  'GenericHttps',
  'GoogleCloudStorage',
  'S3',
  'Snowflake',
  'Splunk',
] as const

/** Known values of `Authentication.authenticationMethod`. */
export const authenticationAuthenticationMethod = [
  'SSO',
  'Password',
  'Passkey',
  'AppleOAuth',
  'BitbucketOAuth',
  'CrossAppAuth',
  'DiscordOAuth',
  'ExternalAuth',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GrokOAuth',
  'XOAuth',
  'IntuitOAuth',
  'LinkedInOAuth',
  'MicrosoftOAuth',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'XeroOAuth',
  'MagicAuth',
  'Impersonation',
  'MigratedSession',
] as const

/** Known values of `AuthenticationFactor.type`. */
export const authenticationFactorType = ['generic_otp', 'sms', 'totp', 'webauthn'] as const

/** Known values of `Branding.appearance`. */
export const brandingAppearance = ['light', 'dark', 'system'] as const

/** Known values of `ConnectedAccount.authMethod`. */
export const connectedAccountAuthMethod = ['oauth', 'api_key', 'client_credentials'] as const

/** Known values of `ConnectedAccountEventData.state`. */
export const connectedAccountEventDataState = ['connected', 'needs_reauthorization'] as const

/** Known values of `ConnectedAccount.state`. */
export const connectedAccountState = ['connected', 'needs_reauthorization', 'disconnected'] as const

/** Known values of `Connection.connectionType`. */
export const connectionConnectionType = [
  'Pending',
  'ADFSSAML',
  'AdpOidc',
  'AppleOAuth',
  'Auth0SAML',
  'AzureSAML',
  'BitbucketOAuth',
  'CasSAML',
  'ClassLinkSAML',
  'CleverOIDC',
  'CloudflareSAML',
  'CyberArkSAML',
  'DiscordOAuth',
  'DuoSAML',
  'EntraIdOIDC',
  'GenericOIDC',
  'GenericSAML',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GoogleOIDC',
  'GoogleSAML',
  'GrokOAuth',
  'XOAuth',
  'IntuitOAuth',
  'JumpCloudSAML',
  'KeycloakSAML',
  'LastPassSAML',
  'LinkedInOAuth',
  'LoginGovOidc',
  'MagicLink',
  'MicrosoftOAuth',
  'MiniOrangeSAML',
  'NetIqSAML',
  'OktaOIDC',
  'OktaSAML',
  'OneLoginSAML',
  'OracleSAML',
  'PingFederateSAML',
  'PingOneSAML',
  'RipplingSAML',
  'SalesforceSAML',
  'ShibbolethGenericSAML',
  'ShibbolethSAML',
  'SimpleSamlPhpSAML',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'VMwareSAML',
  'XeroOAuth',
  'Auth0Migration',
  'TestIdp',
] as const

/** Known values of `ConnectionDeletedEventData.connectionType`. */
export const connectionDeletedEventDataConnectionType = [
  'ADFSSAML',
  'AdpOidc',
  'AppleOAuth',
  'Auth0SAML',
  'AzureSAML',
  'BitbucketOAuth',
  'CasSAML',
  'ClassLinkSAML',
  'CleverOIDC',
  'CloudflareSAML',
  'CyberArkSAML',
  'DiscordOAuth',
  'DuoSAML',
  'EntraIdOIDC',
  'GenericOIDC',
  'GenericSAML',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GoogleOIDC',
  'GoogleSAML',
  'GrokOAuth',
  'XOAuth',
  'IntuitOAuth',
  'JumpCloudSAML',
  'KeycloakSAML',
  'LastPassSAML',
  'LinkedInOAuth',
  'LoginGovOidc',
  'MagicLink',
  'MicrosoftOAuth',
  'MiniOrangeSAML',
  'NetIqSAML',
  'OktaOIDC',
  'OktaSAML',
  'OneLoginSAML',
  'OracleSAML',
  'PingFederateSAML',
  'PingOneSAML',
  'RipplingSAML',
  'SalesforceSAML',
  'ShibbolethGenericSAML',
  'ShibbolethSAML',
  'SimpleSamlPhpSAML',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'VMwareSAML',
  'XeroOAuth',
  'Auth0Migration',
  'TestIdp',
] as const

/** Known values of `ConnectionDeletedEventData.state`. */
export const connectionDeletedEventDataState = [
  'draft',
  'active',
  'validating',
  'inactive',
  'deleting',
] as const

/** Known values of `ConnectionEventData.connectionType`. */
export const connectionEventDataConnectionType = [
  'ADFSSAML',
  'AdpOidc',
  'AppleOAuth',
  'Auth0SAML',
  'AzureSAML',
  'BitbucketOAuth',
  'CasSAML',
  'ClassLinkSAML',
  'CleverOIDC',
  'CloudflareSAML',
  'CyberArkSAML',
  'DiscordOAuth',
  'DuoSAML',
  'EntraIdOIDC',
  'GenericOIDC',
  'GenericSAML',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GoogleOIDC',
  'GoogleSAML',
  'GrokOAuth',
  'XOAuth',
  'IntuitOAuth',
  'JumpCloudSAML',
  'KeycloakSAML',
  'LastPassSAML',
  'LinkedInOAuth',
  'LoginGovOidc',
  'MagicLink',
  'MicrosoftOAuth',
  'MiniOrangeSAML',
  'NetIqSAML',
  'OktaOIDC',
  'OktaSAML',
  'OneLoginSAML',
  'OracleSAML',
  'PingFederateSAML',
  'PingOneSAML',
  'RipplingSAML',
  'SalesforceSAML',
  'ShibbolethGenericSAML',
  'ShibbolethSAML',
  'SimpleSamlPhpSAML',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'VMwareSAML',
  'XeroOAuth',
  'Auth0Migration',
  'TestIdp',
] as const

/** Known values of `ConnectionEventData.state`. */
export const connectionEventDataState = ['draft', 'active', 'validating', 'inactive', 'deleting'] as const

/** Known values of `ConnectionEventData.status`. */
export const connectionEventDataStatus = ['linked', 'unlinked'] as const

/** Known values of `ConnectionSettings.requestBinding`. */
export const connectionSettingsRequestBinding = ['redirect', 'post'] as const

/** Known values of `Connection.state`. */
export const connectionState = [
  'requires_type',
  'draft',
  'active',
  'validating',
  'inactive',
  'deleting',
] as const

/** Known values of `Connection.status`. */
export const connectionStatus = ['linked', 'unlinked'] as const

/** Known values of `ConnectionWithOptions.connectionType`. */
export const connectionWithOptionsConnectionType = [
  'Pending',
  'ADFSSAML',
  'AdpOidc',
  'AppleOAuth',
  'Auth0SAML',
  'AzureSAML',
  'BitbucketOAuth',
  'CasSAML',
  'ClassLinkSAML',
  'CleverOIDC',
  'CloudflareSAML',
  'CyberArkSAML',
  'DiscordOAuth',
  'DuoSAML',
  'EntraIdOIDC',
  'GenericOIDC',
  'GenericSAML',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GoogleOIDC',
  'GoogleSAML',
  'GrokOAuth',
  'XOAuth',
  'IntuitOAuth',
  'JumpCloudSAML',
  'KeycloakSAML',
  'LastPassSAML',
  'LinkedInOAuth',
  'LoginGovOidc',
  'MagicLink',
  'MicrosoftOAuth',
  'MiniOrangeSAML',
  'NetIqSAML',
  'OktaOIDC',
  'OktaSAML',
  'OneLoginSAML',
  'OracleSAML',
  'PingFederateSAML',
  'PingOneSAML',
  'RipplingSAML',
  'SalesforceSAML',
  'ShibbolethGenericSAML',
  'ShibbolethSAML',
  'SimpleSamlPhpSAML',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'VMwareSAML',
  'XeroOAuth',
  'Auth0Migration',
  'TestIdp',
] as const

/** Known values of `ConnectionWithOptions.state`. */
export const connectionWithOptionsState = [
  'requires_type',
  'draft',
  'active',
  'validating',
  'inactive',
  'deleting',
] as const

/** Known values of `ConnectionWithOptions.status`. */
export const connectionWithOptionsStatus = ['linked', 'unlinked'] as const

/** Known values of `CustomProvider.authenticateVia`. */
export const customProviderAuthenticateVia = ['request_body', 'basic_auth_header'] as const

/** Known values of `CustomerKeyDeletion.keyProvider`. */
export const customerKeyDeletionKeyProvider = ['AWS_KMS', 'GCP_KMS', 'AZURE_KEY_VAULT'] as const

/** Known values of `CustomerKeyVerification.keyProvider`. */
export const customerKeyVerificationKeyProvider = ['AWS_KMS', 'GCP_KMS', 'AZURE_KEY_VAULT'] as const

/** Known values of `DataIntegration.authMethods`. */
export const dataIntegrationAuthMethods = ['oauth', 'api_key', 'client_credentials'] as const

/** Known values of `DataIntegrationClient.type`. */
export const dataIntegrationClientType = ['custom', 'organization'] as const

/** Known values of `DataIntegrationCredentials.credentialsType`. */
export const dataIntegrationCredentialsCredentialsType = ['shared', 'custom', 'organization'] as const

/** Known values of `DataIntegration.state`. */
export const dataIntegrationState = ['valid', 'invalid', 'requested'] as const

/** Known values of `DataKeyDecrypted.actorSource`. */
export const dataKeyDecryptedActorSource = ['api', 'dashboard'] as const

/** Known values of `DataKeyRead.actorSource`. */
export const dataKeyReadActorSource = ['api', 'dashboard'] as const

/** Known values of `DataProvider.authMethods`. */
export const dataProviderAuthMethods = ['oauth', 'api_key', 'client_credentials'] as const

/** Known values of `DataProvider.ownership`. */
export const dataProviderOwnership = ['userland_user', 'organization'] as const

/** Known values of `DirectoryDeletedEventData.state`. */
export const directoryDeletedEventDataState = [
  'active',
  'validating',
  'invalid_credentials',
  'inactive',
  'deleting',
] as const

/** Known values of `DirectoryDeletedEventData.type`. */
export const directoryDeletedEventDataType = [
  'azure scim v2.0',
  'bamboohr',
  'breathe hr',
  'cezanne hr',
  'cyberark scim v2.0',
  'fourth hr',
  'generic scim v2.0',
  'gsuite directory',
  'hibob',
  'sailpoint scim v2.0',
  'jump cloud scim v2.0',
  'okta scim v2.0',
  'onelogin scim v2.0',
  'people hr',
  'personio',
  'pingfederate scim v2.0',
  'rippling scim v2.0',
  's3',
  'sftp',
  'sftp workday',
  'workday',
  'gusto',
  'rippling',
] as const

/** Known values of `DirectoryEventData.state`. */
export const directoryEventDataState = [
  'active',
  'validating',
  'invalid_credentials',
  'inactive',
  'deleting',
] as const

/** Known values of `DirectoryEventData.type`. */
export const directoryEventDataType = [
  'azure scim v2.0',
  'bamboohr',
  'breathe hr',
  'cezanne hr',
  'cyberark scim v2.0',
  'fourth hr',
  'generic scim v2.0',
  'gsuite directory',
  'hibob',
  'sailpoint scim v2.0',
  'jump cloud scim v2.0',
  'okta scim v2.0',
  'onelogin scim v2.0',
  'people hr',
  'personio',
  'pingfederate scim v2.0',
  'rippling scim v2.0',
  's3',
  'sftp',
  'sftp workday',
  'workday',
  'gusto',
  'rippling',
] as const

/** Known values of `Directory.state`. */
export const directoryState = ['linked', 'validating', 'invalid_credentials', 'unlinked', 'deleting'] as const

/** Known values of `Directory.type`. */
export const directoryType = [
  'azure scim v2.0',
  'bamboohr',
  'breathe hr',
  'cezanne hr',
  'cyberark scim v2.0',
  'fourth hr',
  'generic scim v2.0',
  'gsuite directory',
  'hibob',
  'sailpoint scim v2.0',
  'jump cloud scim v2.0',
  'okta scim v2.0',
  'onelogin scim v2.0',
  'people hr',
  'personio',
  'pingfederate scim v2.0',
  'rippling scim v2.0',
  's3',
  'sftp',
  'sftp workday',
  'workday',
] as const

/** Known values of `DirectoryUser.state`. */
export const directoryUserState = ['active', 'suspended', 'inactive'] as const

/** Known values of `DirectoryUserUpdatedEventData.state`. */
export const directoryUserUpdatedEventDataState = ['active', 'suspended', 'inactive'] as const

/** Known values of `DirectoryUserWithGroups.state`. */
export const directoryUserWithGroupsState = ['active', 'suspended', 'inactive'] as const

/** Known values of `EnrolledAuthenticationFactor.type`. */
export const enrolledAuthenticationFactorType = ['generic_otp', 'sms', 'totp', 'webauthn'] as const

/** Known values of `Environment.kind`. */
export const environmentKind = ['sandbox', 'production'] as const

/** Known values of `EventActor.source`. */
export const eventActorSource = ['api', 'dashboard', 'admin_portal', 'system'] as const

/** Known values of `EventContext.accessType`. */
export const eventContextAccessType = ['none', 'some', 'all'] as const

/** Known values of `ExpiringCertificate.certificateType`. */
export const expiringCertificateCertificateType = [
  'ResponseSigning',
  'RequestSigning',
  'ResponseEncryption',
] as const

/** Known values of `Identity.provider`. */
export const identityProvider = [
  'AppleOAuth',
  'BitbucketOAuth',
  'DiscordOAuth',
  'GithubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GrokOAuth',
  'XOAuth',
  'IntuitOAuth',
  'LinkedInOAuth',
  'MicrosoftOAuth',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'XeroOAuth',
] as const

/** Known values of `InvitationEventData.state`. */
export const invitationEventDataState = ['pending', 'accepted', 'expired', 'revoked'] as const

/** Known values of `Invitation.state`. */
export const invitationState = ['pending', 'accepted', 'expired', 'revoked'] as const

/** Known values of `MailboxMessage.kind`. */
export const mailboxMessageKind = [
  'email_change',
  'email_verification',
  'invitation',
  'magic_auth',
  'organization_domain',
  'password_reset',
  'passwordless',
  'portal_link',
  'radar_challenge',
  'radar_notice',
  'saml_certificate',
  'webhook_endpoint_disabled',
] as const

/** Known values of `MfaSettings.requirement`. */
export const mfaSettingsRequirement = ['off', 'optional', 'required'] as const

/** Known values of `OAuthProvider.provider`. */
export const oAuthProviderProvider = [
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

/** Known values of `OidcOptions.idTokenSignatureAlgorithm`. */
export const oidcOptionsIdTokenSignatureAlgorithm = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'HS256',
  'HS384',
  'HS512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
] as const

/** Known values of `OidcOptions.tokenAuthenticationMethod`. */
export const oidcOptionsTokenAuthenticationMethod = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const

/** Known values of `OrganizationDomain.state`. */
export const organizationDomainState = [
  'failed',
  'legacy_verified',
  'pending',
  'unverified',
  'verified',
] as const

/** Known values of `OrganizationDomainVerificationFailed.reason`. */
export const organizationDomainVerificationFailedReason = [
  'domain_verification_period_expired',
  'domain_verified_by_other_organization',
] as const

/** Known values of `OrganizationDomain.verificationStrategy`. */
export const organizationDomainVerificationStrategy = ['dns', 'manual'] as const

/** Known values of `OrganizationMembershipEventData.status`. */
export const organizationMembershipEventDataStatus = ['active', 'inactive', 'pending'] as const

/** Known values of `OrganizationMembership.status`. */
export const organizationMembershipStatus = ['active', 'inactive', 'pending'] as const

/** Known values of `OrganizationMembershipSummary.status`. */
export const organizationMembershipSummaryStatus = ['active', 'inactive', 'pending'] as const

/** Known values of `OrganizationMembershipWithUser.status`. */
export const organizationMembershipWithUserStatus = ['active', 'inactive', 'pending'] as const

/** Known values of `Profile.connectionType`. */
export const profileConnectionType = [
  'Pending',
  'ADFSSAML',
  'AdpOidc',
  'AppleOAuth',
  'Auth0SAML',
  'AzureSAML',
  'BitbucketOAuth',
  'CasSAML',
  'ClassLinkSAML',
  'CleverOIDC',
  'CloudflareSAML',
  'CyberArkSAML',
  'DiscordOAuth',
  'DuoSAML',
  'EntraIdOIDC',
  'GenericOIDC',
  'GenericSAML',
  'GitHubOAuth',
  'GitLabOAuth',
  'GoogleOAuth',
  'GoogleOIDC',
  'GoogleSAML',
  'GrokOAuth',
  'XOAuth',
  'IntuitOAuth',
  'JumpCloudSAML',
  'KeycloakSAML',
  'LastPassSAML',
  'LinkedInOAuth',
  'LoginGovOidc',
  'MagicLink',
  'MicrosoftOAuth',
  'MiniOrangeSAML',
  'NetIqSAML',
  'OktaOIDC',
  'OktaSAML',
  'OneLoginSAML',
  'OracleSAML',
  'PingFederateSAML',
  'PingOneSAML',
  'RipplingSAML',
  'SalesforceSAML',
  'ShibbolethGenericSAML',
  'ShibbolethSAML',
  'SimpleSamlPhpSAML',
  'SalesforceOAuth',
  'SlackOAuth',
  'VercelMarketplaceOAuth',
  'VercelOAuth',
  'VMwareSAML',
  'XeroOAuth',
  'Auth0Migration',
  'TestIdp',
] as const

/** Known values of `ProviderAccount.authMethod`. */
export const providerAccountAuthMethod = ['oauth', 'api_key', 'client_credentials'] as const

/** Known values of `ProviderAccount.state`. */
export const providerAccountState = ['connected', 'needs_reauthorization', 'disconnected'] as const

/** Known values of `RadarRisk.action`. */
export const radarRiskAction = ['signup', 'login'] as const

/** Known values of `RadarVerdict.blocklistType`. */
export const radarVerdictBlocklistType = [
  'ip_address',
  'domain',
  'email',
  'device',
  'user_agent',
  'device_fingerprint',
  'country',
] as const

/** Known values of `RadarVerdict.control`. */
export const radarVerdictControl = [
  'bot_detection',
  'brute_force_attack',
  'impossible_travel',
  'repeat_sign_up',
  'stale_account',
  'unrecognized_device',
  'restriction',
] as const

/** Known values of `RadarVerdict.verdict`. */
export const radarVerdictVerdict = ['allow', 'block', 'challenge'] as const

/** Known values of `RenewedCertificate.certificateType`. */
export const renewedCertificateCertificateType = [
  'ResponseSigning',
  'RequestSigning',
  'ResponseEncryption',
] as const

/** Known values of `RoleAssignmentSource.type`. */
export const roleAssignmentSourceType = ['direct', 'group'] as const

/** Known values of `Role.type`. */
export const roleType = ['EnvironmentRole', 'OrganizationRole'] as const

/** Known values of `Session.authMethod`. */
export const sessionAuthMethod = [
  'cross_app_auth',
  'external_auth',
  'impersonation',
  'magic_code',
  'migrated_session',
  'oauth',
  'passkey',
  'password',
  'sso',
  'unknown',
] as const

/** Known values of `Session.status`. */
export const sessionStatus = ['active', 'expired', 'revoked'] as const

/** Known values of `SsoSessionMessage.direction`. */
export const ssoSessionMessageDirection = ['sent', 'received'] as const

/** Known values of `SsoSession.state`. */
export const ssoSessionState = [
  'started',
  'authorized',
  'successful',
  'failed',
  'timed_out',
  'terminated',
] as const

/** Known values of `SsoSessionWithMessages.state`. */
export const ssoSessionWithMessagesState = [
  'started',
  'authorized',
  'successful',
  'failed',
  'timed_out',
  'terminated',
] as const

/** Known values of `VaultAccess.actorSource`. */
export const vaultAccessActorSource = ['api', 'dashboard'] as const

/** Known values of `VaultKeyAccess.actorSource`. */
export const vaultKeyAccessActorSource = ['api', 'dashboard'] as const

/** Known values of `VaultObjectAccess.actorSource`. */
export const vaultObjectAccessActorSource = ['api', 'dashboard'] as const

/** Known values of `VaultObjectRead.actorSource`. */
export const vaultObjectReadActorSource = ['api', 'dashboard'] as const

/** Known values of `VaultObjectWrite.actorSource`. */
export const vaultObjectWriteActorSource = ['api', 'dashboard'] as const

/** Known values of `WaitlistEntry.state`. */
export const waitlistEntryState = ['pending', 'approved', 'denied'] as const

/** Known values of `WaitlistUser.state`. */
export const waitlistUserState = ['pending', 'approved', 'denied'] as const

/** Known values of `WeakAlgorithmsException.algorithms`. */
export const weakAlgorithmsExceptionAlgorithms = ['sha1', 'aes_cbc', 'rsa_pkcs1'] as const

/** Known values of `WebhookDelivery.state`. */
export const webhookDeliveryState = ['pending', 'succeeded', 'failed'] as const

/** Known values of `WebhookDeliveryWithAttempts.state`. */
export const webhookDeliveryWithAttemptsState = ['pending', 'succeeded', 'failed'] as const

/** Known values of `WebhookEndpoint.status`. */
export const webhookEndpointStatus = ['enabled', 'disabled'] as const
