import { posix } from 'node:path'
import type { Files } from '../files.ts'
import { type HandWrittenMethod, handWrittenMethods, headOf, inOneLine, textOf } from './hand-written.ts'

/** Something that an entry of the package exports and that is written by hand. */
export type Declaration = {
  name: string
  /** Below `src`. */
  file: string
  kind: 'function' | 'class' | 'constant' | 'type'
  /** Its signature; of a type, its code. */
  code: string
  description: string
  /** Of a class. */
  methods: HandWrittenMethod[]
}

type Export = { name: string; file: string }

const generated = (file: string) => file.startsWith('generated/')

/** What a module exports, with the file that declares it. What is generated has pages of its own. */
function exportsOf(file: string, sources: Files): Export[] {
  const source = sources.get(file) ?? ''
  const resolve = (path: string) => posix.join(posix.dirname(file), path)
  const own = [...source.matchAll(/^export (?:async )?(?:function\*?|class|const|type|interface) (\w+)/gm)]
  const named = [...source.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'/gms)]
  const all = [...source.matchAll(/^export (?:type )?\* from '([^']+)'/gm)]
  return [
    ...own.map(([, name = '']) => ({ name, file })),
    ...named.flatMap(([, names = '', path = '']) =>
      names.split(',').flatMap((name) => {
        const plain = name.replace('type ', '').trim()
        return plain && !generated(resolve(path))
          ? exportsOf(resolve(path), sources).filter((one) => one.name === plain)
          : []
      }),
    ),
    ...all.flatMap(([, path = '']) => (generated(resolve(path)) ? [] : exportsOf(resolve(path), sources))),
  ]
}

/** The declarations that an entry exports, by name. */
export function declarationsOf(entry: string, sources: Files): Declaration[] {
  const found = new Map(exportsOf(entry, sources).map((one) => [one.name, one]))
  return [...found.values()]
    .map((one) => declaration(one, sources.get(one.file) ?? ''))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function declaration({ name, file }: Export, source: string): Declaration {
  const start = new RegExp(
    `^(?:\\/\\*\\*((?:(?!\\*\\/)[^])*)\\*\\/\\n)?export (?:async )?(function\\*?|class|const|type|interface) ${name}\\b`,
    'm',
  ).exec(source)
  if (!start) throw new Error(`${name} is not declared where it is exported from.`)
  const [matched, comment = '', keyword = ''] = start
  const lines = source.slice(start.index + matched.lastIndexOf('export ')).split('\n')
  const shared = { name, file, description: textOf(comment), methods: [] }
  switch (keyword) {
    case 'class':
      return {
        ...shared,
        kind: 'class',
        code: signature(lines),
        methods: handWrittenMethods(body(lines).join('\n')),
      }
    case 'const':
      return { ...shared, kind: 'constant', code: constant(body(lines)) }
    case 'type':
    case 'interface':
      return { ...shared, kind: 'type', code: body(lines).join('\n').replace('export ', '') }
    default:
      return { ...shared, kind: 'function', code: signature(lines) }
  }
}

/** The lines of a declaration: all up to the next one. */
function body([first = '', ...others]: string[]): string[] {
  const end = others.findIndex((line) => line === '' || /^[\w/]/.test(line))
  // Blank lines stand between the members of a class.
  const last = /^export class/.test(first) ? others.indexOf('}') + 1 : end
  return [first, ...others.slice(0, last)]
}

function signature(lines: readonly string[]): string {
  return headOf(lines).replace(/^export (?:async )?(?:function\*? )?/, '')
}

function constant(lines: string[]): string {
  return inOneLine(lines.join('\n'))
    .replace(/^export /, '')
    .replace(/ =>.*$/, '')
}
