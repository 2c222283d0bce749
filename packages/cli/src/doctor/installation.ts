import { type Check, type Finding, fail, messageOf, ok, warn } from './check.ts'

/** Whether the variables are ones that a server starts with. */
export const settings: Check = async ({ env, production }) => {
  const { developmentConfig, productionConfig } = await import('@portico/server')
  try {
    if (production) productionConfig(env)
    else developmentConfig(env)
    return [ok('Settings', production ? 'fit for `portico serve`' : 'fit for `portico dev`')]
  } catch (error) {
    const { problems } = error as { problems?: string[] }
    if (!problems) throw error
    return problems.map((problem) => fail('Settings', problem, 'Set the variable and look again.'))
  }
}

const noticeableSkewMs = 1_000
const harmfulSkewMs = 30_000

/** The database that is named: reachable, up to date, and of one mind with us about the time. */
export const database: Check = async ({ env, production }) => {
  if (!env.DATABASE_URL && !env.DATABASE_DIRECT_URL) return []
  const { openInstallation } = await import('@portico/server')
  const name = 'Database'
  let installation: Awaited<ReturnType<typeof openInstallation>>
  try {
    installation = await openInstallation({ env })
  } catch (error) {
    return [fail(name, messageOf(error), (error as { remedy?: string }).remedy ?? 'Check DATABASE_URL.')]
  }
  try {
    const pending = (await installation.migrations()).filter(({ applied }) => !applied)
    return [
      ok(name, `${installation.location} answers`),
      migrationState(pending.length, production),
      clockState(await installation.clockSkewMs()),
    ]
  } catch (error) {
    return [fail(name, messageOf(error), 'Look into the log of the database.')]
  } finally {
    await installation.close()
  }
}

function migrationState(pending: number, production: boolean): Finding {
  const name = 'Migrations'
  if (pending === 0) return ok(name, 'all applied')
  const detail = `${pending} not applied yet`
  return production
    ? fail(name, detail, 'Run `portico migrate`.')
    : ok(name, `${detail}: \`portico dev\` does so`)
}

/** Codes, tokens and signatures are good for minutes: clocks that differ much make them good too long, or never. */
function clockState(skewMs: number): Finding {
  const name = 'Clock'
  const seconds = Math.abs(skewMs / 1000).toFixed(1)
  if (Math.abs(skewMs) < noticeableSkewMs) return ok(name, 'agrees with that of the database')
  const detail = `that of the database is ${seconds} s ${skewMs > 0 ? 'ahead' : 'behind'}`
  const remedy = 'Let both machines keep their clocks by NTP.'
  return Math.abs(skewMs) < harmfulSkewMs ? warn(name, detail, remedy) : fail(name, detail, remedy)
}
