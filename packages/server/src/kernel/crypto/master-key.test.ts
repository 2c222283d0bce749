import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadMasterKey, MasterKeyError } from './master-key.ts'

const onPosix = it.skipIf(process.platform === 'win32')
const keyA = randomBytes(32)
const keyB = randomBytes(32)
const load = (value: string | undefined) => loadMasterKey({ env: { PORTICO_MASTER_KEY: value } })

describe('PORTICO_MASTER_KEY', () => {
  it('is required when there is no data directory, and the error says how to make one', async () => {
    for (const value of [undefined, '', '  ']) {
      await expect(load(value)).rejects.toThrow(/PORTICO_MASTER_KEY is not set.*openssl rand -base64 32/)
    }
  })

  it('is 32 bytes as base64, base64url or hex', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (bytes) => {
        fc.pre(new Set(bytes).size > 1)
        const key = Buffer.from(bytes)
        const spellings = [
          key.toString('base64'),
          key.toString('base64url'),
          key.toString('hex'),
          key.toString('hex').toUpperCase(),
          `  ${key.toString('base64')}\n`,
        ]
        for (const spelling of spellings) expect((await load(spelling))[0]?.key).toEqual(key)
      }),
    )
  })

  it('may list several keys, the first of them current', async () => {
    const keys = await load(`2026:${keyB.toString('base64')}, 2025:${keyA.toString('hex')}`)
    expect(keys).toEqual([
      { id: '2026', key: keyB },
      { id: '2025', key: keyA },
    ])
  })

  it('gives a key without an id the same id wherever it stands', async () => {
    const [alone] = await load(keyA.toString('base64'))
    const [, second] = await load(`${keyB.toString('base64')},${keyA.toString('base64')}`)
    expect(alone?.id).toMatch(/^[0-9a-f]{16}$/)
    expect(second?.id).toBe(alone?.id)
  })

  it.each([
    ['is too short', randomBytes(31).toString('base64')],
    ['is too long', randomBytes(33).toString('base64')],
    ['is a passphrase', 'correct horse battery staple but longer!!'],
    ['is all zeros', '0'.repeat(64)],
    ['is one byte repeated', Buffer.alloc(32, 'a').toString('base64')],
    ['has an empty id', `:${keyA.toString('base64')}`],
    ['has an id with a space', `my key:${keyA.toString('base64')}`],
    ['ends in a comma', `a:${keyA.toString('base64')},`],
    ['uses an id twice', `a:${keyA.toString('base64')},a:${keyB.toString('base64')}`],
    ['lists a key twice', `a:${keyA.toString('base64')},b:${keyA.toString('hex')}`],
  ])('is refused when it %s, with an error that names the variable and not the value', async (_, value) => {
    const error = await load(value).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(MasterKeyError)
    const { message, stack } = error as MasterKeyError
    expect(message).toMatch(/PORTICO_MASTER_KEY.*openssl rand/)
    for (const part of value.split(/[:,]/).filter((part) => part.length > 8))
      expect(stack).not.toContain(part)
  })
})

describe('the master key of a data directory', () => {
  let root: string
  let dataDir: string
  let path: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'portico-master-key-'))
    dataDir = join(root, 'data')
    path = join(dataDir, 'master.key')
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  onPosix('is made on the first start, for its owner alone, and stays', async () => {
    const first = await loadMasterKey({ dataDir, env: {} })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(dataDir)).toEqual(['master.key'])
    expect(await loadMasterKey({ dataDir, env: {} })).toEqual(first)
    expect(first).toHaveLength(1)
  })

  it('gives way to PORTICO_MASTER_KEY, and is then not made', async () => {
    const [loaded] = await loadMasterKey({ dataDir, env: { PORTICO_MASTER_KEY: keyA.toString('hex') } })
    expect(loaded?.key).toEqual(keyA)
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is one key when many start at once', async () => {
    const starts = await Promise.all(Array.from({ length: 20 }, () => loadMasterKey({ dataDir, env: {} })))
    expect(new Set(starts.map(([key]) => key?.key.toString('hex'))).size).toBe(1)
    expect(await readdir(dataDir)).toEqual(['master.key'])
  })

  it('is one key when several processes start at once', async () => {
    const script = `
      import { loadMasterKey } from ${JSON.stringify(new URL('./master-key.ts', import.meta.url).href)}
      const [key] = await loadMasterKey({ dataDir: ${JSON.stringify(dataDir)}, env: {} })
      console.log(key.key.toString('hex'))`
    const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
    const starts = await Promise.all([start(), start(), start()])
    expect(new Set(starts.map(({ stdout }) => stdout)).size).toBe(1)
  })

  onPosix('is narrowed to its owner when others could read it, and says so', async () => {
    const first = await loadMasterKey({ dataDir, env: {} })
    await chmod(path, 0o644)
    const notes: string[] = []
    const again = await loadMasterKey({ dataDir, env: {}, warn: (note) => notes.push(note) })
    expect(again).toEqual(first)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(notes).toEqual([expect.stringContaining('could be read by others (mode 644)')])
  })

  onPosix('is refused when it is a symbolic link or a directory', async () => {
    const elsewhere = join(root, 'elsewhere')
    await writeFile(elsewhere, keyA.toString('hex'), { mode: 0o600 })
    await loadMasterKey({ dataDir, env: {} })
    await rm(path)
    await symlink(elsewhere, path)
    await expect(loadMasterKey({ dataDir, env: {} })).rejects.toThrow(/symbolic link.*PORTICO_MASTER_KEY/)
    await expect(loadMasterKey({ dataDir: root, env: {} })).resolves.toHaveLength(1)
    await expect(loadMasterKey({ dataDir: elsewhere, env: {} })).rejects.toThrow(MasterKeyError)
  })

  it('is refused when it was emptied or cut, and is left as it is', async () => {
    await loadMasterKey({ dataDir, env: {} })
    const whole = await readFile(path, 'utf8')
    for (const text of ['', whole.slice(0, 20)]) {
      await writeFile(path, text)
      await expect(loadMasterKey({ dataDir, env: {} })).rejects.toThrow(/master\.key is not usable/)
      expect(await readFile(path, 'utf8')).toBe(text)
    }
  })

  it('may hold several keys, so that rotation can be tried in development', async () => {
    await loadMasterKey({ dataDir, env: {} })
    await writeFile(path, `new:${keyB.toString('base64')},old:${keyA.toString('base64')}\n`)
    expect((await loadMasterKey({ dataDir, env: {} })).map(({ id }) => id)).toEqual(['new', 'old'])
  })
})
