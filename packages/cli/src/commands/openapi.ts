import { writeFile } from 'node:fs/promises'
import { command } from '../framework/command.ts'
import { Failure } from '../framework/failure.ts'
import { option } from '../framework/options.ts'

export default command({
  name: 'openapi',
  summary: 'Print the description of the API, as OpenAPI 3.1',
  description: `
    The document that a server shows at /openapi.json, without one running. It is JSON, with or without --json.`,
  options: {
    output: option.text('Write it to this file instead of printing it.', { placeholder: 'FILE' }),
    serverUrl: option.url('Address of the server that the document names.', {
      default: 'http://localhost:4100',
    }),
  },
  examples: [
    ['portico openapi --output openapi.json', 'Into a file'],
    ["portico openapi | jq '.paths | keys'", 'Into a program'],
  ],
  async run({ out }, { output, serverUrl }) {
    const { openapiDocument } = await import('@portico/server')
    const document = openapiDocument({ serverUrl })
    if (output === undefined) {
      out.result(document, () => JSON.stringify(document, null, 2))
      return
    }
    await writeFile(output, `${JSON.stringify(document, null, 2)}\n`).catch(
      (error: NodeJS.ErrnoException) => {
        throw new Failure(`${output} cannot be written (${error.code}).`, {
          remedy: 'Name a file in a directory that is there and writable.',
          cause: error,
        })
      },
    )
    const operations = Object.values(document.paths).flatMap((path) => Object.keys(path)).length
    out.result({ output, operations }, () => `${operations} operations are described in ${output}.`)
  },
})
