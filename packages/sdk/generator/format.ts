import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/** Formats the files, and sorts their imports, as `biome check` wants them. */
export async function format(files: ReadonlyMap<string, string>, root: string): Promise<Map<string, string>> {
  const directory = await mkdtemp(join(tmpdir(), 'portico-sdk-'))
  try {
    await writeFiles(files, directory)
    await promisify(execFile)(process.execPath, [
      biome,
      'check',
      '--write',
      `--config-path=${root}`,
      directory,
    ])
    const formatted = new Map<string, string>()
    for (const path of files.keys()) formatted.set(path, await readFile(join(directory, path), 'utf8'))
    return formatted
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

export async function writeFiles(files: ReadonlyMap<string, string>, directory: string): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
}
