/** Runs modules one after the other, and tells the parent process how each one ended. */
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'

/** How long one example may take. */
const limitMs = 20_000

let redacted = false
// What examples print is for their readers. A text in which a secret is redacted says nothing to them.
for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  console[method] = (...values: unknown[]) => {
    redacted ||= values.some((value) => typeof value === 'string' && value.includes('<redacted>'))
  }
}

let unhandled: string | undefined
process.on('unhandledRejection', (reason) => {
  unhandled = inspect(reason)
})

process.on('message', async (file: string) => {
  const running = import(pathToFileURL(file).href)
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`still running after ${limitMs} ms`)), limitMs).unref()
  })
  const failure = await Promise.race([running, late]).then(
    () => undefined,
    (error) => inspect(error),
  )
  // Rejections that nobody handles are told once the promises have had their turn.
  await new Promise((resolve) => setImmediate(resolve))
  const said = redacted ? 'It prints a secret as a text: <redacted>.' : undefined
  process.send?.({ failure: failure ?? unhandled ?? said })
  unhandled = undefined
  redacted = false
})
