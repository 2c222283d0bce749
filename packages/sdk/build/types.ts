import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** Writes the declarations of every source file below `types`. */
export async function emitTypes(root: string, dist: string): Promise<void> {
  const directory = resolve(dist, 'types')
  const tsc = resolve(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc')
  const args = [tsc, '-p', resolve(root, 'tsconfig.build.json'), '--outDir', directory]
  await promisify(execFile)(process.execPath, args).catch((failed: { stdout: string }) => {
    throw new Error(`The declarations could not be written:\n${failed.stdout}`)
  })
  const paths = await readdir(directory, { recursive: true })
  const declarations = paths.filter((path) => path.endsWith('.d.ts')).map((path) => join(directory, path))
  await Promise.all(declarations.map(adapt))
}

/** Makes a declaration good for other compilers and settings than ours. */
async function adapt(path: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  // The compiler leaves the names of sources, where others look for scripts.
  const imports = text.replace(/((?:from|import)\s*\(?\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2')
  // Users need not have named this library to have their use of ours checked.
  const library = /\[Symbol\.(dispose|asyncDispose)\]/.test(text)
    ? '/// <reference lib="esnext.disposable" />\n'
    : ''
  await writeFile(path, library + imports)
}
