import { DOMParser, type Element as DomElement, type Node as DomNode } from '@xmldom/xmldom'
import { quoted, SamlError } from './error.ts'
import { requireWellFormed, type WellFormed, type XmlLimits } from './wellformed.ts'

/** An attribute that is no namespace declaration. `namespace` and `prefix` are empty where there is none. */
export type XmlAttribute = {
  readonly name: string
  readonly prefix: string
  readonly localName: string
  readonly namespace: string
  readonly value: string
}

/**
 * An element of a parsed message: what all of the SAML code reads, and nothing else. It cannot be changed, and holds
 * neither its parent nor its document, so that who is given an element sees what is in it and nothing beside it.
 */
export type XmlElement = {
  readonly name: string
  readonly prefix: string
  readonly localName: string
  readonly namespace: string
  readonly attributes: readonly XmlAttribute[]
  /** The namespaces that this element declares: prefix (empty for the default) to URI. */
  readonly declarations: ReadonlyMap<string, string>
  /** All namespaces in scope. */
  readonly scope: ReadonlyMap<string, string>
  /** Elements and texts in document order. */
  readonly nodes: readonly (XmlElement | string)[]
  readonly children: readonly XmlElement[]
  /** The whole text of an element without children; empty where there are children, as mixed content is refused. */
  readonly text: string
}

export type { XmlLimits } from './wellformed.ts'

const messageLimits: XmlLimits = {
  bytes: 512 * 1024,
  depth: 40,
  elements: 12_000,
  attributesPerElement: 50,
  attributes: 40_000,
  namespacesInScope: 200,
  scopes: 200_000,
  comments: 0,
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'
const none: ReadonlyMap<string, string> = new Map()
const rootScope: ReadonlyMap<string, string> = new Map([['xml', xmlNamespace]])
let reported = ''
const parser = new DOMParser({
  locator: false,
  // XML 1.0, 2.11. The library's own also turns U+0085 and U+2028 into line feeds, as XML 1.1 would.
  normalizeLineEndings: (source) => source.replace(/\r\n?/g, '\n'),
  // Warnings too: what the parser has to guess is refused.
  onError: (_level, message) => {
    reported = message
    throw new SyntaxError(message)
  },
})

/**
 * Parses a SAML message. The only XML parser of the server: what it does not take for certain, it refuses.
 *
 * @throws {SamlError} `too_large` or one of the codes that begin with `xml_`
 */
export function parseXml(xml: string | Uint8Array, limits: Partial<XmlLimits> = {}): XmlElement {
  const within = { ...messageLimits, ...limits }
  const wellFormed = requireWellFormed(decode(xml, within.bytes), within)
  const root = toElement(parse(wellFormed.source), rootScope)
  requireComplete(root, wellFormed)
  requireUniqueIds(root, new Set())
  return root
}

function decode(xml: string | Uint8Array, most: number): string {
  const bytes = typeof xml === 'string' ? Buffer.byteLength(xml) : xml.byteLength
  if (bytes > most) {
    throw new SamlError('too_large', `The message has ${bytes} bytes; at most ${most} are read.`, {
      bytes,
      most,
    })
  }
  if (typeof xml === 'string') return xml
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xml)
  } catch {
    throw new SamlError('xml_encoding', 'The message is not XML as SAML uses it: it is not UTF-8.')
  }
}

function parse(source: string): DomElement {
  try {
    return parser.parseFromString(source, 'application/xml').documentElement!
  } catch (error) {
    const message = reported || String(error)
    throw message.includes('NamespaceError') ? namespaceError('a prefix is not declared') : notXml(message)
  } finally {
    reported = ''
  }
}

/** The library keeps one of two attributes of the same namespace and name, and tells nobody: so they are counted. */
function requireComplete(root: XmlElement, { elements, attributes }: WellFormed): void {
  const found = { elements: 0, attributes: 0 }
  count(root, found)
  if (found.elements !== elements || found.attributes !== attributes) {
    throw notXml('an element has an attribute twice')
  }
}

function count(element: XmlElement, found: { elements: number; attributes: number }): void {
  found.elements++
  found.attributes += element.attributes.length + element.declarations.size
  for (const child of element.children) count(child, found)
}

function toElement(element: DomElement, outer: ReadonlyMap<string, string>): XmlElement {
  const { attributes, declarations, scope } = readAttributes(element, outer)
  const { prefix, localName } = split(element.tagName)
  const namespace = resolve(prefix, scope, element.tagName)
  // The library resolves namespaces too. Should it ever see another one, nothing is certain any more.
  if (namespace !== (element.namespaceURI ?? '')) throw namespaceError(`<${element.tagName}> is ambiguous`)
  return {
    name: element.tagName,
    prefix,
    localName,
    namespace,
    attributes,
    declarations,
    scope,
    ...readContent(element, scope),
  }
}

