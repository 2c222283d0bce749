/** What an examination found: one line of `portico doctor`. */
export type Finding = {
  name: string
  state: 'ok' | 'warn' | 'fail'
  /** What is the case. */
  detail: string
  /** What to do about it, where something is. */
  remedy?: string
}

/** What is examined: which server, on what. */
export type Subject = {
  env: Readonly<Record<string, string | undefined>>
  dataDir: string
  host: string
  port: number
  production: boolean
}

/** Examines one matter. Changes nothing. */
export type Check = (subject: Subject) => Promise<Finding[]>

export const ok = (name: string, detail: string): Finding => ({ name, state: 'ok', detail })
export const warn = (name: string, detail: string, remedy: string): Finding => ({
  name,
  state: 'warn',
  detail,
  remedy,
})
export const fail = (name: string, detail: string, remedy: string): Finding => ({
  name,
  state: 'fail',
  detail,
  remedy,
})

export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message || error.name : String(error)
