// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { eventReader } from '../event-reader.ts'
import type { WireNotes } from '../wire.ts'
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
  /** What kind of object this is. */
  object: 'event'
  /** Its identifier. */
  id: string
  /** When it was created. */
  createdAt: string
  /** The circumstances of an event, as far as they are known. */
  context?: EventContext
}

/** Any event: `event` tells which, and so the type of `data`. */
export type Event = { [Name in EventName]: EventOf<Name> }[EventName]

const plain: WireNotes = {}

/** Where names of each event are not mapped as everywhere else, and what is secret in it. */
const notes: Record<EventName, WireNotes> = {
  'action.authentication.denied': plain,
  'action.user_registration.denied': plain,
  'agent.registration.claim.attempt.created': plain,
  'agent.registration.claim.completed': plain,
  'agent.registration.created': plain,
  'agent.registration.credential.issued': plain,
  'agent.registration.deleted': plain,
  'agent.registration.expired': plain,
  'agent.registration.organization.switched': plain,
  'agent.registration.refreshed': plain,
  'agent.registration.revoked': plain,
  'api_key.created': plain,
  'api_key.revoked': plain,
  'api_key.updated': plain,
  'authentication.email_verification_failed': plain,
  'authentication.email_verification_succeeded': plain,
  'authentication.magic_auth_failed': plain,
  'authentication.magic_auth_succeeded': plain,
  'authentication.mfa_failed': plain,
  'authentication.mfa_succeeded': plain,
  'authentication.oauth_failed': plain,
  'authentication.oauth_succeeded': plain,
  'authentication.passkey_failed': plain,
  'authentication.passkey_succeeded': plain,
  'authentication.password_failed': plain,
  'authentication.password_succeeded': plain,
  'authentication.radar_risk_detected': plain,
  'authentication.reauthentication_succeeded': plain,
  'authentication.sso_failed': plain,
  'authentication.sso_started': plain,
  'authentication.sso_succeeded': plain,
  'authentication.sso_timed_out': plain,
  'connection.activated': plain,
  'connection.deactivated': plain,
  'connection.deleted': plain,
  'connection.saml_certificate_renewal_required': plain,
  'connection.saml_certificate_renewed': plain,
  'dsync.activated': plain,
  'dsync.deleted': plain,
  'dsync.group.created': plain,
  'dsync.group.deleted': plain,
  'dsync.group.updated': { response: ['data.previous_attributes'] },
  'dsync.group.user_added': plain,
  'dsync.group.user_removed': plain,
  'dsync.token.created': plain,
  'dsync.token.revoked': plain,
  'dsync.user.created': plain,
  'dsync.user.deleted': plain,
  'dsync.user.updated': { response: ['data.previous_attributes'] },
  'email_verification.created': plain,
  'flag.created': plain,
  'flag.deleted': plain,
  'flag.rule_updated': plain,
  'flag.updated': plain,
  'group.created': plain,
  'group.deleted': plain,
  'group.member_added': plain,
  'group.member_removed': plain,
  'group.updated': plain,
  'invitation.accepted': plain,
  'invitation.created': plain,
  'invitation.resent': plain,
  'invitation.revoked': plain,
  'magic_auth.created': plain,
  'organization.created': plain,
  'organization.deleted': plain,
  'organization.updated': plain,
  'organization_domain.created': plain,
  'organization_domain.deleted': plain,
  'organization_domain.updated': plain,
  'organization_domain.verification_failed': plain,
  'organization_domain.verified': plain,
  'organization_membership.created': plain,
  'organization_membership.deleted': plain,
  'organization_membership.updated': plain,
  'organization_role.created': plain,
  'organization_role.deleted': plain,
  'organization_role.updated': plain,
  'password_reset.created': plain,
  'password_reset.succeeded': plain,
  'permission.created': plain,
  'permission.deleted': plain,
  'permission.updated': plain,
  'pipes.connected_account.connected': plain,
  'pipes.connected_account.connection_failed': plain,
  'pipes.connected_account.disconnected': plain,
  'pipes.connected_account.reauthorization_needed': plain,
  'radar.challenge_created': plain,
  'role.created': plain,
  'role.deleted': plain,
  'role.updated': plain,
  'session.created': plain,
  'session.revoked': plain,
  'user.created': plain,
  'user.deleted': plain,
  'user.updated': plain,
  'vault.byok_key.deleted': plain,
  'vault.byok_key.verification_completed': plain,
  'vault.data.created': plain,
  'vault.data.deleted': plain,
  'vault.data.read': plain,
  'vault.data.updated': plain,
  'vault.dek.decrypted': plain,
  'vault.dek.read': plain,
  'vault.kek.created': plain,
  'vault.kek.deleted': plain,
  'vault.metadata.read': plain,
  'vault.names.listed': plain,
  'waitlist_user.approved': plain,
  'waitlist_user.created': plain,
  'waitlist_user.denied': plain,
}

/** Whether this version of the package knows the event, so that its `data` has the type that its name calls for. */
export function isKnownEvent(event: { event: string }): event is Event {
  return Object.hasOwn(notes, event.event)
}

/** Reads an event from the wire. The data of one that this version does not know stays as it came. */
export const readEvent = /* @__PURE__ */ eventReader(notes, { response: ['data'] })
