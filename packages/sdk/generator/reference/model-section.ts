import { inOurNames } from '../docs.ts'
import type { Model } from '../models.ts'
import { memberName } from '../names.ts'
import { distinctMembers, isObject, type Member, type Schema } from '../schema.ts'
import { code, paragraphs, table } from './markdown.ts'
import type { Types } from './types.ts'

/** What the models of a service hold. */
export function modelSections(service: string, types: Types): string {
  return paragraphs(...types.models.of(service).map((model) => modelSection(model, types)))
}

function modelSection({ name, schema, directions }: Model, types: Types): string {
  const direction = directions.has('output') ? 'output' : 'input'
  const plain = { ...schema, 'x-model': '' }
  return paragraphs(
    `### ${name}`,
    schema.description,
    schema.deprecated && 'Deprecated.',
    isObject(schema)
      ? table(
          ['member', 'type', 'description'],
          distinctMembers(schema).map((member) => [
            code(`${memberName(member.name)}${member.required ? '' : '?'}`),
            types.of(member.schema, direction),
            describe(member.schema, Object.keys(schema.properties ?? {})),
          ]),
        )
      : types.of(plain, direction),
  )
}

/** The parameters that a schema's members are, for a method's table. */
export function parameterRows(schema: Schema, types: Types): string[][] {
  return distinctMembers(schema).map((member) =>
    parameterRow(member, Object.keys(schema.properties ?? {}), types),
  )
}

function parameterRow({ name, schema, required }: Member, siblings: string[], types: Types): string[] {
  return [
    code(memberName(name)),
    types.of(schema, 'input'),
    required ? 'yes' : '',
    describe(schema, siblings),
  ]
}

function describe(
  { description = '', deprecated, default: fallback }: Schema,
  siblings: readonly string[],
): string {
  return [
    deprecated ? 'Deprecated.' : '',
    inOurNames(description, siblings),
    fallback === undefined ? '' : `Default: \`${JSON.stringify(fallback)}\`.`,
  ]
    .filter(Boolean)
    .join(' ')
}
