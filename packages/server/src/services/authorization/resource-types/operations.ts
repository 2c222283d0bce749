import {
  type ResourceType,
  resourceTypeInUse,
  resourceTypeSlugConflict,
  resourceTypes,
  systemResourceType,
} from '@portico/contract'
import type { Tx } from '../../../kernel/database/database.ts'
import { previousAttributes } from '../../../kernel/events/previous-attributes.ts'
import { implement } from '../../../kernel/http/implement.ts'
import { newId } from '../../../kernel/ids.ts'
import { organizationType } from '../rules.ts'
import { takeTurnSoon } from '../turns.ts'
import { parentsFirst, requireHierarchy, typesWithin } from './rules.ts'
import * as store from './store.ts'

export default implement(resourceTypes, {
  listResourceTypes: async ({ sql, environment }) => ({
    object: 'list' as const,
    data: parentsFirst(await store.listResourceTypes(sql, environment.id)),
  }),

  createResourceType: async ({ tx, environment, now }, { body }) => {
    const type: ResourceType = {
      object: 'resource_type',
      id: newId('resource_type', now),
      slug: body.slug,
      name: body.name,
      description: body.description ?? null,
      parent_resource_type_slugs: asSet(body.parent_resource_type_slugs ?? [organizationType]),
      system: false,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    }
    await takeTurnSoon(tx, environment.id)
    if (!(await store.insertResourceType(tx, environment.id, type))) throw resourceTypeSlugConflict()
    await requireParents(tx, environment.id, type)
    await store.replaceParents(tx, environment.id, type)
    return type
  },

  getResourceType: ({ sql, environment }, { params }) =>
    store.requireResourceType(sql, environment.id, params.slug),

  updateResourceType: async ({ tx, environment, now }, { params, body }) => {
    const stored = await requireChangeable(tx, environment.id, params.slug)
    const type: ResourceType = {
      ...stored,
      name: body.name ?? stored.name,
      description: body.description === undefined ? stored.description : body.description,
      parent_resource_type_slugs: asSet(body.parent_resource_type_slugs ?? stored.parent_resource_type_slugs),
      updated_at: now.toISOString(),
    }
    const previous = previousAttributes(stored, type)
    if (!previous) return stored
    await store.updateResourceType(tx, environment.id, type)
    if (previous.parent_resource_type_slugs) {
      const types = await requireParents(tx, environment.id, type)
      await requireGrantsFit(tx, environment.id, types)
      await store.replaceParents(tx, environment.id, type)
    }
    return type
  },

  deleteResourceType: async ({ tx, environment }, { params }) => {
    const type = await requireChangeable(tx, environment.id, params.slug)
    if (await store.isUsed(tx, environment.id, type.slug)) throw resourceTypeInUse()
    await store.deleteResourceType(tx, environment.id, type.id)
    return undefined
  },
})

const asSet = (slugs: readonly string[]) => [...new Set(slugs)].sort()

/** Takes the turn, and finds the type unless it is Portico's own. */
async function requireChangeable(tx: Tx, environmentId: string, slug: string): Promise<ResourceType> {
  await takeTurnSoon(tx, environmentId)
  const type = await store.requireResourceType(tx, environmentId, slug)
  if (type.system) throw systemResourceType()
  return type
}

/** Requires that the type can hang where it says. @returns all types as they then are */
async function requireParents(tx: Tx, environmentId: string, type: ResourceType): Promise<ResourceType[]> {
  for (const slug of type.parent_resource_type_slugs) {
    await store.requireResourceType(tx, environmentId, slug)
  }
  const stored = await store.listResourceTypes(tx, environmentId)
  const types = stored.map((other) => (other.slug === type.slug ? type : other))
  requireHierarchy(types)
  return types
}

/** Requires that every role still holds only permissions for its own type and what descends from it. */
async function requireGrantsFit(tx: Tx, environmentId: string, types: readonly ResourceType[]) {
  for (const { role_type, permission_type } of await store.listGrantedTypes(tx, environmentId)) {
    if (typesWithin(types, role_type).has(permission_type)) continue
    throw resourceTypeInUse({
      message: `Roles on ${role_type} hold permissions for ${permission_type}, which would no longer lie within it.`,
    })
  }
}
