import { isDeepStrictEqual } from 'node:util'

/**
 * The members that a change touched, as they were: what the context of an event shows. Nothing when nothing but
 * `updated_at` differs, which is to say that nothing changed.
 */
export function previousAttributes<T extends object>(
  before: T,
  after: T,
): Record<string, unknown> | undefined {
  const names = Object.keys({ ...before, ...after }) as (keyof T & string)[]
  const changed = names.filter(
    (name) => name !== 'updated_at' && !isDeepStrictEqual(before[name], after[name]),
  )
  return changed.length > 0
    ? Object.fromEntries(changed.map((name) => [name, before[name] ?? null]))
    : undefined
}
