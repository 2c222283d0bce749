// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type {
  AddEnvironmentRolePermissionParams,
  AddOrganizationRolePermissionParams,
  CreateEnvironmentRoleParams,
  CreateOrganizationRoleParams,
  CreatePermissionParams,
  SetEnvironmentRolePermissionsParams,
  SetOrganizationRolePermissionsParams,
  UpdateEnvironmentRoleParams,
  UpdateOrganizationRoleParams,
  UpdatePermissionParams,
} from './authorization.ts'
export { type Event, type EventData, type EventName, type EventOf, isKnownEvent } from './event-types.ts'
export type { ListEventsParams } from './events.ts'
export type * from './models/authorization.ts'
export type * from './models/events.ts'
export type * from './models/organization-domains.ts'
export type * from './models/organizations.ts'
export type * from './models/portico/api-keys.ts'
export type * from './models/portico/applications.ts'
export type * from './models/portico/branding.ts'
export type * from './models/portico/client-secrets.ts'
export type * from './models/portico/clock.ts'
export type * from './models/portico/environments.ts'
export type * from './models/portico/mailbox.ts'
export type * from './models/portico/resource-types.ts'
export type * from './models/portico/settings.ts'
export type * from './models/portico/webhooks.ts'
export type * from './models/user-management.ts'
export type * from './models/webhooks.ts'
export type { CreateOrganizationDomainParams } from './organization-domains.ts'
export type {
  CreateOrganizationParams,
  ListOrganizationsParams,
  UpdateOrganizationParams,
} from './organizations.ts'
export type {
  CreateEnvironmentApiKeyParams,
  RotateEnvironmentApiKeyParams,
  UpdateEnvironmentApiKeyParams,
} from './portico/api-keys.ts'
export type { CreateApplicationParams, UpdateApplicationParams } from './portico/applications.ts'
export type { UpdateBrandingParams } from './portico/branding.ts'
export type { AdvanceClockParams, SetClockParams } from './portico/clock.ts'
export type { UpdateCurrentEnvironmentParams } from './portico/environments.ts'
export type { ListMailboxMessagesParams } from './portico/mailbox.ts'
export type { CreateApplicationRedirectUriParams } from './portico/redirect-uris.ts'
export type { CreateResourceTypeParams, UpdateResourceTypeParams } from './portico/resource-types.ts'
export type { SetDefaultRoleParams, SetRolePriorityParams } from './portico/roles.ts'
export type { UpdateSettingsParams } from './portico/settings.ts'
export type {
  ListWebhookDeliveriesParams,
  ReplayWebhookEventsParams,
  TestWebhookEndpointParams,
} from './portico/webhooks.ts'
export type { CreateCorsOriginParams, CreateRedirectUriParams } from './user-management.ts'
export type { CreateWebhookEndpointParams, UpdateWebhookEndpointParams } from './webhooks.ts'
