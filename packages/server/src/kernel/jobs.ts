import { setTimeout as delay } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'
import type { DatabaseConnection } from './database/database.ts'
import type { Logger, Metrics } from './telemetry.ts'

/**
 * A sweep over rows that are due: what is to be done, and when, stands in the service's own tables, by the kernel's
 * clock. A job only says how often to look. It may run twice, and on any node, so running twice must be harmless.
 */
export type Job = {
  /** Imperative: `verify-organization-domains`. */
  name: string
  /** Five-field cron expression: how often to look. */
  cron: string
  run(): Promise<void>
}

export type Jobs = {
  /** Looks at once, as when the clock has been moved. */
  runAllSoon(): Promise<void>
  /** Looks at once in one job. */
  runSoon(name: string): Promise<void>
  /** Lets jobs in flight finish; the rest stay queued. */
  stop(): Promise<void>
}

/** Time for a server to become ready, which loading the runner would hold up. No job is due that soon. */
const restOfStartMs = 300

/** Starts the job runner with a small pool of its own, its tables in the schema `pgboss`. */
export async function startJobs(
  connection: DatabaseConnection,
  jobs: readonly Job[],
  { log, metrics }: { log: Logger; metrics: Metrics },
): Promise<Jobs> {
  await delay(restOfStartMs, undefined, { ref: false })
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    ...(typeof connection === 'string'
      ? { connectionString: connection }
      : { ...connection, user: connection.username }),
    max: 2,
    useListenNotify: true,
    application_name: 'portico-jobs',
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the job runner met an error; it goes on'))
  try {
    await boss.start()
    await Promise.all(jobs.map((job) => startJob(boss, job, { log, metrics })))
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {})
    throw error
  }

  const runSoon = async (name: string) => {
    await boss.send(name, {}, { singletonKey: 'soon' })
  }
  return {
    runSoon,
    runAllSoon: async () => {
      await Promise.all(jobs.map((job) => runSoon(job.name)))
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

async function startJob(boss: PgBoss, job: Job, { log, metrics }: { log: Logger; metrics: Metrics }) {
  await boss.createQueue(job.name, { policy: 'short', retryLimit: 0, notify: true })
  await boss.schedule(job.name, job.cron)
  await boss.work(job.name, { batchSize: 1 }, async () => {
    try {
      await job.run()
      metrics.jobs.inc({ job: job.name, outcome: 'done' })
    } catch (error) {
      metrics.jobs.inc({ job: job.name, outcome: 'failed' })
      log.error({ err: error, job: job.name }, 'a job failed; it runs again at its next turn')
    }
  })
}
