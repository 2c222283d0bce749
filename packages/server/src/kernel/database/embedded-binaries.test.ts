import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { nobody } from './embedded-account.ts'
import { findPackage, prepareBinaries } from './embedded-binaries.ts'
import {
  asRoot,
  cleanUpAfterEach,
  directory,
  emptyDataDir,
  isRoot,
  module,
  run,
  start,
} from './embedded-testing.ts'

const onLinux = { skip: process.platform !== 'linux' }
const onLinuxAsRoot = { skip: process.platform !== 'linux' || !isRoot }

cleanUpAfterEach()

describe('findPackage', () => {
  it('finds the installed package for this platform', () => {
    expect(existsSync(join(findPackage(), 'package.json'))).toBe(true)
  })
})

describe('prepareBinaries', () => {
  it('runs from the package where that is whole and in reach', async () => {
    const { postgres, version } = await prepareBinaries(findPackage())
    expect(dirname(dirname(dirname(postgres)))).toBe(findPackage())
    expect(version).toMatch(/^18\./)
  })

  it(
    'makes the symlinks and the permissions that an install without scripts leaves out',
    onLinux,
    async () => {
      const packageDir = installedWithoutScripts(directory())
      chmodSync(join(packageDir, 'native', 'bin', 'initdb'), 0o644)
      const { initdb, postgres } = await prepareBinaries(packageDir)
      expect(readlinkSync(join(packageDir, 'native', 'lib', 'libpq.so.5'))).toMatch(/^libpq\.so\.5\.\d+$/)
      for (const program of [initdb, postgres]) {
        expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toContain('PostgreSQL) 18')
      }
    },
  )

  it('makes them once when two start at the same moment', onLinux, async () => {
    const packageDir = smallPackage(directory())
    await Promise.all([prepareBinaries(packageDir), prepareBinaries(packageDir)])
  })

  it('refuses what is not the package, or only part of it', async () => {
    await expect(prepareBinaries(directory())).rejects.toMatchObject({ code: 'binaries_missing' })
    const packageDir = smallPackage(directory())
    rmSync(join(packageDir, 'native', 'bin'), { recursive: true })
    await expect(prepareBinaries(packageDir)).rejects.toMatchObject({ code: 'binaries_missing' })
  })
})

