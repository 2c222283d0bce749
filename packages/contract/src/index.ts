import { adminPortal } from './admin-portal.ts'
import { agents } from './agents.ts'
import { apiKeys, userApiKeys } from './api-keys.ts'
import { auditLogs } from './audit-logs.ts'
import { authentication } from './authentication.ts'
import { checks } from './authorization-checks.ts'
import { environmentRoles } from './authorization-environment-roles.ts'
import { groupRoleAssignments } from './authorization-group-role-assignments.ts'
import { organizationRoles } from './authorization-organization-roles.ts'
import { permissions } from './authorization-permissions.ts'
import { resources } from './authorization-resources.ts'
import { roleAssignments } from './authorization-role-assignments.ts'
import { connect } from './connect.ts'
import { organizationConsents, userConsents } from './connect-consent.ts'
import { connections } from './connections.ts'
import type { Group, Operation } from './core/index.ts'
import { corsOrigins } from './cors-origins.ts'
import { directories } from './directories.ts'
import { directoryUsers } from './directory-users.ts'
import { emailChanges } from './email-change.ts'
import { emailVerifications } from './email-verification.ts'
import { eventsApi } from './events-api.ts'
import { featureFlags } from './feature-flags.ts'
import { membershipGroups, organizationGroups } from './groups.ts'
import { identities } from './identities.ts'
import { invitations } from './invitations.ts'
import { jwtTemplates } from './jwt-template.ts'
import { auditTrail } from './legacy-audit-trail.ts'
import { draftConnections } from './legacy-connections.ts'
import { magicAuths } from './magic-auth.ts'
import { multiFactorAuth } from './multi-factor-auth.ts'
import { organizationDomains } from './organization-domains.ts'
import { organizationMemberships } from './organization-memberships.ts'
import { organizations } from './organizations.ts'
import { passwordResets } from './password-reset.ts'
import { dataIntegrations } from './pipes.ts'
import { connectedAccounts } from './pipes-accounts.ts'
import { dataIntegrationConfigurations } from './pipes-organizations.ts'
import {
  applicationRedirectUris,
  applications,
  clientSecrets,
  corsOriginDeletion,
} from './portico-applications.ts'
import { resourceTypes, roleAdministration } from './portico-authorization.ts'
import { branding } from './portico-branding.ts'
import { connectionAdministration, ssoSessionLog } from './portico-connections.ts'
import { clock, mailbox } from './portico-development.ts'
import { directoryAdministration } from './portico-directories.ts'
import { environmentApiKeys, environments } from './portico-environments.ts'
import { featureFlagAdministration } from './portico-feature-flags.ts'
import { impersonation } from './portico-impersonation.ts'
import { oauthProviderAdministration } from './portico-oauth-providers.ts'
import { settings } from './portico-settings.ts'
import { webhookDeliveries } from './portico-webhooks.ts'
import { radar, radarChallenges } from './radar.ts'
import { redirectUris } from './redirect-uris.ts'
import { agentBlueprints } from './sdk-agent-blueprints.ts'
import { resourcePermissions } from './sdk-authorization.ts'
import { connectionCertificates, connectionOptions } from './sdk-connections.ts'
import { featureFlagRules } from './sdk-feature-flags.ts'
import { itContacts } from './sdk-it-contacts.ts'
import { authkitOAuthResources } from './sdk-oauth-resources.ts'
import { passwordless } from './sdk-passwordless.ts'
import {
  dataIntegrationCredentials,
  organizationConnectedAccounts,
  organizationDataIntegrations,
} from './sdk-pipes.ts'
import { waitlists } from './sdk-waitlists.ts'
import { jsonWebKeySets, sessions } from './sessions.ts'
import { sso, ssoLogout } from './sso.ts'
import { users } from './users.ts'
import { vault } from './vault.ts'
import { webhooks } from './webhooks.ts'
import { clientApi, widgets } from './widgets.ts'

