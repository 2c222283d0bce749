/**
 * Markup that is safe to put into a page as it stands. Only `html`, `attributes` and `trusted` make it, so whatever is
 * an ordinary string is text and gets escaped.
 */
export class Html {
  readonly #markup: string
  constructor(markup: string) {
    this.#markup = markup
  }
  toString(): string {
    return this.#markup
  }
}

/** Attributes of a tag, written by `attributes`. */
class Attributes extends Html {}

/** What may stand in a template: nothing, text, markup, and lists of these. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[]

/**
 * Writes markup. Every interpolated string is escaped for the place where it stands, and an address that begins with
 * a scheme that could run code is taken out. Where no escaping would be enough, the template is refused.
 *
 * @throws {TypeError} for a value where none is safe: a tag's or an attribute's name, an unquoted attribute, an event
 * handler, a style, a script, a comment
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const places = placesOf(strings)
  let markup = strings[0] as string
  for (const [index, value] of values.entries()) {
    markup += writers[places[index] as Place](value) + strings[index + 1]
  }
  return new Html(markup)
}

/** Vouches for markup that was made elsewhere. Nothing that a person, a request or the database gave may come here. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

/**
 * Attributes of a tag that depend on a condition: true is an attribute without a value; false, null and undefined
 * leave it out.
 */
export function attributes(given: Record<string, string | number | boolean | null | undefined>): Html {
  const written = Object.entries(given).map(([name, value]) => {
    if (value === false || value === null || value === undefined) return ''
    const place = /^[a-z][a-z-]*$/.test(name) ? placeInAttribute(name, '') : undefined
    if (!place) throw new TypeError(`The attribute ${JSON.stringify(name)} cannot be set.`)
    return value === true ? ` ${name}` : ` ${name}="${writers[place](value)}"`
  })
  return new Attributes(written.join('').trimStart())
}

const unsafeCharacters = /[&<>"'`\r\0]/g
const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  // A parser would read it as a line feed.
  '\r': '&#13;',
  // No spelling of it is allowed in HTML.
  '\0': '\ufffd',
}

/** Text as markup shows it, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(unsafeCharacters, (character) => escapes[character] as string)
}

const safeSchemes = new Set(['http', 'https', 'mailto'])

/** The address, if following it runs no code: http, https, mailto, or relative. Otherwise one that leads nowhere. */
export function safeUrl(address: string): string {
  // Browsers leave out control characters and blanks before they look for the scheme (URL Standard, 4.4).
  const scheme = /^([^/?#]*?):/.exec([...address].filter((character) => character > ' ').join(''))?.[1]
  return scheme === undefined || safeSchemes.has(scheme.toLowerCase()) ? address : 'about:invalid'
}

/** Where in the markup a value stands. */
type Place = 'text' | 'tag' | 'attribute' | 'address'

const writers: Record<Place, (value: HtmlValue) => string> = {
  text: writeText,
  tag: (value) => {
    if (value instanceof Attributes) return value.toString()
    throw new TypeError('In a tag only `attributes(…)` may stand.')
  },
  attribute: (value) => escapeHtml(plainText(value)),
  address: (value) => escapeHtml(safeUrl(plainText(value))),
}

function writeText(value: HtmlValue): string {
  if (value instanceof Attributes) throw new TypeError('Attributes belong in a tag.')
  if (value instanceof Html) return value.toString()
  if (Array.isArray(value)) return value.map(writeText).join('')
  return escapeHtml(plainText(value))
}

function plainText(value: HtmlValue): string {
  if (value === false || value === null || value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new TypeError('A value must be text or a number; markup and lists only where markup may stand.')
}

const knownPlaces = new WeakMap<TemplateStringsArray, Place[]>()

/** The place of each value of a template. A template is judged once: its strings are the same at every call. */
function placesOf(strings: TemplateStringsArray): Place[] {
  let places = knownPlaces.get(strings)
  if (!places) {
    places = strings.slice(1).map((_, index) => placeAfter(strings.slice(0, index + 1).join(hole)))
    if (openTag(strings.join(hole)) !== undefined)
      throw new TypeError('A template must close the tags it begins.')
    knownPlaces.set(strings, places)
  }
  return places
}

/** Stands for an earlier value while a template is judged. */
const hole = '\ue000'
const completeTag = /<!--[\s\S]*?-->|<(?!!--)[a-z/!](?:[^"'>]|"[^"]*"|'[^']*')*>/gi
const completeAttribute = /[^\s"'<>/=]+\s*=\s*(?:"[^"]*"|'[^']*')/g
const rawText = /<(script|style|textarea|title|iframe|noscript)\b(?!.*<\/\1\s*>)/is

/** What is left of the markup after all tags that are complete, from the beginning of the one that is not. */
function openTag(markup: string): string | undefined {
  // At its very end, `<` would make a tag of the value.
  return /<(?:[a-z/!\ue000]|$)[\s\S]*$/i.exec(markup.replace(completeTag, ''))?.[0]
}

function placeAfter(markup: string): Place {
  const tag = openTag(markup)
  if (tag === undefined) {
    const raw = rawText.exec(markup)?.[1]?.toLowerCase()
    // In a title entities are read, so escaping does there what it does elsewhere.
    if (raw && raw !== 'title') throw new TypeError(`No value may stand in <${raw}>.`)
    return 'text'
  }
  const rest = tag.replace(completeAttribute, '')
  const [, name, quote, before] = /([^\s"'<>/=]+)\s*=\s*(["'])([^"']*)$/.exec(rest) ?? []
  const place = name && quote ? placeInAttribute(name.toLowerCase(), before ?? '') : undefined
  if (place) return place
  if (!quote && !tag.startsWith('<!--') && /\s$/.test(rest) && !/=\s*$/.test(rest)) return 'tag'
  throw new TypeError(`No value may stand after ${JSON.stringify(markup.slice(-40))}.`)
}

const addressAttributes = new Set(['action', 'cite', 'data', 'formaction', 'href', 'poster', 'src'])
const forbiddenAttributes = new Set(['srcdoc', 'srcset', 'style', 'ping'])

function placeInAttribute(name: string, before: string): Place | undefined {
  if (name.startsWith('on') || forbiddenAttributes.has(name) || name.includes(hole)) return undefined
  if (!addressAttributes.has(name)) return 'attribute'
  if (before === '') return 'address'
  // Behind a slash, a question mark or a hash nothing is a scheme any more.
  return /^mailto:|[/?#]/.test(before) ? 'attribute' : undefined
}
