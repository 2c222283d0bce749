import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createDatabase } from '@portico/server/testing'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { portico } from './testing/run.ts'
import { temporaryDirectory } from './testing/spawn.ts'

const production = {
  PORTICO_MASTER_KEY: randomBytes(32).toString('base64'),
  PORTICO_PUBLIC_URL: 'https://id.example.com',
}

/** A migrated database, as an operator names it. Its clients read from the environment what a URL cannot say. */
async function databaseUrl(): Promise<string> {
  const { host, port, username, password, database } = await createDatabase()
  Object.assign(process.env, { PGHOST: host, PGPORT: String(port), PGUSER: username, PGPASSWORD: password })
  return `postgres:///${database}`
}

afterEach(() => {
  for (const name of ['PGHOST', 'PGPORT', 'PGUSER', 'PGPASSWORD']) delete process.env[name]
})

describe('environments', () => {
  it('are made, listed and deleted on the database itself', async () => {
    const env = { ...production, DATABASE_URL: await databaseUrl() }
    expect((await portico(['environments', 'list'], { env })).stdout).toContain('No environments yet')

    const made = await portico(['environments', 'create', '--name', 'Production', '--json'], { env })
    expect({ exitCode: made.exitCode, stderr: made.stderr }).toEqual({ exitCode: 0, stderr: '' })
    const { id, kind, api_key, client_id } = made.json()
    expect({ kind, api_key, client_id }).toMatchObject({
      kind: 'production',
      api_key: expect.stringMatching(/^sk_live_/),
      client_id: expect.stringMatching(/^client_/),
    })

    const sandbox = await portico(['environments', 'create', '--name', 'Staging', '--kind', 'sandbox'], {
      env,
    })
    expect(sandbox.stdout).toMatch(/sk_test_\w+[\s\S]+shown this once/)

    const listed = (await portico(['environments', 'list', '--json'], { env })).json()
    expect(listed).toMatchObject([
      { id, name: 'Production', kind: 'production' },
      { name: 'Staging', kind: 'sandbox' },
    ])
    expect(JSON.stringify(listed)).not.toContain('sk_')

    const asked = await portico(['environments', 'delete', id], { env })
    expect(asked.exitCode).toBe(1)
    expect(asked.stderr).toContain('This would delete Production (production) and everything in it')
    expect((await portico(['environments', 'delete', id, '--yes'], { env })).stdout).toContain(
      'Production is deleted.',
    )
    expect((await portico(['environments', 'list', '--json'], { env })).json()).toHaveLength(1)
    expect((await portico(['environments', 'delete', id, '--yes'], { env })).stderr).toContain(
      'There is no environment',
    )
  })

  it('are not made without the key that the nodes have', async () => {
    const env = { DATABASE_URL: await databaseUrl() }
    const { exitCode, stderr } = await portico(['environments', 'create', '--name', 'Production'], { env })
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/PORTICO_MASTER_KEY is not set[\s\S]+PORTICO_PUBLIC_URL is not set/)
  })
})

describe('migrate', () => {
  it('brings a new data directory up to date, and says so the next time', async () => {
    const dataDir = join(temporaryDirectory(), 'data')
    const first = (await portico(['migrate', '--data-dir', dataDir, '--json'])).json()
    expect(first.applied[0]).toMatch(/^\d{12}_\w+\.sql$/)
    const status = (await portico(['migrate', '--status', '--data-dir', dataDir, '--json'])).json()
    expect(status).toEqual(first.applied.map((name: string) => ({ name, applied: true })))
    expect((await portico(['migrate', '--data-dir', dataDir])).stdout).toBe(`${dataDir} is up to date.\n`)

    // What a broken directory looks like to the doctor.
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '12\n')
    const { exitCode, json } = await portico(['doctor', '--data-dir', dataDir, '--port', '0', '--json'])
    expect(exitCode).toBe(1)
    expect(json().checks).toContainEqual(
      expect.objectContaining({
        name: 'Data directory',
        state: 'fail',
        detail: 'its database was made by PostgreSQL 12, and this Portico comes with 18',
      }),
    )
    expect(json().checks).toContainEqual(expect.objectContaining({ name: 'Master key', state: 'fail' }))
  })

  it('makes no database where none is named', async () => {
    const { exitCode, stderr } = await inDirectory(temporaryDirectory(), () => portico(['migrate']))
    expect(exitCode).toBe(3)
    expect(stderr).toContain('DATABASE_URL is not set, and there is no database in .portico.')
  })

  it('says that the database cannot be reached, and exits with 3', async () => {
    const { exitCode, stderr } = await portico(['migrate'], {
      env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' },
    })
    expect(exitCode).toBe(3)
    expect(stderr).toContain('The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1.')
  })
})