export * from './actions.ts'
export * from './admin-portal.ts'
export * from './agents.ts'
export * from './api-keys.ts'
export * from './audit-log-configuration.ts'
export * from './audit-logs.ts'
export * from './authentication.ts'
export * from './authentication-errors.ts'
export * from './authentication-events.ts'
export * from './authorization-checks.ts'
export * from './authorization-environment-roles.ts'
export * from './authorization-group-role-assignments.ts'
export * from './authorization-organization-roles.ts'
export * from './authorization-permissions.ts'
export * from './authorization-resources.ts'
export * from './authorization-role-assignments.ts'
export * from './connect.ts'
export * from './connect-consent.ts'
export * from './connection-types.ts'
export * from './connections.ts'
export * from './core/index.ts'
export * from './cors-origins.ts'
export * from './directories.ts'
export * from './directory-users.ts'
export * from './email-change.ts'
export * from './email-verification.ts'
export * from './events.ts'
export * from './events-api.ts'
export * from './feature-flags.ts'
export * from './groups.ts'
export * from './identities.ts'
export * from './invitations.ts'
export * from './jwt-template.ts'
export * from './legacy-audit-trail.ts'
export * from './legacy-connections.ts'
export * from './locales.ts'
export * from './magic-auth.ts'
export * from './multi-factor-auth.ts'
export * from './organization-domains.ts'
export * from './organization-memberships.ts'
export * from './organizations.ts'
export * from './password-reset.ts'
export * from './pipes.ts'
export * from './pipes-accounts.ts'
export * from './pipes-organizations.ts'
export * from './portico-applications.ts'
export * from './portico-authorization.ts'
export * from './portico-branding.ts'
export * from './portico-connections.ts'
export * from './portico-development.ts'
export * from './portico-directories.ts'
export * from './portico-environments.ts'
export * from './portico-feature-flags.ts'
export * from './portico-impersonation.ts'
export * from './portico-oauth-providers.ts'
export * from './portico-settings.ts'
export * from './portico-webhooks.ts'
export * from './radar.ts'
export * from './redirect-uris.ts'
export * from './sdk-agent-blueprints.ts'
export * from './sdk-authorization.ts'
export * from './sdk-connections.ts'
export * from './sdk-feature-flags.ts'
export * from './sdk-it-contacts.ts'
export * from './sdk-oauth-resources.ts'
export * from './sdk-passwordless.ts'
export * from './sdk-pipes.ts'
export * from './sdk-waitlists.ts'
export { services } from './services.ts'
export * from './sessions.ts'
export * from './sso.ts'
export * from './users.ts'
export * from './vault.ts'
export * from './vault-events.ts'
export * from './waitlist.ts'
export * from './webhooks.ts'
export * from './widgets.ts'

/** The whole API, one group after the other. */
export const groups: readonly Group[] = [
  organizations,
  organizationDomains,
  organizationGroups,
  organizationConsents,
  users,
  identities,
  organizationMemberships,
  membershipGroups,
  invitations,
  authentication,
  sessions,
  jsonWebKeySets,
  emailVerifications,
  emailChanges,
  magicAuths,
  passwordResets,
  radarChallenges,
  userApiKeys,
  userConsents,
  jwtTemplates,
  redirectUris,
  corsOrigins,
  environmentRoles,
  organizationRoles,
  permissions,
  resources,
  checks,
  roleAssignments,
  groupRoleAssignments,
  sso,
  ssoLogout,
  connections,
  directories,
  directoryUsers,
  multiFactorAuth,
  apiKeys,
  auditLogs,
  eventsApi,
  webhooks,
  featureFlags,
  connect,
  dataIntegrations,
  connectedAccounts,
  dataIntegrationConfigurations,
  vault,
  radar,
  adminPortal,
  widgets,
  clientApi,
  agents,
  // Beyond the specification: what official clients, newer or older, call as well
  itContacts,
  waitlists,
  authkitOAuthResources,
  resourcePermissions,
  connectionOptions,
  connectionCertificates,
  draftConnections,
  passwordless,
  featureFlagRules,
  dataIntegrationCredentials,
  organizationDataIntegrations,
  organizationConnectedAccounts,
  agentBlueprints,
  auditTrail,
  // Portico's own
  environments,
  environmentApiKeys,
  applications,
  clientSecrets,
  applicationRedirectUris,
  corsOriginDeletion,
  settings,
  branding,
  roleAdministration,
  resourceTypes,
  connectionAdministration,
  ssoSessionLog,
  oauthProviderAdministration,
  directoryAdministration,
  featureFlagAdministration,
  impersonation,
  webhookDeliveries,
  mailbox,
  clock,
] as unknown as Group[]

/** Every operation of the API. */
export const operations: readonly Operation[] = groups.flatMap((group) => Object.values(group.operations))
