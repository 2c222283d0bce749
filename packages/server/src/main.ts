import type { Service } from './kernel/service.ts'
import { allMigrations, assembleServer, type Server, type ServerOptions } from './server.ts'
import { applicationsService } from './services/applications/index.ts'
import { auditTrailService } from './services/audit-trail/index.ts'
import { authorizationService } from './services/authorization/index.ts'
import { connectionsService } from './services/connections/index.ts'
import { corsOriginsService, originCheck } from './services/cors-origins/index.ts'
import {
  type Credentials,
  type DemoLauncher,
  developmentPages,
  developmentService,
} from './services/development/index.ts'
import { apiKeyResolver, environmentsService } from './services/environments/index.ts'
import { eventsService } from './services/events/index.ts'
import { organizationDomainsService } from './services/organization-domains/index.ts'
import { organizationsService } from './services/organizations/index.ts'
import { redirectUrisService } from './services/redirect-uris/index.ts'
import { referencePages } from './services/reference/index.ts'
import { settingsService } from './services/settings/index.ts'
import { ssoService } from './services/sso/index.ts'
import { webhooksService } from './services/webhooks/index.ts'

import { identityProviderSimulators } from './simulators/identity-providers/index.ts'

export { eventNames, webhookEventNames } from '@portico/contract'
export { openapiDocument } from '@portico/contract/openapi'
export { type Development, type DevelopmentOptions, startDevelopment } from './development.ts'
export { type Config, ConfigError, developmentConfig, productionConfig } from './kernel/config.ts'
export { loadMasterKey } from './kernel/crypto/master-key.ts'
export { EmbeddedPostgresError, inspectDataDir } from './kernel/database/embedded.ts'
export { findPackage } from './kernel/database/embedded-binaries.ts'
export { type Installation, openInstallation, type Production, startProduction } from './production.ts'
export type { Server } from './server.ts'

/** The server's table of contents. */
const services: readonly Service[] = [
  environmentsService,
  applicationsService,
  redirectUrisService,
  corsOriginsService,
  settingsService,
  organizationsService,
  organizationDomainsService,
  authorizationService,
  connectionsService,
  ssoService,
  eventsService,
  auditTrailService,
  webhooksService,
  developmentService,
  identityProviderSimulators,
]

/** All migrations, in their order. */
export const migrations = () => allMigrations(services)

export type CreateServerOptions = Omit<ServerOptions, 'services' | 'connectHttp'> & {
  /** What the start page of development shows, as soon as it is known. */
  credentials?: () => Credentials | undefined
  /** Starts the demo app that the start page leads to. */
  startDemo?: DemoLauncher | undefined
}

/** Puts all of Portico together. The database must have been migrated. */
export function createServer({
  credentials = () => undefined,
  startDemo,
  ...options
}: CreateServerOptions): Promise<Server> {
  const served = servedOperations()
  return assembleServer({
    ...options,
    services: [...services, referencePages(served), developmentPages({ served, credentials, startDemo })],
    connectHttp: (kernel) => ({
      resolveApiKey: apiKeyResolver(kernel),
      isAllowedOrigin: originCheck(kernel),
    }),
  })
}

/** The ids of the operations that are served, such as `organizations.createOrganization`. */
export const servedOperations = (): string[] =>
  services.flatMap(({ operations = [] }) => operations.map(({ operation }) => operation.id))
