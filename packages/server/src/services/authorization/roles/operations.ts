import {
  defaultRole,
  environmentRoles,
  incompleteRolePriority,
  type Role,
  roleAdministration,
  roleNotFound,
  roleSlugConflict,
  subResourceRole,
} from '@portico/contract'
import type { Queryable } from '../../../kernel/database/database.ts'
import { emit } from '../../../kernel/events/events.ts'
import { previousAttributes } from '../../../kernel/events/previous-attributes.ts'
import type { MutationContext } from '../../../kernel/http/context.ts'
import { implement } from '../../../kernel/http/implement.ts'
import { newId } from '../../../kernel/ids.ts'
import { findPermissions } from '../permissions/store.ts'
import { listResourceTypes, requireResourceType } from '../resource-types/store.ts'
import { organizationType } from '../rules.ts'
import { takeTurn } from '../turns.ts'
import { isWholeOrder, requireGrantable } from './rules.ts'
import * as store from './store.ts'

const environmentRoleOperations = implement(environmentRoles, {
  listEnvironmentRoles: async ({ sql, environment }) => ({
    object: 'list' as const,
    data: await store.listRoles(sql, environment.id),
  }),

  createEnvironmentRole: async (context, { body }) => {
    const { tx, environment, now } = context
    const { slug, name, description = null, resource_type_slug = organizationType } = body
    await takeTurn(tx, environment.id)
    await requireResourceType(tx, environment.id, resource_type_slug)
    const role: Role = {
      object: 'role',
      id: newId('role', now),
      slug,
      name,
      description,
      type: 'EnvironmentRole',
      resource_type_slug,
      permissions: [],
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    }
    if (!(await store.insertRole(tx, environment.id, role))) throw roleSlugConflict()
    await emit(context, 'role.created', role)
    return role
  },

  getEnvironmentRole: ({ sql, environment }, { params }) => requireRole(sql, environment.id, params.slug),

  updateEnvironmentRole: async (context, { params, body }) => {
    const { tx, environment } = context
    await takeTurn(tx, environment.id)
    const role = await requireRole(tx, environment.id, params.slug)
    return save(context, role, {
      ...role,
      name: body.name ?? role.name,
      description: body.description === undefined ? role.description : body.description,
    })
  },

  setEnvironmentRolePermissions: async (context, { params, body }) => {
    const { tx, environment } = context
    await takeTurn(tx, environment.id)
    const role = await requireRole(tx, environment.id, params.slug)
    return grant(context, role, body.permissions)
  },

  addEnvironmentRolePermission: async (context, { params, body }) => {
    const { tx, environment } = context
    await takeTurn(tx, environment.id)
    const role = await requireRole(tx, environment.id, params.slug)
    return grant(context, role, [...role.permissions, body.slug])
  },
})

const roleAdministrationOperations = implement(roleAdministration, {
  deleteEnvironmentRole: async (context, { params }) => {
    const { tx, environment } = context
    const { defaultRoleId } = await takeTurn(tx, environment.id)
    const role = await requireRole(tx, environment.id, params.slug)
    if (role.id === defaultRoleId) throw defaultRole()
    await store.deleteRole(tx, environment.id, role.id)
    await emit(context, 'role.deleted', role)
    return undefined
  },

  setRolePriority: async ({ tx, environment }, { body }) => {
    await takeTurn(tx, environment.id)
    if (!isWholeOrder(body.role_slugs, await store.listRoles(tx, environment.id))) {
      throw incompleteRolePriority()
    }
    await store.orderRoles(tx, environment.id, body.role_slugs)
    return { object: 'list' as const, data: await store.listRoles(tx, environment.id) }
  },

  getDefaultRole: async ({ sql, environment }) => {
    const role = await store.findDefaultRole(sql, environment.id)
    if (!role) throw new Error(`Environment ${environment.id} was not seeded with roles.`)
    return role
  },

  setDefaultRole: async ({ tx, environment }, { body }) => {
    await takeTurn(tx, environment.id)
    const role = await requireRole(tx, environment.id, body.role_slug)
    if (role.resource_type_slug !== organizationType) throw subResourceRole()
    await store.setDefaultRole(tx, environment.id, role.id)
    return role
  },
})

export default [...environmentRoleOperations, ...roleAdministrationOperations]

async function requireRole(sql: Queryable, environmentId: string, slug: string): Promise<Role> {
  const role = await store.findRole(sql, environmentId, slug)
  if (!role) throw roleNotFound(slug)
  return role
}

/** Makes the role grant exactly these permissions. */
async function grant(context: MutationContext, role: Role, slugs: readonly string[]): Promise<Role> {
  const { tx, environment } = context
  const [found, types] = await Promise.all([
    findPermissions(tx, environment.id, slugs),
    listResourceTypes(tx, environment.id),
  ])
  return save(context, role, { ...role, permissions: requireGrantable(role, slugs, found, types) })
}

/** Writes a change to a role. What changes nothing is no change: it has no event. */
async function save(context: MutationContext, before: Role, wanted: Role): Promise<Role> {
  const { tx, environment, now } = context
  const after: Role = { ...wanted, updated_at: now.toISOString() }
  const previous = previousAttributes(before, after)
  if (!previous) return before
  await store.updateRole(tx, environment.id, after)
  if (previous.permissions) await store.replacePermissions(tx, environment.id, after)
  await emit(context, 'role.updated', after, previous)
  return after
}
