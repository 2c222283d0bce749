/**
 * Writes `docs/sdk/reference` from the contract. With `--check` it writes nothing, and fails where what stands there is
 * not what it would write.
 */
import { join, resolve } from 'node:path'
import { groups } from '@portico/contract'
import { differences, readFiles, updateFiles } from '../files.ts'
import { referencePages } from './pages.ts'

const directory = resolve(import.meta.dirname, '../../../../docs/sdk/reference')
const wanted = referencePages(groups, await readFiles(resolve(import.meta.dirname, '../../src')))
const stale = differences(wanted, await readFiles(directory))

if (!process.argv.includes('--check')) {
  await updateFiles(wanted, directory, stale)
  console.log(`Updated ${stale.length} pages of the reference.`)
} else if (stale.length > 0) {
  console.error('These pages are not what the contract says. Run `npm run generate`.')
  for (const path of stale) console.error(`  ${join('docs/sdk/reference', path)}`)
  process.exitCode = 1
}
