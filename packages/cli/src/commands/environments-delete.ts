import { command } from '../framework/command.ts'
import { Failure } from '../framework/failure.ts'
import { argument, option } from '../framework/options.ts'
import { databaseEnvironment, databaseOptions, withInstallation } from '../installation.ts'

export default command({
  name: 'environments delete',
  summary: 'Delete an environment and everything in it',
  description: `
    Organizations, people, keys, events: all that belongs to the environment is deleted, and cannot be brought back.
    Its API keys end at once, on every node.`,
  arguments: { id: argument.required('ID', 'The environment, as `portico environments list` shows it.') },
  options: { yes: option.flag('Really do it.'), ...databaseOptions },
  environment: databaseEnvironment,
  examples: [['portico environments delete environment_01… --yes', 'Delete an environment']],
  async run(context, { id, yes, dataDir }) {
    const { out } = context
    await withInstallation(context, dataDir, async (installation) => {
      const found = (await installation.environments()).find((environment) => environment.id === id)
      if (!found) {
        throw new Failure(`There is no environment ${id}.`, { remedy: 'See `portico environments list`.' })
      }
      if (!yes) {
        throw new Failure(`This would delete ${found.name} (${found.kind}) and everything in it, for good.`, {
          remedy: 'Say --yes if that is what you want.',
        })
      }
      await installation.deleteEnvironment(id)
      out.result({ id, deleted: true }, () => `${found.name} is deleted.`)
    })
  },
})
