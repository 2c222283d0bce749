import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const file = 'conformance/known-gaps.json'

type Gaps = { notServed: string[] }

/** Operations that the list of gaps has gained since the last commit: none may be. */
export function gapsGrown(root: string): string[] {
  const before = lastCommitted(root)
  if (!before) return []
  const now = JSON.parse(readFileSync(join(root, file), 'utf8')) as Gaps
  const known = new Set(before.notServed)
  return now.notServed
    .filter((id) => !known.has(id))
    .map((id) => `${id} was served before, or is new and not served`)
}

/** The list before the change at hand: HEAD's, or its parent's when HEAD is the change. */
function lastCommitted(root: string): Gaps | undefined {
  const changed = spawnSync('git', ['diff', '--quiet', 'HEAD', '--', file], { cwd: root }).status !== 0
  const { status, stdout } = spawnSync('git', ['show', `${changed ? 'HEAD' : 'HEAD^'}:${file}`], {
    cwd: root,
    encoding: 'utf8',
  })
  return status === 0 ? (JSON.parse(stdout) as Gaps) : undefined
}
