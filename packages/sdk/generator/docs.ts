import { toCamelCase } from '../src/naming.ts'

const width = 110

/** A text to wrap, or code to leave as it is. */
type Paragraph = string | { code: string }

/** A documentation comment of these paragraphs, or nothing where there are none. */
export function docs(paragraphs: readonly (Paragraph | undefined | false)[], indent = ''): string {
  const lines = paragraphs
    .filter((paragraph): paragraph is Paragraph => Boolean(paragraph))
    .map((paragraph) => linesOf(paragraph, width - indent.length - 3))
  if (lines.length === 0) return ''
  const single = lines.length === 1 && lines[0]!.length === 1 ? lines[0]![0]! : undefined
  if (single !== undefined && single.length <= width - indent.length - 7) return `${indent}/** ${single} */\n`
  const body = lines.flatMap((paragraph, i) => (startsGroup(lines, i) ? ['', ...paragraph] : paragraph))
  return `${indent}/**\n${body.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('')}${indent} */\n`
}

function linesOf(paragraph: Paragraph, longest: number): string[] {
  const safe = (text: string) => text.replaceAll('*/', '*\\/')
  return typeof paragraph === 'string' ? wrap(safe(paragraph), longest) : safe(paragraph.code).split('\n')
}

/** Tags of one comment stand together; paragraphs are set apart. */
function startsGroup(paragraphs: readonly string[][], i: number): boolean {
  const isTag = (paragraph: string[]) => paragraph[0]!.startsWith('@')
  return i > 0 && !(isTag(paragraphs[i]!) && isTag(paragraphs[i - 1]!))
}

/** A text of the contract, with the members that it quotes spelled as in code. */
export function inOurNames(text: string, wireNames: readonly string[]): string {
  return text.replace(/`(\w+)`/g, (quote, name: string) =>
    wireNames.includes(name) ? `\`${toCamelCase(name)}\`` : quote,
  )
}

function wrap(text: string, longest: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = []
    for (const word of line.split(' ')) {
      const last = lines.at(-1)
      if (last === undefined || last.length + 1 + word.length > longest) lines.push(word)
      else lines[lines.length - 1] = `${last} ${word}`
    }
    return lines
  })
}
