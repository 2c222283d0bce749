import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { promisify } from 'node:util'

/** Texts by path, relative to one directory. */
export type Files = ReadonlyMap<string, string>

const repository = resolve(import.meta.dirname, '../../..')
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/** Formats the files, and sorts their imports, as `biome check` wants them. */
export async function formatted(files: Files): Promise<Files> {
  const directory = await mkdtemp(join(tmpdir(), 'portico-sdk-'))
  try {
    await writeFiles(files, directory)
    const args = [biome, 'check', '--write', `--config-path=${repository}`, directory]
    await promisify(execFile)(process.execPath, args)
    return await readFiles(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The files below a directory; none where there is no such directory. */
export async function readFiles(directory: string): Promise<Files> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read = paths.map(async (path) => {
    return [relative(directory, path).replaceAll(sep, '/'), await readFile(path, 'utf8')] as const
  })
  return new Map(await Promise.all(read))
}

/** The paths at which two sets of files differ, in order. */
export function differences(wanted: Files, present: Files): string[] {
  return [...new Set([...wanted.keys(), ...present.keys()])]
    .filter((path) => wanted.get(path) !== present.get(path))
    .sort()
}

/** Makes the directory hold these files, as far as the paths go: what is not wanted there is removed. */
export async function updateFiles(wanted: Files, directory: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) if (!wanted.has(path)) await rm(join(directory, path))
  await writeFiles(new Map([...wanted].filter(([path]) => paths.includes(path))), directory)
}

async function writeFiles(files: Files, directory: string): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
}
