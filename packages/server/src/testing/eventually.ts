import { setTimeout as wait } from 'node:timers/promises'

/**
 * Waits until the check passes, and returns what it returned: for what happens behind a request. A check passes when
 * it neither throws nor returns false or nothing.
 *
 * @throws what the check threw last, when it has not passed in time
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { withinMs = 20_000, everyMs = 10 }: { withinMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      const value = await check()
      if (value !== false && value !== null && value !== undefined) return value as never
      if (performance.now() > deadline) throw new Error(`Still not so after ${withinMs} ms: ${check}`)
    } catch (error) {
      if (performance.now() > deadline) throw error
    }
    await wait(everyMs)
  }
}
