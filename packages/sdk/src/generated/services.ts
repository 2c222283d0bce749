// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { Core } from '../core.ts'
import { Events } from '../events.ts'
import { Webhooks } from '../webhooks.ts'
import { Authorization } from './authorization.ts'
import { OrganizationDomains } from './organization-domains.ts'
import { Organizations } from './organizations.ts'
import { PorticoApiKeys } from './portico/api-keys.ts'
import { PorticoApplications } from './portico/applications.ts'
import { PorticoBranding } from './portico/branding.ts'
import { PorticoClientSecrets } from './portico/client-secrets.ts'
import { PorticoClock } from './portico/clock.ts'
import { PorticoCorsOrigins } from './portico/cors-origins.ts'
import { PorticoEnvironments } from './portico/environments.ts'
import { PorticoMailbox } from './portico/mailbox.ts'
import { PorticoRedirectUris } from './portico/redirect-uris.ts'
import { PorticoResourceTypes } from './portico/resource-types.ts'
import { PorticoRoles } from './portico/roles.ts'
import { PorticoSettings } from './portico/settings.ts'
import { PorticoWebhooks } from './portico/webhooks.ts'
import { UserManagement } from './user-management.ts'

/** Every service of the API. */
export class Services extends Core {
  readonly organizations = new Organizations(this)
  readonly organizationDomains = new OrganizationDomains(this)
  readonly authorization = new Authorization(this)
  readonly userManagement = new UserManagement(this)
  readonly events = new Events(this)
  readonly webhooks = new Webhooks(this)
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
    webhooks: new PorticoWebhooks(this),
    mailbox: new PorticoMailbox(this),
    clock: new PorticoClock(this),
  }
}
