// Writes the XML that we send. Nothing that comes from outside is ever put between tags by hand.
import { namespaces } from './names.ts'

/** The prefixes that namespaces always have here, in what we write and where our code names elements. */
export const prefixes = {
  saml: namespaces.assertion,
  samlp: namespaces.protocol,
  md: namespaces.metadata,
  ds: namespaces.signature,
} as const

/** XML that `element` has written. An ordinary string is text, and gets escaped. */
export class Markup {
  readonly #xml: string
  constructor(xml: string) {
    this.#xml = xml
  }
  toString(): string {
    return this.#xml
  }
}

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>
type Content = Markup | string | null | undefined | false | readonly Content[]

/**
 * Writes an element.
 *
 * @param name as it is written, with its prefix. Names are ours, never input.
 * @param attributes those that are null or undefined are left out
 * @throws {TypeError} for characters that no XML document can hold: check input with `isXmlText` before
 */
export function element(name: string, attributes: Attributes, ...content: readonly Content[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === null || value === undefined ? '' : ` ${key}="${escaped(String(value), attributeCharacters)}"`,
  )
  const inner = content.map(write).join('')
  const open = `<${name}${written.join('')}`
  return new Markup(inner === '' ? `${open}/>` : `${open}>${inner}</${name}>`)
}

/** Writes the element that a document begins with: it declares the namespaces of the prefixes. */
export function root(
  name: string,
  declared: readonly (keyof typeof prefixes)[],
  attributes: Attributes,
  ...content: readonly Content[]
): string {
  const declarations = Object.fromEntries(declared.map((prefix) => [`xmlns:${prefix}`, prefixes[prefix]]))
  return element(name, { ...declarations, ...attributes }, ...content).toString()
}

/** Whether XML 1.0 can hold every character of the text (section 2.2): no control characters, no half surrogates. */
export const isXmlText = (text: string): boolean => !notXml.test(text)

/** An `xs:ID` that is safe in every place where identifiers go. @throws {TypeError} for any other */
export function requireXmlId(id: string): string {
  if (!/^[A-Za-z_][\w.-]{0,255}$/.test(id)) throw new TypeError(`${JSON.stringify(id)} is no identifier.`)
  return id
}

function write(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (typeof content === 'string') return escaped(content, textCharacters)
  if (content instanceof Markup) return content.toString()
  return content.map(write).join('')
}

const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u
const textCharacters = /[&<>\r]/g
// A parser reads bare white space in an attribute as blanks (XML 1.0, 3.3.3).
const attributeCharacters = /[&<>"\t\n\r]/g
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function escaped(text: string, characters: RegExp): string {
  if (!isXmlText(text)) throw new TypeError(`XML cannot hold ${JSON.stringify(text.slice(0, 80))}.`)
  return text.replace(characters, (character) => escapes[character] ?? character)
}
