import type { WorkOS } from '@workos-inc/node'
import { expectTypeOf, it } from 'vitest'
import type { Client } from './index.ts'

// Checked by the compiler; nothing here runs.

/** The members of whichever arguments are objects. */
type Members<Arguments extends readonly unknown[]> = MembersOf<Arguments[number]>
type MembersOf<T> = T extends string | number | boolean | null | undefined | readonly unknown[]
  ? never
  : T extends object
    ? keyof T & string
    : never
type Taken<Method> = Method extends (...taken: infer Arguments) => unknown ? Members<Arguments> : never

/** What stands in the path: an argument of its own here. */
type InPath =
  | 'action'
  | 'agentBlueprintId'
  | 'authenticationChallengeId'
  | 'authenticationFactorId'
  | 'contactId'
  | 'externalId'
  | 'groupId'
  | 'id'
  | 'name'
  | 'organization'
  | 'organizationId'
  | 'organizationMembershipId'
  | 'provider'
  | 'resourceId'
  | 'resourceTypeSlug'
  | 'roleAssignmentId'
  | 'slug'
  | 'targetId'
  | 'type'
  | 'userId'

type Official = Omit<WorkOS, 'auditLogs' | 'webhooks' | 'actions'>
type Shared = keyof Official & keyof Client & string

/** The options of a service's methods that the official SDK takes and this one does not. */
type Lacking<Service extends Shared> = {
  [Name in keyof Official[Service] & keyof Client[Service] & string]: `${Service}.${Name}.${Exclude<
    Taken<Official[Service][Name]>,
    Taken<Client[Service][Name]> | InPath
  >}`
}[keyof Official[Service] & keyof Client[Service] & string]

it('every option of the official SDK is there, by its name or another', () => {
  type Renamed =
    | 'authorization.addEnvironmentRolePermission.permissionSlug'
    | 'authorization.addOrganizationRolePermission.permissionSlug'
    | 'authorization.removeOrganizationRolePermission.permissionSlug'
    | 'multiFactorAuth.enrollFactor.issuer'
    | 'multiFactorAuth.enrollFactor.user'
    | 'passwordless.createSession.redirectURI'
    // It is there. Of a method with two forms, the compiler looks at the last.
    | 'sso.getProfile.accessToken'
  expectTypeOf<{ [Service in Shared]: Lacking<Service> }[Shared]>().toEqualTypeOf<Renamed>()
})
