// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { eventReader } from '../event-reader.ts'
import type { ApiKey } from './models/api-keys.ts'
import type { Permission } from './models/authorization.ts'
import type { DirectoryGroup } from './models/directory-sync.ts'
import type {
  AgentClaimAttemptCreated,
  AgentClaimCompleted,
  AgentCredentialIssued,
  AgentOrganizationSwitched,
  AgentRegistrationCreated,
  AgentRegistrationReference,
  ApiKeyUpdatedEventData,
  AuthenticationDenial,
  CertificateRenewalRequired,
  CertificateRenewed,
  ConnectedAccountEventData,
  ConnectionDeletedEventData,
  ConnectionEventData,
  ConnectionFailed,
  CustomerKeyDeletion,
  CustomerKeyVerification,
  DataKeyDecrypted,
  DataKeyRead,
  DirectoryDeletedEventData,
  DirectoryEventData,
  DirectoryGroupMemberEventData,
  DirectoryGroupUpdatedEventData,
  DirectoryToken,
  DirectoryUser,
  DirectoryUserUpdatedEventData,
  EmailVerificationEventData,
  EmailVerificationFailed,
  EmailVerificationSucceeded,
  EventContext,
  FeatureFlagEventData,
  GroupMemberEventData,
  InvitationEventData,
  MagicAuthEventData,
  MagicAuthFailed,
  MagicAuthSucceeded,
  MfaFailed,
  MfaSucceeded,
  OAuthFailed,
  OAuthSucceeded,
  OrganizationDomainVerificationFailed,
  OrganizationEventData,
  OrganizationMembershipEventData,
  OrganizationRoleEventData,
  PasskeyFailed,
  PasskeySucceeded,
  PasswordFailed,
  PasswordResetEventData,
  PasswordSucceeded,
  RadarChallengeEventData,
  RadarRisk,
  ReauthenticationSucceeded,
  RoleEventData,
  SsoFailed,
  SsoStarted,
  SsoSucceeded,
  SsoTimedOut,
  UserRegistrationDenial,
  VaultAccess,
  VaultKeyAccess,
  VaultObjectAccess,
  VaultObjectRead,
  VaultObjectWrite,
  WaitlistUser,
} from './models/events.ts'
import type { Group } from './models/groups.ts'
import type { OrganizationDomain } from './models/organization-domains.ts'
import type { Session, User } from './models/user-management.ts'

