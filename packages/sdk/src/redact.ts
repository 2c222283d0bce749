/** Text without the secrets that it repeats. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '<redacted>'), text)
}

/** Members of a request that are secret by their names: all that the contract has, and what it may yet have. */
const secretName = /(^|_)(code|credential|jwt|keys?|password|password_hash|secret|token|value|verifier)$/

/** What is shorter says little, and stands in other words. */
const shortestSecret = 6

/** The secrets in the JSON of a request. */
export function secretsIn(json: string): string[] {
  const found: string[] = []
  JSON.parse(json, (name, value: unknown) => {
    if (typeof value === 'string' && value.length >= shortestSecret && secretName.test(name))
      found.push(value)
    return value
  })
  return found
}

/** Causes of causes are followed so far. */
const deepest = 5

/**
 * What an error may name as its cause. A transport's own errors often hold the whole request, credential included, and
 * are printed with ours: of such a one the name, the message, the code and the stack are kept.
 */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redact(error, secrets) : undefined
  if (isHarmless(error, secrets)) return error
  const copy = new Error(redact(error.message, secrets))
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  const kept = {
    name: error.name,
    stack: redact(String(error.stack), secrets),
    ...(isPlain(code) && { code }),
  }
  for (const [name, value] of Object.entries(kept)) Object.defineProperty(copy, name, { value })
  if (cause !== undefined && depth < deepest) copy.cause = safeCause(cause, secrets, depth + 1)
  return copy
}

/** Whether there is nothing in an error but plain values, and no secret among them. */
function isHarmless(error: Error, secrets: readonly string[], depth = 0): boolean {
  return Reflect.ownKeys(error).every((name) => {
    const value: unknown = error[name as keyof Error]
    if (value instanceof Error) return depth < deepest && isHarmless(value, secrets, depth + 1)
    return isPlain(value) && redact(String(value), secrets) === String(value)
  })
}

const isPlain = (value: unknown) => value === null || typeof value !== 'object'
