/** What is told of an attempt. No ID, no query, no header, no body: a log is no place for them. */
export type LogFields = {
  method: string
  /** With its parameters left out: `/organizations/{}`. */
  path: string
  /** Counted from one. */
  attempt: number
  durationMs: number
  /** Absent where no answer arrived. */
  status?: number
  requestId?: string
  /** The name of the error that the attempt ended with. */
  error?: string
  /** How long is waited before the next attempt, where there is one. */
  retryInMs?: number
}

type Log = (message: string, fields: LogFields) => unknown

/** Is told of every attempt: `debug` of those that end a call, `warn` of those that are tried again. `console` is one. */
export type Logger = { debug?: Log | undefined; warn?: Log | undefined }

/** Tells the logger. One that fails fails no call. */
export function tell(logger: Logger, fields: LogFields): void {
  const { method, path, status, error, durationMs, retryInMs } = fields
  const outcome = status ?? error ?? 'failed'
  const again = retryInMs === undefined ? '' : `, trying again in ${retryInMs} ms`
  try {
    const level = retryInMs === undefined ? 'debug' : 'warn'
    const told = logger[level]?.(`${method} ${path}: ${outcome} after ${durationMs} ms${again}`, fields)
    Promise.resolve(told).catch(() => {})
  } catch {}
}
