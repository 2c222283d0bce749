import { command } from '../framework/command.ts'
import { exitCodes } from '../framework/failure.ts'
import { option } from '../framework/options.ts'
import { untilAborted } from '../until-aborted.ts'

export default command({
  name: 'serve',
  summary: 'Run a production node on a PostgreSQL of yours',
  description: `
    Any number of nodes may run on one database. Nothing is created here: run \`portico migrate\` first, and
    \`portico environments create\` for the first environment and its API key.

    A setting that is missing or unsafe stops the start, and the message names it. The log goes to standard output, a
    JSON object a line.

    SIGTERM and Ctrl-C let requests under way finish. A second one does not wait for them.`,
  options: {
    port: option.number('Port to listen on; 0 lets the system choose.', {
      max: 65_535,
      fallback: 'PORT, else 4100',
    }),
    host: option.text('Address to listen on.', { placeholder: 'ADDRESS', fallback: 'HOST, else 0.0.0.0' }),
  },
  environment: {
    DATABASE_URL: 'Your PostgreSQL: postgres://user:password@host:5432/name. Required.',
    DATABASE_DIRECT_URL: 'The same without a pooler in between, where DATABASE_URL leads through one.',
    PORTICO_MASTER_KEY: '32 random bytes that encrypt what is secret: openssl rand -base64 32. Required.',
    PORTICO_PUBLIC_URL: 'The https address at which people reach this server. Required.',
    PORTICO_TRUSTED_PROXIES: 'Proxies whose word on the address of a client is believed.',
    PORTICO_SMTP_URL: 'Where mail is sent from: smtp://user:password@host:587.',
    PORTICO_METRICS_TOKEN: 'Bearer token of /metrics. Without it nobody reads them.',
    REDIS_URL: 'A Valkey or Redis that counts rate limits for all nodes together.',
    PORTICO_LOG_LEVEL: 'silent, error, warn, info or debug. Default: info.',
  },
  examples: [
    ['portico serve', 'All settings come from the environment'],
    ['portico serve --host 127.0.0.1 --port 8080', 'Behind a proxy on the same machine'],
  ],
  async run({ out, env, signal }, { port, host }) {
    const { startProduction } = await import('@portico/server')
    const node = await startProduction({ env, port, host })
    try {
      if (out.json) {
        out.result({ url: node.url, host: node.host, port: node.port, pid: process.pid }, () => '')
      } else {
        out.note(
          `Portico listens on ${node.host}:${node.port} (process ${process.pid}) and is ${node.url} to the world.`,
        )
      }
      await untilAborted(signal)
      out.note('Stopping when the requests under way are answered.')
    } finally {
      await node.stop()
    }
    return exitCodes.ok
  },
})
