import { spawnSync } from 'node:child_process'

const pattern = /migrations\/(\d{12})_[a-z0-9_]+\.sql$/

/**
 * What is wrong with the migrations since the last commit: one that has landed was changed or removed, or a new one
 * would run before one that has landed.
 */
export function migrationProblems(root: string): string[] {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  const base = released(git)
  if (!base) return []
  const landed = git('ls-tree', '-r', '--name-only', base)
    .stdout.split('\n')
    .filter((path) => pattern.test(path))
  const newest = landed.map(instantOf).sort().at(-1) ?? ''
  const changes = git('diff', '--name-status', '--no-renames', base, '--', '*.sql').stdout.split('\n')
  return changes.flatMap((line) => {
    const [status, path = ''] = line.split('\t')
    if (!pattern.test(path)) return []
    if (status !== 'A') return [`${path} has been released and may not change`]
    return instantOf(path) > newest ? [] : [`${path} must come after ${newest}, which has been released`]
  })
}

/** The newest release; before the first one, migrations may still be reshaped. */
function released(git: (...args: string[]) => { status: number | null; stdout: string }): string | undefined {
  const { status, stdout } = git('describe', '--tags', '--abbrev=0', '--match', 'v*')
  return status === 0 ? stdout.trim() : undefined
}

const instantOf = (path: string) => pattern.exec(path)?.[1] ?? ''