describe('where the user that runs PostgreSQL cannot reach the package', () => {
  it('is started from a copy, made once', onLinuxAsRoot, async () => {
    const cache = temporaryDirectory()
    const packageDir = installedWithoutScripts(directory({ mode: 0o700 }))
    const first = await start({ dataDir: emptyDataDir(), packageDir, durable: false })
    await first.stop()
    const [copy] = readdirSync(cache)
    expect(copy).toMatch(/^portico-postgres-18\./)
    const made = lstatSync(join(cache, copy!))
    expect(made).toMatchObject({ uid: 0 })
    expect(made.mode & 0o777).toBe(0o755)
    await prepareBinaries(packageDir, nobody())
    expect(lstatSync(join(cache, copy!)).ctimeMs).toBe(made.ctimeMs)
  })

  it('is started from the same copy by two that begin at the same moment', onLinuxAsRoot, async () => {
    const cache = temporaryDirectory()
    const packageDir = smallPackage(directory({ mode: 0o700 }))
    const both = [1, 2].map(() => prepareInAnotherProcess(packageDir, nobody()))
    const [one, two] = await Promise.all(both.map(({ answer }) => answer))
    expect(one).toEqual({ postgres: expect.stringContaining(cache) })
    expect(two).toEqual(one)
    expect(readdirSync(cache)).toHaveLength(1)
  })

  it('copies anew where a cleaner of temporary files has taken part of the copy', onLinuxAsRoot, async () => {
    const cache = temporaryDirectory()
    const packageDir = smallPackage(directory({ mode: 0o700 }))
    const { postgres } = await prepareBinaries(packageDir, nobody())
    truncateSync(postgres)
    await prepareBinaries(packageDir, nobody())
    expect(execFileSync(postgres, ['--version'], { encoding: 'utf8' })).toBe('small\n')
    expect(readdirSync(cache)).toHaveLength(1)
  })

  it('trusts no copy that somebody else could have put there', onLinuxAsRoot, async () => {
    const cache = temporaryDirectory()
    const packageDir = smallPackage(directory({ mode: 0o700 }))
    const { postgres } = await prepareBinaries(packageDir, nobody())
    const [copy] = readdirSync(cache)
    chmodSync(join(cache, copy!), 0o777)
    await expect(prepareBinaries(packageDir, nobody())).rejects.toMatchObject({
      code: 'binaries_missing',
      message: expect.stringContaining(dirname(dirname(dirname(postgres)))),
      remedy: expect.stringContaining('TMPDIR'),
    })
    execFileSync('chown', ['-R', 'nobody', join(cache, copy!)])
    chmodSync(join(cache, copy!), 0o755)
    await expect(prepareBinaries(packageDir, nobody())).rejects.toMatchObject({ code: 'binaries_missing' })
  })

  it(
    'is copied to another place where not even the directory for temporary files is in reach',
    asRoot,
    async () => {
      vi.stubEnv('TMPDIR', directory({ mode: 0o700 }))
      const packageDir = smallPackage(directory({ mode: 0o700 }))
      const { postgres } = await prepareBinaries(packageDir, nobody())
      const copy = dirname(dirname(dirname(postgres)))
      try {
        expect(dirname(copy)).toBe('/tmp')
      } finally {
        rmSync(copy, { recursive: true })
      }
    },
  )

  it('is copied where a read-only package lacks its symlinks', onLinuxAsRoot, async () => {
    const cache = temporaryDirectory()
    const packageDir = smallPackage(directory({ mode: 0o755 }))
    const { answer } = prepareInAnotherProcess(packageDir, undefined, nobody().uid)
    expect(await answer).toEqual({ postgres: expect.stringContaining(cache) })
    expect(existsSync(join(packageDir, 'native', 'lib', 'libpq.so.5'))).toBe(false)
  })
})

/** A copy of the package as npm unpacks it, with no install script run. */
function installedWithoutScripts(parent: string): string {
  const packageDir = join(parent, 'node_modules', 'postgres')
  mkdirSync(dirname(packageDir), { recursive: true })
  cpSync(findPackage(), packageDir, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() })
  return packageDir
}

/** The same, of a package with next to nothing in it. */
function smallPackage(parent: string): string {
  const packageDir = join(parent, 'node_modules', 'small')
  const put = (path: string, content: string, mode = 0o644) => {
    mkdirSync(dirname(join(packageDir, path)), { recursive: true })
    writeFileSync(join(packageDir, path), content, { mode })
  }
  put('package.json', '{ "version": "18.0.0" }')
  for (const name of ['initdb', 'pg_ctl', 'postgres'])
    put(`native/bin/${name}`, '#!/bin/sh\necho small', 0o755)
  put('native/lib/libpq.so.5.18', 'library')
  put('native/share/postgresql/timezone/UTC', 'always')
  put('native/pg-symlinks.json', '[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]')
  return packageDir
}

/** A directory for temporary files that everybody can use, as /tmp is. */
function temporaryDirectory(): string {
  const path = directory({ mode: 0o1777 })
  vi.stubEnv('TMPDIR', path)
  return path
}

function prepareInAnotherProcess(
  packageDir: string,
  account: { uid: number; gid: number } | undefined,
  uid?: number,
) {
  return run(
    `import { prepareBinaries } from ${module('embedded-binaries.ts')}
     const { postgres } = await prepareBinaries(...${JSON.stringify([packageDir, account].filter(Boolean))})
     console.log(JSON.stringify({ postgres }))`,
    uid ? { uid } : {},
  )
}
