import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { operations } from '@portico/contract'
import { expect, it, onTestFinished } from 'vitest'
import { readFiles } from './files.ts'
import { isMethod } from './operation.ts'

const repository = resolve(import.meta.dirname, '../../..')
const source = resolve(import.meta.dirname, '../src')

/** The code after each `@example` of the generated classes. */
async function examples(): Promise<string[]> {
  const files = [...(await readFiles(join(source, 'generated'))).values()]
  return files.flatMap((code) =>
    [...code.matchAll(/^ +\* @example\n((?: +\* (?!@).*\n)+)/gm)].map(([, lines = '']) =>
      lines.replaceAll(/^ +\* /gm, ''),
    ),
  )
}

it('every method has an example, and all of them compile', { timeout: 120_000 }, async () => {
  const found = await examples()
  expect(found).toHaveLength(operations.filter(isMethod).length)

  const directory = mkdtempSync(join(tmpdir(), 'portico-sdk-examples-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'), 'junction')
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(directory, 'tsconfig.json'),
    JSON.stringify({
      extends: join(repository, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(repository, 'node_modules/@types')], noUnusedLocals: false },
      include: ['examples.ts'],
      exclude: [],
    }),
  )
  const given = `import { Client } from ${JSON.stringify(join(source, 'index.ts'))}
const client = new Client()
declare const accessToken: string
`
  writeFileSync(join(directory, 'examples.ts'), given + found.map((code) => `{\n${code}}\n`).join(''))
  const { stdout, stderr } = spawnSync('tsc', ['--project', '.'], { cwd: directory, encoding: 'utf8' })
  // Errors in the package itself are for its own check.
  expect(`${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('examples.ts'))).toEqual([])
})
