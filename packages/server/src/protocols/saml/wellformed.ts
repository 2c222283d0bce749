import { quoted, SamlError } from './error.ts'

/** What a document may cost before anything is built from it. */
export type XmlLimits = {
  /** Octets of the document. */
  bytes: number
  depth: number
  elements: number
  attributesPerElement: number
  /** In total, namespace declarations included. */
  attributes: number
  /** Along any path from the root; in total there may be many, as some declare the same ones on every value. */
  namespacesInScope: number
  /** In total, of the namespaces in scope at each element that declares one: so many are looked up for it anew. */
  scopes: number
  /**
   * How many are dropped, though never from within a text: for metadata, whose content no signature vouches for. None:
   * the first is refused.
   */
  comments: number
}

/** A document, and how much of it there has to be in whatever is made from it. */
export type WellFormed = {
  /** Without byte order mark and XML declaration. */
  source: string
  elements: number
  /** Namespace declarations included. */
  attributes: number
}

const space = '[ \\t\\r\\n]'
// Names are ASCII: every name that SAML, XML Signature and their extensions in use have is.
const ncName = '[A-Za-z_][A-Za-z0-9_.-]*'
const qName = `${ncName}(?::${ncName})?`

const declaration = new RegExp(
  `^<\\?xml${space}+version${space}*=${space}*(["'])1\\.0\\1` +
    `(?:${space}+encoding${space}*=${space}*(["'])[Uu][Tt][Ff]-8\\2)?` +
    `(?:${space}+standalone${space}*=${space}*(["'])(?:yes|no)\\3)?${space}*\\?>`,
)
const startTagName = new RegExp(`<(${qName})`, 'y')
const attribute = new RegExp(`${space}+(${qName})${space}*=${space}*(?:"[^"<]*"|'[^'<]*')`, 'y')
const startTagEnd = new RegExp(`${space}*(/?)>`, 'y')
const endTag = new RegExp(`</(${qName})${space}*>`, 'y')
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0, 2.2: exactly these are not characters of XML
const notCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const badReference = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/
const numericReference = /&#(x?)([0-9a-fA-F]+);/g

/**
 * Refuses every document outside the small part of XML 1.0 that SAML needs: elements, attributes, text, the predefined
 * entities, numeric references. No document type, no processing instruction, no CDATA, no comment. It also counts, so
 * that nothing larger than the limits reaches the parser. It reads no value: that is the parser's, and its alone.
 *
 * @throws {SamlError}
 */
export function requireWellFormed(document: string, limits: XmlLimits): WellFormed {
  const source = document.replace(/^\ufeff/, '').replace(declaration, '')
  requireCharacters(source)
  requireReferences(source)
  const { elements, attributes } = requireTags(source, limits)
  // Legal inside an attribute value, but nobody writes it there, and as text it is not.
  if (source.includes(']]>')) throw malformed('xml_malformed', 'it holds "]]>"')
  return { source, elements, attributes }
}

function requireCharacters(source: string): void {
  if (!source.isWellFormed()) throw malformed('xml_encoding', 'it holds half of a surrogate pair')
  const found = notCharacters.exec(source)
  if (found) {
    throw malformed('xml_encoding', `it holds the character U+${hex(found[0])}, which XML does not allow`)
  }
}

function requireReferences(source: string): void {
  const found = badReference.exec(source)
  if (found) {
    const start = quoted(source.slice(found.index, found.index + 20))
    throw malformed('xml_forbidden', `${start} is no predefined entity; others are refused`)
  }
  for (const [reference, isHex, digits] of source.matchAll(numericReference)) {
    if (!isCharacter(Number.parseInt(digits!, isHex ? 16 : 10))) {
      throw malformed('xml_encoding', `${reference} is not a character of XML`)
    }
  }
}

// XML 1.0, 2.2
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
}

