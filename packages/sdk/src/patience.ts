import { TimeoutError } from './errors.ts'

/**
 * Waits for work that another request may have begun, but not for ever: platforms that run requests in contexts of
 * their own, such as Cloudflare Workers, drop what a request has begun when it ends early, and it never settles.
 *
 * @throws {TimeoutError} it takes longer
 */
export async function patiently<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new TimeoutError(`No answer came within ${milliseconds} ms.`)),
      milliseconds,
    )
  })
  try {
    return await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
  }
}
