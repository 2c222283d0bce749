import { Imports, renderFile } from './imports.ts'
import type { Models } from './models.ts'
import { fileName, importPath, pascalCase } from './names.ts'
import { classFile, type HandWritten, modelsFile, type Service } from './services.ts'

/** Where the source of a service's own entry is, from the root of the package. */
const entriesFolder = './src/generated/entries/'

export const entryFile = (service: string): string => `generated/entries/${fileName(service)}.ts`

/** What `@portico/sdk/organizations` exports: the class, its parameters and the models of the service. */
export function entrySource({ name, operations }: Service, models: Models, handWritten: HandWritten): string {
  const from = (file: string) => `'${importPath(entryFile(name), file)}'\n`
  const source = classFile(name, handWritten)
  const lines = [
    `export { ${pascalCase(name)} } from ${from(source)}`,
    `export type * from ${from(source)}`,
    // A class written by hand stands in another file than the parameters of the one it extends.
    ...(source === classFile(name, new Set())
      ? []
      : [`export type * from ${from(classFile(name, new Set()))}`]),
    ...[...new Set([name, ...operations.map(({ service }) => service)])]
      .filter((home) => models.exportedNames(home).length > 0)
      .map((home) => `export type * from ${from(modelsFile(home))}`),
  ]
  return renderFile(entryFile(name), new Imports(), lines.join(''))
}

/** The manifest of the package with an entry for each service, after the entries written by hand. */
export function manifestWithEntries(manifest: string, services: readonly Service[]): string {
  const members = JSON.parse(manifest) as { exports: Record<string, string> }
  const byHand = Object.entries(members.exports).filter(([, source]) => !source.startsWith(entriesFolder))
  const generated = services
    .map(({ name }) => fileName(name))
    .sort()
    .map((file) => [`./${file}`, `${entriesFolder}${file}.ts`])
  // Assigned in place, so that members keep their order.
  members.exports = Object.fromEntries([...byHand, ...generated])
  return JSON.stringify(members, null, 2)
}
