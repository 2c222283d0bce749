import { setTimeout as wait } from 'node:timers/promises'

/** Waits until the check passes: it neither throws nor returns something false. */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 20_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs
  let last: unknown
  do {
    try {
      const value = await check()
      if (value) return value as NonNullable<T>
    } catch (error) {
      last = error
    }
    await wait(20)
  } while (performance.now() < deadline)
  throw last ?? new Error(`Still not so after ${withinMs} ms: ${check}`)
}
