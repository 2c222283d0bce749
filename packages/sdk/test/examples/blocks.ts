import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const repository = resolve(import.meta.dirname, '../../../..')

/** An example of the documentation: a block of TypeScript, fenced and marked `ts`. */
export type Example = {
  /** Where it stands: `docs/sdk/sessions.md:12`. */
  place: string
  code: string
  line: number
  /** What it takes from `prelude.ts`, named after `ts` in the fence: `ts client`. */
  prelude: string[]
  /** Why it is compiled and not run: `ts client, not run: it opens a browser`. */
  notRun?: string
}

/** Every example of the documentation of the package. */
export function allExamples(): Example[] {
  return documents().flatMap((document) =>
    examplesIn(readFileSync(join(repository, document), 'utf8'), document),
  )
}

function documents(): string[] {
  const guides = readdirSync(join(repository, 'docs/sdk'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.md'))
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  return ['README.md', 'packages/contract/README.md', 'packages/sdk/README.md', ...guides.sort()]
}

const fence = /^```(\S*)(.*)$/

/** The examples in a text of Markdown. */
export function examplesIn(text: string, document: string): Example[] {
  const examples: Example[] = []
  let open: { info: string; language: string; from: number } | undefined
  const lines = text.split('\n')
  lines.forEach((line, i) => {
    const [, language = '', info = ''] = fence.exec(line) ?? []
    if (open && line === '```') {
      if (open.language === 'ts') examples.push(example(lines.slice(open.from, i), open, document))
      open = undefined
    } else if (!open && fence.test(line)) open = { language, info, from: i + 1 }
  })
  return examples
}

function example(code: string[], { info, from }: { info: string; from: number }, document: string): Example {
  const [names = '', notRun] = info.split(/,?\s*not run: /)
  return {
    place: `${document}:${from + 1}`,
    code: code.join('\n'),
    line: from + 1,
    prelude: names.split(/\s+/).filter(Boolean),
    ...(notRun && { notRun }),
  }
}
