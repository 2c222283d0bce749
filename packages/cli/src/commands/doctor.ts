import { type Check, type Finding, fail, messageOf, type Subject } from '../doctor/check.ts'
import { credentialsFile, dataDirectory, masterKey } from '../doctor/data.ts'
import { database, settings } from '../doctor/installation.ts'
import { diskSpace, freePort, nameResolution, node, postgresPrograms } from '../doctor/machine.ts'
import { command } from '../framework/command.ts'
import { exitCodes } from '../framework/failure.ts'
import { option } from '../framework/options.ts'
import { type Style, wrap } from '../framework/output.ts'

const checks: readonly Check[] = [
  node,
  settings,
  postgresPrograms,
  dataDirectory,
  masterKey,
  credentialsFile,
  database,
  freePort,
  diskSpace,
  nameResolution,
]

export default command({
  name: 'doctor',
  summary: 'Say what is wrong with this machine or configuration, and how to mend it',
  description: `
    Examines what a server needs to start and to run, and changes nothing. It looks at \`portico dev\`, or with
    --production at \`portico serve\`; the settings come from the environment, as theirs do. Exit code 1 says that
    something is wrong.`,
  options: {
    production: option.flag('Examine `portico serve`.'),
    dataDir: option.text('Data directory to examine.', { placeholder: 'DIR', default: '.portico' }),
    host: option.text('Address that the server would listen on.', {
      placeholder: 'ADDRESS',
      fallback: '127.0.0.1, in production 0.0.0.0',
    }),
    port: option.number('Port that it would listen on.', { max: 65_535, fallback: 'PORT, else 4100' }),
  },
  environment: { DATABASE_URL: 'A PostgreSQL of yours, which is examined too.' },
  examples: [
    ['portico doctor', 'Before asking for help'],
    ['portico doctor --production', 'Before a deployment, with its settings'],
  ],
  async run({ out, env }, { production, dataDir, host, port }) {
    const fromEnvironment = /^\d+$/.test(env.PORT ?? '') ? Number(env.PORT) : 4100
    const subject = {
      env,
      dataDir,
      production,
      host: host ?? (production ? (env.HOST ?? '0.0.0.0') : '127.0.0.1'),
      port: port ?? fromEnvironment,
    }
    const findings = (await Promise.all(checks.map((check) => examine(check, subject)))).flat()
    const failed = findings.filter(({ state }) => state === 'fail').length
    out.result({ ok: failed === 0, checks: findings }, () => show(findings, failed, out.style, out.width))
    return failed === 0 ? exitCodes.ok : exitCodes.failed
  },
})

/** One matter that cannot be examined must not hide the others. */
function examine(check: Check, subject: Subject): Promise<Finding[]> {
  return check(subject).catch((error) => [
    fail(
      'Doctor',
      `could not look everywhere: ${messageOf(error)}`,
      'PORTICO_DEBUG=1 `npm start` may show more.',
    ),
  ])
}

function show(findings: readonly Finding[], failed: number, style: Style, width: number): string {
  const paint = { ok: style.green, warn: style.yellow, fail: style.red }
  const left = Math.max(...findings.map(({ name }) => name.length))
  const indent = left + 8
  const lines = findings.map(({ name, state, detail, remedy }) =>
    [
      `${paint[state](state.padEnd(4))}  ${name.padEnd(left)}  ${wrap(detail, width, indent)}`,
      remedy && `${' '.repeat(indent)}${style.bold(wrap(remedy, width, indent))}`,
    ]
      .filter(Boolean)
      .join('\n'),
  )
  const warnings = findings.filter(({ state }) => state === 'warn').length
  const verdict =
    failed > 0
      ? style.red(`${failed} to mend.`)
      : warnings > 0
        ? `It will work; ${warnings} to look at.`
        : style.green('All is well.')
  return [...lines, '', verdict].join('\n')
}
