import { toCamelCase } from '../src/naming.ts'
import { docs } from './docs.ts'
import { Imports, renderFile } from './imports.ts'
import type { Model, Models } from './models.ts'
import { literal, pascalCase } from './names.ts'
import { children, distinctMembers, type Schema } from './schema.ts'
import type { Service } from './services.ts'

export const enumsFile = 'generated/enums.ts'

type KnownValues = { name: string; place: string; values: readonly unknown[] }

/** The values that are known of every set that may grow, for whoever wants to tell them from new ones. */
export function enumsSource(services: readonly Service[], models: Models): string {
  const found = services
    .flatMap(({ name }) => models.of(name))
    .filter(({ directions }) => directions.has('output'))
    .flatMap((model) => valuesIn(model))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const constants = found.map(({ name, place, values }) => {
    return `${docs([`Known values of \`${place}\`.`])}export const ${name} = [${values.map(literal).join(', ')}] as const\n`
  })
  return renderFile(enumsFile, new Imports(), constants.join('\n'))
}

/** The open sets of a model, each named by its place: `organizationDomainState`. */
function valuesIn({ name, schema }: Model): KnownValues[] {
  const collect = (one: Schema, path: readonly string[]): KnownValues[] => {
    if (one['x-open-enum'] && one.enum) {
      const values = one.enum.filter((value) => value !== null)
      const constant = [name[0]!.toLowerCase() + name.slice(1), ...path.map(pascalCase)].join('')
      return [{ name: constant, place: [name, ...path.map(toCamelCase)].join('.'), values }]
    }
    // What is a model has its own entries.
    if (one['x-opaque'] || (path.length > 0 && one['x-model'])) return []
    if (one.properties) {
      return distinctMembers(one).flatMap((member) => collect(member.schema, [...path, member.name]))
    }
    return children(one).flatMap((child) => collect(child, path))
  }
  return collect(schema, [])
}
