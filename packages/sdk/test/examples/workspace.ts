import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Example } from './blocks.ts'

const repository = resolve(import.meta.dirname, '../../../..')
const prelude = join(import.meta.dirname, 'prelude.ts')

/** A directory in which each example is a module of its own, as in a project of a reader's. */
export type Workspace = {
  directory: string
  file(example: Example): string
  /** What the compiler objects to. */
  compile(): string
  remove(): void
}

export function workspaceOf(examples: readonly Example[]): Workspace {
  const directory = mkdtempSync(join(tmpdir(), 'portico-examples-'))
  const file = ({ place }: Example) => join(directory, `${place.replaceAll(/[^\w.-]/g, '-')}.ts`)
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'), 'junction')
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(configuration))
  for (const example of examples) writeFileSync(file(example), moduleOf(example))
  return {
    directory,
    file,
    compile() {
      const { stdout, stderr } = spawnSync('tsc', ['--project', '.'], { cwd: directory, encoding: 'utf8' })
      // Errors in the package itself are for its own check.
      return `${stdout}${stderr}`.replace(/^(\.\.\/.*\n)( .*\n)*/gm, '')
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

const configuration = {
  extends: join(repository, 'tsconfig.json'),
  compilerOptions: {
    typeRoots: [join(repository, 'node_modules/@types')],
    // An example may show what a call answers without a use for it.
    noUnusedLocals: false,
    noUnusedParameters: false,
  },
  include: ['*.ts'],
  exclude: [],
}

/** The example's lines have the numbers that they have in the document, for whoever reads an error. */
function moduleOf({ code, line, prelude: names }: Example): string {
  const given = names.length > 0 ? `import { ${names.join(', ')} } from ${JSON.stringify(prelude)}` : ''
  return `${given}; export {}${'\n'.repeat(line - 1)}${code}\n`
}
