/**
 * Writes `packages/sdk/src/generated` from the contract. With `--check` it writes nothing and fails where what stands
 * there is not what it would write.
 */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { groups } from '@portico/contract'
import { format, writeFiles } from './format.ts'
import { generate } from './generate.ts'

const source = resolve(import.meta.dirname, '../src')
const root = resolve(import.meta.dirname, '../../..')

const wanted = await format(generate(groups), root)
const present = await readGenerated()
const stale = [...new Set([...wanted.keys(), ...present.keys()])]
  .filter((path) => wanted.get(path) !== present.get(path))
  .sort()

if (!process.argv.includes('--check')) {
  for (const path of present.keys()) if (!wanted.has(path)) await rm(join(source, path))
  await writeFiles(
    new Map(stale.flatMap((path) => (wanted.has(path) ? [[path, wanted.get(path)!]] : []))),
    source,
  )
  console.log(
    stale.length === 0 ? 'The SDK is up to date.' : `Generated ${stale.length} of ${wanted.size} files.`,
  )
} else if (stale.length > 0) {
  console.error('These files are not what the contract says; run `npm run generate`:')
  for (const path of stale) console.error(`  packages/sdk/src/${path}`)
  process.exitCode = 1
}

/** The generated files as they stand, by path below `src/`. */
async function readGenerated(): Promise<Map<string, string>> {
  const entries = await readdir(join(source, 'generated'), { recursive: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.endsWith('.ts')).map((entry) => join('generated', entry))
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(source, path), 'utf8')] as const)),
  )
}
