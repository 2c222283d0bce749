/** A table, or nothing where it has no rows. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |\n`
  return `${line(heads)}|${heads.map(() => '---|').join('')}\n${rows.map(line).join('')}`
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|')
}

/** Paragraphs, without those that are empty. */
export function paragraphs(...texts: readonly (string | undefined | false)[]): string {
  return texts
    .filter((text) => typeof text === 'string')
    .map((text) => (text as string).trim())
    .filter(Boolean)
    .map((text) => `${text}\n`)
    .join('\n')
}

export const code = (text: string): string => `\`${text}\``

/** The name of a heading in an address, as GitHub makes it. */
export const anchor = (heading: string): string => heading.toLowerCase().replaceAll(/[^\w-]/g, '')
