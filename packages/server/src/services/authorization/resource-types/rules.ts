import { invalidResourceTypeHierarchy, type ResourceType, resourceTypeMaxDepth } from '@portico/contract'

/** A type and where it hangs. */
type TypeNode = Pick<ResourceType, 'slug' | 'parent_resource_type_slugs'>

/**
 * On which level each type lies, by its longest way up: `organization` on 1.
 *
 * @throws `invalid_resource_type_hierarchy` for a circle, or too many levels
 */
export function requireHierarchy(types: readonly TypeNode[]): Map<string, number> {
  const parents = new Map(types.map((type) => [type.slug, type.parent_resource_type_slugs]))
  const levels = new Map<string, number>()

  // `depth` ends the walk: a circle is a way down that never ends.
  function levelOf(slug: string, depth: number): number {
    if (depth > resourceTypeMaxDepth) throw invalidResourceTypeHierarchy()
    const known = levels.get(slug)
    if (known !== undefined) return known
    const above = (parents.get(slug) ?? []).map((parent) => levelOf(parent, depth + 1))
    const level = 1 + Math.max(0, ...above)
    if (level > resourceTypeMaxDepth) throw invalidResourceTypeHierarchy()
    levels.set(slug, level)
    return level
  }

  for (const { slug } of types) levelOf(slug, 1)
  return levels
}

/** The types in their order on the wire: parents first, then by age. */
export function parentsFirst<T extends TypeNode & { id: string }>(types: readonly T[]): T[] {
  const levels = requireHierarchy(types)
  const level = ({ slug }: T) => levels.get(slug) ?? 0
  return [...types].sort((a, b) => level(a) - level(b) || (a.id < b.id ? -1 : 1))
}

/** The slugs of the type and all that descends from it: what a role on the type may hold permissions for. */
export function typesWithin(types: readonly TypeNode[], slug: string): Set<string> {
  const within = new Set([slug])
  // A set that is added to while it is walked is walked to its new end.
  for (const parent of within) {
    for (const type of types) {
      if (type.parent_resource_type_slugs.includes(parent)) within.add(type.slug)
    }
  }
  return within
}
