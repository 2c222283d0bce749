import type { Permission, ResourceType, Role } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import { insertPermissions } from './permissions/store.ts'
import { insertResourceType } from './resource-types/store.ts'
import { insertRole, replacePermissions, setDefaultRole } from './roles/store.ts'
import { organizationType } from './rules.ts'

/** What the widgets that customers embed are guarded by, and what people call it. */
const widgetPermissions: readonly (readonly [slug: string, name: string])[] = [
  ['widgets:users-table:manage', 'Manage users'],
  ['widgets:domain-verification:manage', 'Manage domains'],
  ['widgets:sso:manage', 'Manage single sign-on'],
  ['widgets:api-keys:manage', 'Manage API keys'],
  ['widgets:dsync:manage', 'Manage directory sync'],
  ['widgets:audit-log-streaming:manage', 'Manage audit log streams'],
  ['widgets:pipes:manage', 'Manage connected accounts'],
]

/**
 * What every environment begins with: the type `organization`, the permissions of the widgets, the role `admin`, which
 * holds them all, and `member`, which new members have. No events: nobody can have subscribed before.
 */
export async function seedAuthorization(
  tx: Queryable,
  { environment, now }: { environment: { id: string }; now: Date },
): Promise<void> {
  const instants = { created_at: now.toISOString(), updated_at: now.toISOString() }
  const type: ResourceType = {
    object: 'resource_type',
    id: newId('resource_type', now),
    slug: organizationType,
    name: 'Organization',
    description: null,
    parent_resource_type_slugs: [],
    system: true,
    ...instants,
  }
  const permissions = widgetPermissions.map(
    ([slug, name]): Permission => ({
      object: 'permission',
      id: newId('perm', now),
      slug,
      name,
      description: null,
      system: true,
      resource_type_slug: organizationType,
      ...instants,
    }),
  )
  const role = (slug: string, name: string, description: string, granted: string[]): Role => ({
    object: 'role',
    id: newId('role', now),
    slug,
    name,
    description,
    type: 'EnvironmentRole',
    resource_type_slug: organizationType,
    permissions: granted,
    ...instants,
  })
  const everything = widgetPermissions.map(([slug]) => slug)
  const admin = role('admin', 'Admin', 'Manages the organization.', everything)
  const member = role('member', 'Member', 'Belongs to the organization.', [])

  await insertResourceType(tx, environment.id, type)
  await insertPermissions(tx, environment.id, permissions)
  await insertRole(tx, environment.id, admin)
  await replacePermissions(tx, environment.id, admin)
  await insertRole(tx, environment.id, member)
  await setDefaultRole(tx, environment.id, member.id)
}
