import {
  forbidden,
  type Permission,
  permissionNotFound,
  permissionSlugConflict,
  permissions,
} from '@portico/contract'
import type { Queryable, Tx } from '../../../kernel/database/database.ts'
import { emit, insertEvents, newEvent } from '../../../kernel/events/events.ts'
import { previousAttributes } from '../../../kernel/events/previous-attributes.ts'
import { readPage } from '../../../kernel/http/cursor.ts'
import { implement } from '../../../kernel/http/implement.ts'
import { newId } from '../../../kernel/ids.ts'
import { requireResourceType } from '../resource-types/store.ts'
import { listRolesGranting, touchRoles } from '../roles/store.ts'
import { organizationType } from '../rules.ts'
import { takeTurn } from '../turns.ts'
import * as store from './store.ts'

export default implement(permissions, {
  listPermissions: ({ sql, environment }, { query }) =>
    readPage(sql, query, (clauses) => store.listPermissions(sql, environment.id, clauses)),

  createPermission: async (context, { body }) => {
    const { tx, environment, now } = context
    const { slug, name, description = null, resource_type_slug = organizationType } = body
    await takeTurn(tx, environment.id)
    await requireResourceType(tx, environment.id, resource_type_slug)
    const permission: Permission = {
      object: 'permission',
      id: newId('perm', now),
      slug,
      name,
      description,
      system: false,
      resource_type_slug,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    }
    const inserted = await store.insertPermissions(tx, environment.id, [permission])
    if (inserted === 0) throw permissionSlugConflict()
    await emit(context, 'permission.created', permission)
    return permission
  },

  getPermission: ({ sql, environment }, { params }) => requirePermission(sql, environment.id, params.slug),

  updatePermission: async (context, { params, body }) => {
    const { tx, environment, now } = context
    const stored = await requireChangeable(tx, environment.id, params.slug)
    const permission: Permission = {
      ...stored,
      name: body.name ?? stored.name,
      description: body.description === undefined ? stored.description : body.description,
      updated_at: now.toISOString(),
    }
    const previous = previousAttributes(stored, permission)
    if (!previous) return stored
    await store.updatePermission(tx, environment.id, permission)
    await emit(context, 'permission.updated', permission, previous)
    return permission
  },

  deletePermission: async (context, { params }) => {
    const { tx, environment, now } = context
    const permission = await requireChangeable(tx, environment.id, params.slug)
    const roles = await listRolesGranting(tx, environment.id, permission.id)
    await store.deletePermission(tx, environment.id, permission.id)
    await touchRoles(
      tx,
      environment.id,
      roles.map(({ id }) => id),
      now,
    )
    const deleted = newEvent(context, 'permission.deleted', permission)
    // What a role grants has changed, so whoever mirrors roles hears of each.
    const updated = roles.map((role) => {
      const granted = role.permissions.filter((slug) => slug !== permission.slug)
      const after = { ...role, permissions: granted, updated_at: now.toISOString() }
      return newEvent(context, 'role.updated', after, previousAttributes(role, after))
    })
    await insertEvents(tx, [deleted, ...updated])
    return undefined
  },
})

async function requirePermission(sql: Queryable, environmentId: string, slug: string): Promise<Permission> {
  const permission = await store.findPermission(sql, environmentId, slug)
  if (!permission) throw permissionNotFound(slug)
  return permission
}

/** Takes the turn, and finds the permission unless it is Portico's own. */
async function requireChangeable(tx: Tx, environmentId: string, slug: string): Promise<Permission> {
  await takeTurn(tx, environmentId)
  const permission = await requirePermission(tx, environmentId, slug)
  if (permission.system) throw forbidden({ message: 'This permission is defined by Portico.' })
  return permission
}
