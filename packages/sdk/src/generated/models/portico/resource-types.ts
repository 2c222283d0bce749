// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** A kind of thing on which roles can be given. Every kind descends from `organization`. */
export interface ResourceType {
  /** What kind of object this is. */
  object: 'resource_type'
  /** Its identifier. */
  id: string
  /** The name that code knows it by. Never changes. */
  slug: string
  /** What people call it. */
  name: string
  /** What such a resource is. */
  description: string | null
  /** Slugs of the types that a resource of this one may lie in; empty for `organization` alone. */
  parentResourceTypeSlugs: string[]
  /** Whether Portico defines it; such a type cannot be changed. */
  system: boolean
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}
