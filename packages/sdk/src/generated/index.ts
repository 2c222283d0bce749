// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type { GenerateLinkParams } from './admin-portal.ts'
export type {
  CreateBlueprintParams,
  LinkClaimAttemptToExternalUserParams,
  ListInstanceSessionsParams,
  ListInstancesParams,
  MintTokenParams,
  UpdateBlueprintParams,
  ValidateCredentialParams,
  ValidateTokenParams,
} from './agents.ts'
export type {
  CreateOrganizationApiKeyParams,
  CreateValidationParams,
  ExpireApiKeyParams,
} from './api-keys.ts'
export type {
  CreateEventParams as AuditLogsCreateEventParams,
  CreateExportParams,
  CreateSchemaParams,
  UpdateOrganizationAuditLogsRetentionParams,
} from './audit-logs.ts'
export type { CreateEventParams as AuditTrailCreateEventParams } from './audit-trail.ts'
export type {
  AddEnvironmentRolePermissionParams,
  AddOrganizationRolePermissionParams,
  AssignRoleParams,
  CheckParams,
  CreateEnvironmentRoleParams,
  CreateGroupRoleAssignmentParams,
  CreateOrganizationRoleParams,
  CreatePermissionParams,
  CreateResourceParams,
  DeleteResourceByExternalIdParams,
  DeleteResourceParams,
  ListMembershipsForResourceByExternalIdParams,
  ListMembershipsForResourceParams,
  ListResourceRoleAssignmentsParams,
  ListResourcesForMembershipParams,
  ListResourcesParams,
  ListRoleAssignmentsForResourceParams,
  ListRoleAssignmentsParams,
  RemoveGroupRoleAssignmentsParams,
  RemoveRoleParams,
  ReplaceGroupRoleAssignmentsParams,
  SetEnvironmentRolePermissionsParams,
  SetOrganizationRolePermissionsParams,
  UpdateEnvironmentRoleParams,
  UpdateOrganizationRoleParams,
  UpdatePermissionParams,
  UpdateResourceByExternalIdParams,
  UpdateResourceParams,
} from './authorization.ts'
export type { CreateTokenParams as ClientApiCreateTokenParams } from './client-api.ts'
export type {
  CompleteOAuth2Params,
  CreateApplicationParams as ConnectCreateApplicationParams,
  ListApplicationsParams,
  UpdateApplicationParams as ConnectUpdateApplicationParams,
} from './connect.ts'
export type {
  ListDirectoriesParams,
  ListGroupsParams,
  ListUsersParams as DirectorySyncListUsersParams,
} from './directory-sync.ts'
export { type Event, type EventData, type EventName, type EventOf, isKnownEvent } from './event-types.ts'
export type { ListEventsParams } from './events.ts'
export type { AddOrganizationMembershipParams, CreateGroupParams, UpdateGroupParams } from './groups.ts'
export type * from './models/admin-portal.ts'
export type * from './models/agents.ts'
export type * from './models/api-keys.ts'
export type * from './models/audit-logs.ts'
export type * from './models/audit-trail.ts'
export type * from './models/authorization.ts'
export type * from './models/client-api.ts'
export type * from './models/connect.ts'
export type * from './models/directory-sync.ts'
export type * from './models/events.ts'
export type * from './models/feature-flags.ts'
export type * from './models/groups.ts'
export type * from './models/multi-factor-auth.ts'
export type * from './models/organization-domains.ts'
export type * from './models/organizations.ts'
export type * from './models/passwordless.ts'
export type * from './models/pipes.ts'
export type * from './models/portico/api-keys.ts'
export type * from './models/portico/applications.ts'
export type * from './models/portico/branding.ts'
export type * from './models/portico/client-secrets.ts'
export type * from './models/portico/clock.ts'
export type * from './models/portico/connections.ts'
export type * from './models/portico/directories.ts'
export type * from './models/portico/environments.ts'
export type * from './models/portico/impersonation.ts'
export type * from './models/portico/mailbox.ts'
export type * from './models/portico/oauth-providers.ts'
export type * from './models/portico/resource-types.ts'
export type * from './models/portico/settings.ts'
export type * from './models/portico/webhooks.ts'
export type * from './models/radar.ts'
export type * from './models/sso.ts'
export type * from './models/user-management.ts'
export type * from './models/vault.ts'
export type * from './models/webhooks.ts'
export type * from './models/widgets.ts'
export type {
  ChallengeFactorParams,
  CreateUserAuthFactorParams,
  EnrollFactorParams,
  VerifyChallengeParams,
} from './multi-factor-auth.ts'
export type { CreateOrganizationDomainParams } from './organization-domains.ts'
export type {
  CreateOrganizationMembershipParams,
  ListOrganizationMembershipsParams,
  UpdateOrganizationMembershipParams,
} from './organization-memberships.ts'
export type {
  CreateItContactParams,
  CreateOrganizationParams,
  InviteItContactParams,
  ListOrganizationsParams,
  UpdateOrganizationParams,
} from './organizations.ts'
export type { CreateSessionParams } from './passwordless.ts'
export type {
  AuthorizeDataIntegrationParams,
  CreateDataIntegrationApiKeyParams,
  CreateDataIntegrationClientCredentialParams,
  CreateDataIntegrationCredentialParams,
  CreateDataIntegrationParams,
  CreateOrganizationConnectedAccountParams,
  CreateUserConnectedAccountParams,
  DeleteOrganizationConnectedAccountParams,
  DeleteUserConnectedAccountParams,
  GetAccessTokenParams,
  GetOrganizationConnectedAccountParams,
  GetUserConnectedAccountParams,
  ListOrganizationDataProvidersParams,
  ListUserDataProvidersParams,
  UpdateDataIntegrationApiKeyParams,
  UpdateDataIntegrationClientCredentialsParams,
  UpdateDataIntegrationParams,
  UpdateOrganizationConnectedAccountParams,
  UpdateOrganizationDataIntegrationConfigurationParams,
  UpdateOrganizationDataIntegrationParams,
  UpdateUserConnectedAccountParams,
} from './pipes.ts'
export type {
  CreateEnvironmentApiKeyParams,
  RotateEnvironmentApiKeyParams,
  UpdateEnvironmentApiKeyParams,
} from './portico/api-keys.ts'
export type {
  CreateApplicationParams as PorticoApplicationsCreateApplicationParams,
  UpdateApplicationParams as PorticoApplicationsUpdateApplicationParams,
} from './portico/applications.ts'
export type { UpdateBrandingParams } from './portico/branding.ts'
export type { AdvanceClockParams, SetClockParams } from './portico/clock.ts'
export type { ListSsoSessionsParams, UpdateConnectionSettingsParams } from './portico/connections.ts'
export type {
  CreateDirectoryParams,
  CreateDirectoryTokenParams,
  UpdateDirectoryParams,
} from './portico/directories.ts'
export type { UpdateCurrentEnvironmentParams } from './portico/environments.ts'
export type { CreateFeatureFlagParams, UpdateFeatureFlagParams } from './portico/feature-flags.ts'
export type { CreateImpersonationParams } from './portico/impersonation.ts'
export type { ListMailboxMessagesParams } from './portico/mailbox.ts'
export type { SetOAuthProviderParams } from './portico/oauth-providers.ts'
export type { CreateApplicationRedirectUriParams } from './portico/redirect-uris.ts'
export type { CreateResourceTypeParams, UpdateResourceTypeParams } from './portico/resource-types.ts'
export type { SetDefaultRoleParams, SetRolePriorityParams } from './portico/roles.ts'
export type { UpdateSettingsParams } from './portico/settings.ts'
export type {
  ListWebhookDeliveriesParams,
  ReplayWebhookEventsParams,
  TestWebhookEndpointParams,
} from './portico/webhooks.ts'
export type {
  AddListEntryParams,
  CreateAttemptParams,
  RemoveListEntryParams,
  UpdateAttemptParams,
} from './radar.ts'
export type {
  AuthorizeLogoutParams,
  CreateConnectionParams,
  CreateConnectionSamlIdpSigningCertParams,
  GetProfileAndTokenParams,
  GetProfileByAccessTokenParams,
  GetProfileParams,
  ListConnectionsParams,
  UpdateConnectionParams,
} from './sso.ts'
export type {
  AuthenticateParams,
  ConfirmEmailChangeParams,
  CreateAuthkitOAuthResourceParams,
  CreateCorsOriginParams,
  CreateDeviceAuthorizationParams,
  CreateMagicAuthParams,
  CreatePasswordResetParams,
  CreateRedirectUriParams,
  CreateUserApiKeyParams,
  CreateUserParams,
  CreateWaitlistEntryParams,
  ListInvitationsParams,
  ListUserApiKeysParams,
  ListUsersParams as UserManagementListUsersParams,
  ListWaitlistEntriesParams,
  ResendInvitationParams,
  ResetPasswordParams,
  RevokeSessionParams,
  SendEmailChangeParams,
  SendInvitationParams,
  SendRadarSmsChallengeParams,
  UpdateJwtTemplateParams,
  UpdateUserParams,
  VerifyEmailParams,
} from './user-management.ts'
export type {
  CreateDataKeyParams,
  CreateObjectParams,
  CreateRekeyParams,
  DecryptDataKeyParams,
  DeleteObjectParams,
  ListObjectsParams,
  UpdateObjectParams,
} from './vault.ts'
export type { CreateWebhookEndpointParams, UpdateWebhookEndpointParams } from './webhooks.ts'
export type { CreateTokenParams as WidgetsCreateTokenParams } from './widgets.ts'
