import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../testing/index.ts'
import { type Job, startJobs } from './jobs.ts'
import { createLogs, createMetrics } from './telemetry.ts'

const { log } = createLogs('silent', process.stdout)

async function running(jobs: Job[], nodes = 1) {
  const connection = await createDatabase()
  const started = await Promise.all(
    Array.from({ length: nodes }, () =>
      startJobs(connection, jobs, { log, metrics: createMetrics({ process: false }) }),
    ),
  )
  onTestFinished(async () => {
    await Promise.all(started.map((runner) => runner.stop()))
  })
  return started
}

describe('jobs', () => {
  it('run soon when asked, on one of the nodes', async () => {
    let runs = 0
    const job: Job = { name: 'count', cron: '0 0 1 1 *', run: async () => void runs++ }
    const [jobs] = await running([job], 2)
    await jobs?.runSoon('count')
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(1)
  })

  it('run again after they failed', async () => {
    let runs = 0
    const run = async () => {
      if (++runs === 1) throw new Error('not now')
    }
    const [jobs] = await running([{ name: 'fail', cron: '0 0 1 1 *', run }])
    await jobs?.runAllSoon()
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(1)
    await expect
      .poll(
        async () => {
          await jobs?.runAllSoon()
          return runs
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(1)
  })

  it('finish what they are doing before the runner stops', async () => {
    let began = false
    let ended = false
    let finish = () => {}
    const run = async () => {
      began = true
      await new Promise<void>((resolve) => (finish = resolve))
      ended = true
    }
    const connection = await createDatabase()
    const jobs = await startJobs(connection, [{ name: 'slow', cron: '0 0 1 1 *', run }], {
      log,
      metrics: createMetrics({ process: false }),
    })
    await jobs.runSoon('slow')
    await expect.poll(() => began, { timeout: 10_000 }).toBe(true)
    const stopped = jobs.stop()
    finish()
    await stopped
    expect(ended).toBe(true)
  })
})
