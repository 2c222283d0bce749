import { services as purposes } from '@portico/contract'
import { fileName, pascalCase } from '../names.ts'
import type { Service } from '../services.ts'
import { handWrittenMethods } from './hand-written.ts'
import { anchor, code, paragraphs, table } from './markdown.ts'
import { methodSection } from './method-section.ts'
import { modelSections } from './model-section.ts'
import { firstSentence, helperSection, notice } from './sections.ts'
import { pageOf, type Types } from './types.ts'

/** The page of one service: its methods, then the models that it answers. */
export function servicePage(service: Service, source: string | undefined, types: Types): string {
  const byHand = handWrittenMethods(source ?? '')
  const operations = service.operations.map((operation) => ({
    operation,
    override: byHand.find(({ name }) => name === operation.name),
  }))
  const helpers = byHand.filter(
    ({ name }) => !service.operations.some((operation) => operation.name === name),
  )
  const models = modelSections(service.name, types)
  return paragraphs(
    notice,
    `# ${service.name}`,
    introduction(service),
    table(
      ['method', 'what it does'],
      [
        ...service.operations.map(({ name, summary }) => [link(name), summary]),
        ...helpers.map(({ name, description }) => [link(name), firstSentence(description)]),
      ],
    ),
    '## Methods',
    ...operations.map(({ operation, override }) => methodSection(operation, override, types)),
    helpers.length > 0 && '## Helpers',
    ...helpers.map((helper) => helperSection(helper)),
    models && '## Models',
    models,
  )
}

function introduction({ name, part }: Service): string {
  const entry = `@portico/sdk/${fileName(name)}`
  return paragraphs(
    purposes[name],
    `\`client.${name}\`, or \`new ${pascalCase(name)}(core)\` of \`${entry}\`.`,
    part && `It has the methods of [${part}](${pageOf(part)}) as well.`,
  )
}

const link = (name: string) => `[${code(name)}](#${anchor(name)})`
