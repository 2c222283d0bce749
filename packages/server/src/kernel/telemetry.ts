import { type Logger, pino } from 'pino'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type { Logger } from 'pino'

/** Members whose value never reaches a log, at any depth that we log. */
const redacted = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'client_secret',
  'api_key',
  'sealed_value',
]
const redactedPaths = redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

/** Where log lines go: a stream of text. */
export type LogDestination = { write(line: string): void }

/** The two logs of a server: what happened, and one line for each request. */
export type Logs = { log: Logger; accessLog: Logger }

/**
 * JSON lines. Credentials in the log are redacted; the access log has fixed fields that hold none, so that its lines,
 * one for every request, need not be searched.
 */
export function createLogs(level: LogLevel, destination: LogDestination): Logs {
  return {
    log: pino({ ...form(level), redact: { paths: redactedPaths, censor: '<redacted>' } }, destination),
    accessLog: pino(form(level), destination),
  }
}

let second = -1
let upToSecond = ''

/** The time of a log line, ISO 8601. Lines of one second share all but the milliseconds. */
function isoTime(): string {
  const now = Date.now()
  if (Math.floor(now / 1000) !== second) {
    second = Math.floor(now / 1000)
    upToSecond = new Date(second * 1000).toISOString().slice(0, 20)
  }
  return `,"time":"${upToSecond}${String(now % 1000).padStart(3, '0')}Z"`
}

const form = (level: LogLevel) => ({
  level,
  serializers: { err: describeError, cause: describeError },
  base: null,
  timestamp: isoTime,
  formatters: { level: (label: string) => ({ level: label }) },
})

/** What is told of an error. Others bring along what failed: a row of a customer, a command with a password. */
const toldOfErrors = [
  'type',
  'message',
  'stack',
  'code',
  'syscall',
  'address',
  'port',
  'severity',
  'routine',
  'table_name',
  'column_name',
  'constraint_name',
]

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const all = pino.stdSerializers.err(error) as Record<string, unknown>
  const told: Record<string, unknown> = Object.fromEntries(
    toldOfErrors.flatMap((name) => (name in all ? [[name, all[name]]] : [])),
  )
  if (error instanceof AggregateError) told.errors = error.errors.map(describeError)
  // PostgreSQL's data exceptions (class 22) quote the value that they are about.
  if (!/^22/.test(String(told.code))) return told
  const unquoted = (text: unknown) => String(text).replace(/: "[\s\S]*?"(?=\n|$)/, ': <redacted>')
  return { ...told, message: unquoted(told.message), stack: unquoted(told.stack) }
}

/**
 * A file descriptor as a destination. Lines are gathered and written together at least every second, so that a
 * request does not wait for its log line; what is gathered is written when the process ends.
 */
export function logTo(fileDescriptor: 1 | 2): LogDestination {
  return pino.destination({ dest: fileDescriptor, sync: false, minLength: 8_192, periodicFlush: 1_000 })
}

/** What `/metrics` shows, in the Prometheus text format. */
export type Metrics = ReturnType<typeof createMetrics>

/** Makes the metrics of one server; two servers in one process have one each. */
export function createMetrics(options: { process: boolean }) {
  const registry = new Registry()
  if (options.process) collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'portico_http_request_duration_seconds',
    help: 'Time to answer, by operation and status.',
    labelNames: ['operation', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  // Operations times statuses: a bounded number, looked up more cheaply than the library hashes labels.
  const requestsByLabels = new Map<string, ReturnType<typeof requests.labels>>()
  return {
    registry,
    observeRequest(operation: string, status: number, seconds: number) {
      const key = `${status} ${operation}`
      let labelled = requestsByLabels.get(key)
      if (!labelled) {
        labelled = requests.labels(operation, String(status))
        requestsByLabels.set(key, labelled)
      }
      labelled.observe(seconds)
    },
    deliveries: new Counter({
      name: 'portico_webhook_attempts_total',
      help: 'Attempts to deliver a webhook, by outcome.',
      labelNames: ['outcome'] as const,
      registers: [registry],
    }),
    deliveryDelay: new Histogram({
      name: 'portico_webhook_delay_seconds',
      help: 'Time from the event to the first attempt of its delivery.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300],
      registers: [registry],
    }),
    jobs: new Counter({
      name: 'portico_jobs_total',
      help: 'Jobs run, by name and outcome.',
      labelNames: ['job', 'outcome'] as const,
      registers: [registry],
    }),
    ready: new Gauge({
      name: 'portico_ready',
      help: 'Whether the last readiness check passed.',
      registers: [registry],
    }),
  }
}
