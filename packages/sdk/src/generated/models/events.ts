// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'
import type { OrganizationOwner } from './api-keys.ts'
import type { DirectoryGroup, DirectoryUserEmail } from './directory-sync.ts'
import type { FeatureFlagOwner } from './feature-flags.ts'
import type { OrganizationDomain } from './organization-domains.ts'
import type { ConnectionDomain } from './sso.ts'
import type { RoleReference, UserOwner } from './user-management.ts'

/** The attempt of a person to claim an agent. */
export interface AgentClaimAttemptCreated {
  /** What kind of object this is. */
  object: 'agent_registration_claim_attempt'
  /** Its identifier. */
  id: string
  /** The registration. */
  agentRegistrationId: string
  /** The claim. */
  agentRegistrationClaimId: string
  /** Who the agent says the person is. */
  loginHint: string
  /** Until when the attempt lasts. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A claim to an agent that succeeded. */
export interface AgentClaimCompleted {
  /** What kind of object this is. */
  object: 'agent_registration_claim'
  /** Its identifier. */
  id: string
  /** The registration. */
  agentRegistrationId: string
  /** The attempt that succeeded. */
  completedByAttemptId: string
  /** Who claimed an agent. */
  claimedBy: AgentClaimant
  /** When they claimed it. */
  completedAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Who claimed an agent. */
export interface AgentClaimant {
  /** Who claimed it. */
  userId: string
  /** The organization they chose. */
  organizationId: string | 'null' | null
}

/** A credential of an agent, without the credential. */
export interface AgentCredentialIssued {
  /** What kind of object this is. */
  object: 'agent_registration_credential'
  /** Its identifier. */
  id: string
  /** The registration. */
  agentRegistrationId: string
  /** An API key that was issued. */
  detail: IssuedApiKey | IssuedAccessToken
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Who an agent is, as its events store it. */
export interface AgentIdentityEventData {
  /** What kind of object this is. */
  object: 'agent_identity'
  /** Its identifier. */
  id: string
  /** The user in whose name it acts, once one has claimed it. */
  userlandUserId: string | 'null' | null
}

/** The change of an agent from one organization to another. */
export interface AgentOrganizationSwitched {
  /** The registration. */
  agentRegistrationId: string
  /** Where it acted before. */
  fromOrganizationId: string
  /** Where it acts now. */
  toOrganizationId: string
}

/** A registration of an agent that was just made. */
export interface AgentRegistrationCreated {
  /** What kind of object this is. */
  object: 'agent_registration'
  /** Its identifier. */
  id: string
  /** Who an agent is, as its events store it. */
  agentIdentity: AgentIdentityEventData
  /** The organization it acts in. */
  organizationId: string
  /** How far it has come. */
  status: OpenEnum<'unverified' | 'verified' | 'expired' | 'revoked'>
  /** By what it registered. */
  kind: OpenEnum<'anonymous' | 'service_auth' | 'identity_assertion'>
  /** How it registered. */
  method: OpenEnum<'anonymous' | 'service_auth' | 'id_jag'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A registration of an agent, by its ID. */
export interface AgentRegistrationReference {
  /** The registration. */
  agentRegistrationId: string
}

/** A visit as Google Analytics counts it. */
export interface AnalyticsSession {
  /** The tag container. */
  containerId: string
  /** The session as the container counts it. */
  sessionId?: string
  /** How many sessions the visitor had by then. */
  sessionNumber?: string
}

/** What changed, as it was before. */
export interface ApiKeyPreviousAttributes {
  /** Until when it was good. */
  expiresAt: string | null
}

/** An API key whose expiry changed. */
export interface ApiKeyUpdatedEventData {
  /** What kind of object this is. */
  object: 'api_key'
  /** Its identifier. */
  id: string
  /** An organization that owns an API key. */
  owner: OrganizationOwner | UserOwner
  /** What people call it. */
  name: string
  /** Its last characters, to tell it from others. */
  obfuscatedValue: string
  /** When it was last used. */
  lastUsedAt: string | null
  /** Until when it is good; null means for ever. */
  expiresAt: string | null
  /** Slugs of the permissions it has. */
  permissions: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** What changed, as it was before. */
  previousAttributes: ApiKeyPreviousAttributes
}

/** A sign-in that an action of yours denied. */
export interface AuthenticationDenial {
  /** The endpoint that denied it. */
  actionEndpointId: string
  /** The call that was answered so. */
  actionExecutionId: string
  /** What the action answered. */
  verdict: 'Deny'
  /** The organization they meant to sign in to. */
  organizationId: string | null
  /** Who was turned away. */
  email: string
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Which kind it is. */
  type: 'authentication'
  /** Who was turned away. */
  userId: string
}

/** Why a sign-in did not succeed. */
export interface AuthenticationFailure {
  /** What went wrong. */
  code: string
  /** The same, for people. */
  message: string
}

/** A SAML certificate that is about to expire. */
export interface CertificateRenewalRequired {
  /** A connection, by its ID. */
  connection: ConnectionReference
  /** A certificate that expires soon, or has. */
  certificate: ExpiringCertificate
  /** How many days are left; negative when it has expired. */
  daysUntilExpiry: number
}

/** A SAML certificate that was renewed. */
export interface CertificateRenewed {
  /** A connection, by its ID. */
  connection: ConnectionReference
  /** A certificate that was renewed. */
  certificate: RenewedCertificate
  /** When it was renewed. */
  renewedAt: string
}

/** A connected account, as its events store it. */
export interface ConnectedAccountEventData {
  /** What kind of object this is. */
  object: 'connected_account'
  /** Its identifier. */
  id: string
  /** The data integration. */
  dataIntegrationId: string
  /** The provider. */
  providerSlug: string
  /** Whose account it is, if a user connected it. */
  userId: string | null
  /** The organization it was connected for, if for one. */
  organizationId: string | null
  /** What the provider allows. */
  scopes: string[]
  /** Whether it works. */
  state: OpenEnum<'connected' | 'needs_reauthorization'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A connection that was deleted. */
export interface ConnectionDeletedEventData {
  /** What kind of object this is. */
  object: 'connection'
  /** Its identifier. */
  id: string
  /** The organization whose connection it is, if it is of one. */
  organizationId?: string
  /** The kind of identity provider. */
  connectionType: OpenEnum<
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
    | 'Auth0Migration'
    | 'TestIdp'
  >
  /** What people call it. */
  name: string
  /** How far it is set up. People can sign in through an active one. */
  state: OpenEnum<'draft' | 'active' | 'validating' | 'inactive' | 'deleting'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A connection that came to be, or ceased to be, active. */
export interface ConnectionEventData {
  /** What kind of object this is. */
  object: 'connection'
  /** Its identifier. */
  id: string
  /** The organization whose connection it is, if it is of one. */
  organizationId?: string
  /** The kind of identity provider. */
  connectionType: OpenEnum<
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
    | 'Auth0Migration'
    | 'TestIdp'
  >
  /** What people call it. */
  name: string
  /** How far it is set up. People can sign in through an active one. */
  state: OpenEnum<'draft' | 'active' | 'validating' | 'inactive' | 'deleting'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The part of its addresses that tells it from others. */
  externalKey: string
  /** Whether it is active. Superseded by `state`. */
  status: OpenEnum<'linked' | 'unlinked'>
  /** The organization's domains. */
  domains: ConnectionDomain[]
}

/** An attempt to connect an account that failed. */
export interface ConnectionFailed {
  /** What kind of object this is. */
  object: 'connection_failed'
  /** The data integration. */
  dataIntegrationId: string
  /** The provider. */
  providerSlug: string
  /** Whose account it is, if a user connected it. */
  userId: string | null
  /** The organization it was connected for, if for one. */
  organizationId: string | null
  /** What went wrong. */
  errorCode: string
  /** The same, for people. */
  errorReason: string | null
  /** What the provider called it. */
  providerError: string | null
  /** What the provider said about it. */
  providerErrorDescription: string | null
  /** When it was created. */
  createdAt: string
}

/** A connection, by its ID. */
export interface ConnectionReference {
  /** Its identifier. */
  id: string
  /** The organization whose connection it is, if it is of one. */
  organizationId?: string
}

/** A customer's own key that was removed. */
export interface CustomerKeyDeletion {
  /** The organization whose key it is. */
  organizationId: string
  /** Who keeps the key. */
  keyProvider: OpenEnum<'AWS_KMS' | 'GCP_KMS' | 'AZURE_KEY_VAULT'>
}

/** The trial of a customer's own key. */
export interface CustomerKeyVerification {
  /** The organization whose key it is. */
  organizationId: string
  /** Who keeps the key. */
  keyProvider: OpenEnum<'AWS_KMS' | 'GCP_KMS' | 'AZURE_KEY_VAULT'>
  /** Whether it works. */
  verified: boolean
}

/** Someone who decrypted a data key. */
export interface DataKeyDecrypted {
  /** The API key or member of your team. */
  actorId: string
  /** Where they did it. */
  actorSource: OpenEnum<'api' | 'dashboard'>
  /** What people call them. */
  actorName: string
  /** The key that was used. */
  keyId: string
}

/** Someone who was handed a data key. */
export interface DataKeyRead {
  /** The API key or member of your team. */
  actorId: string
  /** Where they did it. */
  actorSource: OpenEnum<'api' | 'dashboard'>
  /** What people call them. */
  actorName: string
  /** The keys that encrypt it. */
  keyIds: string[]
  /** What the key belongs to. Each pair has a key of its own above it. */
  keyContext: Record<string, string>
}

/** A directory that was deleted. Its people and groups went with it, without events of their own. */
export interface DirectoryDeletedEventData {
  /** What kind of object this is. */
  object: 'directory'
  /** Its identifier. */
  id: string
  /** The organization whose directory it is. */
  organizationId?: string
  /** Where its people come from. */
  type: OpenEnum<
    | 'azure scim v2.0'
    | 'bamboohr'
    | 'breathe hr'
    | 'cezanne hr'
    | 'cyberark scim v2.0'
    | 'fourth hr'
    | 'generic scim v2.0'
    | 'gsuite directory'
    | 'hibob'
    | 'sailpoint scim v2.0'
    | 'jump cloud scim v2.0'
    | 'okta scim v2.0'
    | 'onelogin scim v2.0'
    | 'people hr'
    | 'personio'
    | 'pingfederate scim v2.0'
    | 'rippling scim v2.0'
    | 's3'
    | 'sftp'
    | 'sftp workday'
    | 'workday'
    | 'gusto'
    | 'rippling'
  >
  /** How far it is set up. */
  state: OpenEnum<'active' | 'validating' | 'invalid_credentials' | 'inactive' | 'deleting'>
  /** What people call it. */
  name: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A domain of the organization whose directory it is. */
export interface DirectoryDomain {
  /** What kind of object this is. */
  object: 'organization_domain'
  /** Its identifier. */
  id: string
  /** The domain name, in lower case. */
  domain: string
}

/** A directory that was activated. */
export interface DirectoryEventData {
  /** What kind of object this is. */
  object: 'directory'
  /** Its identifier. */
  id: string
  /** The organization whose directory it is. */
  organizationId?: string
  /** Where its people come from. */
  type: OpenEnum<
    | 'azure scim v2.0'
    | 'bamboohr'
    | 'breathe hr'
    | 'cezanne hr'
    | 'cyberark scim v2.0'
    | 'fourth hr'
    | 'generic scim v2.0'
    | 'gsuite directory'
    | 'hibob'
    | 'sailpoint scim v2.0'
    | 'jump cloud scim v2.0'
    | 'okta scim v2.0'
    | 'onelogin scim v2.0'
    | 'people hr'
    | 'personio'
    | 'pingfederate scim v2.0'
    | 'rippling scim v2.0'
    | 's3'
    | 'sftp'
    | 'sftp workday'
    | 'workday'
    | 'gusto'
    | 'rippling'
  >
  /** How far it is set up. */
  state: OpenEnum<'active' | 'validating' | 'invalid_credentials' | 'inactive' | 'deleting'>
  /** What people call it. */
  name: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The part of its addresses that tells it from others. */
  externalKey: string
  /** The organization's domains. */
  domains: DirectoryDomain[]
}

/** A person and a group in a directory. */
export interface DirectoryGroupMemberEventData {
  /** The directory that both are in. */
  directoryId: string
  /** A person in a directory. */
  user: DirectoryUser
  /** A group of people in a directory. */
  group: DirectoryGroup
}

/** A group in a directory that changed. */
export interface DirectoryGroupUpdatedEventData {
  /** What kind of object this is. */
  object: 'directory_group'
  /** Its identifier. */
  id: string
  /** The directory it is in. */
  directoryId: string
  /** The organization whose directory it is. */
  organizationId: string
  /** Its identifier in the directory. Stays when it is renamed. */
  idpId: string
  /** What people call it. */
  name: string
  /** What the directory sent, as it sent it. */
  rawAttributes?: Record<string, unknown>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** What changed, as it was before. */
  previousAttributes?: Record<string, unknown>
}

/** A bearer token for a SCIM endpoint, without the token. */
export interface DirectoryToken {
  /** What kind of object this is. */
  object: 'directory_token'
  /** Its identifier. */
  id: string
  /** The directory whose SCIM endpoint it opens. */
  directoryId: string
  /** The organization whose directory it is. */
  organizationId?: string
  /** Its last characters, to tell it from others. */
  tokenSuffix: string
  /** When it was created. */
  createdAt: string
}

/** A person in a directory. */
export interface DirectoryUser {
  /** What kind of object this is. */
  object: 'directory_user'
  /** Its identifier. */
  id: string
  /** The directory they are in. */
  directoryId: string
  /** The organization whose directory it is. */
  organizationId: string
  /** Their identifier in the directory. Never changes. */
  idpId: string
  /** Their main e-mail address. */
  email: string | null
  /** The person's first name. */
  firstName?: string | null
  /** The person's last name. */
  lastName?: string | null
  /** Their whole name. */
  name?: string | null
  /** Whether the directory lets them in. */
  state: OpenEnum<'active' | 'suspended' | 'inactive'>
  /** The attributes that you have mapped. */
  customAttributes: Record<string, unknown>
  /** A role, by its slug. */
  role?: RoleReference
  /** Every role their groups give them. */
  roles?: RoleReference[]
  /**
   * All their addresses. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  emails?: DirectoryUserEmail[]
  /**
   * Their position. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  jobTitle?: string | null
  /**
   * Their login. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  username?: string | null
  /**
   * What the directory sent, as it sent it. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  rawAttributes: Record<string, unknown>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A person in a directory who changed. */
export interface DirectoryUserUpdatedEventData {
  /** What kind of object this is. */
  object: 'directory_user'
  /** Its identifier. */
  id: string
  /** The directory they are in. */
  directoryId: string
  /** The organization whose directory it is. */
  organizationId: string
  /** Their identifier in the directory. Never changes. */
  idpId: string
  /** Their main e-mail address. */
  email: string | null
  /** The person's first name. */
  firstName?: string | null
  /** The person's last name. */
  lastName?: string | null
  /** Their whole name. */
  name?: string | null
  /** Whether the directory lets them in. */
  state: OpenEnum<'active' | 'suspended' | 'inactive'>
  /** The attributes that you have mapped. */
  customAttributes: Record<string, unknown>
  /** A role, by its slug. */
  role?: RoleReference
  /** Every role their groups give them. */
  roles?: RoleReference[]
  /**
   * All their addresses. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  emails?: DirectoryUserEmail[]
  /**
   * Their position. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  jobTitle?: string | null
  /**
   * Their login. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  username?: string | null
  /**
   * What the directory sent, as it sent it. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  rawAttributes: Record<string, unknown>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** What changed, as it was before. */
  previousAttributes?: Record<string, unknown>
}

/** A code that was sent, without the code. */
export interface EmailVerificationEventData {
  /** What kind of object this is. */
  object: 'email_verification'
  /** Its identifier. */
  id: string
  /** Whose address it is. */
  userId: string
  /** The address to which the code was sent. */
  email: string
  /** Until when the code is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A sign-in step of type `email_verification` that is at `failed`. */
export interface EmailVerificationFailed {
  /** Which kind it is. */
  type: 'email_verification'
  /** How it went. */
  status: 'failed'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** Why a sign-in did not succeed. */
  error: AuthenticationFailure
}

/** A sign-in step of type `email_verification` that is at `succeeded`. */
export interface EmailVerificationSucceeded {
  /** Which kind it is. */
  type: 'email_verification'
  /** How it went. */
  status: 'succeeded'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who signed in. */
  userId: string
  /** Their e-mail address. */
  email: string
}

/** Who or what caused an event. */
export interface EventActor {
  /** The API key, user or process. */
  id: string
  /** Where the change was made. */
  source: OpenEnum<'api' | 'dashboard' | 'admin_portal' | 'system'>
  /** What people call the actor. */
  name: string | null
}

/** The circumstances of an event, as far as they are known. */
export interface EventContext {
  /** The application in which it happened. */
  clientId?: string
  /** Who or what caused an event. */
  actor?: EventActor
  /** What changed, as it was before. */
  previousAttributes?: Record<string, unknown>
  /** Of a feature flag: for how many it is on. */
  accessType?: OpenEnum<'none' | 'some' | 'all'>
  /** For whom a feature flag is on. */
  configuredTargets?: FlagTargets
  /** The visitor's Google Analytics ID. */
  googleAnalyticsClientId?: string
  /** The visitor's Google Analytics sessions. */
  googleAnalyticsSessions?: AnalyticsSession[]
  /** The visitor's anonymous Segment ID. */
  ajsAnonymousId?: string
}

/** A certificate that expires soon, or has. */
export interface ExpiringCertificate {
  /** What the certificate is for. */
  certificateType: OpenEnum<'ResponseSigning' | 'RequestSigning' | 'ResponseEncryption'>
  /** When it expires. */
  expiryDate: string
  /** Whether it has expired already. */
  isExpired: boolean
}

/** A feature flag, as it is in one environment. */
export interface FeatureFlagEventData {
  /** What kind of object this is. */
  object: 'feature_flag'
  /** Its identifier. */
  id: string
  /** The name that code knows it by. */
  slug: string
  /** What people call it. */
  name: string
  /** What it switches. */
  description: string | null
  /** The member of your team who looks after a flag. */
  owner: FeatureFlagOwner | null
  /** Words to find it by. */
  tags: string[]
  /** Whether it is in effect. A disabled flag is off for all. */
  enabled: boolean
  /** What it says to whom no target concerns. */
  defaultValue: boolean
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The environment in which it changed. */
  environmentId: string
}

/** An organization for which a flag is on. */
export interface FlagTargetOrganization {
  /** Its identifier. */
  id: string
  /** What people call it. */
  name: string
}

/** A user for whom a flag is on. */
export interface FlagTargetUser {
  /** Its identifier. */
  id: string
  /** Their e-mail address. */
  email: string
}

/** For whom a feature flag is on. */
export interface FlagTargets {
  /** The organizations. */
  organizations: FlagTargetOrganization[]
  /** The users. */
  users: FlagTargetUser[]
}

/** A member and a group. */
export interface GroupMemberEventData {
  /** The group. */
  groupId: string
  /** The member. */
  organizationMembershipId: string
}

/** An invitation, without its token. */
export interface InvitationEventData {
  /** What kind of object this is. */
  object: 'invitation'
  /** Its identifier. */
  id: string
  /** Who is invited. */
  email: string
  /** What has become of it. */
  state: OpenEnum<'pending' | 'accepted' | 'expired' | 'revoked'>
  /** When it was accepted. */
  acceptedAt: string | null
  /** When it was revoked. */
  revokedAt: string | null
  /** Until when it can be accepted. */
  expiresAt: string
  /** The organization they are invited to, if to one. */
  organizationId: string | null
  /** Who invited them. */
  inviterUserId: string | null
  /** Who accepted it. */
  acceptedUserId: string | null
  /** The role they shall have in the organization. */
  roleSlug: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** An access token that was issued. */
export interface IssuedAccessToken {
  /** Which kind it is. */
  kind: 'access_token'
  /** The ID that the token carries. */
  jti: string
  /** Until when it is good. */
  expiresAt: string | 'null' | null
}

/** An API key that was issued. */
export interface IssuedApiKey {
  /** Which kind it is. */
  kind: 'api_key'
  /** The API key. */
  apiKeyId: string
}

/** A sign-in code that was sent, without the code. */
export interface MagicAuthEventData {
  /** What kind of object this is. */
  object: 'magic_auth'
  /** Its identifier. */
  id: string
  /** Who may sign in with it. */
  userId: string
  /** The address to which the code was sent. */
  email: string
  /** Until when the code is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A sign-in step of type `magic_auth` that is at `failed`. */
export interface MagicAuthFailed {
  /** Which kind it is. */
  type: 'magic_auth'
  /** How it went. */
  status: 'failed'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** Why a sign-in did not succeed. */
  error: AuthenticationFailure
}

/** A sign-in step of type `magic_auth` that is at `succeeded`. */
export interface MagicAuthSucceeded {
  /** Which kind it is. */
  type: 'magic_auth'
  /** How it went. */
  status: 'succeeded'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who signed in. */
  userId: string
  /** Their e-mail address. */
  email: string
}

/** A sign-in step of type `mfa` that is at `failed`. */
export interface MfaFailed {
  /** Which kind it is. */
  type: 'mfa'
  /** How it went. */
  status: 'failed'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** Why a sign-in did not succeed. */
  error: AuthenticationFailure
}

/** A sign-in step of type `mfa` that is at `succeeded`. */
export interface MfaSucceeded {
  /** Which kind it is. */
  type: 'mfa'
  /** How it went. */
  status: 'succeeded'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who signed in. */
  userId: string
  /** Their e-mail address. */
  email: string
}

/** A sign-in step of type `oauth` that is at `failed`. */
export interface OAuthFailed {
  /** Which kind it is. */
  type: 'oauth'
  /** How it went. */
  status: 'failed'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** Why a sign-in did not succeed. */
  error: AuthenticationFailure
}

/** A sign-in step of type `oauth` that is at `succeeded`. */
export interface OAuthSucceeded {
  /** Which kind it is. */
  type: 'oauth'
  /** How it went. */
  status: 'succeeded'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** Their e-mail address. */
  email: string
}

/** A domain whose ownership could not be proven, and why. */
export interface OrganizationDomainVerificationFailed {
  /** Why it could not. */
  reason: OpenEnum<'domain_verification_period_expired' | 'domain_verified_by_other_organization'>
  /** A domain name that an organization claims as its own. */
  organizationDomain: OrganizationDomain
}

/** An organization, as its events store it. */
export interface OrganizationEventData {
  /** What kind of object this is. */
  object: 'organization'
  /** Its identifier. */
  id: string
  /** What people call it. Need not be unique. */
  name: string
  /** The domains it claims, verified or not. */
  domains: OrganizationDomain[]
  /** The customer's own key-value pairs. */
  metadata: Record<string, string>
  /** The object's identifier in your own system. */
  externalId: string | null
  /** Its customer ID at Stripe. */
  stripeCustomerId?: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A membership, without its user. */
export interface OrganizationMembershipEventData {
  /** What kind of object this is. */
  object: 'organization_membership'
  /** Its identifier. */
  id: string
  /** Who the member is. */
  userId: string
  /** Where they are a member. */
  organizationId: string
  /** `pending` until an invitation is accepted. */
  status: OpenEnum<'active' | 'inactive' | 'pending'>
  /** Whether a directory decides on the membership. */
  directoryManaged: boolean
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** A role, by its slug. */
  role: RoleReference
  /** Every role they have in the organization. */
  roles?: RoleReference[]
  /** What the directory or identity provider says of the member. */
  customAttributes: Record<string, unknown>
}

/** A role that one organization alone knows, as its events store it. */
export interface OrganizationRoleEventData {
  /** What kind of object this is. */
  object: 'organization_role'
  /** The organization whose role it is. */
  organizationId: string
  /** The name that code knows it by. */
  slug: string
  /** What people call it. */
  name: string
  /** Who should have it. */
  description: string | null
  /** The type of resource on which it is given. */
  resourceTypeSlug: string
  /** Slugs of the permissions it grants. */
  permissions: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A sign-in step of type `passkey` that is at `failed`. */
export interface PasskeyFailed {
  /** Which kind it is. */
  type: 'passkey'
  /** How it went. */
  status: 'failed'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** Why a sign-in did not succeed. */
  error: AuthenticationFailure
}

/** A sign-in step of type `passkey` that is at `succeeded`. */
export interface PasskeySucceeded {
  /** Which kind it is. */
  type: 'passkey'
  /** How it went. */
  status: 'succeeded'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who signed in. */
  userId: string
  /** Their e-mail address. */
  email: string
}

/** A sign-in step of type `password` that is at `failed`. */
export interface PasswordFailed {
  /** Which kind it is. */
  type: 'password'
  /** How it went. */
  status: 'failed'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** Why a sign-in did not succeed. */
  error: AuthenticationFailure
}

/** A password reset, without its token. */
export interface PasswordResetEventData {
  /** What kind of object this is. */
  object: 'password_reset'
  /** Its identifier. */
  id: string
  /** Whose password it is. */
  userId: string
  /** The address to which the link was sent. */
  email: string
  /** Until when the token is good. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
}

/** A sign-in step of type `password` that is at `succeeded`. */
export interface PasswordSucceeded {
  /** Which kind it is. */
  type: 'password'
  /** How it went. */
  status: 'succeeded'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who signed in. */
  userId: string
  /** Their e-mail address. */
  email: string
}

/** A challenge that was sent, without its code. */
export interface RadarChallengeEventData {
  /** How the code was sent. */
  type: 'email'
  /** The challenge. */
  radarChallengeId: string
  /** Who has to answer. */
  userId: string
  /** The address to which the code was sent. */
  email: string
}

/** An attempt to sign in or up that looked unusual. */
export interface RadarRisk {
  /** How they tried to sign in. */
  authMethod: string
  /** What they tried. */
  action: OpenEnum<'signup' | 'login'>
  /** The check that took notice. */
  control: string | null
  /** The list that took notice, where one did. */
  blocklistType: string | null
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was. */
  userId: string
  /** Their e-mail address. */
  email: string
}

/** A sign-in step of type `reauthentication` that is at `succeeded`. */
export interface ReauthenticationSucceeded {
  /** Which kind it is. */
  type: 'reauthentication'
  /** How it went. */
  status: 'succeeded'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who signed in. */
  userId: string
  /** Their e-mail address. */
  email: string
}

/** A certificate that was renewed. */
export interface RenewedCertificate {
  /** What the certificate is for. */
  certificateType: OpenEnum<'ResponseSigning' | 'RequestSigning' | 'ResponseEncryption'>
  /** When it expires. */
  expiryDate: string
}

/** A role of the environment, as its events store it. */
export interface RoleEventData {
  /** What kind of object this is. */
  object: 'role'
  /** The name that code knows it by. Never changes. */
  slug: string
  /** The type of resource on which it is given. */
  resourceTypeSlug: string
  /** Slugs of the permissions it grants. */
  permissions?: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** The connection through which a person signs in. */
export interface SsoContext {
  /** The organization whose connection it is. */
  organizationId: string | null
  /** The connection. */
  connectionId: string | null
  /** The entry in the log of SSO sessions. */
  sessionId: string | null
}

/** A sign-in step of type `sso` that is at `failed`. */
export interface SsoFailed {
  /** Which kind it is. */
  type: 'sso'
  /** How it went. */
  status: 'failed'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** Why a sign-in did not succeed. */
  error: AuthenticationFailure
  /** The connection through which a person signs in. */
  sso: SsoContext
}

/** A sign-in step of type `sso` that is at `started`. */
export interface SsoStarted {
  /** Which kind it is. */
  type: 'sso'
  /** How it went. */
  status: 'started'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** The connection through which a person signs in. */
  sso: SsoContext
}

/** A sign-in step of type `sso` that is at `succeeded`. */
export interface SsoSucceeded {
  /** Which kind it is. */
  type: 'sso'
  /** How it went. */
  status: 'succeeded'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** Their e-mail address. */
  email: string
  /** The connection through which a person signs in. */
  sso: SsoContext
}

/** A sign-in step of type `sso` that is at `timed_out`. */
export interface SsoTimedOut {
  /** Which kind it is. */
  type: 'sso'
  /** How it went. */
  status: 'timed_out'
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Who it was, where that is known. */
  userId: string | null
  /** The e-mail address they gave, where they gave one. */
  email: string | null
  /** Why a sign-in did not succeed. */
  error: AuthenticationFailure
  /** The connection through which a person signs in. */
  sso: SsoContext
}

/** A sign-up that an action of yours denied. */
export interface UserRegistrationDenial {
  /** The endpoint that denied it. */
  actionEndpointId: string
  /** The call that was answered so. */
  actionExecutionId: string
  /** What the action answered. */
  verdict: 'Deny'
  /** The organization they meant to sign in to. */
  organizationId: string | null
  /** Who was turned away. */
  email: string
  /** The IP address they came from. */
  ipAddress: string | null
  /** The browser they used. */
  userAgent: string | null
  /** Which kind it is. */
  type: 'user_registration'
}

/** Someone who used the vault. */
export interface VaultAccess {
  /** The API key or member of your team. */
  actorId: string
  /** Where they did it. */
  actorSource: OpenEnum<'api' | 'dashboard'>
  /** What people call them. */
  actorName: string
}

/** Someone because of whom a key came or went. */
export interface VaultKeyAccess {
  /** The API key or member of your team. */
  actorId: string
  /** Where they did it. */
  actorSource: OpenEnum<'api' | 'dashboard'>
  /** What people call them. */
  actorName: string
  /** What the key is called. */
  keyName: string
  /** The key that was used. */
  keyId: string
}

/** Someone who did something with an object. */
export interface VaultObjectAccess {
  /** The API key or member of your team. */
  actorId: string
  /** Where they did it. */
  actorSource: OpenEnum<'api' | 'dashboard'>
  /** What people call them. */
  actorName: string
  /** The name of the object. */
  kvName: string
}

/** Someone who read the value of an object. */
export interface VaultObjectRead {
  /** The API key or member of your team. */
  actorId: string
  /** Where they did it. */
  actorSource: OpenEnum<'api' | 'dashboard'>
  /** What people call them. */
  actorName: string
  /** The name of the object. */
  kvName: string
  /** The key that was used. */
  keyId: string
}

/** Someone who wrote the value of an object. */
export interface VaultObjectWrite {
  /** The API key or member of your team. */
  actorId: string
  /** Where they did it. */
  actorSource: OpenEnum<'api' | 'dashboard'>
  /** What people call them. */
  actorName: string
  /** The name of the object. */
  kvName: string
  /** The key that was used. */
  keyId: string
  /** What the key belongs to. Each pair has a key of its own above it. */
  keyContext: Record<string, string>
}

/** A person who asks to be let in while sign-up is closed. */
export interface WaitlistUser {
  /** What kind of object this is. */
  object: 'waitlist_user'
  /** Its identifier. */
  id: string
  /** Who asks to be let in. */
  email: string
  /** What was decided. */
  state: OpenEnum<'pending' | 'approved' | 'denied'>
  /** When they were let in. */
  approvedAt: string | null
  /** The list they are on. */
  waitlistId?: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}
