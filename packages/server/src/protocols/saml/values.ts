// Values of attributes as XML Schema, part 2, writes them. What is absent is read as null, what is broken is refused.
import { attributeOf } from './elements.ts'
import { quoted, SamlError } from './error.ts'
import type { XmlElement } from './xml.ts'

/** An `xs:boolean`; false when it is absent. */
export function booleanOf(element: XmlElement, name: string): boolean {
  const value = attributeOf(element, name)?.trim() ?? 'false'
  if (value === 'true' || value === '1') return true
  if (value === 'false' || value === '0') return false
  throw invalid(element, name, value, 'true or false')
}

/** The whole seconds of an `xs:duration`. */
export function durationOf(element: XmlElement, name: string): number | null {
  const value = attributeOf(element, name)?.trim()
  if (value === undefined) return null
  const parts = duration.exec(value)?.slice(1)
  if (!parts?.some(Boolean)) throw invalid(element, name, value, 'a duration such as PT24H')
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (unitSeconds[index] ?? 0), 0)
}

const duration =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d{1,9})?S)?)?$/
// Years and months differ in length. For when to read something again, 365 and 30 days are near enough.
const unitSeconds = [365 * 86_400, 30 * 86_400, 86_400, 3600, 60, 1]

const invalid = (element: XmlElement, name: string, value: string, expected: string) =>
  new SamlError('value_invalid', `The ${name} of <${element.name}> is ${quoted(value)}, not ${expected}.`, {
    attribute: name,
  })
