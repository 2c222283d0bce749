/**
 * Writes `packages/sdk/src/generated` from the contract. With `--check` it writes nothing, and fails where what stands
 * there is not what it would write.
 */
import { join, resolve } from 'node:path'
import { groups } from '@portico/contract'
import { differences, formatted, readFiles, updateFiles } from './files.ts'
import { generate } from './generate.ts'

const directory = resolve(import.meta.dirname, '../src/generated')
const handWritten = await readFiles(resolve(import.meta.dirname, '../src/services'))
const wanted = await formatted(generate(groups, new Set(handWritten.keys())))
const stale = differences(wanted, await readFiles(directory))

if (!process.argv.includes('--check')) {
  await updateFiles(wanted, directory, stale)
  console.log(
    stale.length === 0 ? 'The SDK is what the contract says.' : `Updated ${stale.length} files of the SDK.`,
  )
} else if (stale.length > 0) {
  console.error('These files are not what the contract says. Run `npm run generate`.')
  for (const path of stale) console.error(`  ${join('packages/sdk/src/generated', path)}`)
  process.exitCode = 1
}
