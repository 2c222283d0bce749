import type { Declaration } from './declarations.ts'
import { isTaken } from './hand-written.ts'
import { anchor, code, paragraphs, table } from './markdown.ts'
import { firstSentence, helperSection, notice } from './sections.ts'

/** An entry of the package and its page. */
export type Entry = { specifier: string; page: string; declarations: Declaration[] }

/** The page of one entry: what it exports that is written by hand, and that none of the entries before it does. */
export function entryPage(entry: Entry, before: readonly Entry[]): string {
  const { specifier, declarations } = entry
  const homeOf = (one: Declaration) =>
    before.find((other) => other.declarations.some((known) => isSame(one, known)))
  const own = declarations.filter((one) => !homeOf(one))
  const of = (kind: Declaration['kind']) => own.filter((one) => one.kind === kind)
  const [functions, constants, classes, types] = [of('function'), of('constant'), of('class'), of('type')]
  const page = paragraphs(
    notice,
    `# ${specifier}`,
    table(
      ['export', 'what it is'],
      [...functions, ...constants, ...classes].map(({ name, description }) => [
        `[${code(name)}](#${anchor(name)})`,
        firstSentence(description),
      ]),
    ),
    ...before.map((other) =>
      alsoOf(
        other,
        declarations.filter((one) => homeOf(one) === other),
      ),
    ),
    functions.length + constants.length > 0 && '## Functions',
    ...[...functions, ...constants].map(plainSection),
    classes.length > 0 && '## Classes',
    ...classes.map(classSection),
    types.length > 0 && '## Types',
    ...types.map(typeSection),
  )
  return withImports(page, [...before.slice(0, 1), entry])
}

/** Examples with the imports that they need, where they do not have them. */
function withImports(text: string, entries: readonly Entry[]): string {
  return text.replace(/^(```ts\b[^\n]*)\n(.*?)^```$/gms, (_, fence: string, code: string) => {
    const imports = entries.flatMap(({ specifier, declarations }) => {
      const names = declarations.filter(({ name }) => isTaken(name, code) && !/\bimport\b/.test(code))
      return names.length > 0 ? [importOf(specifier, names)] : []
    })
    const lines = imports.length > 0 ? `${imports.join('')}\n` : ''
    return `${fence}\n${lines}${code}\`\`\``
  })
}

function importOf(specifier: string, names: readonly Declaration[]): string {
  const members = names.map(({ name, kind }) => (kind === 'type' ? `type ${name}` : name))
  return `import { ${members.join(', ')} } from '${specifier}'\n`
}

const isSame = (a: Declaration, b: Declaration) => a.name === b.name && a.file === b.file

/** What an entry has from another. */
function alsoOf({ specifier, page }: Entry, shared: readonly Declaration[]): string {
  if (shared.length === 0) return ''
  return `As in [${code(specifier)}](${page}): ${shared.map(({ name }) => code(name)).join(', ')}.`
}

const plainSection = ({ name, code: signature, description }: Declaration) =>
  paragraphs(`### ${name}`, code(signature), description)

function classSection({ name, code: signature, description, methods }: Declaration): string {
  const inside = methods.map((method) => helperSection(method, `${name}.${method.name}`, 4))
  return paragraphs(`### ${name}`, code(signature), description, ...inside)
}

const typeSection = ({ name, code, description }: Declaration) =>
  paragraphs(`### ${name}`, description, `\`\`\`typescript\n${code.trim()}\n\`\`\``)
