import { command } from '../framework/command.ts'
import { option } from '../framework/options.ts'
import { databaseEnvironment, databaseOptions, withInstallation } from '../installation.ts'

export default command({
  name: 'migrate',
  summary: 'Bring the database up to date with this version',
  description: `
    Applies the migrations that the database lacks, each in a transaction of its own. It is safe while nodes of the
    previous version run, and several of it at once take turns. \`portico dev\` does so itself.`,
  options: {
    ...databaseOptions,
    status: option.flag('Only list the migrations and whether each is applied.'),
  },
  environment: databaseEnvironment,
  examples: [
    ['portico migrate', 'Before nodes of a new version are started'],
    ['portico migrate --status', 'Look first'],
  ],
  async run(context, { dataDir, status }) {
    const { out } = context
    await withInstallation(context, dataDir, async (installation) => {
      if (status) {
        out.table(
          await installation.migrations(),
          { migration: ({ name }) => name, state: ({ applied }) => (applied ? 'applied' : 'pending') },
          'There are no migrations.',
        )
        return
      }
      const applied = await installation.migrate()
      out.result({ database: installation.location, applied }, () =>
        applied.length === 0
          ? `${installation.location} is up to date.`
          : [...applied, `${applied.length} applied: ${installation.location} is up to date.`].join('\n'),
      )
    })
  },
})
