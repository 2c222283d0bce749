/**
 * Writes `packages/sdk/src/generated` from the contract, and the entries of the services into `package.json`. With
 * `--check` it writes nothing, and fails where what stands there is not what it would write.
 */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { groups } from '@portico/contract'
import { manifestWithEntries } from './entries.ts'
import { differences, type Files, formatted, readFiles, updateFiles } from './files.ts'
import { generate } from './generate.ts'
import { servicesOf } from './services.ts'

const root = resolve(import.meta.dirname, '..')
const below = (folder: string, files: Files) =>
  [...files].map(([path, text]) => [`${folder}/${path}`, text] as const)

const manifest = await readFile(join(root, 'package.json'), 'utf8')
const handWritten = await readFiles(join(root, 'src/services'))
const present: Files = new Map([
  ...below('src/generated', await readFiles(join(root, 'src/generated'))),
  ['package.json', manifest],
])
const wanted = await formatted(
  new Map([
    ...below('src/generated', generate(groups, new Set(handWritten.keys()))),
    ['package.json', manifestWithEntries(manifest, servicesOf(groups))],
  ]),
)
const stale = differences(wanted, present)

if (!process.argv.includes('--check')) {
  await updateFiles(wanted, root, stale)
  console.log(
    stale.length === 0 ? 'The SDK is what the contract says.' : `Updated ${stale.length} files of the SDK.`,
  )
} else if (stale.length > 0) {
  console.error('These files are not what the contract says. Run `npm run generate`.')
  for (const path of stale) console.error(`  ${join('packages/sdk', path)}`)
  process.exitCode = 1
}
