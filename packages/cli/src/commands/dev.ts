import module from 'node:module'
import { join, relative } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Development } from '@portico/server'
import { demoLauncher } from '../demo-app.ts'
import { type Context, command } from '../framework/command.ts'
import { exitCodes, Failure } from '../framework/failure.ts'
import { option } from '../framework/options.ts'
import type { Out } from '../framework/output.ts'
import { readableLines } from '../log-lines.ts'
import { untilAborted } from '../until-aborted.ts'

export default command({
  name: 'dev',
  summary: 'Run Portico on this machine, for development',
  description: `
    Starts a database of its own in the data directory, brings it up to date, and serves the API. Nothing else has to
    be installed. What is created stays: the next start finds it, however this one ended.

    Once it is ready it prints where it is and the credentials to call it with, and writes them to
    DIR/credentials.env, where the other commands find them.

    Ctrl-C stops it when the requests under way are answered. A second Ctrl-C does not wait for them.`,
  options: {
    port: option.number('Port to listen on; 0 lets the system choose.', {
      max: 65_535,
      fallback: 'PORT, else 4100',
    }),
    host: option.text('Address to listen on. Others than loopback let the whole network in.', {
      placeholder: 'ADDRESS',
      fallback: '127.0.0.1',
    }),
    dataDir: option.text('Directory that holds all data.', { placeholder: 'DIR', fallback: '.portico' }),
    ephemeral: option.flag('Keep the data in a throwaway directory, which is removed on stop.'),
    seed: option.text(
      'YAML or JSON file that says what there should be. Ours, or that of the WorkOS emulator.',
      {
        placeholder: 'FILE',
      },
    ),
    demo: option.flag('Make the demo data too, which --ephemeral and --seed leave out.'),
    apiKey: option.text('API key to have, as for CI: sk_…', {
      placeholder: 'KEY',
      fallback: 'one made at random',
    }),
    clientId: option.text('Client ID to have, as for CI: client_…', {
      placeholder: 'ID',
      fallback: 'one made at random',
    }),
  },
  environment: {
    PORT: 'Port to listen on.',
    DATABASE_URL: 'A PostgreSQL of yours, instead of the embedded one.',
    PORTICO_LOG_LEVEL: 'silent, error, warn, info or debug. Default: warn.',
    PORTICO_DNS_SERVERS: 'host:port of the DNS servers that prove domains.',
  },
  examples: [
    ['npm start', 'The same, with the defaults'],
    ['portico dev --port 4200', 'On another port'],
    ['portico dev --seed seed.yaml', 'With organizations, roles and webhook endpoints from a file'],
    [
      'portico dev --ephemeral --port 0 --json',
      'For tests: empty, on a free port, one line of JSON when it is ready',
    ],
  ],
  async run(context, { port, host, dataDir, ephemeral, seed: seedFile, demo, apiKey, clientId }) {
    const { out, env, signal } = context
    if (ephemeral && dataDir !== undefined) {
      throw new Failure('--ephemeral and --data-dir exclude each other.', {
        remedy: 'Leave one of them out.',
        exitCode: exitCodes.usage,
      })
    }
    const seed = seedFile === undefined ? undefined : await readSeed(seedFile, out)

    const { startDevelopment } = await import('@portico/server')
    const started = await startDevelopment({
      env,
      port,
      host,
      dataDir,
      ephemeral,
      apiKey,
      clientId,
      demoData: demo || !(ephemeral || seed),
      startDemo: demoLauncher(),
      logDestination: process.stderr.isTTY ? readableLines(process.stderr, env) : undefined,
    })
    try {
      if (seed && !signal.aborted) {
        const { applySeed } = await import('../seed/apply.ts')
        await applySeed({ url: started.url, apiKey: started.apiKey }, seed, context)
      }
      if (!signal.aborted) {
        announce(context, started, { host, dataDir })
        // Where this process is killed in the end, it writes down nothing.
        setTimeout(() => module.flushCompileCache(), 2_000).unref()
      }
      await untilAsked(signal, started)
      out.note('Stopping when the requests under way are answered. Ctrl-C again stops at once.')
    } finally {
      await stop(started)
    }
    return exitCodes.ok
  },
})

