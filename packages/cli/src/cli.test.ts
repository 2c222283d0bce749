import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findApi } from './api.ts'
import { commands } from './commands/index.ts'
import { portico } from './testing/run.ts'
import { temporaryDirectory } from './testing/spawn.ts'

const names = Object.keys(commands)

describe('help', () => {
  it('lists every command, what every command takes, and what the exit codes mean', async () => {
    const { exitCode, stdout } = await portico(['--help'])
    expect(exitCode).toBe(0)
    for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect(stdout).toMatch(/--json/)
    expect(stdout).toMatch(/130 +It was interrupted/)
  })

  it.each(names)('of `%s` has its usage, every option and an example', async (name) => {
    const { default: command } = await commands[name]!()
    expect(command.name).toBe(name)
    for (const words of [
      [...name.split(' '), '--help'],
      ['help', ...name.split(' ')],
      [...name.split(' '), '-h'],
    ]) {
      const { exitCode, stdout, stderr } = await portico(words)
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
      expect(stdout).toContain(`portico ${name}`)
      for (const option of Object.keys(command.options)) {
        expect(stdout).toContain(`--${option.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`)
      }
      expect(stdout).toMatch(/\nExamples\n {2}# /)
    }
  })

  it('keeps within the width of the window', async () => {
    for (const name of names) {
      const { stdout } = await portico([...name.split(' '), '--help'])
      // Examples are to be copied: they are not broken.
      const prose = stdout.slice(0, stdout.indexOf('\nExamples'))
      for (const line of prose.split('\n')) expect(line.length).toBeLessThanOrEqual(102)
    }
  })

  it('of a group lists its commands', async () => {
    const { exitCode, stdout } = await portico(['environments', '--help'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/environments list[\s\S]+environments create[\s\S]+environments delete/)
  })

  it('has colours on a terminal, and none where NO_COLOR is set or a program reads', async () => {
    const colour = '\u001b['
    expect((await portico(['--help'], { terminal: true })).stdout).toContain(colour)
    expect((await portico(['--help'], { terminal: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(
      colour,
    )
    expect((await portico(['--help'], { terminal: true, env: { TERM: 'dumb' } })).stdout).not.toContain(
      colour,
    )
    expect((await portico(['--help'])).stdout).not.toContain(colour)
  })
})

describe('the command line', () => {
  it('tells the version', async () => {
    const { exitCode, stdout } = await portico(['--version'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it.each([
    [['triger'], 'Did you mean `portico trigger`?'],
    [['events', 'folow'], 'Did you mean `portico events follow`?'],
    [['evnts', 'follow'], 'Did you mean `portico events follow`?'],
    [['dev', '--prot', '1'], 'Did you mean --port?'],
    [['dev', '--ephemral'], 'Did you mean --ephemeral?'],
    [['events', 'follow', '--forward', 'x'], 'Did you mean --forward-to?'],
    [['xyzzy'], 'is not a command of portico.'],
    [['--xyzzy'], 'is not an option of portico.'],
    [['dev', 'now'], 'does not take "now"'],
    [['dev', '--port'], '--port needs a value'],
    [['dev', '--seed', '--ephemeral'], '--seed needs a value'],
    [['dev', '--port', '70000'], 'must be a whole number from 0 to 65535'],
    [['dev', '--port', '4e3'], 'must be a whole number from 0 to 65535'],
    [['dev', '--ephemeral=yes'], '--ephemeral takes no value'],
    [['dev', '--ephemeral', '--data-dir', 'x'], 'exclude each other'],
    [['trigger'], 'needs EVENT'],
    [['events', 'follow', '--forward-to', 'localhost:3000'], 'must be an http or https address'],
    [['environments', 'create'], '--name is required'],
    [['environments', 'create', '--name', 'A', '--kind', 'staging'], 'must be one of production, sandbox'],
  ])('%j is refused with exit code 2, and says what is meant', async (words, message) => {
    const { exitCode, stdout, stderr } = await portico(words)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/^Error: /)
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it('takes the options of every command before its name, too', async () => {
    const { exitCode, stderr } = await portico(['--json', 'dev', '--port', 'x'])
    expect(exitCode).toBe(2)
    expect(JSON.parse(stderr)).toEqual({
      error: {
        message: '--port must be a whole number from 0 to 65535, and is "x".',
        remedy: 'See `portico dev --help`.',
        exit_code: 2,
      },
    })
  })

  it('shows where an error was thrown only to who asks', async () => {
    const words = ['openapi', '--output', '/nowhere/openapi.json']
    expect((await portico(words)).stderr).not.toMatch(/^\s+at /m)
    expect((await portico(words, { env: { PORTICO_DEBUG: '1' } })).stderr).toMatch(/^\s+at /m)
  })
})

describe('the server that is called', () => {
  const nothing = { url: undefined, apiKey: undefined, dataDir: undefined }

  function dataDir(): string {
    const directory = temporaryDirectory()
    mkdirSync(directory, { recursive: true })
    writeFileSync(
      join(directory, 'credentials.env'),
      'WORKOS_API_KEY=sk_test_stored\nWORKOS_BASE_URL=http://localhost:4100\n',
    )
    return directory
  }

  it('is that of the shell, where it names a server and a key', () => {
    const env = { WORKOS_BASE_URL: 'http://localhost:4200', WORKOS_API_KEY: 'sk_test_shell' }
    expect(findApi(env, nothing)).toEqual({ url: 'http://localhost:4200', apiKey: 'sk_test_shell' })
  })

  it('is that of the data directory that is named, whatever the shell holds', () => {
    const env = { WORKOS_BASE_URL: 'http://localhost:4200', WORKOS_API_KEY: 'sk_test_shell' }
    expect(findApi(env, { ...nothing, dataDir: dataDir() })).toEqual({
      url: 'http://localhost:4100',
      apiKey: 'sk_test_stored',
    })
  })

  it("is never WorkOS's own because a key alone is in the shell", async () => {
    const env = { WORKOS_API_KEY: 'sk_live_of_workos' }
    expect(findApi(env, { ...nothing, dataDir: dataDir() }).apiKey).toBe('sk_test_stored')
    const { exitCode, stderr } = await portico(
      ['trigger', 'organization.created', '--data-dir', '/nowhere'],
      { env },
    )
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Start `npm start` first')
  })

  it('is not called with the key of another', () => {
    expect(() => findApi({}, { ...nothing, url: 'http://elsewhere:1', dataDir: dataDir() })).toThrow(
      'There is no API key for http://elsewhere:1.',
    )
  })

  it('is said to be out of reach in a sentence', async () => {
    const { exitCode, stderr } = await portico([
      'trigger',
      'organization.created',
      '--url=http://127.0.0.1:1',
      '--api-key=sk_test_any',
    ])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Is Portico running? Start it with `npm start`')
  })
})

describe('openapi', () => {
  it('prints a document that describes the API, and nothing else', async () => {
    const { exitCode, json, stderr } = await portico(['openapi', '--server-url', 'https://id.example.com'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const document = json()
    expect(document.openapi).toBe('3.1.0')
    expect(document.servers).toEqual([{ url: 'https://id.example.com' }])
    expect(document.paths['/organizations'].post.operationId).toBe('organizations.createOrganization')
  })
})
