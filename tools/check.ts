import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { gapsGrown } from './gaps.ts'
import { boundaryViolations } from './import-boundaries.ts'
import { migrationProblems } from './migrations.ts'

/** Everything that must hold beside the tests. Each check says what to do about it. */
const root = fileURLToPath(new URL('..', import.meta.url))

type Check = { name: string; remedy: string; run(): string[] }

const checks: Check[] = [
  command('format and lint', 'npm run format', 'biome', 'check', '.'),
  command('types', 'mend the types', 'tsc', '--project', '.'),
  command('unused code', 'delete it, or export what is meant to be used', 'knip'),
  {
    name: 'import boundaries',
    remedy: 'imports only run downhill: see ARCHITECTURE.md',
    run: () => boundaryViolations(root),
  },
  command('generated files', 'npm run generate', 'node', 'packages/sdk/generator/main.ts', '--check'),
  command(
    'reference of the SDK',
    'npm run generate',
    'node',
    'packages/sdk/generator/reference/main.ts',
    '--check',
  ),
  {
    name: 'migrations',
    remedy: 'a migration that has landed never changes; write a new one with a later instant',
    run: () => migrationProblems(root),
  },
  { name: 'gaps', remedy: 'conformance/known-gaps.json may only shrink', run: () => gapsGrown(root) },
]

function command(name: string, remedy: string, program: string, ...args: string[]): Check {
  return {
    name,
    remedy,
    run() {
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd: root,
        encoding: 'utf8',
        shell: false,
      })
      return status === 0 ? [] : [`${stdout}${stderr}`.trim() || `${program} could not be run`]
    },
  }
}

let failed = 0
for (const check of checks) {
  const start = performance.now()
  const problems = check.run()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)`)
  if (problems.length > 0) {
    failed++
    console.log(`${problems.join('\n')}\n  To mend: ${check.remedy}\n`)
  }
}
process.exitCode = failed === 0 ? 0 : 1
