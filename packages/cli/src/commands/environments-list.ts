import { command } from '../framework/command.ts'
import { databaseEnvironment, databaseOptions, withInstallation } from '../installation.ts'

export default command({
  name: 'environments list',
  summary: 'List the environments of an installation',
  description: `
    An environment is a world of its own: nothing in it is seen from another. API keys open one each, so a list of all
    is given to the operator only, here, on the database itself.`,
  options: databaseOptions,
  environment: databaseEnvironment,
  examples: [['portico environments list', 'Those in the database of DATABASE_URL']],
  async run(context, { dataDir }) {
    const environments = await withInstallation(context, dataDir, (installation) =>
      installation.environments(),
    )
    context.out.table(
      environments,
      {
        id: ({ id }) => id,
        name: ({ name }) => name,
        kind: ({ kind }) => kind,
        created: ({ created_at }) => created_at,
      },
      'No environments yet. Make one with `portico environments create`.',
    )
  },
})
