import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { median } from '../load.ts'
import { type Running, start, temporaryDirectory } from '../processes.ts'
import type { Figure } from '../report.ts'
import type { Case } from './case.ts'

const cli = new URL('../../packages/cli/src/main.ts', import.meta.url)
const emptyTargetMs = 3_000
const existingTargetMs = 1_500
const memoryTargetMegabytes = 200

/** As a person starts it, on a free port. */
function startCli(dataDir: string): Promise<Running<unknown>> {
  return start(cli, {
    args: ['dev', '--json', '--port', '0', '--data-dir', dataDir],
    logFile: join(dataDir, 'portico.log'),
  })
}

/** From command to ready. */
export const startUp: Case = {
  name: 'start',
  async run({ quick }) {
    const empty: number[] = []
    const existing: number[] = []
    for (let i = 0; i < (quick ? 2 : 5); i++) {
      const dataDir = temporaryDirectory()
      for (const times of [empty, existing]) {
        const portico = await startCli(dataDir)
        times.push(portico.readyAfterMs)
        await portico.stop()
      }
    }
    return [
      startFigure('start: empty data directory', empty, emptyTargetMs),
      startFigure('start: existing data', existing, existingTargetMs),
    ]
  },
}

function startFigure(name: string, times: number[], targetMs: number): Figure {
  const medianMs = median(times)
  return {
    case: name,
    ours: `${Math.round(medianMs)} ms (${times.map(Math.round).join(', ')})`,
    target: `< ${targetMs} ms`,
    met: medianMs < targetMs,
    details: { medianMs, times },
  }
}

/** What the Node process holds when nobody asks anything of it; PostgreSQL is a process of its own. */
export const memory: Case = {
  name: 'memory',
  async run({ quick }) {
    const portico = await startCli(temporaryDirectory())
    try {
      await wait(quick ? 5_000 : 20_000)
      const status = readFileSync(`/proc/${portico.child.pid}/status`, 'utf8')
      const megabytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
      return [
        {
          case: 'memory when idle',
          ours: `${Math.round(megabytes)} MB resident`,
          target: `< ${memoryTargetMegabytes} MB`,
          met: megabytes < memoryTargetMegabytes,
          details: { megabytes },
        },
      ]
    } finally {
      await portico.stop()
    }
  },
}