/** The data of each event, by the event's name. */
export interface EventData {
  /** An action denied a sign-in. */
  'action.authentication.denied': AuthenticationDenial
  /** An action denied a sign-up. */
  'action.user_registration.denied': UserRegistrationDenial
  /** A person began to claim an agent. */
  'agent.registration.claim.attempt.created': AgentClaimAttemptCreated
  /** A person claimed an agent. */
  'agent.registration.claim.completed': AgentClaimCompleted
  /** An agent registered itself. */
  'agent.registration.created': AgentRegistrationCreated
  /** An agent was issued a credential. */
  'agent.registration.credential.issued': AgentCredentialIssued
  /** The registration of an agent was deleted. */
  'agent.registration.deleted': AgentRegistrationReference
  /** The registration of an agent expired. */
  'agent.registration.expired': AgentRegistrationReference
  /** An agent changed to another organization. */
  'agent.registration.organization.switched': AgentOrganizationSwitched
  /** An agent renewed its registration. */
  'agent.registration.refreshed': AgentRegistrationReference
  /** The registration of an agent was revoked. */
  'agent.registration.revoked': AgentRegistrationReference
  /** An API key was created. */
  'api_key.created': ApiKey
  /** An API key was revoked. */
  'api_key.revoked': ApiKey
  /** The expiry of an API key changed. */
  'api_key.updated': ApiKeyUpdatedEventData
  /** A code to verify an e-mail address was wrong. */
  'authentication.email_verification_failed': EmailVerificationFailed
  /** A person verified their e-mail address with a code. */
  'authentication.email_verification_succeeded': EmailVerificationSucceeded
  /** A sign-in with a code sent by e-mail failed. */
  'authentication.magic_auth_failed': MagicAuthFailed
  /** A person signed in with a code sent by e-mail. */
  'authentication.magic_auth_succeeded': MagicAuthSucceeded
  /** A person did not pass the challenge of their second factor. */
  'authentication.mfa_failed': MfaFailed
  /** A person passed the challenge of their second factor. */
  'authentication.mfa_succeeded': MfaSucceeded
  /** A sign-in with a social provider failed. */
  'authentication.oauth_failed': OAuthFailed
  /** A person signed in with a social provider. */
  'authentication.oauth_succeeded': OAuthSucceeded
  /** A sign-in with a passkey failed. */
  'authentication.passkey_failed': PasskeyFailed
  /** A person signed in with a passkey. */
  'authentication.passkey_succeeded': PasskeySucceeded
  /** A sign-in with a password failed. */
  'authentication.password_failed': PasswordFailed
  /** A person signed in with their password. */
  'authentication.password_succeeded': PasswordSucceeded
  /** An attempt to sign in or up looked unusual. */
  'authentication.radar_risk_detected': RadarRisk
  /** A person who was signed in proved again who they are. */
  'authentication.reauthentication_succeeded': ReauthenticationSucceeded
  /** A sign-in through an identity provider failed. */
  'authentication.sso_failed': SsoFailed
  /** A person was sent to their identity provider. */
  'authentication.sso_started': SsoStarted
  /** A person signed in through their identity provider. */
  'authentication.sso_succeeded': SsoSucceeded
  /** A person did not come back from their identity provider. */
  'authentication.sso_timed_out': SsoTimedOut
  /** People can sign in through a connection now. */
  'connection.activated': ConnectionEventData
  /** People can no longer sign in through a connection. */
  'connection.deactivated': ConnectionEventData
  /** A connection was deleted. */
  'connection.deleted': ConnectionDeletedEventData
  /** A SAML certificate is about to expire. */
  'connection.saml_certificate_renewal_required': CertificateRenewalRequired
  /** A SAML certificate was renewed. */
  'connection.saml_certificate_renewed': CertificateRenewed
  /** People come through a directory now. */
  'dsync.activated': DirectoryEventData
  /** A directory was deleted. */
  'dsync.deleted': DirectoryDeletedEventData
  /** A group was added to a directory. */
  'dsync.group.created': DirectoryGroup
  /** A group was removed from a directory. */
  'dsync.group.deleted': DirectoryGroup
  /** A group in a directory changed. */
  'dsync.group.updated': DirectoryGroupUpdatedEventData
  /** A person was added to a group of their directory. */
  'dsync.group.user_added': DirectoryGroupMemberEventData
  /** A person was removed from a group of their directory. */
  'dsync.group.user_removed': DirectoryGroupMemberEventData
  /** A SCIM token was made. */
  'dsync.token.created': DirectoryToken
  /** A SCIM token was revoked. */
  'dsync.token.revoked': DirectoryToken
  /** A person was added to a directory. */
  'dsync.user.created': DirectoryUser
  /** A person was removed from a directory. */
  'dsync.user.deleted': DirectoryUser
  /** A person in a directory changed. */
  'dsync.user.updated': DirectoryUserUpdatedEventData
  /** A code was made to verify an e-mail address. */
  'email_verification.created': EmailVerificationEventData
  /** A feature flag was created. */
  'flag.created': FeatureFlagEventData
  /** A feature flag was deleted. */
  'flag.deleted': FeatureFlagEventData
  /** For whom a feature flag is on has changed. */
  'flag.rule_updated': FeatureFlagEventData
  /** A feature flag changed. */
  'flag.updated': FeatureFlagEventData
  /** A group was created. */
  'group.created': Group
  /** A group was deleted. */
  'group.deleted': Group
  /** A member was added to a group. */
  'group.member_added': GroupMemberEventData
  /** A member was removed from a group. */
  'group.member_removed': GroupMemberEventData
  /** The name or description of a group changed. */
  'group.updated': Group
  /** An invitation was accepted. */
  'invitation.accepted': InvitationEventData
  /** A person was invited. */
  'invitation.created': InvitationEventData
  /** An invitation was sent again. */
  'invitation.resent': InvitationEventData
  /** An invitation was revoked. */
  'invitation.revoked': InvitationEventData
  /** A code to sign in with was made. */
  'magic_auth.created': MagicAuthEventData
  /** An organization was created. */
  'organization.created': OrganizationEventData
  /** An organization was deleted. */
  'organization.deleted': OrganizationEventData
  /** An organization changed. */
  'organization.updated': OrganizationEventData
  /** A domain was added to an organization. */
  'organization_domain.created': OrganizationDomain
  /** A domain was removed from its organization. */
  'organization_domain.deleted': OrganizationDomain
  /** A domain changed, or its verification began again. */
  'organization_domain.updated': OrganizationDomain
  /** Ownership of a domain could not be proven. */
  'organization_domain.verification_failed': OrganizationDomainVerificationFailed
  /** Ownership of a domain was proven. */
  'organization_domain.verified': OrganizationDomain
  /** A user became a member of an organization, or was invited to. */
  'organization_membership.created': OrganizationMembershipEventData
  /** A membership ended. */
  'organization_membership.deleted': OrganizationMembershipEventData
  /** The status, roles or attributes of a member changed. */
  'organization_membership.updated': OrganizationMembershipEventData
  /** A role of an organization was created. */
  'organization_role.created': OrganizationRoleEventData
  /** A role of an organization was deleted. */
  'organization_role.deleted': OrganizationRoleEventData
  /** A role of an organization, or what it grants, changed. */
  'organization_role.updated': OrganizationRoleEventData
  /** Someone asked to set a new password. */
  'password_reset.created': PasswordResetEventData
  /** A new password was set. */
  'password_reset.succeeded': PasswordResetEventData
  /** A permission was created. */
  'permission.created': Permission
  /** A permission was deleted. */
  'permission.deleted': Permission
  /** The name or description of a permission changed. */
  'permission.updated': Permission
  /** An account was connected. */
  'pipes.connected_account.connected': ConnectedAccountEventData
  /** An account could not be connected. */
  'pipes.connected_account.connection_failed': ConnectionFailed
  /** An account was forgotten. */
  'pipes.connected_account.disconnected': ConnectedAccountEventData
  /** The provider of an account asks the user to agree again. */
  'pipes.connected_account.reauthorization_needed': ConnectedAccountEventData
  /** A person whose sign-in looked unusual was sent a code. */
  'radar.challenge_created': RadarChallengeEventData
  /** A role of the environment was created. */
  'role.created': RoleEventData
  /** A role of the environment was deleted. */
  'role.deleted': RoleEventData
  /** A role of the environment, or what it grants, changed. */
  'role.updated': RoleEventData
  /** A person signed in. */
  'session.created': Session
  /** A session was ended before its time. */
  'session.revoked': Session
  /** A user was created, or signed up. */
  'user.created': User
  /** A user was deleted. */
  'user.deleted': User
  /** A user changed. */
  'user.updated': User
  /** A customer's own key was removed. */
  'vault.byok_key.deleted': CustomerKeyDeletion
  /** A customer's own key was tried. */
  'vault.byok_key.verification_completed': CustomerKeyVerification
  /** An object was created. */
  'vault.data.created': VaultObjectWrite
  /** An object was deleted. */
  'vault.data.deleted': VaultObjectAccess
  /** The value of an object was read. */
  'vault.data.read': VaultObjectRead
  /** An object was given a new value. */
  'vault.data.updated': VaultObjectWrite
  /** A data key was decrypted. */
  'vault.dek.decrypted': DataKeyDecrypted
  /** A data key was made and handed out. */
  'vault.dek.read': DataKeyRead
  /** A key that encrypts data keys was made. */
  'vault.kek.created': VaultKeyAccess
  /** A key that encrypts data keys was deleted. */
  'vault.kek.deleted': VaultKeyAccess
  /** An object was read without its value. */
  'vault.metadata.read': VaultObjectAccess
  /** The objects were listed. */
  'vault.names.listed': VaultAccess
  /** A person on the waitlist was let in. */
  'waitlist_user.approved': WaitlistUser
  /** A person joined the waitlist. */
  'waitlist_user.created': WaitlistUser
  /** A person on the waitlist was turned away. */
  'waitlist_user.denied': WaitlistUser
}

