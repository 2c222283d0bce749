import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { Client } from '@portico/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from './testing/eventually.ts'
import { portico } from './testing/run.ts'
import { type Ready, spawnDev, spawnPortico, temporaryDirectory } from './testing/spawn.ts'

const clientOf = ({ url, api_key }: Ready) => new Client({ apiKey: api_key, baseUrl: url })

/** A request whose body is still on its way: the server can answer only when `finish` has sent the rest. */
async function slowRequest({ url, api_key }: Ready) {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect(Number(port), hostname)
  await new Promise((resolve) => socket.once('connect', resolve))
  const body = JSON.stringify({ name: 'In flight' })
  socket.write(
    [
      'POST /organizations HTTP/1.1',
      `Host: ${hostname}:${port}`,
      `Authorization: Bearer ${api_key}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body.slice(0, 5),
    ].join('\r\n'),
  )
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  return {
    async finish() {
      socket.write(body.slice(5))
      await closed
      return answer
    },
  }
}

function isRefused({ url }: Ready): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })
}

describe('dev', () => {
  it('keeps what was created when it is killed, and shows it at the next start', {
    timeout: 120_000,
  }, async () => {
    const dataDir = join(temporaryDirectory(), 'data')
    const first = await spawnDev('--data-dir', dataDir)
    expect(first.ready).toEqual({
      url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      api_key: expect.stringMatching(/^sk_test_/),
      client_id: expect.stringMatching(/^client_/),
      start_url: `${first.ready.url}/`,
      data_dir: dataDir,
      pid: first.pid,
    })
    expect(first.stdout().trim().split('\n')).toHaveLength(1)
    const credentials = join(dataDir, 'credentials.env')
    expect(statSync(credentials).mode & 0o777).toBe(0o600)
    expect(readFileSync(credentials, 'utf8')).toContain(`WORKOS_API_KEY=${first.ready.api_key}`)
    const { id } = await clientOf(first.ready).organizations.createOrganization({ name: 'Acme' })

    // A second server on the directory.
    const second = spawnPortico(['dev', '--port', '0', '--data-dir', dataDir])
    expect(await second.ended()).toEqual({ code: 3, signal: null })
    expect(second.stderr()).toContain(`is in use by another Portico (process ${first.pid})`)
    expect(second.stderr()).toContain('--data-dir')
    expect(second.stderr()).not.toMatch(/^\s+at /m)

    first.kill('SIGKILL')
    await first.ended()
    const next = spawnPortico(['dev', '--port', '0', '--data-dir', dataDir])
    const [, url = ''] = await next.printed(/URL +(http:\/\/localhost:\d+)/)
    await next.printed(/Ctrl-C stops it/)
    expect(next.stdout()).toMatch(
      /Portico is ready[\s\S]+curl [\s\S]+trigger organization\.created[\s\S]+new WorkOS\(/,
    )
    expect(next.stdout()).toContain(first.ready.api_key)
    const found = await clientOf({ ...first.ready, url }).organizations.getOrganization(id)
    expect(found.name).toBe('Acme')

    // The other commands find the server by the directory.
    const triggered = await portico(['trigger', 'organization.created', '--data-dir', dataDir, '--json'])
    expect(triggered).toMatchObject({ exitCode: 0, stderr: '' })

    next.kill('SIGINT')
    expect(await next.ended()).toEqual({ code: 0, signal: null })
    expect(next.stderr()).toContain('Ctrl-C again stops at once')
  })

  it('answers what is under way before it stops', { timeout: 120_000 }, async () => {
    const seed = join(temporaryDirectory(), 'seed.yaml')
    writeFileSync(
      seed,
      'organizations: [{ name: Seeded, external_id: seeded }]\nusers: [{ email: a@example.com }]\n',
    )
    const dev = await spawnDev(
      ...['--ephemeral', '--seed', seed],
      ...['--api-key', 'sk_test_pinned_for_ci', '--client-id', 'client_pinned'],
    )
    expect(dev.ready).toMatchObject({ api_key: 'sk_test_pinned_for_ci', client_id: 'client_pinned' })
    expect(dev.stderr()).toContain('users is left out: users are not served yet.')
    expect((await clientOf(dev.ready).organizations.getOrganizationByExternalId('seeded')).name).toBe(
      'Seeded',
    )

    // Another on the same port.
    const { port } = new URL(dev.ready.url)
    const second = spawnPortico(['dev', '--ephemeral', '--port', port])
    expect(await second.ended()).toEqual({ code: 3, signal: null })
    expect(second.stderr()).toMatch(new RegExp(`^Error: Port ${port} is taken by another program.\n.*--port`))

    const request = await slowRequest(dev.ready)
    dev.kill('SIGTERM')
    await dev.printed(/Stopping when/)
    await eventually(() => isRefused(dev.ready))
    const answer = await request.finish()
    expect(answer).toMatch(/^HTTP\/1\.1 201 /)
    expect(answer).toContain('"name":"In flight"')
    expect(await dev.ended()).toEqual({ code: 0, signal: null })
    expect(existsSync(dev.ready.data_dir)).toBe(false)
  })

  it('does not wait for what is under way when it is asked twice', { timeout: 120_000 }, async () => {
    const dev = await spawnDev('--ephemeral')
    await slowRequest(dev.ready)
    dev.kill('SIGINT')
    // npm passes on what the terminal has sent already: that is no second time.
    dev.kill('SIGINT')
    await dev.printed(/Stopping when/)
    const again = setInterval(() => dev.kill('SIGINT'), 500)
    const ended = await dev.ended()
    clearInterval(again)
    expect(ended).toEqual({ code: 130, signal: null })
    expect(dev.stderr()).toContain('Stopped at once')
    expect(existsSync(dev.ready.data_dir)).toBe(false)
  })

  it('does not start with a key that is none', async () => {
    const words = ['dev', '--ephemeral', '--port', '0', '--api-key', 'secret']
    const { exitCode, stderr } = await portico(words)
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^Error: A setting is not usable\. The API key must be sk_/)
  })

  it('does not start where the database that is named cannot be reached', async () => {
    const dataDir = join(temporaryDirectory(), 'data')
    const env = { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }
    const { exitCode, stderr } = await portico(['dev', '--port', '0', '--data-dir', dataDir], { env })
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^Error: The database cannot be reached: connect ECONNREFUSED/)
  })

  it('does not start with a seed that does not fit', async () => {
    const directory = temporaryDirectory()
    const seed = join(directory, 'seed.yaml')
    writeFileSync(seed, 'organizations: [{ nme: Acme }]\n')
    const { exitCode, stderr } = await portico(['dev', '--seed', seed, '--data-dir', join(directory, 'data')])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('line 1, organizations[0].nme: is not known; name is')
    expect(existsSync(join(directory, 'data'))).toBe(false)
  })

  it('makes demo data, unless everything is to be as the caller says', { timeout: 120_000 }, async () => {
    const connectionsOf = async (...words: string[]) => {
      const { ready, kill, ended } = await spawnDev(
        '--data-dir',
        join(temporaryDirectory(), 'data'),
        ...words,
      )
      const { data } = await clientOf(ready).sso.listConnections({ limit: 100 })
      kill('SIGTERM')
      expect((await ended()).code).toBe(0)
      return data.length
    }
    const seed = join(temporaryDirectory(), 'seed.yaml')
    writeFileSync(seed, 'organizations: [{name: Mine}]')
    expect(await connectionsOf()).toBe(14)
    expect(await connectionsOf('--seed', seed)).toBe(0)
    expect(await connectionsOf('--seed', seed, '--demo')).toBe(14)
  })

  it('starts the demo app when somebody asks for it, and takes it down with itself', {
    timeout: 120_000,
  }, async () => {
    const { ready, kill, ended } = await spawnDev('--ephemeral')
    // The port that it would rather have: here, or with somebody else.
    const taken = createServer()
      .listen(3000, '127.0.0.1')
      .on('error', () => {})
    onTestFinished(() => void taken.close())
    const { url, status } = await fetch(`${ready.url}/dev/demo`)
    expect(status).toBe(200)
    expect(new URL(url).port).not.toBe('3000')
    expect(new URL(url).origin).not.toBe(ready.url)
    const signIn = await fetch(`${url}sign-in?provider=GoogleOAuth`, { redirect: 'manual' })
    expect(signIn.headers.get('location')).toContain(`${ready.url}/sso/authorize?`)
    // Who has signed out comes back to it.
    const [application] = (await clientOf(ready).portico.applications.listApplications()).data
    expect(application?.homepageUrl).toBe(`${ready.url}/dev/demo`)
    kill('SIGKILL')
    await ended()
    // Nobody was there any more to tell it.
    await eventually(() => isRefused({ ...ready, url }))
  })
})