async function inDirectory<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const before = process.cwd()
  process.chdir(directory)
  try {
    return await work()
  } finally {
    process.chdir(before)
  }
}

describe('doctor', () => {
  type Finding = { name: string; state: string; detail: string; remedy?: string }

  async function examine(words: string[], env: Record<string, string> = {}) {
    const { exitCode, json } = await portico(['doctor', '--json', ...words], { env })
    const checks = json().checks as Finding[]
    return { exitCode, ok: json().ok, find: (name: string) => checks.filter((check) => check.name === name) }
  }

  it('finds nothing wrong with a machine on which nothing has been started', async () => {
    const dataDir = join(temporaryDirectory(), 'data')
    const { exitCode, stdout } = await portico(['doctor', '--data-dir', dataDir, '--port', '0'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^ok {4}Node\.js +\d+/)
    expect(stdout).toContain('will be made at the first start')
    expect(existsSync(dataDir)).toBe(false)
  })

  it('finds a taken port and says how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const { exitCode, find } = await examine(['--port', String(port), '--data-dir', temporaryDirectory()])
    expect(exitCode).toBe(1)
    expect(find(`Port ${port}`)).toMatchObject([{ state: 'fail', remedy: expect.stringContaining('--port') }])
  })

  it('finds settings that a server refuses', async () => {
    const { exitCode, find } = await examine(['--production', '--port', '0'], {
      PORTICO_PUBLIC_URL: 'http://id.example.com',
      PORTICO_LOG_LEVEL: 'loud',
      PORTICO_MASTER_KEY: 'short',
    })
    expect(exitCode).toBe(1)
    const details = find('Settings').map(({ detail }) => detail)
    expect(details).toEqual([
      expect.stringContaining('DATABASE_URL is not set'),
      expect.stringContaining('PORTICO_PUBLIC_URL must begin with https://'),
      expect.stringContaining('PORTICO_LOG_LEVEL is "loud"'),
    ])
    expect(find('Master key')).toMatchObject([
      { state: 'fail', detail: expect.stringContaining('is not 32 bytes') },
    ])
  })

  it('finds a master key that others can read', async () => {
    const dataDir = temporaryDirectory()
    writeFileSync(join(dataDir, 'master.key'), 'x')
    chmodSync(join(dataDir, 'master.key'), 0o644)
    const { ok, find } = await examine(['--data-dir', dataDir, '--port', '0'])
    expect(ok).toBe(true)
    expect(find('Master key')).toMatchObject([
      { state: 'warn', remedy: `chmod 600 ${join(dataDir, 'master.key')}` },
    ])
  })

  it('finds that the database is out of reach, and that it is not', async () => {
    const gone = await examine(['--production', '--port', '0'], {
      ...production,
      DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c',
    })
    expect(gone.find('Database')).toMatchObject([{ state: 'fail' }])
    const there = await examine(['--production', '--port', '0'], {
      ...production,
      DATABASE_URL: await databaseUrl(),
    })
    expect(there.exitCode).toBe(0)
    expect(there.find('Database')).toMatchObject([{ state: 'ok' }])
    expect(there.find('Migrations')).toMatchObject([{ state: 'ok', detail: 'all applied' }])
    expect(there.find('Clock')).toMatchObject([{ state: 'ok' }])
  })

  it('finds something else where the data should be', async () => {
    const dataDir = join(temporaryDirectory(), 'data')
    writeFileSync(dataDir, '')
    const { exitCode, find } = await examine(['--data-dir', dataDir, '--port', '0'])
    expect(exitCode).toBe(1)
    expect(find('Data directory')).toMatchObject([{ state: 'fail', detail: `${dataDir} is not a directory` }])
  })
})
