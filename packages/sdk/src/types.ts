/**
 * A set of values that may grow: the known ones complete in the editor, and one that a newer server sends is read like
 * any other. `isKnown` tells them apart.
 */
export type OpenEnum<Known extends string> = Known | (string & {})

/**
 * Whether a value is one of those that this version of the package knows. The lists are in `@portico/sdk/enums`:
 *
 * ```ts
 * import { isKnown } from '@portico/sdk'
 * import { organizationDomainState } from '@portico/sdk/enums'
 *
 * const state: string = 'verified'
 * if (isKnown(organizationDomainState, state)) console.log('one of', organizationDomainState, state)
 * ```
 */
export function isKnown<Known extends string>(
  known: readonly Known[],
  value: string | null | undefined,
): value is Known {
  return (known as readonly unknown[]).includes(value)
}
