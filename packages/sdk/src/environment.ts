type Runtime = {
  process?: { env?: Record<string, string | undefined> }
  Deno?: { env: { get(name: string): string | undefined } }
}

/** Reads an environment variable in any runtime. Where there are none, or reading is not permitted, there is no value. */
export function environmentVariable(name: string): string | undefined {
  const { process, Deno } = globalThis as Runtime
  try {
    return process?.env?.[name] || Deno?.env.get(name) || undefined
  } catch {
    return undefined
  }
}
