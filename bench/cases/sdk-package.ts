import { execFile } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { median } from '../load.ts'
import { temporaryDirectory } from '../processes.ts'
import type { Figure } from '../report.ts'
import type { Case } from './case.ts'

const run = promisify(execFile)
const official = '@workos-inc/node'
const buildScript = resolve(import.meta.dirname, '../../packages/sdk/build/main.ts')
const mostKilobytesOfOneService = 12

/** What an app carries, and waits for, when it imports the package as it is published. */
export const sdkPackage: Case = {
  name: 'sdk-package',
  async run({ quick }) {
    const app = temporaryDirectory()
    await run(process.execPath, [buildScript, join(app, 'node_modules/@portico/sdk')])
    const whole = await gzipped(`export * from '@portico/sdk'`, app)
    const oneService = await gzipped(
      `export { Core } from '@portico/sdk/core'; export { Organizations } from '@portico/sdk/organizations'`,
      app,
    )
    const officialWhole = await gzipped(`export * from '${official}'`, import.meta.dirname)
    return [
      halfFigure('SDK: whole, minified and gzipped', 'kB', whole, officialWhole),
      {
        case: 'SDK: one service, minified and gzipped',
        ours: `${oneService.toFixed(1)} kB`,
        target: `<= ${mostKilobytesOfOneService} kB`,
        met: oneService <= mostKilobytesOfOneService,
        details: { kilobytes: oneService },
      },
      await importFigure(app, quick ? 5 : 31),
    ]
  },
}

/** Kilobytes of the code when esbuild has bundled it for a platform without Node. */
async function gzipped(code: string, resolveDir: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    // The official package has an entry of its own for workers.
    conditions: ['workerd', 'worker'],
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1000
}

/** Milliseconds of `import()` of the main entry, each in a new process, in turns. */
async function importFigure(app: string, rounds: number): Promise<Figure> {
  // Beside ours, so that both are found in the same way.
  const manifest = createRequire(import.meta.url).resolve(`${official}/package.json`)
  cpSync(dirname(manifest), join(app, 'node_modules', official), { recursive: true })
  const scripts = {
    ours: importScript(app, 'ours', '@portico/sdk'),
    peer: importScript(app, 'peer', official),
  }
  const times = { ours: [] as number[], peer: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    for (const side of ['ours', 'peer'] as const) {
      const { stdout } = await run(process.execPath, [scripts[side]])
      times[side].push(Number(stdout))
    }
  }
  return halfFigure('SDK: import of the main entry', 'ms', median(times.ours), median(times.peer))
}

function importScript(app: string, name: string, specifier: string): string {
  const path = join(app, `${name}.mjs`)
  writeFileSync(
    path,
    `const begun = performance.now()
    await import(${JSON.stringify(specifier)})
    console.log(performance.now() - begun)`,
  )
  return path
}

function halfFigure(name: string, unit: string, ours: number, peer: number): Figure {
  return {
    case: name,
    ours: `${ours.toFixed(1)} ${unit}`,
    peer: `${peer.toFixed(1)} ${unit} (${official})`,
    ratio: ours / peer,
    target: '<= 0.5',
    met: ours / peer <= 0.5,
    details: { ours, peer },
  }
}
