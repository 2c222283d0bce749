import { randomBytes } from 'node:crypto'
import { createDatabase } from '@portico/server/testing'
import { describe, expect, it } from 'vitest'
import { portico } from './testing/run.ts'
import { spawnPortico } from './testing/spawn.ts'

async function settings(): Promise<Record<string, string>> {
  const { host, port, username, password, database } = await createDatabase()
  return {
    DATABASE_URL: `postgres:///${database}`,
    ...{ PGHOST: host, PGPORT: String(port), PGUSER: username, PGPASSWORD: password },
    PORTICO_MASTER_KEY: randomBytes(32).toString('base64'),
    PORTICO_PUBLIC_URL: 'https://id.example.com',
  }
}

describe('serve', () => {
  it('refuses to start on settings that are missing or unsafe, and names them all', async () => {
    const { exitCode, stdout, stderr } = await portico(['serve'], {
      env: { DATABASE_URL: 'postgres://a:b@127.0.0.1/c', PORTICO_PUBLIC_URL: 'http://id.example.com' },
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toMatch(/^Error: 2 settings are not usable\.\n {2}- PORTICO_MASTER_KEY is not set/)
    expect(stderr).toContain('PORTICO_PUBLIC_URL must begin with https://')
  })

  it('serves an environment that the operator made, and drops no request when it is stopped', async () => {
    const env = await settings()
    const created = spawnPortico(['environments', 'create', '--name', 'Production', '--json'], env)
    expect(await created.ended()).toEqual({ code: 0, signal: null })
    const { api_key } = JSON.parse(created.stdout())

    const node = spawnPortico(['serve', '--host', '127.0.0.1', '--port', '0', '--json'], env)
    const [line] = await node.printed(/^\{"url".*\}$/m)
    const { url, port, pid } = JSON.parse(line)
    expect({ url, pid }).toEqual({ url: 'https://id.example.com', pid: node.pid })
    const list = () =>
      fetch(`http://127.0.0.1:${port}/organizations`, { headers: { authorization: `Bearer ${api_key}` } })
    expect((await list()).status).toBe(200)
    // What is only for development is not there.
    expect((await fetch(`http://127.0.0.1:${port}/dev/mailbox`)).status).toBe(404)

    // Clients that keep asking: each request is answered, or its connection was never taken.
    const outcomes: string[] = []
    const clients = Array.from({ length: 4 }, async () => {
      while (outcomes.at(-1) !== 'ECONNREFUSED')
        outcomes.push(await list().then(({ status }) => String(status), codeOf))
    })
    while (outcomes.length < 20) await new Promise((resolve) => setImmediate(resolve))
    node.kill('SIGTERM')
    expect(await node.ended()).toEqual({ code: 0, signal: null })
    await Promise.all(clients)
    expect(new Set(outcomes)).toEqual(new Set(['200', 'ECONNREFUSED']))
  })
})

const codeOf = (error: Error) => (error.cause as NodeJS.ErrnoException | undefined)?.code ?? String(error)
