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

/** A JSON logger on standard output (or any stream), with credentials redacted. */
export function createLogger(
  level: LogLevel,
  destination: { write(line: string): void } = process.stdout,
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactedPaths, censor: '<redacted>' },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
}

/** What `/metrics` shows, in the Prometheus text format. */
export type Metrics = ReturnType<typeof createMetrics>

/** Makes the metrics of one server; two servers in one process have one each. */
export function createMetrics(options: { process: boolean }) {
  const registry = new Registry()
  if (options.process) collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'portico_http_request_duration_seconds',
      help: 'Time to answer, by operation and status.',
      labelNames: ['operation', 'status'] as const,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
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
