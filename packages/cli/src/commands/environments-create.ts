import { command } from '../framework/command.ts'
import { option } from '../framework/options.ts'
import { databaseEnvironment, databaseOptions, withInstallation } from '../installation.ts'

export default command({
  name: 'environments create',
  summary: 'Make an environment with its first API key',
  description: `
    Prints the API key once: only its hash is stored. Run it with the same settings as \`portico serve\`, above all with
    the same PORTICO_MASTER_KEY, or the nodes will not know the key.`,
  options: {
    name: option.text('What people shall call it.', { placeholder: 'NAME', required: true }),
    kind: option.choice('Whether real people sign in to it.', ['production', 'sandbox'], {
      placeholder: 'KIND',
      default: 'production',
    }),
    ...databaseOptions,
  },
  environment: {
    ...databaseEnvironment,
    PORTICO_MASTER_KEY: 'As for `portico serve`.',
    PORTICO_PUBLIC_URL: 'As for `portico serve`.',
  },
  examples: [
    ['portico environments create --name Production', 'The first environment of an installation'],
    ['portico environments create --name Staging --kind sandbox', 'One to try things in'],
  ],
  async run(context, { name, kind, dataDir }) {
    const { out } = context
    const { environment, apiKey, clientId } = await withInstallation(context, dataDir, (installation) =>
      installation.createEnvironment({ name, kind }),
    )
    out.result({ ...environment, api_key: apiKey, client_id: clientId }, () =>
      [
        `${environment.name} (${environment.kind}) is ${environment.id}.`,
        '',
        `  ${out.style.dim('API key  ')} ${out.style.bold(apiKey)}`,
        `  ${out.style.dim('Client ID')} ${clientId}`,
        '',
        'The key is shown this once. Keep it where your secrets are.',
      ].join('\n'),
    )
  },
})