function readAttributes(element: DomElement, outer: ReadonlyMap<string, string>) {
  const plain: Written[] = []
  const declared: Written[] = []
  for (let index = 0; index < element.attributes.length; index++) {
    const { name, value } = element.attributes.item(index)!
    if (isDeclaration(name)) declared.push({ name, value })
    else plain.push({ name, value })
  }
  const declarations = readDeclarations(declared)
  const scope = declarations.size === 0 ? outer : new Map([...outer, ...declarations])
  const attributes = plain.map((each) => toAttribute(each, scope))
  requireDistinct(element.tagName, attributes)
  return { attributes, declarations, scope }
}

type Written = { name: string; value: string }

function readDeclarations(declared: Written[]): ReadonlyMap<string, string> {
  if (declared.length === 0) return none
  return new Map(declared.map(({ name, value }) => [requirePrefix(name.slice(6), value), value]))
}

function isDeclaration(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:')
}

// Namespaces in XML 1.0, 2.2 and 3
function requirePrefix(prefix: string, uri: string): string {
  // It may be declared as what it is anyway, and Shibboleth does.
  if (prefix === 'xml' && uri === xmlNamespace) return prefix
  if (prefix === 'xml' || prefix === 'xmlns' || uri === xmlNamespace || uri === xmlnsNamespace) {
    throw namespaceError(`it declares the reserved namespace ${quoted(prefix || uri)}`)
  }
  if (prefix !== '' && uri === '') throw namespaceError(`it takes back the prefix ${quoted(prefix)}`)
  // Canonicalization writes these URIs as they are; those of SAML hold none of these characters.
  if (/[\s"'<>&]/.test(uri)) throw namespaceError(`${quoted(uri)} is no namespace URI`)
  return prefix
}

function toAttribute({ name, value }: Written, scope: ReadonlyMap<string, string>): XmlAttribute {
  const { prefix, localName } = split(name)
  // `xmlnsfoo` is a legal name, and canonicalization would leave it out.
  if (name.startsWith('xmlns') || name === '__proto__')
    throw namespaceError(`the attribute ${name} is refused`)
  // Namespaces in XML 1.0, 6.2: the default namespace does not apply to attributes.
  return { name, prefix, localName, namespace: prefix === '' ? '' : resolve(prefix, scope, name), value }
}

function split(name: string): { prefix: string; localName: string } {
  const colon = name.indexOf(':')
  return colon === -1
    ? { prefix: '', localName: name }
    : { prefix: name.slice(0, colon), localName: name.slice(colon + 1) }
}

function resolve(prefix: string, scope: ReadonlyMap<string, string>, name: string): string {
  const namespace = scope.get(prefix)
  if (namespace === undefined && prefix !== '') throw namespaceError(`the prefix of ${name} is not declared`)
  return namespace ?? ''
}

function requireDistinct(element: string, attributes: XmlAttribute[]): void {
  if (attributes.length < 2) return
  const distinct = new Set(attributes.map(({ namespace, localName }) => `${namespace} ${localName}`))
  if (distinct.size < attributes.length) throw notXml(`<${element}> has an attribute twice`)
}

function readContent(element: DomElement, scope: ReadonlyMap<string, string>) {
  const nodes: (XmlElement | string)[] = []
  let comments = 0
  for (let node = element.firstChild as DomNode | null; node; node = node.nextSibling) {
    if (node.nodeType === node.ELEMENT_NODE) nodes.push(toElement(node as DomElement, scope))
    else if (node.nodeType === node.TEXT_NODE) nodes.push(node.nodeValue!)
    else if (node.nodeType === node.COMMENT_NODE) comments++
    else throw notXml(`<${element.tagName}> holds something that is neither element nor text`)
  }
  const children = nodes.filter((node) => typeof node !== 'string')
  const text = nodes.filter((node) => typeof node === 'string').join('')
  if ((children.length > 0 || comments > 0) && /[^ \t\r\n]/.test(text)) {
    throw new SamlError(
      'xml_mixed_content',
      `<${element.tagName}> mixes text with elements or comments, which SAML never does.`,
      { element: element.tagName },
    )
  }
  return { nodes, children, text: children.length > 0 ? '' : text }
}

// Whatever the schema of the element calls its identifier: a reference must not find two.
function requireUniqueIds(element: XmlElement, seen: Set<string>): void {
  for (const { localName, value, name } of element.attributes) {
    if (localName.toLowerCase() !== 'id') continue
    if (seen.has(value)) {
      throw new SamlError('xml_duplicate_id', `Two elements have the ${name} ${quoted(value)}.`, {
        id: value,
      })
    }
    seen.add(value)
  }
  for (const child of element.children) requireUniqueIds(child, seen)
}

function notXml(what: string): SamlError {
  return new SamlError('xml_malformed', `The message is not XML as SAML uses it: ${quoted(what)}.`)
}

function namespaceError(what: string): SamlError {
  return new SamlError('xml_namespace', `The namespaces of the message are not valid: ${what}.`)
}
