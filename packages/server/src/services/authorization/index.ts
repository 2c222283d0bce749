// Roles and permissions: what members of an organization may do, and on which types of resources.
import type { Service } from '../../kernel/service.ts'
import permissions from './permissions/operations.ts'
import resourceTypes from './resource-types/operations.ts'
import roles from './roles/operations.ts'

export { findPermissions } from './permissions/store.ts'
export { findRolesBySlug } from './roles/store.ts'
export { seedAuthorization } from './seed.ts'

export const authorizationService: Service = {
  name: 'authorization',
  operations: [...roles, ...permissions, ...resourceTypes],
  migrations: new URL('./migrations/', import.meta.url),
}
