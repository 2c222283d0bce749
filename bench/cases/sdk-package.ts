import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { median } from '../load.ts'
import { temporaryDirectory } from '../processes.ts'
import type { Figure } from '../report.ts'
import type { Case } from './case.ts'

const require = createRequire(import.meta.url)
const official = '@workos-inc/node'
const mostKilobytesOfOneService = 12

/** What an app carries, and waits for, when it imports the package. */
export const sdkPackage: Case = {
  name: 'sdk-package',
  async run({ quick }) {
    const whole = await gzipped(`export * from '@portico/sdk'`)
    const oneService = await gzipped(`
      export { Core } from '@portico/sdk/core'
      export { Organizations } from '@portico/sdk/organizations'`)
    const officialWhole = await gzipped(`export * from '${official}'`)
    const figures = [
      sizeFigure('SDK: whole, minified and gzipped', whole, officialWhole, 0.5),
      {
        case: 'SDK: one service, minified and gzipped',
        ours: `${oneService.toFixed(1)} kB`,
        target: `<= ${mostKilobytesOfOneService} kB`,
        met: oneService <= mostKilobytesOfOneService,
        details: { kilobytes: oneService },
      },
    ]
    return [...figures, await importFigure(quick ? 5 : 21)]
  },
}

/** Kilobytes of the code when esbuild has bundled it for a platform without Node. */
async function gzipped(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    // As a worker would have it: the official package has an entry for them.
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1000
}

function sizeFigure(name: string, ours: number, peer: number, target: number): Figure {
  return {
    case: name,
    ours: `${ours.toFixed(1)} kB`,
    peer: `${peer.toFixed(1)} kB (${official})`,
    ratio: ours / peer,
    target: `<= ${target}`,
    met: ours / peer <= target,
    details: { ours, peer },
  }
}

/** Milliseconds of `import()` in a new process, in turns. Ours is compiled as it is published: to JavaScript. */
async function importFigure(rounds: number): Promise<Figure> {
  const directory = temporaryDirectory()
  const sdk = require.resolve('@portico/sdk')
  mkdirSync(join(directory, 'sdk'))
  await build({
    entryPoints: [sdk],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    outfile: join(directory, 'sdk', 'index.mjs'),
    logLevel: 'silent',
  })
  const times = { ours: [] as number[], peer: [] as number[] }
  const specifiers = {
    ours: join(directory, 'sdk', 'index.mjs'),
    peer: require.resolve(official).replace(/\.cjs$/, '.mjs'),
  }
  for (let round = 0; round < rounds; round++) {
    for (const side of ['ours', 'peer'] as const) {
      const script = join(directory, `${side}.mjs`)
      writeFileSync(
        script,
        `const begun = performance.now(); await import(${JSON.stringify(specifiers[side])}); console.log(performance.now() - begun)`,
      )
      const { stdout } = await promisify(execFile)(process.execPath, [script])
      times[side].push(Number(stdout))
    }
  }
  const [ours, peer] = [median(times.ours), median(times.peer)]
  return {
    case: 'SDK: import of the main entry',
    ours: `${ours.toFixed(1)} ms`,
    peer: `${peer.toFixed(1)} ms (${official})`,
    ratio: ours / peer,
    target: '<= 0.5',
    met: ours / peer <= 0.5,
    details: times,
  }
}
