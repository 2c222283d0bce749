import type { Kernel } from '../../../kernel/kernel.ts'

/** An attempt to read something of an identity provider that is under way, or has failed. */
type Attempt = { result: Promise<unknown>; until: number }

const attempts = new WeakMap<Kernel, Map<string, Attempt>>()

/** How long a failure is the answer, too, for those who come after it. */
const failureLastsMs = 5_000

/**
 * Reads something of an identity provider, once for all who want it at the same time; and where that fails, not again
 * for a moment. Anybody can begin sign-ins: so many requests as come here must not all go there.
 *
 * @param name what is read, by which version of the connection: one that was mended need not wait
 */
export function attempt<T>(kernel: Kernel, name: string, read: () => Promise<T>): Promise<T> {
  const known = attemptsOf(kernel)
  const now = () => kernel.clock.now().getTime()
  const last = known.get(name)
  if (last && now() < last.until) return last.result as Promise<T>
  const result = read()
  const made = { result, until: Number.POSITIVE_INFINITY }
  known.set(name, made)
  result.then(
    () => known.delete(name),
    () => {
      forgetOld(known, now())
      made.until = now() + failureLastsMs
    },
  )
  return result
}

function attemptsOf(kernel: Kernel): Map<string, Attempt> {
  const known = attempts.get(kernel) ?? new Map<string, Attempt>()
  attempts.set(kernel, known)
  return known
}

function forgetOld(known: Map<string, Attempt>, now: number): void {
  for (const [name, { until }] of known) if (until <= now) known.delete(name)
}
