import {
  badRequest,
  type Permission,
  permissionNotFound,
  type ResourceType,
  type Role,
} from '@portico/contract'
import { typesWithin } from '../resource-types/rules.ts'

/**
 * The slugs of the permissions as a set, sorted.
 *
 * @param found those of the named permissions that exist
 * @throws when a permission does not exist, or is for a resource that a role of this type is never near
 */
export function requireGrantable(
  role: Pick<Role, 'resource_type_slug'>,
  slugs: readonly string[],
  found: readonly Permission[],
  types: readonly ResourceType[],
): string[] {
  const bySlug = new Map(found.map((permission) => [permission.slug, permission]))
  const within = typesWithin(types, role.resource_type_slug)
  for (const slug of slugs) {
    const permission = bySlug.get(slug)
    if (!permission) throw permissionNotFound(slug)
    if (!within.has(permission.resource_type_slug)) {
      throw badRequest({
        message: `${slug} is for resources of type ${permission.resource_type_slug}, the role for ${role.resource_type_slug}.`,
      })
    }
  }
  return [...bySlug.keys()].sort()
}

/** Whether the list names every role, each once. */
export function isWholeOrder(slugs: readonly string[], roles: readonly Role[]): boolean {
  const named = new Set(slugs)
  return (
    named.size === slugs.length && slugs.length === roles.length && roles.every(({ slug }) => named.has(slug))
  )
}
