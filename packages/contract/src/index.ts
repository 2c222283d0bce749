import { environmentRoles } from './authorization-environment-roles.ts'
import { organizationRoles } from './authorization-organization-roles.ts'
import { permissions } from './authorization-permissions.ts'
import type { Group, Operation } from './core/index.ts'
import { corsOrigins } from './cors-origins.ts'
import { eventsApi } from './events-api.ts'
import { auditTrail } from './legacy-audit-trail.ts'
import { organizationDomains } from './organization-domains.ts'
import { organizations } from './organizations.ts'
import {
  applicationRedirectUris,
  applications,
  clientSecrets,
  corsOriginDeletion,
} from './portico-applications.ts'
import { resourceTypes, roleAdministration } from './portico-authorization.ts'
import { branding } from './portico-branding.ts'
import { clock, mailbox } from './portico-development.ts'
import { environmentApiKeys, environments } from './portico-environments.ts'
import { settings } from './portico-settings.ts'
import { webhookDeliveries } from './portico-webhooks.ts'
import { redirectUris } from './redirect-uris.ts'
import { agentBlueprints } from './sdk-agent-blueprints.ts'
import { featureFlagRules } from './sdk-feature-flags.ts'
import { authkitOAuthResources } from './sdk-oauth-resources.ts'
import { webhooks } from './webhooks.ts'

export * from './authorization-environment-roles.ts'
export * from './authorization-organization-roles.ts'
export * from './authorization-permissions.ts'
export * from './core/index.ts'
export * from './cors-origins.ts'
export * from './events.ts'
export * from './events-api.ts'
export * from './legacy-audit-trail.ts'
export * from './organization-domains.ts'
export * from './organizations.ts'
export * from './portico-applications.ts'
export * from './portico-authorization.ts'
export * from './portico-branding.ts'
export * from './portico-development.ts'
export * from './portico-environments.ts'
export * from './portico-settings.ts'
export * from './portico-webhooks.ts'
export * from './redirect-uris.ts'
export * from './sdk-agent-blueprints.ts'
export * from './sdk-feature-flags.ts'
export * from './sdk-oauth-resources.ts'
export * from './webhooks.ts'

/** The whole API, one group after the other. */
export const groups: readonly Group[] = [
  organizations,
  organizationDomains,
  environmentRoles,
  organizationRoles,
  permissions,
  redirectUris,
  corsOrigins,
  eventsApi,
  webhooks,
  // Beyond the specification: what official clients, newer or older, call as well
  agentBlueprints,
  authkitOAuthResources,
  featureFlagRules,
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
  webhookDeliveries,
  mailbox,
  clock,
] as unknown as Group[]

/** Every operation of the API. */
export const operations: readonly Operation[] = groups.flatMap((group) => Object.values(group.operations))