const patienceMs = 3_000

/** Stops the server. One that has lost its database cannot finish anything: it is not waited for, nor what it says. */
async function stop({ stop, databaseEnded }: Development): Promise<void> {
  let isLost = false
  const lost = databaseEnded.then(() => {
    isLost = true
    return delay(patienceMs, undefined, { ref: false })
  })
  const stopped = stop().catch((error) => {
    if (!isLost) throw error
  })
  await Promise.race([stopped, lost])
}

async function readSeed(file: string, out: Out) {
  const { readSeedFile } = await import('../seed/read.ts')
  const { seed, unserved } = readSeedFile(file)
  for (const line of unserved) out.warn(`${file}: ${line}`)
  return seed
}

async function untilAsked(signal: AbortSignal, { databaseEnded }: Development): Promise<void> {
  const lost = databaseEnded.then(() => {
    throw new Failure('The database has ended without having been asked to.', {
      remedy:
        'Start again: nothing that was answered is lost. Its log is postgres.log in the data directory.',
    })
  })
  lost.catch(() => {})
  await Promise.race([untilAborted(signal), lost])
}

function announce(
  { out, env }: Context,
  started: Development,
  given: { host: string | undefined; dataDir: string | undefined },
) {
  const { url, apiKey, clientId, dataDir } = started
  const startUrl = `${url}/`
  out.result(
    { url, api_key: apiKey, client_id: clientId, start_url: startUrl, data_dir: dataDir, pid: process.pid },
    () => {
      const { bold, dim, cyan, green } = out.style
      const portico = env.npm_lifecycle_event === undefined ? 'portico' : 'npm run portico --'
      const there = given.dataDir === undefined && !started.ephemeral ? '' : ` --data-dir ${dataDir}`
      const seconds = (performance.now() / 1000).toFixed(1)
      const { hostname, port } = new URL(url)
      const facts: [string, string][] = [
        ['URL', bold(url)],
        ['API key', apiKey],
        ['Client ID', clientId],
        ['Start page', startUrl],
        ...(demoLauncher() ? ([['Try SSO', `${url}/dev/demo`]] as [string, string][]) : []),
        ['Data', whereDataLies(started, dim)],
      ]
      return [
        '',
        `  ${green('Portico is ready')} ${dim(`(${seconds} s)`)}`,
        '',
        ...facts.map(([name, value]) => `  ${dim(name.padEnd(12))}${value}`),
        '',
        `  ${bold('Try')}`,
        `    ${cyan(`curl ${url}/organizations -H 'Authorization: Bearer ${apiKey}' -H 'Content-Type: application/json' -d '{"name":"Acme"}'`)}`,
        `    ${cyan(`${portico} trigger organization.created${there}`)}`,
        `    ${cyan(`${portico} events follow${there}`)}`,
        `  ${bold('Use an official SDK')}`,
        `    ${cyan(`new WorkOS('${apiKey}', { apiHostname: '${hostname}', port: ${port}, https: false })`)}`,
        '',
        `  ${dim('Ctrl-C stops it.')}`,
        '',
      ].join('\n')
    },
  )
  if (given.host !== undefined && !/^(localhost|127\.|::1$|\[::1\]$)/.test(given.host)) {
    out.warn(`This is a development server, and ${given.host} lets other machines in.`)
  }
}

function whereDataLies(
  { dataDir, ephemeral, databaseUrl }: Development,
  dim: (text: string) => string,
): string {
  if (databaseUrl) return `${withoutPassword(databaseUrl)} ${dim('(DATABASE_URL)')}`
  if (ephemeral) return `${dataDir} ${dim('(removed on stop)')}`
  const shown = relative(process.cwd(), dataDir)
  const directory = shown === '' || shown.startsWith('..') ? dataDir : shown
  return `${directory} ${dim(`(these credentials: ${join(directory, 'credentials.env')})`)}`
}

function withoutPassword(databaseUrl: string): string {
  const url = URL.parse(databaseUrl)
  if (!url) return 'your database'
  url.password = ''
  url.search = ''
  return url.href
}