function requireTags(source: string, limits: XmlLimits): Seen {
  const open: Open[] = []
  const seen: Seen = { elements: 0, attributes: 0, comments: 0, scopes: 0 }
  let position = 0
  for (let start = source.indexOf('<'); start !== -1; start = source.indexOf('<', position)) {
    if (open.length === 0) requireBlank(source.slice(position, start))
    const next = source[start + 1]
    if (next === '!' || next === '?') {
      position = skipComment(source, start, limits)
      requireAtMost('comments', ++seen.comments, limits)
    } else if (next === '/') position = close(source, start, open)
    else {
      if (open.length === 0 && seen.elements > 0)
        throw malformed('xml_malformed', 'it has more than one root')
      position = openTag(source, start, open, seen, limits)
    }
  }
  requireBlank(source.slice(position))
  if (open.length > 0) throw malformed('xml_malformed', `<${open.at(-1)!.name}> is not closed`)
  if (seen.elements === 0) throw malformed('xml_malformed', 'it has no root element')
  return seen
}

type Seen = { elements: number; attributes: number; comments: number; scopes: number }
/** An element that is not closed yet, and the number of namespaces declared up to there. */
type Open = { name: string; namespaces: number }

function requireBlank(text: string): void {
  if (/[^ \t\r\n]/.test(text)) throw malformed('xml_malformed', 'it has text outside of the root element')
}

function skipComment(source: string, start: number, limits: XmlLimits): number {
  if (limits.comments > 0 && source.startsWith('<!--', start)) {
    const end = source.indexOf('--', start + 4)
    // XML 1.0, 2.5: two hyphens end a comment or break it.
    if (end !== -1 && source[end + 2] === '>') return end + 3
  }
  const what = quoted(source.slice(start, start + 12))
  throw malformed(
    'xml_forbidden',
    `document types, entities, comments, CDATA sections and processing instructions are refused, and it holds ${what}`,
  )
}

function close(source: string, start: number, open: Open[]): number {
  endTag.lastIndex = start
  const name = endTag.exec(source)?.[1]
  if (name === undefined || name !== open.pop()?.name) {
    throw malformed('xml_malformed', `the end tag at character ${start} matches no start tag`)
  }
  return endTag.lastIndex
}

function openTag(source: string, start: number, open: Open[], seen: Seen, limits: XmlLimits): number {
  startTagName.lastIndex = start
  const name = startTagName.exec(source)?.[1]
  if (name === undefined) throw malformed('xml_malformed', `the tag at character ${start} is broken`)
  requireAtMost('elements', ++seen.elements, limits)
  const { end, declared } = attributes(source, startTagName.lastIndex, seen, limits)
  const namespaces = declared + (open.at(-1)?.namespaces ?? 0)
  requireAtMost('namespacesInScope', namespaces, limits)
  if (declared > 0) seen.scopes += namespaces
  requireAtMost('scopes', seen.scopes, limits)
  startTagEnd.lastIndex = end
  const closing = startTagEnd.exec(source)
  if (!closing) throw malformed('xml_malformed', `the attributes of <${name}> are broken`)
  if (closing[1] === '') requireAtMost('depth', open.push({ name, namespaces }), limits)
  return startTagEnd.lastIndex
}

function attributes(source: string, start: number, seen: Seen, limits: XmlLimits) {
  let end = start
  let declared = 0
  for (let count = 1; ; count++) {
    attribute.lastIndex = end
    const name = attribute.exec(source)?.[1]
    if (name === undefined) return { end, declared }
    requireAtMost('attributesPerElement', count, limits)
    if (name.startsWith('xmlns')) declared++
    requireAtMost('attributes', ++seen.attributes, limits)
    end = attribute.lastIndex
  }
}

function requireAtMost(limit: keyof XmlLimits, count: number, limits: XmlLimits): void {
  const most = limits[limit]
  if (count > most) {
    throw new SamlError('xml_limit', `The message is refused: it passes the limit of ${most} for ${limit}.`, {
      limit,
      most,
    })
  }
}

function malformed(code: 'xml_encoding' | 'xml_malformed' | 'xml_forbidden', what: string): SamlError {
  return new SamlError(code, `The message is not XML as SAML uses it: ${what}.`)
}

function hex(character: string): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
}
