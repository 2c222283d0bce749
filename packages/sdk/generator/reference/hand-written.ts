import type { Files } from '../files.ts'

/** A member of a class that is written by hand, as its source says it. */
export type HandWrittenMethod = { name: string; signature: string; description: string }

/** What an example in a comment may take as given: what those of the documentation can. */
const given = [
  'accessToken',
  'acme',
  'client',
  'cookies',
  'event',
  'express',
  'fastify',
  'handle',
  'Hono',
  'lastSeenId',
  'organizationId',
  'request',
  'save',
  'selectRows',
  'writeFile',
]

const comment = /^ {2}\/\*\*(.*?)\*\/\n/gms

/** The source of a class, with that of the class by hand that it extends, if it does. */
export function classSource(file: string, sources: Files): string | undefined {
  const source = sources.get(file)
  const base = /^export class \w+ extends (\w+)/m.exec(source ?? '')?.[1]
  const from =
    base && new RegExp(`import [^']*\\b${base}\\b[^']*from '\\.\\./(helpers/[^']+)'`).exec(source ?? '')
  return from ? `${source}${sources.get(from[1] ?? '') ?? ''}` : source
}

/**
 * The documented public members of the classes in a source file, in order. The file is as Biome formats it: members are
 * indented by two spaces, and each one's comment stands directly before it.
 */
export function handWrittenMethods(source: string): HandWrittenMethod[] {
  return [...source.matchAll(comment)].flatMap((match) => {
    const signature = signatureIn(source.slice(match.index + match[0].length).split('\n'))
    const name = /^(?:readonly |get )?(\w+)/.exec(signature)?.[1]
    return name ? [{ name, signature, description: textOf(match[1] ?? '') }] : []
  })
}

/** The signature of the member that begins here; nothing where it is no public one. */
function signatureIn(lines: readonly string[]): string {
  const [first = ''] = lines
  if (/^ {2}(?:constructor|private)\b/.test(first)) return ''
  const field = /^ {2}(?:declare )?((?:readonly )?\w+\??: [^=]+?)(?: =.*)?$/.exec(first)?.[1]
  if (field) return field
  const isMethod = /^ {2}(?:override )?(?:async )?(?:get )?[a-zA-Z]\w*[(<]/.test(first)
  return isMethod ? headOf(lines).replace(/^(?:override )?(?:async )?/, '') : ''
}

/** What stands before the body of a function or a class: all up to the line that closes the last parenthesis. */
export function headOf(lines: readonly string[]): string {
  const open = (text: string) => text.split('(').length - text.split(')').length
  const last = lines.findIndex((_, i) => open(lines.slice(0, i + 1).join()) === 0)
  return inOneLine(lines.slice(0, last + 1).join('\n'))
}

/** A signature without line breaks and what follows it, its options as the caller sees them. */
export function inOneLine(signature: string): string {
  return signature
    .replace(/^( +\w+\??: .*[^,{(])$/gm, '$1;')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/;(?= [})])/g, '')
    .trim()
    .replace(/ \{$/, '')
    .replace('( ', '(')
    .replace(/,? \)/, ')')
    .replace(/(?<=\w) = [^,{}()]+, }/g, ' }')
    .replace(/\{[^{}]*\}: (\w+) = \{\}/, 'options?: $1')
    .replace(/(\w+): ([^,]+?) = [^,)]+/g, '$1?: $2')
}

/** A comment's text: its tags as a list. */
export function textOf(comment: string): string {
  const text = comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
    .replace(/^```ts(.*?)\n(.*?)^```/gms, (_, info: string, code: string) => fenced(code, info))
  const firstTag = text.search(/(?<=^|[.:`] )@(?=throws|returns|param|deprecated)/m)
  if (firstTag < 0) return text
  const tags = text.slice(firstTag).split(/(?:^|(?<=\. ))@/m)
  return `${text.slice(0, firstTag).trim()}\n\n${tags.filter(Boolean).map(tagLine).join('\n')}`
}

/** An example as those of the documentation are: with what it takes as given. */
export function fenced(code: string, info = ''): string {
  const names = given.filter((name) => isTaken(name, code))
  return `\`\`\`${['ts', ...names].join(' ')}${info && `,${info}`}\n${code.trimEnd()}\n\`\`\``
}

/** Whether code uses a variable of that name and does not declare it. */
export function isTaken(name: string, code: string): boolean {
  const used = new RegExp(`(?<!['\\w]|[^.]\\.)${name}\\b(?!:)`)
  const declared = new RegExp(`\\b(?:const|let) (?:[{[][^}\\]]*)?\\b${name}\\b|\\b${name}\\b[^()]*\\)? =>`)
  return used.test(code) && !declared.test(code)
}

function tagLine(tag: string): string {
  const words = tag.replace(/\s*\n\s*/g, ' ').trim()
  return words
    .replace(/^throws \{(\w+)\}\s*/, '- throws `$1`: ')
    .replace(/: $/, '')
    .replace(/^param (\w+) /, '- `$1`: ')
    .replace(/^returns /, '- returns ')
    .replace(/^deprecated ?/, '- **deprecated** ')
}
