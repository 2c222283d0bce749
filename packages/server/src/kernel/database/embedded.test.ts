import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { describe, expect, it, vi } from 'vitest'
import { inspectDataDir } from './embedded.ts'
import { nobody, runAs } from './embedded-account.ts'
import { findPackage, prepareBinaries } from './embedded-binaries.ts'
import { isAlive, readPostmaster, waitUntil } from './embedded-process.ts'
import {
  asRoot,
  cleanUpAfterEach,
  dataDirWithCluster,
  directory,
  emptyDataDir,
  isRoot,
  kill,
  otherProcess,
  ownDataDirWithCluster,
  query,
  setting,
  start,
} from './embedded-testing.ts'

const onLinux = { skip: process.platform !== 'linux' }
const onLinuxAsRoot = { skip: process.platform !== 'linux' || !isRoot }

const eventually = async (condition: () => boolean) => expect(await waitUntil(condition, 10_000)).toBe(true)

cleanUpAfterEach()

describe('startEmbeddedPostgres', () => {
  it('makes a PostgreSQL 18 in an empty directory, with a database that keeps UTF-8 and UTC', async () => {
    const server = await start({ dataDir: emptyDataDir() })
    expect(server).toMatchObject({ adopted: false, version: expect.stringMatching(/^18\./) })
    expect(server.connection.database).toBe('portico')
    expect(await setting(server, 'server_encoding')).toBe('UTF8')
    expect(await setting(server, 'timezone')).toBe('UTC')
    expect(await setting(server, 'data_checksums')).toBe('on')
  })

  it('sorts by bytes, and knows the lower case of every alphabet', async () => {
    const server = await start({ dataDir: await dataDirWithCluster() })
    const [row] = await query(
      server,
      (sql) => sql`
      select array(select * from unnest(array['b', 'ä', 'B', 'a']) as name order by name) as sorted, lower('ÄΣ') as lower`,
    )
    expect(row).toEqual({ sorted: ['B', 'a', 'b', 'ä'], lower: 'äσ' })
  })

  it('lets in who has the password, which only the owner of the data directory can read', async () => {
    const dataDir = await dataDirWithCluster()
    const server = await start({ dataDir })
    const file = join(dataDir, 'postgres.password')
    expect(readFileSync(file, 'utf8').trim()).toBe(server.connection.password)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const intruder = { connection: { ...server.connection, password: 'guess' } }
    await expect(query(intruder, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' })
  })

  it('listens on a socket that only its own user can reach, and on no network', async () => {
    const server = await start({ dataDir: await dataDirWithCluster() })
    expect(await setting(server, 'listen_addresses')).toBe('')
    expect(statSync(server.connection.host).mode & 0o777).toBe(0o700)
  })

  it('keeps what was committed across a stop and a start', async () => {
    const dataDir = await dataDirWithCluster()
    const first = await start({ dataDir })
    await query(first, (sql) => sql`create table kept as select 'yes' as answer`)
    await first.stop()
    const second = await start({ dataDir })
    expect(await query(second, (sql) => sql`select answer from kept`)).toEqual([{ answer: 'yes' }])
  })

  it('takes a path longer than a socket may have, with spaces and quotes in it', async () => {
    const parent = join(directory(), 'a "quoted" directory', 'x'.repeat(150))
    await start({ dataDir: await ownDataDirWithCluster(parent) })
  })

  it('is durable unless told otherwise', async () => {
    const dataDir = await dataDirWithCluster()
    const durable = await start({ dataDir })
    expect(await setting(durable, 'fsync')).toBe('on')
    expect(await setting(durable, 'synchronous_commit')).toBe('on')
    await durable.stop()
    expect(await setting(await start({ dataDir, durable: false }), 'fsync')).toBe('off')
  })

  it('takes settings over its own', async () => {
    const server = await start({ dataDir: await dataDirWithCluster(), settings: { max_connections: '17' } })
    expect(await setting(server, 'max_connections')).toBe('17')
  })

  it('is not misled by environment variables meant for another PostgreSQL', async () => {
    vi.stubEnv('PGDATA', '/nowhere')
      .stubEnv('PGPORT', '1')
      .stubEnv('PGOPTIONS', '-c nonsense=1')
      .stubEnv('PGSSL', 'require')
    await start({ dataDir: emptyDataDir(), durable: false })
  })

  it('begins a new log when the old one has grown past 10 MB, and keeps that one', async () => {
    const dataDir = await dataDirWithCluster()
    const log = join(dataDir, 'postgres.log')
    truncateSync(log, 11 * 1024 * 1024)
    await start({ dataDir })
    expect(statSync(`${log}.1`).size).toBe(11 * 1024 * 1024)
    expect(readFileSync(log, 'utf8')).toContain('ready to accept connections')
  })

  it('writes no statement and no data of a failed statement to the log', async () => {
    const dataDir = await dataDirWithCluster()
    const server = await start({ dataDir })
    await query(server, async (sql) => {
      await sql`create table people (email text primary key)`
      await sql`insert into people values ('ada@example.com')`
      await expect(sql`insert into people values ('ada@example.com')`).rejects.toMatchObject({
        code: '23505',
      })
    })
    await server.stop()
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('ada@example.com')
  })
})

describe('stop', () => {
  it('waits until the server is gone, may be called again, and leaves nothing but the data', async () => {
    const dataDir = await dataDirWithCluster()
    const before = readdirSync(dataDir).sort()
    const server = await start({ dataDir })
    await Promise.all([server.stop(), server.stop()])
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
    expect(existsSync(server.connection.host)).toBe(false)
    expect(readdirSync(dataDir).sort()).toEqual(before)
    expect(await server.exited).toEqual({ code: 0 })
  })

  it('does not wait for sessions that are open', async () => {
    const server = await start({ dataDir: await dataDirWithCluster() })
    const sql = postgres({ ...server.connection, max: 1 })
    const sleeping = expect(sql`select pg_sleep(600)`).rejects.toThrow()
    await query(server, async (other) => {
      const asleep = () => other`select from pg_stat_activity where wait_event = 'PgSleep'`
      while ((await asleep()).length === 0);
    })
    await server.stop()
    await sleeping
    await sql.end({ timeout: 0 })
  })
})

describe('the server process', () => {
  it('has a process group of its own, so that Ctrl-C in a terminal does not reach it', onLinux, async () => {
    const server = await start({ dataDir: await dataDirWithCluster() })
    const [, , group] = readFileSync(`/proc/${server.pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    expect(Number(group)).toBe(server.pid)
  })

  it('does not keep Node.js alive, and ends with it', async () => {
    const other = otherProcess({ dataDir: await dataDirWithCluster() }, { after: '' })
    const { started } = await other.answer
    expect(await other.exited).toBe(0)
    await eventually(() => !isAlive(started!.pid))
  })

  it('ends with a Node.js that an exception ends', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir }, { after: 'setTimeout(() => process.exit(7))' })
    const { started } = await other.answer
    expect(await other.exited).toBe(7)
    await eventually(() => !isAlive(started!.pid))
  })

  it('of a throwaway directory ends even with a Node.js that is killed', async () => {
    const other = otherProcess({ dataDir: await dataDirWithCluster(), durable: false })
    const { started } = await other.answer
    await kill(other.child)
    await eventually(() => !isAlive(started!.pid) && !existsSync(started!.connection.host))
  })

  it('is reported when it ends by itself, and what was committed is recovered by the next start', async () => {
    const dataDir = await dataDirWithCluster()
    const server = await start({ dataDir })
    await query(server, (sql) => sql`create table recovered as select 'yes' as answer`)
    process.kill(server.pid, 'SIGKILL')
    expect(await server.exited).toEqual({ code: null })
    await server.stop()
    const next = await start({ dataDir })
    expect(await query(next, (sql) => sql`select answer from recovered`)).toEqual([{ answer: 'yes' }])
  })

  it('survives the crash of a session, and stays ours', async () => {
    const dataDir = await dataDirWithCluster()
    const server = await start({ dataDir })
    await query(server, async (sql) => {
      const [session] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
      const ended = expect(sql`select pg_sleep(600)`).rejects.toThrow()
      process.kill(session!.pid, 'SIGKILL')
      await ended
    })
    // Every session has been ended by now, the one with the lock too.
    const locks = () =>
      query(server, (sql) => sql`select from pg_locks where locktype = 'advisory' and granted`).catch(
        () => [],
      )
    while ((await locks()).length === 0);
    rmSync(join(dataDir, 'portico.lock'))
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data_directory_in_use' })
  })
})

describe('after a Portico that was killed', () => {
  it('adopts the server that it left', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir })
    const { started } = await other.answer
    await kill(other.child)
    const server = await start({ dataDir })
    expect(server).toMatchObject({ adopted: true, pid: started!.pid, connection: started!.connection })
    expect(await query(server, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
    expect(await server.exited).toEqual({ code: null })
  })

  it('reports when the adopted server ends by itself', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir })
    await other.answer
    await kill(other.child)
    const server = await start({ dataDir })
    process.kill(server.pid, 'SIGKILL')
    expect(await server.exited).toEqual({ code: null })
  })

  it('starts the server anew where it was to have other settings', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir, settings: { max_connections: '17' } })
    const { started } = await other.answer
    await kill(other.child)
    const server = await start({ dataDir })
    expect(server.adopted).toBe(false)
    expect(isAlive(started!.pid)).toBe(false)
    expect(await setting(server, 'max_connections')).toBe('60')
  })

  it('starts the server anew where its socket was cleared away', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir })
    const { started } = await other.answer
    await kill(other.child)
    rmSync(started!.connection.host, { recursive: true })
    const server = await start({ dataDir })
    expect(server.adopted).toBe(false)
    expect(isAlive(started!.pid)).toBe(false)
  })

  it('adopts the server even when the directory was moved', async () => {
    const dataDir = await ownDataDirWithCluster()
    const other = otherProcess({ dataDir })
    const { started } = await other.answer
    await kill(other.child)
    const moved = emptyDataDir()
    mkdirSync(dirname(moved))
    renameSync(dataDir, moved)
    expect(await start({ dataDir: moved })).toMatchObject({ adopted: true, pid: started!.pid })
  })

  it('starts a server where that was killed too, and another process has its id by now', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir })
    const { started } = await other.answer
    await kill(other.child)
    process.kill(started!.pid, 'SIGKILL')
    await eventually(() => !isAlive(started!.pid))
    const bystander = spawn('cat', { uid: statSync(join(dataDir, 'postgres')).uid })
    try {
      const file = join(dataDir, 'postgres', 'postmaster.pid')
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(bystander.pid)))
      const server = await start({ dataDir })
      expect(server.adopted).toBe(false)
      expect(bystander.exitCode).toBeNull()
      expect(existsSync(started!.connection.host)).toBe(false)
    } finally {
      bystander.stdin.end()
      await once(bystander, 'exit')
    }
  })

  it('makes a whole cluster where it was killed while making one', async () => {
    const dataDir = emptyDataDir()
    const other = otherProcess({ dataDir, durable: false })
    await eventually(
      () => existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('postgres.init-')),
    )
    await kill(other.child)
    expect(await inspectDataDir(dataDir)).toEqual({ exists: false, running: false })
    const server = await start({ dataDir, durable: false })
    expect(await query(server, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
    expect(readdirSync(dataDir).sort()).toEqual([
      'portico.lock',
      'portico.pid',
      'postgres',
      'postgres.log',
      'postgres.password',
    ])
  })
})

describe('a data directory that another Portico has', () => {
  it('is refused, with the process to stop', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir })
    await other.answer
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'data_directory_in_use',
      message: expect.stringContaining(`process ${other.pid}`),
      remedy: expect.stringContaining('--data-dir'),
    })
  })

  it('is refused within one process too', async () => {
    const dataDir = await dataDirWithCluster()
    const first = await start({ dataDir })
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data_directory_in_use' })
    expect(await query(first, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
  })

  it('is refused by the lock in the database, where the one on the file was lost', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir })
    await other.answer
    rmSync(join(dataDir, 'portico.lock'))
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'data_directory_in_use',
      message: expect.stringContaining(`process ${other.pid}`),
    })
  })

  it('goes to exactly one of those that start on it at the same moment', async () => {
    const dataDir = emptyDataDir()
    const all = [1, 2, 3].map(() => otherProcess({ dataDir, durable: false }))
    const answers = await Promise.all(all.map(({ answer }) => answer))
    expect(answers.filter(({ started }) => started)).toHaveLength(1)
    expect(answers.flatMap(({ refused }) => refused?.code ?? [])).toEqual([
      'data_directory_in_use',
      'data_directory_in_use',
    ])
  })

  it('is free again once that one has stopped', async () => {
    const dataDir = await dataDirWithCluster()
    const other = otherProcess({ dataDir }, { after: 'await stop()' })
    await other.exited
    expect(await start({ dataDir })).toMatchObject({ adopted: false })
  })

  it('is refused as a copy made while a server was running, even when no Portico has that', async () => {
    const dataDir = await ownDataDirWithCluster()
    const other = otherProcess({ dataDir })
    await other.answer
    await kill(other.child)
    const copy = emptyDataDir()
    mkdirSync(dirname(copy))
    execFileSync('cp', ['-R', dataDir, copy])
    await expect(start({ dataDir: copy })).rejects.toMatchObject({
      code: 'data_directory_in_use',
      message: expect.stringContaining('was copied'),
    })
    // The original's server is none of the copy's business.
    expect(await start({ dataDir })).toMatchObject({ adopted: true })
    rmSync(join(copy, 'postgres', 'postmaster.pid'))
  })
})

describe('a data directory that two containers share', () => {
  const container = { through: ['unshare', '--pid', '--ipc', '--mount-proc', '--fork', '--kill-child'] }

  it('is refused to the second', onLinuxAsRoot, async () => {
    const dataDir = await dataDirWithCluster()
    await start({ dataDir })
    const { refused } = await otherProcess({ dataDir }, container).answer
    expect(refused).toMatchObject({ code: 'data_directory_in_use' })
  })

  it(
    'is refused to the second where a server still runs in the first, which cannot be seen',
    onLinuxAsRoot,
    async () => {
      const dataDir = await dataDirWithCluster()
      const other = otherProcess({ dataDir })
      await other.answer
      await kill(other.child)
      const { refused } = await otherProcess({ dataDir }, container).answer
      expect(refused).toMatchObject({
        code: 'data_directory_in_use',
        message: expect.stringContaining('another container'),
      })
      expect(await start({ dataDir })).toMatchObject({ adopted: true })
    },
  )
})

describe('a data directory with a server that somebody started by hand', () => {
  it('is refused, and the server is left alone', onLinuxAsRoot, async () => {
    const dataDir = await ownDataDirWithCluster(directory({ mode: 0o755 }))
    await (await start({ dataDir })).stop()
    chmodSync(dataDir, 0o755)
    const { pgCtl } = await prepareBinaries(findPackage())
    const byHand = (...args: string[]) =>
      execFileSync(pgCtl, ['-D', join(dataDir, 'postgres'), ...args], { stdio: 'ignore', ...runAs(nobody()) })
    byHand('start', '-w', '-o', "-c listen_addresses='' -k /tmp")
    try {
      await expect(start({ dataDir })).rejects.toMatchObject({
        code: 'data_directory_in_use',
        message: expect.stringContaining('did not start'),
      })
      byHand('status')
    } finally {
      byHand('stop', '-w')
    }
  })
})

describe('a data directory that cannot be used', () => {
  it('is refused when another major version made it, and is left as it was', async () => {
    const dataDir = await ownDataDirWithCluster()
    rmSync(join(dataDir, 'portico.lock'))
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    const before = snapshot(dataDir)
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'incompatible_version',
      message: expect.stringMatching(/made by PostgreSQL 17.*comes with PostgreSQL 18/),
      remedy: expect.stringContaining('pg_dump'),
    })
    expect(snapshot(dataDir)).toEqual(before)
  })

  it('is refused when something else is where the cluster belongs', async () => {
    const dataDir = emptyDataDir()
    mkdirSync(join(dataDir, 'postgres'), { recursive: true })
    writeFileSync(join(dataDir, 'postgres', 'notes.txt'), 'mine')
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data_directory_unusable' })
    expect(readdirSync(join(dataDir, 'postgres'))).toEqual(['notes.txt'])
  })

  it('is refused when it is a file', async () => {
    const dataDir = join(directory(), 'file')
    writeFileSync(dataDir, '')
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'data_directory_unusable',
      remedy: expect.stringContaining('--data-dir'),
    })
  })

  it('is refused when the password is gone', async () => {
    const dataDir = await ownDataDirWithCluster()
    rmSync(join(dataDir, 'postgres.password'))
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'data_directory_unusable',
      message: expect.stringContaining('postgres.password'),
    })
  })

  it('says what PostgreSQL said when that does not start', async () => {
    const dataDir = await dataDirWithCluster()
    await expect(start({ dataDir, settings: { shared_buffers: 'plenty' } })).rejects.toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('invalid value for parameter "shared_buffers"'),
    })
    expect(await start({ dataDir })).toMatchObject({ adopted: false })
  })
})

describe('run by root', () => {
  it(
    'runs as nobody in a directory whose parents are closed to everybody but root',
    onLinuxAsRoot,
    async () => {
      const dataDir = emptyDataDir(directory({ mode: 0o700 }))
      const server = await start({ dataDir })
      expect(statSync(`/proc/${server.pid}`).uid).toBe(nobody().uid)
      expect(statSync(join(dataDir, 'postgres'))).toMatchObject({ uid: nobody().uid })
      expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
      expect(statSync(join(dataDir, 'postgres.password'))).toMatchObject({ uid: 0 })
    },
  )

  it('adopts in such a directory', onLinuxAsRoot, async () => {
    const dataDir = await ownDataDirWithCluster(directory({ mode: 0o700 }))
    const other = otherProcess({ dataDir })
    await other.answer
    await kill(other.child)
    expect(await start({ dataDir })).toMatchObject({ adopted: true })
  })

  it('runs as the owner of the data directory, who can use it without root then', onLinuxAsRoot, async () => {
    const { uid, gid } = nobody()
    const dataDir = emptyDataDir(directory({ mode: 0o755 }))
    mkdirSync(dataDir, { recursive: true })
    chownSync(dataDir, uid, gid)
    const byRoot = await start({ dataDir })
    expect(statSync(join(dataDir, 'postgres.password'))).toMatchObject({ uid, gid })
    await byRoot.stop()
    const byOwner = otherProcess({ dataDir }, { uid })
    expect(await byOwner.answer).toMatchObject({ started: { adopted: false } })
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data_directory_in_use' })
  })

  it(
    'runs as an owner whom the system does not know, as that of a mounted volume',
    onLinuxAsRoot,
    async () => {
      const dataDir = emptyDataDir()
      mkdirSync(dataDir, { recursive: true })
      chownSync(dataDir, 54321, 54321)
      const server = await start({ dataDir, durable: false })
      expect(statSync(`/proc/${server.pid}`).uid).toBe(54321)
    },
  )

  it('follows no link that the owner of the data directory has put there', onLinuxAsRoot, async () => {
    const dataDir = await ownDataDirWithCluster()
    const precious = join(directory(), 'precious')
    writeFileSync(precious, 'root’s', { mode: 0o600 })
    chownSync(dataDir, nobody().uid, nobody().gid)
    rmSync(join(dataDir, 'postgres.log'))
    for (const name of ['postgres.log', 'portico.pid', 'postgres.password.new'])
      symlinkSync(precious, join(dataDir, name))
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data_directory_unusable' })
    rmSync(join(dataDir, 'postgres.log'))
    await start({ dataDir })
    expect(readFileSync(precious, 'utf8')).toBe('root’s')
    expect(statSync(precious)).toMatchObject({ uid: 0 })
  })

  it('gives a cluster back to its user that was made root’s', onLinuxAsRoot, async () => {
    const dataDir = await ownDataDirWithCluster()
    chownSync(join(dataDir, 'postgres'), 0, 0)
    await start({ dataDir })
    expect(statSync(join(dataDir, 'postgres', 'base'))).toMatchObject({ uid: nobody().uid })
  })

  it('finds a socket directory that both can reach', asRoot, async () => {
    vi.stubEnv('TMPDIR', directory({ mode: 0o700 }))
    const server = await start({ dataDir: await dataDirWithCluster() })
    expect(dirname(server.connection.host)).toBe('/tmp')
  })
})

describe('run by a root that cannot help', () => {
  it('says so where there is no other user', onLinuxAsRoot, async () => {
    const dataDir = emptyDataDir()
    const { refused } = await otherProcess({ dataDir }, { through: ['unshare', '--user', '--map-root-user'] })
      .answer
    expect(refused).toMatchObject({
      code: 'start_failed',
      remedy: expect.stringContaining('other than root'),
    })
  })

  it('says so where it may not become another user', onLinuxAsRoot, async () => {
    const dataDir = emptyDataDir()
    const { refused } = await otherProcess({ dataDir }, { through: ['setpriv', '--bounding-set', '-all'] })
      .answer
    expect(refused).toMatchObject({
      code: 'start_failed',
      remedy: expect.stringContaining('other than root'),
    })
  })

  it('says so where a directory is closed and the system has no way around that', asRoot, async () => {
    const [dataDir, packageDir] = [emptyDataDir(), findPackage()]
    vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin')
    await expect(start({ dataDir, packageDir })).rejects.toMatchObject({
      code: 'data_directory_unusable',
      remedy: expect.stringContaining('--data-dir'),
    })
  })
})

describe('run by a user', () => {
  it('runs as that user', onLinuxAsRoot, async () => {
    const { uid } = nobody()
    const home = directory()
    chownSync(home, uid, uid)
    const other = otherProcess({ dataDir: emptyDataDir(home) }, { uid })
    const { started } = await other.answer
    expect(statSync(`/proc/${started!.pid}`).uid).toBe(uid)
  })

  it('says whose directory it is, when it is somebody else’s', onLinuxAsRoot, async () => {
    const { uid } = nobody()
    const dataDir = await ownDataDirWithCluster(directory({ mode: 0o755 }))
    chownSync(dataDir, uid, uid)
    chownSync(join(dataDir, 'postgres'), 54321, 54321)
    const { refused } = await otherProcess({ dataDir }, { uid }).answer
    expect(refused).toMatchObject({
      code: 'data_directory_unusable',
      message: expect.stringContaining('belongs to user id 54321'),
    })
  })

  it('refuses a directory that it cannot lock', onLinuxAsRoot, async () => {
    const { uid } = nobody()
    const dataDir = emptyDataDir(directory({ mode: 0o755 }))
    mkdirSync(dataDir, { recursive: true })
    chownSync(dataDir, uid, uid)
    writeFileSync(join(dataDir, 'portico.lock'), '')
    const { refused } = await otherProcess({ dataDir }, { uid }).answer
    expect(refused).toMatchObject({
      code: 'data_directory_unusable',
      message: expect.stringContaining('cannot be locked'),
    })
  })

  it('says what to do for a user whom the system does not know', onLinuxAsRoot, async () => {
    const home = directory()
    chownSync(home, 54321, 54321)
    const { refused } = await otherProcess({ dataDir: emptyDataDir(home) }, { uid: 54321 }).answer
    expect(refused).toMatchObject({ code: 'start_failed', remedy: expect.stringContaining('/etc/passwd') })
  })
})

describe('inspectDataDir', () => {
  it('tells of nothing where nothing is, and makes nothing', async () => {
    const dataDir = emptyDataDir()
    expect(await inspectDataDir(dataDir)).toEqual({ exists: false, running: false })
    expect(existsSync(dataDir)).toBe(false)
  })

  it('tells which server runs, and which Portico has it', async () => {
    const dataDir = await dataDirWithCluster()
    expect(await inspectDataDir(dataDir)).toEqual({ exists: true, pgVersion: '18', running: false })
    const other = otherProcess({ dataDir })
    const { started } = await other.answer
    const running = { exists: true, pgVersion: '18', running: true, pid: started!.pid }
    expect(await inspectDataDir(dataDir)).toEqual({ ...running, lockedBy: other.pid })
    await kill(other.child)
    expect(await inspectDataDir(dataDir)).toEqual(running)
    expect(readPostmaster(join(dataDir, 'postgres'))?.status).toBe('ready')
  })
})

/** Names, owners, modes and contents, to compare. */
function snapshot(path: string): unknown[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mode, uid, mtimeMs, size } = statSync(join(path, name))
      return [name, mode, uid, mtimeMs, size]
    })
}