/** The name of an event. */
export type EventName = keyof EventData

/** Something that happened, as it is read over the events API and sent to webhooks. */
export interface EventOf<Name extends EventName> {
  /** What happened. */
  event: Name
  /** What the event is about, as its name calls for. */
  data: EventData[Name]
  object: 'event'
  id: string
  createdAt: string
  context?: EventContext
}

/** Any event: `event` tells which, and so the type of `data`. */
export type Event = { [Name in EventName]: EventOf<Name> }[EventName]

/** Where the data of each event holds keys of the customer's own. */
const opaque: Record<EventName, readonly string[]> = {
  'action.authentication.denied': [],
  'action.user_registration.denied': [],
  'agent.registration.claim.attempt.created': [],
  'agent.registration.claim.completed': [],
  'agent.registration.created': [],
  'agent.registration.credential.issued': [],
  'agent.registration.deleted': [],
  'agent.registration.expired': [],
  'agent.registration.organization.switched': [],
  'agent.registration.refreshed': [],
  'agent.registration.revoked': [],
  'api_key.created': [],
  'api_key.revoked': [],
  'api_key.updated': [],
  'authentication.email_verification_failed': [],
  'authentication.email_verification_succeeded': [],
  'authentication.magic_auth_failed': [],
  'authentication.magic_auth_succeeded': [],
  'authentication.mfa_failed': [],
  'authentication.mfa_succeeded': [],
  'authentication.oauth_failed': [],
  'authentication.oauth_succeeded': [],
  'authentication.passkey_failed': [],
  'authentication.passkey_succeeded': [],
  'authentication.password_failed': [],
  'authentication.password_succeeded': [],
  'authentication.radar_risk_detected': [],
  'authentication.reauthentication_succeeded': [],
  'authentication.sso_failed': [],
  'authentication.sso_started': [],
  'authentication.sso_succeeded': [],
  'authentication.sso_timed_out': [],
  'connection.activated': [],
  'connection.deactivated': [],
  'connection.deleted': [],
  'connection.saml_certificate_renewal_required': [],
  'connection.saml_certificate_renewed': [],
  'dsync.activated': [],
  'dsync.deleted': [],
  'dsync.group.created': ['raw_attributes'],
  'dsync.group.deleted': ['raw_attributes'],
  'dsync.group.updated': ['previous_attributes', 'raw_attributes'],
  'dsync.group.user_added': ['group.raw_attributes', 'user.custom_attributes', 'user.raw_attributes'],
  'dsync.group.user_removed': ['group.raw_attributes', 'user.custom_attributes', 'user.raw_attributes'],
  'dsync.token.created': [],
  'dsync.token.revoked': [],
  'dsync.user.created': ['custom_attributes', 'raw_attributes'],
  'dsync.user.deleted': ['custom_attributes', 'raw_attributes'],
  'dsync.user.updated': ['custom_attributes', 'previous_attributes', 'raw_attributes'],
  'email_verification.created': [],
  'flag.created': [],
  'flag.deleted': [],
  'flag.rule_updated': [],
  'flag.updated': [],
  'group.created': [],
  'group.deleted': [],
  'group.member_added': [],
  'group.member_removed': [],
  'group.updated': [],
  'invitation.accepted': [],
  'invitation.created': [],
  'invitation.resent': [],
  'invitation.revoked': [],
  'magic_auth.created': [],
  'organization.created': ['metadata'],
  'organization.deleted': ['metadata'],
  'organization.updated': ['metadata'],
  'organization_domain.created': [],
  'organization_domain.deleted': [],
  'organization_domain.updated': [],
  'organization_domain.verification_failed': [],
  'organization_domain.verified': [],
  'organization_membership.created': ['custom_attributes'],
  'organization_membership.deleted': ['custom_attributes'],
  'organization_membership.updated': ['custom_attributes'],
  'organization_role.created': [],
  'organization_role.deleted': [],
  'organization_role.updated': [],
  'password_reset.created': [],
  'password_reset.succeeded': [],
  'permission.created': [],
  'permission.deleted': [],
  'permission.updated': [],
  'pipes.connected_account.connected': [],
  'pipes.connected_account.connection_failed': [],
  'pipes.connected_account.disconnected': [],
  'pipes.connected_account.reauthorization_needed': [],
  'radar.challenge_created': [],
  'role.created': [],
  'role.deleted': [],
  'role.updated': [],
  'session.created': [],
  'session.revoked': [],
  'user.created': ['metadata'],
  'user.deleted': ['metadata'],
  'user.updated': ['metadata'],
  'vault.byok_key.deleted': [],
  'vault.byok_key.verification_completed': [],
  'vault.data.created': ['key_context'],
  'vault.data.deleted': [],
  'vault.data.read': [],
  'vault.data.updated': ['key_context'],
  'vault.dek.decrypted': [],
  'vault.dek.read': ['key_context'],
  'vault.kek.created': [],
  'vault.kek.deleted': [],
  'vault.metadata.read': [],
  'vault.names.listed': [],
  'waitlist_user.approved': [],
  'waitlist_user.created': [],
  'waitlist_user.denied': [],
}

/** Whether this version of the package knows the event, so that its `data` has the type that its name calls for. */
export function isKnownEvent(event: { event: string }): event is Event {
  return Object.hasOwn(opaque, event.event)
}

/** Reads an event from the wire. The data of one that this version does not know stays as it came. */
export const readEvent = /* @__PURE__ */ eventReader(opaque, ['context.previous_attributes'])
