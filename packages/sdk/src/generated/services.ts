// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { Core } from '../core.ts'
import { AdminPortal } from '../services/admin-portal.ts'
import { Agents } from '../services/agents.ts'
import { AuditLogs } from '../services/audit-logs.ts'
import { AuditTrail } from '../services/audit-trail.ts'
import { Connect } from '../services/connect.ts'
import { Events } from '../services/events.ts'
import { FeatureFlags } from '../services/feature-flags.ts'
import { Pipes } from '../services/pipes.ts'
import { Sso } from '../services/sso.ts'
import { UserManagement } from '../services/user-management.ts'
import { Vault } from '../services/vault.ts'
import { Webhooks } from '../services/webhooks.ts'
import { ApiKeys } from './api-keys.ts'
import { Authorization } from './authorization.ts'
import { ClientApi } from './client-api.ts'
import { DirectorySync } from './directory-sync.ts'
import { Groups } from './groups.ts'
import { MultiFactorAuth } from './multi-factor-auth.ts'
import { OrganizationDomains } from './organization-domains.ts'
import { OrganizationMemberships } from './organization-memberships.ts'
import { Organizations } from './organizations.ts'
import { Passwordless } from './passwordless.ts'
import { PorticoApiKeys } from './portico/api-keys.ts'
import { PorticoApplications } from './portico/applications.ts'
import { PorticoBranding } from './portico/branding.ts'
import { PorticoClientSecrets } from './portico/client-secrets.ts'
import { PorticoClock } from './portico/clock.ts'
import { PorticoConnections } from './portico/connections.ts'
import { PorticoCorsOrigins } from './portico/cors-origins.ts'
import { PorticoDirectories } from './portico/directories.ts'
import { PorticoEnvironments } from './portico/environments.ts'
import { PorticoFeatureFlags } from './portico/feature-flags.ts'
import { PorticoImpersonation } from './portico/impersonation.ts'
import { PorticoMailbox } from './portico/mailbox.ts'
import { PorticoOauthProviders } from './portico/oauth-providers.ts'
import { PorticoRedirectUris } from './portico/redirect-uris.ts'
import { PorticoResourceTypes } from './portico/resource-types.ts'
import { PorticoRoles } from './portico/roles.ts'
import { PorticoSettings } from './portico/settings.ts'
import { PorticoWebhooks } from './portico/webhooks.ts'
import { Radar } from './radar.ts'
import { Widgets } from './widgets.ts'

/** Every service of the API. */
export class Services extends Core {
  readonly organizations = new Organizations(this)
  readonly organizationDomains = new OrganizationDomains(this)
  readonly groups = new Groups(this)
  readonly organizationMemberships = new OrganizationMemberships(this)
  readonly userManagement = new UserManagement(this)
  readonly authorization = new Authorization(this)
  readonly sso = new Sso(this)
  readonly directorySync = new DirectorySync(this)
  readonly multiFactorAuth = new MultiFactorAuth(this)
  readonly apiKeys = new ApiKeys(this)
  readonly auditLogs = new AuditLogs(this)
  readonly events = new Events(this)
  readonly webhooks = new Webhooks(this)
  readonly featureFlags = new FeatureFlags(this)
  readonly connect = new Connect(this)
  readonly pipes = new Pipes(this)
  readonly vault = new Vault(this)
  readonly radar = new Radar(this)
  readonly adminPortal = new AdminPortal(this)
  readonly widgets = new Widgets(this)
  readonly clientApi = new ClientApi(this)
  readonly agents = new Agents(this)
  readonly passwordless = new Passwordless(this)
  readonly auditTrail = new AuditTrail(this)
  readonly portico = {
    environments: new PorticoEnvironments(this),
    apiKeys: new PorticoApiKeys(this),
    applications: new PorticoApplications(this),
    clientSecrets: new PorticoClientSecrets(this),
    redirectUris: new PorticoRedirectUris(this),
    corsOrigins: new PorticoCorsOrigins(this),
    settings: new PorticoSettings(this),
    branding: new PorticoBranding(this),
    roles: new PorticoRoles(this),
    resourceTypes: new PorticoResourceTypes(this),
    connections: new PorticoConnections(this),
    oauthProviders: new PorticoOauthProviders(this),
    directories: new PorticoDirectories(this),
    featureFlags: new PorticoFeatureFlags(this),
    impersonation: new PorticoImpersonation(this),
    webhooks: new PorticoWebhooks(this),
    mailbox: new PorticoMailbox(this),
    clock: new PorticoClock(this),
  }
}
