import type { Group, Operation } from './core/index.ts'
import { organizationDomains } from './organization-domains.ts'
import { organizations } from './organizations.ts'

export * from './core/index.ts'
export * from './events.ts'
export * from './organization-domains.ts'
export * from './organizations.ts'

/** The whole API, one group after the other. */
export const groups: readonly Group[] = [organizations, organizationDomains] as unknown as Group[]

/** Every operation of the API. */
export const operations: readonly Operation[] = groups.flatMap((group) => Object.values(group.operations))
