import type { HandWrittenMethod } from './hand-written.ts'
import { code, paragraphs } from './markdown.ts'

export const notice =
  '<!-- Generated from the contract by `npm run docs -w packages/sdk`: edits are overwritten. -->'

/** Up to the first full stop, or the colon before an example. */
export const firstSentence = (text: string): string =>
  /^.*?(?:\.(?=\s|$)|:(?=\n|$))/s.exec(text)?.[0].replace(/:$/, '.') ?? text

/** A method that is written by hand. */
export function helperSection(
  { name, signature, description }: HandWrittenMethod,
  heading = name,
  level = 3,
): string {
  return paragraphs(`${'#'.repeat(level)} ${heading}`, code(signature), description)
}
